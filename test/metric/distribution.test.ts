import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { BIN_COUNT, binOf, LARGEST_VALUE } from "../../src/metric/bins.ts";
import {
  type Distribution,
  DistributionBuilder,
  distribution,
  mergeDistributions,
  statisticSet,
} from "../../src/metric/distribution.ts";
import { statistic } from "../../src/metric/statistic.ts";
import { type Point, referenceBin } from "../reference/distribution.ts";

describe("the bins", () => {
  /** The double that many steps away. */
  function neighbour(value: number, steps: number): number {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value);
    view.setBigInt64(0, view.getBigInt64(0) + BigInt(steps));
    return view.getFloat64(0);
  }

  test("begin and end where the logarithm says so, to the last bit", () => {
    for (let k = -6990; k <= 2618; k += 3)
      for (const steps of [-300, -5, -2, -1, 0, 1, 2, 5, 300]) {
        const value = neighbour(1.1 ** k, steps);
        expect(binOf(value)).toBe(referenceBin(value));
      }
  });

  test("have the noise of the logarithm: 1.21 begins a bin, 1.331 ends one", () => {
    expect([1.1, 1.21, 1.331, 1.4641].map(binOf)).toEqual([1, 1, 2, 3]);
  });

  test("are bounded: the smallest and largest values", () => {
    expect([0, Number.MIN_VALUE, 1e-300, 1, LARGEST_VALUE].map(binOf)).toEqual([-7001, -7000, -7000, 0, 2618]);
  });

  property.prop([fc.double({ min: 0, max: LARGEST_VALUE, noNaN: true })])("are the rule's for any value", (value) => {
    expect(binOf(value)).toBe(referenceBin(value));
  });
});

const value = fc.oneof(
  fc.integer({ min: -20, max: 400 }).map((v) => v / 4),
  fc.double({ min: 0, max: LARGEST_VALUE, noNaN: true }),
  fc.constantFrom(0, -0, 1.1 ** 8, 1.331, 1e-300, 2 ** -360),
);
/** Quarters: their sums are exact, so that only the order of values could show. */
const count = fc.integer({ min: 0, max: 40 }).map((c) => c / 4);
const points = fc.array(fc.tuple(value, count), { maxLength: 12 });
const set = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -30, max: 60 }), fc.integer({ min: -4, max: 9 }), fc.nat(3))
  .map(([SampleCount, Sum, Minimum, more]) => ({ SampleCount, Sum, Minimum, Maximum: Minimum + more }));
const any = fc.tuple(points, fc.option(set, { nil: undefined })).map(([all, one]) => {
  const plain = distribution(all);
  return one === undefined ? plain : mergeDistributions(plain, statisticSet(one));
});

/** The same but for what lies below the last place of Sum. */
function expectSame(a: Distribution, b: Distribution): void {
  const { Sum: sumA, SumRest: _restA, ...others } = a;
  const { Sum: sumB, SumRest: _restB, ...same } = b;
  expect(others).toEqual(same);
  expect(Math.abs(sumA - sumB)).toBeLessThanOrEqual(Math.abs(sumA) * 2 ** -52);
}

describe("merging", () => {
  property.prop([any, any])("is commutative", (a, b) => {
    expectSame(mergeDistributions(a, b), mergeDistributions(b, a));
  });

  property.prop([any, any, any])("is associative", (a, b, c) => {
    expectSame(mergeDistributions(mergeDistributions(a, b), c), mergeDistributions(a, mergeDistributions(b, c)));
  });

  property.prop([points, fc.nat()])("gives what one pass gives, also through JSON and structured clone", (all, cut) => {
    const at = cut % (all.length + 1);
    const first = JSON.parse(JSON.stringify(distribution(all.slice(0, at)))) as Distribution;
    const second = structuredClone(distribution(all.slice(at)));
    expectSame(mergeDistributions(first, second), distribution(all));
  });

  property.prop([any])("with nothing changes nothing", (a) => {
    expect(mergeDistributions(a, distribution([]))).toEqual(a);
  });

  const wide = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 60 });
  property.prop([wide.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))])(
    "sums to the same double in any order, where a plain sum would not",
    ([all, shuffled]) => {
      const sum = (values: readonly number[]) => distribution(values.map((v) => [v, 1] as Point)).Sum;
      expect(sum(shuffled)).toBe(sum(all));
    },
  );

  test("keeps small values beside large ones that cancel", () => {
    expect(
      distribution([
        [1e15, 1],
        [0.1, 1],
        [-1e15, 1],
      ]).Sum,
    ).toBe(0.1);
    expect(distribution(Array.from({ length: 10 }, () => [0.1, 1] as const)).Sum).toBe(1);
  });
});

