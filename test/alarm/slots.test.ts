// The slots of an alarm, read from a series: once, and evaluation after evaluation.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { fillSlots, SlotReader } from "../../src/alarm/slots.ts";
import { MetricSeries } from "../../src/metric/series.ts";

const time = (text: string) => Date.parse(`2026-01-05T${text}Z`);

describe("slots filled from a series with bins", () => {
  const series = new MetricSeries({ keepsBins: true });
  for (const Value of [20, 20, 100, 100, 100]) series.add({ Timestamp: time("13:00:30"), Value });
  for (const [at, Value] of [
    ["13:00:41", 1],
    ["13:00:48", 2],
  ] as const)
    series.add({ Timestamp: time(at), Value, Unit: "Bytes", StorageResolution: 1 });

  test("hold extended statistics with their number of samples", () => {
    const alarm = { ExtendedStatistic: "p90", Unit: "None", Period: 60, EvaluationPeriods: 1 };
    const slot = fillSlots(alarm, series, time("13:01:00")).at(-1);
    expect(slot?.value).toBeCloseTo(99.4965788435331, 10);
    expect(slot?.sampleCount).toBe(5);
  });

  test("of ten seconds hold datapoints of high resolution only", () => {
    const alarm = { Statistic: "Sum", Period: 10, EvaluationPeriods: 1 };
    const found = fillSlots(alarm, series, time("13:01:00")).filter(({ value }) => value !== undefined);
    expect(found).toEqual([{ timestamp: time("13:00:40"), value: 3, sampleCount: 2 }]);
  });
});

describe("a reader that goes from evaluation to evaluation", () => {
  const configuration = fc.record({
    Period: fc.constantFrom(10, 60, 180, 300, 3600),
    EvaluationPeriods: fc.integer({ min: 1, max: 4 }),
    zone: fc.option(fc.constantFrom("UTC", "+05:45", "Europe/Berlin"), { nil: undefined }),
    ingestionDelay: fc.constantFrom(0, 1, 90_000, 600_000),
  });
  const points = fc.array(fc.tuple(fc.integer({ min: -900, max: 1800 }), fc.integer({ min: 1, max: 9 })), {
    maxLength: 30,
  });
  const steps = fc.array(fc.constantFrom(1, 1, 2, 5, 60), { maxLength: 20 });

  property.prop([configuration, points, steps])(
    "reads what a fresh one does each time",
    ({ zone, ...config }, data, moves) => {
      const isCalendar = zone !== undefined && [60, 300, 3600].includes(config.Period);
      const window = isCalendar ? { EvaluationWindow: { WallClockWindow: { Timezone: zone } } } : {};
      const { ingestionDelay, ...members } = config;
      const alarm = { Statistic: "Sum", ...members, ...window };
      const series = new MetricSeries();
      const start = Date.UTC(2026, 9, 25, 0, 30);
      for (const [second, Value] of data)
        series.add({ Timestamp: start + second * 1000, Value, StorageResolution: config.Period < 60 ? 1 : 60 });
      const reader = new SlotReader(alarm, series, { ingestionDelay });
      let at = start;
      for (const move of moves) {
        at += move * (config.Period < 60 ? 10_000 : 60_000);
        expect(reader.at(at)).toEqual(fillSlots(alarm, series, at, { ingestionDelay }));
      }
    },
  );
});
