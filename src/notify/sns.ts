// Holds: what a change of an alarm's state publishes to an SNS topic.
// In: a change. Out: its subject, and the JSON text that Lambda, SQS and HTTPS subscribers get; the whole publish request.
// Always: members stand in the service's order [O].

import { given } from "../alarm/alarm.ts";
import { jsonArray, jsonObject, jsonValue } from "../alarm/json.ts";
import { type AlarmStateChange, alarmArn, isComposite, listed, type TriggeringChild, worded } from "./change.ts";
import { triggeringChildren } from "./children.ts";
import { readStamp, stamp } from "./dates.ts";
import { renderEmail } from "./email.ts";
import type { Member } from "./members.ts";
import { regionName } from "./region.ts";
import { renderSms, renderSubject } from "./subject.ts";
import { trigger } from "./trigger.ts";

/** What a subscriber gets for a state change. */
export function renderSnsMessage(change: AlarmStateChange): { readonly Subject: string; readonly Message: string } {
  return { Subject: renderSubject(change), Message: message(change) };
}

/** The request that CloudWatch publishes with: one text for each kind of subscriber. */
export interface SnsPublishRequest {
  readonly TopicArn?: string;
  readonly Subject: string;
  /** A text of JSON: `default`, `sms`, `email`. */
  readonly Message: string;
  readonly MessageStructure: "json";
}

/** The publish request of a state change. Alarm history keeps its message [O]. */
export function renderSnsPublish(change: AlarmStateChange, topicArn?: string): SnsPublishRequest {
  const { Subject, Message } = renderSnsMessage(change);
  const texts = { default: Message, sms: renderSms(change), email: renderEmail(change) };
  const topic = topicArn === undefined ? {} : { TopicArn: topicArn };
  return { ...topic, Subject, Message: JSON.stringify(texts), MessageStructure: "json" };
}

function message(change: AlarmStateChange): string {
  const { alarm, configurationUpdated } = change;
  const composite = isComposite(alarm);
  const old: Member = ["OldStateValue", jsonValue(change.oldState)];
  // Mute rules are not modelled: no action waits for the end of a mute window.
  const muted: Member = ["ActionExecutedAfterMuteWindow", "false"];
  const actions: readonly Member[] = [
    ["OKActions", jsonValue(listed(alarm.OKActions))],
    ["AlarmActions", jsonValue(listed(alarm.AlarmActions))],
    ["InsufficientDataActions", jsonValue(listed(alarm.InsufficientDataActions))],
  ];
  const configured = !composite && given(configurationUpdated);
  return jsonObject([
    ["AlarmName", jsonValue(alarm.AlarmName)],
    ["AlarmDescription", jsonValue(alarm.AlarmDescription)],
    ["AWSAccountId", jsonValue(change.accountId)],
    ["AlarmConfigurationUpdatedTimestamp", configured ? jsonValue(stamp(configurationUpdated)) : undefined],
    ["NewStateValue", jsonValue(change.newState)],
    ["NewStateReason", jsonValue(change.stateReason)],
    ["StateChangeTime", jsonValue(stamp(change.at))],
    ["Region", jsonValue(regionName(worded(change.region)))],
    ["AlarmArn", jsonValue(alarmArn(change))],
    ...(composite ? [...actions, muted, old] : [old, muted, ...actions]),
    ["AlarmRule", composite ? jsonValue(alarm.AlarmRule) : undefined],
    ["TriggeringChildren", composite ? jsonArray(triggeringChildren(change).map(child)) : undefined],
    ["Trigger", composite ? undefined : trigger(alarm)],
  ]);
}

function child({ arn, state }: TriggeringChild): string {
  const at = readStamp(state.timestamp);
  return jsonObject([
    ["Arn", jsonValue(arn)],
    [
      "State",
      jsonObject([
        ["Value", jsonValue(state.value)],
        ["Timestamp", jsonValue(at === undefined ? state.timestamp : stamp(at))],
      ]),
    ],
  ]);
}
