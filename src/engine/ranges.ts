// Holds: ranges of numbers, as the comparisons of patterns ask for them.
// In: comparisons with numbers. Out: ranges of doubles, ends counted in.
// Always: a number that satisfies the comparisons is in the range; in an exact one every number of up to fifteen digits satisfies them.

import type { Comparison, Condition, JsonPredicate } from "../pattern/analysed.ts";
import { pathKey } from "./paths.ts";
import { isSafe } from "./predicates.ts";

export interface Range {
  readonly low: number;
  readonly high: number;
  readonly isExact: boolean;
}

export interface RangeOfPath extends Range {
  /** One of the comparisons. */
  readonly predicate: JsonPredicate;
  /** How many there are. */
  readonly count: number;
}

const EVERYTHING: Range = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, isExact: true };

/** The range of an ordering comparison. */
export function rangeOf({ operator, literal }: Comparison): Range {
  if (literal.kind !== "number") return EVERYTHING;
  const value = Number(literal.source);
  const isExact = isSafe(literal);
  const end = isExact && (operator === "<" || operator === ">") ? nextTo(value, operator === ">") : value;
  const isAbove = operator === ">" || operator === ">=";
  return { low: isAbove ? end : EVERYTHING.low, high: isAbove ? EVERYTHING.high : end, isExact };
}

/** The ordering comparisons with numbers among the operands of an and, those on the same path as one range. */
export function rangesOf(operands: readonly Condition<JsonPredicate>[]): readonly RangeOfPath[] {
  const found = new Map<string, RangeOfPath>();
  for (const operand of operands) {
    if (operand.kind !== "predicate" || operand.predicate.kind !== "comparison") continue;
    const { predicate } = operand;
    const { comparison, path } = operand.predicate;
    const isOrdering = comparison.literal.kind === "number" && !["=", "!="].includes(comparison.operator);
    if (!isOrdering || path.some((step) => step.kind === "wildcard")) continue;
    const { low, high, isExact } = rangeOf(comparison);
    const known = found.get(pathKey(path)) ?? { ...EVERYTHING, predicate, count: 0 };
    found.set(pathKey(path), {
      predicate: known.predicate,
      low: Math.max(known.low, low),
      high: Math.min(known.high, high),
      isExact: known.isExact && isExact,
      count: known.count + 1,
    });
  }
  return [...found.values()];
}

/** The range that is all a condition asks for. */
export function wholeRangeOf(condition: Condition<JsonPredicate>): Range | undefined {
  const operands = condition.kind === "and" ? condition.operands : [condition];
  const range = rangesOf(operands).find(({ count }) => count === operands.length);
  return range?.isExact === true ? range : undefined;
}

const view: DataView = new DataView(new ArrayBuffer(8));

/** The double next to another one: the next larger or smaller. */
function nextTo(value: number, isUp: boolean): number {
  if (value === 0) return isUp ? Number.MIN_VALUE : -Number.MIN_VALUE;
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 === isUp ? 1n : -1n));
  return view.getFloat64(0);
}
