// Holds: a distribution: what is kept of the samples of a period; and the builder that makes one.
// In: values with their counts, statistic sets, other distributions. Out: plain data, for JSON and other workers.
// Always: merging is commutative and associative and gives what one pass over all samples gives. Sums are kept with what rounding left
//         out: n terms stray by less than n · 2^-104 of the sum of their magnitudes, far below the last place of Sum. Memory: BIN_COUNT
//         counts at most. What is no sample of the service is refused, counted, and changes nothing else.

import { BIN_COUNT, binOf, ZERO_BIN } from "./bins.ts";
import { isCount, isStatisticSet, isValue, onlyValue, type StatisticSet } from "./samples.ts";

/** Samples counted in logarithmic bins. Its size depends on how many bins are in use, never on the number of samples. */
export interface Distribution {
  /** The sum of all counts; they may be fractional, and zero. */
  readonly SampleCount: number;
  readonly Sum: number;
  /** What rounding left out of Sum, so that merging stays exact. */
  readonly SumRest: number;
  /** Absent as long as there is no sample. */
  readonly Minimum?: number;
  readonly Maximum?: number;
  /** False when it holds samples that no bin knows: a statistic set of several values, or bins were not kept. */
  readonly isBinned: boolean;
  /** The bins in use, ascending, each with its count. Negative values are in none. */
  readonly bins: readonly (readonly [bin: number, count: number])[];
  /** How many points were refused: no number, beyond ±2^360, a negative or infinite count, a minimum above the maximum. */
  readonly refused: number;
}

/** The distribution of values, each with how often it occurred. */
export function distribution(points: Iterable<readonly [value: number, count: number]>): Distribution {
  const builder = new DistributionBuilder();
  // By index: destructuring would run an iterator for each pair.
  for (const point of points) builder.add(point[0], point[1]);
  return builder.build();
}

/**
 * The distribution of a statistic set. Sets whose samples are all known (one sample; or Minimum = Maximum and
 * Sum = Minimum · SampleCount) count in a bin; any other makes the percentiles of its period unavailable [D/O].
 */
export function statisticSet(set: StatisticSet): Distribution {
  const builder = new DistributionBuilder();
  builder.addStatisticSet(set);
  return builder.build();
}

/** Both together. */
export function mergeDistributions(a: Distribution, b: Distribution): Distribution {
  const builder = new DistributionBuilder();
  builder.addDistribution(a);
  builder.addDistribution(b);
  return builder.build();
}

const NO_COUNTS = new Float64Array(0);

/** Takes samples fast; `build` gives the distribution so far. */
export class DistributionBuilder {
  readonly #keepsBins: boolean;
  #sampleCount = 0;
  #sum = 0;
  #sumRest = 0;
  #minimum: number = Number.POSITIVE_INFINITY;
  #maximum: number = Number.NEGATIVE_INFINITY;
  #isBinned: boolean;
  /** Counts of the bins from `#base` on. */
  #counts: Float64Array = NO_COUNTS;
  #base = 0;
  #refused = 0;

  /** Without bins only the basic statistics are kept. */
  constructor(keepsBins: boolean = true) {
    this.#keepsBins = keepsBins;
    this.#isBinned = keepsBins;
  }

  /** Adds a value that occurred `count` times; false when it is refused. */
  add(value: number, count: number = 1): boolean {
    if (!isValue(value) || !isCount(count)) return this.#refuse();
    this.#sampleCount += count;
    this.#addSum(value * count, 0);
    if (value < this.#minimum) this.#minimum = value;
    if (value > this.#maximum) this.#maximum = value;
    if (this.#keepsBins && value >= 0) this.#addBin(binOf(value), count);
    return true;
  }

  /** Adds a statistic set; false when it is refused. */
  addStatisticSet(set: StatisticSet): boolean {
    if (!isStatisticSet(set)) return this.#refuse();
    const { SampleCount, Sum, Minimum, Maximum } = set;
    this.#addSummary(SampleCount, Sum, 0, Minimum, Maximum);
    const value = onlyValue(set);
    if (value === undefined) this.#isBinned = false;
    else if (this.#keepsBins && value >= 0) this.#addBin(binOf(value), SampleCount);
    return true;
  }

  addDistribution({ SampleCount, Sum, SumRest, Minimum, Maximum, isBinned, bins, refused }: Distribution): void {
    this.#refused += refused;
    if (!isBinned) this.#isBinned = false;
    if (Minimum === undefined || Maximum === undefined) return;
    this.#addSummary(SampleCount, Sum, SumRest, Minimum, Maximum);
    if (this.#keepsBins) for (const [bin, count] of bins) this.#addBin(bin, count);
  }

  addBuilder(other: DistributionBuilder): void {
    this.#refused += other.#refused;
    if (!other.#isBinned) this.#isBinned = false;
    this.#addSummary(other.#sampleCount, other.#sum, other.#sumRest, other.#minimum, other.#maximum);
    if (!this.#keepsBins) return;
    for (let i = 0; i < other.#counts.length; i++) {
      const count = other.#counts[i]!;
      if (count > 0) this.#addBin(other.#base + i, count);
    }
  }

  build(): Distribution {
    // The rest is less than the last place of the sum, unless terms cancelled: rounding once more makes it so.
    const sum = this.#sum + this.#sumRest;
    // Adding zero turns -0, which JSON does not know, into 0.
    const isEmpty = this.#minimum > this.#maximum;
    return {
      SampleCount: this.#sampleCount,
      Sum: sum + 0,
      SumRest: this.#sumRest - (sum - this.#sum) + 0,
      ...(isEmpty ? {} : { Minimum: this.#minimum + 0, Maximum: this.#maximum + 0 }),
      isBinned: this.#isBinned,
      bins: this.#bins(),
      refused: this.#refused,
    };
  }

  #refuse(): false {
    this.#refused++;
    return false;
  }

  #addSummary(count: number, sum: number, rest: number, minimum: number, maximum: number): void {
    this.#sampleCount += count;
    this.#addSum(sum, rest);
    this.#minimum = Math.min(this.#minimum, minimum);
    this.#maximum = Math.max(this.#maximum, maximum);
  }

  /** Knuth's sum of two doubles with its exact error, so that the order of samples does not show in the sum. */
  #addSum(term: number, rest: number): void {
    const sum = this.#sum + term;
    const added = sum - this.#sum;
    this.#sumRest += rest + (this.#sum - (sum - added) + (term - added));
    this.#sum = sum;
  }

  #addBin(bin: number, count: number): void {
    const at = bin - this.#base;
    if (at >= 0 && at < this.#counts.length) this.#counts[at] = this.#counts[at]! + count;
    else if (count > 0) this.#growTo(bin, count);
  }

  /** Room for one more bin, and as much again, so that growing stays rare. */
  #growTo(bin: number, count: number): void {
    const { length } = this.#counts;
    const low = length === 0 ? bin : Math.min(this.#base, bin);
    const high = length === 0 ? bin : Math.max(this.#base + length - 1, bin);
    const span = high - low + 1;
    const base = Math.max(ZERO_BIN, low - (span >> 1));
    const counts = new Float64Array(Math.min(2 * span + 2, BIN_COUNT - (base - ZERO_BIN)));
    counts.set(this.#counts, length === 0 ? 0 : this.#base - base);
    counts[bin - base] = count;
    this.#counts = counts;
    this.#base = base;
  }

  #bins(): [number, number][] {
    const bins: [number, number][] = [];
    for (let i = 0; i < this.#counts.length; i++) {
      const count = this.#counts[i]!;
      if (count > 0) bins.push([this.#base + i, count]);
    }
    return bins;
  }
}
