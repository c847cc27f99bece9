// Holds: the search for literals: where in a buffer is the next one of them?
// In: a filter (see the layout) and a stretch of bytes. Out: the address of the first occurrence, or the end.
// Always: nothing is passed over; an occurrence is a whole one. One literal is found by its two rarest bytes, a few by the halves of
//   their first three bytes (as Hyperscan's Teddy does), many by shifts over hashed blocks (as Wu and Manber do).

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
  SHIFT_BLOCK,
  SHIFT_BLOCK_MASK,
  SHIFT_CHAINS,
  SHIFT_LENGTH,
  SHIFT_RIGHT,
  SHIFT_TABLE,
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
  return shift(filter, p, end);
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
  while (p < end) {
    const v1 = v128.load(p);
    const v2 = v128.load(p, 1);
    const v3 = v128.load(p, 2);
    const buckets = v128.and(
      v128.and(
        v128.and(i8x16.swizzle(low1, v128.and(v1, nibble)), i8x16.swizzle(high1, i8x16.shr_u(v1, 4))),
        v128.and(i8x16.swizzle(low2, v128.and(v2, nibble)), i8x16.swizzle(high2, i8x16.shr_u(v2, 4))),
      ),
      v128.and(i8x16.swizzle(low3, v128.and(v3, nibble)), i8x16.swizzle(high3, i8x16.shr_u(v3, 4))),
    );
    if (v128.any_true(buckets)) {
      let hits: u32 = 0xffff ^ i8x16.bitmask(i8x16.eq(buckets, i8x16.splat(0)));
      do {
        const offset = ctz(hits);
        const at = p + offset;
        if (at >= end) return end;
        let low = i64x2.extract_lane(buckets, 0);
        if (offset >= 8) low = i64x2.extract_lane(buckets, 1);
        if (inBuckets(filter, <u32>(low >> ((offset & 7) << 3)) & 0xff, at, start, end)) return at;
        hits &= hits - 1;
      } while (hits !== 0);
    }
    p += 16;
  }
  return end;
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

/** `q` is where the last block of the shortest literal would end, if one began `length` before. */
function shift(filter: usize, p: usize, end: usize): usize {
  const length: usize = load<u32>(filter, SHIFT_LENGTH);
  const block: usize = load<u32>(filter, SHIFT_BLOCK);
  const mask = load<u32>(filter, SHIFT_BLOCK_MASK);
  const right = load<u32>(filter, SHIFT_RIGHT);
  const table: usize = load<u32>(filter, SHIFT_TABLE);
  const chains: usize = load<u32>(filter, SHIFT_CHAINS);
  const back = length - block;
  while (p + length <= end) {
    const hash = ((load<u32>(p + back) & mask) * <u32>HASH_A) >> right;
    const far = load<u8>(table + hash);
    if (far !== 0) {
      p += far;
      continue;
    }
    for (let link: usize = load<u32>(chains + (hash << 2)); link !== 0; link = load<u32>(link)) {
      const size = load<u32>(link, 4);
      if (p + size <= end && same(p, load<u32>(link, 8), size)) return p;
    }
    p++;
  }
  return end;
}
