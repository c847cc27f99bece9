import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { distribution, mergeDistributions, statisticSet } from "../../src/metric/distribution.ts";
import { statistic } from "../../src/metric/statistic.ts";
import { isExtendedStatistic, parseStatistic } from "../../src/metric/statistic-name.ts";
import { type Point, referencePercentile, referenceRank, referenceSum } from "../reference/distribution.ts";

describe("the name of a statistic", () => {
  test.each([
    ["p99.9", { kind: "p", percent: 99.9 }],
    ["p0", { kind: "p", percent: 0 }],
    ["p12.0123456789", { kind: "p", percent: 12.0123456789 }],
    ["tm90", { kind: "TM", isPercent: true, low: 0, high: 90 }],
    ["wm99.5", { kind: "WM", isPercent: true, low: 0, high: 99.5 }],
    ["IQM", { kind: "TM", isPercent: true, low: 25, high: 75 }],
    ["TM(10%:90%)", { kind: "TM", isPercent: true, low: 10, high: 90 }],
    ["TC(:90%)", { kind: "TC", isPercent: true, low: 0, high: 90 }],
    ["TS(10%:)", { kind: "TS", isPercent: true, low: 10, high: 100 }],
    ["TM(150:1000)", { kind: "TM", isPercent: false, low: 150, high: 1000 }],
    ["TC(:0.5)", { kind: "TC", isPercent: false, low: Number.NEGATIVE_INFINITY, high: 0.5 }],
    ["PR(100:)", { kind: "PR", isPercent: false, low: 100, high: Number.POSITIVE_INFINITY }],
  ])("%s is read", (name, asked) => {
    expect(parseStatistic(name)).toEqual(asked);
    expect(isExtendedStatistic(name)).toBe(true);
  });

  test.each([
    ...["", "sum", "P90", "p", "p101", "p-1", "p1e1", "p100.1", "p99.12345678901", "tm0", "TM90", "tm(10%:90%)", "iqm"],
    ...["TM()", "TM(:)", "TM(10%:90)", "TM(10:90%)", "PR(10%:90%)", "TM(90%:10%)", "TM(5:4)", "TM(:101%)", "TM(-1:5)"],
    ...["PR(:300", "PR300", "TM(%:5%)", "TM(1:2:3)", " p90", "p90\n", "constructor", "toString"],
  ])("%j is none", (name) => {
    expect(parseStatistic(name)).toBeUndefined();
    expect(statistic(distribution([[1, 1]]), name)).toBeUndefined();
  });

  property.prop([fc.anything()])("of any type is read or none, without a throw", (name) => {
    expect([true, false]).toContain(isExtendedStatistic(name));
  });

  test("of the five basic statistics is not extended", () => {
    for (const name of ["SampleCount", "Average", "Sum", "Minimum", "Maximum"])
      expect(isExtendedStatistic(name)).toBe(false);
  });
});

/** Below the lowest bin, at 1e-290, a bin is no tenth of its values wide. */
const value = fc
  .oneof(
    fc.integer({ min: 0, max: 40 }).map((v) => v / 4),
    fc.double({ min: 0, max: 1e6, noNaN: true }),
    fc.double({ min: 0, max: 2 ** 360, noNaN: true }),
    fc.constantFrom(0, 1, 1.1, 1.331, 2 ** -360),
  )
  .filter((v) => v === 0 || v >= 2 ** -360);
const count = fc.integer({ min: 1, max: 400 }).map((c) => c / 4);
const points = fc
  .array(fc.tuple(value, count), { minLength: 1, maxLength: 12 })
  .filter((all) => all.reduce((sum, [, c]) => sum + c, 0) >= 1);
const percent = fc.oneof(
  fc.integer({ min: 1, max: 99 }),
  fc.integer({ min: 1, max: 9999 }).map((p) => p / 100),
);
const pair = fc.tuple(percent, percent).filter(([a, b]) => a < b);
const bounds = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 40 }))
  .map(([a, b]) => [a / 4, (a + b) / 4] as const);

const total = (all: readonly Point[]): number => all.reduce((sum, [, c]) => sum + c, 0);
const least = (all: readonly Point[]): number => Math.min(...all.map(([v]) => v));
const most = (all: readonly Point[]): number => Math.max(...all.map(([v]) => v));

