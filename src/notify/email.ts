// Holds: the mail that a change of a metric alarm's state sends.
// In: a change, a style. Out: the text of the mail, line by line as the service writes it.
// Always: LF line ends, blanks at line ends kept, a newline at the end: the text is meant to be equal byte by byte.

import { given, isMath, type MetricAlarm, missingData, periodOf } from "../alarm/alarm.ts";
import { readCrossed } from "../alarm/reason.ts";
import { javaDouble } from "../text/number.ts";
import { type AlarmStateChange, alarmArn, mailDate } from "./change.ts";
import { consoleHost, regionName, regionName2014 } from "./region.ts";

export interface EmailOptions {
  /** `today` (the default) as in 2026 [O]; `2014` as the first mails had it: short region names, no dates in the reason [O]. */
  readonly style?: "today" | "2014" | undefined;
  /** The link to unsubscribe that SNS appends; without one, the mail ends with the alarm's own text. */
  readonly unsubscribe?: string | undefined;
}

/** What differs between the two styles. */
interface Style {
  readonly region: string;
  readonly reason: string;
  readonly link: string;
  readonly arn: boolean;
  readonly missingData: boolean;
  readonly datapointsToAlarm: boolean;
}

/** The mail of a state change. */
export function renderEmail(change: AlarmStateChange, options: EmailOptions = {}): string {
  const style = options.style === "2014" ? style2014(change) : styleToday(change);
  const lines = [
    ...opening(change, style),
    ...details(change, style),
    ...threshold(change.alarm, style),
    ...(isMath(change.alarm) ? monitoredQueries(change.alarm) : monitoredMetric(change.alarm, style)),
    ...actions(change.alarm),
    ...(options.unsubscribe === undefined ? [] : footer(options.unsubscribe)),
  ];
  return `${lines.join("\n")}\n`;
}

function styleToday(change: AlarmStateChange): Style {
  const { alarm, region } = change;
  // A name in a link is percent-encoded whole: a choice, only plain names were seen.
  const name = encoded(alarm.AlarmName ?? "");
  return {
    region: regionName(region),
    reason: change.stateReason,
    link: `https://${consoleHost(region)}/cloudwatch/deeplink.js?region=${region}#alarmsV2:alarm/${name}`,
    arn: true,
    missingData: true,
    datapointsToAlarm: true,
  };
}

function style2014(change: AlarmStateChange): Style {
  const { alarm, region } = change;
  return {
    region: regionName2014(region),
    reason: reason2014(change.stateReason),
    link: `https://${consoleHost(region)}/cloudwatch/home?region=${region}#s=Alarms&alarm=${encoded(alarm.AlarmName ?? "")}`,
    arn: false,
    missingData: false,
    datapointsToAlarm: false,
  };
}

/**
 * A state reason as it was worded in 2014 [O]: one datapoint in round brackets; of several the newest two, oldest first;
 * no dates, no M of N. A reason that no threshold gave stays as it is.
 */
export function reason2014(reason: string): string {
  const facts = readCrossed(reason);
  if (facts === undefined) return reason;
  const compared = `${facts.negated ? "not " : ""}${facts.words} the threshold (${facts.threshold})`;
  if (facts.count === 1) return `Threshold Crossed: 1 datapoint (${facts.values[0]}) was ${compared}.`;
  const newest = facts.values.slice(0, 2).toReversed().join(", ");
  return `Threshold Crossed: ${facts.count} datapoints were ${compared}. The most recent datapoints: [${newest}].`;
}

function opening(change: AlarmStateChange, style: Style): readonly string[] {
  const { alarm, newState, at } = change;
  return [
    `You are receiving this email because your Amazon CloudWatch Alarm "${alarm.AlarmName ?? ""}" in the ${style.region} region has entered the ${newState} state, because "${style.reason}" at "${mailDate(at)}".`,
    "",
    "View this alarm in the AWS Management Console:",
    style.link,
    "",
  ];
}

function details(change: AlarmStateChange, style: Style): readonly string[] {
  const { alarm, oldState, newState, at, accountId } = change;
  const line = (label: string, value: string) => `- ${label}:`.padEnd(30) + value;
  return [
    "Alarm Details:",
    line("Name", alarm.AlarmName ?? ""),
    line("Description", alarm.AlarmDescription ?? ""),
    line("State Change", `${oldState} -> ${newState}`),
    line("Reason for State Change", style.reason),
    line("Timestamp", mailDate(at)),
    line("AWS Account", accountId),
    ...(style.arn ? [line("Alarm Arn", alarmArn(change))] : []),
    "",
  ];
}

/** With M given, the sentence says `at least M of the last N` [O 2024 and later]; the line ends with a blank [O]. */
function threshold(alarm: MetricAlarm, style: Style): readonly string[] {
  const { ComparisonOperator: operator, Threshold, DatapointsToAlarm: m, EvaluationPeriods: n } = alarm;
  const limit = given(Threshold) ? javaDouble(Threshold) : "";
  const length = `${periodOf(alarm)} seconds`;
  const when = style.datapointsToAlarm && given(m) ? `at least ${m} of the last ${n} period(s) of ${length}` : length;
  return ["Threshold:", `- The alarm is in the ALARM state when the metric is ${operator} ${limit} for ${when}. `, ""];
}

function monitoredMetric(alarm: MetricAlarm, style: Style): readonly string[] {
  const line = (label: string, value: string) => `- ${label}:`.padEnd(39) + value;
  const dimensions = (alarm.Dimensions ?? []).map((d) => `[${d.Name} = ${d.Value}]`).join(" ");
  return [
    "Monitored Metric:",
    line("MetricNamespace", alarm.Namespace ?? ""),
    line("MetricName", alarm.MetricName ?? ""),
    line("Dimensions", dimensions),
    line("Period", `${periodOf(alarm)} seconds`),
    line("Statistic", alarm.Statistic ?? alarm.ExtendedStatistic ?? ""),
    line("Unit", alarm.Unit ?? "not specified"),
    // Before this line existed the mail had a blank one in its place [O 2019].
    style.missingData ? line("TreatMissingData", missingData(alarm)) : "",
    "",
    "",
  ];
}

/** An alarm on an expression shows the one query that returns data [O]. */
function monitoredQueries(alarm: MetricAlarm): readonly string[] {
  const queries = (Array.isArray(alarm.Metrics) ? alarm.Metrics : []) as readonly {
    readonly Expression?: string;
    readonly Label?: string;
    readonly ReturnData?: boolean;
  }[];
  const shown = queries.find((query) => query.ReturnData !== false);
  const line = (label: string, value: string) => `- ${label}:`.padEnd(30) + value;
  return [
    "Monitored Metrics:",
    line("MetricExpression", shown?.Expression ?? ""),
    line("MetricLabel", shown?.Label ?? ""),
    "",
  ];
}

function actions(alarm: MetricAlarm): readonly string[] {
  const line = (state: string, arns: readonly string[] | undefined) =>
    `- ${state}: ${(arns ?? []).map((arn) => `[${arn}]`).join(" ")}`;
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

/** Percent-encoded; half a surrogate pair, which UTF-8 can't hold, as U+FFFD. */
function encoded(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\ufffd"));
}
