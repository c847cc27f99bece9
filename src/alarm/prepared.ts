// Holds: an alarm made ready for evaluation: every default filled in, every name turned into what it means.
// In: a configuration. Out: plain numbers and one comparison, so that an evaluation reads no text.
// Always: only a configuration whose evaluation has a meaning gets here; any other throws AlarmError.

import { hasErrors } from "../text/diagnostic.ts";
import { datapointsToAlarm, given, type MetricAlarm, type MissingData, missingData, periodOfQueries } from "./alarm.ts";
import { type Comparison, comparisonOf } from "./comparison.ts";
import { AlarmError } from "./error.ts";
import { percentOf, samplesNeeded } from "./percentile.ts";
import { evaluationFindings } from "./validate.ts";

export interface PreparedAlarm {
  readonly alarm: MetricAlarm;
  /** N. */
  readonly evaluationPeriods: number;
  /** M. */
  readonly datapointsToAlarm: number;
  /** Seconds, where the configuration tells; a math alarm may leave it to the spacing of its slots. */
  readonly period: number | undefined;
  readonly missingData: MissingData;
  readonly comparison: Comparison;
  /** Absent only for a band operator. */
  readonly threshold: number | undefined;
  /** A datapoint of fewer samples is ignored; 0 when the alarm takes any. */
  readonly samplesNeeded: number;
}

/** Checks an alarm once, for any number of evaluations; throws AlarmError for one that has no meaningful evaluation. */
export function prepareAlarm(alarm: MetricAlarm): PreparedAlarm {
  const findings = evaluationFindings(alarm);
  if (hasErrors(findings)) throw new AlarmError(findings);
  const percent = percentOf(alarm.ExtendedStatistic);
  const ignoresLow = percent !== undefined && alarm.EvaluateLowSampleCountPercentile === "ignore";
  return {
    alarm,
    evaluationPeriods: alarm.EvaluationPeriods!,
    datapointsToAlarm: datapointsToAlarm(alarm),
    period: given(alarm.Period) ? alarm.Period : periodOfQueries(alarm),
    missingData: missingData(alarm),
    comparison: comparisonOf(alarm.ComparisonOperator)!,
    threshold: given(alarm.Threshold) ? alarm.Threshold : undefined,
    samplesNeeded: ignoresLow ? samplesNeeded(percent) : 0,
  };
}
