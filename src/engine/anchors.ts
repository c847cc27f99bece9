// Holds: what tells that a JSON pattern of a set is worth trying: its anchors.
// In: a condition. Out: the cheapest set of anchors, one of which shows in every matching event.
// Always: of an and the cheapest operand's, of an or all operands'; comparisons with numbers on one path of an and become one range.

import type { Comparison, Condition, JsonPredicate } from "../pattern/analysed.ts";
import { piecesOfValue } from "./necessary.ts";
import { pathKey } from "./paths.ts";
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
  const all = [...choices, ...ranges(condition.operands)];
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
  const { low, high, texts } = rangeOf(comparison);
  const anchors: Anchor[] = [{ kind: "range", predicate, low, high }];
  // A JSON string that reads like the number is equal to it.
  for (const text of texts) anchors.push({ kind: "value", predicate, text });
  return { anchors, cost: costOfRange(low, high) };
}

interface Range {
  readonly low: number;
  readonly high: number;
  readonly texts: readonly string[];
}

function rangeOf({ operator, literal }: Comparison): Range {
  const source = literal.kind === "number" ? literal.source : "";
  const value = Number(source);
  if (operator === "=") return { low: value, high: value, texts: [source] };
  const isBelow = operator === "<" || operator === "<=";
  const [low, high] = isBelow ? [Number.NEGATIVE_INFINITY, value] : [value, Number.POSITIVE_INFINITY];
  return { low, high, texts: [] };
}

function costOfRange(low: number, high: number): number {
  if (low === high) return VALUE_COST * 2;
  return Number.isFinite(low) && Number.isFinite(high) ? RANGE_COST : HALF_RANGE_COST;
}

/** The ordering comparisons of an and on the same path, as one range. */
function ranges(operands: readonly Condition<JsonPredicate>[]): readonly Choice[] {
  const found = new Map<string, { predicate: JsonPredicate; low: number; high: number }>();
  for (const operand of operands) {
    if (operand.kind !== "predicate" || operand.predicate.kind !== "comparison") continue;
    const { predicate } = operand;
    const { comparison, path } = operand.predicate;
    const isOrdering = comparison.literal.kind === "number" && !["=", "!="].includes(comparison.operator);
    if (!isOrdering || path.some((step) => step.kind === "wildcard")) continue;
    const { low, high } = rangeOf(comparison);
    const key = pathKey(path);
    const known = found.get(key) ?? { predicate, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    found.set(key, { predicate, low: Math.max(known.low, low), high: Math.min(known.high, high) });
  }
  return [...found.values()].map((range) => ({
    anchors: [{ kind: "range", ...range }],
    cost: costOfRange(range.low, range.high),
  }));
}
