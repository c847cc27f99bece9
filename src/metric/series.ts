// Holds: the datapoints of one metric, rolled up by the minute, or by the second where they ask for it.
// In: datapoints in any order, early or hours late. Out: the statistics of any window of time.
// Always: units are kept apart, and so are resolutions [D]; the order of datapoints does not matter; memory grows with the periods that
//         have data, never with datapoints. A window costs a binary search and the periods with data in it.

import { addSamples, type Datapoint, hasSamples, instantOf } from "./datapoint.ts";
import { STANDARD_UNITS } from "./datum.ts";
import { type Distribution, DistributionBuilder } from "./distribution.ts";
import { statisticOf } from "./statistic.ts";
import { isExtended, parseStatistic } from "./statistic-name.ts";
import { MetricStream } from "./stream.ts";

const SECOND = 1000;
const MINUTE = 60_000;

/** The basic statistics of a window, under the service's names. `Average` is `Sum / SampleCount`. */
export interface BasicStatistics {
  readonly SampleCount: number;
  readonly Sum: number;
  readonly Average: number;
  readonly Minimum: number;
  readonly Maximum: number;
}

/** A series as plain data: for each unit and resolution its periods, oldest first. */
export interface SeriesState {
  readonly streams: readonly {
    readonly Unit: string;
    readonly StorageResolution: number;
    readonly periods: readonly (readonly [start: number, samples: Distribution])[];
  }[];
  readonly refused: number;
}

/** The streams of one resolution. */
type Streams = Map<string, MetricStream>;

export interface SeriesOptions {
  /** Keep logarithmic bins, which extended statistics read. Without them only basic statistics are there. */
  readonly keepsBins?: boolean | undefined;
}

/** One metric's datapoints. */
export class MetricSeries {
  readonly keepsBins: boolean;
  readonly #minutes: Streams = new Map();
  readonly #seconds: Streams = new Map();
  readonly #units = new Set<string>();
  #refused = 0;

  constructor({ keepsBins = false }: SeriesOptions = {}) {
    this.keepsBins = keepsBins;
  }

  /**
   * Counts one datapoint; false when it is refused: no time, values or counts that the service does not take, an unknown
   * unit or resolution; and, where the time of its arrival is given, more than two weeks old or two hours ahead [D].
   */
  add(datapoint: Datapoint, now?: number | undefined): boolean {
    const instant = instantOf(datapoint, now);
    const isTaken = !Number.isNaN(instant) && hasSamples(datapoint);
    const stream = isTaken ? this.#streamOf(datapoint.Unit ?? "None", datapoint.StorageResolution ?? 60) : undefined;
    if (stream === undefined) this.#refused++;
    else addSamples(stream.at(instant), datapoint);
    return stream !== undefined;
  }

  /** How many datapoints were refused. */
  get refused(): number {
    return this.#refused;
  }

  /**
   * The basic statistics of `[start, end)`, read period by period: a period counts when it starts inside.
   * Without `unit` all units count together (see `#read`). Undefined when the window holds no sample.
   */
  window(start: number, end: number, unit?: string | undefined): BasicStatistics | undefined {
    const { SampleCount, Sum, Minimum, Maximum } = this.#collect(start, end, unit, false)?.build() ?? {};
    if (SampleCount === undefined || SampleCount === 0) return undefined;
    return { SampleCount, Sum: Sum!, Average: Sum! / SampleCount, Minimum: Minimum!, Maximum: Maximum! };
  }

  /** The distribution of `[start, end)`; undefined when no datapoint lies in it. */
  distribution(start: number, end: number, unit?: string | undefined): Distribution | undefined {
    return this.#collect(start, end, unit, this.keepsBins)?.build();
  }

  /** Any statistic of `[start, end)` by its name, with the number of samples; undefined when it has none there. */
  statistic(
    name: string,
    start: number,
    end: number,
    unit?: string | undefined,
  ): { readonly value: number; readonly sampleCount: number } | undefined {
    const asked = parseStatistic(name);
    if (asked === undefined) return undefined;
    const samples = this.#collect(start, end, unit, this.keepsBins && isExtended(asked))?.build();
    const value = samples === undefined ? undefined : statisticOf(samples, asked);
    return value === undefined ? undefined : { value, sampleCount: samples!.SampleCount };
  }

  /** The units that have datapoints, in the order they first came. */
  get units(): readonly string[] {
    return [...this.#units];
  }

  /** The minutes that hold a datapoint of any unit, oldest first. */
  minutes(): readonly number[] {
    const streams = [...this.#minutes.values(), ...this.#seconds.values()];
    // Most metrics are one stream of minutes, which are in order already.
    if (streams.length === 1 && this.#seconds.size === 0) return streams[0]!.starts();
    const starts = new Set<number>();
    for (const stream of streams) for (const start of stream.starts()) starts.add(Math.floor(start / MINUTE) * MINUTE);
    return [...starts].sort((a, b) => a - b);
  }

  /** The series as plain data, for JSON or another worker: the same whatever the order of datapoints. */
  toState(): SeriesState {
    const rows = (streams: Streams, StorageResolution: number) =>
      [...streams]
        .map(([Unit, stream]) => ({ Unit, StorageResolution, periods: stream.toRows() }))
        .filter(({ periods }) => periods.length > 0)
        .sort((a, b) => (a.Unit < b.Unit ? -1 : 1));
    return { streams: [...rows(this.#minutes, 60), ...rows(this.#seconds, 1)], refused: this.#refused };
  }

  /** Adds a state to this series; two halves of a stream give what the whole gives. */
  addState(state: SeriesState): void {
    this.#refused += state.refused;
    for (const { Unit, StorageResolution, periods } of state.streams) {
      const stream = this.#streamOf(Unit, StorageResolution);
      for (const [start, samples] of periods) stream?.at(start).addDistribution(samples);
    }
  }

  /** The stream that datapoints of this unit and resolution go to; nothing when the service knows no such. */
  #streamOf(unit: string, resolution: number): MetricStream | undefined {
    const streams = resolution === 60 ? this.#minutes : this.#seconds;
    const known = streams.get(unit);
    if (known !== undefined && (resolution === 60 || resolution === 1)) return known;
    if (!STANDARD_UNITS.includes(unit) || (resolution !== 60 && resolution !== 1)) return undefined;
    const stream = new MetricStream(resolution === 60 ? MINUTE : SECOND, this.keepsBins);
    streams.set(unit, stream);
    this.#units.add(unit);
    return stream;
  }

  #collect(start: number, end: number, unit: string | undefined, bins: boolean): DistributionBuilder | undefined {
    const builder = new DistributionBuilder(bins);
    let isEmpty = true;
    for (const stream of this.#read(end - start < MINUTE, unit))
      if (stream.collect(start, end, builder)) isEmpty = false;
    return isEmpty ? undefined : builder;
  }

  /**
   * What a window reads. Below a minute datapoints of standard resolution are not there [D]. Without a unit, from a metric
   * published in several: all of them together; the service calls that undefined [D], and so no datapoint is silently lost.
   */
  *#read(isBelowMinute: boolean, unit: string | undefined): Iterable<MetricStream> {
    for (const streams of isBelowMinute ? [this.#seconds] : [this.#minutes, this.#seconds]) {
      if (unit === undefined) yield* streams.values();
      else if (streams.has(unit)) yield streams.get(unit)!;
    }
  }
}
