import { describe, expect, test } from "vitest";
import type { MetricAlarm, Slot } from "../../src/alarm/alarm.ts";
import { AlarmError } from "../../src/alarm/error.ts";
import { type AlarmContext, evaluateMetricAlarm } from "../../src/alarm/evaluate.ts";

const MINUTE = 60_000;
const at = Date.UTC(2014, 10, 5, 19, 12);

const alarm: MetricAlarm = {
  AlarmName: "AuthorizationFailureCount",
  Namespace: "LogMetrics",
  MetricName: "AuthorizationFailureCount",
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: "GreaterThanThreshold",
};

/** `"0 _ 3"`: the last slot ends at the evaluation. */
function series(text: string, period = 60, end = at): Slot[] {
  const values = text.split(" ").filter((v) => v !== "");
  return values.map((v, i) => ({
    timestamp: end - (values.length - i) * period * 1000,
    ...(v === "_" ? {} : { value: Number(v), sampleCount: 1 }),
  }));
}

describe("the founding alarm", () => {
  test("three refused calls in a minute raise it", () => {
    expect(evaluateMetricAlarm(alarm, series("_ 0 3"), { state: "OK", at })).toEqual({
      stateValue: "ALARM",
      stateReason: "Threshold Crossed: 1 datapoint [3.0 (05/11/14 19:11:00)] was greater than the threshold (1.0).",
      stateReasonData:
        '{"version":"1.0","queryDate":"2014-11-05T19:12:00.000+0000","startDate":"2014-11-05T19:11:00.000+0000","statistic":"Sum","period":60,"recentDatapoints":[3.0],"threshold":1.0,"evaluatedDatapoints":[{"timestamp":"2014-11-05T19:11:00.000+0000","sampleCount":1.0,"value":3.0}]}',
      changed: true,
    });
  });

  test("a newer empty minute does not hide the breach: the newest datapoint of the range counts", () => {
    expect(evaluateMetricAlarm(alarm, series("0 3 _"), { state: "OK", at }).stateValue).toBe("ALARM");
  });

  test("it is OK again with the next quiet datapoint, and without one INSUFFICIENT_DATA when the range is empty", () => {
    expect(evaluateMetricAlarm(alarm, series("3 0"), { state: "ALARM", at }).stateValue).toBe("OK");
    expect(evaluateMetricAlarm(alarm, series("_ _ _"), { state: "ALARM", at })).toMatchObject({
      stateValue: "INSUFFICIENT_DATA",
      stateReason: "Insufficient Data: 1 datapoint was unknown.",
    });
  });
});

