// Holds: the filters of literals, as the engine reads them.
// In: literals. Out: the address of a filter in a program.
// Always: what the filter finds holds a literal as a whole.

import type { Blob } from "./blob.ts";
import {
  FILTER_PAIR,
  FILTER_SAMPLE,
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
  SAMPLE_SIZE,
  SAMPLE_STEP,
  SAMPLE_WIDTH,
  SAMPLES_A_CHAIN,
  TEDDY_BUCKETS,
  TEDDY_SIZE,
  TEDDY_TABLES,
} from "./layout.ts";
import { rarestWindow, rarityOfByte } from "./rarity.ts";

/** With more literals, their fingerprints stand so close that samples are faster; the sooner, the farther apart these are. */
const MAX_TEDDY = 48;
const MAX_TEDDY_OF_LONG = 24;
/** Samples are far enough apart. */
const LONG = 7;
/** Steps are gained at the cost of more grams. */
const MAX_STEP = 8;
const ESCAPE: Uint8Array = Uint8Array.of(92, 117);

/** @param escapes whether `\u` counts as a literal too. */
export function writeFilter(blob: Blob, given: readonly Uint8Array[], escapes: boolean): number {
  const literals = distinct(given);
  if (literals.length === 1) return writePair(blob, blob.allocate(PAIR_SIZE), literals[0]!, escapes);
  if (literals.length === 2) return writeTwo(blob, literals, escapes);
  const all = escapes ? [...literals, ESCAPE] : literals;
  const shortest = Math.min(...all.map(({ length }) => length));
  const most = shortest >= LONG ? MAX_TEDDY_OF_LONG : MAX_TEDDY;
  if (literals.length <= most || shortest < 2) return writeTeddy(blob, all);
  return writeSample(blob, all, shortest);
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

/** Each literal is filed under as many of its first grams as fall between two samples. */
function writeSample(blob: Blob, literals: readonly Uint8Array[], shortest: number): number {
  const width = shortest >= LONG ? 4 : shortest >= 4 ? 3 : 2;
  const step = Math.min(shortest - width + 1, MAX_STEP);
  // So many places for each gram that few samples have to be looked into, as far as the bits fit a near cache.
  const bits = Math.min(19, Math.max(12, Math.ceil(Math.log2(literals.length * step * 256))));
  const right = 32 - bits;
  const at = blob.allocate(SAMPLE_SIZE);
  const taken = blob.allocate(1 << (bits - 3));
  const chains = blob.allocate(4 << (bits - SAMPLES_A_CHAIN));
  for (const literal of literals) {
    for (let into = 0; into < step; into++) {
      const hash = Math.imul(littleEndian(literal, into, width), HASH_A) >>> right;
      const chain = chains + (hash >> SAMPLES_A_CHAIN) * 4;
      const link = blob.words([blob.wordAt(chain), literal.length, blob.text(literal), into]);
      blob.byte(taken + (hash >> 3), blob.byteAt(taken + (hash >> 3)) | (1 << (hash & 7)));
      blob.word(chain, link);
    }
  }
  blob.word(at + FILTER_TYPE, FILTER_SAMPLE);
  blob.word(at + SAMPLE_WIDTH, width);
  blob.word(at + SAMPLE_STEP, step);
  blob.word(at + SAMPLE_MASK, 2 ** (8 * width) - 1);
  blob.word(at + SAMPLE_RIGHT, right);
  blob.word(at + SAMPLE_BITS, taken);
  blob.word(at + SAMPLE_CHAINS, chains);
  return at;
}

function littleEndian(bytes: Uint8Array, from: number, width: number): number {
  let value = 0;
  for (let i = width - 1; i >= 0; i--) value = (value << 8) | bytes[from + i]!;
  return value;
}
