// Holds: trimmed means, counts and sums, winsorized means and percentile ranks.
// In: a distribution, a range in percents or in values. Out: the statistic; undefined where the service has none.
// Always: inside a bin samples are spread evenly, by value [I]: unlike those of a percentile. The lower bound is exclusive, the upper inclusive [D].

import { BASE } from "./bins.ts";
import { clamp, type Filled, placeOf, type Range, rangesOf } from "./ranges.ts";
import type { RangeName } from "./statistic-name.ts";

/** The part of a range that was not trimmed away. */
interface Piece {
  readonly range: Range;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Bounds in percents. Needs every sample in a bin, as percentiles do [D/O]. */
export function trimmedByPercent(distribution: Filled, { kind, low, high }: RangeName): number | undefined {
  const { SampleCount, Minimum, isBinned } = distribution;
  const ranges = rangesOf(distribution);
  if (Minimum < 0 || ranges.length === 0) return undefined;
  // An empty range trims everything, also where other ranges have no value [I].
  if (low === high) return kind === "TM" ? undefined : 0;
  if (!isBinned || SampleCount < 1) return undefined;
  const [first, last] = [(low / 100) * SampleCount, (high / 100) * SampleCount];
  const sum = sumOf(piecesByRank(ranges, first, last));
  if (kind === "TC") return last - first;
  if (kind === "TS") return sum;
  if (kind === "TM") return sum / (last - first);
  const lower = first * lowerReplacement(first, ranges, distribution);
  const upper = (SampleCount - last) * upperReplacement(last, ranges, distribution);
  return (lower + sum + upper) / SampleCount;
}

/** Bounds in values. Samples that no bin knows are not looked at, but count as samples [I]. */
export function trimmedByValue(distribution: Filled, { kind, low, high }: RangeName): number | undefined {
  const { SampleCount, Minimum, Maximum } = distribution;
  const ranges = rangesOf(distribution);
  const binned = ranges.reduce((sum, { count }) => sum + count, 0);
  if (low === high) return ofEmptyRange(kind, (low * binned) / SampleCount);
  // All counts are zero: a count of nothing, a sum that is none [O]; one value alone gives nothing at all [I].
  if (SampleCount === 0 && Minimum !== Maximum && Maximum >= 0) return ofEmptyRange(kind, Number.NaN, Number.NaN);
  if (binned === 0) return undefined;
  if (kind === "PR") return ((rankOf(high, ranges) - rankOf(low, ranges)) / SampleCount) * 100;
  const pieces = piecesByValue(ranges, low, high);
  const count = pieces.reduce((sum, piece) => sum + piece.count, 0);
  const sum = sumOf(pieces);
  if (kind === "TC") return count;
  if (kind === "TS") return sum;
  if (kind === "TM") return count > 0 ? sum / count : undefined;
  // Samples of value zero are replaced only together with others below the bound [I].
  if (!reachesBelow(high, ranges)) return clamp(low, Minimum, Maximum);
  const below = reachesBelow(low, ranges) ? rankOf(low, ranges) : 0;
  const above = binned - rankOf(high, ranges);
  return (below * clamp(low, Minimum, Maximum) + sum + above * clamp(high, Minimum, Maximum)) / SampleCount;
}

/** A range without samples: no mean, a count and a sum of zero, unless a sum that is none is meant. */
function ofEmptyRange(kind: RangeName["kind"], winsorized: number, sum: number = 0): number | undefined {
  if (kind === "TM") return undefined;
  if (kind === "WM") return winsorized;
  return kind === "TS" ? sum : 0;
}

/** The samples from one rank to another. */
function piecesByRank(ranges: readonly Range[], first: number, last: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let prior = 0;
  for (const range of ranges) {
    const { low, high, count } = range;
    const from = Math.max(first, prior);
    const to = Math.min(last, prior + count);
    const at = (rank: number): number => low + (high - low) * ((rank - prior) / count);
    if (from < to) pieces.push({ range, from: at(from), to: at(to), count: to - from });
    prior += count;
  }
  return pieces;
}

/** The samples above one value, up to another. */
function piecesByValue(ranges: readonly Range[], low: number, high: number): readonly Piece[] {
  return ranges.flatMap((range) => {
    const count = countUpTo(high, range) - countUpTo(low, range);
    const [least, most] = ends(range);
    return count > 0 ? [{ range, from: Math.max(low, least), to: Math.min(high, most), count }] : [];
  });
}

/** How many samples are not above a value. */
function rankOf(value: number, ranges: readonly Range[]): number {
  return ranges.reduce((sum, range) => sum + countUpTo(value, range), 0);
}

function countUpTo(value: number, range: Range): number {
  const [least, most] = ends(range);
  if (value >= most) return range.count;
  return value <= least ? 0 : (range.count * (value - least)) / (most - least);
}

/** Least and greatest value of a range. */
function ends({ low, high }: Range): readonly [least: number, most: number] {
  return low <= high ? [low, high] : [high, low];
}

/**
 * The sum of what is left: inner bins count with their geometric middle, the first and the last with the middle between
 * where they were cut [O]. Zeros add nothing, and are neither first nor last [I].
 */
function sumOf(pieces: readonly Piece[]): number {
  const positive = pieces.filter(({ range }) => range.high > 0);
  const middles = positive.map(({ range, from, to }, i) =>
    i === 0 || i === positive.length - 1 ? (from + to) / 2 : Math.sqrt(range.low) * Math.sqrt(range.high),
  );
  return positive.reduce((sum, { count }, i) => sum + count * middles[i]!, 0);
}

/**
 * What stands in for a sample that was cut off below: not the percentile, but a step of at most one bin up from the start
 * of the bin that was cut. The step depends on how many samples the bin holds [I, fits the published values].
 */
function lowerReplacement(rank: number, ranges: readonly Range[], extrema: Filled): number {
  const { range, part } = placeOf(rank, ranges);
  return stepped(range, part === 1 ? 1 : range.count - part, extrema);
}

/** The same above. */
function upperReplacement(rank: number, ranges: readonly Range[], extrema: Filled): number {
  const { range, part } = placeOf(rank, ranges);
  return stepped(range, range.count - 1 + part, extrema);
}

function stepped({ low }: Range, step: number, { Minimum, Maximum }: Filled): number {
  return clamp(low * BASE ** clamp(step, 0, 1), Minimum, Maximum);
}

/** Whether any positive bin reaches below a value. */
function reachesBelow(value: number, ranges: readonly Range[]): boolean {
  return ranges.some((range) => range.high > 0 && startsBelow(value, range));
}

function startsBelow(value: number, { low, high }: Range): boolean {
  return low < value || (low === high && low === value);
}
