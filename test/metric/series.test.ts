import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Datapoint } from "../../src/metric/datapoint.ts";
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

describe("the forms of a datapoint", () => {
  const window = (datapoint: Datapoint) => {
    const series = new MetricSeries();
    series.add({ Timestamp: 0, ...datapoint });
    return series.window(0, MINUTE);
  };

  test("are a value, values with or without counts, and a statistic set", () => {
    expect(window({ Value: 4 })).toMatchObject({ SampleCount: 1, Sum: 4 });
    expect(window({ Values: [1, 2, 3] })).toMatchObject({ SampleCount: 3, Sum: 6, Minimum: 1, Maximum: 3 });
    expect(window({ Values: [1, 2], Counts: [3, 0.5] })).toMatchObject({ SampleCount: 3.5, Sum: 4 });
    expect(window({ StatisticValues: { SampleCount: 4, Sum: 20, Minimum: 2, Maximum: 9 } })).toEqual({
      SampleCount: 4,
      Sum: 20,
      Average: 5,
      Minimum: 2,
      Maximum: 9,
    });
  });

  test("are taken as the SDK writes them: with a Date, with null for what is left out", () => {
    const series = new MetricSeries();
    expect(
      series.add({ Timestamp: new Date(MINUTE), Value: 1, Values: null, Unit: null } as unknown as Datapoint),
    ).toBe(true);
    expect(series.minutes()).toEqual([MINUTE]);
  });

  test.each<[string, Datapoint]>([
    ["none of them", {}],
    ["two of them", { Value: 1, Values: [1] }],
    ["a value beside a set", { Value: 1, StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 1, Maximum: 1 } }],
    ["counts without values", { Value: 1, Counts: [1] }],
    ["counts of another number", { Values: [1, 2], Counts: [1] }],
    ["no values", { Values: [] }],
    ["151 values", { Values: Array.from({ length: 151 }, (_, i) => i) }],
    ["a wrong one among values", { Values: [1, Number.NaN] }],
    ["a negative count", { Values: [1, 2], Counts: [1, -1] }],
    ["a set with a member missing", { StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 1 } }],
    ["an unknown unit", { Value: 1, Unit: "Parsecs" }],
    ["an unknown resolution", { Value: 1, StorageResolution: 30 }],
    ["no time", { Value: 1, Timestamp: undefined }],
    ["a Date that is none", { Value: 1, Timestamp: new Date(Number.NaN) }],
    ["a text for a value", { Value: "1" } as unknown as Datapoint],
    ["a text for values", { Values: "12" } as unknown as Datapoint],
  ])("%s: refused whole and counted", (_, datapoint) => {
    const series = new MetricSeries();
    expect(series.add({ Timestamp: 0, ...datapoint })).toBe(false);
    expect(series.refused).toBe(1);
    expect(series.toState()).toEqual({ streams: [], refused: 1 });
    expect(series.units).toEqual([]);
  });

  test("more than two weeks old or two hours ahead are refused where the time of their arrival is known", () => {
    const now = 100 * 86_400_000;
    const series = new MetricSeries();
    const add = (Timestamp: number) => series.add({ Timestamp, Value: 1 }, now);
    expect([now - 14 * 86_400_000, now + 2 * 3_600_000].map(add)).toEqual([true, true]);
    expect([now - 14 * 86_400_000 - 1, now + 2 * 3_600_000 + 1].map(add)).toEqual([false, false]);
    expect(series.refused).toBe(2);
    expect(series.add({ Timestamp: 0, Value: 1 })).toBe(true);
  });
});

describe("the resolution", () => {
  const series = new MetricSeries();
  series.add({ Timestamp: 61_500, Value: 1, StorageResolution: 1 });
  series.add({ Timestamp: 61_900, Value: 2, StorageResolution: 1 });
  series.add({ Timestamp: 65_000, Value: 4, StorageResolution: 60 });
  series.add({ Timestamp: 65_000, Value: 8 });

  test("of one second keeps seconds; of sixty, or none, minutes", () => {
    expect(series.window(61_000, 62_000)?.Sum).toBe(3);
    expect(series.window(MINUTE, 2 * MINUTE)?.Sum).toBe(15);
    expect(series.minutes()).toEqual([MINUTE]);
  });

  test("of a minute gives nothing to a window below a minute, even where its minute starts", () => {
    expect(series.window(60_000, 70_000)?.Sum).toBe(3);
    expect(series.window(60_000, 61_000)).toBeUndefined();
  });
});

