// What is said about patterns that are accepted and surely were not meant so: the code, the exact place (marked with ‹ ›), the
// fix; and what is said to exclude or to cover everything, held against the reference interpreter.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePattern, type Diagnostic, validatePattern } from "../../src/index.ts";
import { applyFix } from "../../src/text/fix.ts";
import { readVerdicts } from "../conformance/facts.ts";
import { fieldTrial, jsonTrial, type Trial, termTrial } from "../match/arbitrary.ts";
import { interpret } from "../reference/interpret.ts";
import { ROWS } from "./warnings-rows.ts";

/** How many trials make a law worth something; cut short by the clock, none need to. */
const MANY = process.env.TOCSIN_PROPERTY_MS === undefined ? 200 : -1;

for (const [title, rows] of Object.entries(ROWS)) {
  describe(title, () => {
    test.each(rows.map((row) => ({ row })))("$row.0 is $row.1", ({ row: [marked, code, mended] }) => {
      const pattern = marked.replace(/[‹›]/g, "");
      const span = { start: marked.indexOf("‹"), end: marked.indexOf("›") - 1 };
      const found = validatePattern(pattern);
      expect(found.map((one) => ({ code: one.code, span: one.span }))).toContainEqual({ code, span });
      expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(() => compilePattern(pattern)).not.toThrow();
      const one = found.find((each) => each.code === code)!;
      const fix = one.fixes?.[0];
      expect(fix && applyFix(pattern, fix)).toBe(mended);
    });
  });
}

describe("nothing is said about", () => {
  test.each([
    ...[
      "ERROR timeout",
      "ERROR -timeout",
      '?ERROR ?"disk full"',
      '-"a b"-"c"',
      '"OR"',
      "Error and warning",
      '"[error]" x',
    ],
    ...[
      '"50%"',
      '"* comment"',
      "ERRORS ERROR",
      "%a|b%",
      "",
      " ",
      "[]",
      "[...]",
      "[ip, user, ...]",
      "[a, b]",
      "[r=REPORT, ...]",
    ],
    ...["{ $.a = 1 }", "{ $.a = 1 || $.a = 2 }", "{ $.a > 1 && $.a < 3 }", "{ $.a IS TRUE && $.b IS TRUE }"],
    ...[
      '{ $.a = "1" && $.a = 1 }',
      "{ $.a = x* && $.a = *yz1a }",
      "{ $.a[*] = 1 && $.a[*] = 2 }",
      "{ $.a = 1 && $.b = 1 }",
    ],
    ...[
      "{ $.a = *UnauthorizedOperation }",
      "{ $.a = *ab* }",
      "{ $.a = * || $.a IS NULL }",
      "{ $.a = true || $.a IS TRUE }",
    ],
    ...[
      "{ $.a != x || $.a NOT EXISTS }",
      "{ ($.b = 1 && $.a.b.c != x) || $.a NOT EXISTS }",
      "{ $.a.b = a* && $.a.b != ab* }",
    ],
    ...[
      "{ $.a[*] != 1 }",
      "{ $.a IS NULL && $.a[0] = 1 }",
      "[a >= 5 && a <= 5, b]",
      "[a != 1 && a != 2, b]",
      "[a=1 || a=2, ...]",
    ],
    "{ $.a >= 5 && $.a <= 5.0 }",
  ])("%s", (pattern) => {
    expect(validatePattern(pattern)).toEqual([]);
  });
});

describe("a pattern with errors", () => {
  test.each(["ERROR: a-b", "{ $.a = true && $.b == 1 }", "[a != x || a != y, a]"])(
    "is told them alone: %s",
    (pattern) => {
      expect(new Set(validatePattern(pattern).map(({ severity }) => severity))).toEqual(new Set(["error"]));
    },
  );
});

test("no pattern that the service accepts gets an error, whatever else is said of it", () => {
  const patterns = Object.values(readVerdicts().accepted).flat();
  const errors = patterns.filter((pattern) => validatePattern(pattern).some(({ severity }) => severity === "error"));
  expect(errors).toEqual([]);
});

test("of the user guide's patterns, few are doubted", () => {
  const patterns = readVerdicts().accepted["user guide"]!;
  const doubted = patterns.filter((pattern) => validatePattern(pattern).some(({ severity }) => severity === "warning"));
  expect(doubted).toEqual([
    // The guide's own example of an ignored term; tests that leave out more than they seem to.
    "?ERROR ?ARGUMENTS REQUEST",
    '{ $.eventType = "*" && $.sourceIPAddress != 123.123.* }',
    "{ $.number[0] != 1e-3 }",
    "{ $.latency = * }",
  ]);
});

// Against the reference interpreter

const warned = (pattern: string, code: string): readonly Diagnostic[] => {
  const found = validatePattern(pattern);
  return found.some(({ severity }) => severity === "error") ? [] : found.filter((one) => one.code === code);
};

/** The two conditions that a finding is about. */
function pair(pattern: string, { span, related }: Diagnostic): readonly [string, string] {
  const other = related![0]!.span;
  return [pattern.slice(span.start, span.end), pattern.slice(other.start, other.end)];
}

