// Holds: an alarm made ready for evaluation: every default filled in, every name turned into what it means.
// In: a configuration. Out: plain numbers and one comparison, so that an evaluation reads no text.
// Always: only a configuration whose evaluation has a meaning gets here; any other throws AlarmError.

import { hasErrors } from "../text/diagnostic.ts";
import { datapointsToAlarm, given, type MetricAlarm, type MissingData, missingData, periodOfQueries } from "./alarm.ts";
import { type Comparison, comparisonOf, isBand } from "./comparison.ts";
import { AlarmError } from "./error.ts";
import { percentOf, samplesNeeded } from "./percentile.ts";
import { evaluationFindings, optionFindings } from "./validate-evaluation.ts";
import { type EvaluationOptions, type Grid, gridOf } from "./windows.ts";

export interface PreparedAlarm {
  readonly alarm: MetricAlarm;
  /** N. */
  readonly evaluationPeriods: number;
  /** M. */
  readonly datapointsToAlarm: number;
  /** Seconds, where the configuration tells; a math alarm may leave it to the spacing of its slots. */
  readonly period: number | undefined;
  readonly grid: Grid;
  readonly missingData: MissingData;
  readonly comparison: Comparison;
  /** Absent only for a band operator. */
  readonly threshold: number | undefined;
  /** A datapoint of fewer samples is ignored; 0 when the alarm takes any. */
  readonly samplesNeeded: number;
}

/** Checks an alarm once, for any number of evaluations; throws AlarmError for one that has no meaningful evaluation. */
export function prepareAlarm(alarm: MetricAlarm, options: EvaluationOptions = {}): PreparedAlarm {
  const findings = [...evaluationFindings(alarm), ...optionFindings(options)];
  if (hasErrors(findings)) throw new AlarmError(findings);
  const percent = percentOf(alarm.ExtendedStatistic);
  const ignoresLow = percent !== undefined && alarm.EvaluateLowSampleCountPercentile === "ignore";
  const comparison = comparisonOf(alarm.ComparisonOperator)!;
  return {
    alarm,
    evaluationPeriods: alarm.EvaluationPeriods!,
    datapointsToAlarm: datapointsToAlarm(alarm),
    period: given(alarm.Period) ? alarm.Period : periodOfQueries(alarm),
    grid: gridOf(alarm, options),
    missingData: missingData(alarm),
    comparison,
    threshold: given(alarm.Threshold) && !isBand(comparison) ? alarm.Threshold : undefined,
    samplesNeeded: ignoresLow ? samplesNeeded(percent) : 0,
  };
}
