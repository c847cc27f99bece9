// Holds: the datapoints of one metric, rolled up by the minute.
// In: datapoints in any order, early or hours late. Out: the basic statistics of any window of whole minutes.
// Always: a datapoint counts in its own minute; units are kept apart [D]; memory grows with the minutes that have data, never with datapoints.
//         A window costs a binary search and the minutes with data in it.

const MINUTE = 60_000;

/** Values lie within -2^360 … 2^360 [D PutMetricData]. */
const LARGEST_VALUE = 2 ** 360;

/** The basic statistics of a window, under the service's names. `Average` is `Sum / SampleCount`. */
export interface BasicStatistics {
  readonly SampleCount: number;
  readonly Sum: number;
  readonly Average: number;
  readonly Minimum: number;
  readonly Maximum: number;
}

/** One minute of one unit. */
interface Minute {
  readonly start: number;
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
}

/** A series as plain data: per unit, rows of `[minute, count, sum, minimum, maximum]`, oldest first. */
export type SeriesState = Readonly<Record<string, readonly (readonly [number, number, number, number, number])[]>>;

/** The minutes of one unit: found by their start when adding, walked in order when reading. */
class UnitSeries {
  readonly #byStart = new Map<number, Minute>();
  readonly #minutes: Minute[] = [];
  #sorted = true;

  add(start: number, count: number, sum: number, minimum: number, maximum: number): void {
    const minute = this.#byStart.get(start);
    if (minute === undefined) {
      const last = this.#minutes.at(-1);
      if (last !== undefined && last.start > start) this.#sorted = false;
      const fresh = { start, count, sum, minimum, maximum };
      this.#byStart.set(start, fresh);
      this.#minutes.push(fresh);
      return;
    }
    minute.count += count;
    minute.sum += sum;
    minute.minimum = Math.min(minute.minimum, minimum);
    minute.maximum = Math.max(minute.maximum, maximum);
  }

  /** Sorted when read, not when written: a late datapoint is cheap, and a sorted stream is never sorted again. */
  inOrder(): readonly Minute[] {
    if (!this.#sorted) this.#minutes.sort((a, b) => a.start - b.start);
    this.#sorted = true;
    return this.#minutes;
  }
}

/** One metric's datapoints by the minute. */
export class MetricSeries {
  readonly #units = new Map<string, UnitSeries>();

  /** Counts one datapoint; false when it is refused: a value or time that is not finite, or a value beyond ±2^360 [D]. */
  add(datum: { readonly Timestamp: number; readonly Value: number; readonly Unit?: string | undefined }): boolean {
    const { Timestamp: time, Value: value } = datum;
    if (!Number.isFinite(time) || !(Math.abs(value) <= LARGEST_VALUE)) return false;
    this.#unit(datum.Unit ?? "None").add(Math.floor(time / MINUTE) * MINUTE, 1, value, value, value);
    return true;
  }

  /**
   * The statistics of `[start, end)`, read minute by minute: a minute counts when it starts inside.
   * Without `unit` all units count together (see `windowOfEveryUnit`). Undefined when the window holds no datapoint.
   */
  window(start: number, end: number, unit?: string | undefined): BasicStatistics | undefined {
    const one = unit === undefined ? undefined : this.#units.get(unit);
    const streams = unit === undefined ? windowOfEveryUnit(this.#units) : one === undefined ? [] : [one];
    let count = 0;
    let sum = 0;
    let minimum = Number.POSITIVE_INFINITY;
    let maximum = Number.NEGATIVE_INFINITY;
    for (const stream of streams) {
      const minutes = stream.inOrder();
      for (let i = firstFrom(minutes, start); i < minutes.length; i++) {
        const minute = minutes[i]!;
        if (minute.start >= end) break;
        count += minute.count;
        sum += minute.sum;
        minimum = Math.min(minimum, minute.minimum);
        maximum = Math.max(maximum, minute.maximum);
      }
    }
    if (count === 0) return undefined;
    return { SampleCount: count, Sum: sum, Average: sum / count, Minimum: minimum, Maximum: maximum };
  }

  /** The units that have datapoints, in the order they first came. */
  get units(): readonly string[] {
    return [...this.#units.keys()];
  }

  /** The minutes that hold a datapoint of any unit, oldest first. */
  minutes(): readonly number[] {
    const starts = new Set<number>();
    for (const stream of this.#units.values()) for (const minute of stream.inOrder()) starts.add(minute.start);
    return [...starts].sort((a, b) => a - b);
  }

  /** The series as plain data, for JSON or another worker. */
  toState(): SeriesState {
    const rows = (stream: UnitSeries) =>
      stream.inOrder().map((m) => [m.start, m.count, m.sum, m.minimum, m.maximum] as const);
    return Object.fromEntries([...this.#units].map(([unit, stream]) => [unit, rows(stream)]));
  }

  /** Adds a state's minutes to this series; two halves of a stream give what the whole gives. */
  addState(state: SeriesState): void {
    for (const [unit, rows] of Object.entries(state)) {
      const stream = this.#unit(unit);
      for (const row of rows) stream.add(...row);
    }
  }

  #unit(unit: string): UnitSeries {
    let stream = this.#units.get(unit);
    if (stream === undefined) {
      stream = new UnitSeries();
      this.#units.set(unit, stream);
    }
    return stream;
  }
}

/**
 * What an alarm without Unit reads from a metric published in several units: all of them together.
 * The service calls that result undefined [D]; here it is the union, so that no datapoint is silently lost.
 */
function windowOfEveryUnit(units: ReadonlyMap<string, UnitSeries>): Iterable<UnitSeries> {
  return units.values();
}

/** The index of the first minute that starts at or after `start`. */
function firstFrom(minutes: readonly Minute[], start: number): number {
  let low = 0;
  let high = minutes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (minutes[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
