import { describe, expect, test } from "vitest";
import { evaluationRange, fillSlots, isDue, slotsAt } from "../../src/alarm/windows.ts";
import { MetricSeries } from "../../src/metric/series.ts";

const time = (text: string) => Date.parse(`2026-01-05T${text}Z`);
const clock = (at: number) => new Date(at).toISOString().slice(11, 19);

describe("the evaluation range", () => {
  test("is two periods longer than N from a minute up, a minute longer below", () => {
    expect(evaluationRange({ Period: 300, EvaluationPeriods: 3 })).toBe(5);
    expect(evaluationRange({ Period: 60, EvaluationPeriods: 1 })).toBe(3);
    expect(evaluationRange({ Period: 10, EvaluationPeriods: 3 })).toBe(9);
    expect(evaluationRange({ Period: 20, EvaluationPeriods: 1 })).toBe(4);
    expect(evaluationRange({ Period: 30, EvaluationPeriods: 2 })).toBe(4);
  });

  test("slides with the minute of the evaluation", () => {
    const alarm = { Period: 300, EvaluationPeriods: 1 };
    expect(slotsAt(alarm, time("13:29:29")).map(clock)).toEqual(["13:14:00", "13:19:00", "13:24:00"]);
    expect(slotsAt(alarm, time("13:30:00")).map(clock)).toEqual(["13:15:00", "13:20:00", "13:25:00"]);
  });

  test("below a minute ends ten seconds ago, for an expression now", () => {
    const alarm = { Period: 10, EvaluationPeriods: 1 };
    expect(slotsAt(alarm, time("05:42:57.551")).map(clock).at(-1)).toBe("05:42:30");
    expect(
      slotsAt({ ...alarm, Metrics: [] }, time("07:58:33.125"))
        .map(clock)
        .at(-1),
    ).toBe("07:58:20");
  });

  test("beyond a day ends with the hour", () => {
    const alarm = { Period: 3600, EvaluationPeriods: 25 };
    expect(clock(slotsAt(alarm, time("11:03:00")).at(-1)!)).toBe("10:00:00");
  });
});

describe("the cadence", () => {
  test("is a minute, ten seconds below a minute, an hour beyond a day", () => {
    const due = (alarm: object, text: string) => isDue(alarm, time(text));
    expect(due({ Period: 300, EvaluationPeriods: 3 }, "13:01:00")).toBe(true);
    expect(due({ Period: 300, EvaluationPeriods: 3 }, "13:01:10")).toBe(false);
    expect(due({ Period: 30, EvaluationPeriods: 3 }, "13:01:10")).toBe(true);
    expect(due({ Period: 3600, EvaluationPeriods: 24 }, "13:01:00")).toBe(true);
    expect(due({ Period: 3600, EvaluationPeriods: 25 }, "13:01:00")).toBe(false);
    expect(due({ Period: 3600, EvaluationPeriods: 25 }, "13:00:00")).toBe(true);
  });
});

describe("filling slots from a series", () => {
  const series = new MetricSeries();
  series.add({ Timestamp: time("13:00:59"), Value: 2, Unit: "Count" });
  series.add({ Timestamp: time("13:01:00"), Value: 4, Unit: "Count" });
  const alarm = { Statistic: "Sum", Period: 60, EvaluationPeriods: 1 };

  test("each datapoint lands in the slot its minute is in", () => {
    expect(fillSlots(alarm, series, time("13:02:00"))).toEqual([
      { timestamp: time("12:59:00") },
      { timestamp: time("13:00:00"), value: 2, sampleCount: 1 },
      { timestamp: time("13:01:00"), value: 4, sampleCount: 1 },
    ]);
  });

  test("the same datapoints fall into different slots of a longer period as the window slides", () => {
    const five = { ...alarm, Period: 120 };
    expect(fillSlots(five, series, time("13:02:00")).map((s) => s.value)).toEqual([undefined, undefined, 6]);
    expect(fillSlots(five, series, time("13:03:00")).map((s) => s.value)).toEqual([undefined, 2, 4]);
  });

  test("another unit, a period below a minute and no series at all find nothing", () => {
    const values = (config: object, from: MetricSeries | undefined) =>
      fillSlots({ ...alarm, ...config }, from, time("13:02:00")).map((s) => s.value);
    expect(values({ Unit: "Bytes" }, series)).toEqual([undefined, undefined, undefined]);
    expect(new Set(values({ Period: 10 }, series))).toEqual(new Set([undefined]));
    expect(values({}, undefined)).toEqual([undefined, undefined, undefined]);
  });
});
