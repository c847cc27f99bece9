// Holds: the statistics of samples, slow and straight from the rules: no tables, no merging, no arrays of counts.
// In: values with counts. Out: what the service answers.
// Always: every bin is found by its logarithm, every rank by walking.

export type Point = readonly [value: number, count: number];

interface Bin {
  readonly low: number;
  readonly high: number;
  count: number;
}

/** The bin's number: the rule itself. */
export function referenceBin(value: number): number {
  return value === 0 ? -7001 : Math.max(-7000, Math.floor(Math.log(value) / Math.log(1.1)));
}

function binsOf(points: readonly Point[]): Bin[] {
  const minimum = Math.min(...points.map(([value]) => value));
  const maximum = Math.max(...points.map(([value]) => value));
  const bins = new Map<number, Bin>();
  for (const [value, count] of points) {
    if (value < 0 || count === 0) continue;
    const k = referenceBin(value);
    const edges = value === 0 ? [0, 0] : [Math.max(minimum, 1.1 ** k), Math.min(maximum, 1.1 ** (k + 1))];
    if (!bins.has(k)) bins.set(k, { low: edges[0]!, high: edges[1]!, count: 0 });
    bins.get(k)!.count += count;
  }
  return [...bins].sort(([a], [b]) => a - b).map(([, bin]) => bin);
}

const countOf = (points: readonly Point[]): number => points.reduce((sum, [, count]) => sum + count, 0);

/** The percentile of samples none of which is negative, one at least. */
export function referencePercentile(points: readonly Point[], percent: number): number {
  let left = (percent / 100) * countOf(points);
  const bins = binsOf(points);
  for (const bin of bins) {
    // A hair more than is there is rounding.
    if (left <= bin.count * (1 + 1e-12))
      return bin.low * (bin.low === bin.high ? 1 : bin.high / bin.low) ** (left / bin.count);
    left -= bin.count;
  }
  return bins.at(-1)!.high;
}

/** How many samples lie at or below a value, spread evenly inside their bins. */
export function referenceRank(points: readonly Point[], value: number): number {
  let rank = 0;
  for (const { low, high, count } of binsOf(points)) {
    if (value >= high) rank += count;
    else if (value > low) rank += (count * (value - low)) / (high - low);
  }
  return rank;
}

/** The sum of the samples between two ranks: the first and last bins by the middle of their part, the others by their geometric mean. */
export function referenceSum(points: readonly Point[], from: number, to: number): number {
  const parts: { readonly middle: number; readonly geometric: number; readonly count: number }[] = [];
  let prior = 0;
  for (const { low, high, count } of binsOf(points)) {
    const [a, b] = [Math.max(from - prior, 0) / count, Math.min(to - prior, count) / count];
    const value = (part: number): number => low * (1 - part) + high * part;
    if (b - a > 1e-12 && high > 0)
      parts.push({ middle: value((a + b) / 2), geometric: Math.sqrt(low * high), count: (b - a) * count });
    prior += count;
  }
  const ends = [0, parts.length - 1];
  return parts.reduce((sum, part, i) => sum + part.count * (ends.includes(i) ? part.middle : part.geometric), 0);
}
