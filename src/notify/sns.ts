// Holds: the message that a change of a metric alarm's state publishes to an SNS topic.
// In: a change. Out: its subject, and the JSON text that Lambda, SQS and HTTPS subscribers get.
// Always: members stand in the service's order [O].

import { given, isMath, type MetricAlarm, missingData, periodOf } from "../alarm/alarm.ts";
import { isoDate } from "../alarm/dates.ts";
import { jsonArray, jsonDouble, jsonIfGiven, jsonObject, jsonValue } from "../alarm/json.ts";
import { type AlarmStateChange, alarmArn } from "./change.ts";
import { regionName } from "./region.ts";
import { renderSubject } from "./subject.ts";

/** What CloudWatch publishes for a state change. */
export function renderSnsMessage(change: AlarmStateChange): { readonly Subject: string; readonly Message: string } {
  return { Subject: renderSubject(change), Message: message(change) };
}

function message(change: AlarmStateChange): string {
  const { alarm, configurationUpdated } = change;
  return jsonObject([
    ["AlarmName", jsonValue(alarm.AlarmName)],
    ["AlarmDescription", jsonValue(alarm.AlarmDescription)],
    ["AWSAccountId", jsonValue(change.accountId)],
    [
      "AlarmConfigurationUpdatedTimestamp",
      given(configurationUpdated) ? jsonValue(isoDate(configurationUpdated)) : undefined,
    ],
    ["NewStateValue", jsonValue(change.newState)],
    ["NewStateReason", jsonValue(change.stateReason)],
    ["StateChangeTime", jsonValue(isoDate(change.at))],
    ["Region", jsonValue(regionName(change.region))],
    ["AlarmArn", jsonValue(alarmArn(change))],
    ["OldStateValue", jsonValue(change.oldState)],
    ["ActionExecutedAfterMuteWindow", "false"],
    ["OKActions", jsonValue(alarm.OKActions ?? [])],
    ["AlarmActions", jsonValue(alarm.AlarmActions ?? [])],
    ["InsufficientDataActions", jsonValue(alarm.InsufficientDataActions ?? [])],
    ["Trigger", trigger(alarm)],
  ]);
}

/** What the alarm watches: a metric first, then the rule; or the rule first, then the queries [O]. */
function trigger(alarm: MetricAlarm): string {
  const math = isMath(alarm);
  return jsonObject([
    ...(math ? [] : metric(alarm)),
    ["Period", jsonValue(periodOf(alarm))],
    ["EvaluationPeriods", jsonValue(alarm.EvaluationPeriods)],
    ["DatapointsToAlarm", given(alarm.DatapointsToAlarm) ? jsonValue(alarm.DatapointsToAlarm) : undefined],
    ["ComparisonOperator", jsonValue(alarm.ComparisonOperator)],
    ["Threshold", given(alarm.Threshold) ? jsonDouble(alarm.Threshold) : undefined],
    ["ThresholdMetricId", jsonIfGiven(alarm.ThresholdMetricId)],
    ["TreatMissingData", jsonValue(missingData(alarm))],
    ["EvaluateLowSampleCountPercentile", jsonValue(alarm.EvaluateLowSampleCountPercentile ?? "")],
    ["Metrics", math ? queries(alarm) : undefined],
  ]);
}

type Member = readonly [name: string, json: string | undefined];

function metric(alarm: MetricAlarm): readonly Member[] {
  const extended = given(alarm.ExtendedStatistic);
  return [
    ["MetricName", jsonValue(alarm.MetricName)],
    ["Namespace", jsonValue(alarm.Namespace)],
    ["StatisticType", jsonValue(extended ? "ExtendedStatistic" : "Statistic")],
    ["Statistic", extended ? undefined : jsonValue(given(alarm.Statistic) ? shouted(alarm.Statistic) : null)],
    ["ExtendedStatistic", jsonIfGiven(alarm.ExtendedStatistic)],
    ["Unit", jsonValue(alarm.Unit)],
    ["Dimensions", dimensions(alarm.Dimensions)],
  ];
}

/** `SampleCount` is `SAMPLE_COUNT` in a message [O]. */
function shouted(statistic: string): string {
  return statistic.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();
}

function dimensions(list: MetricAlarm["Dimensions"]): string {
  const one = (d: { readonly Name?: string | undefined; readonly Value?: string | undefined }) =>
    jsonObject([
      ["value", jsonValue(d.Value)],
      ["name", jsonValue(d.Name)],
    ]);
  return jsonArray((list ?? []).map(one));
}

interface Query {
  readonly Id?: unknown;
  readonly Expression?: unknown;
  readonly Label?: unknown;
  readonly MetricStat?: {
    readonly Metric?: {
      readonly Dimensions?: MetricAlarm["Dimensions"];
      readonly MetricName?: unknown;
      readonly Namespace?: unknown;
    };
    readonly Period?: unknown;
    readonly Stat?: unknown;
    readonly Unit?: unknown;
  } | null;
  readonly ReturnData?: unknown;
  readonly AccountId?: unknown;
  readonly Period?: unknown;
}

/** The queries as they were given: members by name, then the account and the period [O]. */
function queries(alarm: MetricAlarm): string {
  if (!Array.isArray(alarm.Metrics)) return jsonValue(alarm.Metrics);
  const member = (value: unknown) => (given(value) ? jsonValue(value) : undefined);
  const one = (query: Query) => {
    const { MetricStat: stat } = query;
    return jsonObject([
      ["Expression", member(query.Expression)],
      ["Id", member(query.Id)],
      ["Label", member(query.Label)],
      ["MetricStat", given(stat) ? metricStat(stat) : undefined],
      ["ReturnData", jsonValue(query.ReturnData ?? true)],
      ["AccountId", member(query.AccountId)],
      ["Period", member(query.Period)],
    ]);
  };
  return jsonArray((alarm.Metrics as readonly Query[]).map((query) => one(query ?? {})));
}

function metricStat(stat: NonNullable<Query["MetricStat"]>): string {
  const member = (value: unknown) => (given(value) ? jsonValue(value) : undefined);
  const metric = jsonObject([
    ["Dimensions", dimensions(stat.Metric?.Dimensions)],
    ["MetricName", member(stat.Metric?.MetricName)],
    ["Namespace", member(stat.Metric?.Namespace)],
  ]);
  return jsonObject([
    ["Metric", metric],
    ["Period", member(stat.Period)],
    ["Stat", member(stat.Stat)],
    ["Unit", member(stat.Unit)],
  ]);
}
