// Alarm rules: the facts, every kind of mistake, and the laws of reading, writing and evaluating.

import { readFileSync } from "node:fs";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { EXAMPLES } from "../../docs/diagnostics-examples.ts";
import type { StateValue } from "../../src/alarm/alarm.ts";
import { AlarmRuleError } from "../../src/alarm/rule/error.ts";
import { accountFor, evaluateAlarmRule } from "../../src/alarm/rule/evaluate.ts";
import { RuleParser } from "../../src/alarm/rule/grammar.ts";
import { parseAlarmRule } from "../../src/alarm/rule/parse.ts";
import { syntaxMessage } from "../../src/alarm/rule/service.ts";
import {
  type AlarmReference,
  type AlarmRule,
  alarmsOf,
  childrenOf,
  writeAlarmRule,
} from "../../src/alarm/rule/tree.ts";
import type { Diagnostic } from "../../src/text/diagnostic.ts";
import { applyFix } from "../../src/text/fix.ts";
import { referenceRule } from "../reference/rule.ts";

const facts = JSON.parse(readFileSync(new URL("../conformance/alarm-rules.json", import.meta.url), "utf8")) as {
  accepted: { rule: string }[];
  refused: { rule: string; error: string }[];
};

const STATES: readonly StateValue[] = ["OK", "ALARM", "INSUFFICIENT_DATA"];
const errors = (found: readonly Diagnostic[]): readonly Diagnostic[] => found.filter((one) => one.severity === "error");

describe("what the service was seen to do", () => {
  test.each(facts.accepted)("accepts $rule", ({ rule }) => {
    // Only whether the alarm exists decides about an empty name.
    if (rule === 'ALARM("")') expect(syntaxMessage(rule)).toBeUndefined();
    else expect(errors(parseAlarmRule(rule).diagnostics)).toEqual([]);
  });

  test.each(facts.refused)("refuses $rule", ({ rule, error }) => {
    const { diagnostics, serviceMessage } = parseAlarmRule(rule);
    expect(errors(diagnostics)).toHaveLength(1);
    expect(serviceMessage).toBe(error);
  });
});

test("the grammar is sound by chevrotain's own checks", () => {
  expect(() => new RuleParser(false)).not.toThrow();
});

describe("the examples of the documentation", () => {
  const examples = Object.entries(EXAMPLES).filter(([code]) => code.startsWith("rule-") && code !== "rule-quota");
  test.each(examples)("%s", (code, { wrong, right }) => {
    const codes = (rule: unknown): string[] => parseAlarmRule(rule as string).diagnostics.map((one) => one.code);
    expect(codes(wrong)).toEqual([code]);
    expect(codes(right)).toEqual([]);
  });
});

