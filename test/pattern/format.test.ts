// Holds: what canonical text looks like, and the laws of formatting.

import { test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { compilePattern, formatPattern, PatternError, validatePattern } from "../../src/index.ts";
import { anyTrial, fieldTrial, garbage, jsonTrial, regexTrial, type Trial, termTrial } from "../match/arbitrary.ts";
import { readPattern } from "../reference/interpret.ts";

const accepts = (pattern: string): boolean => validatePattern(pattern).every(({ severity }) => severity !== "error");

/** What the library and the reference interpreter say of an event; undefined if they refuse the pattern. */
function verdicts(pattern: string, event: string): unknown {
  try {
    return [compilePattern(pattern).match(event)?.extractedValues, readPattern(pattern)?.(event)];
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}

describe("the canonical text", () => {
  const ROWS: readonly (readonly [title: string, pattern: string, formatted: string])[] = [
    ["has one blank around operators and inside braces", "{$.a=1&&$.b   !=2}", "{ $.a = 1 && $.b != 2 }"],
    ["is one line", "{\n  $.a = 1 &&\n\t$.b = 2\n}", "{ $.a = 1 && $.b = 2 }"],
    ["has keywords in capitals", "{$.a is null||$.b Not  exists}", "{ $.a IS NULL || $.b NOT EXISTS }"],
    ["has IS TRUE and IS FALSE", "{$.a is true&&$.b is False}", "{ $.a IS TRUE && $.b IS FALSE }"],
    ["has texts in quotes", "{ $.a = ConsoleLogin }", '{ $.a = "ConsoleLogin" }'],
    ["tells the text true from the keyword", "{ $.a = true }", '{ $.a = "true" }'],
    ["has wildcards in quotes", "[ip, status=4*]", '[ip, status = "4*"]'],
    ["keeps numbers as they are written", "{$.a=01.50e+2||$.a>-0}", "{ $.a = 01.50e+2 || $.a > -0 }"],
    ["keeps quoted numbers quoted", '{$.a="1"}', '{ $.a = "1" }'],
    ["keeps bare what might be read as a number", "{$.a=.5||$.a=1.}", "{ $.a = .5 || $.a = 1. }"],
    ["keeps escapes as they are written", '{$.a="x\\n\\"\\\\"}', '{ $.a = "x\\n\\"\\\\" }'],
    ["keeps regular expressions", "{$.a=%^a  b\\x28%}", "{ $.a = %^a  b\\x28% }"],
    ["drops parentheses that decide nothing", "{(($.a=1)&&($.b=2&&$.c=3))}", "{ $.a = 1 && $.b = 2 && $.c = 3 }"],
    ["keeps an || inside an && in parentheses", "{$.a=1&&($.b=2||($.c=3))}", "{ $.a = 1 && ($.b = 2 || $.c = 3) }"],
    ["puts an && inside an || in parentheses", "{$.a=1&&$.b=2||$.c=3}", "{ ($.a = 1 && $.b = 2) || $.c = 3 }"],
    ["adds no parentheses to conditions of fields", "[(a=1&&a!=x)||a=3]", '[a = 1 && a != "x" || a = 3]'],
    ["keeps those of fields that decide", "[a=1&&(a!=2||a>3)]", "[a = 1 && (a != 2 || a > 3)]"],
    ["has names bare where they can be", "{$.['a'].['b.c'].d-e[07]=1}", "{ $.a.['b.c'].d-e[7] = 1 }"],
    ["has indexes without an exponent", `{$.a[1${"0".repeat(30)}]=1}`, "{ $.a[9007199254740991] = 1 }"],
    ["has names beyond ASCII in brackets", "{$.é=1}", "{ $.['é'] = 1 }"],
    ["has one form of wildcard", "{$.*=1||$.a.*.b=1}", "{ $.* = 1 || $.a[*].b = 1 }"],
    ["has one blank between terms", "  ERROR\t-timeout\n", "ERROR -timeout"],
    ["shows that a hyphen starts a term", "ORDER-ITEM?x", "ORDER -ITEM ?x"],
    ["has no blank after a sign", '- "a b"  ? c', '-"a b" ?c'],
    [
      "has terms in quotes only where they need them",
      '"ERROR" "disk full" "a-b" a.b_1',
      'ERROR "disk full" "a-b" a.b_1',
    ],
    ["keeps escapes in terms as they are written", '"x\\n" -"\\\\"', '"x\\n" -"\\\\"'],
    ["has terms beyond ASCII in quotes", "café", '"café"'],
    ["has one blank after commas", "[ip,,...,  x,]", "[ip, , ..., x, ]"],
    ["has three dots quoted where they are a text", "[a=...,...]", '[a = "...", ...]'],
    ["of no fields is two brackets", "[ ]", "[]"],
    ["of a regular expression is itself", "%a  b%", "%a  b%"],
    ["of blanks is empty", " \t", ""],
  ];

  test.each(ROWS)("%s", (_, pattern, formatted) => {
    expect(formatPattern(pattern)).toBe(formatted);
  });
});

describe("what can't be formatted comes back as it is", () => {
  test.each(["{ $.a == 1 }", '"ERROR', "{$.a=null}", "[a=1||b=2]", " {$.a=1}", `{${"(".repeat(300)}$.a=1}`])(
    "a pattern that is not valid: %j",
    (pattern) => expect(formatPattern(pattern)).toBe(pattern),
  );

  test("a pattern that would grow beyond 1,024 characters, to the character", () => {
    const pattern = (last: string): string => `{${"$.a=1||".repeat(92)}${last}=1}`;
    expect(formatPattern(pattern("$.ab"))).toHaveLength(1024);
    expect(formatPattern(pattern("$.abc"))).toBe(pattern("$.abc"));
  });
});

describe("parentheses", () => {
  test("as deep as they go leave nothing behind when they decide nothing", () => {
    expect(formatPattern(`{${"(".repeat(200)}$.a=1${")".repeat(200)}}`)).toBe("{ $.a = 1 }");
  });

  test("added for the reader leave a pattern valid", () => {
    const mixed = `{${"$.a=1&&($.a=1||".repeat(30)}$.a=1&&$.b=2${")".repeat(30)}}`;
    expect(formatPattern(mixed)).toContain("|| ($.a = 1 && $.b = 2)");
    expect(accepts(formatPattern(mixed))).toBe(true);
  });
});

describe("laws", () => {
  describe.each([
    ["terms", termTrial],
    ["regular expressions", regexTrial],
    ["JSON", jsonTrial],
    ["space-delimited", fieldTrial],
    ["anything", anyTrial],
  ] as const)("%s", (_, trial) => {
    property.prop([trial, trial], { numRuns: 1000 })(
      "the formatted pattern means the same",
      ({ pattern, event }: Trial, other: Trial) => {
        const formatted = formatPattern(pattern);
        for (const one of [event, other.event]) expect(verdicts(formatted, one)).toEqual(verdicts(pattern, one));
      },
    );

    property.prop([trial], { numRuns: 1000 })("formatting again changes nothing", ({ pattern }) => {
      const formatted = formatPattern(pattern);
      expect(formatPattern(formatted)).toBe(formatted);
    });
  });

  property.prop([garbage], { numRuns: 3000 })(
    "the result is as valid as the text, and within the length the service allows",
    (pattern) => {
      const formatted = formatPattern(pattern);
      expect(accepts(formatted)).toBe(accepts(pattern));
      if (!accepts(pattern)) expect(formatted).toBe(pattern);
      else expect(formatted.length).toBeLessThanOrEqual(1024);
    },
  );

  property.prop([jsonTrial], { numRuns: 1000 })("blanks where blanks may stand make no difference", ({ pattern }) => {
    if (!accepts(pattern) || /["%']/.test(pattern)) return;
    const spread = pattern.replace(/&&|\|\||[()]/g, "\n $& ");
    expect(formatPattern(spread)).toBe(formatPattern(pattern));
  });
});
