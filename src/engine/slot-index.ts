// Holds: the patterns of a set that one value tells.
// In: texts, pieces and ranges with patterns. Out: a slot's tables in a program.
// Always: texts are numbered from 1; ranges are sorted by their lower end, and each knows the largest upper end of those it halves.

import type { Blob } from "./blob.ts";
import { Grams } from "./grams.ts";
import {
  HASH_A,
  HASH_B,
  RANGE_SIZE,
  SLOT_BITS,
  SLOT_BITS_MASK,
  SLOT_GRAMS2,
  SLOT_GRAMS4,
  SLOT_NUMBERISH,
  SLOT_PRESENT,
  SLOT_RANGES,
  SLOT_TELLS,
  SLOT_VALUES,
  TELLS_MORE,
  TELLS_TEXTS,
  VALUE_ENTRY,
} from "./layout.ts";
import { isNumberish } from "./necessary.ts";
import { encoder } from "./utf8.ts";

/** A text that patterns compare the value with. */
export interface KnownText {
  readonly number: number;
  readonly patterns: GuardedPattern[];
  /** Those that ask for nothing but this text and their guard, by their numbers. */
  readonly decided: GuardedPattern[];
}

/** A pattern, and another text that has to be there before it is worth trying. */
export interface GuardedPattern {
  readonly pattern: number;
  readonly slot: number;
  readonly number: number;
}

interface FiledRange {
  readonly low: number;
  readonly high: number;
  /** 0 when the range decides. */
  readonly pattern: number;
  readonly number: number;
}

export class SlotIndex {
  readonly grams: Grams = new Grams();
  readonly ranges: FiledRange[] = [];
  readonly present: number[] = [];
  readonly slot: number;
  readonly #texts: Map<string, KnownText> = new Map();

  constructor(slot: number) {
    this.slot = slot;
  }

  text(text: string): KnownText {
    const known = this.#texts.get(text) ?? { number: this.#texts.size + 1, patterns: [], decided: [] };
    this.#texts.set(text, known);
    return known;
  }

  write(blob: Blob): void {
    const slot = this.slot;
    const { four, two } = this.grams.write(blob);
    const isMore = four !== 0 || two !== 0 || this.ranges.length > 0 || this.present.length > 0;
    blob.word(slot + SLOT_TELLS, isMore ? TELLS_MORE : TELLS_TEXTS);
    blob.word(slot + SLOT_GRAMS4, four);
    blob.word(slot + SLOT_GRAMS2, two);
    if (this.#texts.size > 0) {
      blob.word(slot + SLOT_VALUES, writeTexts(blob, this.#texts));
      writeBits(blob, slot, [...this.#texts.keys()]);
    }
    if ([...this.#texts.keys()].some(isNumberish)) blob.word(slot + SLOT_NUMBERISH, 1);
    if (this.ranges.length > 0) blob.word(slot + SLOT_RANGES, writeRanges(blob, this.ranges));
    if (this.present.length > 0) blob.word(slot + SLOT_PRESENT, blob.words([this.present.length, ...this.present]));
  }
}

function writeTexts(blob: Blob, texts: ReadonlyMap<string, KnownText>): number {
  let places = 4;
  while (places < texts.size * 2) places *= 2;
  const mask = places - 1;
  const at = blob.allocate(4 + places * VALUE_ENTRY);
  blob.word(at, mask);
  for (const [text, { number, patterns, decided }] of texts) {
    const bytes = encoder().encode(text);
    const hash = hashOf(bytes);
    const entryAt = (place: number): number => at + 4 + place * VALUE_ENTRY;
    let place = hash & mask;
    while (blob.wordAt(entryAt(place) + 12) !== 0) place = (place + 1) & mask;
    const entry = entryAt(place);
    blob.word(entry, hash);
    blob.word(entry + 4, bytes.length);
    blob.word(entry + 8, blob.text(bytes));
    blob.word(entry + 12, number);
    blob.word(entry + 16, writePostings(blob, patterns));
    blob.word(entry + 20, writePostings(blob, decided));
  }
  return at;
}

function writePostings(blob: Blob, patterns: readonly GuardedPattern[]): number {
  if (patterns.length === 0) return 0;
  return blob.words([patterns.length, ...patterns.flatMap(({ pattern, slot, number }) => [pattern, slot, number])]);
}

/** Bits that tell most texts from the known ones at a glance: sixteen a text. */
function writeBits(blob: Blob, slot: number, texts: readonly string[]): void {
  let bits = 64;
  while (bits < texts.length * 16) bits *= 2;
  const at = blob.allocate(bits / 8);
  for (const text of texts) {
    const bit = quickHashOf(encoder().encode(text)) & (bits - 1);
    blob.byte(at + (bit >> 3), blob.byteAt(at + (bit >> 3)) | (1 << (bit & 7)));
  }
  blob.word(slot + SLOT_BITS_MASK, bits - 1);
  blob.word(slot + SLOT_BITS, at);
}

/** By length and the last four bytes; of a shorter text by its length alone. */
function quickHashOf(bytes: Uint8Array): number {
  const { length } = bytes;
  const four = length < 4 ? 0 : fourAt(bytes, length - 4);
  return Math.imul(four ^ length, HASH_A) >>> 12;
}

function fourAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

/** The engine's own hash of a text. */
function hashOf(bytes: Uint8Array): number {
  const { length } = bytes;
  const four = (at: number): number => fourAt(bytes, at);
  let hash = Math.imul(length, HASH_B);
  if (length >= 8) {
    hash ^= Math.imul(four(0), HASH_A);
    hash = Math.imul(hash ^ (hash >>> 15), HASH_B) + four(4);
    hash = Math.imul(hash ^ (hash >>> 13), HASH_A) + four(length - 8);
    hash = Math.imul(hash ^ (hash >>> 15), HASH_B) + four(length - 4);
  } else {
    for (const byte of bytes) hash = Math.imul(hash ^ byte, HASH_A);
  }
  hash = Math.imul(hash ^ (hash >>> 16), HASH_A);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function writeRanges(blob: Blob, given: readonly FiledRange[]): number {
  const ranges = [...given].sort((a, b) => a.low - b.low);
  const at = blob.allocate(8 + ranges.length * RANGE_SIZE);
  blob.word(at, ranges.length);
  const entryAt = (index: number): number => at + 8 + index * RANGE_SIZE;
  /** The largest upper end of [low, high), written where the engine's halving looks for it. */
  const halve = (low: number, high: number): number => {
    if (low >= high) return Number.NEGATIVE_INFINITY;
    const middle = (low + high) >> 1;
    const largest = Math.max(halve(low, middle), ranges[middle]!.high, halve(middle + 1, high));
    blob.double(entryAt(middle) + 16, largest);
    return largest;
  };
  halve(0, ranges.length);
  ranges.forEach(({ low, high, pattern, number }, index) => {
    blob.double(entryAt(index), low);
    blob.double(entryAt(index) + 8, high);
    blob.word(entryAt(index) + 24, pattern);
    blob.word(entryAt(index) + 28, number);
  });
  return at;
}
