// Holds: the datapoints of one metric, one unit and one resolution, rolled up by the minute or by the second.
// In: datapoints in any order. Out: what a window of time holds.
// Always: a datapoint counts in its own period; memory grows with the periods that have data, never with datapoints.

import { type Distribution, DistributionBuilder } from "./distribution.ts";

/** What one minute or one second holds. */
interface Period {
  readonly start: number;
  readonly samples: DistributionBuilder;
}

/** Found by their start when adding, walked in order when reading. */
export class MetricStream {
  readonly #length: number;
  readonly #keepsBins: boolean;
  readonly #byStart = new Map<number, Period>();
  readonly #periods: Period[] = [];
  #sorted = true;

  /** Periods of `length` milliseconds. */
  constructor(length: number, keepsBins: boolean) {
    this.#length = length;
    this.#keepsBins = keepsBins;
  }

  /** The samples of the period that an instant lies in. */
  at(instant: number): DistributionBuilder {
    const start = Math.floor(instant / this.#length) * this.#length;
    const known = this.#byStart.get(start);
    if (known !== undefined) return known.samples;
    const last = this.#periods.at(-1);
    if (last !== undefined && last.start > start) this.#sorted = false;
    const fresh = { start, samples: new DistributionBuilder(this.#keepsBins) };
    this.#byStart.set(start, fresh);
    this.#periods.push(fresh);
    return fresh.samples;
  }

  /** Adds the samples of `[start, end)` to a builder: a period counts when it starts inside. True when there was one. */
  collect(start: number, end: number, into: DistributionBuilder): boolean {
    const periods = this.#inOrder();
    const first = firstFrom(periods, start);
    let i = first;
    for (; i < periods.length && periods[i]!.start < end; i++) into.addBuilder(periods[i]!.samples);
    return i > first;
  }

  starts(): readonly number[] {
    return this.#inOrder().map(({ start }) => start);
  }

  toRows(): readonly (readonly [start: number, samples: Distribution])[] {
    return this.#inOrder().map(({ start, samples }) => [start, samples.build()] as const);
  }

  /** Sorted when read, not when written: a late datapoint is cheap, and a sorted stream is never sorted again. */
  #inOrder(): readonly Period[] {
    if (!this.#sorted) this.#periods.sort((a, b) => a.start - b.start);
    this.#sorted = true;
    return this.#periods;
  }
}

/** The index of the first period that starts at or after `start`. */
function firstFrom(periods: readonly Period[], start: number): number {
  let low = 0;
  let high = periods.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (periods[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
