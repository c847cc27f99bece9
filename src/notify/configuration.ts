// Holds: an alarm's configuration as events tell it.
// In: an alarm. Out: plain objects under the names that events have for its members.
// Always: a single metric is told as the one query it stands for; members that were not given are left out.

import { given, isMath, type MetricAlarm } from "../alarm/alarm.ts";
import type { CompositeAlarm } from "../alarm/composite.ts";
import { listed, worded } from "./change.ts";
import { type Query, queriesOf } from "./queries.ts";
import { uuidOf } from "./uuid.ts";

/** A plain object of an event. */
export type EventObject = Readonly<Record<string, unknown>>;

/** An object of the members that were given, in their order. */
export function eventObject(members: EventObject): EventObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => given(value)));
}

/** The queries. A single metric has an id that the service draws; the same one while the alarm stays as it was put [O]. */
export function eventMetrics(alarm: MetricAlarm, id?: string): readonly EventObject[] {
  if (isMath(alarm)) return queriesOf(alarm).map(eventQuery);
  const { Namespace, MetricName, Dimensions, Period, Unit } = alarm;
  const Stat = alarm.Statistic ?? alarm.ExtendedStatistic;
  const MetricStat = { Metric: { Namespace, MetricName, Dimensions }, Period, Stat, Unit };
  return [eventQuery({ Id: id ?? metricId(alarm), MetricStat })];
}

/** Depends on everything that PutMetricAlarm can change, actions apart. */
function metricId(alarm: MetricAlarm): string {
  const { AlarmName, AlarmDescription, Namespace, MetricName, Statistic, ExtendedStatistic, Unit } = alarm;
  const { Period, EvaluationPeriods, DatapointsToAlarm, Threshold, ComparisonOperator, TreatMissingData } = alarm;
  const told = [AlarmName, AlarmDescription, Namespace, MetricName, Statistic, ExtendedStatistic, Unit, Period];
  const rule = [EvaluationPeriods, DatapointsToAlarm, Threshold, ComparisonOperator, TreatMissingData];
  const dimensions = listed(alarm.Dimensions).flatMap((d) => [d?.Name, d?.Value]);
  return uuidOf(...[...told, ...rule, ...dimensions].map(worded));
}

/** The order of Label, Unit and AccountId is inferred from DescribeAlarms, the rest observed. */
function eventQuery({ Id, MetricStat, Expression, Label, ReturnData, Period, AccountId }: Query): EventObject {
  return eventObject({
    id: Id,
    metricStat: given(MetricStat) ? eventMetricStat(MetricStat) : undefined,
    expression: Expression,
    label: Label,
    returnData: ReturnData ?? true,
    period: Period,
    accountId: AccountId,
  });
}

function eventMetricStat({ Metric, Period, Stat, Unit }: NonNullable<Query["MetricStat"]>): EventObject {
  const dimensions = listed(Metric?.Dimensions).map((d) => [worded(d?.Name), worded(d?.Value)]);
  const metric = {
    namespace: Metric?.Namespace,
    name: Metric?.MetricName,
    dimensions: Object.fromEntries(dimensions) as EventObject,
  };
  return eventObject({ metric: eventObject(metric), period: Period, stat: Stat, unit: Unit });
}

/** What a composite alarm follows [D]. */
export function eventRule(alarm: CompositeAlarm): EventObject {
  return eventObject({
    alarmRule: alarm.AlarmRule,
    actionsSuppressor: alarm.ActionsSuppressor,
    actionsSuppressorWaitPeriod: alarm.ActionsSuppressorWaitPeriod,
    actionsSuppressorExtensionPeriod: alarm.ActionsSuppressorExtensionPeriod,
  });
}
