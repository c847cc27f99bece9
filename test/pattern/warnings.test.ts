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

/** The conditions that a finding is about, in parentheses. */
function conditions(pattern: string, { span, related = [] }: Diagnostic): readonly string[] {
  return [span, ...related.map((one) => one.span)].map(({ start, end }) => `(${pattern.slice(start, end)})`);
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
const selector = fc.constantFrom(
  "$.a",
  "$.a",
  "$.a",
  "$.a",
  "$.a.b",
  "$.a[0]",
  "$.a[*]",
  "$.a.*",
  "$.a[*].b",
  "$.a.b.c",
);
const jsonTest = fc
  .tuple(selector, fc.oneof({ weight: 5, arbitrary: valueTest }, { weight: 1, arbitrary: state }))
  .map((parts) => parts.join(" "));

/** Tests joined by `&&` and `||`, two to four of them, with a comparison with one number thrice now and then. */
const jsonCondition = fc.oneof(
  fc.tuple(jsonTest, jsonTest).map((tests) => tests.join(" && ")),
  fc.array(jsonTest, { minLength: 3, maxLength: 4 }).map((tests) => tests.join(" && ")),
  fc
    .shuffledSubarray(["$.a >= 1", "$.a <= 1.0", "$.a != 1", "$.a = 1*", "$.b = 1"], { minLength: 3 })
    .map((tests) => tests.join(" && ")),
  fc.tuple(jsonTest, jsonTest, jsonTest, jsonTest).map(([a, b, c, d]) => `(${a} || ${b}) && (${c} || ${d})`),
  fc.tuple(jsonTest, jsonTest, jsonTest).map(([a, b, c]) => `${a} && (${b} || ${c})`),
);
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
  ...['[1,"a",2]', '["1","ab"]', '[{"b":1}]', '[{"b":"a"},{"b":2}]', "[null,1]", "[[1]]", '{"b":{"c":1}}', '{"b":[1]}'],
  ...['{"b":{"c":"a"},"d":1}', '[null,{"b":"ab"}]', '{"0":1,"b":2}', '{"b":{}}', "[[],{}]"],
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

describe("conditions that are said to exclude each other hold together for no event", () => {
  test("of properties", () => {
    let told = 0;
    fc.assert(
      fc.property(jsonCondition, (condition) => {
        const pattern = `{ ${condition} }`;
        for (const finding of warned(pattern, "never-holds")) {
          told++;
          const blamed = `{ ${conditions(pattern, finding).join(" && ")} }`;
          expect(jsonEvents.filter((event) => matches(blamed, event))).toEqual([]);
        }
      }),
      { numRuns: 4000 },
    );
    expect(told).toBeGreaterThan(MANY);
  });

  test("of numbers, and every such conjunction is told", () => {
    const numberTest = fc
      .tuple(fc.constantFrom("=", "!=", "<", "<=", ">", ">="), fc.constantFrom("1", "2", "3"))
      .map((parts) => `$.a ${parts.join(" ")}`);
    const values = ["0", "1", "1.5", "2", "2.5", "3", "4", '"1"', '"2"', '"3"', '"x"', "true"];
    fc.assert(
      fc.property(fc.array(numberTest, { minLength: 2, maxLength: 5 }), (tests) => {
        const pattern = `{ ${tests.join(" && ")} }`;
        const holds = values.some((value) => matches(pattern, `{"a":${value}}`));
        expect({ pattern, told: warned(pattern, "never-holds").length > 0 }).toEqual({ pattern, told: !holds });
      }),
      { numRuns: 2000 },
    );
  });

  test("of fields", () => {
    let told = 0;
    fc.assert(
      fc.property(fc.array(valueTest, { minLength: 2, maxLength: 4 }), (tests) => {
        const pattern = `[${tests.map((one) => `f ${one}`).join(" && ")}, g]`;
        for (const finding of warned(pattern, "never-holds")) {
          told++;
          const blamed = `[${conditions(pattern, finding).join(" && ")}, g]`;
          expect(fieldEvents.filter((event) => matches(blamed, event))).toEqual([]);
        }
      }),
      { numRuns: 3000 },
    );
    expect(told).toBeGreaterThan(MANY);
  });

  test.each([
    ["of random JSON patterns", jsonTrial, (blamed: string) => `{ ${blamed} }`],
    ["of random fields", fieldTrial, (blamed: string) => `[${blamed}]`],
  ] as const)("%s", (_, trials: fc.Arbitrary<Trial>, all) => {
    fc.assert(
      fc.property(trials, ({ pattern, event }) => {
        for (const finding of warned(pattern, "never-holds")) {
          expect(matches(all(conditions(pattern, finding).join(" && ")), event)).toBe(false);
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

describe("conditions that are said to cover something hold for all of it", () => {
  /** By what a message says: the events that are meant. Numbers beyond a double are none to the service. */
  const isFiniteNumber = (value: string): boolean => /^-?\d/.test(value) && !value.includes("e309");
  const isText = (value: string): boolean => value.startsWith('"');

  test("of properties", () => {
    let told = 0;
    fc.assert(
      fc.property(fc.array(valueTest, { minLength: 2, maxLength: 4 }), (tests) => {
        const whole = `{ ${tests.map((one) => `$.a ${one}`).join(" || ")} }`;
        const [finding] = warned(whole, "always-holds");
        if (finding === undefined) return;
        told++;
        const pattern = `{ ${conditions(whole, finding).join(" || ")} }`;
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
      fc.property(fc.array(valueTest, { minLength: 2, maxLength: 4 }), (tests) => {
        const whole = `[${tests.map((one) => `f ${one}`).join(" || ")}, g]`;
        const [finding] = warned(whole, "always-holds");
        if (finding === undefined) return;
        told++;
        const pattern = `[${conditions(whole, finding).join(" || ")}, g]`;
        const all = finding.message.includes("every text");
        const meant = fieldTexts.filter((text) => all || /^[-+]?\d+(\.\d+)?(e\d+)?$/.test(text));
        expect(meant.filter((text) => !matches(pattern, `${text} x`))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
    expect(told).toBeGreaterThan(MANY);
  });
});
