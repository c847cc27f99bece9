// Holds: what an alarm's history says of a change.
// In: a change of state, or of configuration. Out: history items as DescribeAlarmHistory lists them, in the order they came about.
// Always: HistoryData is a text of JSON with the service's member order [O]; every item bears the time of the change, for the
//         service's delay of some milliseconds is not modelled.

import { actionsFor } from "../alarm/actions.ts";
import { jsonObject, jsonValue } from "../alarm/json.ts";
import { type Alarm, type AlarmStateChange, isComposite, worded } from "./change.ts";
import { renderSnsPublish } from "./sns.ts";

export interface AlarmHistoryItem {
  readonly AlarmName: string;
  readonly AlarmType: "MetricAlarm" | "CompositeAlarm";
  /** Epoch milliseconds. */
  readonly Timestamp: number;
  readonly HistoryItemType: "StateUpdate" | "Action" | "ConfigurationUpdate";
  readonly HistorySummary: string;
  readonly HistoryData: string;
}

/** The change itself, then one item for each action of the new state. Without a change of value, the actions alone. */
export function renderHistoryItems(change: AlarmStateChange): readonly AlarmHistoryItem[] {
  const { alarm, oldState, newState, at } = change;
  const actions = actionsFor(alarm, newState);
  const update = { summary: `Alarm updated from ${oldState} to ${newState}`, data: stateUpdate(change) };
  return [
    ...(oldState === newState ? [] : [historyItem(alarm, at, "StateUpdate", update)]),
    ...actions.map((arn) => historyItem(alarm, at, "Action", actionUpdate(change, arn))),
  ];
}

/** An item's two texts. */
export interface HistoryTexts {
  readonly summary: string;
  readonly data: string;
}

export function historyItem(
  alarm: Alarm,
  at: number,
  type: AlarmHistoryItem["HistoryItemType"],
  { summary, data }: HistoryTexts,
): AlarmHistoryItem {
  return {
    AlarmName: worded(alarm.AlarmName),
    AlarmType: isComposite(alarm) ? "CompositeAlarm" : "MetricAlarm",
    Timestamp: at,
    HistoryItemType: type,
    HistorySummary: summary,
    HistoryData: data,
  };
}

function stateUpdate({ oldState, previousState, newState, stateReason, stateReasonData }: AlarmStateChange): string {
  return jsonObject([
    ["version", '"1.0"'],
    ["oldState", state(oldState, previousState?.stateReason, previousState?.stateReasonData)],
    ["newState", state(newState, stateReason, stateReasonData)],
  ]);
}

function state(value: string, reason: string | undefined, data: string | undefined): string {
  return jsonObject([
    ["stateValue", jsonValue(value)],
    ["stateReason", reason === undefined ? undefined : jsonValue(reason)],
    ["stateReasonData", embedded(data)],
  ]);
}

/** Data stand in the history as an object, not as a text [O]; what is no JSON stays a text. */
function embedded(data: string | undefined): string | undefined {
  if (data === undefined || data === null || data === "") return undefined;
  try {
    JSON.parse(data);
    return data;
  } catch {
    return jsonValue(data);
  }
}

/** An action that ran, or that is suppressed [O]. A suppressed one's summary is a choice, and that it has no message inferred. */
function actionUpdate(change: AlarmStateChange, arn: string): HistoryTexts {
  const suppressed = (change.actionsSuppressedBy ?? "") !== "";
  const published = !suppressed && isTopic(arn) ? renderSnsPublish(change).Message : null;
  return {
    summary: suppressed ? `Suppressed action ${arn}` : `Successfully executed action ${arn}`,
    data: jsonObject([
      ["actionState", jsonValue(suppressed ? "Suppressed" : "Succeeded")],
      ["stateUpdateTimestamp", jsonValue(change.at)],
      ["notificationResource", jsonValue(arn)],
      ["publishedMessage", jsonValue(published)],
      ["error", "null"],
      // Mute rules are not modelled.
      ["muteWindowEndTimestamp", "null"],
    ]),
  };
}

/** Only topics get a message: the history of a Lambda function or an instance has none [O]. */
function isTopic(arn: string): boolean {
  return /^arn:[^:]*:sns:/.test(arn);
}
