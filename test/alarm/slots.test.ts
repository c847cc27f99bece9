import { describe, expect, test } from "vitest";
import { fillSlots } from "../../src/alarm/slots.ts";
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