describe("an unchanged state", () => {
  const carried = { stateReason: "as it was", stateReasonData: '{"version":"1.0"}' };

  test("keeps the reason and data it has", () => {
    const result = evaluateMetricAlarm(alarm, series("9"), { state: "ALARM", at, ...carried });
    expect(result).toEqual({ stateValue: "ALARM", ...carried, changed: false });
  });

  test("has no data when the context gives a reason alone", () => {
    const result = evaluateMetricAlarm(alarm, series("9"), { state: "ALARM", at, stateReason: "set by hand" });
    expect(result).toMatchObject({ stateReason: "set by hand", stateReasonData: "" });
  });

  test("gets the reason of this evaluation when the context has none", () => {
    const result = evaluateMetricAlarm(alarm, series("9"), { state: "ALARM", at });
    expect(result.changed).toBe(false);
    expect(result.stateReason).toMatch(/^Threshold Crossed: 1 datapoint \[9\.0 /);
  });

  test("a new alarm was in INSUFFICIENT_DATA: staying there is no change", () => {
    const result = evaluateMetricAlarm(alarm, series("_"), { at });
    expect(result).toMatchObject({ stateValue: "INSUFFICIENT_DATA", changed: false });
    expect(evaluateMetricAlarm(alarm, series("0"), { at })).toMatchObject({ stateValue: "OK", changed: true });
  });

  test("a state kept because missing data are ignored says so, unless its reason is known", () => {
    const ignoring = { ...alarm, TreatMissingData: "ignore" };
    expect(evaluateMetricAlarm(ignoring, series("_"), { at })).toMatchObject({
      stateValue: "INSUFFICIENT_DATA",
      stateReason: "Unchecked: Initial alarm creation",
      stateReasonData: "",
    });
    expect(evaluateMetricAlarm(ignoring, series("_"), { state: "ALARM", at })).toMatchObject({
      stateValue: "ALARM",
      stateReason: "Unchanged: missing data are ignored.",
      changed: false,
    });
    expect(evaluateMetricAlarm(ignoring, series("_"), { state: "ALARM", at, ...carried })).toMatchObject(carried);
  });
});

describe("missing data", () => {
  const three: MetricAlarm = { ...alarm, EvaluationPeriods: 3, DatapointsToAlarm: 2, Threshold: 50 };

  test("NaN, infinity, null and undefined are missing", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, null as unknown as number, undefined]) {
      const slots = [{ timestamp: at - MINUTE, value }];
      expect(evaluateMetricAlarm(alarm, slots, { at }).stateValue).toBe("INSUFFICIENT_DATA");
    }
  });

  test("older datapoints of the range stand in for missing newer ones", () => {
    const breaching = { ...three, TreatMissingData: "breaching" };
    expect(evaluateMetricAlarm(breaching, series("0 0 _ _ 0"), { at }).stateValue).toBe("OK");
    expect(evaluateMetricAlarm(breaching, series("_ 0 _ _ _"), { at }).stateValue).toBe("ALARM");
  });

  test("when fillers outvote the datapoints there are, the reason counts both", () => {
    const result = evaluateMetricAlarm({ ...three, TreatMissingData: "breaching" }, series("_ _ 0 _ _"), { at });
    expect(result.stateReason).toBe(
      "Threshold Crossed: 1 datapoint was received for 3 periods and 2 missing datapoints were treated as [Breaching].",
    );
  });

  test("a lone breach raises no alarm before it is M periods old", () => {
    const two = { ...three, DatapointsToAlarm: 3 };
    for (const [text, state] of [
      ["_ _ _ _ 99", "INSUFFICIENT_DATA"],
      ["_ _ _ 99 _", "INSUFFICIENT_DATA"],
      ["_ _ 99 _ _", "ALARM"],
      ["99 _ _ _ _", "ALARM"],
    ] as const)
      expect(evaluateMetricAlarm(two, series(text), { at }).stateValue, text).toBe(state);
  });

  test("and for queries when every metric among them is one of AWS/DynamoDB [D]", () => {
    const query = (Namespace: string) => ({ Id: "m", MetricStat: { Metric: { Namespace }, Period: 60, Stat: "Sum" } });
    const { TreatMissingData: _given, ...bare } = alarm;
    const state = (...namespaces: string[]) => {
      const Metrics = [...namespaces.map(query), { Id: "e", Expression: "m + 1" }];
      const { stateValue } = evaluateMetricAlarm({ ...bare, Metrics }, [{ timestamp: 0 }], {
        at: 60_000,
        state: "ALARM",
      });
      return stateValue;
    };
    expect(state("AWS/DynamoDB")).toBe("ALARM");
    expect(state("AWS/DynamoDB", "AWS/DynamoDB")).toBe("ALARM");
    expect(state("AWS/DynamoDB", "AWS/EC2")).toBe("INSUFFICIENT_DATA");
    expect(state()).toBe("INSUFFICIENT_DATA");
  });

  test("for AWS/DynamoDB missing data are ignored, unless the alarm says otherwise", () => {
    const dynamo = { ...alarm, Namespace: "AWS/DynamoDB" };
    expect(evaluateMetricAlarm(dynamo, series("_"), { state: "ALARM", at }).stateValue).toBe("ALARM");
    const explicit = { ...dynamo, TreatMissingData: "missing" };
    expect(evaluateMetricAlarm(explicit, series("_"), { state: "ALARM", at }).stateValue).toBe("INSUFFICIENT_DATA");
  });

  test("no slots at all are a range of missing data, dated from the evaluation", () => {
    const result = evaluateMetricAlarm({ ...alarm, TreatMissingData: "breaching" }, [], { at });
    expect(result.stateValue).toBe("ALARM");
    expect(JSON.parse(result.stateReasonData).evaluatedDatapoints).toEqual([
      { timestamp: "2014-11-05T19:11:00.000+0000" },
    ]);
  });
});

