// Holds: the search for literals: where in a buffer is the next one of them?
// In: a filter (see the layout) and a stretch of bytes. Out: an address in the first line that holds one, or the end.
// Always: nothing is passed over; an occurrence is a whole one. One literal is found by its two rarest bytes, a few by the halves of
//   three bytes (as Hyperscan's Teddy does), many by grams taken at even distances, closer than any literal is long.

import {
  FILTER_PAIR,
  FILTER_TEDDY,
  FILTER_TWO,
  FILTER_TYPE,
  HASH_A,
  PAIR_BYTE1,
  PAIR_BYTE2,
  PAIR_ESCAPE,
  PAIR_LENGTH,
  PAIR_OFFSET1,
  PAIR_OFFSET2,
  PAIR_SIZE,
  PAIR_TEXT,
  SAMPLE_BITS,
  SAMPLE_CHAINS,
  SAMPLE_MASK,
  SAMPLE_RIGHT,
  SAMPLE_STEP,
  SAMPLE_WIDTH,
  SAMPLES_A_CHAIN,
  TEDDY_BUCKETS,
  TEDDY_ENTRY,
  TEDDY_TABLES,
} from "../layout";
import { same } from "./bytes";

export function find(filter: usize, p: usize, end: usize): usize {
  const type = load<u32>(filter, FILTER_TYPE);
  if (type === FILTER_PAIR) return load<u32>(filter, PAIR_ESCAPE) ? pairOrEscape(filter, p, end) : pair(filter, p, end);
  if (type === FILTER_TWO) return two(filter, p, end);
  if (type === FILTER_TEDDY) return teddy(filter, p, end);
  return sample(filter, p, end);
}

function pair(filter: usize, p: usize, end: usize): usize {
  const text: usize = load<u32>(filter, PAIR_TEXT);
  const length = load<u32>(filter, PAIR_LENGTH);
  const offset1: usize = load<u32>(filter, PAIR_OFFSET1);
  const offset2: usize = load<u32>(filter, PAIR_OFFSET2);
  const byte1 = i8x16.splat(load<u8>(filter, PAIR_BYTE1));
  const byte2 = i8x16.splat(load<u8>(filter, PAIR_BYTE2));
  while (p + 32 <= end) {
    const a = v128.and(i8x16.eq(v128.load(p + offset1), byte1), i8x16.eq(v128.load(p + offset2), byte2));
    const b = v128.and(i8x16.eq(v128.load(p + offset1, 16), byte1), i8x16.eq(v128.load(p + offset2, 16), byte2));
    if (v128.any_true(v128.or(a, b))) {
      let hits: u32 = i8x16.bitmask(a) | (i8x16.bitmask(b) << 16);
      do {
        const at = p + ctz(hits);
        if (at + length <= end && same(at, text, length)) return at;
        hits &= hits - 1;
      } while (hits !== 0);
    }
    p += 32;
  }
  while (p + length <= end) {
    if (same(p, text, length)) return p;
    p++;
  }
  return end;
}

/** The literal, or a `\u` that may be a way of writing it. */
function pairOrEscape(filter: usize, p: usize, end: usize): usize {
  const text: usize = load<u32>(filter, PAIR_TEXT);
  const length = load<u32>(filter, PAIR_LENGTH);
  const offset1: usize = load<u32>(filter, PAIR_OFFSET1);
  const offset2: usize = load<u32>(filter, PAIR_OFFSET2);
  const byte1 = i8x16.splat(load<u8>(filter, PAIR_BYTE1));
  const byte2 = i8x16.splat(load<u8>(filter, PAIR_BYTE2));
  const backslash = i8x16.splat(92);
  while (p + 32 <= end) {
    const a = v128.and(i8x16.eq(v128.load(p + offset1), byte1), i8x16.eq(v128.load(p + offset2), byte2));
    const b = v128.and(i8x16.eq(v128.load(p + offset1, 16), byte1), i8x16.eq(v128.load(p + offset2, 16), byte2));
    const c = i8x16.eq(v128.load(p), backslash);
    const d = i8x16.eq(v128.load(p, 16), backslash);
    if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) {
      const escapes: u32 = i8x16.bitmask(c) | (i8x16.bitmask(d) << 16);
      let hits: u32 = i8x16.bitmask(a) | (i8x16.bitmask(b) << 16) | escapes;
      do {
        const at = p + ctz(hits);
        if (load<u16>(at) === 0x755c) return at;
        if (at + length <= end && same(at, text, length)) return at;
        hits &= hits - 1;
      } while (hits !== 0);
    }
    p += 32;
  }
  while (p < end) {
    if (load<u16>(p) === 0x755c) return p;
    if (p + length <= end && same(p, text, length)) return p;
    p++;
  }
  return end;
}

