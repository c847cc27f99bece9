// Holds: the filters of literals, as the engine reads them.
// In: literals. Out: the address of a filter in a program.
// Always: what the filter finds holds a literal as a whole.

import type { Blob } from "./blob.ts";
import {
  FILTER_PAIR,
  FILTER_SHIFT,
  FILTER_TEDDY,
  FILTER_TWO,
  FILTER_TYPE,
  HASH_A,
  LINK_SIZE,
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
  SHIFT_SIZE,
  SHIFT_TABLE,
  TEDDY_BUCKETS,
  TEDDY_SIZE,
  TEDDY_TABLES,
} from "./layout.ts";
import { rarestWindow, rarityOfByte } from "./rarity.ts";

/** With more literals, their fingerprints stand so close that shifts are faster. */
const MAX_TEDDY = 48;
/** Looking further ahead than this gains nothing. */
const MAX_SHIFT_LENGTH = 12;
const ESCAPE: Uint8Array = Uint8Array.of(92, 117);

/** @param escapes whether `\u` counts as a literal too. */
export function writeFilter(blob: Blob, given: readonly Uint8Array[], escapes: boolean): number {
  const literals = distinct(given);
  if (literals.length === 1) return writePair(blob, blob.allocate(PAIR_SIZE), literals[0]!, escapes);
  if (literals.length === 2) return writeTwo(blob, literals, escapes);
  const all = escapes ? [...literals, ESCAPE] : literals;
  const shortest = Math.min(...all.map(({ length }) => length));
  if (literals.length <= MAX_TEDDY || shortest < 2) return writeTeddy(blob, all);
  return writeShift(blob, all, shortest);
}

function distinct(literals: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...new Map(literals.map((literal) => [literal.join(), literal])).values()];
}

function writeTwo(blob: Blob, literals: readonly Uint8Array[], escapes: boolean): number {
  const at = blob.allocate(2 * PAIR_SIZE);
  writePair(blob, at, literals[0]!, escapes);
  writePair(blob, at + PAIR_SIZE, literals[1]!, escapes);
  blob.word(at + FILTER_TYPE, FILTER_TWO);
  return at;
}

function writePair(blob: Blob, at: number, literal: Uint8Array, escapes: boolean): number {
  const [first, second] = rarestPair(literal);
  blob.word(at + FILTER_TYPE, FILTER_PAIR);
  blob.word(at + PAIR_TEXT, blob.text(literal));
  blob.word(at + PAIR_LENGTH, literal.length);
  blob.word(at + PAIR_OFFSET1, first);
  blob.word(at + PAIR_BYTE1, literal[first]!);
  blob.word(at + PAIR_OFFSET2, second);
  blob.word(at + PAIR_BYTE2, literal[second]!);
  blob.word(at + PAIR_ESCAPE, escapes ? 1 : 0);
  return at;
}

/** How far into a literal its bytes may be told apart: the engine may read SLACK bytes beyond the end. */
const MAX_OFFSET = 30;

function rarestPair(literal: Uint8Array): readonly [number, number] {
  const places = [...literal.subarray(0, MAX_OFFSET).keys()];
  places.sort((a, b) => rarityOfByte(literal[b]!) - rarityOfByte(literal[a]!));
  return [places[0]!, places.find((place) => literal[place] !== literal[places[0]!]) ?? places[1] ?? places[0]!];
}

function writeTeddy(blob: Blob, literals: readonly Uint8Array[]): number {
  const at = blob.allocate(TEDDY_SIZE, 16);
  blob.word(at + FILTER_TYPE, FILTER_TEDDY);
  // Like bytes share a bucket.
  const windows = literals.map((literal) => {
    const back = literal.length <= 3 ? 0 : rarestWindow(literal, 3);
    return { literal, back, three: literal.subarray(back, back + 3) };
  });
  const sorted = windows.sort((a, b) => (a.three.join() < b.three.join() ? -1 : 1));
  const size = Math.ceil(sorted.length / 8);
  for (let bucket = 0; bucket < 8; bucket++) {
    const own = sorted.slice(bucket * size, (bucket + 1) * size);
    const entries = own.flatMap(({ literal, back }) => [literal.length, blob.text(literal), back]);
    blob.word(at + TEDDY_BUCKETS + bucket * 4, blob.words([own.length, ...entries]));
    for (const { three } of own) {
      for (let place = 0; place < 3; place++) {
        const table = at + TEDDY_TABLES + place * 32;
        const byte = three[place];
        for (let nibble = 0; nibble < 16; nibble++) {
          const low = table + nibble;
          const high = low + 16;
          if (byte === undefined || (byte & 15) === nibble) blob.byte(low, blob.byteAt(low) | (1 << bucket));
          if (byte === undefined || byte >> 4 === nibble) blob.byte(high, blob.byteAt(high) | (1 << bucket));
        }
      }
    }
  }
  return at;
}

function writeShift(blob: Blob, literals: readonly Uint8Array[], shortest: number): number {
  const length = Math.min(shortest, MAX_SHIFT_LENGTH);
  const block = Math.min(length, 3);
  const mask = block === 3 ? 0xffffff : 0xffff;
  const bits = literals.length > 2000 ? 17 : literals.length > 200 ? 15 : 13;
  const right = 32 - bits;
  const at = blob.allocate(SHIFT_SIZE);
  const table = blob.allocate(1 << bits);
  const chains = blob.allocate(4 << bits);
  const farthest = length - block + 1;
  for (let place = 0; place < 1 << bits; place++) blob.byte(table + place, farthest);
  for (const literal of literals) {
    for (let end = block; end <= length; end++) {
      const value =
        (literal[end - block]! | (literal[end - block + 1]! << 8) | (literal[end - block + 2]! << 16)) & mask;
      const hash = Math.imul(value, HASH_A) >>> right;
      blob.byte(table + hash, Math.min(blob.byteAt(table + hash), length - end));
      if (end < length) continue;
      const link = blob.allocate(LINK_SIZE, 4);
      blob.word(link, blob.wordAt(chains + hash * 4));
      blob.word(link + 4, literal.length);
      blob.word(link + 8, blob.text(literal));
      blob.word(chains + hash * 4, link);
    }
  }
  blob.word(at + FILTER_TYPE, FILTER_SHIFT);
  blob.word(at + SHIFT_LENGTH, length);
  blob.word(at + SHIFT_BLOCK, block);
  blob.word(at + SHIFT_BLOCK_MASK, mask);
  blob.word(at + SHIFT_RIGHT, right);
  blob.word(at + SHIFT_TABLE, table);
  blob.word(at + SHIFT_CHAINS, chains);
  return at;
}
