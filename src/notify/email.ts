// Holds: the mail that a change of an alarm's state sends.
// In: a change, a style. Out: the text of the mail, line by line as the service writes it.
// Always: LF line ends, blanks at line ends kept, a newline at the end: the text is meant to be equal byte by byte.

import { type Alarm, type AlarmStateChange, alarmArn, isComposite, listed, worded } from "./change.ts";
import { mailDate } from "./dates.ts";
import { type EmailStyle, type Style, styleOf } from "./email-style.ts";
import { watched } from "./email-watched.ts";

export interface EmailOptions {
  /** `today` (the default) as in 2026 [O]; `2020`, `2019` as the mails of these years [O]; `2014` as the first mails had it:
   * short region names, no dates in the reason [O]. Composite alarms came in 2020. */
  readonly style?: EmailStyle | undefined;
  /** The link to unsubscribe that SNS appends; without one, the mail ends with the alarm's own text. */
  readonly unsubscribe?: string | undefined;
}

/** The mail of a state change. */
export function renderEmail(change: AlarmStateChange, options: EmailOptions = {}): string {
  const style = styleOf(options.style, change);
  const lines = [
    ...opening(change, style),
    ...details(change, style),
    ...watched(change, style),
    ...actions(change.alarm),
    ...(options.unsubscribe === undefined ? [] : footer(options.unsubscribe)),
  ];
  return `${lines.join("\n")}\n`;
}

function opening(change: AlarmStateChange, style: Style): readonly string[] {
  const { alarm, newState, at } = change;
  const who = `your Amazon CloudWatch Alarm "${worded(alarm.AlarmName)}" in the ${style.region} region`;
  const what = isComposite(alarm)
    ? `has transitioned to ${newState} state on ${mailDate(at)}, because "${style.reason}".`
    : `has entered the ${newState} state, because "${style.reason}" at "${mailDate(at)}".`;
  return [
    `You are receiving this email because ${who} ${what}`,
    "",
    "View this alarm in the AWS Management Console:",
    style.link,
    "",
  ];
}

function details(change: AlarmStateChange, style: Style): readonly string[] {
  const { alarm, newState, at, accountId } = change;
  const line = (label: string, value: unknown) => `- ${label}:`.padEnd(30) + worded(value);
  return [
    "Alarm Details:",
    line("Name", alarm.AlarmName),
    line("Description", alarm.AlarmDescription),
    line("State Change", `${oldState(change)} -> ${newState}`),
    ...(isComposite(alarm) ? [line("Alarm Rule", alarm.AlarmRule)] : []),
    line("Reason for State Change", style.reason),
    line("Timestamp", mailDate(at)),
    line("AWS Account", accountId),
    ...(style.arn ? [line("Alarm Arn", alarmArn(change))] : []),
    "",
  ];
}

/** A composite alarm's first state comes out of none: `N/A -> OK` [O]. That this holds whenever it was in INSUFFICIENT_DATA,
 * which it is only after its creation [D], is inferred. */
function oldState({ alarm, oldState }: AlarmStateChange): string {
  return isComposite(alarm) && oldState === "INSUFFICIENT_DATA" ? "N/A" : oldState;
}

function actions(alarm: Alarm): readonly string[] {
  const line = (state: string, arns: readonly string[] | undefined) =>
    `- ${state}: ${listed(arns)
      .map((arn) => `[${arn}]`)
      .join(" ")}`;
  return [
    "State Change Actions:",
    line("OK", alarm.OKActions),
    line("ALARM", alarm.AlarmActions),
    line("INSUFFICIENT_DATA", alarm.InsufficientDataActions),
  ];
}

/** What SNS adds to every mail of a topic [O]. */
function footer(link: string): readonly string[] {
  return [
    "",
    "--",
    "If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:",
    link,
    "",
    "Please do not reply directly to this email. If you have any questions or comments regarding this email, please contact us at https://aws.amazon.com/support",
  ];
}
