// Holds: what functions do to the datapoints of one series, or of several at each timestamp.
// In: series with gaps. Out: series, or one number.
// Always: pure; a gap is NaN; one pass over the points, whatever they are.

import { finite, type Points } from "./value.ts";

const NONE = Number.NaN;

/** `change` on every datapoint; gaps stay gaps. */
export function eachPoint(change: (value: number) => number): (points: Points) => Points {
  return (points) => points.map((value) => finite(change(value)));
}

/** From the second datapoint on, `of` this one and the one before it, however far back; the first is dropped [D]. */
export function eachPair(
  points: Points,
  timestamps: readonly number[],
  of: (change: number, seconds: number) => number,
): Points {
  let last = -1;
  return points.map((value, i) => {
    if (Number.isNaN(value)) return NONE;
    const before = last;
    last = i;
    if (before < 0) return NONE;
    return finite(of(value - points[before]!, (timestamps[i]! - timestamps[before]!) / 1000));
  });
}

/** The sum of all datapoints up to each [D]; a gap stays one [chosen]. */
export function runningSum(points: Points): Points {
  let sum = 0;
  return points.map((value) => {
    if (Number.isNaN(value)) return NONE;
    sum += value;
    return finite(sum);
  });
}

/** Gaps take the filler's value at their timestamp; where that is a gap too, they stay [I]. */
export function fillWith(points: Points, filler: (index: number) => number): Points {
  return points.map((value, i) => (Number.isNaN(value) ? filler(i) : value));
}

/** Gaps take the newest datapoint before them [D]; before the first there is none [I]. */
export function fillRepeat(points: Points): Points {
  let last = NONE;
  return points.map((value) => {
    if (!Number.isNaN(value)) last = value;
    return last;
  });
}

/** Gaps between two datapoints take the values on the line between them [D]; gaps at the ends stay [I]. */
export function fillLinear(points: Points, timestamps: readonly number[]): Points {
  const filled = [...points];
  let before = -1;
  for (let i = 0; i < points.length; i++) {
    if (Number.isNaN(points[i]!)) continue;
    for (let gap = before + 1; before >= 0 && gap < i; gap++) {
      const share = (timestamps[gap]! - timestamps[before]!) / (timestamps[i]! - timestamps[before]!);
      filled[gap] = finite(points[before]! + share * (points[i]! - points[before]!));
    }
    before = i;
  }
  return filled;
}

/** One number of several: the datapoints of a series, or the values of many series at one timestamp. */
export interface Reduction {
  /** NaN when there is none. */
  readonly of: (present: readonly number[]) => number;
  /** Over an array: whether a series without a value at a timestamp counts as 0, while another has one [D for AVG]. */
  readonly missingIsZero: boolean;
  /** Over an array: whether there is a result where no series has a value. */
  readonly ofNone: boolean;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const average = (values: readonly number[]): number => sum(values) / values.length;
const reduction = (of: Reduction["of"], missingIsZero = false, ofNone = false): Reduction => ({
  ...{ of, missingIsZero, ofNone },
});

/**
 * AVG of an array treats missing values as 0 [D]; MIN, MAX and STDDEV see the values that are there [chosen].
 * STDDEV divides by the number of values, not by one fewer [chosen].
 */
export const REDUCTIONS: Readonly<Record<"SUM" | "AVG" | "MIN" | "MAX" | "STDDEV" | "DATAPOINT_COUNT", Reduction>> = {
  SUM: reduction(sum),
  AVG: reduction(average, true),
  MIN: reduction((values) => values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)),
  MAX: reduction((values) => values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)),
  STDDEV: reduction((values) => {
    const mean = average(values);
    return Math.sqrt(average(values.map((value) => (value - mean) ** 2)));
  }),
  DATAPOINT_COUNT: reduction((values) => values.length, false, true),
};

/** One number of all datapoints of a series: NaN of none, but for SUM and DATAPOINT_COUNT, which are 0 then [chosen]. */
export function reducePoints({ of }: Reduction, points: Points): number {
  return finite(of(points.filter((value) => !Number.isNaN(value))));
}

/** One series of many: at each timestamp, one number of the values there. */
export function reduceSeries(
  { of, missingIsZero, ofNone }: Reduction,
  many: readonly Points[],
  length: number,
): Points {
  return Array.from({ length }, (_, i) => {
    const values = many.map((points) => points[i]!);
    const present = values.filter((value) => !Number.isNaN(value));
    if (present.length === 0) return ofNone ? finite(of(present)) : NONE;
    return finite(of(missingIsZero ? values.map((value) => (Number.isNaN(value) ? 0 : value)) : present));
  });
}
