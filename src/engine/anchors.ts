// Holds: what tells that a JSON pattern of a set is worth trying: its anchors.
// In: a condition. Out: the cheapest set of anchors, one of which shows in every matching event.
// Always: of an and the cheapest operand's, of an or all operands'; comparisons with numbers on one path of an and become one range.

import type { Comparison, Condition, JsonPredicate } from "../pattern/analysed.ts";
import { piecesOfValue } from "./necessary.ts";
import { pathKey } from "./paths.ts";
import { type Range, rangeOf, rangesOf } from "./ranges.ts";
import { encoder } from "./utf8.ts";

export type Anchor =
  /** The slot's text is this one. */
  | { readonly kind: "value"; readonly predicate: JsonPredicate; readonly text: string }
  /** The slot's text holds these bytes. */
  | { readonly kind: "piece"; readonly predicate: JsonPredicate; readonly piece: Uint8Array }
  /** The slot's number is in this range, ends counted in. */
  | { readonly kind: "range"; readonly predicate: JsonPredicate; readonly low: number; readonly high: number }
  /** The slot has a value. */
  | { readonly kind: "present"; readonly predicate: JsonPredicate }
  | { readonly kind: "always" };

interface Choice {
  readonly anchors: readonly Anchor[];
  readonly cost: number;
}

/** How often an anchor is expected to show in vain, in relation to each other. */
const VALUE_COST = 1;
const PIECE_COST = 4;
const RANGE_COST = 100;
const HALF_RANGE_COST = 400;
const PRESENT_COST = 1000;
const ALWAYS_COST = 1_000_000;

/** Shorter pieces can't be filed. */
const SHORTEST_PIECE = 2;

/** How many patterns ask for the same text at the same path. */
export type Shares = ReadonlyMap<string, number>;

export function valueKey({ path }: JsonPredicate, text: string): string {
  return `${pathKey(path)} ${text}`;
}

export function anchorsOf(condition: Condition<JsonPredicate>, shares: Shares): readonly Anchor[] {
  return choose(condition, shares).anchors;
}

function choose(condition: Condition<JsonPredicate>, shares: Shares): Choice {
  if (condition.kind === "predicate") return ofPredicate(condition.predicate, shares);
  const choices = condition.operands.map((operand) => choose(operand, shares));
  if (condition.kind === "or") {
    const cost = choices.reduce((sum, choice) => sum + choice.cost, 0);
    return { anchors: choices.flatMap(({ anchors }) => anchors), cost };
  }
  const ranges = rangesOf(condition.operands).map((range) => ofRange(range.predicate, range));
  const all = [...choices, ...ranges];
  return all.reduce((best, choice) => (choice.cost < best.cost ? choice : best));
}

function ofPredicate(predicate: JsonPredicate, shares: Shares): Choice {
  const present: Choice = { anchors: [{ kind: "present", predicate }], cost: PRESENT_COST };
  if (predicate.kind === "state") return predicate.state === "absent" ? ALWAYS : present;
  const { comparison } = predicate;
  const isWild = predicate.path.some((step) => step.kind === "wildcard");
  if (isWild || comparison.operator === "!=") return present;
  if (comparison.literal.kind === "text") {
    const { text } = comparison.literal;
    const share = shares.get(valueKey(predicate, text)) ?? 1;
    return { anchors: [{ kind: "value", predicate, text }], cost: VALUE_COST * share };
  }
  if (comparison.literal.kind === "number") return ofNumber(predicate, comparison);
  const pieces = piecesOfValue(comparison)?.map((piece) => encoder().encode(piece));
  if (pieces === undefined || pieces.some(({ length }) => length < SHORTEST_PIECE)) return present;
  return { anchors: pieces.map((piece) => ({ kind: "piece", predicate, piece })), cost: PIECE_COST * pieces.length };
}

const ALWAYS: Choice = { anchors: [{ kind: "always" }], cost: ALWAYS_COST };

function ofNumber(predicate: JsonPredicate, comparison: Comparison): Choice {
  const { literal, operator } = comparison;
  if (operator !== "=" || literal.kind !== "number") return ofRange(predicate, rangeOf(comparison));
  const value = Number(literal.source);
  const number: Anchor = { kind: "range", predicate, low: value, high: value };
  // A JSON string that reads like the number is equal to it.
  return { anchors: [number, { kind: "value", predicate, text: literal.source }], cost: VALUE_COST * 2 };
}

function ofRange(predicate: JsonPredicate, { low, high }: Range): Choice {
  const isBounded = Number.isFinite(low) && Number.isFinite(high);
  return { anchors: [{ kind: "range", predicate, low, high }], cost: isBounded ? RANGE_COST : HALF_RANGE_COST };
}
