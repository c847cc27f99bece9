// Evaluation agrees with the slow interpreter of test/reference/math.ts, whatever the expression and the gaps.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { compileMath, type MetricDataQuery, validateMath } from "../../src/metric/math/index.ts";
import { referenceMath } from "../reference/math.ts";
import { IDS, series } from "./math-arbitrary.ts";

const START = Date.UTC(2026, 1, 28, 23, 57);
const point = fc.option(fc.constantFrom(0, 1, -1, 2, 5, 100, 0.25), { nil: undefined, freq: 2 });
const world = fc.integer({ min: 0, max: 6 }).chain((length) =>
  fc.record({
    length: fc.constant(length),
    period: fc.constantFrom(60, 300, 10),
    points: fc.tuple(...IDS.map(() => fc.array(point, { minLength: length, maxLength: length }))),
  }),
);

const metric = (Id: string, period: number): MetricDataQuery => ({
  ...{ Id, ReturnData: false },
  MetricStat: { Metric: { Namespace: "App", MetricName: Id }, Period: period, Stat: "Sum" },
});

const queries = (expression: string, period: number): readonly MetricDataQuery[] => [
  ...IDS.map((id) => metric(id, period)),
  { Id: "e1", Expression: expression },
];

describe("an expression", () => {
  property.prop([series, world], { numRuns: 2000 })("has the values of the slow interpreter", (text, given) => {
    const { length, period, points } = given;
    const timestamps = Array.from({ length }, (_, i) => START + i * period * 1000);
    const rows = Object.fromEntries(IDS.map((id, i) => [id, points[i]!]));
    const { plan, diagnostics } = compileMath(queries(text, period));
    fc.pre(text.length <= 2048);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const sparse = (values: readonly (number | undefined)[]) =>
      new Map(values.flatMap((value, i) => (value === undefined ? [] : [[timestamps[i]!, value] as const])));
    const metrics = Object.fromEntries(IDS.map((id, i) => [id, sparse(points[i]!)]));
    const expected = referenceMath(text, { times: timestamps, period, metrics });
    const actual = plan!.evaluate({ timestamps, period, series: rows });
    expect(actual.length).toBe(length);
    actual.forEach((value, i) => {
      const wanted = expected.get(timestamps[i]!);
      if (wanted === undefined || value === undefined) expect(value).toBe(wanted);
      else expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)));
    });
  });

  property.prop([series, world])("means the same when it is split over several queries", (text, { length, points }) => {
    fc.pre(text.length <= 1000);
    const timestamps = Array.from({ length }, (_, i) => START + i * 60_000);
    const window = { timestamps, period: 60, series: Object.fromEntries(IDS.map((id, i) => [id, points[i]!])) };
    const inner = { Id: "inner", Expression: text, ReturnData: false };
    const metrics = IDS.map((id) => metric(id, 60));
    const whole = compileMath([...metrics, { Id: "e1", Expression: `(${text}) * 2` }]);
    const split = compileMath([{ Id: "e1", Expression: "inner * 2" }, ...metrics, inner]);
    expect(split.plan!.evaluate(window)).toEqual(whole.plan!.evaluate(window));
  });
});

describe("validateMath", () => {
  property.prop([fc.jsonValue()])("never throws, whatever it is given", (value) => {
    expect(Array.isArray(validateMath(value as never))).toBe(true);
  });

  const member = fc.oneof(fc.jsonValue(), fc.constantFrom("m1", "m1 + 1", "Sum", 60, true, { Period: 60 }));
  const query = fc.dictionary(
    fc.constantFrom("Id", "Expression", "MetricStat", "Label", "ReturnData", "Period", "AccountId", "Other"),
    member,
  );
  property.prop([fc.array(query, { maxLength: 5 })])("tells places that exist", (list) => {
    for (const { span, path } of validateMath(list as never)) {
      const [, index] = /^Metrics\[(\d+)\]/.exec(path ?? "") ?? [];
      const text = index === undefined ? "" : list[Number(index)]?.Expression;
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(span.end).toBeLessThanOrEqual(typeof text === "string" ? text.length : 0);
    }
  });
});