/** The sample of this percentile itself. */
function exactPercentile(all: readonly Point[], p: number): number {
  let left = (p / 100) * total(all);
  for (const [v, c] of [...all].sort(([a], [b]) => a - b)) {
    left -= c;
    if (left <= 1e-9) return v;
  }
  return most(all);
}

/** Up to rounding, which cancels where a difference is small beside `scale`. */
function expectClose(actual: number | undefined, wanted: number, scale: number = Math.abs(wanted)): void {
  expect(Math.abs(actual! - wanted)).toBeLessThanOrEqual(1e-9 * scale + Number.MIN_VALUE);
}

describe("a percentile", () => {
  property.prop([points, percent])("is what walking the bins gives", (all, p) => {
    const wanted = least(all) === most(all) ? least(all) : referencePercentile(all, p);
    expectClose(statistic(distribution(all), `p${p}`), Math.min(Math.max(wanted, least(all)), most(all)));
  });

  property.prop([points, pair])("grows with its percent, between minimum and maximum", (all, [a, b]) => {
    const d = distribution(all);
    const values = ["p0", `p${a}`, `p${b}`, "p100"].map((name) => statistic(d, name)!);
    expect(values).toEqual([...values].sort((x, y) => x - y));
    expect([values[0], values[3]]).toEqual([least(all), most(all)]);
  });

  property.prop([points, percent])("lies no further from a true one than a bin is wide", (all, p) => {
    const exact = exactPercentile(all, p);
    const found = statistic(distribution(all), `p${p}`)!;
    expect(found).toBeGreaterThanOrEqual((exact / 1.1) * (1 - 1e-12));
    expect(found).toBeLessThanOrEqual(exact * 1.1 * (1 + 1e-12));
  });
});

describe("a trimmed statistic in percents", () => {
  property.prop([points, pair])("counts, sums and averages the samples between two ranks", (all, [a, b]) => {
    const d = distribution(all);
    const [from, to] = [(a / 100) * total(all), (b / 100) * total(all)];
    expectClose(statistic(d, `TC(${a}%:${b}%)`), to - from);
    const sum = referenceSum(all, from, to);
    expectClose(statistic(d, `TS(${a}%:${b}%)`), sum, most(all) * (to - from));
    expectClose(statistic(d, `TM(${a}%:${b}%)`), sum / (to - from), most(all));
  });

  property.prop([points, percent])("from zero is the short form", (all, p) => {
    const d = distribution(all);
    for (const kind of ["tm", "tc", "ts", "wm"])
      expect(statistic(d, `${kind}${p}`)).toBe(statistic(d, `${kind.toUpperCase()}(:${p}%)`));
  });

  property.prop([points, pair])("has means between minimum and maximum", (all, [a, b]) => {
    const d = distribution(all);
    for (const kind of ["TM", "WM"]) {
      const mean = statistic(d, `${kind}(${a}%:${b}%)`)!;
      expect(mean).toBeGreaterThanOrEqual(least(all) * (1 - 1e-9));
      expect(mean).toBeLessThanOrEqual(most(all) * (1 + 1e-9));
    }
  });

  test("of a single value is that value", () => {
    for (const name of ["p50", "tm90", "IQM", "WM(10%:90%)", "TM(1:9)", "WM(1:9)"])
      expectClose(statistic(distribution([[7, 5]]), name), 7);
  });

  test("of an empty range counts nothing", () => {
    const d = distribution([
      [1, 2],
      [9, 2],
    ]);
    expect(["TC", "TS", "WM", "TM"].map((kind) => statistic(d, `${kind}(50%:50%)`))).toEqual([0, 0, 0, undefined]);
    expect(["TC", "TS", "PR", "TM"].map((kind) => statistic(d, `${kind}(5:5)`))).toEqual([0, 0, 0, undefined]);
  });
});

