// What metric filters publish, and which requests the service refuses.
// Marks: [O] observed on the service, [D] documented, [I] inferred.

import { describe, expect, test } from "vitest";
import { compileMetricFilter, type MetricDatum, PatternError, type PutMetricFilterRequest } from "../../src/index.ts";

const AT = Date.UTC(2014, 10, 5, 19, 11, 20);

function request(
  filterPattern: string,
  transformation: Partial<NonNullable<PutMetricFilterRequest["metricTransformations"]>[number]> = {},
): PutMetricFilterRequest {
  return {
    filterName: "filter",
    logGroupName: "/app/log",
    filterPattern,
    metricTransformations: [{ metricName: "Count", metricNamespace: "App", metricValue: "1", ...transformation }],
  };
}

function publish(from: PutMetricFilterRequest, message: string): MetricDatum | undefined {
  return compileMetricFilter(from).publish({ timestamp: AT, message });
}

function refusal(from: PutMetricFilterRequest): PatternError {
  try {
    compileMetricFilter(from);
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
  throw new Error("the request was accepted");
}

describe("a metric filter", () => {
  test("publishes its value for a match, at the event's own time, without unit or dimensions", () => {
    expect(publish(request("ERROR", { metricValue: "3" }), "an ERROR")).toEqual({
      ...{ Namespace: "App", MetricName: "Count", Dimensions: [], Timestamp: AT, Value: 3, Unit: "None" },
    });
  });

  test("publishes nothing for other events without a default", () => {
    expect(publish(request("ERROR"), "fine")).toBeUndefined();
  });

  test("publishes the default for every event that does not match, not once for an idle minute [O]", () => {
    const filter = compileMetricFilter(request("ERROR", { metricValue: "3", defaultValue: 7 }));
    const values = ["ERROR", "INFO", "ERROR"].map((message) => filter.publish({ timestamp: AT, message })?.Value);
    expect(values).toEqual([3, 7, 3]);
  });

  test("tells whether the event matched beside what it publishes", () => {
    const filter = compileMetricFilter(request("ERROR", { defaultValue: 0 }));
    expect(filter.evaluate({ timestamp: AT, message: "fine" })).toMatchObject({ matched: false, datum: { Value: 0 } });
    expect(filter.evaluate({ timestamp: AT, message: "ERROR" })).toMatchObject({ matched: true, datum: { Value: 1 } });
  });

  test("takes bytes as it takes text", () => {
    const filter = compileMetricFilter(request("{ $.a = 1 }", { metricValue: "$.b" }));
    const message = new TextEncoder().encode('{"a":1,"b":2.5}');
    expect(filter.publish({ timestamp: AT, message })?.Value).toBe(2.5);
  });
});

describe("a value taken from the event", () => {
  const latency = request("{ $.ok IS TRUE }", { metricValue: "$.latency" });

  test.each([
    ["a number", '{"ok":true,"latency":12.5}', 12.5],
    ["a number as text [I]", '{"ok":true,"latency":"50"}', 50],
    ["a text that is no number: nothing [O]", '{"ok":true,"latency":"fast"}', undefined],
    ["a missing property: nothing [I]", '{"ok":true}', undefined],
    ["null: nothing [I]", '{"ok":true,"latency":null}', undefined],
    ["an object: nothing", '{"ok":true,"latency":{}}', undefined],
    ["a number beyond a double: nothing", '{"ok":true,"latency":1e309}', undefined],
  ])("%s", (_title, message, value) => {
    expect(publish(latency, message)?.Value).toBe(value);
  });

  test.each([
    ["missing: the default [O]", '{"ok":true}', 7],
    ["null: the default [O]", '{"ok":true,"latency":null}', 7],
    ["a text that is no number: not even the default [O]", '{"ok":true,"latency":"fast"}', undefined],
  ])("with a default value, %s", (_title, message, value) => {
    expect(publish(request("{ $.ok IS TRUE }", { metricValue: "$.latency", defaultValue: 7 }), message)?.Value).toBe(
      value,
    );
  });

  test("need not be named in the pattern, and may be deep [O]", () => {
    const deep = request("{ $.a = 1 }", { metricValue: "$.b.['c d'][1]" });
    expect(publish(deep, '{"a":1,"b":{"c d":[1,42]}}')?.Value).toBe(42);
  });

  test("is a field by name or by position in a space-delimited pattern", () => {
    expect(publish(request("[ip, size]", { metricValue: "$size" }), "10.0.0.1 120")?.Value).toBe(120);
    expect(publish(request("[ip, , size]", { metricValue: "$2" }), "10.0.0.1 7 120")?.Value).toBe(7);
    expect(publish(request("[ip, size]", { metricValue: "$other" }), "10.0.0.1 120")).toBeUndefined();
  });
});

describe("dimensions", () => {
  const service = request("{ $.ok IS TRUE }", { dimensions: { Service: "$.service", Zone: "$.zone" } });

  test("are taken from the event, each under its name", () => {
    expect(publish(service, '{"ok":true,"service":"web","zone":3}')?.Dimensions).toEqual([
      { Name: "Service", Value: "web" },
      { Name: "Zone", Value: "3" },
    ]);
  });

  test("are all there or, when one is missing, none [O]", () => {
    expect(publish(service, '{"ok":true,"service":"web"}')).toMatchObject({ Dimensions: [], Value: 1 });
    expect(publish(service, '{"ok":true,"service":"web","zone":null}')).toMatchObject({ Dimensions: [], Value: 1 });
  });

  test("come from fields of a space-delimited pattern", () => {
    const from = request("[ip, status]", { dimensions: { Status: "$status" }, metricValue: "1" });
    expect(publish(from, "10.0.0.1 404")?.Dimensions).toEqual([{ Name: "Status", Value: "404" }]);
  });
});

describe("the service refuses", () => {
  test.each<[string, PutMetricFilterRequest, string, string]>([
    [
      "dimensions on a term pattern [O]",
      request("ERROR", { dimensions: { A: "$.a" } }),
      "The specified filter pattern does not support dimensions",
      "metricTransformations[0].dimensions",
    ],
    [
      "dimensions on a regular expression [I]",
      request("%ERROR%", { dimensions: { A: "$.a" } }),
      "The specified filter pattern does not support dimensions",
      "metricTransformations[0].dimensions",
    ],
    [
      "a dimension that is no selector [O]",
      request("{ $.a = 1 }", { dimensions: { A: "a" } }),
      "Invalid metric transformation: dimension value must be valid selector",
      "metricTransformations[0].dimensions.A",
    ],
    [
      "dimensions beside a default value [O]",
      request("{ $.a = 1 }", { dimensions: { A: "$.a" }, defaultValue: 0 }),
      "Invalid metric transformation: dimensions and default value are mutually exclusive properties",
      "metricTransformations[0].dimensions",
    ],
    [
      "a value with a wildcard [O]",
      request("{ $.a = 1 }", { metricValue: "$.values[*]" }),
      "Invalid metric transformation: metric value $.values[*] must be a valid number",
      "metricTransformations[0].metricValue",
    ],
    [
      "a value that is a word",
      request("{ $.a = 1 }", { metricValue: "one" }),
      "Invalid metric transformation: metric value one must be a valid number",
      "metricTransformations[0].metricValue",
    ],
    [
      "a namespace of the service's own [O]",
      request("ERROR", { metricNamespace: "AWS/Logs" }),
      "Metric namespaces starting with AWS/ are reserved for AWS.",
      "metricTransformations[0].metricNamespace",
    ],
    [
      "a default value that is a text [O]",
      request("ERROR", { defaultValue: "0" as unknown as number }),
      "STRING_VALUE cannot be converted to Double",
      "metricTransformations[0].defaultValue",
    ],
  ])("%s", (_title, from, service, path) => {
    const error = refusal(from);
    expect(error.serviceMessage).toBe(service);
    expect(error.diagnostics.map((d) => d.path)).toContain(path);
  });

  test("more or fewer than one transformation [O]", () => {
    const one = request("ERROR").metricTransformations![0]!;
    expect(refusal({ filterPattern: "ERROR", metricTransformations: [one, one] }).serviceMessage).toMatch(
      /^1 validation error detected: Value '.*' at 'metricTransformations' failed to satisfy constraint: Member must have length less than or equal to 1$/,
    );
    expect(refusal({ filterPattern: "ERROR", metricTransformations: [] }).diagnostics[0]?.path).toBe(
      "metricTransformations",
    );
  });

  test("more than three dimensions [D]", () => {
    const dimensions = { A: "$.a", B: "$.b", C: "$.c", D: "$.d" };
    expect(refusal(request("{ $.a = 1 }", { dimensions })).diagnostics[0]?.code).toBe("filter-dimensions");
    const three = { A: "$.a", B: "$.b", C: "$.c" };
    expect(() => compileMetricFilter(request("{ $.a = 1 }", { dimensions: three }))).not.toThrow();
  });

  test("names that are missing, too long or hold what they may not", () => {
    const paths = (from: PutMetricFilterRequest) => refusal(from).diagnostics.map((d) => d.path);
    expect(paths(request("x", { metricName: undefined }))).toEqual(["metricTransformations[0].metricName"]);
    expect(paths(request("x", { metricName: "a".repeat(256) }))).toEqual(["metricTransformations[0].metricName"]);
    expect(paths(request("x", { metricName: "a:b" }))).toEqual(["metricTransformations[0].metricName"]);
    expect(paths(request("x", { unit: "Furlongs" }))).toEqual(["metricTransformations[0].unit"]);
    expect(paths(request("x", { metricValue: "1".repeat(101) }))).toEqual(["metricTransformations[0].metricValue"]);
    expect(paths({ ...request("x"), filterName: "a:b" })).toEqual(["filterName"]);
    expect(paths({ ...request("x"), logGroupName: "a b" })).toEqual(["logGroupName"]);
  });

  test("a request without a pattern; the pattern that matches everything is the empty one [D]", () => {
    expect(refusal({ ...request(""), filterPattern: undefined }).diagnostics[0]).toMatchObject({
      code: "filter-request",
      path: "filterPattern",
    });
    expect(publish(request(""), "anything")?.Value).toBe(1);
  });

  test("but takes a namespace with a colon, against its own documentation [O]", () => {
    expect(() => compileMetricFilter(request("x", { metricNamespace: "A.B-c_d/1#2:ns" }))).not.toThrow();
  });

  test("a pattern, with the pattern's own text, beside everything else that is wrong", () => {
    const error = refusal(request("ERR*", { metricNamespace: "AWS/x" }));
    expect(error.serviceMessage).toBe("Invalid character(s) in term '*'");
    expect(error.diagnostics.map((d) => d.code)).toEqual(["term-character", "filter-namespace"]);
  });
});

describe("tocsin refuses, rather than ignores,", () => {
  test.each<[string, Partial<PutMetricFilterRequest>]>([
    ["applyOnTransformedLogs", { applyOnTransformedLogs: true }],
    ["fieldSelectionCriteria", { fieldSelectionCriteria: '@aws.region = "us-east-1"' }],
    ["emitSystemFieldDimensions", { emitSystemFieldDimensions: ["@aws.account"] }],
    ["applyOnTransformedLogs", { applyOnTransformedLogs: "true" as unknown as boolean }],
    ["emitSystemFieldDimensions", { emitSystemFieldDimensions: { a: 1 } as unknown as string[] }],
    ["filterPatern", { filterPatern: "x" } as Partial<PutMetricFilterRequest>],
    ["metricTransformations[0].units", request("", { units: "Count" } as object)],
  ])("%s", (path, member) => {
    const [only] = refusal({ ...request("ERROR"), ...member }).diagnostics;
    expect(only).toMatchObject({ code: "filter-not-supported", path });
  });

  test("and takes these members when they ask for nothing", () => {
    const idle = { applyOnTransformedLogs: false, fieldSelectionCriteria: "", emitSystemFieldDimensions: [] };
    expect(() => compileMetricFilter({ ...request("ERROR"), ...idle })).not.toThrow();
  });

  test("but not what DescribeMetricFilters adds, nor members that hold nothing, nor those a template's reader has told", () => {
    for (const members of [{ creationTime: 1 }, { newer: null }, { origin: {}, newer: 1 }])
      expect(() => compileMetricFilter({ ...request("ERROR"), ...members })).not.toThrow();
  });
});

describe("whatever a request holds", () => {
  const circle: unknown[] = [];
  circle.push(circle);
  const values = [5, 5n, Symbol("s"), circle, {}, [], true, Number.NaN, () => 1];
  const names = ["filterName", "logGroupName", "filterPattern", "metricTransformations", "applyOnTransformedLogs"];
  const inner = ["metricName", "metricNamespace", "metricValue", "defaultValue", "dimensions", "unit", "other"];

  test("a PatternError is what is thrown, if anything is", () => {
    const requests = values.flatMap((value) => [
      value,
      ...names.map((name) => ({ ...request("{ $.a = 1 }"), [name]: value })),
      ...inner.map((name) => request("{ $.a = 1 }", { [name]: value })),
      request("{ $.a = 1 }", { dimensions: { A: value } as never }),
      { ...request("x"), metricTransformations: [value, value] },
    ]);
    for (const one of requests) {
      try {
        compileMetricFilter(one as PutMetricFilterRequest);
      } catch (error) {
        expect(error).toBeInstanceOf(PatternError);
      }
    }
  });

  test("null counts as absent", () => {
    const { filterName, logGroupName } = compileMetricFilter({
      ...(request("ERROR", { unit: null, dimensions: null, defaultValue: null } as object) as object),
      ...({ filterName: null, logGroupName: null, applyOnTransformedLogs: null } as object),
    });
    expect([filterName, logGroupName]).toEqual([undefined, undefined]);
  });

  test("dimensions are an object", () => {
    for (const dimensions of [["$.a"], "$.a", 5])
      expect(refusal(request("{ $.a = 1 }", { dimensions } as object)).diagnostics[0]).toMatchObject({
        ...{ code: "filter-dimensions", path: "metricTransformations[0].dimensions" },
      });
  });

  test("a log group's name is refused with the service's pattern [D]", () => {
    expect(refusal({ ...request("ERROR"), logGroupName: "a b" }).serviceMessage).toBe(
      "1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: " +
        "Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+",
    );
  });
});
