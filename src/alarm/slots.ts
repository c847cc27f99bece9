// Holds: the slots of an alarm, filled from the series of its metric.
// In: an alarm, a series, the instants of evaluations. Out: for each instant the slots of its evaluation range, oldest first.
// Always: a slot is read once and kept as long as evaluations look at it; the series does not change meanwhile.

import type { BasicStatistics, MetricSeries } from "../metric/series.ts";
import { given, type MetricAlarm, type Slot } from "./alarm.ts";
import { type EvaluationOptions, endAt, type Grid, gridOf, startBefore } from "./windows.ts";

const SECOND = 1000;
const MINUTE = 60_000;

/** Longer circles are not kept; slots that fall out of a shorter one are read again. */
const LONGEST_CIRCLE = 20_000;

/** Reads the slots of one alarm, evaluation after evaluation. */
export class SlotReader {
  readonly #alarm: MetricAlarm;
  readonly #series: MetricSeries | undefined;
  readonly #grid: Grid;
  readonly #delay: number;
  /** Slots that were read whole, each at the place of its start: in a circle just long enough for those that are looked at again. */
  readonly #read: (Slot | undefined)[];
  /** Milliseconds between the starts of neighbouring places. */
  readonly #apart: number;

  constructor(alarm: MetricAlarm, series: MetricSeries | undefined, options: EvaluationOptions = {}) {
    this.#alarm = alarm;
    this.#grid = gridOf(alarm, options);
    this.#series = series;
    this.#delay = options.ingestionDelay ?? 0;
    const { range, step, cadence, zone } = this.#grid;
    // Sliding slots start wherever an evaluation ends, those of the calendar side by side.
    this.#apart = zone === undefined ? Math.min(cadence, step) : step;
    this.#read = new Array(Math.min(LONGEST_CIRCLE, range * Math.ceil(step / this.#apart) + 1));
  }

  /** The slots of an evaluation at `at`. With an ingestion delay the data of a minute (or second) are seen that much after its end. */
  at(at: number): readonly Slot[] {
    const { range, step } = this.#grid;
    const resolution = step < MINUTE ? SECOND : MINUTE;
    const seen = Math.floor((at - this.#delay) / resolution) * resolution;
    const slots = new Array<Slot>(range);
    let start = endAt(this.#grid, at);
    for (let i = range - 1; i >= 0; i--) {
      const end = start;
      start = startBefore(this.#grid, end);
      slots[i] = this.#slot(start, end, seen);
    }
    return slots;
  }

  #slot(start: number, end: number, seen: number): Slot {
    const place = Math.abs(Math.floor(start / this.#apart)) % this.#read.length;
    const known = this.#read[place];
    if (known !== undefined && known.timestamp === start) return known;
    const slot = this.#fill(start, Math.min(end, seen));
    if (end <= seen) this.#read[place] = slot;
    return slot;
  }

  #fill(timestamp: number, end: number): Slot {
    const { Unit, Statistic, ExtendedStatistic } = this.#alarm;
    const unit = given(Unit) ? Unit : undefined;
    if (this.#series === undefined || end <= timestamp) return { timestamp };
    if (given(ExtendedStatistic)) {
      const read = this.#series.statistic(ExtendedStatistic, timestamp, end, unit);
      return read === undefined ? { timestamp } : { timestamp, value: read.value, sampleCount: read.sampleCount };
    }
    const window = this.#series.window(timestamp, end, unit);
    if (window === undefined) return { timestamp };
    const value = window[(Statistic ?? "Average") as keyof BasicStatistics];
    return { timestamp, value, sampleCount: window.SampleCount };
  }
}

/** The slots of one evaluation. */
export function fillSlots(
  alarm: MetricAlarm,
  series: MetricSeries | undefined,
  at: number,
  options: EvaluationOptions = {},
): readonly Slot[] {
  return new SlotReader(alarm, series, options).at(at);
}
