// Holds: whether one build is quicker than another.
// In: pairs of times, taken in turns. Out: the median of their ratios, where the true one lies, a verdict.
// Always: no assumption about how times are spread: the interval is one of order statistics of the pairs' ratios.

import { quartiles } from "./result.ts";

export interface Comparison {
  /** Time before by time after: 2 is twice as fast. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: "noise" | "regression" | "improvement";
}

/** A difference that nobody would act upon. */
const NEGLIGIBLE = 0.03;
/** How surely the interval holds the true ratio; with fewer than eight rounds, whose whole range is taken, less surely. */
const CONFIDENCE = 0.99;

export function compare(before: readonly number[], after: readonly number[]): Comparison {
  const ratios = before.map((time, round) => time / after[round]!).sort((a, b) => a - b);
  const out = outside(ratios.length);
  const [low, high] = [ratios[out]!, ratios[ratios.length - 1 - out]!];
  const ratio = quartiles(ratios).median;
  const isNoise = (low <= 1 && high >= 1) || Math.abs(ratio - 1) < NEGLIGIBLE;
  return { ratio, low, high, verdict: isNoise ? "noise" : ratio > 1 ? "improvement" : "regression" };
}

/** How many of `count` sorted ratios may be left out at either end, so that the rest still holds the median that surely. */
function outside(count: number): number {
  let below = 0;
  let probability = 0.5 ** count;
  for (let out = 0; out < count / 2; out++) {
    below += probability;
    if (below > (1 - CONFIDENCE) / 2) return Math.max(0, out - 1);
    probability *= (count - out) / (out + 1);
  }
  return 0;
}
