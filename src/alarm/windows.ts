// Holds: which periods an alarm looks at, and when.
// In: an alarm's period and counts, an instant. Out: the starts of the slots of its evaluation range; whether it is evaluated then.
// Always: the window slides: slots count back from the evaluation's minute (or ten seconds), not from the hour [D]; each rule stands in one function.

import type { BasicStatistics, MetricSeries } from "../metric/series.ts";
import { given, isMath, type MetricAlarm, periodOf, type Slot } from "./alarm.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
const TEN_SECONDS = 10_000;

/** A scalar alarm below a minute looks at data that are ten seconds old [O]; an alarm on an expression does not [O]. */
const HIGH_RESOLUTION_DELAY = 10_000;

/**
 * How many periods the service fetches to decide about N of them. No formula is published [D]; N + 2 from a minute up
 * fits the one documented number (5 for N = 3) and the observed times; N + one minute below is what captures show [O].
 */
export function evaluationRange(alarm: MetricAlarm): number {
  const n = alarm.EvaluationPeriods ?? 1;
  const period = periodOf(alarm);
  return period >= 60 ? n + 2 : n + Math.ceil(60 / period);
}

/** The starts of the slots an evaluation at `at` looks at, oldest first. */
export function slotsAt(alarm: MetricAlarm, at: number): number[] {
  const step = periodOf(alarm) * 1000;
  const range = evaluationRange(alarm);
  const end = windowEnd(alarm, at);
  return Array.from({ length: range }, (_, i) => end - (range - i) * step);
}

/** Whether an evaluation takes place at `at`: each minute; each ten seconds below a minute; hourly beyond a day [D]. */
export function isDue(alarm: MetricAlarm, at: number): boolean {
  return at % cadence(alarm) === 0;
}

/** Milliseconds between two evaluations. */
export function cadence(alarm: MetricAlarm): number {
  if (periodOf(alarm) < 60) return TEN_SECONDS;
  return isMultiDay(alarm) ? HOUR : MINUTE;
}

/** The end of the newest slot: the evaluation's minute [O], ten seconds [O], or for a range beyond a day its hour [D]. */
export function windowEnd(alarm: MetricAlarm, at: number): number {
  if (periodOf(alarm) >= 60) return floorTo(at, isMultiDay(alarm) ? HOUR : MINUTE);
  return floorTo(isMath(alarm) ? at : at - HIGH_RESOLUTION_DELAY, TEN_SECONDS);
}

/**
 * The slots of an evaluation at `at`, filled from the series of the alarm's metric.
 * A period below a minute finds no data in a series of minutes, as on a metric of standard resolution [D].
 */
export function fillSlots(alarm: MetricAlarm, series: MetricSeries | undefined, at: number): Slot[] {
  const step = periodOf(alarm) * 1000;
  const unit = given(alarm.Unit) ? alarm.Unit : undefined;
  return slotsAt(alarm, at).map((timestamp) => {
    const window = step < MINUTE ? undefined : series?.window(timestamp, timestamp + step, unit);
    if (window === undefined) return { timestamp };
    const value = window[(alarm.Statistic ?? "Average") as keyof BasicStatistics];
    return { timestamp, value, sampleCount: window.SampleCount };
  });
}

/** More than a day in all: such alarms are evaluated once an hour [D]. */
function isMultiDay(alarm: MetricAlarm): boolean {
  return (alarm.EvaluationPeriods ?? 1) * periodOf(alarm) > 86_400;
}

function floorTo(at: number, step: number): number {
  return Math.floor(at / step) * step;
}
