// Which comparisons of one value leave nothing: of a text, of a number, of a field, each asked apart, in both orders.

import { describe, expect, test } from "vitest";
import { analyse } from "../../src/pattern/analyse.ts";
import { parse } from "../../src/pattern/parse.ts";
import { clauseOf, comparisonsOf } from "../../src/pattern/warnings/clause.ts";
import { type Compared, isEveryText, noField, noNumber, noPoint, noString } from "../../src/pattern/warnings/values.ts";

/** `> 5`, as it is compared. */
function compared(comparison: string): Compared {
  const text = `{ $.a ${comparison} }`;
  const { pattern } = parse(text);
  const { analysed } = analyse(pattern, text);
  if (pattern.kind !== "json" || pattern.expression.kind !== "comparison" || analysed === undefined) {
    throw new Error(`no comparison: ${comparison}`);
  }
  const { comparison: found, value } = clauseOf(pattern.expression, comparisonsOf(analysed));
  return { operator: found!.operator, literal: found!.literal, value };
}

type Pair = readonly [one: string, other: string];

/** Every pair in both orders. */
const bothWays = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.flatMap(([one, other]): readonly Pair[] => [
    [one, other],
    [other, one],
  ]);

function describeRule(
  title: string,
  rule: (a: Compared, b: Compared) => boolean,
  excluding: readonly Pair[],
  others: readonly Pair[],
): void {
  describe(title, () => {
    test.each(bothWays(excluding))("is not both %s and %s", (one, other) => {
      expect(rule(compared(one), compared(other))).toBe(true);
    });

    test.each(bothWays(others))("may be %s and %s", (one, other) => {
      expect(rule(compared(one), compared(other))).toBe(false);
    });
  });
}

describe("every text equals", () => {
  test.each(["*", '"**"', "%a*%", "%^a*%", "%a*$%", "%^%", "%$%", "%a|b*%", "%a*b?%"])("%s", (value) => {
    expect(isEveryText(compared(`= ${value}`).literal)).toBe(true);
  });
});

describe("not every text equals", () => {
  test.each(["a*", "*a", "*a*", "a", "1", "%a%", "%^a*$%", "%^$%", "%ab*%", "%a*b%", "%a|^b*$%"])("%s", (value) => {
    expect(isEveryText(compared(`= ${value}`).literal)).toBe(false);
  });
});

const WORDS: readonly Pair[] = [
  ["= abc", "= abd"],
  ["= abc", "!= abc"],
  ["= abc", "!= *"],
  ["= abc", "!= ab*"],
  ["= abc", "!= *b*"],
  ["= abc", "= b*"],
  ["= abc", "= *b"],
  ["= abc", "= a*x*c"],
  ["= abc", "= *bd*"],
  ["= ab*", "= b*"],
  ["= *ab", "= *c"],
  ["= *ab", "= *a"],
  ["= %x%", "!= %x%"],
];

const OTHER_WORDS: readonly Pair[] = [
  ["= abc", "= abc"],
  ["= abc", "!= abd"],
  ["!= abc", "!= abd"],
  ["= abc", "= ab*"],
  ["= abc", "= *bc"],
  ["= abc", "= a*b*c"],
  ["= abc", "= *b*"],
  ["= abc", "= %x%"],
  ["= ab*", "= a*"],
  ["= *ab", "= *b"],
  ["= *x*b", "= *ab"],
  ["= ab*", "= *b"],
  ["= ab*", "= %x%"],
  ["= %x%", "= %y%"],
  // What a text is surely not is decided by simple wildcards alone.
  ["= abc", "!= b*"],
  ["= xyz", "!= *c"],
  ["= xbc", "!= a*b*"],
  ["= abc", "!= *x*"],
  ["= abx", "!= *b*a*"],
  ["= abc", "!= %x%"],
  ["= ab*", "!= abc"],
  ["= ab*", "!= a*"],
];

describeRule(
  "a text",
  noString,
  [
    ...WORDS,
    // An order is one of numbers, and a number is compared by its source text.
    ["= abc", "> 1"],
    ["!= abc", "<= 1"],
    ["= 1", '!= "1"'],
    ['= "1"', "!= 1"],
    ["= 1", '= "2"'],
    ["= 1", "= 1.0"],
  ],
  [...OTHER_WORDS, ["= 1", '= "1"'], ["= 1", "= 1*"], ["= 1", '!= "2"']],
);

