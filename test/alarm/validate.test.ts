import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MetricAlarm } from "../../src/alarm/alarm.ts";
import { validateMetricAlarm } from "../../src/alarm/validate.ts";
import { validateMetricAlarm as validateWhole } from "../../src/alarm/validate-whole.ts";
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

test("a member that does not exist is refused, with the one that was meant", () => {
  const told = (members: object) =>
    validateMetricAlarm({ ...good, ...members }).map((d) => [d.code, d.path, d.message]);
  expect(told({ TreatMisingData: "ignore" })).toEqual([
    [
      "alarm-unknown-member",
      "TreatMisingData",
      "PutMetricAlarm has no member TreatMisingData; did you mean TreatMissingData?",
    ],
  ]);
  expect(told({ Zebra: 1 })).toEqual([["alarm-unknown-member", "Zebra", "PutMetricAlarm has no member Zebra"]]);
  expect(told({ EvaluationWindow: { SlidingWindow: {}, Zone: 1 } }).map(([, path]) => path)).toEqual([
    "EvaluationWindow.Zone",
  ]);
  expect(told(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`m${i}`, i])))).toHaveLength(50);
});

test("an alarm as DescribeAlarms prints it is accepted", () => {
  const described = { ...good, AlarmArn: "arn", StateValue: "OK", StateReason: "", EvaluationState: "PARTIAL_DATA" };
  expect(validateMetricAlarm({ ...described, Dimensions: [] })).toEqual([]);
});

test("an action of another region is refused where the alarm's region is known", () => {
  expect(validateMetricAlarm(good, { region: "us-east-1" })).toEqual([]);
  expect(validateMetricAlarm(good, { region: "eu-west-1" }).map((d) => [d.path, d.message])).toEqual([
    ["AlarmActions[0]", "Invalid region us-east-1 specified. Only eu-west-1 is supported."],
  ]);
});

test("windows and warm-ups are checked member by member", () => {
  const paths = (members: object) => validateMetricAlarm({ ...good, ...members }).map((d) => [d.code, d.path]);
  const wallClock = (WallClockWindow: unknown, Period = 60) => paths({ Period, EvaluationWindow: { WallClockWindow } });
  expect(paths({ EvaluationWindow: { SlidingWindow: {} } })).toEqual([]);
  for (const wrong of ["SlidingWindow", {}, { SlidingWindow: {}, WallClockWindow: {} }, { SlidingWindow: 1 }, []])
    expect(paths({ EvaluationWindow: wrong })).toEqual([["alarm-window", "EvaluationWindow"]]);
  for (const Timezone of ["", "Nowhere", "+05:33", 5])
    expect(wallClock({ Timezone })).toEqual([["alarm-window", "EvaluationWindow.WallClockWindow.Timezone"]]);
  expect(wallClock({}, 120)).toContainEqual(["alarm-window", "Period"]);
  const warm = (WarmUpConfiguration: unknown) => paths({ WarmUpConfiguration });
  for (const minutes of [0, 2881, 1.5, "30", undefined])
    expect(warm({ WarmUpPeriodDurationInMinutes: minutes })).toEqual([
      ["alarm-warm-up", "WarmUpConfiguration.WarmUpPeriodDurationInMinutes"],
    ]);
  expect(warm({ WarmUpPeriodDurationInMinutes: 5, OnlyStartEvaluatingAfterWarmUpPeriodEnds: 1 })).toEqual([
    ["alarm-warm-up", "WarmUpConfiguration.OnlyStartEvaluatingAfterWarmUpPeriodEnds"],
  ]);
});

test("thousands of dimensions are one finding, periods of zero and thresholds that are no number one each", () => {
  const dimensions = Array.from({ length: 5000 }, (_, i) => ({ Name: `n${i}`, Value: "v" }));
  for (const [wrong, path] of [
    [{ Dimensions: dimensions }, "Dimensions"],
    [{ Dimensions: [{ Name: "n", Value: "" }] }, "Dimensions[0]"],
    [{ Dimensions: [null] }, "Dimensions[0]"],
    [{ Period: 0 }, "Period"],
    [{ Period: -60 }, "Period"],
    [{ Period: "60" }, "Period"],
    [{ Threshold: Number.NaN }, "Threshold"],
    [{ Threshold: Number.POSITIVE_INFINITY }, "Threshold"],
    [{ Threshold: "1" }, "Threshold"],
    [{ EvaluationPeriods: 0, DatapointsToAlarm: undefined }, "EvaluationPeriods"],
    [{ ActionsEnabled: "yes" }, "ActionsEnabled"],
    [{ Tags: Array.from({ length: 51 }) }, "Tags"],
  ] as const)
    expect(validateMetricAlarm({ ...good, ...wrong } as MetricAlarm).map((d) => d.path)).toEqual([path]);
});

