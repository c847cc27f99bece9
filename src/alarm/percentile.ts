// Holds: how many samples a percentile needs to mean something.
// In: the text of ExtendedStatistic. Out: its percent; the number of samples below which it is "low".
// Always: percents are decimals of at most 10 places, compared without rounding noise (p90 needs exactly 100 samples [O]).

import { parseStatistic } from "../metric/statistic-name.ts";

/** NN of `pNN`; undefined for every other statistic. */
export function percentOf(statistic: unknown): number | undefined {
  const name = parseStatistic(statistic);
  return name?.kind === "p" ? name.percent : undefined;
}

/**
 * The number of samples below which a percentile is low on samples: 10/(1-p) from p50 on, 10/p below [D]; p90: 100 [O].
 * p0 and p100 are the minimum and the maximum and need no more than one: a choice, the formula gives infinity.
 */
export function samplesNeeded(percent: number): number {
  const tail = percent >= 50 ? 100 - percent : percent;
  if (tail === 0) return 1;
  // 100 - 99.9 is 0.09999999999999432 in doubles; ten decimals are all that a statistic's name can hold.
  return 1000 / (Math.round(tail * 1e10) / 1e10);
}
