// Holds: the statistics of a distribution.
// In: a distribution, the name of a statistic. Out: its value; undefined where the service has none.
// Always: a percentile lies between Minimum and Maximum and grows with its percent. It is interpolated inside a bin, so that
//         even p50 of few samples is not one of them [O].

import type { Distribution } from "./distribution.ts";
import { clamp, type Filled, isFilled, placeOf, rangesOf } from "./ranges.ts";
import { parseStatistic, type StatisticName } from "./statistic-name.ts";
import { trimmedByPercent, trimmedByValue } from "./trimmed.ts";

/**
 * The value of a statistic: Sum, Average, SampleCount, Minimum, Maximum, pNN, tmNN, TM(a:b) and its kin, PR(a:b), IQM.
 * Undefined for a name that is none, for a distribution without samples, and where the service has no value. NaN for the
 * trimmed sum and the winsorized mean of a range of values when all counts are zero, as the service has it [O].
 */
export function statistic(distribution: Distribution, name: string): number | undefined {
  const asked = parseStatistic(name);
  return asked === undefined ? undefined : statisticOf(distribution, asked);
}

/** The same for a name that was read before. */
export function statisticOf(distribution: Distribution, asked: StatisticName): number | undefined {
  if (!isFilled(distribution)) return undefined;
  const { SampleCount, Sum } = distribution;
  switch (asked.kind) {
    // The service leaves out a count of zero [O], and with it, by choice, the average.
    case "SampleCount":
      return SampleCount === 0 ? undefined : SampleCount;
    case "Average":
      return SampleCount === 0 ? undefined : Sum / SampleCount;
    case "Sum":
    case "Minimum":
    case "Maximum":
      return distribution[asked.kind];
    case "p":
      return percentile(distribution, asked.percent);
    default:
      return asked.isPercent ? trimmedByPercent(distribution, asked) : trimmedByValue(distribution, asked);
  }
}

/** p0 and p100 are always there [O]; one value alone is every percentile; the rest needs all samples in bins, one at least [D/O]. */
function percentile(distribution: Filled, percent: number): number | undefined {
  const { SampleCount, Minimum, Maximum, isBinned } = distribution;
  if (percent === 0) return Minimum;
  if (percent === 100) return Maximum;
  if (Minimum < 0) return undefined;
  if (Minimum === Maximum) return Minimum;
  const ranges = rangesOf(distribution);
  if (!isBinned || SampleCount < 1 || ranges.length === 0) return undefined;
  const { range, part } = placeOf((percent / 100) * SampleCount, ranges);
  // Over equal parts of a bin values grow by equal factors [O].
  const value = range.low === range.high ? range.low : range.low * (range.high / range.low) ** part;
  return clamp(value, Minimum, Maximum);
}