test("Metrics take the place of the members that name one metric", () => {
  const paths = validateMetricAlarm({ ...good, Metrics: [] }).map((d) => d.path);
  expect(paths).toEqual(["MetricName", "Namespace", "Statistic", "Period"]);
});

test("the limits are as long as the service's", () => {
  expect(validateMetricAlarm({ ...good, EvaluationPeriods: 288, Period: 300 })).toEqual([]);
  expect(validateMetricAlarm({ ...good, EvaluationPeriods: 168, Period: 3600 })).toEqual([]);
  for (const Period of [10, 20, 30, 60, 2700]) expect(validateMetricAlarm({ ...good, Period })).toEqual([]);
});

test("what tocsin does not evaluate is refused by name, never ignored", () => {
  const cases: readonly [MetricAlarm, string][] = [
    [{ ...good, ThresholdMetricId: "ad1" }, "ThresholdMetricId"],
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

test("what it does evaluate beside one basic statistic is accepted", () => {
  const { Statistic: _, ...rest } = good;
  const { MetricName: _m, Namespace: _n, Period: _p, ...bare } = rest;
  const Metric = { Namespace: "App", MetricName: "Errors" };
  const cases: readonly MetricAlarm[] = [
    { ...rest, ExtendedStatistic: "p99.9" },
    { ...rest, ExtendedStatistic: "TM(10%:90%)" },
    { ...good, EvaluationWindow: { WallClockWindow: { Timezone: "UTC" } } },
    { ...good, WarmUpConfiguration: { WarmUpPeriodDurationInMinutes: 3 } },
    {
      ...bare,
      Metrics: [
        { Id: "e1", Expression: "m1 * 2" },
        { Id: "m1", MetricStat: { Metric, Period: 60, Stat: "Sum" }, ReturnData: false },
      ],
    },
  ];
  for (const alarm of cases) expect(validateWhole(alarm)).toEqual([]);
});

test("a mistake in an expression has its place in the text of the expression", () => {
  const { Statistic: _, MetricName: _m, Namespace: _n, Period: _p, ...bare } = good;
  const [finding] = validateWhole({ ...bare, Metrics: [{ Id: "e1", Expression: "SUMM(m1)" }] });
  expect(finding).toMatchObject({ path: "Metrics[0].Expression", span: { start: 0, end: 4 } });
});

const circular: Record<string, unknown> = {};
circular.self = circular;

test("any input gives findings of the catalogue, never an exception", () => {
  const odd = fc.constantFrom<unknown>(-1, 0, 1e308, "x", Number.NaN, 5n, Symbol("s"), circular, Object.create(null));
  const anything = fc.oneof(fc.anything({ maxDepth: 2, withBigInt: true, withNullPrototype: true }), odd);
  const members = Object.keys({
    ...good,
    Dimensions: 0,
    Tags: 0,
    Metrics: 0,
    Unit: 0,
    ExtendedStatistic: 0,
    EvaluationWindow: 0,
    OKActions: 0,
    WarmUpConfiguration: 0,
    ActionsEnabled: 0,
    EvaluationCriteria: 0,
  });
  expect(validateMetricAlarm(null as unknown as MetricAlarm)).toMatchObject([{ code: "alarm-request", path: "" }]);
  const broken = fc
    .dictionary(fc.constantFrom(...members), anything)
    .map((wrong) => ({ ...good, ...wrong }) as MetricAlarm);
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: broken }, anything), (wrong) => {
      const alarm = wrong as MetricAlarm;
      for (const finding of validateMetricAlarm(alarm)) {
        expect(CATALOGUE).toHaveProperty(finding.code);
        expect(finding.message.length).toBeLessThan(400);
      }
    }),
  );
});