describeRule(
  "a number",
  noNumber,
  [
    ["= 1", "= 2"],
    ["= 5", "!= 5.0"],
    ["= 5", "> 5"],
    ["= 5", "< 5"],
    ["= 5", ">= 6"],
    ["= 5", "<= 4"],
    ["> 5", "< 5"],
    ["> 5", "<= 5"],
    [">= 5", "< 5"],
    [">= 6", "<= 5"],
    // The text of a number is a number.
    ['= "1"', "= 2"],
    ['= "12"', "< 12"],
    ['= "-1"', ">= 0"],
    ['= "1.25"', "> 1.25"],
    // Texts that no number has.
    ["= abc", "= abc"],
    ["= abc", "!= 1"],
    ["= a*", "= a*"],
    ['= "+1*"', "> 0"],
    ['= ".5*"', "> 0"],
    ['= "1"', '= "2"'],
  ],
  [
    ["= 5", "= 5.0"],
    ["= 5", "!= 6"],
    ["= 5", ">= 5"],
    ["= 5", "<= 5"],
    ["= 5", "> 4"],
    ["= 5", "< 6"],
    [">= 5", "<= 5"],
    ["> 5", "> 6"],
    ["< 5", "<= 4"],
    ["> 5", "< 6"],
    ["> 5", "!= 6"],
    [">= 5", "!= 5"],
    ["!= 5", "!= 6"],
    ['= "1"', "> 0"],
    ['= "1.0"', "= 1"],
    ['= "-1"', "< 0"],
    // Exponents, infinity and wildcards are not vouched for.
    ['= "1.5E3"', "= 1"],
    ['= "Infinity"', "= 1"],
    ['= "1a*"', "= 1"],
    ["= 1*", "= 2"],
    ['= "-*"', "= 2"],
    ['= "I*"', "= 2"],
    ["= *", "= 1"],
    ['!= "1"', "= 1"],
    ["!= abc", "= 1"],
    ["!= a*", "!= b*"],
    ["= %x%", "= 1"],
  ],
);

describeRule(
  "a field",
  noField,
  [
    ...WORDS,
    ["= 1", "= 2"],
    ["> 5", "<= 5.0"],
    ["= abc", "= 1"],
    ["= abc", "<= 1"],
    ['= "1.5"', "> 2"],
    ['= "1.5"', "!= 1.50"],
    ['= "+1"', "> 1"],
    ["= a*", "= 1"],
    ["= a*", "> 1"],
  ],
  [
    ...OTHER_WORDS,
    ["= 1", "= 1.0"],
    ["= abc", "!= 1"],
    ['= "1.5"', "= 1.50"],
    ['= "1.5"', "!= 2"],
    ['= "+1"', ">= 1"],
    ["!= abc", "= 1"],
    ["!= a*", "= 1"],
    ["= a*", "!= 1"],
    ['= "1a*"', "= 1"],
    ['= "+1*"', "= 1"],
    ['= "-1*"', "= 1"],
    ["= *", "= 1"],
    ["= *a", "= 1"],
    ["= %x%", "= 1"],
  ],
);

describe("three tests of which any two leave a number leave none", () => {
  const leavesNone = (...tests: readonly string[]): boolean => noPoint(tests.map(compared));

  test("at a point, in any order", () => {
    expect(leavesNone(">= 5", "<= 5", "!= 5")).toBe(true);
    expect(leavesNone("!= 5", "<= 5.0", ">= 5.00")).toBe(true);
    expect(leavesNone("<= 5", "!= 5", ">= 5")).toBe(true);
  });

  test.each([
    [">= 5", "<= 5", "<= 5"],
    [">= 5", "<= 5", "= 5"],
    [">= 5", "<= 5", "!= 6"],
    [">= 4", "<= 5", "!= 5"],
    [">= 5", "< 5", "!= 5"],
    ["!= 5", "!= 5", "!= 5"],
    // A text is none; nor is it known which numbers a text leaves out.
    [">= 5", "<= 5", '!= "5"'],
    ["!= abc", "<= 5", ">= 5"],
  ])("but not %s, %s and %s", (...tests) => {
    expect(leavesNone(...tests)).toBe(false);
  });
});
