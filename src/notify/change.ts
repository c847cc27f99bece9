// Holds: one change of an alarm's state: what every notification is made from.
// In: the alarm, its states, why, when and where. Out: what notifications of every kind read from it.
// Always: a change is plain data; account and region are arguments, never looked up; what is missing or of a wrong type in it
//         is left blank, never an error.

import { given, type MetricAlarm, type StateValue } from "../alarm/alarm.ts";
import { writeAlarmArn } from "../alarm/arn.ts";
import type { CompositeAlarm } from "../alarm/composite.ts";

/** What can change its state. */
export type Alarm = MetricAlarm | CompositeAlarm;

/** An alarm went from one state to another; or its actions are suppressed otherwise than before. */
export interface AlarmStateChange {
  readonly alarm: Alarm;
  readonly oldState: StateValue;
  readonly newState: StateValue;
  readonly stateReason: string;
  /** A text of JSON. */
  readonly stateReasonData?: string | undefined;
  /** When the state changed, epoch milliseconds. */
  readonly at: number;
  /** A code: `us-east-1`. */
  readonly region: string;
  readonly accountId: string;
  /** When the alarm was last configured, epoch milliseconds; absent: the message leaves it out. */
  readonly configurationUpdated?: number | undefined;
  /** What is known of the old state beside its value; events, Lambda functions and the history tell it. */
  readonly previousState?: PreviousState | undefined;
  /** The children whose change this is; read from `stateReasonData` when not given. Composite alarms only. */
  readonly triggeringChildren?: readonly TriggeringChild[] | undefined;
  /** WaitPeriod, ExtensionPeriod or Alarm, while actions do not run. Composite alarms only. */
  readonly actionsSuppressedBy?: string | undefined;
  readonly actionsSuppressedReason?: string | undefined;
  /** PARTIAL_DATA and the like: events tell it. */
  readonly evaluationState?: string | undefined;
}

export interface PreviousState {
  readonly stateReason?: string | undefined;
  readonly stateReasonData?: string | undefined;
  /** Since when it was the state, epoch milliseconds. */
  readonly at?: number | undefined;
  readonly actionsSuppressedBy?: string | undefined;
  readonly actionsSuppressedReason?: string | undefined;
  readonly evaluationState?: string | undefined;
}

/** A child of a composite alarm, as state reason data name it. */
export interface TriggeringChild {
  readonly arn: string;
  /** Its time in epoch milliseconds, or as the data write it: `2026-09-14T11:18:52.496+0000`. */
  readonly state: { readonly value: string; readonly timestamp: number | string };
}

/** `arn:aws:cloudwatch:us-east-1:123456789012:alarm:NAME`. */
export function alarmArn(change: Pick<AlarmStateChange, "alarm" | "region" | "accountId">): string {
  const { alarm, region, accountId } = change;
  return writeAlarmArn({ region: worded(region), accountId: worded(accountId), name: worded(alarm.AlarmName) });
}

/** An alarm with a rule is a composite one, one without is not. */
export function isComposite(alarm: Alarm): alarm is CompositeAlarm {
  return given((alarm as CompositeAlarm).AlarmRule);
}

/** A member as text: nothing for one that was not given. */
export function worded(member: unknown): string {
  return given(member) ? String(member) : "";
}

/** A member as a list: none for anything else. */
export function listed<T>(member: readonly T[] | null | undefined): readonly T[] {
  return Array.isArray(member) ? member : [];
}
