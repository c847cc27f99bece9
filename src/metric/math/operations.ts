// Holds: arithmetic, comparisons and logic between two values.
// In: an operator, two values. Out: a value; a comparison gives 0 or 1.
// Always: where only one of two series has a datapoint, the other counts as 0 [D]; where neither has one, or a series has
//   none beside a scalar, there is none ([O] for `m1+1` of a metric without data).

import type { MathOperator } from "./tree.ts";
import { finite, type MathValue, mapSeries, type Points, scalar, series } from "./value.ts";

type Calculation = (left: number, right: number) => number;

const OPERATIONS: Readonly<Record<MathOperator, Calculation>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  // Not finite when b is 0, and so dropped [D].
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  "<": (a, b) => Number(a < b),
  "<=": (a, b) => Number(a <= b),
  ">": (a, b) => Number(a > b),
  ">=": (a, b) => Number(a >= b),
  // Every number but 0 is true [D for IF].
  AND: (a, b) => Number(a !== 0 && b !== 0),
  OR: (a, b) => Number(a !== 0 || b !== 0),
};

/** `left operator right`; of arrays, each series on its own. */
export function operate(operator: MathOperator, left: MathValue, right: MathValue): MathValue {
  const calculation = OPERATIONS[operator];
  if (left.kind === "array") return mapSeries(left, (points) => pointsOf(operate(operator, series(points), right)));
  if (right.kind === "array") return mapSeries(right, (points) => pointsOf(operate(operator, left, series(points))));
  if (left.kind === "series" && right.kind === "series") return series(joined(left.points, right.points, calculation));
  if (left.kind === "series") {
    const b = numberOf(right);
    return series(left.points.map((a) => known(a, b, calculation)));
  }
  const a = numberOf(left);
  if (right.kind === "series") return series(right.points.map((b) => known(a, b, calculation)));
  return scalar(known(a, numberOf(right), calculation));
}

function joined(left: Points, right: Points, calculation: Calculation): Points {
  return left.map((a, i) => {
    const b = right[i]!;
    if (Number.isNaN(a)) return Number.isNaN(b) ? Number.NaN : finite(calculation(0, b));
    return finite(calculation(a, Number.isNaN(b) ? 0 : b));
  });
}

function known(a: number, b: number, calculation: Calculation): number {
  return Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : finite(calculation(a, b));
}

/** `-value`. */
export function negate(value: MathValue): MathValue {
  if (value.kind === "scalar") return scalar(-value.value);
  return mapSeries(value, (points) => points.map((point) => -point));
}

/** The number of a scalar; NaN of anything else, which analysis has refused. */
export function numberOf(value: MathValue | undefined): number {
  return value?.kind === "scalar" ? value.value : Number.NaN;
}

/** The points of a series; the first of an array, which stands for its only one. */
export function pointsOf(value: MathValue | undefined): Points {
  if (value?.kind === "series") return value.points;
  return value?.kind === "array" ? (value.series[0] ?? []) : [];
}
