// Holds: the bins of a distribution as ranges of values.
// In: a distribution. Out: where its samples lie; the place of a rank among them.
// Always: ranges are clipped to the extrema [O] and ascend.

import { startOf, ZERO_BIN } from "./bins.ts";
import type { Distribution } from "./distribution.ts";

/** Samples that lie somewhere between two values. The lowest bin's may stand in reverse: it holds all values below it too. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** A distribution that has samples. */
export type Filled = Distribution & { readonly Minimum: number; readonly Maximum: number };

export function isFilled(distribution: Distribution): distribution is Filled {
  return distribution.Minimum !== undefined && distribution.Maximum !== undefined;
}

export function rangesOf({ bins, Minimum, Maximum }: Filled): readonly Range[] {
  return bins.map(([bin, count]) =>
    bin === ZERO_BIN
      ? { low: 0, high: 0, count }
      : { low: Math.max(Minimum, startOf(bin)), high: Math.min(Maximum, startOf(bin + 1)), count },
  );
}

/** The range that holds the sample of this rank, and the part of the range below it; there is a range. */
export function placeOf(rank: number, ranges: readonly Range[]): { readonly range: Range; readonly part: number } {
  let prior = 0;
  for (const range of ranges) {
    if (rank <= prior + range.count) return { range, part: (rank - prior) / range.count };
    prior += range.count;
  }
  // Fractional counts may add up to a hair less than SampleCount.
  return { range: ranges.at(-1)!, part: 1 };
}

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
