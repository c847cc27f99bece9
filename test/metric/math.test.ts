// Metric math as it is documented and was observed: the rows of test/conformance/metric-math.json, and what plans ask for.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compileMath, type MetricDataQuery } from "../../src/metric/math/index.ts";

interface Fact {
  readonly expression: string;
  readonly series: Readonly<Record<string, string>>;
  readonly expected: string;
  readonly evidence: string;
  readonly source: string;
}

const FACTS = JSON.parse(
  readFileSync(join(import.meta.dirname, "../conformance/metric-math.json"), "utf8"),
) as readonly Fact[];

const START = Date.UTC(2026, 1, 28, 23, 59);
const points = (text: string): (number | undefined)[] =>
  text.split(" ").map((value) => (value === "_" ? undefined : Number(value)));

const metric = (Id: string, more: Partial<MetricDataQuery> = {}): MetricDataQuery => ({
  ...{ Id, ReturnData: false, MetricStat: { Metric: { Namespace: "App", MetricName: Id }, Period: 60, Stat: "Sum" } },
  ...more,
});

function planOf(queries: readonly MetricDataQuery[]) {
  const { plan, diagnostics } = compileMath(queries);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return plan!;
}

describe("the service's metric math", () => {
  test.each(FACTS)("$expression gives $expected ($evidence: $source)", ({ expression, series, expected }) => {
    const rows = Object.fromEntries(Object.entries(series).map(([id, text]) => [id, points(text)]));
    const timestamps = points(expected).map((_, i) => START + i * 60_000);
    const plan = planOf([...Object.keys(series).map((id) => metric(id)), { Id: "e1", Expression: expression }]);
    const actual = plan.evaluate({ timestamps, period: 60, series: rows });
    expect(actual).toEqual(
      points(expected).map((value) => (value === undefined ? undefined : expect.closeTo(value, 9))),
    );
  });
});

describe("a plan", () => {
  test("asks for the metrics that the watched series needs, and for no others", () => {
    const plan = planOf([
      metric("m1"),
      metric("unused"),
      metric("m2", {
        AccountId: "123456789012",
        MetricStat: {
          Metric: { Namespace: "App", MetricName: "Latency", Dimensions: [{ Name: "Host", Value: "a" }] },
          ...{ Period: 60, Stat: "p99", Unit: "Seconds" },
        },
      }),
      { Id: "e1", Expression: "m1 * 2", ReturnData: false },
      { Id: "e2", Expression: "unused + 1", ReturnData: false },
      { Id: "e3", Expression: "e1 + m2", Label: "both" },
    ]);
    expect(plan).toMatchObject({ id: "e3", period: 60 });
    expect(plan.inputs).toEqual([
      {
        ...{ id: "m1", stat: "Sum", period: 60, unit: undefined, accountId: undefined },
        metric: { Namespace: "App", MetricName: "m1", Dimensions: [] },
      },
      {
        ...{ id: "m2", stat: "p99", period: 60, unit: "Seconds", accountId: "123456789012" },
        metric: { Namespace: "App", MetricName: "Latency", Dimensions: [{ Name: "Host", Value: "a" }] },
      },
    ]);
  });

  test("of one metric gives that metric", () => {
    const plan = planOf([metric("m1", { ReturnData: true })]);
    const window = { timestamps: [0, 60_000, 120_000], period: 60, series: { m1: [1, undefined, 3] } };
    expect(plan.evaluate(window)).toEqual([1, undefined, 3]);
  });

  test("of METRICS() asks for every metric of the request, in its order", () => {
    const plan = planOf([{ Id: "e1", Expression: "SUM(METRICS())" }, metric("m2"), metric("m1")]);
    expect(plan.inputs.map(({ id }) => id)).toEqual(["m2", "m1"]);
  });

  test("of an array of one series gives that series", () => {
    const plan = planOf([metric("m1"), { Id: "e1", Expression: "METRICS() * 2" }]);
    expect(plan.evaluate({ timestamps: [0, 60_000], period: 60, series: { m1: [1, 2] } })).toEqual([2, 4]);
  });

  test("takes values that are no numbers, short rows and metrics that were not given as gaps", () => {
    const plan = planOf([metric("m1"), metric("m2"), { Id: "e1", Expression: "m1 + m2" }]);
    const m1 = [Number.NaN, Number.POSITIVE_INFINITY, null, 1];
    const timestamps = [0, 1, 2, 3, 4].map((i) => i * 60_000);
    expect(plan.evaluate({ timestamps, period: 60, series: { m1 } })).toEqual([
      ...[undefined, undefined, undefined, 1, undefined],
    ]);
  });

  test("keeps ids apart from the members that every object has", () => {
    const plan = planOf([
      metric("constructor"),
      metric("toString"),
      { Id: "valueOf", Expression: "constructor+toString" },
    ]);
    expect(plan.evaluate({ timestamps: [0], period: 60, series: { toString: [2] } as never })).toEqual([2]);
    expect(plan.evaluate({ timestamps: [0], period: 60, series: {} })).toEqual([undefined]);
  });

  test("is not made of queries with an error", () => {
    expect(compileMath([metric("m1"), { Id: "e1", Expression: "m2" }]).plan).toBeUndefined();
  });
});
