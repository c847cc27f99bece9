// Holds: one datapoint as PutMetricData takes it: a value, values with counts, or a statistic set.
// In: a MetricDatum of the SDK, or a MetricDatum of a metric filter. Out: whether the service takes it; its samples, added to a distribution.
// Always: a datapoint is taken whole or not at all; never throws.

import type { DistributionBuilder } from "./distribution.ts";
import { isCount, isStatisticSet, isValue, type StatisticSet } from "./samples.ts";

/** The members of a datapoint that a series looks at. */
export interface Datapoint {
  /** Epoch milliseconds, or a Date as in requests of the SDK. */
  readonly Timestamp?: number | Date | undefined;
  readonly Value?: number | undefined;
  readonly Values?: readonly number[] | undefined;
  /** How often each of Values occurred; once each when left out. */
  readonly Counts?: readonly number[] | undefined;
  readonly StatisticValues?: StatisticSet | undefined;
  /** `None` when left out. */
  readonly Unit?: string | undefined;
  /** Seconds: 1 keeps the second of a datapoint, 60 (when left out) its minute. */
  readonly StorageResolution?: number | undefined;
}

/** Most values in one datapoint [D]. */
const MAX_VALUES = 150;

/** Two weeks back, two hours ahead [D]. */
const OLDEST = 14 * 86_400_000;
const NEWEST = 2 * 3_600_000;

/** The instant of a datapoint; NaN when it has none, or when the service of the time `now` refuses it as too old or too new. */
export function instantOf({ Timestamp }: Datapoint, now: number | undefined): number {
  const time = typeof Timestamp === "number" ? Timestamp : Timestamp instanceof Date ? Timestamp.getTime() : Number.NaN;
  const isRefused = now !== undefined && (time < now - OLDEST || time > now + NEWEST);
  return isRefused || !Number.isFinite(time) ? Number.NaN : time;
}

/** Whether the service takes the samples of a datapoint: in one of the three forms, with numbers in their bounds. */
export function hasSamples({ Value, Values, Counts, StatisticValues }: Datapoint): boolean {
  if (!isAbsent(Value)) return isValue(Value) && isAbsent(Values) && isAbsent(Counts) && isAbsent(StatisticValues);
  if (isAbsent(Values)) return isAbsent(Counts) && isStatisticSet(StatisticValues);
  return isAbsent(StatisticValues) && areValues(Values) && (isAbsent(Counts) || areCounts(Counts, Values.length));
}

function isAbsent(member: unknown): member is undefined | null {
  return member === undefined || member === null;
}

function areValues(values: readonly unknown[]): boolean {
  return Array.isArray(values) && values.length >= 1 && values.length <= MAX_VALUES && values.every(isValue);
}

function areCounts(counts: unknown, length: number): boolean {
  return Array.isArray(counts) && counts.length === length && counts.every(isCount);
}

/** Adds the samples of a datapoint that `hasSamples`. */
export function addSamples(builder: DistributionBuilder, { Value, Values, Counts, StatisticValues }: Datapoint): void {
  if (isValue(Value)) builder.add(Value);
  else if (Array.isArray(Values)) for (const [i, value] of Values.entries()) builder.add(value, Counts?.[i] ?? 1);
  else if (isStatisticSet(StatisticValues)) builder.addStatisticSet(StatisticValues);
}
