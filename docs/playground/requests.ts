// Holds: settings as the requests that the service would get, and what it would refuse about them.
// In: settings. Out: a PutMetricFilter and a PutMetricAlarm request; findings by the field they are about.
// Always: a field that holds no number becomes NaN, so that the library's own check tells of it.

import {
  compileMetricFilter,
  type MetricAlarm,
  PatternError,
  type PutMetricFilterRequest,
  validateMetricAlarm,
} from "../../src/index.ts";
import type { SettingName, Settings } from "./settings.ts";

const NAMESPACE = "LogMetrics";
const TOPIC = "arn:aws:sns:us-east-1:123456789012:Security";

/** Statistics that PutMetricAlarm takes under another name. */
const EXTENDED = /^(?:p|tm|IQM)/;

export function filterRequest({ pattern, metricName, metricValue, defaultValue }: Settings): PutMetricFilterRequest {
  const given = defaultValue.trim() === "" ? {} : { defaultValue: Number(defaultValue) };
  const transformation = { metricNamespace: NAMESPACE, metricName, metricValue, ...given };
  return { filterPattern: pattern, metricTransformations: [transformation] };
}

export function alarmRequest(settings: Settings): MetricAlarm {
  const { metricName, statistic, datapointsToAlarm } = settings;
  return {
    ...{ AlarmName: metricName, Namespace: NAMESPACE, MetricName: metricName },
    [EXTENDED.test(statistic) ? "ExtendedStatistic" : "Statistic"]: statistic,
    Period: numberOf(settings.period),
    EvaluationPeriods: numberOf(settings.evaluationPeriods),
    ...(datapointsToAlarm.trim() === "" ? {} : { DatapointsToAlarm: numberOf(datapointsToAlarm) }),
    ComparisonOperator: settings.operator,
    Threshold: numberOf(settings.threshold),
    TreatMissingData: settings.missingData,
    AlarmActions: [TOPIC],
  };
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

/** What is wrong with one field; `field` is absent where it is about no field of the page. */
export interface FieldFinding {
  readonly field: SettingName | undefined;
  readonly message: string;
}

/** Members of the requests, and the fields they come from. */
const FIELDS: readonly (readonly [path: RegExp, field: SettingName])[] = [
  [/metricName$/, "metricName"],
  [/metricValue$/, "metricValue"],
  [/defaultValue$/, "defaultValue"],
  [/^(?:Extended)?Statistic$/, "statistic"],
  [/^Period$/, "period"],
  [/^EvaluationPeriods$/, "evaluationPeriods"],
  [/^DatapointsToAlarm$/, "datapointsToAlarm"],
  [/^ComparisonOperator$/, "operator"],
  [/^Threshold$/, "threshold"],
  [/^TreatMissingData$/, "missingData"],
];

function fieldOf(path: string | undefined): SettingName | undefined {
  return path === undefined ? undefined : FIELDS.find(([member]) => member.test(path))?.[1];
}

export interface FilterFindings {
  /** What the service would answer to the pattern or the request. */
  readonly answer: string | undefined;
  readonly fields: readonly FieldFinding[];
}

export function filterFindings(settings: Settings): FilterFindings {
  try {
    compileMetricFilter(filterRequest(settings));
    return { answer: undefined, fields: [] };
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const about = error.diagnostics.filter(({ path }) => path !== undefined);
    return {
      answer: error.serviceMessage,
      fields: about.map(({ path, message }) => ({ field: fieldOf(path), message })),
    };
  }
}

export function alarmFindings(settings: Settings): readonly FieldFinding[] {
  const errors = validateMetricAlarm(alarmRequest(settings)).filter(({ severity }) => severity === "error");
  return errors.map(({ path, message }) => ({ field: fieldOf(path), message }));
}