describe("percentiles of few samples", () => {
  const p90: MetricAlarm = {
    ExtendedStatistic: "p90",
    Period: 10,
    EvaluationPeriods: 1,
    Threshold: 5,
    ComparisonOperator: "GreaterThanThreshold",
    EvaluateLowSampleCountPercentile: "ignore",
  };
  const state = (alarm: MetricAlarm, sampleCount: number | undefined) =>
    evaluateMetricAlarm(alarm, [{ timestamp: at - 10_000, value: 9, sampleCount }], { state: "OK", at }).stateValue;

  test("99 samples leave a p90 alarm as it is, 100 decide", () => {
    expect(state(p90, 99)).toBe("OK");
    expect(state(p90, 100)).toBe("ALARM");
  });

  test("every percentile has its own number: 10/(1-p) from p50 on, 10/p below", () => {
    for (const [statistic, samples] of [
      ["p50", 20],
      ["p99", 1000],
      ["p99.9", 10_000],
      ["p99.99", 100_000],
      ["p10", 100],
      ["p25", 40],
    ] as const) {
      const alarm = { ...p90, ExtendedStatistic: statistic };
      expect(state(alarm, samples - 1), statistic).toBe("OK");
      expect(state(alarm, samples), statistic).toBe("ALARM");
    }
  });

  test("datapoints of enough samples still decide when they settle it alone; else the state stays", () => {
    const of = (m: number, ...values: readonly (readonly [value: number, samples: number])[]) => {
      const alarm = { ...p90, EvaluationPeriods: values.length, DatapointsToAlarm: m };
      const slots = values.map(([value, sampleCount], i) => ({ timestamp: at + i * 10_000, value, sampleCount }));
      return evaluateMetricAlarm(alarm, slots, { state: "INSUFFICIENT_DATA", at }).stateValue;
    };
    expect(of(2, [0, 100], [9, 1])).toBe("OK");
    expect(of(1, [9, 100], [0, 1])).toBe("ALARM");
    expect(of(2, [9, 100], [9, 1])).toBe("INSUFFICIENT_DATA");
    expect(of(1, [0, 100], [0, 1])).toBe("INSUFFICIENT_DATA");
  });

  test("p0 and p100, other statistics, unknown counts and the option evaluate are never low", () => {
    expect(state({ ...p90, ExtendedStatistic: "p100" }, 1)).toBe("ALARM");
    expect(state({ ...p90, ExtendedStatistic: "tm90" }, 1)).toBe("ALARM");
    expect(state(p90, undefined)).toBe("ALARM");
    expect(state({ ...p90, EvaluateLowSampleCountPercentile: "evaluate" }, 1)).toBe("ALARM");
  });
});

describe("alarms on expressions", () => {
  test("take the slots as the expression's values, the period from the queries or the spacing", () => {
    const { Namespace: _n, MetricName: _m, Statistic: _s, Period: _p, ...rest } = alarm;
    const queries = {
      ...rest,
      Metrics: [
        { Id: "m1", MetricStat: { Period: 300, Stat: "Sum" } },
        { Id: "e1", Expression: "m1+1" },
      ],
    };
    const data = (alarm: MetricAlarm, slots: Slot[]) =>
      JSON.parse(evaluateMetricAlarm(alarm, slots, { at }).stateReasonData);
    expect(data(queries, series("9"))).toMatchObject({ period: 300 });
    expect(data({ ...rest, Metrics: "m1+1" }, series("1 9", 120))).toMatchObject({ period: 120 });
    expect(data(queries, series("9"))).not.toHaveProperty("statistic");
    expect(data(queries, series("9")).evaluatedDatapoints[0]).not.toHaveProperty("sampleCount");
  });
});

