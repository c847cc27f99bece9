// Holds: the patterns of a set that an event makes worth trying.
// In: postings; the event as read. Out: the numbers of those that match, ascending, in the set's own OUT.
// Always: each is tried once an event, however many ways lead to it; ODD ones have their highest bit set.

import {
  HEAD_BITS,
  KIND_CANDIDATES,
  KIND_DECIDED,
  KIND_FIELDS,
  NO,
  ODD,
  ODD_BIT,
  PATTERN_CONDITION,
  PATTERN_FIELDS,
  PATTERN_KIND,
  PATTERN_LIMITED,
  PATTERN_NUMBER,
  PATTERN_TRIED,
  PROGRAM,
  YES,
} from "../layout";
import { evaluate, setFields } from "./condition";
import { divide, TOO_MANY } from "./fields";
import { eventStamp } from "./trie";

/** So many numbers are put in order one by one. */
const FEW: usize = 12;

let start: usize = 0;
let end: usize = 0;
/** Where the first number went, and where the next one goes. */
let first: usize = 0;
let out: usize = 0;
/** The fields of the event, once they are known. */
let fieldsOf: u32 = 0;
let fieldCount: u32 = 0;

export function beginTrying(from: usize, to: usize, into: usize): void {
  start = from;
  end = to;
  first = into;
  out = into;
}

/** Where the numbers end. They are in order, unless there is an ODD one among many. */
export function endTrying(): usize {
  if (out - first <= FEW << 2) sortFew();
  else sortMany(load<u32>(PROGRAM, HEAD_BITS));
  return out;
}

function sortFew(): void {
  for (let p = first + 4; p < out; p += 4) {
    const number = load<u32>(p);
    let q = p;
    while (q > first && load<u32>(q - 4) > number) {
      store<u32>(q, load<u32>(q - 4));
      q -= 4;
    }
    store<u32>(q, number);
  }
}

/** Each sets its bit; the bits are read in order. */
function sortMany(bits: usize): void {
  let ordered = true;
  let last: u32 = 0;
  let odd: u32 = 0;
  for (let p = first; p < out; p += 4) {
    const number = load<u32>(p);
    if (number < last) ordered = false;
    last = number;
    odd |= number;
  }
  if (ordered || (odd & <u32>ODD_BIT) !== 0) return;
  for (let p = first; p < out; p += 4) {
    const number = load<u32>(p);
    const place = bits + ((number >> 6) << 3);
    store<u64>(place, load<u64>(place) | (<u64>1 << (number & 63)));
  }
  let p = first;
  for (let number: u32 = 0; p < out; number += 64, bits += 8) {
    let found = load<u64>(bits);
    if (found === 0) continue;
    store<u64>(bits, 0);
    do {
      store<u32>(p, number + <u32>ctz(found));
      p += 4;
      found &= found - 1;
    } while (found !== 0);
  }
}

export function tryAll(postings: usize): void {
  const count = load<u32>(postings);
  for (let i: u32 = 0; i < count; i++) tryOne(load<u32>(postings + (i << 2), 4));
}

export function tryOne(pattern: usize): void {
  if (load<u32>(pattern, PATTERN_TRIED) === eventStamp) return;
  store<u32>(pattern, eventStamp, PATTERN_TRIED);
  const kind = load<u32>(pattern, PATTERN_KIND);
  let answer: u32 = ODD;
  if (kind === KIND_DECIDED) answer = YES;
  else if (kind === KIND_FIELDS) answer = fieldsHold(pattern);
  else if (kind !== KIND_CANDIDATES) answer = evaluate(load<u32>(pattern, PATTERN_CONDITION), start, end);
  if (answer !== NO) write(load<u32>(pattern, PATTERN_NUMBER), answer);
}

/** A pattern matches, or is ODD. */
export function write(number: u32, answer: u32): void {
  store<u32>(out, answer === ODD ? number | <u32>ODD_BIT : number);
  out += 4;
}

function fieldsHold(pattern: usize): u32 {
  if (fieldsOf !== eventStamp) {
    fieldsOf = eventStamp;
    fieldCount = divide(start, end, 0, 0);
  }
  if (fieldCount === TOO_MANY) return ODD;
  const wanted = load<u32>(pattern, PATTERN_FIELDS);
  if (fieldCount < wanted) return NO;
  const isCut = load<u32>(pattern, PATTERN_LIMITED) !== 0 && fieldCount > wanted;
  setFields(fieldCount, isCut ? wanted - 1 : 0xffffffff);
  return evaluate(load<u32>(pattern, PATTERN_CONDITION), start, end);
}

/** Counting begins anew. */
export function forgetFields(): void {
  fieldsOf = 0;
}