describe("mistakes", () => {
  const cases: readonly [rule: string, code: string, start: number, end: number, fixed?: string][] = [
    ["true", "rule-keyword", 0, 4, "TRUE"],
    ["ALARM(a) or OK(b)", "rule-keyword", 9, 11, "ALARM(a) OR OK(b)"],
    ["ALARM(a) && OK(b)", "rule-keyword", 9, 11, "ALARM(a) AND OK(b)"],
    ["ALARM(a) || OK(b)", "rule-keyword", 9, 11, "ALARM(a) OR OK(b)"],
    ["! TRUE", "rule-keyword", 0, 1, "NOT TRUE"],
    ["!ALARM(a)", "rule-syntax", 0, 9, "NOT ALARM(a)"],
    ["not TRUE", "rule-keyword", 0, 3, "NOT TRUE"],
    ["at_least(1, ALARM, (a))", "rule-keyword", 0, 8, "AT_LEAST(1, ALARM, (a))"],
    ["AT_LEAST(1, not ok, (a))", "rule-keyword", 12, 15],
    ["ALRAM(a)", "rule-syntax", 0, 8, "ALARM(a)"],
    ["disk", "rule-syntax", 0, 4, "ALARM(disk)"],
    ["(ALARM(a) OR OK(b)", "rule-syntax", 18, 18, "(ALARM(a) OR OK(b))"],
    ["ALARM(a AND OK(b)", "rule-syntax", 8, 11, "ALARM(a) AND OK(b)"],
    ["ALARM a)", "rule-syntax", 6, 7, "ALARM (a)"],
    ["ALARM(a)) OR OK(b)", "rule-syntax", 8, 9, "ALARM(a) OR OK(b)"],
    ["ALARM(a) OK(b)", "rule-syntax", 9, 9 + 2],
    ["ALARM(a), OK(b)", "rule-syntax", 8, 9, "ALARM(a)OR OK(b)"],
    ["ALARM(a) OR", "rule-syntax", 11, 11],
    ["OR ALARM(a)", "rule-syntax", 0, 2],
    ["ALARM(search and rescue)", "rule-name", 6, 23, 'ALARM("search and rescue")'],
    ["ALARM(Search AND Rescue)", "rule-name", 6, 23, 'ALARM("Search AND Rescue")'],
    ["ALARM('a b')", "rule-name", 6, 11, 'ALARM("a b")'],
    ['ALARM("a)', "rule-name", 6, 9, 'ALARM("a")'],
    ['ALARM("")', "rule-name", 6, 8],
    ["ALARM(arn:aws:sns:us-east-1:123456789012:topic)", "rule-name", 6, 46],
    ["ALARM('a')", "rule-quote", 6, 9, 'ALARM("a")'],
    ["AT_LEAST(half, ALARM, (a, b))", "rule-threshold", 9, 13],
    ["AT_LEAST(1, ALARMS, (a, b))", "rule-syntax", 12, 18, "AT_LEAST(1, ALARM, (a, b))"],
    ["", "rule-length", 0, 0],
  ];
  test.each(cases)("%s", (rule, code, start, end, fixed) => {
    const [first] = parseAlarmRule(rule).diagnostics;
    expect(first).toMatchObject({ code, span: { start, end } });
    const fix = first!.fixes?.[0];
    if (fixed === undefined) expect(fix === undefined || applyFix(rule, fix) !== rule).toBe(true);
    else expect(applyFix(rule, fix!)).toBe(fixed);
  });

  test("are all told in one run", () => {
    const rule = "alarm(a) or !ok(b) AND (AT_LEAST(9, ALARM, (c, d)) xor ALARM(e f)";
    const found = parseAlarmRule(rule).diagnostics.map(({ span: { start, end } }) => rule.slice(start, end));
    expect(found).toEqual(["alarm", "or", "!ok(b)", "9", "xor", "e f", ""]);
  });

  test("a quote that is not closed hides nothing before it", () => {
    const rule = 'alarm(a) AND OK("b';
    expect(parseAlarmRule(rule).diagnostics.map(({ code }) => code)).toEqual(["rule-keyword", "rule-name"]);
  });

  test("the first error names what the service answers", () => {
    const [first] = parseAlarmRule("true AND false").diagnostics;
    expect(first!.related?.[0]?.message).toContain("Error in AlarmRule [Unsupported token 'true' at char 0");
  });
});

describe("limits", () => {
  const list = (length: number): string => Array.from({ length }, (_, i) => `ALARM(a${i})`).join(" OR ");
  const codes = (rule: string): string[] => parseAlarmRule(rule).diagnostics.map(({ code }) => code);

  test("a rule has at most 10,240 characters", () => {
    expect(codes(`TRUE${" ".repeat(10_236)}`)).toEqual([]);
    expect(codes(`TRUE${" ".repeat(10_237)}`)).toEqual(["rule-length"]);
  });
  test("a rule names at most 100 alarms", () => {
    expect(codes(list(100))).toEqual([]);
    expect(codes(list(101))).toEqual(["rule-quota"]);
    expect(codes(`${list(100)} AND OK(a5)`)).toEqual([]);
  });
  test("a rule has at most 500 elements, a pair of parentheses being one", () => {
    expect(codes(Array(500).fill("TRUE").join(" OR "))).toEqual([]);
    expect(codes(`(${Array(500).fill("TRUE").join(" OR ")})`)).toEqual(["rule-quota"]);
  });
  test("conditions are nested at most 200 deep", () => {
    expect(codes(`${"(".repeat(200)}TRUE${")".repeat(200)}`)).toEqual([]);
    expect(codes(`${"(".repeat(201)}TRUE${")".repeat(201)}`)).toEqual(["nesting-too-deep"]);
    expect(codes(`${"NOT ".repeat(200)}TRUE`)).toEqual([]);
    expect(codes(`${"NOT ".repeat(201)}TRUE`)).toEqual(["nesting-too-deep"]);
    expect(codes(Array(50).fill("NOT NOT NOT NOT NOT TRUE").join(" AND "))).toEqual([]);
  });
});