describe("anomaly bands, given with the slots", () => {
  const band: MetricAlarm = {
    ...alarm,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    Threshold: undefined,
    ComparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold",
  };
  const slots = (...values: readonly (number | undefined)[]): Slot[] =>
    values.map((value, i) => ({
      timestamp: at - (values.length - i) * MINUTE,
      value,
      sampleCount: 1,
      lowerThreshold: 10 + i,
      upperThreshold: 20 + i,
    }));
  const evaluate = (alarm: MetricAlarm, slots: Slot[]) => evaluateMetricAlarm(alarm, slots, { state: "OK", at });

  test("compare each datapoint with the band of its own period", () => {
    const state = (operator: string, ...values: number[]) =>
      evaluate({ ...band, ComparisonOperator: operator }, slots(...values)).stateValue;
    expect(state("LessThanLowerOrGreaterThanUpperThreshold", 9, 15, 23)).toBe("ALARM");
    expect(state("LessThanLowerOrGreaterThanUpperThreshold", 10, 21, 23)).toBe("OK");
    expect(state("LessThanLowerThreshold", 9, 10, 23)).toBe("ALARM");
    expect(state("GreaterThanUpperThreshold", 9, 10, 23)).toBe("OK");
    expect(state("GreaterThanUpperThreshold", 20.5, 22, 0)).toBe("ALARM");
  });

  test("are told in the reason and the data, null beside null", () => {
    const { stateReason, stateReasonData } = evaluate(band, slots(9, undefined, 30));
    expect(stateReason).toBe(
      "Thresholds Crossed: 2 out of the last 3 datapoints [30.0 (05/11/14 19:11:00), 9.0 (05/11/14 19:09:00)] were less than the lower thresholds [12.0, 10.0] or greater than the upper thresholds [22.0, 20.0] (minimum 2 datapoints for OK -> ALARM transition).",
    );
    expect(stateReasonData).toBe(
      '{"version":"1.0","queryDate":"2014-11-05T19:12:00.000+0000","startDate":"2014-11-05T19:09:00.000+0000","period":60,"recentDatapoints":[9.0,null,30.0],"recentLowerThresholds":[10.0,null,12.0],"recentUpperThresholds":[20.0,null,22.0],"evaluatedDatapoints":[{"timestamp":"2014-11-05T19:11:00.000+0000","value":30.0,"threshold":22.0},{"timestamp":"2014-11-05T19:09:00.000+0000","value":9.0,"threshold":10.0}]}',
    );
    const upper = evaluate({ ...band, ComparisonOperator: "GreaterThanUpperThreshold" }, slots(9, 50, 30));
    expect(upper.stateReason).toContain("were greater than the upper thresholds [22.0, 21.0] (");
    expect(upper.stateReasonData).not.toContain("recentLowerThresholds");
  });

  test("of five datapoints and more name the newest five on every side", () => {
    const five = { ...band, EvaluationPeriods: 6, DatapointsToAlarm: undefined };
    expect(evaluate(five, slots(99, 99, 99, 99, 99, 99)).stateReason).toBe(
      "Thresholds Crossed: 6 datapoints were less than the lower thresholds [15.0, 14.0, 13.0, 12.0, 11.0] or greater than the upper thresholds [25.0, 24.0, 23.0, 22.0, 21.0]. The most recent datapoints which crossed the threshold: [99.0 (05/11/14 19:11:00), 99.0 (05/11/14 19:10:00), 99.0 (05/11/14 19:09:00), 99.0 (05/11/14 19:08:00), 99.0 (05/11/14 19:07:00)].",
    );
  });

  test("count a datapoint whose band is unknown as missing", () => {
    const [first, second, third] = slots(99, 99, 99) as [Slot, Slot, Slot];
    const gap = { ...second, upperThreshold: undefined };
    const result = evaluate({ ...band, TreatMissingData: "breaching" }, [{ ...first, value: 15 }, gap, third]);
    expect(result.stateReason).toContain("and 1 missing datapoint was treated as [Breaching] (minimum 2 datapoints");
  });

  test("without data are decided, with data and no band at all refused", () => {
    const upper = { ...band, ComparisonOperator: "GreaterThanUpperThreshold", TreatMissingData: "breaching" };
    const { stateValue, stateReasonData } = evaluate(upper, series("_"));
    expect(stateValue).toBe("ALARM");
    expect(stateReasonData).toContain('"recentDatapoints":[],"recentUpperThresholds":[],"evaluatedDatapoints"');
    expect(thrownBy(() => evaluate(upper, series("1"))).diagnostics[0]?.code).toBe("alarm-not-supported");
  });
});

describe("what a caller knows better", () => {
  test("a shorter evaluation range leaves the older slots out", () => {
    const ranged = (evaluationRange: number) =>
      evaluateMetricAlarm(alarm, series("9 _ _"), { at }, { evaluationRange }).stateValue;
    expect([3, 2].map(ranged)).toEqual(["ALARM", "INSUFFICIENT_DATA"]);
  });

  test("slots that ended less than the ingestion delay ago are missing", () => {
    const delayed = (ingestionDelay: number) =>
      evaluateMetricAlarm(alarm, series("0 9"), { at: at + 30_000 }, { ingestionDelay }).stateValue;
    expect([0, 30_000, 30_001, 90_000, 90_001].map(delayed)).toEqual([
      "ALARM",
      "ALARM",
      "OK",
      "OK",
      "INSUFFICIENT_DATA",
    ]);
  });

  test("is refused when it is no number of periods or milliseconds", () => {
    for (const [options, path] of [
      [{ evaluationRange: 0 }, "options.evaluationRange"],
      [{ evaluationRange: 1e9 }, "options.evaluationRange"],
      [{ ingestionDelay: -1 }, "options.ingestionDelay"],
      [{ ingestionDelay: Number.NaN }, "options.ingestionDelay"],
    ] as const)
      expect(thrownBy(() => evaluateMetricAlarm(alarm, [], { at }, options)).diagnostics[0]?.path).toBe(path);
  });
});

