// Holds: which periods an alarm looks at, and when.
// In: an alarm's period, counts and window, an instant. Out: the starts of the slots of its evaluation range; whether it is evaluated then.
// Always: a sliding window counts back from the evaluation's minute (or ten seconds) [D], a wall-clock window from the end of the
//         last whole minute, hour, day or week of its time zone [D]; each rule stands in one function.

import { given, isMath, type MetricAlarm, periodOf } from "./alarm.ts";
import { periodStart, type Zone, zoneOf } from "./zone.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
const TEN_SECONDS = 10_000;

/** A scalar alarm below a minute looks at data that are ten seconds old [O]; an alarm on an expression does not [O]. */
const HIGH_RESOLUTION_DELAY = 10_000;

/** No range is longer, whatever is asked for: the longest that an alarm can need has 8,646 periods. */
export const LONGEST_RANGE = 10_000;

/** What a caller knows better about the service than the rules here. */
export interface EvaluationOptions {
  /** How many periods an evaluation looks at, instead of the rule of `evaluationRange`. */
  readonly evaluationRange?: number | undefined;
  /** Milliseconds that pass from the end of a period until its data are seen; none when absent. */
  readonly ingestionDelay?: number | undefined;
}

/** The periods of an alarm, as numbers. */
export interface Grid {
  /** Milliseconds in a period; in a wall-clock window, those of a day or week without a change of clocks. */
  readonly step: number;
  /** How many periods an evaluation looks at. */
  readonly range: number;
  /** Milliseconds between two evaluations. */
  readonly cadence: number;
  /** How much older than the evaluation the newest data are. */
  readonly delay: number;
  /** The time zone of a wall-clock window; absent for a sliding one. */
  readonly zone: Zone | undefined;
}

export function gridOf(alarm: MetricAlarm, options: EvaluationOptions = {}): Grid {
  const period = periodOf(alarm);
  return {
    step: period * 1000,
    range: evaluationRange(alarm, options),
    cadence: cadence(alarm),
    delay: period < 60 && !isMath(alarm) ? HIGH_RESOLUTION_DELAY : 0,
    zone: zoneOfWindow(alarm),
  };
}

/**
 * How many periods the service fetches to decide about N of them. No formula is published [D]; N + 2 from a minute up
 * fits the one documented number (5 for N = 3) and the observed times; N + one minute below is what captures show [O].
 */
export function evaluationRange(alarm: MetricAlarm, options: EvaluationOptions = {}): number {
  if (given(options.evaluationRange)) return Math.min(options.evaluationRange, LONGEST_RANGE);
  const n = Math.min(alarm.EvaluationPeriods ?? 1, LONGEST_RANGE);
  const period = periodOf(alarm);
  return period >= 60 ? n + 2 : n + Math.ceil(60 / period);
}

/** The starts of the slots an evaluation at `at` looks at, oldest first. */
export function slotsAt(alarm: MetricAlarm, at: number, options: EvaluationOptions = {}): number[] {
  const grid = gridOf(alarm, options);
  const starts = new Array<number>(grid.range);
  let start = endAt(grid, at);
  for (let i = grid.range - 1; i >= 0; i--) {
    start = startBefore(grid, start);
    starts[i] = start;
  }
  return starts;
}

/** The start of the slot that ends at `end`. */
export function startBefore({ zone, step }: Grid, end: number): number {
  return zone === undefined ? end - step : periodStart(zone, step, end - 1);
}

/** Whether an evaluation takes place at `at`: each minute; each ten seconds below a minute; hourly beyond a day [D]. */
export function isDue(alarm: MetricAlarm, at: number): boolean {
  return at % cadence(alarm) === 0;
}

/** Milliseconds between two evaluations. A wall-clock window has the same [D]. */
export function cadence(alarm: MetricAlarm): number {
  if (periodOf(alarm) < 60) return TEN_SECONDS;
  return isMultiDay(alarm) ? HOUR : MINUTE;
}

/**
 * The end of the newest slot: the evaluation's minute [O], ten seconds [O], or for a range beyond a day its hour [D]; in a
 * wall-clock window the last boundary that such an evaluation has passed [D].
 */
export function endAt({ zone, step, cadence, delay }: Grid, at: number): number {
  const end = floorTo(at - delay, cadence);
  return zone === undefined ? end : periodStart(zone, step, end);
}

/** More than a day in all: such alarms are evaluated once an hour [D]. */
function isMultiDay(alarm: MetricAlarm): boolean {
  return (alarm.EvaluationPeriods ?? 1) * periodOf(alarm) > 86_400;
}

/** The time zone of a wall-clock window: UTC when it names none [D]. */
function zoneOfWindow({ EvaluationWindow: window }: MetricAlarm): Zone | undefined {
  return given(window?.WallClockWindow) ? zoneOf(window.WallClockWindow.Timezone ?? "UTC") : undefined;
}

function floorTo(at: number, step: number): number {
  return Math.floor(at / step) * step;
}
