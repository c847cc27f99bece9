import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { metricKey } from "../../src/metric/datum.ts";
import { MetricSeries } from "../../src/metric/series.ts";

const MINUTE = 60_000;

describe("the roll-up", () => {
  test("a datapoint counts in its own minute, however late it comes", () => {
    const series = new MetricSeries();
    series.add({ Timestamp: 5 * MINUTE, Value: 1 });
    series.add({ Timestamp: 9 * MINUTE + 59_999, Value: 7 });
    series.add({ Timestamp: 5 * MINUTE + 1, Value: 4 });
    expect(series.window(5 * MINUTE, 6 * MINUTE)).toEqual({
      SampleCount: 2,
      Sum: 5,
      Average: 2.5,
      Minimum: 1,
      Maximum: 4,
    });
    expect(series.window(6 * MINUTE, 9 * MINUTE)).toBeUndefined();
    expect(series.minutes()).toEqual([5 * MINUTE, 9 * MINUTE]);
  });

  test("the documented example: 2, 4 and 5 give 3, 11, 3.6666666666666665, 2 and 5", () => {
    const series = new MetricSeries();
    for (const Value of [2, 4, 5]) series.add({ Timestamp: 0, Value });
    expect(series.window(0, MINUTE)).toEqual({
      SampleCount: 3,
      Sum: 11,
      Average: 3.6666666666666665,
      Minimum: 2,
      Maximum: 5,
    });
  });

  test("a window is half open: its end belongs to the next", () => {
    const series = new MetricSeries();
    series.add({ Timestamp: 2 * MINUTE, Value: 1 });
    expect(series.window(MINUTE, 2 * MINUTE)).toBeUndefined();
    expect(series.window(2 * MINUTE, 3 * MINUTE)?.Sum).toBe(1);
  });

  test("units are kept apart, and read together when none is asked for", () => {
    const series = new MetricSeries();
    series.add({ Timestamp: 0, Value: 1, Unit: "Count" });
    series.add({ Timestamp: 0, Value: 10, Unit: "Seconds" });
    series.add({ Timestamp: 0, Value: 100 });
    expect(series.window(0, MINUTE, "Seconds")?.Sum).toBe(10);
    expect(series.window(0, MINUTE, "None")?.Sum).toBe(100);
    expect(series.window(0, MINUTE, "Bytes")).toBeUndefined();
    expect(series.window(0, MINUTE)?.Sum).toBe(111);
    expect(series.units).toEqual(["Count", "Seconds", "None"]);
  });

  test("what the service would refuse is refused: no number, infinity, beyond 2^360, no time", () => {
    const series = new MetricSeries();
    for (const Value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 361, -(2 ** 361)])
      expect(series.add({ Timestamp: 0, Value })).toBe(false);
    expect(series.add({ Timestamp: Number.NaN, Value: 1 })).toBe(false);
    expect(series.add({ Timestamp: 0, Value: 2 ** 360 })).toBe(true);
    expect(series.window(0, MINUTE)?.SampleCount).toBe(1);
  });

  test("a time before 1970 lands in its minute too", () => {
    const series = new MetricSeries();
    series.add({ Timestamp: -1, Value: 1 });
    expect(series.minutes()).toEqual([-MINUTE]);
  });
});

/** Values whose sums are exact, so that their order can't show. */
const datum = fc.record({
  Timestamp: fc.integer({ min: -3 * MINUTE, max: 30 * MINUTE }),
  Value: fc.integer({ min: -1000, max: 1000 }).map((v) => v / 4),
  Unit: fc.constantFrom("Count", "None", undefined),
});

describe("laws", () => {
  test("a window is what a list of all datapoints says it is", () => {
    const windows = fc.array(
      fc.tuple(
        fc.integer({ min: -5, max: 35 }),
        fc.integer({ min: 0, max: 20 }),
        fc.constantFrom("Count", "None", undefined),
      ),
    );
    fc.assert(
      fc.property(fc.array(datum), windows, fc.array(datum), (first, asked, later) => {
        const series = new MetricSeries();
        const check = (all: readonly { Timestamp: number; Value: number; Unit: string | undefined }[]) => {
          for (const [from, length, unit] of asked) {
            const [start, end] = [from * MINUTE, (from + length) * MINUTE];
            const inside = all.filter(
              (d) => d.Timestamp >= start && d.Timestamp < end && (unit === undefined || (d.Unit ?? "None") === unit),
            );
            expect(series.window(start, end, unit)).toEqual(naive(inside.map((d) => d.Value)));
          }
        };
        for (const d of first) series.add(d);
        check(first);
        for (const d of later) series.add(d);
        check([...first, ...later]);
      }),
    );
  });

  test("the order of datapoints is irrelevant, and two halves joined are the whole", () => {
    const shuffled = fc
      .array(datum)
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.nat()));
    fc.assert(
      fc.property(shuffled, ([all, mixed, cut]) => {
        const whole = seriesOf(all);
        const half = cut % (mixed.length + 1);
        const joined = seriesOf(mixed.slice(0, half));
        joined.addState(JSON.parse(JSON.stringify(seriesOf(mixed.slice(half)).toState())));
        expect(joined.toState()).toEqual(whole.toState());
        expect(joined.window(0, 9 * MINUTE)).toEqual(whole.window(0, 9 * MINUTE));
      }),
    );
  });
});

describe("the key of a metric", () => {
  const pair = fc.record({ Name: fc.string(), Value: fc.string() });
  const metric = fc.record({
    Namespace: fc.string(),
    MetricName: fc.string(),
    Dimensions: fc.array(pair, { maxLength: 3 }),
  });

  test("does not depend on the order of dimensions", () => {
    fc.assert(
      fc.property(metric, (m) => {
        expect(metricKey({ ...m, Dimensions: m.Dimensions.toReversed() })).toBe(metricKey(m));
      }),
    );
  });

  test("tells any two metrics apart", () => {
    const sorted = (m: { Dimensions: { Name: string; Value: string }[] }) =>
      m.Dimensions.map((d) => JSON.stringify([d.Name, d.Value])).sort();
    fc.assert(
      fc.property(metric, metric, (a, b) => {
        const same =
          a.Namespace === b.Namespace && a.MetricName === b.MetricName && sorted(a).join() === sorted(b).join();
        expect(metricKey(a) === metricKey(b)).toBe(same);
      }),
    );
    const dimensions = [{ Name: "A", Value: "1" }];
    expect(metricKey({ Dimensions: dimensions })).not.toBe(
      metricKey({ Dimensions: [...dimensions, { Name: "B", Value: "2" }] }),
    );
    expect(metricKey({ Namespace: 'a","b', MetricName: "" })).not.toBe(
      metricKey({ Namespace: "a", MetricName: 'b",""' }),
    );
  });
});

function seriesOf(data: readonly { Timestamp: number; Value: number; Unit: string | undefined }[]): MetricSeries {
  const series = new MetricSeries();
  for (const d of data) series.add(d);
  return series;
}

function naive(values: readonly number[]): object | undefined {
  if (values.length === 0) return undefined;
  const Sum = values.reduce((a, b) => a + b, 0);
  return {
    SampleCount: values.length,
    Sum,
    Average: Sum / values.length,
    Minimum: Math.min(...values),
    Maximum: Math.max(...values),
  };
}