describe("an alarm or slots without a meaning", () => {
  const cases: readonly [string, MetricAlarm, string][] = [
    ["no threshold", { ...alarm, Threshold: undefined }, "alarm-threshold"],
    ["a threshold that is no number", { ...alarm, Threshold: Number.NaN }, "alarm-threshold"],
    ["an operator that does not exist", { ...alarm, ComparisonOperator: "toString" }, "alarm-operator"],
    ["no operator", { ...alarm, ComparisonOperator: undefined }, "alarm-operator"],
    ["M greater than N", { ...alarm, DatapointsToAlarm: 2 }, "alarm-evaluation-periods"],
    ["M of zero", { ...alarm, DatapointsToAlarm: 0 }, "alarm-evaluation-periods"],
    ["half a period to evaluate", { ...alarm, EvaluationPeriods: 1.5 }, "alarm-evaluation-periods"],
    ["a period of 45 seconds", { ...alarm, Period: 45 }, "alarm-period"],
    ["no period", { ...alarm, Period: undefined }, "alarm-period"],
    ["more than a day", { ...alarm, EvaluationPeriods: 1441 }, "alarm-span"],
    [
      "a billion periods of queries",
      { ...alarm, Metrics: "x", Period: undefined, EvaluationPeriods: 1e9 },
      "alarm-span",
    ],
    ["a fifth treatment of missing data", { ...alarm, TreatMissingData: "Breaching" }, "alarm-missing-data"],
    ["no window inside the window", { ...alarm, EvaluationWindow: {} }, "alarm-window"],
    [
      "a time zone that does not exist",
      { ...alarm, EvaluationWindow: { WallClockWindow: { Timezone: "Mars/Base" } } },
      "alarm-window",
    ],
    [
      "a wall-clock period of ten minutes",
      { ...alarm, Period: 600, EvaluationWindow: { WallClockWindow: {} } },
      "alarm-window",
    ],
    ["a warm-up of no minutes", { ...alarm, WarmUpConfiguration: {} }, "alarm-warm-up"],
    ["a query in PromQL", { ...alarm, EvaluationCriteria: {} }, "alarm-not-supported"],
    ["no alarm at all", null as unknown as MetricAlarm, "alarm-request"],
  ];
  for (const [title, config, code] of cases)
    test(`is refused, never evaluated: ${title}`, () => {
      const error = thrownBy(() => evaluateMetricAlarm(config, series("9"), { at }));
      expect(error.diagnostics.map((d) => d.code)).toEqual([code]);
      expect(error.message).toContain(error.diagnostics[0]!.message);
    });

  test("options that are null are none", () => {
    const given = evaluateMetricAlarm(alarm, [], { at }, null as unknown as undefined);
    expect(given).toEqual(evaluateMetricAlarm(alarm, [], { at }));
  });

  test("a time that is none is refused", () => {
    const error = thrownBy(() => evaluateMetricAlarm(alarm, [{ timestamp: Number.NaN, value: 1 }], { at }));
    expect(error.diagnostics[0]).toMatchObject({ code: "alarm-slots", path: "slots[0].timestamp" });
    for (const [slots, context, path] of [
      [[], undefined, "context"],
      [[], 5, "context"],
      [[], { at: 9e15 }, "context.at"],
      [[], { at, createdAt: "today" }, "context.createdAt"],
      [[], { at, state: "ok" }, "context.state"],
      [null, { at }, "slots"],
      [[null], { at }, "slots[0].timestamp"],
    ] as const)
      expect(
        thrownBy(() => evaluateMetricAlarm(alarm, slots as unknown as Slot[], context as AlarmContext)).diagnostics,
      ).toMatchObject([{ code: "alarm-slots", path }]);
  });
});

function thrownBy(action: () => unknown): AlarmError {
  try {
    action();
  } catch (error) {
    if (error instanceof AlarmError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