describe("a statistic of a window", () => {
  const series = new MetricSeries({ keepsBins: true });
  for (const [minute, Values] of [
    [0, [20, 20]],
    [1, [100, 100, 100]],
    [5, [7]],
  ] as const)
    series.add({ Timestamp: minute * MINUTE, Values, Unit: "Milliseconds" });

  test("has any name, and reads the bins of several minutes as one", () => {
    expect(series.statistic("Sum", 0, 2 * MINUTE)).toEqual({ value: 340, sampleCount: 5 });
    expect(series.statistic("p90", 0, 2 * MINUTE, "Milliseconds")?.value).toBeCloseTo(99.4965788435331, 10);
    expect(series.statistic("PR(:50)", 0, 2 * MINUTE)).toEqual({ value: 40, sampleCount: 5 });
    expect(series.statistic("p90", 5 * MINUTE, 6 * MINUTE)).toEqual({ value: 7, sampleCount: 1 });
  });

  test("is none without data, in another unit, under an unknown name", () => {
    expect(series.statistic("Sum", 2 * MINUTE, 5 * MINUTE)).toBeUndefined();
    expect(series.statistic("Sum", 0, MINUTE, "Bytes")).toBeUndefined();
    expect(series.statistic("p101", 0, MINUTE)).toBeUndefined();
  });

  test("has no percentile where bins were not kept, or came from such a series", () => {
    const plain = new MetricSeries();
    for (const Value of [1, 5, 9]) plain.add({ Timestamp: 0, Value });
    expect(plain.statistic("Average", 0, MINUTE)?.value).toBe(5);
    expect(plain.statistic("p50", 0, MINUTE)).toBeUndefined();
    const joined = new MetricSeries({ keepsBins: true });
    joined.add({ Timestamp: 0, Value: 3 });
    expect(joined.statistic("p50", 0, MINUTE)?.value).toBe(3);
    joined.addState(plain.toState());
    expect(joined.statistic("p50", 0, MINUTE)).toBeUndefined();
    expect(joined.statistic("p100", 0, MINUTE)).toEqual({ value: 9, sampleCount: 4 });
  });
});

/** Values whose sums are exact, so that their order can't show. */
const datum = fc.record({
  Timestamp: fc.integer({ min: -3 * MINUTE, max: 30 * MINUTE }),
  Value: fc.integer({ min: -1000, max: 1000 }).map((v) => v / 4),
  Unit: fc.constantFrom("Count", "None", undefined),
});

/** Data of both resolutions, and values whose sums are rounded. */
const anyDatum = fc.record({
  Timestamp: fc.integer({ min: -3 * MINUTE, max: 3 * MINUTE }),
  Value: fc.double({ min: -1e6, max: 1e9, noNaN: true }),
  Unit: fc.constantFrom("Count", "None", undefined),
  StorageResolution: fc.constantFrom(1, 60, undefined),
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
      .array(anyDatum)
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.nat()));
    fc.assert(
      fc.property(shuffled, ([all, mixed, cut]) => {
        const whole = seriesOf(all);
        const half = cut % (mixed.length + 1);
        const joined = seriesOf(mixed.slice(0, half));
        joined.addState(JSON.parse(JSON.stringify(seriesOf(mixed.slice(half)).toState())));
        expect(withoutRests(joined)).toEqual(withoutRests(whole));
        for (const name of ["Sum", "Average", "p50", "tm90", "PR(:100)"])
          expect(joined.statistic(name, -MINUTE, 2 * MINUTE)).toEqual(whole.statistic(name, -MINUTE, 2 * MINUTE));
      }),
    );
  });
});

/** A state without what lies below the last place of its sums. */
function withoutRests(series: MetricSeries): unknown {
  return JSON.parse(JSON.stringify(series.toState()), (key, value) => (key === "SumRest" ? 0 : value));
}

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

function seriesOf(data: readonly Datapoint[]): MetricSeries {
  const series = new MetricSeries({ keepsBins: true });
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
