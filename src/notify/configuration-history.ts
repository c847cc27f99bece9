// Holds: what an alarm's history says of a change of its configuration.
// In: the change. Out: one history item.
// Always: a creation of a metric alarm is as observed; updates, deletions and composite alarms are written after its pattern [I].

import { INITIAL_STATE, type MetricAlarm } from "../alarm/alarm.ts";
import { jsonObject, jsonValue } from "../alarm/json.ts";
import { alarmArn, isComposite, listed, worded } from "./change.ts";
import type { AlarmConfigurationChange } from "./configuration-change.ts";
import { stamp } from "./dates.ts";
import { type AlarmHistoryItem, historyItem } from "./history.ts";
import { dimensions, doubleIfGiven, ifGiven, type Member } from "./members.ts";

/** What was done, as the summary and the data call it. */
const DONE = {
  create: { word: "created", type: "Create", member: "createdAlarm" },
  update: { word: "updated", type: "Update", member: "updatedAlarm" },
  delete: { word: "deleted", type: "Delete", member: "deletedAlarm" },
} as const;

/** The item `Alarm "name" created`, `updated` or `deleted`. */
export function renderConfigurationHistoryItem(change: AlarmConfigurationChange): AlarmHistoryItem {
  const { word, type, member } = DONE[change.operation];
  const data = jsonObject([
    ["version", '"1.0"'],
    ["type", jsonValue(type)],
    [member, alarmData(change)],
  ]);
  const summary = `Alarm "${worded(change.alarm.AlarmName)}" ${word}`;
  return historyItem(change.alarm, change.at, "ConfigurationUpdate", { summary, data });
}

function alarmData(change: AlarmConfigurationChange): string {
  const { alarm, at } = change;
  return jsonObject([
    ["alarmName", ifGiven(alarm.AlarmName)],
    ["alarmDescription", ifGiven(alarm.AlarmDescription)],
    ["alarmArn", jsonValue(alarmArn(change))],
    ["alarmConfigurationUpdatedTimestamp", jsonValue(stamp(change.configurationUpdated ?? at))],
    ...(isComposite(alarm) ? [["alarmRule", jsonValue(alarm.AlarmRule)] as const] : metricRule(alarm)),
    ["stateValue", jsonValue(change.state ?? INITIAL_STATE)],
    ["stateUpdatedTimestamp", jsonValue(stamp(change.stateUpdated ?? at))],
    ["actionsEnabled", jsonValue(alarm.ActionsEnabled ?? true)],
    ["alarmActions", jsonValue(listed(alarm.AlarmActions))],
    ["insufficientDataActions", jsonValue(listed(alarm.InsufficientDataActions))],
    ["okactions", jsonValue(listed(alarm.OKActions))],
  ]);
}

/** The places of extendedStatistic, unit and the later members are inferred. */
function metricRule(alarm: MetricAlarm): readonly Member[] {
  return [
    ["namespace", ifGiven(alarm.Namespace)],
    ["metricName", ifGiven(alarm.MetricName)],
    ["statistic", ifGiven(alarm.Statistic)],
    ["extendedStatistic", ifGiven(alarm.ExtendedStatistic)],
    ["period", ifGiven(alarm.Period)],
    ["dimensions", dimensions(alarm.Dimensions)],
    ["unit", ifGiven(alarm.Unit)],
    ["threshold", doubleIfGiven(alarm.Threshold)],
    ["comparisonOperator", ifGiven(alarm.ComparisonOperator)],
    ["evaluationPeriods", ifGiven(alarm.EvaluationPeriods)],
    ["datapointsToAlarm", ifGiven(alarm.DatapointsToAlarm)],
    ["treatMissingData", ifGiven(alarm.TreatMissingData)],
    ["evaluateLowSampleCountPercentile", ifGiven(alarm.EvaluateLowSampleCountPercentile)],
    ["metrics", ifGiven(alarm.Metrics)],
    ["thresholdMetricId", ifGiven(alarm.ThresholdMetricId)],
  ];
}
