// The error of refused patterns, and the names of fields.

import { describe, expect, test } from "vitest";
import { compileMetricFilter, compilePattern, PatternError, validatePattern } from "../../src/index.ts";

const refusal = (compile: () => unknown): PatternError => {
  try {
    compile();
  } catch (error) {
    if (error instanceof PatternError) return error;
  }
  throw new Error("nothing was refused");
};

describe("a refused pattern", () => {
  test("is told with the first mistake, its place and the service's answer", () => {
    const error = refusal(() => compilePattern("{ $.a = 1 "));
    expect(error.name).toBe("PatternError");
    expect(error.message).toBe("A pattern that starts with `{` ends with `}` (at 10)");
    expect(error.serviceMessage).toBe("If a filter pattern starts with '{' it must end with '}'");
    expect(error.diagnostics).toEqual(validatePattern("{ $.a = 1 "));
  });

  test("has no place in the text where the mistake is in another member of a request", () => {
    const error = refusal(() =>
      compileMetricFilter({
        filterPattern: "ERROR",
        metricTransformations: [{ metricName: "", metricNamespace: "N", metricValue: "1" }],
      }),
    );
    expect(error.message).not.toMatch(/\(at \d+\)/);
    expect(error.message).toBe(error.diagnostics[0]?.message);
  });
});

describe("a field's name", () => {
  const renaming = (pattern: string) =>
    validatePattern(pattern).flatMap(({ code, fixes }) =>
      code === "field-name"
        ? [(fixes ?? []).map(({ title, edits }) => [title, edits.map(({ span }) => span.start)])]
        : [],
    );

  test.each([
    ["[a-b, c]", "Call it a_b", [1]],
    ["[2x, c]", "Call it _2x", [1]],
    ["[22x, c]", "Call it _22x", [1]],
    ["[a.b.c, d]", "Call it a_b_c", [1]],
    ['["a b", c]', "Call it a_b", [1]],
    ["[a-b=1 && a-b=2, c]", "Call it a_b", [1, 10]],
    ["[(a-b=1 || a-b=2) && a-b=3, c]", "Call it a_b", [2, 11, 21]],
  ])("of %s can be mended everywhere at once", (pattern, title, places) => {
    const [fixes] = renaming(pattern);
    expect(fixes?.[0]?.[0]).toBe(title);
    expect(new Set(fixes?.[0]?.[1] as number[])).toEqual(new Set([...(places as number[])]));
  });

  test.each(["[a-b, a_b]", "[a_b, a-b]", "[x, a-b, a_b, y]"])(
    "of %s has no fix: the mended name is taken",
    (pattern) => {
      expect(renaming(pattern)).toEqual([[]]);
    },
  );

  test.each([
    ["[a-b, c]", "Invalid character(s) in term '-'"],
    ["[2x, c]", "Invalid character(s) in term '2x'"],
    ["[22x, c]", "Invalid character(s) in term '22x'"],
    ["[a.b, c]", "Invalid character(s) in term '.'"],
    ['["a b", c]', "Invalid metric filter pattern"],
  ])("of %s is refused with the service's words", (pattern, message) => {
    expect(refusal(() => compilePattern(pattern)).serviceMessage).toBe(message);
  });
});

describe("a fix", () => {
  const long = (length: number): string => `{ $.a = "${"x".repeat(length - 12)}" `;

  test("is offered up to the most characters a pattern may have, and not beyond", () => {
    const fixesOf = (pattern: string) => validatePattern(pattern).flatMap(({ fixes }) => fixes ?? []);
    expect(long(1023)).toHaveLength(1023 - 1);
    expect(fixesOf(long(1024))).toHaveLength(1);
    expect(fixesOf(long(1025))).toHaveLength(0);
  });
});
