// Holds: what PutMetricAlarm refuses, member by member.
// In: an alarm's configuration, however wrong. Out: findings; [] means that the service takes it and tocsin evaluates it.
// Always: never throws; where the service's own words are known the message is these words [O]; every finding names its member in
//         `path`. What decides the evaluation is checked in validate-evaluation.ts.

import { STANDARD_UNITS } from "../metric/datum.ts";
import { isExtendedStatistic } from "../metric/statistic-name.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { shown } from "../text/shown.ts";
import { given, isMath, type MetricAlarm } from "./alarm.ts";
import { comparisonOf, isBand } from "./comparison.ts";
import { finding, isObject, unknownMembers } from "./finding.ts";
import { percentOf } from "./percentile.ts";
import { tagFindings } from "./tags.ts";
import { evaluationFindings } from "./validate-evaluation.ts";

export interface AlarmValidationOptions {
  /** The region the alarm lives in, such as `us-east-1`: actions elsewhere are refused. Absent: any region will do. */
  readonly region?: string | undefined;
}

/** Every finding about a metric alarm. */
export function validateMetricAlarm(alarm: MetricAlarm, options: AlarmValidationOptions = {}): readonly Diagnostic[] {
  if (!isObject(alarm)) return evaluationFindings(alarm);
  const refused = [
    ...memberFindings(alarm),
    ...nameFindings(alarm),
    ...metricFindings(alarm),
    ...evaluationFindings(alarm),
    ...actionFindings(alarm, given(options) ? options : {}),
  ];
  return [...refused, ...notReplayed(alarm, refused)];
}

/** The members of PutMetricAlarm [D]. */
const MEMBERS: readonly string[] = [
  ...["AlarmName", "AlarmDescription", "ActionsEnabled", "OKActions", "AlarmActions", "InsufficientDataActions"],
  ...["Namespace", "MetricName", "Dimensions", "Statistic", "ExtendedStatistic", "Period", "Unit", "EvaluationPeriods"],
  ...["DatapointsToAlarm", "Threshold", "ComparisonOperator", "TreatMissingData", "EvaluateLowSampleCountPercentile"],
  ...["Tags", "Metrics", "ThresholdMetricId"],
  ...["EvaluationWindow", "WarmUpConfiguration", "EvaluationCriteria", "EvaluationInterval"],
];

/** What DescribeAlarms adds: an alarm that was read from the service can be evaluated as it is. */
const DESCRIBED: readonly string[] = [
  ...["AlarmArn", "AlarmConfigurationUpdatedTimestamp", "StateValue", "StateReason", "StateReasonData"],
  ...["StateUpdatedTimestamp", "StateTransitionedTimestamp", "EvaluationState"],
];

/** Members that the request does not have. The reader of a template has told of those it found, and left its own mark. */
function memberFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  if ("origin" in alarm) return [];
  // Told apart by their names alone, for a name that DescribeAlarms has is not what was meant.
  const unknown = Object.fromEntries(
    Object.keys(alarm).flatMap((name) => (DESCRIBED.includes(name) ? [] : [[name, 0]])),
  );
  return unknownMembers(unknown, MEMBERS, "PutMetricAlarm");
}

const STATISTICS: readonly string[] = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];

function* nameFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  const { AlarmName: name, AlarmDescription: description } = alarm;
  if (typeof name !== "string" || name === "") yield finding("alarm-request", "AlarmName", "An alarm needs a name");
  else if (name.length > 255) yield finding("alarm-request", "AlarmName", "An alarm's name has at most 255 characters");
  else if (/[\u0000-\u001f\u007f]/.test(name))
    yield finding("alarm-request", "AlarmName", "AlarmName must not contain ASCII Control characters");
  if (given(description) && (typeof description !== "string" || description.length > 1024))
    yield finding("alarm-request", "AlarmDescription", "An alarm's description is a text of at most 1024 characters");
  yield* tagFindings(alarm.Tags, "alarm-request");
}

/** Members that Metrics take the place of [D]. */
const OF_ONE_METRIC = [
  "MetricName",
  "Namespace",
  "Dimensions",
  "Statistic",
  "ExtendedStatistic",
  "Period",
  "Unit",
] as const;