describe("a trimmed statistic in values", () => {
  property.prop([points, bounds])("counts and ranks the samples between two values", (all, [low, high]) => {
    const d = distribution(all);
    const inside = referenceRank(all, high) - referenceRank(all, low);
    expectClose(statistic(d, `TC(${low}:${high})`), inside, total(all));
    expectClose(statistic(d, `PR(${low}:${high})`), (100 * inside) / total(all), 100);
    expectClose(statistic(d, `PR(:${high})`), (100 * referenceRank(all, high)) / total(all), 100);
  });

  property.prop([points, bounds])("agrees with itself: the sum is the mean times the count", (all, [low, high]) => {
    const d = distribution(all);
    const [mean, sum, inside] = ["TM", "TS", "TC"].map((kind) => statistic(d, `${kind}(${low}:${high})`));
    if (inside === 0) expect(mean).toBeUndefined();
    else expectClose(mean! * inside!, sum!);
  });

  property.prop([points, bounds])("has means inside of the bounds where samples are", (all, [low, high]) => {
    const mean = statistic(distribution(all), `TM(${low}:${high})`);
    if (mean === undefined) return;
    expect(mean).toBeGreaterThanOrEqual(Math.max(low, least(all)) * (1 - 1e-9) - 1e-300);
    expect(mean).toBeLessThanOrEqual(Math.min(high, most(all)) * (1 + 1e-9));
  });

  property.prop([points])("over everything is all of it, within the width of a bin", (all) => {
    const d = distribution(all);
    const [inside, sum] = [statistic(d, "TC(0:)")!, statistic(d, "TS(0:)")!];
    expectClose(inside, total(all.filter(([v]) => v > 0)), total(all));
    const exact = all.reduce((s, [v, c]) => s + v * c, 0);
    expect(sum).toBeLessThanOrEqual(exact * 1.1 * (1 + 1e-9));
    expect(sum).toBeGreaterThanOrEqual((exact / 1.1) * (1 - 1e-9));
  });

  test("leaves the lower bound out and takes the upper in", () => {
    const d = distribution([
      [0, 4],
      [80, 2],
      [80, 2],
    ]);
    expect(statistic(d, "TC(0:80)")).toBe(4);
    expect(statistic(d, "TC(:0)")).toBe(4);
    expect(statistic(d, "PR(:80)")).toBe(100);
    expect(statistic(distribution([[80, 3]]), "TC(80:500)")).toBe(0);
    expect(statistic(distribution([[80, 3]]), "TC(:80)")).toBe(3);
  });

  test("clamps outliers to the bounds in a winsorized mean", () => {
    const d = distribution([
      [1, 2],
      [50, 2],
      [1000, 2],
    ]);
    const middle = statistic(d, "TS(10:100)")!;
    expectClose(statistic(d, "WM(10:100)"), (2 * 10 + middle + 2 * 100) / 6);
    expectClose(statistic(d, "WM(2000:3000)"), 1000);
  });
});

describe("what the service has no value for", () => {
  const percents = ["p50", "tm90", "tc90", "ts90", "wm90", "IQM", "TM(10%:90%)"];

  test.each([
    [
      "negative values",
      distribution([
        [-1, 3],
        [4, 5],
      ]),
    ],
    [
      "a statistic set of several values",
      mergeDistributions(distribution([[4, 5]]), statisticSet({ SampleCount: 2, Sum: 9, Minimum: 1, Maximum: 8 })),
    ],
    [
      "less than one sample",
      distribution([
        [4, 0.25],
        [5, 0.5],
      ]),
    ],
    [
      "counts of zero",
      distribution([
        [4, 0],
        [5, 0],
      ]),
    ],
  ])("%s: percents; the extrema stay", (_, d) => {
    for (const name of percents) expect(statistic(d, name), name).toBeUndefined();
    expect([statistic(d, "p0"), statistic(d, "p100")]).toEqual([d.Minimum, d.Maximum]);
  });

  test("ranges of values look at the samples that are in bins, of all samples", () => {
    const d = distribution([
      [-1, 2],
      [4, 2],
    ]);
    expect(statistic(d, "PR(:100)")).toBe(50);
    expect(statistic(d, "TC(:100)")).toBe(2);
  });

  test("a count of zero, and an average of it", () => {
    const d = distribution([[4, 0]]);
    expect(["SampleCount", "Average", "Sum", "Minimum"].map((name) => statistic(d, name))).toEqual([
      undefined,
      undefined,
      0,
      4,
    ]);
  });
});
