// Holds: predicates on one value.
// In: a predicate (see the layout), a kind of value and its bytes. Out: NO, YES, or ODD where bytes do not tell.
// Always: what is not ODD is what the plain comparison says: numbers only where doubles compare exactly, texts only without escapes.

import {
  FINDING_FOUND,
  FINDING_STAMP,
  FLAG_ELEMENTS,
  FLAG_NUMBERISH,
  FLAG_SAFE,
  NO,
  ODD,
  OP_EQ,
  OP_GT,
  OP_LE,
  OP_LT,
  OP_NE,
  TEST_ANY,
  TEST_DATA,
  TEST_DOUBLE,
  TEST_FLAGS,
  TEST_NEGATED,
  TEST_REGEX,
  TEST_SIZE,
  TEST_STATE,
  TEST_TEXT,
  TEST_TYPE,
  TEST_WILDCARD,
  VALUE_ARRAY,
  VALUE_ESCAPED,
  VALUE_FIELD,
  VALUE_NUMBER,
  VALUE_STRING,
  YES,
} from "../layout";
import { findText, same } from "./bytes";
import { search } from "./dfa";
import { eventStamp } from "./trie";

/** Every predicate of a node below a wildcard is asked at once, and what it found is kept. */
export function runTests(tests: usize, kind: u32, start: usize, end: usize): void {
  const count = load<u32>(tests);
  for (let i: u32 = 0, entry = tests + 4; i < count; i++, entry += 8) {
    const finding: usize = load<u32>(entry, 4);
    const known = load<u32>(finding, FINDING_STAMP) === eventStamp ? load<u32>(finding, FINDING_FOUND) : NO;
    if (known === YES) continue;
    const found = check(load<u32>(entry), kind, start, end);
    store<u32>(finding, eventStamp, FINDING_STAMP);
    store<u32>(finding, found === NO ? known : found, FINDING_FOUND);
  }
}

export function check(test: usize, kind: u32, start: usize, end: usize): u32 {
  const type = load<u32>(test, TEST_TYPE);
  if (type === TEST_ANY) return YES;
  if (type === TEST_STATE) {
    if (kind === VALUE_ARRAY && load<u32>(test, TEST_FLAGS) === FLAG_ELEMENTS) return ODD;
    return kind === load<u32>(test, TEST_SIZE) ? YES : NO;
  }
  if (kind === VALUE_ESCAPED) return ODD;
  if (kind !== VALUE_STRING && kind !== VALUE_NUMBER && kind !== VALUE_FIELD) return NO;
  if (type === TEST_TEXT || type === TEST_WILDCARD || type === TEST_REGEX) {
    const found = texts(test, type, kind, start, end);
    return found === ODD ? ODD : found ^ load<u32>(test, TEST_NEGATED);
  }
  return decimal(test, kind, start, end);
}

function texts(test: usize, type: u32, kind: u32, start: usize, end: usize): u32 {
  if (kind === VALUE_NUMBER && !isPlainInteger(start, end)) {
    // Such a number is compared by the text that Java gives it.
    return type === TEST_TEXT && load<u32>(test, TEST_FLAGS) !== FLAG_NUMBERISH ? NO : ODD;
  }
  if (type === TEST_WILDCARD) return wildcard(test, start, end) ? YES : NO;
  if (type === TEST_REGEX) {
    const dfa: usize = load<u32>(test, TEST_DATA);
    return dfa === 0 ? ODD : search(dfa, start, end);
  }
  const length = load<u32>(test, TEST_SIZE);
  return <u32>(end - start) === length && same(start, load<u32>(test, TEST_DATA), length) ? YES : NO;
}

/** Digits only, and not -0. */
export function isPlainInteger(start: usize, end: usize): bool {
  if (load<u16>(start) === 0x302d) return false;
  for (let p = start; p < end; p++) {
    const c = load<u8>(p);
    if (c === 46 || (c | 32) === 101) return false;
  }
  return true;
}

/** Each piece where it first occurs after the one before; the first begins the text and the last ends it. */
function wildcard(test: usize, start: usize, end: usize): bool {
  const count = load<u32>(test, TEST_SIZE);
  let entry: usize = load<u32>(test, TEST_DATA);
  const first = load<u32>(entry);
  if (start + first > end || !same(start, load<u32>(entry, 4), first)) return false;
  let p = start + first;
  let length: u32 = 0;
  for (let i: u32 = 1; i < count; i++) {
    entry += 8;
    length = load<u32>(entry);
    const at = findText(p, end, load<u32>(entry, 4), length);
    if (at === 0) return false;
    p = at + length;
  }
  return length === 0 || p === end;
}

function decimal(test: usize, kind: u32, start: usize, end: usize): u32 {
  const operator = load<u32>(test, TEST_NEGATED);
  if (kind === VALUE_STRING) {
    if (operator !== OP_EQ && operator !== OP_NE) return NO;
    const length = load<u32>(test, TEST_SIZE);
    const equal = <u32>(end - start) === length && same(start, load<u32>(test, TEST_DATA), length);
    return equal === (operator === OP_EQ) ? YES : NO;
  }
  let p = start;
  let negative = false;
  const sign = load<u8>(p);
  if (p < end && (sign === 45 || (sign === 43 && kind === VALUE_FIELD))) {
    negative = sign === 45;
    p++;
  }
  let mantissa: u64 = 0;
  const whole = p;
  while (p < end && <u32>load<u8>(p) - 48 <= 9) mantissa = mantissa * 10 + (load<u8>(p++) - 48);
  let isNumber = p > whole;
  let scale: f64 = 1;
  if (p < end && load<u8>(p) === 46) {
    const fraction = ++p;
    while (p < end && <u32>load<u8>(p) - 48 <= 9) {
      mantissa = mantissa * 10 + (load<u8>(p++) - 48);
      scale *= 10;
    }
    isNumber = isNumber && p > fraction;
  }
  if (p < end) {
    if (isNumber && (load<u8>(p) | 32) === 101) return ODD;
    isNumber = false;
  }
  // A field that is no number is unequal to every number.
  if (!isNumber) return operator === OP_NE ? YES : NO;
  if (end - start > 15 || load<u32>(test, TEST_FLAGS) !== FLAG_SAFE) return ODD;
  const size = <f64>mantissa / scale;
  return holds(operator, negative ? -size : size, load<f64>(test, TEST_DOUBLE)) ? YES : NO;
}

/** The double nearest to a JSON number, as near as it takes to find ranges; NaN where that is not easily told. */
export function numberOf(start: usize, end: usize): f64 {
  if (end - start > 15) return NaN;
  let p = start;
  const negative = load<u8>(p) === 45;
  if (negative) p++;
  let mantissa: u64 = 0;
  let scale: f64 = 1;
  let isFraction = false;
  for (; p < end; p++) {
    const c: u32 = load<u8>(p);
    if (c === 46) isFraction = true;
    else if (c - 48 > 9) return NaN;
    else {
      mantissa = mantissa * 10 + (c - 48);
      if (isFraction) scale *= 10;
    }
  }
  const size = <f64>mantissa / scale;
  return negative ? -size : size;
}

function holds(operator: u32, a: f64, b: f64): bool {
  if (operator === OP_EQ) return a === b;
  if (operator === OP_NE) return a !== b;
  if (operator === OP_LT) return a < b;
  if (operator === OP_LE) return a <= b;
  if (operator === OP_GT) return a > b;
  return a >= b;
}
