// What untyped callers pass in place of a pattern, a request or an event: an answer that says so.

import { describe, expect, test } from "vitest";
import {
  compileMetricFilter,
  compilePattern,
  PatternError,
  type PutMetricFilterRequest,
  parsePattern,
  testMetricFilter,
  validatePattern,
} from "../../src/index.ts";

const STRANGE: readonly unknown[] = [undefined, null, 404, true, {}, [], Symbol("x")];

describe("something that is no text", () => {
  test.each(STRANGE.map((value) => ({ value })))("is told as a pattern: $value", ({ value }) => {
    const text = value as string;
    expect(validatePattern(text).map((d) => d.code)).toEqual(["pattern-type"]);
    expect(parsePattern(text).diagnostics).toHaveLength(1);
    expect(() => compilePattern(text)).toThrow(PatternError);
  });

  test.each(STRANGE.map((value) => ({ value })))(
    "is told as a request, or as its transformations: $value",
    ({ value }) => {
      expect(() => compileMetricFilter(value as PutMetricFilterRequest)).toThrow(PatternError);
      const request = { filterPattern: "", metricTransformations: value } as PutMetricFilterRequest;
      expect(() => compileMetricFilter(request)).toThrow(PatternError);
      const inList = { filterPattern: "", metricTransformations: [value] } as PutMetricFilterRequest;
      expect(() => compileMetricFilter(inList)).toThrow(PatternError);
    },
  );

  test.each(STRANGE.map((value) => ({ value })))(
    "is a TypeError in tocsin's own words as an event: $value",
    ({ value }) => {
      expect(() => compilePattern("ERROR").test(value as string)).toThrow(
        /^A log event is a text or its UTF-8 bytes, not /,
      );
    },
  );

  test("is refused as a missing pattern by testMetricFilter only when it is there and no text", () => {
    expect(testMetricFilter({ logEventMessages: ["x"] }).matches).toHaveLength(1);
    expect(() => testMetricFilter({ filterPattern: 5 as unknown as string })).toThrow(PatternError);
  });
});

test("a hundred thousand forbidden characters are told up to a bound, and never overflow a stack", () => {
  for (const pattern of [
    `%${"(".repeat(130_000)}%`,
    `{ $.a = %${"(".repeat(130_000)} }`,
    `[a=%${"(".repeat(130_000)}%]`,
  ]) {
    const found = validatePattern(pattern);
    expect(found[0]?.severity).toBe("error");
    expect(found.length).toBeLessThan(200);
  }
});
