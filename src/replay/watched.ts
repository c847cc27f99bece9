// Holds: what an alarm watches: one metric with one statistic, or an expression over several.
// In: an alarm, the series of every metric. Out: the slots of any evaluation; which metrics are read, and how.
// Always: reads only; the same instant gives the same slots as long as the series do not change.

import { given, isMath, type MetricAlarm, type Slot } from "../alarm/alarm.ts";
import { SlotReader } from "../alarm/slots.ts";
import type { EvaluationOptions } from "../alarm/windows.ts";
import { type MetricIdentity, metricKey } from "../metric/datum.ts";
import { compileMath, type MathPlan, type MetricDataQuery } from "../metric/math/index.ts";
import type { MetricSeries } from "../metric/series.ts";
import { isExtendedStatistic } from "../metric/statistic-name.ts";

export interface Watched {
  /** The slots of an evaluation, oldest first. */
  at(at: number): readonly Slot[];
  /** The minutes that have data, where an evaluation without data decides nothing new; undefined where each has to take place. */
  readonly minutes: readonly number[] | undefined;
}

export type SeriesOf = (metric: MetricIdentity) => MetricSeries | undefined;

/** What an alarm watches. Its configuration is sound: a replay has checked it. */
export function watch(alarm: MetricAlarm, seriesOf: SeriesOf, options: EvaluationOptions): Watched {
  const plan = planOf(alarm);
  if (plan !== undefined) return watchExpression(alarm, plan, seriesOf, options);
  const series = seriesOf(alarm);
  const reader = new SlotReader(alarm, series, options);
  const decidesLater = given(alarm.WarmUpConfiguration) || given(alarm.EvaluationWindow?.WallClockWindow);
  return { at: (at) => reader.at(at), minutes: decidesLater ? undefined : (series?.minutes() ?? []) };
}

/** An expression can have values where no metric has data, so that every evaluation takes place. */
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
    minutes: undefined,
  };
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
