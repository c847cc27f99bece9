// The catalogue, its examples and the code agree: each wrong example has exactly its code, each right one has it not.

import { describe, expect, test } from "vitest";
import { EXAMPLES, type Example, MISTAKES, type RequestExample } from "../../docs/diagnostics-examples.ts";
import { validateMetricAlarm } from "../../src/alarm/validate.ts";
import { compileMetricFilter, PatternError, validatePattern } from "../../src/index.ts";
import { CATALOGUE } from "../../src/text/catalogue.ts";

const FILTER = { filterPattern: "{ $.code = * }" };
const TRANSFORMATION = { metricName: "Errors", metricNamespace: "App", metricValue: "1" };
const ALARM = {
  ...{ AlarmName: "errors", Namespace: "App", MetricName: "Errors", Statistic: "Sum", Period: 60 },
  ...{ EvaluationPeriods: 5, Threshold: 1, ComparisonOperator: "GreaterThanThreshold" },
};

function requestCodes(kind: RequestExample["kind"], members: RequestExample["wrong"]): readonly string[] {
  if (kind === "alarm") return validateMetricAlarm({ ...ALARM, ...members }).map(({ code }) => code);
  const own = kind === "metric filter" ? members : {};
  const transformation = kind === "metric filter" ? {} : members;
  try {
    compileMetricFilter({ ...FILTER, metricTransformations: [{ ...TRANSFORMATION, ...transformation }], ...own });
    return [];
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return error.diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
  }
}

function codesOf(example: Example, part: "wrong" | "right"): readonly string[] {
  if (example.kind === "text") return [];
  const found =
    example.kind === "pattern"
      ? validatePattern(example[part]).map(({ code }) => code)
      : requestCodes(example.kind, example[part]);
  return [...new Set(found)];
}

test("every code has an example, and every example a code", () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual(Object.keys(CATALOGUE).sort());
});

describe("the example of", () => {
  const run = Object.entries(EXAMPLES).filter(([, example]) => example.kind !== "text");
  test.each(run)("%s", (code, example) => {
    expect(codesOf(example, "wrong")).toEqual([code]);
    expect(codesOf(example, "right")).not.toContain(code);
  });
});

test("the mistakes shown side by side are a dozen at least, no two alike", () => {
  expect(new Set(MISTAKES.map(({ what }) => what)).size).toBe(MISTAKES.length);
  expect(MISTAKES.length).toBeGreaterThanOrEqual(12);
});
