// Holds: the reference interpreter against the known facts, and its fine points spelled out where no fact speaks.

import { describe, expect, test } from "vitest";
import { readFacts, readVerdicts } from "../conformance/facts.ts";
import { interpret, readPattern } from "./interpret.ts";

const accepts = (pattern: string): boolean => readPattern(pattern) !== undefined;
const matches = (pattern: string, event: string): boolean => interpret(pattern, event).matches;

describe("every known fact holds", () => {
  test.each(readFacts().map((row) => [`[${row.mark}, ${row.source}] ${row.pattern}`, row] as const))("%s", (_, row) => {
    for (const fact of row.facts) {
      const seen = interpret(row.pattern, fact.event);
      expect({ event: fact.event, valid: seen.valid, matches: seen.matches }).toEqual({
        event: fact.event,
        valid: true,
        matches: fact.matches,
      });
      if (fact.extracted !== undefined) expect(seen.extracted).toEqual(fact.extracted);
    }
  });

  test("accepted patterns are accepted, refused ones refused", () => {
    const { accepted, refused } = readVerdicts();
    const patterns = Object.values(accepted).flat();
    expect(patterns.filter((pattern) => !accepts(pattern))).toEqual([]);
    expect(refused.filter(({ pattern }) => accepts(pattern))).toEqual([]);
  });
});

describe("fine points", () => {
  test.each([" {$.a = 1}", "{$.a = 1} ", " [a]", "[a] ", " %a%", "%a% "])("no blank outside: '%s'", (pattern) => {
    expect(accepts(pattern)).toBe(false);
  });

  test.each(["", " ", "\n", " a ", "- a", "? a", "a-b", 'a-"b"', '"a"-b', '"a"?"b"', "é_1."])(
    "accepts '%s'",
    (pattern) => {
      expect(accepts(pattern)).toBe(true);
    },
  );

  test.each(["-", "?", "a -", "--a", "-?a", "- -a", 'a"b"', '"a"b', '"a""b"', '""', '-""', "a,b", "a\u0000"])(
    "refuses '%s'",
    (pattern) => expect(accepts(pattern)).toBe(false),
  );

  test("parentheses go 200 deep, not 201", () => {
    const nested = (depth: number): string => `{${"(".repeat(depth)}$.a=1${")".repeat(depth)}}`;
    expect([accepts(nested(200)), accepts(nested(201))]).toEqual([true, false]);
  });

  test("a pattern has at most 1024 characters", () => {
    expect([accepts("a".repeat(1024)), accepts("a".repeat(1025))]).toEqual([true, false]);
  });

  test("three wildcards and two regular expressions, not more", () => {
    const joined = (part: string, n: number): string => `{${Array(n).fill(part).join("||")}}`;
    expect([accepts(joined("$.a[*]=1", 3)), accepts(joined("$.a[*]=1", 4))]).toEqual([true, false]);
    expect([accepts(joined("$.a=%1%", 2)), accepts(joined("$.a=%1%", 3))]).toEqual([true, false]);
  });

  test.each([
    ["{$.a=12345678.9}", '{"a":1.23456789e7}', true],
    ['{$.a="1.23456789E7"}', '{"a":12345678.9}', true],
    ['{$.a="0.001"}', '{"a":1e-3}', true],
    ['{$.a="1.0E-4"}', '{"a":0.0001}', true],
    ['{$.a="1000000.0"}', '{"a":1000000.0}', true],
    ['{$.a="1.0E7"}', '{"a":1e7}', true],
    ['{$.a="0"}', '{"a":-0}', true],
    ['{$.a="-0.0"}', '{"a":-0.0}', true],
    ['{$.a="-Infinity"}', '{"a":-1e309}', true],
    ["{$.a!=1}", '{"a":1e309}', false],
    ["{$.a[*]!=1}", '{"a":[1e309]}', true],
    ["{$.a=123456789012345678901234567890}", '{"a":123456789012345678901234567890}', true],
    ["{$.a<123456789012345678901234567890}", '{"a":123456789012345678901234567889}', true],
    ["{$.a>-1e-2147483647}", '{"a":0}', true],
    ["{$.a IS NULL}", '{"a":[1,null]}', true],
    ["{$.a=2}", '{"a":1,"a":2}', true],
    ["{$.a=1}", ' \n{"a":1}\t', true],
    ["{$.a=1}", '\ufeff{"a":1}', false],
    ["{$.__proto__=1}", '{"__proto__":1}', true],
    ["{$.__proto__ NOT EXISTS}", "{}", true],
    ["{$.constructor NOT EXISTS}", "{}", true],
  ] as const)("%s on %s: %s", (pattern, event, expected) => {
    expect(interpret(pattern, event)).toMatchObject({ valid: true, matches: expected });
  });

  test.each([
    ["%a{,2}b%", "b", true],
    ["%^a{,2}b$%", "aaab", false],
    ["%a{x}%", "a{x}", true],
    ["%a{2%", "a{2", true],
    ["%[]a]%", "]", true],
    ["%[a-]%", "-", true],
    ["%[\\d-a]%", "-", true],
    ["%[a-\\d]%", "-", true],
    ["%[^a]%", "\n", true],
    ["%.%", "\n", false],
    ["%a$%", "a\n", false],
    ["%^b%", "a\nb", false],
    ["%a||b%", "c", true],
    ["%^\\x41\\S$%", "A!", true],
  ] as const)("%s on %j: %s", (pattern, event, expected) => {
    expect(interpret(pattern, event)).toMatchObject({ valid: true, matches: expected });
  });

  test.each([
    "%*a%",
    "%a|*%",
    "%{2}%",
    "%a**%",
    "%a???%",
    "%a{2}{3}%",
    "%a{1001}%",
    "%a{2,1}%",
    "%[]%",
    "%\\%",
    "%\\x4%",
    "%\\q%",
    "%^*%",
    "%a$+%",
  ])("%s fails to compile", (pattern) => expect(accepts(pattern)).toBe(false));

  test.each([
    ["[(a=1) || (a=2), b]", "2 x", true],
    ["[a=1 || a=2 && a=3]", "1", true],
    ["[a=1]", "1.0", true],
    ["[a!=1]", "x", true],
    ["[a<1]", "x", false],
    ["[]", "", true],
    ["[...]", "", true],
    ["[a]", " ", false],
    ["[a=b]", " b ", true],
    ["[a=b]", "b c", false],
  ] as const)("%s on %j: %s", (pattern, event, expected) => {
    expect(interpret(pattern, event)).toMatchObject({ valid: true, matches: expected });
  });

  test("a wildcard takes each piece at its first occurrence", () => {
    expect(matches('{$.a="*a*b"}', '{"a":"xaxb"}')).toBe(true);
    expect(matches('{$.a="*ab"}', '{"a":"abab"}')).toBe(false);
  });
});