/** Two literals, or a `\u` where that counts. */
function two(filter: usize, p: usize, end: usize): usize {
  const other = filter + PAIR_SIZE;
  const escapes = load<u32>(filter, PAIR_ESCAPE) !== 0;
  const offset1: usize = load<u32>(filter, PAIR_OFFSET1);
  const offset2: usize = load<u32>(filter, PAIR_OFFSET2);
  const offset3: usize = load<u32>(other, PAIR_OFFSET1);
  const offset4: usize = load<u32>(other, PAIR_OFFSET2);
  const byte1 = i8x16.splat(load<u8>(filter, PAIR_BYTE1));
  const byte2 = i8x16.splat(load<u8>(filter, PAIR_BYTE2));
  const byte3 = i8x16.splat(load<u8>(other, PAIR_BYTE1));
  const byte4 = i8x16.splat(load<u8>(other, PAIR_BYTE2));
  // Without escapes no byte of UTF-8 is looked for.
  const escape = i8x16.splat(<u8>(escapes ? 92 : 255));
  while (p < end) {
    const a = v128.and(i8x16.eq(v128.load(p + offset1), byte1), i8x16.eq(v128.load(p + offset2), byte2));
    const b = v128.and(i8x16.eq(v128.load(p + offset3), byte3), i8x16.eq(v128.load(p + offset4), byte4));
    const any = v128.or(v128.or(a, b), i8x16.eq(v128.load(p), escape));
    if (v128.any_true(any)) {
      let hits: u32 = i8x16.bitmask(any);
      do {
        const at = p + ctz(hits);
        if (at >= end) return end;
        if (isAt(filter, at, end) || isAt(other, at, end) || (escapes && load<u16>(at) === 0x755c)) return at;
        hits &= hits - 1;
      } while (hits !== 0);
    }
    p += 16;
  }
  return end;
}

@inline
function isAt(filter: usize, at: usize, end: usize): bool {
  const length = load<u32>(filter, PAIR_LENGTH);
  return at + length <= end && same(at, load<u32>(filter, PAIR_TEXT), length);
}

function teddy(filter: usize, p: usize, end: usize): usize {
  const start = p;
  const low1 = v128.load(filter, TEDDY_TABLES);
  const high1 = v128.load(filter, TEDDY_TABLES + 16);
  const low2 = v128.load(filter, TEDDY_TABLES + 32);
  const high2 = v128.load(filter, TEDDY_TABLES + 48);
  const low3 = v128.load(filter, TEDDY_TABLES + 64);
  const high3 = v128.load(filter, TEDDY_TABLES + 80);
  const nibble = i8x16.splat(15);
  // What the two bytes before this block could be the first and the second of.
  let firsts = i8x16.splat(0);
  let seconds = i8x16.splat(0);
  while (p < end + 2) {
    const v = v128.load(p);
    const low = v128.and(v, nibble);
    const high = v128.and(i16x8.shr_u(v, 4), nibble);
    const first = v128.and(i8x16.swizzle(low1, low), i8x16.swizzle(high1, high));
    const second = v128.and(i8x16.swizzle(low2, low), i8x16.swizzle(high2, high));
    const third = v128.and(i8x16.swizzle(low3, low), i8x16.swizzle(high3, high));
    const buckets = v128.and(third, v128.and(twoLater(firsts, first), oneLater(seconds, second)));
    firsts = first;
    seconds = second;
    if (v128.any_true(buckets)) {
      let hits: u32 = 0xffff ^ i8x16.bitmask(i8x16.eq(buckets, i8x16.splat(0)));
      do {
        const offset = ctz(hits);
        const at = p + offset - 2;
        if (at >= end) return end;
        let half = i64x2.extract_lane(buckets, 0);
        if (offset >= 8) half = i64x2.extract_lane(buckets, 1);
        if (inBuckets(filter, <u32>(half >> ((offset & 7) << 3)) & 0xff, at, start, end)) return at;
        hits &= hits - 1;
      } while (hits !== 0);
    }
    p += 16;
  }
  return end;
}

/** The last byte of one block, and all but the last of the next one. */
@inline
function oneLater(before: v128, now: v128): v128 {
  return v128.shuffle<u8>(before, now, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
}

@inline
function twoLater(before: v128, now: v128): v128 {
  return v128.shuffle<u8>(before, now, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
}

function inBuckets(filter: usize, bits: u32, at: usize, start: usize, end: usize): bool {
  while (bits !== 0) {
    const bucket: usize = load<u32>(filter + TEDDY_BUCKETS + (ctz(bits) << 2));
    const count = load<u32>(bucket);
    for (let i: u32 = 0, entry = bucket + 4; i < count; i++, entry += TEDDY_ENTRY) {
      const length = load<u32>(entry);
      const from = at - load<u32>(entry, 8);
      if (from >= start && from + length <= end && same(from, load<u32>(entry, 4), length)) return true;
    }
    bits &= bits - 1;
  }
  return false;
}

/** Wherever a literal begins, one of the samples is one of its first grams: no place depends on what was found before. */
function sample(filter: usize, p: usize, end: usize): usize {
  const start = p;
  const width: usize = load<u32>(filter, SAMPLE_WIDTH);
  const step: usize = load<u32>(filter, SAMPLE_STEP);
  const mask = load<u32>(filter, SAMPLE_MASK);
  const right = load<u32>(filter, SAMPLE_RIGHT);
  const bits: usize = load<u32>(filter, SAMPLE_BITS);
  const chains: usize = load<u32>(filter, SAMPLE_CHAINS);
  for (; p + width <= end; p += step) {
    const hash = ((load<u32>(p) & mask) * <u32>HASH_A) >> right;
    if (((load<u8>(bits + (hash >> 3)) >> (hash & 7)) & 1) === 0) continue;
    const chain = chains + ((hash >> SAMPLES_A_CHAIN) << 2);
    for (let link: usize = load<u32>(chain); link !== 0; link = load<u32>(link)) {
      const length = load<u32>(link, 4);
      const from = p - load<u32>(link, 12);
      if (from >= start && from + length <= end && same(from, load<u32>(link, 8), length)) return from;
    }
  }
  return end;
}