describe("any value", () => {
  property.prop([fc.oneof(fc.anything(), fc.string({ unit: "binary", maxLength: 200 }))])(
    "is read without a throw",
    (value) => {
      const { diagnostics, rule, serviceMessage } = parseAlarmRule(value as string);
      const length = typeof value === "string" ? value.length : 0;
      for (const { span } of diagnostics)
        expect(0 <= span.start && span.start <= span.end && span.end <= length).toBe(true);
      expect(serviceMessage === undefined).toBe(errors(diagnostics).length === 0);
      expect(alarmsOf(rule)).toBeDefined();
    },
  );

  const pieces = fc.constantFrom(
    ...[
      "ALARM",
      "OK",
      "(",
      ")",
      "(a)",
      "AND",
      "OR",
      "NOT",
      "TRUE",
      "and",
      "&&",
      "!",
      "x",
      "'",
      '"',
      '"a b"',
      ",",
      "AT_LEAST",
    ],
    ...["AT_LEAST(1, OK, (a, b))", "ALARM(a)", "2", "50%", "'a b'", "\n", "alarm"],
  );
  const garbage = fc.array(pieces, { maxLength: 24 }).map((words) => words.join(" "));

  property.prop([garbage], { numRuns: 2000 })("is refused exactly when the service's grammar refuses it", (text) => {
    const { diagnostics, rule } = parseAlarmRule(text);
    const syntax = ["rule-syntax", "rule-keyword", "rule-length"];
    const own = diagnostics.filter(({ code, span, severity }) => {
      if (code === "rule-name") return !/^(?:""|"\s*")$/.test(text.slice(span.start, span.end));
      if (code === "rule-threshold") return !/^\d+%?$/.test(text.slice(span.start, span.end));
      return severity === "error" && syntax.includes(code);
    });
    expect(own.length > 0).toBe(text === "" || syntaxMessage(text) !== undefined);
    if (diagnostics.length === 0) expect(JSON.stringify(rule)).not.toContain('"error"');
  });

  property.prop([garbage], { numRuns: 500 })("gets fixes that leave less wrong", (text) => {
    const { diagnostics } = parseAlarmRule(text);
    for (const fix of diagnostics.flatMap(({ fixes = [] }) => fixes).slice(0, 4)) {
      expect(parseAlarmRule(applyFix(text, fix)).diagnostics.length).toBeLessThanOrEqual(diagnostics.length);
    }
  });
});

// Trees of the shape that reading gives: parentheses are nodes of their own, AND and OR take two operands at least.
const name = fc
  .string({ unit: fc.constantFrom(..."aZ0 -:()',\"é"), minLength: 1, maxLength: 3 })
  .filter((text) => !/^'.*'$/.test(text));
const somewhere = { start: 0, end: 0 };
const reference: fc.Arbitrary<AlarmReference> = name.map((text) => ({ name: text, text, span: somewhere }));
const stateValue = fc.constantFrom(...STATES);
const { rule: anyTree } = fc.letrec<{ rule: AlarmRule; and: AlarmRule; unary: AlarmRule; leaf: AlarmRule }>((tie) => ({
  rule: fc.oneof({ maxDepth: 3 }, tie("and"), several("or", tie("and"))),
  and: fc.oneof({ maxDepth: 3 }, tie("unary"), several("and", tie("unary"))),
  unary: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie("leaf"),
    tie("unary").map((operand): AlarmRule => ({ kind: "not", operand, span: somewhere })),
    tie("rule").map((expression): AlarmRule => ({ kind: "group", expression, span: somewhere })),
  ),
  leaf: fc.oneof(
    fc.boolean().map((value): AlarmRule => ({ kind: "constant", value, span: somewhere })),
    fc
      .record({ state: stateValue, alarm: reference })
      .map((one): AlarmRule => ({ kind: "state", ...one, span: somewhere })),
    fc
      .record({ alarms: fc.array(reference, { minLength: 1, maxLength: 3 }), state: stateValue, negated: fc.boolean() })
      .chain((one) =>
        fc.boolean().chain((percent) =>
          fc.integer({ min: 1, max: percent ? 100 : one.alarms.length }).map(
            (threshold): AlarmRule => ({
              ...{ kind: "at-least", threshold, percent, thresholdSpan: somewhere, ...one },
              span: somewhere,
            }),
          ),
        ),
      ),
  ),
}));

const tree = anyTree.filter((rule) =>
  parseAlarmRule(writeAlarmRule(rule)).diagnostics.every(({ code }) => code !== "rule-quota"),
);

