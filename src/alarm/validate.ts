// Holds: what PutMetricAlarm refuses, member by member.
// In: an alarm's configuration, however wrong. Out: findings; [] means that the service takes it and tocsin evaluates it.
// Always: never throws; where the service's own words are known the message is these words [O]; every finding names its member in `path`.

import { STANDARD_UNITS } from "../metric/datum.ts";
import type { DiagnosticCode } from "../text/catalogue.ts";
import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import { given, isMath, type MetricAlarm, periodOf, periodOfQueries } from "./alarm.ts";
import { COMPARISONS, comparisonOf } from "./comparison.ts";
import { isExtendedStatistic, percentOf } from "./percentile.ts";

/** Every finding about a metric alarm. */
export function validateMetricAlarm(alarm: MetricAlarm): readonly Diagnostic[] {
  return [
    ...nameFindings(alarm),
    ...metricFindings(alarm),
    ...evaluationFindings(alarm),
    ...actionFindings(alarm),
    ...notYetEvaluated(alarm),
  ];
}

/** The findings that leave an evaluation without a meaning: `evaluateMetricAlarm` throws for these, and only these. */
export function evaluationFindings(alarm: MetricAlarm): readonly Diagnostic[] {
  return [
    ...operatorFindings(alarm),
    ...periodFindings(alarm),
    ...countFindings(alarm),
    ...spanFindings(alarm),
    ...treatmentFindings(alarm),
    ...otherEvaluations(alarm),
  ];
}

const STATISTICS: readonly string[] = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
const TREATMENTS: readonly string[] = ["breaching", "notBreaching", "ignore", "missing"];
const LOW_SAMPLE_OPTIONS: readonly string[] = ["evaluate", "ignore"];

function* nameFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  const { AlarmName: name, AlarmDescription: description } = alarm;
  if (typeof name !== "string" || name === "") yield finding("alarm-request", "AlarmName", "An alarm needs a name");
  else if (name.length > 255) yield finding("alarm-request", "AlarmName", "An alarm's name has at most 255 characters");
  else if (/[\u0000-\u001f\u007f]/.test(name))
    yield finding("alarm-request", "AlarmName", "AlarmName must not contain ASCII Control characters");
  if (given(description) && (typeof description !== "string" || description.length > 1024))
    yield finding("alarm-request", "AlarmDescription", "An alarm's description is a text of at most 1024 characters");
  if (Array.isArray(alarm.Tags) && alarm.Tags.length > 50)
    yield finding("alarm-request", "Tags", "An alarm has at most 50 tags");
}

/** What the alarm watches: one metric with one statistic, or queries. */
function* metricFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  if (isMath(alarm)) {
    for (const member of ["MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Unit"] as const)
      if (given(alarm[member])) yield finding("alarm-request", member, `${member} does not go together with Metrics`);
    return;
  }
  for (const member of ["MetricName", "Namespace"] as const) {
    const value = alarm[member];
    if (typeof value !== "string" || value === "" || value.length > 255)
      yield finding("alarm-request", member, `An alarm on one metric needs a ${member} of 1 to 255 characters`);
  }
  if (given(alarm.Unit) && !STANDARD_UNITS.includes(alarm.Unit))
    yield finding("alarm-request", "Unit", `${shown(alarm.Unit)} is not a unit`, STANDARD_UNITS);
  yield* dimensionFindings(alarm.Dimensions);
  yield* statisticFindings(alarm);
}

function* dimensionFindings(dimensions: MetricAlarm["Dimensions"]): Iterable<Diagnostic> {
  if (!given(dimensions)) return;
  if (!Array.isArray(dimensions)) {
    yield finding("alarm-request", "Dimensions", "Dimensions are a list of { Name, Value }");
    return;
  }
  if (dimensions.length > 30) yield finding("alarm-request", "Dimensions", "A metric has at most 30 dimensions");
  const seen = new Set<unknown>();
  for (const [i, dimension] of (dimensions as readonly unknown[]).entries()) {
    const { Name, Value } = (dimension ?? {}) as { Name?: unknown; Value?: unknown };
    if (typeof Name !== "string" || Name === "" || typeof Value !== "string" || Value === "")
      yield finding("alarm-request", `Dimensions[${i}]`, "A dimension has a Name and a Value, neither empty");
    else if (seen.has(Name)) yield finding("alarm-request", `Dimensions[${i}]`, `The dimension ${Name} stands twice`);
    seen.add(Name);
  }
}

function* statisticFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  const { Statistic: basic, ExtendedStatistic: extended } = alarm;
  if (given(basic) && given(extended))
    yield finding(
      "alarm-statistic",
      "ExtendedStatistic",
      "PutMetricAlarm request can not be made with both Statistic and ExtendedStatistic parameters. Only one of them should be present",
    );
  else if (!given(basic) && !given(extended))
    yield finding(
      "alarm-statistic",
      "Statistic",
      "PutMetricAlarm request should have a Statistic parameter",
      STATISTICS,
    );
  else if (given(basic) && !STATISTICS.includes(basic))
    yield finding("alarm-statistic", "Statistic", `${shown(basic)} is not a statistic`, STATISTICS);
  else if (given(extended) && !(typeof extended === "string" && isExtendedStatistic(extended)))
    yield finding(
      "alarm-statistic",
      "ExtendedStatistic",
      `The value ${shown(extended)} for parameter ExtendedStatistic is not supported.`,
    );
  if (given(alarm.EvaluateLowSampleCountPercentile) && percentOf(extended) === undefined)
    yield finding(
      "alarm-low-samples",
      "EvaluateLowSampleCountPercentile",
      `Option evaluateLowSampleCountPercentile can not be applied with statistic ${shown(basic ?? extended)}. This option is enabled only for percentile statistics.`,
    );
}

function* operatorFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  const comparison = comparisonOf(alarm.ComparisonOperator);
  if (comparison === undefined)
    yield finding(
      "alarm-operator",
      "ComparisonOperator",
      "PutMetricAlarm request should have a valid ComparisonOperator parameter",
      Object.keys(COMPARISONS),
    );
  const needed = comparison === undefined || comparison.breaches !== undefined;
  if (given(alarm.Threshold) ? !Number.isFinite(alarm.Threshold) : needed)
    yield finding("alarm-threshold", "Threshold", "PutMetricAlarm request should have valid Threshold parameter");
}

function* periodFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  const period = given(alarm.Period) ? alarm.Period : periodOfQueries(alarm);
  if (!given(period)) {
    if (!isMath(alarm))
      yield finding("alarm-period", "Period", "PutMetricAlarm request should have a Period parameter");
  } else if (!(Number.isInteger(period) && period > 0 && ([10, 20, 30].includes(period) || period % 60 === 0)))
    yield finding("alarm-period", "Period", "Period must be 10, 20, 30 or a multiple of 60");
}

/** N and M. */
function* countFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  const { EvaluationPeriods: n, DatapointsToAlarm: m } = alarm;
  if (!given(n))
    yield finding(
      "alarm-evaluation-periods",
      "EvaluationPeriods",
      "PutMetricAlarm request should have an EvaluationPeriods parameter",
    );
  else if (!Number.isSafeInteger(n) || n < 1)
    yield finding("alarm-evaluation-periods", "EvaluationPeriods", "EvaluationPeriods is a whole number from 1");
  if (!given(m)) return;
  if (!Number.isSafeInteger(m) || m < 1)
    yield finding("alarm-evaluation-periods", "DatapointsToAlarm", "DatapointsToAlarm is a whole number from 1");
  else if (given(n) && m > n)
    yield finding(
      "alarm-evaluation-periods",
      "DatapointsToAlarm",
      "DatapointsToAlarm must be less than or equal to EvaluationPeriods",
    );
}

/** A day at most, a week for periods of an hour and more [O]. */
function* spanFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  const { EvaluationPeriods: n } = alarm;
  const period = periodOf(alarm);
  if (!given(n)) return;
  const [limit, text] =
    period < 3600
      ? ([86_400, "a day (EvaluationPeriods * Period must be <= 86400) for alarms using period < 3600"] as const)
      : ([604_800, "a week (EvaluationPeriods * Period must be <= 604800) for alarms using period >= 3600"] as const);
  if (n * period > limit)
    yield finding("alarm-span", "EvaluationPeriods", `Metrics cannot be checked across more than ${text}`);
}

function* treatmentFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  const { TreatMissingData: treatment, EvaluateLowSampleCountPercentile: option } = alarm;
  if (given(treatment) && !TREATMENTS.includes(treatment))
    yield finding(
      "alarm-missing-data",
      "TreatMissingData",
      `The value ${shown(treatment)} is not supported for TreatMissingData parameter. Supported values are [breaching, notBreaching, ignore, missing].`,
      TREATMENTS,
    );
  if (given(option) && !LOW_SAMPLE_OPTIONS.includes(option))
    yield finding(
      "alarm-low-samples",
      "EvaluateLowSampleCountPercentile",
      `Option ${shown(option)} is not supported. Supported options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore.`,
      LOW_SAMPLE_OPTIONS,
    );
}

function* actionFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  for (const member of ["OKActions", "AlarmActions", "InsufficientDataActions"] as const) {
    const actions: unknown = alarm[member];
    if (!given(actions)) continue;
    if (!Array.isArray(actions) || actions.length > 5)
      yield finding("alarm-action", member, `${member} is a list of at most 5 ARNs`);
    else
      for (const [i, action] of actions.entries())
        if (typeof action !== "string" || action.length > 1024 || !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(action))
          yield finding("alarm-action", `${member}[${i}]`, `Invalid arn syntax: ${shown(action)}`);
  }
}

/** Members that give an alarm another kind of evaluation than the one over a sliding window from the first minute. */
function* otherEvaluations(alarm: MetricAlarm): Iterable<Diagnostic> {
  for (const member of ["WarmUpConfiguration", "EvaluationCriteria", "EvaluationInterval"] as const)
    if (given(alarm[member])) yield notSupported(member);
  if (given(alarm.EvaluationWindow) && !isSliding(alarm.EvaluationWindow)) yield notSupported("EvaluationWindow");
}

/** Members that need values tocsin does not compute; an evaluation over values that are given takes them. */
function* notYetEvaluated(alarm: MetricAlarm): Iterable<Diagnostic> {
  for (const member of ["Metrics", "ThresholdMetricId"] as const) if (given(alarm[member])) yield notSupported(member);
  if (typeof alarm.ExtendedStatistic === "string" && isExtendedStatistic(alarm.ExtendedStatistic))
    yield notSupported("ExtendedStatistic");
  const comparison = comparisonOf(alarm.ComparisonOperator);
  if (comparison !== undefined && comparison.breaches === undefined) yield notSupported("ComparisonOperator");
}

/** The sliding window is what every alarm has that names none [D]. */
function isSliding(window: unknown): boolean {
  return window === "SlidingWindow" || (typeof window === "object" && window !== null && "SlidingWindow" in window);
}

function notSupported(member: string): Diagnostic {
  return finding("alarm-not-supported", member, `tocsin does not evaluate alarms with this ${member} yet`);
}

function finding(code: DiagnosticCode, path: string, message: string, expected?: readonly string[]): Diagnostic {
  return diagnostic(code, { start: 0, end: 0 }, message, expected === undefined ? { path } : { path, expected });
}

/** A wrong value inside a sentence: short, on one line, whatever it is. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
