// Holds: what the builder writes, and what it refuses.

import { describe, expect, test } from "vitest";
import { build, formatPattern, PatternError, validatePattern } from "../../src/index.ts";

const {
  and,
  each,
  eq,
  fields,
  ge,
  gt,
  isFalse,
  isNull,
  isTrue,
  json,
  le,
  lt,
  ne,
  notExists,
  or,
  phrase,
  regex,
  terms,
} = build;

/** The error that a call throws. */
function refusal(call: () => unknown): PatternError {
  try {
    call();
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
  return expect.fail("nothing was thrown");
}

/** A built pattern is valid and in canonical form. */
function sound(pattern: string): string {
  expect(validatePattern(pattern).filter(({ severity }) => severity === "error")).toEqual([]);
  expect(formatPattern(pattern)).toBe(pattern);
  return pattern;
}

describe("what is built", () => {
  const ROWS: readonly (readonly [title: string, built: () => string, pattern: string])[] = [
    ["all of some terms", () => terms({ all: ["ERROR", "disk full"] }), 'ERROR "disk full"'],
    ["all but some terms", () => terms({ all: ["ERROR"], none: ["time-out"] }), 'ERROR -"time-out"'],
    ["none of a term", () => terms({ none: ["ERROR"] }), "-ERROR"],
    ["any of some terms", () => terms({ any: ["ERROR", "{"] }), '?ERROR ?"{"'],
    ["every event", () => terms({}), ""],
    ["a phrase", () => phrase('say "no" \\'), '"say \\"no\\" \\\\"'],
    ["a phrase that is a word", () => phrase("ERROR"), "ERROR"],
    ["a regular expression", () => regex("status=5\\d\\d"), "%status=5\\d\\d%"],
    ["a comparison with a text", () => json(eq("$.a", "true")), '{ $.a = "true" }'],
    ["a number in quotes when it is a text", () => json(eq("$.a", "1")), '{ $.a = "1" }'],
    [
      "numbers",
      () => json(or(eq("$.a", -1.5), ne("$.a", 1e21), gt("$.a", 2n ** 64n))),
      "{ $.a = -1.5 || $.a != 1e+21 || $.a > 18446744073709551616 }",
    ],
    [
      "orders",
      () => json(and(lt("$.a", 1), le("$.a", 2), gt("$.a", 3), ge("$.a", 4))),
      "{ $.a < 1 && $.a <= 2 && $.a > 3 && $.a >= 4 }",
    ],
    ["a wildcard", () => json(eq("$.a", { wildcard: "4*" })), '{ $.a = "4*" }'],
    ["a search", () => json(ne("$.a", { regex: "^a|b$" })), "{ $.a != %^a|b$% }"],
    [
      "states",
      () => json(or(isNull("$.a"), isTrue("$.a"), isFalse("$.a"), notExists("$.a"))),
      "{ $.a IS NULL || $.a IS TRUE || $.a IS FALSE || $.a NOT EXISTS }",
    ],
    [
      "and in or",
      () => json(or(and(isNull("$.a"), isNull("$.b")), isNull("$.c"))),
      "{ ($.a IS NULL && $.b IS NULL) || $.c IS NULL }",
    ],
    [
      "or in and",
      () => json(and(or(isNull("$.a"), isNull("$.b")), isNull("$.c"))),
      "{ ($.a IS NULL || $.b IS NULL) && $.c IS NULL }",
    ],
    [
      "and in and",
      () => json(and(and(isNull("$.a"), isNull("$.b")), isNull("$.c"))),
      "{ $.a IS NULL && $.b IS NULL && $.c IS NULL }",
    ],
    ["a single operand", () => json(and(or(isNull("$.a")))), "{ $.a IS NULL }"],
    ["paths", () => json(isNull(["a.b", 0, each, "é", "x-1"])), "{ $.['a.b'][0][*].['é'].x-1 IS NULL }"],
    ["a path of every member", () => json(isNull([each])), "{ $.* IS NULL }"],
    ["a property that is called *", () => json(isNull(["*"])), "{ $.['*'] IS NULL }"],
    ["fields", () => fields(["ip", "", "...", ge("status", 400), "bytes"]), "[ip, , ..., status >= 400, bytes]"],
    ["no fields", () => fields([]), "[]"],
    [
      "a field's condition",
      () => fields([or(and(ge("s", 400), lt("s", 500)), eq("s", "-"))]),
      '[s >= 400 && s < 500 || s = "-"]',
    ],
    ["a last field without a name", () => fields(["a", ""]), "[a, ]"],
  ];

  test.each(ROWS)("%s", (_, built, pattern) => {
    expect(sound(built())).toBe(pattern);
  });
});

describe("what no pattern can say is refused", () => {
  // Where the types refuse it as well, the compiler holds the proof.
  const ROWS: readonly (readonly [title: string, code: string, path: string | undefined, call: () => unknown])[] = [
    // @ts-expect-error
    ["any beside all", "build-argument", "any", () => terms({ any: ["a"], all: ["b"] })],
    // @ts-expect-error
    ["any beside none", "build-argument", "any", () => terms({ any: ["a"], none: ["b"] })],
    ["any of nothing", "build-argument", "any", () => terms({ any: [] })],
    ["an empty term", "term-empty", undefined, () => terms({ all: [""] })],
    ["terms that are too long", "pattern-too-long", undefined, () => phrase("a".repeat(1025))],
    ["a regular expression that leaves its marks", "regex-alone", undefined, () => regex("a% %b")],
    ["the same as a value", "regex-alone", undefined, () => eq("$.a", { regex: "a% && $.b = %b" })],
    ["one with a group", "regex-character", undefined, () => regex("(a)")],
    ["one that does not compile", "regex-compile", undefined, () => regex("a++")],
    ["an empty one", "regex-empty", undefined, () => regex("")],
    ["a star that is no wildcard", "build-argument", "value", () => eq("$.a", "a*b")],
    ["no number", "build-argument", "value", () => eq("$.a", Number.NaN)],
    ["no end", "build-argument", "value", () => lt("$.a", Number.POSITIVE_INFINITY)],
    // @ts-expect-error
    ["true as a value", "build-argument", "value", () => eq("$.a", true)],
    // @ts-expect-error
    ["null as a value", "build-argument", "value", () => eq("$.a", null)],
    // @ts-expect-error
    ["the order of texts", "build-argument", "value", () => lt("$.a", "5")],
    ["a quote in a name", "selector-form", "selector", () => isNull(["it's"])],
    ["an empty name", "selector-form", "selector", () => isNull(["a", ""])],
    ["an index that is none", "selector-form", "selector", () => isNull(["a", -1])],
    ["an index at the root", "selector-form", "selector", () => isNull([0])],
    ["no steps", "selector-form", "selector", () => isNull([])],
    ["more than a selector", "selector-form", "selector", () => eq("$.a = 1 || $.b", 2)],
    // @ts-expect-error
    ["a selector without its root", "selector-form", "selector", () => isNull("a")],
    ["two wildcards", "wildcard-quota", undefined, () => json(isNull(["a", each, each]))],
    [
      "three regular expressions",
      "regex-quota",
      undefined,
      () => json(and(...["a", "b", "c"].map((x) => eq("$.a", { regex: x })))),
    ],
    ["all of no conditions", "build-argument", "conditions", () => and()],
    ["any of no conditions", "build-argument", "conditions", () => or()],
    // @ts-expect-error
    ["a field in a JSON pattern", "build-argument", "condition", () => json(eq("a", 1))],
    // @ts-expect-error
    ["a property among fields", "build-argument", "entries", () => fields([eq("$.a", 1)])],
    // @ts-expect-error
    ["both in one condition", "build-argument", "conditions", () => json(and(eq("$.a", 1), eq("a", 1)))],
    ["a name that is none", "field-name", "name", () => fields(["a, b"])],
    ["a name that is none, with a condition", "field-name", "name", () => eq("1a", 1)],
    ["two names in one condition", "field-other-name", undefined, () => fields([and(eq("a", 1), eq("b", 1))])],
    ["a name twice", "field-duplicate", undefined, () => fields(["a", "a"])],
    ["a single field without a name", "build-argument", "entries", () => fields([""])],
  ];

  test.each(ROWS)("%s", (_, code, path, call) => {
    const { diagnostics, serviceMessage, message } = refusal(call);
    expect(diagnostics[0]).toMatchObject({ code, severity: "error", ...(path !== undefined && { path }) });
    expect(message).not.toBe("");
    expect(serviceMessage).not.toBe("");
  });

  test("a condition joined with itself again and again, before it fills the memory", () => {
    const doubled = (): unknown => {
      let condition = eq("$.a", 1);
      for (let round = 0; round < 200; round++)
        condition = round % 2 === 0 ? and(condition, condition) : or(condition, condition);
      return condition;
    };
    expect(refusal(doubled).diagnostics[0]!.code).toBe("pattern-too-long");
  });
});
