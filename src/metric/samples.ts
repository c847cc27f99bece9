// Holds: what the service takes as samples: values, counts, statistic sets.
// In: numbers as they come, of any type. Out: whether they are taken; the value that all samples of a statistic set have.
// Always: never throws; each limit stands here once.

import { LARGEST_VALUE } from "./bins.ts";

/** Four numbers instead of the samples themselves. */
export interface StatisticSet {
  readonly SampleCount?: number | undefined;
  readonly Sum?: number | undefined;
  readonly Minimum?: number | undefined;
  readonly Maximum?: number | undefined;
}

/** A statistic set with all of its members. */
export type WholeStatisticSet = { readonly [Member in keyof StatisticSet]-?: number };

/** A value that the service takes: a number within ±2^360 [D]. */
export function isValue(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= LARGEST_VALUE;
}

/** A count: from zero, fractional ones too [D]. Beyond 2^360 sums would run over: a choice. */
export function isCount(count: unknown): count is number {
  return typeof count === "number" && count >= 0 && count <= LARGEST_VALUE;
}

/** Four numbers, in order. The service stores sets that contradict themselves [O]; a minimum above the maximum is refused by choice. */
export function isStatisticSet(set: StatisticSet | null | undefined): set is WholeStatisticSet {
  if (typeof set !== "object" || set === null) return false;
  const { SampleCount, Sum, Minimum, Maximum } = set;
  return isCount(SampleCount) && isValue(Sum) && isValue(Minimum) && isValue(Maximum) && Minimum <= Maximum;
}

/**
 * The value of all samples of a set, where it can be told: one sample whose sum lies between its extrema [I], or
 * Minimum = Maximum and Sum = Minimum · SampleCount [D/O].
 */
export function onlyValue({ SampleCount, Sum, Minimum, Maximum }: WholeStatisticSet): number | undefined {
  if (SampleCount === 1 && Minimum <= Sum && Sum <= Maximum) return Sum;
  return Minimum === Maximum && Sum === Minimum * SampleCount ? Minimum : undefined;
}
