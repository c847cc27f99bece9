// Holds: the events that EventBridge gets from CloudWatch alarms, and the payload of a Lambda function as an alarm's action.
// In: a change of state. Out: plain objects, ready for JSON.
// Always: nothing random: ids come from what is told, or from the caller.

import { type Alarm, type AlarmStateChange, alarmArn, isComposite, worded } from "./change.ts";
import { type EventObject, eventMetrics, eventObject, eventRule } from "./configuration.ts";
import { eventTime, stamp } from "./dates.ts";
import { eventPreviousState, eventState } from "./event-state.ts";
import { uuidOf } from "./uuid.ts";

export interface EventOptions {
  /** The id of the event; without one, the same change has the same id. */
  readonly id?: string | undefined;
  /** The id of the one query that a single metric stands for. */
  readonly metricId?: string | undefined;
}

/** An event on the default bus. */
export interface AlarmEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: "aws.cloudwatch";
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: EventObject;
}

/** The event `CloudWatch Alarm State Change`. */
export function renderEventBridgeEvent(change: AlarmStateChange, options: EventOptions = {}): AlarmEvent {
  const { alarm } = change;
  return alarmEvent("CloudWatch Alarm State Change", change, options.id, {
    alarmName: worded(alarm.AlarmName),
    state: eventState(change),
    previousState: eventPreviousState(change),
    // The description last [O 2026]; first in the examples of 2019 [D].
    configuration: eventObject({ ...watched(alarm, options), description: alarm.AlarmDescription }),
  });
}

/** What a Lambda function is invoked with. */
export interface LambdaAlarmEvent {
  readonly source: "aws.cloudwatch";
  readonly alarmArn: string;
  readonly accountId: string;
  readonly time: string;
  readonly region: string;
  readonly alarmData: {
    readonly alarmName: string;
    readonly state: EventObject;
    readonly previousState: EventObject;
    readonly configuration: EventObject;
  };
}

/** The payload of a Lambda function that is an action of the alarm [O]. */
export function renderLambdaEvent(
  change: AlarmStateChange,
  options: Pick<EventOptions, "metricId"> = {},
): LambdaAlarmEvent {
  const { alarm } = change;
  return {
    source: "aws.cloudwatch",
    alarmArn: alarmArn(change),
    accountId: worded(change.accountId),
    time: stamp(change.at),
    region: worded(change.region),
    alarmData: {
      alarmName: worded(alarm.AlarmName),
      state: eventState(change),
      previousState: eventPreviousState(change),
      configuration: eventObject({ description: alarm.AlarmDescription, ...watched(alarm, options) }),
    },
  };
}

/** The frame of every event. */
export function alarmEvent(
  type: string,
  about: Pick<AlarmStateChange, "alarm" | "region" | "accountId" | "at">,
  id: string | undefined,
  detail: EventObject,
): AlarmEvent {
  const arn = alarmArn(about);
  return {
    version: "0",
    id: id ?? uuidOf(type, arn, worded(about.at), JSON.stringify(detail)),
    "detail-type": type,
    source: "aws.cloudwatch",
    account: worded(about.accountId),
    time: eventTime(about.at),
    region: worded(about.region),
    resources: [arn],
    detail,
  };
}

function watched(alarm: Alarm, options: EventOptions): EventObject {
  return isComposite(alarm) ? eventRule(alarm) : { metrics: eventMetrics(alarm, options.metricId) };
}
