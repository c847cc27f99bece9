// Holds: what is wrong with the members that decide how an alarm is evaluated.
// In: an alarm's configuration, however wrong; the options of an evaluation. Out: findings.
// Always: never throws; an alarm without a finding here has a meaning for `evaluateMetricAlarm`, which throws for every other.

import type { Diagnostic } from "../text/diagnostic.ts";
import { shown } from "../text/shown.ts";
import { given, isMath, type MetricAlarm, periodOf, periodOfQueries } from "./alarm.ts";
import { COMPARISONS, comparisonOf, isBand } from "./comparison.ts";
import { finding, isObject, unknownMembers } from "./finding.ts";
import { type EvaluationOptions, LONGEST_RANGE } from "./windows.ts";
import { zoneOf } from "./zone.ts";

/** The findings that leave an evaluation without a meaning: `evaluateMetricAlarm` throws for these, and only these. */
export function evaluationFindings(alarm: MetricAlarm): readonly Diagnostic[] {
  if (!isObject(alarm)) return [finding("alarm-request", "", `An alarm is an object, not ${shown(alarm)}`)];
  return [
    ...operatorFindings(alarm),
    ...periodFindings(alarm),
    ...countFindings(alarm),
    ...spanFindings(alarm),
    ...treatmentFindings(alarm),
    ...windowFindings(alarm),
    ...warmUpFindings(alarm),
    ...otherEvaluations(alarm),
  ];
}

/** What is wrong with the options of an evaluation. */
export function optionFindings(options: EvaluationOptions): readonly Diagnostic[] {
  const { evaluationRange: range, ingestionDelay: delay } = options;
  const found: Diagnostic[] = [];
  if (given(range) && !isWhole(range, 1, LONGEST_RANGE)) {
    const message = `evaluationRange is a whole number of periods from 1 to ${LONGEST_RANGE}`;
    found.push(finding("alarm-slots", "options.evaluationRange", message));
  }
  if (given(delay) && !(typeof delay === "number" && delay >= 0 && Number.isFinite(delay)))
    found.push(finding("alarm-slots", "options.ingestionDelay", "ingestionDelay is a number of milliseconds from 0"));
  return found;
}

const TREATMENTS: readonly string[] = ["breaching", "notBreaching", "ignore", "missing"];
const LOW_SAMPLE_OPTIONS: readonly string[] = ["evaluate", "ignore"];

function* operatorFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  const comparison = comparisonOf(alarm.ComparisonOperator);
  if (comparison === undefined)
    yield finding(
      "alarm-operator",
      "ComparisonOperator",
      "PutMetricAlarm request should have a valid ComparisonOperator parameter",
      Object.keys(COMPARISONS),
    );
  const needed = comparison === undefined || !isBand(comparison);
  if (given(alarm.Threshold) ? !Number.isFinite(alarm.Threshold) : needed)
    yield finding("alarm-threshold", "Threshold", "PutMetricAlarm request should have valid Threshold parameter");
}

function* periodFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  const period = given(alarm.Period) ? alarm.Period : periodOfQueries(alarm);
  if (!given(period)) {
    if (!isMath(alarm))
      yield finding("alarm-period", "Period", "PutMetricAlarm request should have a Period parameter");
  } else if (!([10, 20, 30].includes(period) || (isWhole(period, 1) && period % 60 === 0)))
    yield finding("alarm-period", "Period", "Period must be 10, 20, 30 or a multiple of 60");
}

/** N and M. */
function* countFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  const { EvaluationPeriods: n, DatapointsToAlarm: m } = alarm;
  const count = (member: string, message: string) => finding("alarm-evaluation-periods", member, message);
  if (!given(n)) yield count("EvaluationPeriods", "PutMetricAlarm request should have an EvaluationPeriods parameter");
  else if (!isWhole(n, 1)) yield count("EvaluationPeriods", "EvaluationPeriods is a whole number from 1");
  if (!given(m)) return;
  if (!isWhole(m, 1)) yield count("DatapointsToAlarm", "DatapointsToAlarm is a whole number from 1");
  else if (isWhole(n, 1) && m > n)
    yield count("DatapointsToAlarm", "DatapointsToAlarm must be less than or equal to EvaluationPeriods");
}

