// Holds: the stretches of time in which an alarm's evaluations decide what the last one did.
// In: an alarm, the minutes that have data, the instant of an evaluation. Out: the next instant at which something can be decided anew.
// Always: exact, never longer than quiet; what has to be evaluated without any data is bounded.

import { AlarmError } from "../alarm/error.ts";
import { finding } from "../alarm/finding.ts";
import type { PreparedAlarm } from "../alarm/prepared.ts";
import { type EvaluationOptions, endAt, type Grid } from "../alarm/windows.ts";
import { shown } from "../text/shown.ts";
import type { Watched } from "./watched.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The most evaluations of one alarm that see no data and take place all the same: nearly two years of minutes [chosen]. */
const IDLE_LIMIT = 1_000_000;

/** Asked for instants that only grow. */
export class QuietStretches {
  readonly #prepared: PreparedAlarm;
  readonly #watched: Watched;
  readonly #delay: number;
  /** Milliseconds covered by one evaluation range. */
  readonly #range: number;
  #next = 0;
  #idle = 0;

  constructor(prepared: PreparedAlarm, watched: Watched, { ingestionDelay }: EvaluationOptions) {
    const { range, step, zone } = prepared.grid;
    this.#prepared = prepared;
    this.#watched = watched;
    this.#delay = ingestionDelay ?? 0;
    // Days and weeks of a time zone are an hour longer or shorter now and then, or a day where the date line is moved.
    this.#range = range * step + (zone === undefined ? 0 : step + DAY);
  }

  /** No evaluation between `at` and this instant decides anything else than the one at `at` did. May lie before the next one. */
  after(at: number): number {
    const { grid } = this.#prepared;
    const end = endAt(grid, at);
    const empty = this.#isEmpty(end);
    if (empty && this.#watched.clockFunction === undefined) {
      // On an empty range the slots are the same wherever it lies: go on where data come into sight.
      const minute = this.#watched.minutes[this.#next];
      return minute === undefined ? Number.POSITIVE_INFINITY : minute + 1;
    }
    if (empty && ++this.#idle > IDLE_LIMIT) this.#refuse();
    // In a wall-clock window the slots stay until the next boundary, once all data before the last one are seen.
    const isSeen = Math.floor((at - this.#delay) / MINUTE) * MINUTE >= end;
    return grid.zone !== undefined && isSeen ? nextEnd(grid, at, end) : at;
  }

  /** Whether the range that ends at `end` holds no data; the ends asked for only grow. */
  #isEmpty(end: number): boolean {
    const { minutes } = this.#watched;
    while (this.#next < minutes.length && minutes[this.#next]! + MINUTE <= end - this.#range) this.#next++;
    const minute = minutes[this.#next];
    return minute === undefined || minute >= end;
  }

  #refuse(): never {
    const { AlarmName } = this.#prepared.alarm;
    const message =
      `${shown(AlarmName)} reads the clock (${this.#watched.clockFunction}), so that it has to be evaluated where there are no data, ` +
      `and that is more than ${IDLE_LIMIT.toLocaleString("en-US")} times here: leave out events that lie far from the others, ` +
      "or give from and to";
    throw new AlarmError([finding("alarm-not-supported", "Metrics", message)]);
  }
}

/** The first instant of an evaluation after `at` at which the newest slot ends later than `end`: doubled steps, then halved ones. */
function nextEnd(grid: Grid, at: number, end: number): number {
  let before = at;
  let step = grid.cadence;
  while (endAt(grid, at + step) === end) {
    before = at + step;
    step *= 2;
  }
  let after = at + step;
  while (after - before > grid.cadence) {
    const middle = before + Math.floor((after - before) / grid.cadence / 2) * grid.cadence;
    if (endAt(grid, middle) === end) before = middle;
    else after = middle;
  }
  return after;
}
