// Holds: what an alarm watches: one metric with one statistic, or an expression over several.
// In: an alarm, the series of every metric. Out: the slots of any evaluation; which metrics are read, and how.
// Always: reads only; the same instant gives the same slots as long as the series do not change.

import { given, isMath, type MetricAlarm, type Slot } from "../alarm/alarm.ts";
import { SlotReader } from "../alarm/slots.ts";
import type { EvaluationOptions } from "../alarm/windows.ts";
import { type MetricIdentity, metricKey } from "../metric/datum.ts";
import { compileMath, type MathPlan, type MetricDataQuery, parseMathExpression } from "../metric/math/index.ts";
import { childrenOf } from "../metric/math/tree.ts";
import type { MetricSeries } from "../metric/series.ts";
import { isExtendedStatistic } from "../metric/statistic-name.ts";

export interface Watched {
  /** The slots of an evaluation, oldest first. */
  at(at: number): readonly Slot[];
  /** The minutes that have data, oldest first. */
  readonly minutes: readonly number[];
  /** A function of the time that is called: then evaluations without data can differ from each other. */
  readonly clockFunction: string | undefined;
}

export type SeriesOf = (metric: MetricIdentity) => MetricSeries | undefined;

/** What an alarm watches. Its configuration is sound: a replay has checked it. */
export function watch(alarm: MetricAlarm, seriesOf: SeriesOf, options: EvaluationOptions): Watched {
  const plan = planOf(alarm);
  if (plan !== undefined) return watchExpression(alarm, plan, seriesOf, options);
  const series = seriesOf(alarm);
  const reader = new SlotReader(alarm, series, options);
  return { at: (at) => reader.at(at), minutes: series?.minutes() ?? [], clockFunction: undefined };
}

function watchExpression(alarm: MetricAlarm, plan: MathPlan, seriesOf: SeriesOf, options: EvaluationOptions): Watched {
  const inputs = plan.inputs.map(({ id, metric, stat, unit }) => {
    const extended = isExtendedStatistic(stat);
    const read = { Period: plan.period, Unit: unit, [extended ? "ExtendedStatistic" : "Statistic"]: stat };
    return { id, reader: new SlotReader({ ...alarm, ...read }, seriesOf(metric), options) };
  });
  const clock = new SlotReader({ ...alarm, Period: plan.period }, undefined, options);
  return {
    at: (at) => {
      const timestamps = clock.at(at).map(({ timestamp }) => timestamp);
      const series = Object.fromEntries(inputs.map(({ id, reader }) => [id, reader.at(at).map(({ value }) => value)]));
      const values = plan.evaluate({ timestamps, period: plan.period, series });
      return timestamps.map((timestamp, i) => ({ timestamp, value: values[i] }));
    },
    minutes: minutesOf(plan.inputs.flatMap(({ metric }) => seriesOf(metric) ?? [])),
    clockFunction: clockFunctionOf(alarm),
  };
}

/** The minutes in which any of some metrics has data. */
function minutesOf(series: readonly MetricSeries[]): readonly number[] {
  const [only, ...others] = series;
  if (others.length === 0) return only?.minutes() ?? [];
  const minutes = new Set<number>();
  for (const one of series) for (const minute of one.minutes()) minutes.add(minute);
  return [...minutes].sort((a, b) => a - b);
}

/**
 * The functions of metric math that tell the time of a period, data or not. Any other value without data, such as that of
 * `FILL(m1, 0)`, is the same whenever it is asked for.
 */
const CLOCK_FUNCTIONS: readonly string[] = ["DATE", "DAY", "EPOCH", "HOUR", "MINUTE", "MONTH", "YEAR"];

/** Those that tell how long periods are: days and weeks of a time zone are not all of one length. */
const LENGTH_FUNCTIONS: readonly string[] = ["DIFF_TIME", "RATE"];

function clockFunctionOf({ Metrics, EvaluationWindow: window }: MetricAlarm): string | undefined {
  const telling = given(window?.WallClockWindow) ? [...CLOCK_FUNCTIONS, ...LENGTH_FUNCTIONS] : CLOCK_FUNCTIONS;
  const texts = (Metrics as readonly MetricDataQuery[]).flatMap(({ Expression }) => Expression ?? []);
  const nodes = texts.map((text) => parseMathExpression(text).expression);
  // A list is walked while it grows.
  for (const node of nodes) {
    if (node.kind === "call" && telling.includes(node.name)) return node.name;
    nodes.push(...childrenOf(node));
  }
  return undefined;
}

/** A metric that an alarm reads, and by which statistic. */
export interface ReadMetric {
  readonly metric: MetricIdentity;
  readonly statistic: string;
}

function metricsOf(alarm: MetricAlarm): readonly ReadMetric[] {
  const plan = planOf(alarm);
  if (plan !== undefined) return plan.inputs.map(({ metric, stat }) => ({ metric, statistic: stat }));
  return isMath(alarm) ? [] : [{ metric: alarm, statistic: alarm.ExtendedStatistic ?? alarm.Statistic ?? "" }];
}

/** The keys of the metrics of which some alarm reads more than the basic statistics. */
export function binnedMetrics(alarms: readonly MetricAlarm[]): ReadonlySet<string> {
  const read = alarms.flatMap(metricsOf).filter(({ statistic }) => isExtendedStatistic(statistic));
  return new Set(read.map(({ metric }) => metricKey(metric)));
}

function planOf(alarm: MetricAlarm): MathPlan | undefined {
  if (!isMath(alarm)) return undefined;
  return compileMath(alarm.Metrics as readonly MetricDataQuery[]).plan;
}
