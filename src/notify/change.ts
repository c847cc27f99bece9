// Holds: one change of an alarm's state: what every notification is made from.
// In: the alarm, its states, why, when and where. Out: the names and dates that mails and messages share.
// Always: a change is plain data; account and region are arguments, never looked up.

import type { MetricAlarm, StateValue } from "../alarm/alarm.ts";
import { partitionOf } from "./region.ts";

/** A metric alarm went from one state to another. */
export interface AlarmStateChange {
  readonly alarm: MetricAlarm;
  readonly oldState: StateValue;
  readonly newState: StateValue;
  readonly stateReason: string;
  readonly stateReasonData?: string | undefined;
  /** When the state changed, epoch milliseconds. */
  readonly at: number;
  /** A code: `us-east-1`. */
  readonly region: string;
  readonly accountId: string;
  /** When the alarm was last configured, epoch milliseconds; absent: the message leaves it out. */
  readonly configurationUpdated?: number | undefined;
}

/** `arn:aws:cloudwatch:us-east-1:123456789012:alarm:NAME`. */
export function alarmArn(change: Pick<AlarmStateChange, "alarm" | "region" | "accountId">): string {
  const { alarm, region, accountId } = change;
  return `arn:${partitionOf(region)}:cloudwatch:${region}:${accountId}:alarm:${alarm.AlarmName ?? ""}`;
}

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** `Wednesday 05 November, 2014 19:12:58 UTC`: English, day with two digits, seconds cut off [O]. */
export function mailDate(at: number): string {
  const date = new Date(at);
  const day = String(date.getUTCDate()).padStart(2, "0");
  const time = date.toISOString().slice(-13, -5);
  return `${WEEKDAYS[date.getUTCDay()]} ${day} ${MONTHS[date.getUTCMonth()]}, ${date.getUTCFullYear()} ${time} UTC`;
}
