// Holds: what PutMetricAlarm refuses, the expressions of metric math included.
// In: an alarm's configuration, however wrong. Out: findings; one inside an expression has its span in the text that `path` names.
// Always: never throws. Apart from validate.ts because it loads a grammar, which the entry `tocsin/alarm` does without.

import { type MetricDataQuery, validateMath } from "../metric/math/index.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { MetricAlarm } from "./alarm.ts";
import { type AlarmValidationOptions, validateMetricAlarm as validateMembers } from "./validate.ts";

/** Every finding about a metric alarm: the service's refusals in its own words where these are known [O], and warnings. */
export function validateMetricAlarm(alarm: MetricAlarm, options: AlarmValidationOptions = {}): readonly Diagnostic[] {
  const findings = validateMembers(alarm, options);
  if (!Array.isArray(alarm?.Metrics)) return findings;
  const queries = alarm.Metrics as readonly MetricDataQuery[];
  const thresholdMetricId = alarm.ThresholdMetricId ?? undefined;
  return [...findings, ...validateMath(queries, thresholdMetricId === undefined ? {} : { thresholdMetricId })];
}
