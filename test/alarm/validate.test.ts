import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MetricAlarm } from "../../src/alarm/alarm.ts";
import { validateMetricAlarm } from "../../src/alarm/validate.ts";
import { CATALOGUE } from "../../src/text/catalogue.ts";

const good: MetricAlarm = {
  AlarmName: "errors",
  Namespace: "App",
  MetricName: "Errors",
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 5,
  DatapointsToAlarm: 3,
  Threshold: 1,
  ComparisonOperator: "GreaterThanThreshold",
  TreatMissingData: "notBreaching",
  AlarmActions: ["arn:aws:sns:us-east-1:123456789012:topic"],
};

test("an alarm that the service takes has no findings", () => {
  expect(validateMetricAlarm(good)).toEqual([]);
});

describe("the service's own words", () => {
  const cases: readonly [MetricAlarm, string, string][] = [
    [
      { ...good, ComparisonOperator: "Greater" },
      "ComparisonOperator",
      "PutMetricAlarm request should have a valid ComparisonOperator parameter",
    ],
    [{ ...good, Threshold: undefined }, "Threshold", "PutMetricAlarm request should have valid Threshold parameter"],
    [
      { ...good, EvaluationPeriods: undefined },
      "EvaluationPeriods",
      "PutMetricAlarm request should have an EvaluationPeriods parameter",
    ],
    [{ ...good, Statistic: undefined }, "Statistic", "PutMetricAlarm request should have a Statistic parameter"],
    [{ ...good, Period: undefined }, "Period", "PutMetricAlarm request should have a Period parameter"],
    [{ ...good, Period: 90 }, "Period", "Period must be 10, 20, 30 or a multiple of 60"],
    [
      { ...good, DatapointsToAlarm: 6 },
      "DatapointsToAlarm",
      "DatapointsToAlarm must be less than or equal to EvaluationPeriods",
    ],
    [
      { ...good, EvaluationPeriods: 289, Period: 300 },
      "EvaluationPeriods",
      "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400) for alarms using period < 3600",
    ],
    [
      { ...good, EvaluationPeriods: 8, Period: 86_400 },
      "EvaluationPeriods",
      "Metrics cannot be checked across more than a week (EvaluationPeriods * Period must be <= 604800) for alarms using period >= 3600",
    ],
    [
      { ...good, TreatMissingData: "never" },
      "TreatMissingData",
      "The value never is not supported for TreatMissingData parameter. Supported values are [breaching, notBreaching, ignore, missing].",
    ],
    [
      { ...good, Statistic: undefined, ExtendedStatistic: "p101" },
      "ExtendedStatistic",
      "The value p101 for parameter ExtendedStatistic is not supported.",
    ],
    [
      { ...good, ExtendedStatistic: "PR(:300" },
      "ExtendedStatistic",
      "PutMetricAlarm request can not be made with both Statistic and ExtendedStatistic parameters. Only one of them should be present",
    ],
    [
      { ...good, EvaluateLowSampleCountPercentile: "ignore" },
      "EvaluateLowSampleCountPercentile",
      "Option evaluateLowSampleCountPercentile can not be applied with statistic Sum. This option is enabled only for percentile statistics.",
    ],
    [{ ...good, AlarmActions: ["topic"] }, "AlarmActions[0]", "Invalid arn syntax: topic"],
    [{ ...good, AlarmName: "a\nb" }, "AlarmName", "AlarmName must not contain ASCII Control characters"],
  ];
  for (const [alarm, path, message] of cases)
    test(message, () => {
      expect(validateMetricAlarm(alarm).map((d) => [d.path, d.message])).toEqual([[path, message]]);
    });
});

test("a unit that does not exist is refused with those that do", () => {
  const [finding] = validateMetricAlarm({ ...good, Unit: "Counts" });
  expect(finding).toMatchObject({ code: "alarm-request", path: "Unit" });
  expect(finding?.expected).toContain("Count");
  expect(validateMetricAlarm({ ...good, Unit: "Count/Second" })).toEqual([]);
});

test("the limits are as long as the service's", () => {
  expect(validateMetricAlarm({ ...good, EvaluationPeriods: 288, Period: 300 })).toEqual([]);
  expect(validateMetricAlarm({ ...good, EvaluationPeriods: 168, Period: 3600 })).toEqual([]);
  for (const Period of [10, 20, 30, 60, 2700]) expect(validateMetricAlarm({ ...good, Period })).toEqual([]);
});

test("what tocsin does not evaluate is refused by name, never ignored", () => {
  const { Statistic: _, ...rest } = good;
  const { MetricName: _m, Namespace: _n, ...bare } = rest;
  const cases: readonly [MetricAlarm, string][] = [
    [{ ...rest, ExtendedStatistic: "p99.9" }, "ExtendedStatistic"],
    [{ ...rest, ExtendedStatistic: "TM(10%:90%)" }, "ExtendedStatistic"],
    [{ ...bare, Metrics: [{ Id: "e1", Expression: "1+1" }] }, "Metrics"],
    [{ ...good, ThresholdMetricId: "ad1" }, "ThresholdMetricId"],
    [{ ...good, EvaluationWindow: { WallClockWindow: { Timezone: "UTC" } } }, "EvaluationWindow"],
    [{ ...good, WarmUpConfiguration: { WarmUpMinutes: 3 } }, "WarmUpConfiguration"],
    [{ ...good, EvaluationCriteria: {} }, "EvaluationCriteria"],
    [{ ...good, EvaluationInterval: 60 }, "EvaluationInterval"],
    [{ ...good, ComparisonOperator: "LessThanLowerThreshold", Threshold: undefined }, "ComparisonOperator"],
  ];
  for (const [alarm, path] of cases)
    expect(
      validateMetricAlarm(alarm).map((d) => [d.code, d.path]),
      path,
    ).toEqual([["alarm-not-supported", path]]);
});

test("any input gives findings of the catalogue, never an exception", () => {
  const anything = fc.oneof(fc.anything({ maxDepth: 2 }), fc.constantFrom(-1, 0, 1e308, "x", Number.NaN));
  const members = Object.keys({
    ...good,
    Dimensions: 0,
    Tags: 0,
    Metrics: 0,
    Unit: 0,
    ExtendedStatistic: 0,
    EvaluationWindow: 0,
    OKActions: 0,
  });
  const broken = fc
    .dictionary(fc.constantFrom(...members), anything)
    .map((wrong) => ({ ...good, ...wrong }) as MetricAlarm);
  fc.assert(
    fc.property(broken, (alarm) => {
      for (const finding of validateMetricAlarm(alarm)) {
        expect(CATALOGUE).toHaveProperty(finding.code);
        expect(finding.message.length).toBeLessThan(400);
      }
    }),
  );
});
