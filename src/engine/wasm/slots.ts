// Holds: what the values of an event say of a set: which of its patterns are worth trying.
// In: slots as the walk fills them. Out: known texts numbered; then, once the event is known to be valid, the patterns that they
//   tell tried.
// Always: a slot that tells nothing costs nothing after it was filled.

import {
  GUARDED_POSTING,
  HASH_A,
  HASH_B,
  NO,
  NO_TEXT,
  ODD,
  ODD_TEXT,
  RANGE_SIZE,
  SLOT_BITS,
  SLOT_BITS_MASK,
  SLOT_END,
  SLOT_ENTRY,
  SLOT_GRAMS2,
  SLOT_GRAMS4,
  SLOT_KIND,
  SLOT_NUMBERISH,
  SLOT_PRESENT,
  SLOT_RANGES,
  SLOT_STAMP,
  SLOT_START,
  SLOT_TELLS,
  SLOT_VALUE,
  SLOT_VALUES,
  TELLS_TEXTS,
  VALUE_ENTRY,
  VALUE_ESCAPED,
  VALUE_NUMBER,
  VALUE_STRING,
  YES,
} from "../layout";
import { same } from "./bytes";
import { searchGrams } from "./grams";
import { tryAll, tryOne, write } from "./patterns";
import { eventStamp } from "./trie";
import { isPlainInteger, numberOf } from "./values";

/** Where the slots that tell something stand, and how many. */
let telling: usize = 0;
let count: u32 = 0;
/** A value can't be read here. */
let isOdd: bool = false;

export function beginTelling(into: usize): void {
  telling = into;
  count = 0;
  isOdd = false;
}

/** A slot has been filled: numbers its text, and keeps the slot when it tells anything. */
export function noteSlot(slot: usize, kind: u32): void {
  if (kind === VALUE_ESCAPED) {
    isOdd = true;
    return;
  }
  store<u32>(slot, 0, SLOT_ENTRY);
  const value = valueOf(slot, kind);
  store<u32>(slot, value, SLOT_VALUE);
  const isKnown = value !== 0 && value !== <u32>NO_TEXT;
  if (!isKnown && load<u32>(slot, SLOT_TELLS) === TELLS_TEXTS) return;
  store<u32>(telling + (count++ << 2), <u32>slot);
}

function valueOf(slot: usize, kind: u32): u32 {
  const start: usize = load<u32>(slot, SLOT_START);
  const end: usize = load<u32>(slot, SLOT_END);
  if (kind === VALUE_NUMBER) {
    if (!isPlainInteger(start, end)) return load<u32>(slot, SLOT_NUMBERISH) ? ODD_TEXT : 0;
  } else if (kind !== VALUE_STRING) return NO_TEXT;
  const bits: usize = load<u32>(slot, SLOT_BITS);
  if (bits === 0) return 0;
  const length = <u32>(end - start);
  const bit = quickHashOf(end, length) & load<u32>(slot, SLOT_BITS_MASK);
  if (((load<u8>(bits + (bit >> 3)) >> (bit & 7)) & 1) === 0) return 0;
  const entry = known(slot, start, length);
  store<u32>(slot, <u32>entry, SLOT_ENTRY);
  return entry === 0 ? 0 : load<u32>(entry, 12);
}

@inline
function quickHashOf(end: usize, length: u32): u32 {
  const four = length < 4 ? 0 : load<u32>(end - 4);
  return ((four ^ length) * <u32>HASH_A) >> 12;
}

/** The entry of the text at `start`; 0 when it is none of the known ones. */
function known(slot: usize, start: usize, length: u32): usize {
  const values: usize = load<u32>(slot, SLOT_VALUES);
  const mask = load<u32>(values);
  const hash = hashOf(start, length);
  let place = hash & mask;
  while (true) {
    const entry = values + 4 + place * VALUE_ENTRY;
    if (load<u32>(entry, 12) === 0) return 0;
    if (load<u32>(entry) === hash && load<u32>(entry, 4) === length && same(start, load<u32>(entry, 8), length)) {
      return entry;
    }
    place = (place + 1) & mask;
  }
}

/** By length, the first eight bytes and the last eight. */
function hashOf(p: usize, length: u32): u32 {
  let hash = length * <u32>HASH_B;
  if (length >= 8) {
    hash ^= load<u32>(p) * <u32>HASH_A;
    hash = (hash ^ (hash >> 15)) * <u32>HASH_B + load<u32>(p, 4);
    hash = (hash ^ (hash >> 13)) * <u32>HASH_A + load<u32>(p + length - 8);
    hash = (hash ^ (hash >> 15)) * <u32>HASH_B + load<u32>(p + length - 4);
  } else {
    for (let i: u32 = 0; i < length; i++) hash = (hash ^ load<u8>(p + i)) * <u32>HASH_A;
  }
  hash = (hash ^ (hash >> 16)) * <u32>HASH_A;
  return hash ^ (hash >> 13);
}