/** What the alarm watches: one metric with one statistic, or queries. */
function* metricFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  if (isMath(alarm)) {
    // DescribeAlarms prints an empty list of dimensions for alarms on queries too.
    const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
    for (const member of OF_ONE_METRIC)
      if (given(alarm[member]) && !isEmpty(alarm[member]))
        yield finding("alarm-request", member, `${member} does not go together with Metrics`);
    if (!Array.isArray(alarm.Metrics)) yield finding("alarm-request", "Metrics", "Metrics is a list of queries");
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

/** The most dimensions of one metric [D]. */
const MOST_DIMENSIONS = 30;

function isPart(text: unknown, longest: number): boolean {
  return typeof text === "string" && text !== "" && text.length <= longest;
}

function* dimensionFindings(dimensions: MetricAlarm["Dimensions"]): Iterable<Diagnostic> {
  if (!given(dimensions)) return;
  if (!Array.isArray(dimensions)) {
    yield finding("alarm-request", "Dimensions", "Dimensions are a list of { Name, Value }");
    return;
  }
  if (dimensions.length > MOST_DIMENSIONS)
    yield finding("alarm-request", "Dimensions", `A metric has at most ${MOST_DIMENSIONS} dimensions`);
  const seen = new Set<unknown>();
  for (const [i, dimension] of (dimensions as readonly unknown[]).slice(0, MOST_DIMENSIONS).entries()) {
    const { Name, Value } = isObject(dimension) ? dimension : {};
    if (!isPart(Name, 255) || !isPart(Value, 1024))
      yield finding(
        "alarm-request",
        `Dimensions[${i}]`,
        "A dimension has a Name of 1 to 255 and a Value of 1 to 1024 characters",
      );
    else if (seen.has(Name))
      yield finding("alarm-request", `Dimensions[${i}]`, `The dimension ${shown(Name)} stands twice`);
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

/** The most actions of one state [D]. */
export const MOST_ACTIONS = 5;

function* actionFindings(alarm: MetricAlarm, { region }: AlarmValidationOptions): Iterable<Diagnostic> {
  if (given(alarm.ActionsEnabled) && typeof alarm.ActionsEnabled !== "boolean")
    yield finding("alarm-request", "ActionsEnabled", "ActionsEnabled is true or false");
  for (const member of ["OKActions", "AlarmActions", "InsufficientDataActions"] as const) {
    const actions: unknown = alarm[member];
    if (!given(actions)) continue;
    if (!Array.isArray(actions) || actions.length > MOST_ACTIONS)
      yield finding("alarm-action", member, `${member} is a list of at most ${MOST_ACTIONS} ARNs`);
    else for (const [i, action] of actions.entries()) yield* arnFindings(action, `${member}[${i}]`, region);
  }
}

function* arnFindings(action: unknown, path: string, region: string | undefined): Iterable<Diagnostic> {
  const arn = typeof action === "string" && action.length <= 1024 ? action : "";
  const [, place] = /^arn:[^:]+:[^:]+:([^:]*):[^:]*:./.exec(arn) ?? [];
  if (place === undefined) yield finding("alarm-action", path, `Invalid arn syntax: ${shown(action)}`);
  else if (given(region) && place !== "" && place !== region)
    yield finding("alarm-action", path, `Invalid region ${place} specified. Only ${region} is supported.`);
}

/**
 * What `evaluateMetricAlarm` does with slots that are given, and `replay()` can't do, for it has no values or no instants for
 * it: the one list of such features, each by the member that asks for it. A line leaves when a replay learns the feature.
 */
const NOT_REPLAYED: Readonly<Record<string, (alarm: MetricAlarm) => boolean>> = {
  ThresholdMetricId: (alarm) => given(alarm.ThresholdMetricId),
  ComparisonOperator: (alarm) => {
    const comparison = comparisonOf(alarm.ComparisonOperator);
    return comparison !== undefined && isBand(comparison);
  },
};

/** One finding is enough for a member that was refused. */
function* notReplayed(alarm: MetricAlarm, refused: readonly Diagnostic[]): Iterable<Diagnostic> {
  for (const [member, applies] of Object.entries(NOT_REPLAYED))
    if (applies(alarm) && !refused.some(({ path }) => path?.startsWith(member)))
      yield finding("alarm-not-supported", member, `tocsin does not evaluate alarms with this ${member} yet`);
}
