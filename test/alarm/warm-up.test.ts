import { expect, test } from "vitest";
import type { MetricAlarm, Slot } from "../../src/alarm/alarm.ts";
import { evaluateMetricAlarm } from "../../src/alarm/evaluate.ts";
import { fillSlots } from "../../src/alarm/slots.ts";
import { MetricSeries } from "../../src/metric/series.ts";

const MINUTE = 60_000;
const createdAt = Date.UTC(2026, 0, 5, 10, 0);

const alarm: MetricAlarm = {
  Statistic: "Sum",
  Period: 300,
  EvaluationPeriods: 3,
  Threshold: 0,
  ComparisonOperator: "GreaterThanThreshold",
  TreatMissingData: "breaching",
  WarmUpConfiguration: { WarmUpPeriodDurationInMinutes: 30 },
};

/** The first minute after the alarm's creation at which it is evaluated. */
function firstEvaluation(alarm: MetricAlarm, series: MetricSeries): number {
  for (let minute = 1; ; minute++) {
    const at = createdAt + minute * MINUTE;
    const result = evaluateMetricAlarm(alarm, fillSlots(alarm, series, at), { at, createdAt });
    if (result.evaluationState !== "IN_WARM_UP") return minute;
    expect(result).toMatchObject({
      stateValue: "INSUFFICIENT_DATA",
      stateReason: "Unchecked: Initial alarm creation",
      changed: false,
    });
  }
}

function publishing(fromMinute: number): MetricSeries {
  const series = new MetricSeries();
  for (let minute = fromMinute; minute < 60; minute++) series.add({ Timestamp: createdAt + minute * MINUTE, Value: 1 });
  return series;
}

test("an alarm is not evaluated before its warm-up is over", () => {
  expect(firstEvaluation(alarm, new MetricSeries())).toBe(30);
});

test("the warm-up ends early when data fill the window: a quarter of an hour after they begin, in the documented example", () => {
  expect(firstEvaluation(alarm, publishing(4))).toBe(20);
  expect(firstEvaluation({ ...alarm, DatapointsToAlarm: 1 }, publishing(4))).toBe(20);
});

test("an alarm on a metric that has data for long is evaluated at once", () => {
  expect(firstEvaluation(alarm, publishing(-60))).toBe(1);
});

test("an alarm that waits for the whole warm-up is not evaluated before, whatever the data", () => {
  const waits = { WarmUpPeriodDurationInMinutes: 30, OnlyStartEvaluatingAfterWarmUpPeriodEnds: true };
  expect(firstEvaluation({ ...alarm, WarmUpConfiguration: waits }, publishing(-60))).toBe(30);
});

test("a warm-up that ended does not begin again", () => {
  const nothing: Slot[] = [];
  const at = createdAt + 5 * MINUTE;
  expect(evaluateMetricAlarm(alarm, nothing, { at, createdAt }).evaluationState).toBe("IN_WARM_UP");
  expect(evaluateMetricAlarm(alarm, nothing, { at, createdAt, warmUpEnded: true }).stateValue).toBe("ALARM");
});

test("an alarm of unknown age, and one without a warm-up, is evaluated", () => {
  const at = createdAt + 5 * MINUTE;
  expect(evaluateMetricAlarm(alarm, [], { at }).stateValue).toBe("ALARM");
  const cold = { ...alarm, WarmUpConfiguration: undefined };
  expect(evaluateMetricAlarm(cold, [], { at, createdAt })).not.toHaveProperty("evaluationState");
});