/** Tries what the event's values tell; false when one of them is not to be known. */
export function tellSlots(): bool {
  if (isOdd) return false;
  for (let i: u32 = 0; i < count; i++) tellSlot(load<u32>(telling + (i << 2)));
  return true;
}

function tellSlot(slot: usize): void {
  const present: usize = load<u32>(slot, SLOT_PRESENT);
  if (present !== 0) tryAll(present);
  const kind = load<u32>(slot, SLOT_KIND);
  if (kind !== VALUE_STRING && kind !== VALUE_NUMBER) return;
  const start: usize = load<u32>(slot, SLOT_START);
  const end: usize = load<u32>(slot, SLOT_END);
  const value = load<u32>(slot, SLOT_VALUE);
  const values: usize = load<u32>(slot, SLOT_VALUES);
  if (value === <u32>ODD_TEXT) tellAnyEntry(values);
  else if (value !== 0) tellEntry(load<u32>(slot, SLOT_ENTRY));
  if (kind === VALUE_NUMBER) {
    const ranges: usize = load<u32>(slot, SLOT_RANGES);
    if (ranges !== 0) stab(ranges + 8, 0, load<u32>(ranges), numberOf(start, end));
    return;
  }
  const grams4: usize = load<u32>(slot, SLOT_GRAMS4);
  const grams2: usize = load<u32>(slot, SLOT_GRAMS2);
  if (grams4 !== 0) searchGrams(grams4, start, end);
  if (grams2 !== 0) searchGrams(grams2, start, end);
}

/** Patterns under a text; those that ask for another text of the event too are passed over when it is not there. */
function tellEntry(entry: usize): void {
  const postings: usize = load<u32>(entry, 16);
  if (postings !== 0) {
    const last = postings + 4 + load<u32>(postings) * GUARDED_POSTING;
    for (let posting = postings + 4; posting < last; posting += GUARDED_POSTING) {
      if (guardHolds(posting) !== NO) tryOne(load<u32>(posting));
    }
  }
  const decided: usize = load<u32>(entry, 20);
  if (decided === 0) return;
  const last = decided + 4 + load<u32>(decided) * GUARDED_POSTING;
  for (let posting = decided + 4; posting < last; posting += GUARDED_POSTING) {
    const holds = guardHolds(posting);
    if (holds !== NO) write(load<u32>(posting), holds);
  }
}

@inline
function guardHolds(posting: usize): u32 {
  const guard: usize = load<u32>(posting, 4);
  if (guard === 0) return YES;
  if (load<u32>(guard, SLOT_STAMP) !== eventStamp) return NO;
  const value = load<u32>(guard, SLOT_VALUE);
  if (value === load<u32>(posting, 8)) return YES;
  return value === <u32>ODD_TEXT ? ODD : NO;
}

/** Any of the texts may be meant. */
function tellAnyEntry(values: usize): void {
  const mask = load<u32>(values);
  for (let place: u32 = 0; place <= mask; place++) {
    const entry = values + 4 + place * VALUE_ENTRY;
    const postings: usize = load<u32>(entry, 16);
    if (postings !== 0) {
      const count = load<u32>(postings);
      for (let i: u32 = 0; i < count; i++) tryOne(load<u32>(postings + i * GUARDED_POSTING, 4));
    }
    const decided: usize = load<u32>(entry, 20);
    if (decided !== 0) {
      const count = load<u32>(decided);
      for (let i: u32 = 0; i < count; i++) write(load<u32>(decided + i * GUARDED_POSTING, 4), ODD);
    }
  }
}

/** Every range of [low, high) that holds the number, or may: NaN stands for any number. */
function stab(ranges: usize, low: u32, high: u32, number: f64): void {
  while (low < high) {
    const middle = (low + high) >> 1;
    const range = ranges + middle * RANGE_SIZE;
    if (load<f64>(range, 16) < number) return;
    stab(ranges, low, middle, number);
    if (load<f64>(range) > number) return;
    if (!(load<f64>(range, 8) < number)) {
      const pattern: usize = load<u32>(range, 24);
      if (pattern !== 0) tryOne(pattern);
      else write(load<u32>(range, 28), isNaN(number) ? ODD : YES);
    }
    low = middle + 1;
  }
}