function several(kind: "and" | "or", operand: fc.Arbitrary<AlarmRule>): fc.Arbitrary<AlarmRule> {
  return fc
    .array(operand, { minLength: 2, maxLength: 3 })
    .map((operands) => ({ kind, operands: operands.filter((one) => one.kind !== kind), span: somewhere }))
    .filter(({ operands }) => operands.length > 1) as fc.Arbitrary<AlarmRule>;
}

/** A tree without its spans. */
const bare = (rule: AlarmRule): unknown =>
  JSON.parse(
    JSON.stringify(rule, (key, value: unknown) => (key === "span" || key === "thresholdSpan" ? undefined : value)),
  );

describe("a rule", () => {
  property.prop([tree])("that is written and read again is the same", (rule) => {
    const text = writeAlarmRule(rule);
    const read = parseAlarmRule(text);
    expect(errors(read.diagnostics)).toEqual([]);
    expect(bare(read.rule)).toEqual(bare(rule));
    expect(writeAlarmRule(read.rule)).toBe(text);
  });

  property.prop([tree, fc.func(stateValue)])("says what a plain reading of its text says", (rule, stateOf) => {
    const text = writeAlarmRule(rule);
    const expected = referenceRule(text, stateOf) ? "ALARM" : "OK";
    expect(evaluateAlarmRule(text, stateOf)).toBe(expected);
    expect(evaluateAlarmRule(rule, stateOf)).toBe(expected);
  });

  property.prop([tree, fc.func(stateValue), fc.func(stateValue)])(
    "says the same as long as the alarms that account for it keep their states",
    (rule, stateOf, other) => {
      const kept = new Set(accountFor(rule, stateOf));
      for (const one of kept) expect(childrenOf(rule)).toContain(one);
      expect(evaluateAlarmRule(rule, (name) => (kept.has(name) ? stateOf(name) : other(name)))).toBe(
        evaluateAlarmRule(rule, stateOf),
      );
    },
  );

  test("names its alarms in the order of the text, an ARN by the name in it", () => {
    const rule = 'OK(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a:b) AND AT_LEAST(1, OK, ("c d", e, e))';
    const alarms = alarmsOf(parseAlarmRule(rule).rule);
    expect(alarms.map(({ name }) => name)).toEqual(["a:b", "c d", "e", "e"]);
    expect(alarms[0]!.arn).toEqual({ region: "eu-west-1", accountId: "123456789012", name: "a:b" });
    expect(alarms.map(({ span: { start, end } }) => rule.slice(start, end))[1]).toBe('"c d"');
    expect(evaluateAlarmRule(rule, (name) => (name === "a:b" || name === "e" ? "OK" : "ALARM"))).toBe("ALARM");
  });

  test("binds NOT before AND, and AND before OR", () => {
    expect(evaluateAlarmRule("TRUE OR FALSE AND FALSE", () => "OK")).toBe("ALARM");
    expect(evaluateAlarmRule("(TRUE OR FALSE) AND FALSE", () => "OK")).toBe("OK");
    expect(evaluateAlarmRule("NOT FALSE AND FALSE", () => "OK")).toBe("OK");
  });

  test("that is none throws one error with everything that is wrong", () => {
    const evaluate = (): unknown => evaluateAlarmRule("true and false", () => "OK");
    expect(evaluate).toThrow(AlarmRuleError);
    expect(evaluate).toThrow("`true` is written TRUE (at 0)");
    expect(() => evaluateAlarmRule(parseAlarmRule("(").rule, () => "OK")).toThrow(AlarmRuleError);
    expect(() => evaluateAlarmRule(undefined as unknown as string, () => "OK")).toThrow(AlarmRuleError);
  });

  test.each([
    ["conditions", "ALARM(a) OR "],
    ["mistakes", "alarm(a b) xor "],
    ["parentheses", ")("],
    ["open quotes", '"\\'],
    ["words", "a "],
    ["operators", "OR "],
    ["commas", ",,("],
    ["functions", "AT_LEAST "],
    ["lists", "AT_LEAST(1, OK, (a, "],
  ])("made of %s is read in time that grows with its length, up to the longest there is", (_, piece) => {
    const time = (length: number): number => {
      const text = piece.repeat(Math.floor(length / piece.length));
      let best = Number.POSITIVE_INFINITY;
      for (let run = 0; run < 3; run++) {
        const start = performance.now();
        parseAlarmRule(text);
        best = Math.min(best, performance.now() - start);
      }
      return best;
    };
    const short = time(1_000);
    expect(time(10_000)).toBeLessThan(Math.max(30 * short, 250));
    expect(time(100_000)).toBeLessThan(10);
  });
});
