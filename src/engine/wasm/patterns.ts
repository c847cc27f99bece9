// Holds: the patterns of a set that an event makes worth trying.
// In: postings; the event as read. Out: the numbers of those that match, written to the set's own OUT.
// Always: each is tried once an event, however many ways lead to it; ODD ones have their highest bit set.

import {
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
  YES,
} from "../layout";
import { evaluate, setFields } from "./condition";
import { divide, TOO_MANY } from "./fields";
import { eventStamp } from "./trie";

let start: usize = 0;
let end: usize = 0;
/** Where the next number goes. */
let out: usize = 0;
/** The fields of the event, once they are known. */
let fieldsOf: u32 = 0;
let fieldCount: u32 = 0;

export function beginTrying(from: usize, to: usize, into: usize): void {
  start = from;
  end = to;
  out = into;
}

export function endTrying(): usize {
  return out;
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
  if (answer === NO) return;
  const number = load<u32>(pattern, PATTERN_NUMBER);
  store<u32>(out, answer === ODD ? number | <u32>ODD_BIT : number);
  out += 4;
}

function fieldsHold(pattern: usize): u32 {
  if (fieldsOf !== eventStamp) {
    fieldsOf = eventStamp;
    fieldCount = divide(start, end, 0);
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