describe("the size", () => {
  test("does not depend on the number of samples", () => {
    const builder = new DistributionBuilder();
    for (let i = 0; i < 200_000; i++) builder.add(100 + (i % 1000));
    const { bins, SampleCount } = builder.build();
    expect(SampleCount).toBe(200_000);
    expect(bins.length).toBeLessThanOrEqual(26);
  });

  test("is at most one count for each bin, over the whole range of values", () => {
    const builder = new DistributionBuilder();
    builder.add(0);
    builder.add(LARGEST_VALUE);
    for (let exponent = -1074; exponent <= 360; exponent++)
      for (let part = 1; part < 2; part += 1 / 16) builder.add(Math.min(part * 2 ** exponent, LARGEST_VALUE));
    const { bins, SampleCount } = builder.build();
    expect(bins.length).toBeLessThanOrEqual(BIN_COUNT);
    expect(bins.length).toBeGreaterThan(9_500);
    expect(bins.reduce((sum, [, n]) => sum + n, 0)).toBe(SampleCount);
  });

  property.prop([points])("counts every sample that is not negative in one bin", (all) => {
    const { bins } = distribution(all);
    const wanted = all.filter(([v]) => v >= 0).reduce((sum, [, n]) => sum + n, 0);
    expect(bins.reduce((sum, [, n]) => sum + n, 0)).toBe(wanted);
    expect(bins.map(([bin]) => bin)).toEqual([...new Set(bins.map(([bin]) => bin))].sort((a, b) => a - b));
  });
});

describe("what is no sample", () => {
  test("is refused and counted, and changes nothing", () => {
    const good = distribution([[3, 2]]);
    const bad: unknown[][] = [
      ...[Number.NaN, Number.POSITIVE_INFINITY, -Infinity, 2 ** 361, -(2 ** 361), "5", null, undefined].map((v) => [
        v,
        1,
      ]),
      ...[Number.NaN, Number.POSITIVE_INFINITY, -1, 2 ** 361, "1", null].map((c) => [3, c]),
    ];
    expect(distribution([[3, 2], ...(bad as unknown as Point[])])).toEqual({ ...good, refused: bad.length });
    expect(mergeDistributions(distribution(bad as unknown as Point[]), good).refused).toBe(bad.length);
  });

  test("in a statistic set: a missing or impossible member, a minimum above the maximum", () => {
    const whole = { SampleCount: 2, Sum: 5, Minimum: 2, Maximum: 3 };
    for (const change of [
      { Sum: undefined },
      { SampleCount: -1 },
      { Maximum: 1 },
      { Minimum: Number.NaN },
      { Sum: 2 ** 361 },
    ])
      expect(statisticSet({ ...whole, ...change })).toMatchObject({ SampleCount: 0, refused: 1 });
    expect(statisticSet(null as never).refused).toBe(1);
  });

  test("of nothing nothing can be said", () => {
    for (const name of ["Sum", "SampleCount", "Average", "Minimum", "p50", "p0", "TM(1:2)", "TC(5:5)", "PR(:1)"])
      expect(statistic(distribution([]), name)).toBeUndefined();
  });
});

describe("a statistic set", () => {
  const p50 = (set: Parameters<typeof statisticSet>[0]) =>
    statistic(mergeDistributions(statisticSet(set), distribution([[1, 1]])), "p50");

  test("whose samples are known counts in a bin", () => {
    expect(p50({ SampleCount: 3, Sum: 21, Minimum: 7, Maximum: 7 })).toBeGreaterThan(6.7);
    // One of two samples: the end of the bin of 1.
    expect(p50({ SampleCount: 1, Sum: 7, Minimum: 7, Maximum: 7 })).toBe(1.1);
    expect(p50({ SampleCount: 1, Sum: 7, Minimum: 6, Maximum: 8 })).toBe(1.1);
  });

  test("of several values makes percentiles unavailable", () => {
    expect(p50({ SampleCount: 3, Sum: 21, Minimum: 6, Maximum: 8 })).toBeUndefined();
    expect(p50({ SampleCount: 3, Sum: 22, Minimum: 7, Maximum: 7 })).toBeUndefined();
    expect(p50({ SampleCount: 1, Sum: 9, Minimum: 6, Maximum: 8 })).toBeUndefined();
  });
});
