import fc from "fast-check";
import { expect, test } from "vitest";
import type { MetricAlarm, Slot, StateValue } from "../../src/alarm/alarm.ts";
import { AlarmError } from "../../src/alarm/error.ts";
import { type AlarmContext, evaluateMetricAlarm } from "../../src/alarm/evaluate.ts";
import { referenceState } from "../reference/alarm.ts";

const OPERATORS = {
  GreaterThanThreshold: (v: number) => v > 5,
  GreaterThanOrEqualToThreshold: (v: number) => v >= 5,
  LessThanThreshold: (v: number) => v < 5,
  LessThanOrEqualToThreshold: (v: number) => v <= 5,
};

const states = fc.constantFrom<StateValue>("OK", "ALARM", "INSUFFICIENT_DATA");
const slotValue = fc.option(fc.constantFrom(0, 5, 9, -0, 4.999999999999999), { nil: undefined, freq: 2 });

const situation = fc.record({
  counts: fc.integer({ min: 1, max: 6 }).chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 1, max: n }))),
  operator: fc.constantFrom(...(Object.keys(OPERATORS) as (keyof typeof OPERATORS)[])),
  treat: fc.constantFrom("breaching" as const, "notBreaching" as const, "ignore" as const, "missing" as const),
  before: states,
  range: fc.array(slotValue, { maxLength: 9 }),
});

const at = Date.UTC(2026, 0, 5, 12, 0);
const slots = (range: readonly (number | undefined)[]): Slot[] =>
  range.map((value, i) => ({ timestamp: at - (range.length - i) * 60_000, value }));

interface Configured {
  readonly counts: readonly [n: number, m: number];
  readonly operator: string;
  readonly treat: string;
}

function alarmOf({ counts: [n, m], operator, treat }: Configured): MetricAlarm {
  return {
    Period: 60,
    EvaluationPeriods: n,
    DatapointsToAlarm: m,
    Threshold: 5,
    ComparisonOperator: operator,
    TreatMissingData: treat,
  };
}

test("the state is the one that filling in missing data by hand and counting gives", () => {
  fc.assert(
    fc.property(situation, ({ counts: [n, m], operator, treat, before, range }) => {
      const alarm = alarmOf({ counts: [n, m], operator, treat });
      const expected = referenceState({ n, m, breaches: OPERATORS[operator], treat }, range, before);
      const result = evaluateMetricAlarm(alarm, slots(range), { state: before, at });
      expect(result.stateValue).toBe(expected);
      expect(result.changed).toBe(expected !== before);
    }),
    { numRuns: 5000 },
  );
});

test("the order of the slots is irrelevant, reason and data included", () => {
  const shuffled = fc.array(slotValue, { maxLength: 9 }).chain((range) => {
    const list = slots(range);
    return fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }));
  });
  fc.assert(
    fc.property(situation, shuffled, (s, [sorted, mixed]) => {
      const context = { state: s.before, at };
      expect(evaluateMetricAlarm(alarmOf(s), mixed, context)).toEqual(evaluateMetricAlarm(alarmOf(s), sorted, context));
    }),
  );
});

test("only when missing data are ignored does the state before matter to the state after", () => {
  fc.assert(
    fc.property(situation, states, (s, other) => {
      fc.pre(s.treat !== "ignore");
      const after = (state: StateValue) => evaluateMetricAlarm(alarmOf(s), slots(s.range), { state, at }).stateValue;
      expect(after(other)).toBe(after(s.before));
    }),
  );
});

test("the data of a decision are JSON, name no more than N recent datapoints and end with the newest", () => {
  fc.assert(
    fc.property(situation, (s) => {
      const result = evaluateMetricAlarm(alarmOf(s), slots(s.range), { state: s.before, at });
      if (result.stateReasonData === "") return;
      const { recentDatapoints, evaluatedDatapoints } = JSON.parse(result.stateReasonData);
      const values = recentDatapoints.filter((v: number | null) => v !== null);
      const real = s.range.filter((v) => v !== undefined).map((v) => v + 0);
      expect(values.map((v: number) => v + 0)).toEqual(real.slice(-s.counts[0]));
      const needed = result.stateValue === "OK" ? s.counts[0] - s.counts[1] + 1 : s.counts[1];
      expect(evaluatedDatapoints).toHaveLength(needed);
    }),
    { numRuns: 2000 },
  );
});

test("a band that is the same in every period decides as fixed thresholds do", () => {
  const fixed = { GreaterThanUpperThreshold: "GreaterThanThreshold", LessThanLowerThreshold: "LessThanThreshold" };
  const band = fc.constantFrom(...(Object.keys(fixed) as (keyof typeof fixed)[]));
  fc.assert(
    fc.property(situation, band, (s, operator) => {
      const context = { state: s.before, at };
      const banded = slots(s.range).map((slot) => ({ ...slot, lowerThreshold: 5, upperThreshold: 5 }));
      const { stateValue } = evaluateMetricAlarm(alarmOf({ ...s, operator }), banded, context);
      const same = alarmOf({ ...s, operator: fixed[operator] });
      expect(stateValue).toBe(evaluateMetricAlarm(same, slots(s.range), context).stateValue);
    }),
  );
});

test("whatever comes in, an evaluation gives a state or an AlarmError", () => {
  const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(Number.NaN, 1e308, -0, undefined, {}, [], "UTC"));
  const members = ["Period", "EvaluationPeriods", "Threshold", "Metrics", "Unit", "Statistic", "TreatMissingData"];
  const config = fc.dictionary(
    fc.constantFrom(...members, "EvaluationWindow", "WarmUpConfiguration", "ExtendedStatistic", "DatapointsToAlarm"),
    odd,
  );
  const slot = fc.record({
    timestamp: fc.oneof(fc.constant(at), odd),
    value: odd,
    sampleCount: odd,
    upperThreshold: odd,
  });
  fc.assert(
    fc.property(situation, config, fc.array(slot, { maxLength: 4 }), odd, (s, wrong, list, createdAt) => {
      try {
        const result = evaluateMetricAlarm(
          { ...alarmOf(s), ...wrong } as MetricAlarm,
          list as Slot[],
          { at, createdAt, state: s.before } as AlarmContext,
        );
        expect(["OK", "ALARM", "INSUFFICIENT_DATA"]).toContain(result.stateValue);
      } catch (error) {
        expect(error).toBeInstanceOf(AlarmError);
      }
    }),
    { numRuns: 2000 },
  );
});
