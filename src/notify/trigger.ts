// Holds: what a metric alarm watches, as its SNS message says it.
// In: the alarm. Out: the message's `Trigger`, a text of JSON.
// Always: a metric first, then the rule; or the rule first, then the queries [O].

import { given, isMath, type MetricAlarm, missingData, periodOf } from "../alarm/alarm.ts";
import { jsonArray, jsonObject, jsonValue } from "../alarm/json.ts";
import { worded } from "./change.ts";
import { dimensions, doubleIfGiven, ifGiven, type Member } from "./members.ts";
import { type Query, queriesOf } from "./queries.ts";

export function trigger(alarm: MetricAlarm): string {
  const math = isMath(alarm);
  return jsonObject([
    ...(math ? [] : metric(alarm)),
    ["Period", jsonValue(periodOf(alarm))],
    ["EvaluationPeriods", jsonValue(alarm.EvaluationPeriods)],
    ["DatapointsToAlarm", ifGiven(alarm.DatapointsToAlarm)],
    ["ComparisonOperator", jsonValue(alarm.ComparisonOperator)],
    ["Threshold", doubleIfGiven(alarm.Threshold)],
    ["ThresholdMetricId", ifGiven(alarm.ThresholdMetricId)],
    ["TreatMissingData", jsonValue(missingData(alarm))],
    ["EvaluateLowSampleCountPercentile", jsonValue(alarm.EvaluateLowSampleCountPercentile ?? "")],
    ["Metrics", math ? jsonArray(queriesOf(alarm).map(query)) : undefined],
  ]);
}

function metric(alarm: MetricAlarm): readonly Member[] {
  const extended = given(alarm.ExtendedStatistic);
  return [
    ["MetricName", jsonValue(alarm.MetricName)],
    ["Namespace", jsonValue(alarm.Namespace)],
    ["StatisticType", jsonValue(extended ? "ExtendedStatistic" : "Statistic")],
    ["Statistic", extended ? undefined : jsonValue(given(alarm.Statistic) ? shouted(alarm.Statistic) : null)],
    ["ExtendedStatistic", ifGiven(alarm.ExtendedStatistic)],
    ["Unit", jsonValue(alarm.Unit)],
    ["Dimensions", dimensions(alarm.Dimensions)],
  ];
}

/** `SampleCount` is `SAMPLE_COUNT` in a message [O]. */
function shouted(statistic: string): string {
  return worded(statistic)
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toUpperCase();
}

/** A query as it was given: members by name, then the account and the period [O]. */
function query({ MetricStat: stat, ...query }: Query): string {
  return jsonObject([
    ["Expression", ifGiven(query.Expression)],
    ["Id", ifGiven(query.Id)],
    ["Label", ifGiven(query.Label)],
    ["MetricStat", given(stat) ? metricStat(stat) : undefined],
    ["ReturnData", jsonValue(query.ReturnData ?? true)],
    ["AccountId", ifGiven(query.AccountId)],
    ["Period", ifGiven(query.Period)],
  ]);
}

function metricStat(stat: NonNullable<Query["MetricStat"]>): string {
  const metric = jsonObject([
    ["Dimensions", dimensions(stat.Metric?.Dimensions)],
    ["MetricName", ifGiven(stat.Metric?.MetricName)],
    ["Namespace", ifGiven(stat.Metric?.Namespace)],
  ]);
  return jsonObject([
    ["Metric", metric],
    ["Period", ifGiven(stat.Period)],
    ["Stat", ifGiven(stat.Stat)],
    ["Unit", ifGiven(stat.Unit)],
  ]);
}
