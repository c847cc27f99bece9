// Holds: the part of a mail that tells what the alarm watches.
// In: a change, a style. Out: lines: threshold and metric; threshold and expression; or the children that triggered it.
// Always: the last of them is blank.

import { given, isMath, type MetricAlarm, missingData, periodOf } from "../alarm/alarm.ts";
import { javaDouble } from "../text/number.ts";
import { type AlarmStateChange, isComposite, listed, worded } from "./change.ts";
import { triggeringChildren } from "./children.ts";
import { mailDate, readStamp } from "./dates.ts";
import type { Style } from "./email-style.ts";
import { shownQuery } from "./queries.ts";

/** A mail names no more children [O, its own words]. */
const MOST_CHILDREN = 10;

export function watched(change: AlarmStateChange, style: Style): readonly string[] {
  const { alarm } = change;
  if (isComposite(alarm)) return children(change);
  return [...threshold(alarm, style), ...(isMath(alarm) ? monitoredQuery(alarm) : monitoredMetric(alarm, style))];
}

/** With M given, the sentence says `at least M of the last N` [O 2024 and later]; the line ends with a blank [O]. */
function threshold(alarm: MetricAlarm, style: Style): readonly string[] {
  const { ComparisonOperator: operator, DatapointsToAlarm: m, EvaluationPeriods: n } = alarm;
  const length = `${periodOf(alarm)} seconds`;
  const when = style.datapointsToAlarm && given(m) ? `at least ${m} of the last ${n} period(s) of ${length}` : length;
  return [
    "Threshold:",
    `- The alarm is in the ALARM state when the metric is ${worded(operator)} ${limit(alarm)} for ${when}. `,
    "",
  ];
}

/** An alarm on a band has no number to name; its band's id in its place is a choice. */
function limit({ Threshold, ThresholdMetricId }: MetricAlarm): string {
  return typeof Threshold === "number" ? javaDouble(Threshold) : worded(Threshold ?? ThresholdMetricId);
}

function monitoredMetric(alarm: MetricAlarm, style: Style): readonly string[] {
  const line = (label: string, value: unknown) => `- ${label}:`.padEnd(39) + worded(value);
  const dimensions = listed(alarm.Dimensions).map((d) => `[${worded(d?.Name)} = ${worded(d?.Value)}]`);
  return [
    "Monitored Metric:",
    line("MetricNamespace", alarm.Namespace),
    line("MetricName", alarm.MetricName),
    line("Dimensions", dimensions.join(" ")),
    line("Period", `${periodOf(alarm)} seconds`),
    line("Statistic", alarm.Statistic ?? alarm.ExtendedStatistic),
    line("Unit", alarm.Unit ?? "not specified"),
    // Before this line existed the mail had a blank one in its place [O 2019].
    style.missingData ? line("TreatMissingData", missingData(alarm)) : "",
    "",
    "",
  ];
}

/** An alarm on an expression shows the one query that returns data [O]. */
function monitoredQuery(alarm: MetricAlarm): readonly string[] {
  const { Expression, Label } = shownQuery(alarm);
  const line = (label: string, value: unknown) => `- ${label}:`.padEnd(30) + worded(value);
  return ["Monitored Metrics:", line("MetricExpression", Expression), line("MetricLabel", Label), ""];
}

/** `- ARN   STATE               DATE` [O]; without children the headline alone [O 2022]. */
function children(change: AlarmStateChange): readonly string[] {
  const lines = triggeringChildren(change)
    .slice(0, MOST_CHILDREN)
    .map(({ arn, state }) => {
      const at = readStamp(state.timestamp);
      const date = at === undefined ? worded(state.timestamp) : mailDate(at);
      return `- ${worded(arn)}   ${worded(state.value).padEnd(20)}${date}`;
    });
  return [`Triggering children (max. ${MOST_CHILDREN}):`, ...lines, ""];
}