/** A day at most, a week for periods of an hour and more [O]. */
function* spanFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  const { EvaluationPeriods: n } = alarm;
  const period = periodOf(alarm);
  if (!isWhole(n, 1) || !isWhole(period, 1)) return;
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

/** Periods that a wall-clock window can have [D]. */
const WALL_CLOCK_PERIODS: readonly number[] = [60, 300, 3600, 86_400, 604_800];
const WINDOWS: readonly string[] = ["SlidingWindow", "WallClockWindow"];

function* windowFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  const window: unknown = alarm.EvaluationWindow;
  const path = "EvaluationWindow";
  if (!given(window)) return;
  const chosen = isObject(window) ? WINDOWS.filter((name) => given(window[name])) : [];
  if (!isObject(window) || chosen.length !== 1 || !isObject(window[chosen[0]!])) {
    yield finding("alarm-window", path, "EvaluationWindow holds either a SlidingWindow or a WallClockWindow", WINDOWS);
    return;
  }
  yield* unknownMembers(window, WINDOWS, path, `${path}.`);
  const { WallClockWindow: wallClock, SlidingWindow: sliding } = window;
  if (isObject(sliding)) yield* unknownMembers(sliding, [], "SlidingWindow", `${path}.SlidingWindow.`);
  if (!isObject(wallClock)) return;
  yield* unknownMembers(wallClock, ["Timezone"], "WallClockWindow", `${path}.WallClockWindow.`);
  if (!WALL_CLOCK_PERIODS.includes(periodOf(alarm))) {
    const message = "With a wall clock window the Period is a minute, five minutes, an hour, a day or a week";
    yield finding("alarm-window", "Period", message, WALL_CLOCK_PERIODS.map(String));
  }
  const { Timezone: zone } = wallClock;
  if (given(zone) && zoneOf(zone) === undefined) {
    const message = `${shown(zone)} is no time zone: a name such as America/New_York, or an offset of whole five minutes such as +05:30`;
    yield finding("alarm-window", `${path}.WallClockWindow.Timezone`, message);
  }
}

const WARM_UP_MEMBERS = ["WarmUpPeriodDurationInMinutes", "OnlyStartEvaluatingAfterWarmUpPeriodEnds"] as const;

function* warmUpFindings(alarm: MetricAlarm): Iterable<Diagnostic> {
  const warmUp: unknown = alarm.WarmUpConfiguration;
  const path = "WarmUpConfiguration";
  if (!given(warmUp)) return;
  if (!isObject(warmUp)) {
    yield finding("alarm-warm-up", path, "WarmUpConfiguration is an object", WARM_UP_MEMBERS);
    return;
  }
  yield* unknownMembers(warmUp, WARM_UP_MEMBERS, path, `${path}.`);
  const [duration, waits] = WARM_UP_MEMBERS;
  if (!isWhole(warmUp[duration], 1, 2880))
    yield finding("alarm-warm-up", `${path}.${duration}`, `${duration} is a whole number from 1 to 2880`);
  if (given(warmUp[waits]) && typeof warmUp[waits] !== "boolean")
    yield finding("alarm-warm-up", `${path}.${waits}`, `${waits} is true or false`);
}

/** Members that make an alarm on a query, whose evaluation is another one. */
function* otherEvaluations(alarm: MetricAlarm): Iterable<Diagnostic> {
  for (const member of ["EvaluationCriteria", "EvaluationInterval"] as const)
    if (given(alarm[member]))
      yield finding("alarm-not-supported", member, `tocsin does not evaluate alarms with ${member}`);
}

function isWhole(value: unknown, from: number, to: number = Number.MAX_SAFE_INTEGER): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= from && value <= to;
}
