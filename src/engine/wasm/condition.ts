// Holds: conditions: and / or over what an event holds.
// In: a condition (see the layout); slots, findings or fields as filled; the event's bytes. Out: NO, YES or ODD.
// Always: Kleene's three values, so that one ODD part does not spoil what the others settle; as deep as a pattern can be nested.

import {
  FIELD_SIZE,
  FIELDS,
  FINDING_FOUND,
  FINDING_STAMP,
  IF_ABSENT,
  IF_AGAINST,
  IF_AND,
  IF_COUNT,
  IF_FIELD,
  IF_FINDING,
  IF_FROM_END,
  IF_LENGTH,
  IF_NO_TERM,
  IF_NO_VALUE,
  IF_OPERANDS,
  IF_OR,
  IF_PAIRS,
  IF_PLACE,
  IF_SLOT,
  IF_TEST,
  IF_TEXT,
  IF_TYPE,
  IF_VALUES,
  IF_WHOLE,
  IF_WILDCARD,
  NO,
  NO_TEXT,
  ODD,
  ODD_TEXT,
  SLOT_END,
  SLOT_KIND,
  SLOT_STAMP,
  SLOT_START,
  SLOT_VALUE,
  TEST_SIZE,
  TEST_STATE,
  TEST_TYPE,
  VALUE_ABSENT,
  VALUE_FIELD,
  YES,
} from "../layout";
import { findText } from "./bytes";
import { eventStamp } from "./trie";
import { check } from "./values";

/** How many fields the event has. */
let fieldCount: u32 = 0;
/** The field that takes the rest of the event; beyond all of them without one. */
let restField: u32 = 0xffffffff;

export function setFields(count: u32, rest: u32): void {
  fieldCount = count;
  restField = rest;
}

export function evaluate(condition: usize, start: usize, end: usize): u32 {
  const type = load<u32>(condition, IF_TYPE);
  if (type === IF_VALUES) return valuesAreThere(condition);
  if (type === IF_SLOT) return slotHolds(condition);
  if (type === IF_AND || type === IF_OR) {
    const decisive: u32 = type === IF_AND ? NO : YES;
    let answer: u32 = type === IF_AND ? YES : NO;
    const count = load<u32>(condition, IF_COUNT);
    for (let i: u32 = 0; i < count; i++) {
      const operand = evaluate(load<u32>(condition + (i << 2), IF_OPERANDS), start, end);
      if (operand === decisive) return decisive;
      if (operand === ODD) answer = ODD;
    }
    return answer;
  }
  if (type === IF_WILDCARD) return wildcardHolds(condition);
  if (type === IF_NO_VALUE) return valueIsAnother(condition);
  if (type === IF_WHOLE) return check(load<u32>(condition, IF_TEST), VALUE_FIELD, start, end);
  if (type === IF_FIELD) {
    let index = load<u32>(condition, IF_PLACE);
    if (load<u32>(condition, IF_FROM_END)) index = fieldCount - index;
    const field: usize = FIELDS + index * FIELD_SIZE;
    const test: usize = load<u32>(condition, IF_TEST);
    if (index === restField) return check(test, VALUE_FIELD, load<u32>(field, 8), end);
    return check(test, VALUE_FIELD, load<u32>(field), load<u32>(field, 4));
  }
  const found = findText(start, end, load<u32>(condition, IF_TEXT), load<u32>(condition, IF_LENGTH)) !== 0;
  return found === (type !== IF_NO_TERM) ? YES : NO;
}

@inline
function slotHolds(condition: usize): u32 {
  const slot: usize = load<u32>(condition, IF_PLACE);
  const test: usize = load<u32>(condition, IF_TEST);
  if (load<u32>(slot, SLOT_STAMP) !== eventStamp) {
    return load<u32>(test, TEST_TYPE) === TEST_STATE && load<u32>(test, TEST_SIZE) === VALUE_ABSENT ? YES : NO;
  }
  return check(test, load<u32>(slot, SLOT_KIND), load<u32>(slot, SLOT_START), load<u32>(slot, SLOT_END));
}

function wildcardHolds(condition: usize): u32 {
  const parent: usize = load<u32>(condition, IF_PLACE);
  if (load<u32>(parent, SLOT_STAMP) !== eventStamp) return load<u32>(condition, IF_ABSENT);
  const finding: usize = load<u32>(condition, IF_FINDING);
  const found = load<u32>(finding, FINDING_STAMP) === eventStamp ? load<u32>(finding, FINDING_FOUND) : NO;
  return found === ODD ? ODD : found ^ load<u32>(condition, IF_AGAINST);
}

/** Every one of the slots holds the known text that is asked for. */
function valuesAreThere(condition: usize): u32 {
  const count = load<u32>(condition, IF_COUNT);
  let answer: u32 = YES;
  for (let i: u32 = 0, pair = condition + IF_PAIRS; i < count; i++, pair += 8) {
    const slot: usize = load<u32>(pair);
    if (load<u32>(slot, SLOT_STAMP) !== eventStamp) return NO;
    const value = load<u32>(slot, SLOT_VALUE);
    if (value === <u32>ODD_TEXT) answer = ODD;
    else if (value !== load<u32>(pair, 4)) return NO;
  }
  return answer;
}

/** The slot holds a text, and not this one. */
function valueIsAnother(condition: usize): u32 {
  const slot: usize = load<u32>(condition, IF_PAIRS);
  if (load<u32>(slot, SLOT_STAMP) !== eventStamp) return NO;
  const value = load<u32>(slot, SLOT_VALUE);
  if (value === <u32>ODD_TEXT) return ODD;
  return value === <u32>NO_TEXT || value === load<u32>(condition, IF_PAIRS + 4) ? NO : YES;
}