/** Conditions on one property or field, two of them, so that many exclude each other. */
const valueTest = fc
  .tuple(
    fc.constantFrom("=", "=", "!=", "<", "<=", ">", ">="),
    fc.constantFrom("1", "1.0", "01", "2", "-1", "1e1", "10", "0"),
    fc.constantFrom("=", "=", "!="),
    fc.constantFrom(
      '"1"',
      '"1.0"',
      '"01"',
      "a",
      "ab",
      "a*",
      "*b",
      "1*",
      "*",
      '"1.5"',
      '"+1"',
      "%1%",
      '"Infinity"',
      '"10.0"',
      "*a*",
      "b*",
    ),
    fc.boolean(),
  )
  .map(([order, number, equal, text, isNumber]) => (isNumber ? `${order} ${number}` : `${equal} ${text}`));
const state = fc.constantFrom("IS NULL", "IS TRUE", "IS FALSE", "NOT EXISTS");
const selector = fc.constantFrom("$.a", "$.a", "$.a", "$.a.b", "$.a[0]");
const jsonTest = fc
  .tuple(selector, fc.oneof({ weight: 5, arbitrary: valueTest }, { weight: 1, arbitrary: state }))
  .map((parts) => parts.join(" "));
const jsonValues = [
  ...["1", "1.0", "1e0", "2", "-1", "10", "1e1", "0", "-0", "1.5", "0.5", "1e309", "-1e309", "10.0", "1e-999", "5"],
  ...[
    '"1"',
    '"1.0"',
    '"01"',
    '"a"',
    '"ab"',
    '"b"',
    '"1a"',
    '"aab"',
    '"+1"',
    '"1.5"',
    '""',
    '"10"',
    '"Infinity"',
    '"1e1"',
    '"-1"',
    '"2"',
    '"0"',
  ],
  ...["null", "true", "false", "[]", "[null]", "[1]", '["a"]', "{}", '{"b":1}', '{"b":"a"}', '{"b":null}', "[true]"],
];
const jsonEvents = ["{}", ...jsonValues.map((value) => `{"a":${value}}`)];
const fieldTexts = [
  "1",
  "1.0",
  "01",
  "2",
  "-1",
  "1e1",
  "10",
  "0",
  "a",
  "ab",
  "b",
  "1a",
  "aab",
  "+1",
  "1.5",
  "Infinity",
  "10.0",
  "5",
  "*",
];
const fieldEvents = fieldTexts.map((text) => `${text} x`);

const matches = (pattern: string, event: string): boolean => interpret(pattern, event).matches;

describe("two conditions that are said to exclude each other hold together for no event", () => {
  test("of properties", () => {
    let told = 0;
    fc.assert(
      fc.property(jsonTest, jsonTest, (a, b) => {
        const pattern = `{ ${a} && ${b} }`;
        if (warned(pattern, "never-holds").length === 0) return;
        told++;
        expect(jsonEvents.filter((event) => matches(pattern, event))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
    expect(told).toBeGreaterThan(MANY);
  });

  test("of fields", () => {
    let told = 0;
    fc.assert(
      fc.property(valueTest, valueTest, (a, b) => {
        const pattern = `[f ${a} && f ${b}, g]`;
        if (warned(pattern, "never-holds").length === 0) return;
        told++;
        expect(fieldEvents.filter((event) => matches(pattern, event))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
    expect(told).toBeGreaterThan(MANY);
  });

  test.each([
    ["of random JSON patterns", jsonTrial, (a: string, b: string) => `{ ${a} && ${b} }`],
    ["of random fields", fieldTrial, (a: string, b: string) => `[${a} && ${b}]`],
  ] as const)("%s", (_, trials: fc.Arbitrary<Trial>, both) => {
    fc.assert(
      fc.property(trials, ({ pattern, event }) => {
        for (const finding of warned(pattern, "never-holds")) {
          expect(matches(both(...pair(pattern, finding)), event)).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("of terms, whatever the event", () => {
    fc.assert(
      fc.property(termTrial, ({ pattern, event }) => {
        if (warned(pattern, "never-holds").length > 0) expect(matches(pattern, event)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("two conditions that are said to cover something hold for all of it", () => {
  /** By what a message says: the events that are meant. Numbers beyond a double are none to the service. */
  const isFiniteNumber = (value: string): boolean => /^-?\d/.test(value) && !value.includes("e309");
  const isText = (value: string): boolean => value.startsWith('"');

  test("of properties", () => {
    let told = 0;
    fc.assert(
      fc.property(valueTest, valueTest, (a, b) => {
        const pattern = `{ $.a ${a} || $.a ${b} }`;
        const [finding] = warned(pattern, "always-holds");
        if (finding === undefined) return;
        told++;
        const all = finding.message.includes("every text and number");
        if (!all) expect(finding.message).toContain("every number");
        const meant = jsonValues.filter((value) => isFiniteNumber(value) || (all && isText(value)));
        expect(meant.filter((value) => !matches(pattern, `{"a":${value}}`))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
    expect(told).toBeGreaterThan(MANY);
  });

  test("of fields", () => {
    let told = 0;
    fc.assert(
      fc.property(valueTest, valueTest, (a, b) => {
        const pattern = `[f ${a} || f ${b}, g]`;
        const [finding] = warned(pattern, "always-holds");
        if (finding === undefined) return;
        told++;
        const all = finding.message.includes("every text");
        const meant = fieldTexts.filter((text) => all || /^[-+]?\d+(\.\d+)?(e\d+)?$/.test(text));
        expect(meant.filter((text) => !matches(pattern, `${text} x`))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
    expect(told).toBeGreaterThan(MANY);
  });
});
