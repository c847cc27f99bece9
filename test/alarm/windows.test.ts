import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { fillSlots, SlotReader } from "../../src/alarm/slots.ts";
import { evaluationRange, isDue, slotsAt } from "../../src/alarm/windows.ts";
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

describe("a wall-clock window", () => {
  const clockOf = (Period: number, EvaluationPeriods: number, Timezone?: string) => ({
    Period,
    EvaluationPeriods,
    EvaluationWindow: { WallClockWindow: { Timezone } },
  });
  const starts = (alarm: object, at: string) =>
    slotsAt(alarm, Date.parse(at)).map((start) => new Date(start).toISOString().slice(0, 16));

  test("looks at the hours that are over", () => {
    expect(starts(clockOf(3600, 1), "2026-01-05T13:29:00Z")).toEqual([
      "2026-01-05T10:00",
      "2026-01-05T11:00",
      "2026-01-05T12:00",
    ]);
    expect(starts(clockOf(3600, 1), "2026-01-05T14:00:00Z").at(-1)).toBe("2026-01-05T13:00");
    expect(starts(clockOf(300, 1), "2026-01-05T14:04:59Z").at(-1)).toBe("2026-01-05T13:55");
    expect(starts(clockOf(60, 1), "2026-01-05T14:04:59Z").at(-1)).toBe("2026-01-05T14:03");
  });

  test("begins hours, days and weeks where the time zone does, days of 23 hours too", () => {
    expect(starts(clockOf(3600, 1, "+05:30"), "2026-01-05T13:29:00Z").at(-1)).toBe("2026-01-05T11:30");
    expect(starts(clockOf(86_400, 1, "America/New_York"), "2026-03-10T12:00:00Z")).toEqual([
      "2026-03-07T05:00",
      "2026-03-08T05:00",
      "2026-03-09T04:00",
    ]);
    expect(starts(clockOf(604_800, 1, "America/New_York"), "2026-03-10T12:00:00Z")).toEqual([
      "2026-02-16T05:00",
      "2026-02-23T05:00",
      "2026-03-02T05:00",
    ]);
    expect(starts(clockOf(604_800, 1), "2026-03-09T00:00:00Z").at(-1)).toBe("2026-03-02T00:00");
  });

  test("is evaluated as often as a sliding one: hourly beyond a day, with data up to the hour", () => {
    const at = Date.parse("2026-01-05T13:01:00Z");
    expect(isDue(clockOf(86_400, 1), at)).toBe(true);
    expect(isDue(clockOf(86_400, 2), at)).toBe(false);
    // The day in +05:30 ended at 18:30, which the evaluations of the hours see from 19:00 on.
    expect(starts(clockOf(86_400, 2, "+05:30"), "2026-01-05T18:45:00Z").at(-1)).toBe("2026-01-03T18:30");
    expect(starts(clockOf(86_400, 2, "+05:30"), "2026-01-05T19:00:00Z").at(-1)).toBe("2026-01-04T18:30");
  });

  test("counts every datapoint of a day of 25 hours, once", () => {
    const series = new MetricSeries();
    const from = Date.parse("2026-11-01T04:00:00Z");
    for (let hour = 0; hour < 25; hour++) series.add({ Timestamp: from + hour * 3_600_000, Value: 1 });
    const alarm = { ...clockOf(86_400, 1, "America/New_York"), Statistic: "Sum" };
    const values = fillSlots(alarm, series, Date.parse("2026-11-02T05:00:00Z")).map(({ value }) => value);
    expect(values).toEqual([undefined, undefined, 25]);
  });
});

describe("what a caller knows better", () => {
  const alarm = { Period: 60, EvaluationPeriods: 2, Statistic: "Sum" };
  const series = new MetricSeries();
  for (const minute of ["13:00", "13:01", "13:02"]) series.add({ Timestamp: time(`${minute}:00`), Value: 1 });

  test("another evaluation range takes the place of the rule", () => {
    expect(evaluationRange(alarm, { evaluationRange: 2 })).toBe(2);
    expect(slotsAt(alarm, time("13:03:00"), { evaluationRange: 2 }).map(clock)).toEqual(["13:01:00", "13:02:00"]);
  });

  test("an ingestion delay hides the minutes that can't be seen yet", () => {
    const values = (period: number, ingestionDelay: number) =>
      fillSlots({ ...alarm, Period: period }, series, time("13:03:00"), { ingestionDelay }).map((slot) => slot.value);
    expect(values(60, 0)).toEqual([undefined, 1, 1, 1]);
    expect(values(60, 1)).toEqual([undefined, 1, 1, undefined]);
    expect(values(60, 60_000)).toEqual([undefined, 1, 1, undefined]);
    expect(values(60, 120_000)).toEqual([undefined, 1, undefined, undefined]);
    expect(values(180, 60_000)).toEqual([undefined, undefined, undefined, 2]);
  });
});

const delays = fc.constantFrom(0, 1, 60_000, 150_000);
property.prop([
  fc.constantFrom(60, 120, 300, 3600),
  fc.integer({ min: 1, max: 4 }),
  delays,
  fc.constantFrom(undefined, "UTC", "America/New_York"),
  fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 40 }),
  fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 30 }),
])("a reader gives at every instant what reading anew gives", (Period, n, ingestionDelay, zone, minutes, steps) => {
  const isCalendar = zone !== undefined && [60, 300, 3600].includes(Period);
  const alarm = {
    Period,
    EvaluationPeriods: n,
    Statistic: "Sum",
    EvaluationWindow: isCalendar ? { WallClockWindow: { Timezone: zone } } : undefined,
  };
  const series = new MetricSeries();
  for (const minute of minutes) series.add({ Timestamp: time("00:00:00") + minute * 60_000, Value: minute });
  const reader = new SlotReader(alarm, series, { ingestionDelay });
  let at = time("00:00:00");
  for (const step of steps) {
    at += step * 60_000;
    expect(reader.at(at)).toEqual(fillSlots(alarm, series, at, { ingestionDelay }));
  }
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
