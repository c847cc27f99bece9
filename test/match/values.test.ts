// Values are compared exactly: at the edge of a double's digits and size, and where a number counts as its text.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { compilePattern } from "../../src/index.ts";

const holds = (comparison: string, value: string): boolean =>
  compilePattern(`{ $.a ${comparison} }`).test(`{"a":${value}}`);

describe("a bare number", () => {
  test.each([
    // Two decimals with one double between them: the literal keeps its digits, the event is the shortest of its double [O].
    ["= 0.1000000000000000055", "0.1", false],
    ["> 0.1000000000000000055", "0.1", false],
    ["< 0.1000000000000000055", "0.1", true],
    ["= 0.1", "0.1000000000000000055", true],
    ["= 9007199254740993", "9007199254740993", true],
    ["= 9007199254740993", "9007199254740992", false],
    ["= 9007199254740992", "9007199254740993", false],
    ["= 123456789012345", "123456789012345", true],
    ["= 123456789012345", "123456789012346", false],
    ["= 123456789012345", "1.23456789012345e14", true],
    ["= 1234567890123456", "1234567890123457", false],
    ["= 0", "-0", true],
    ["= 0", "0.0", true],
    ["= 0", "1e-400", true],
    ["= 1e-400", "0", false],
    ["> 0", "4e-324", true],
    ["= 4e-324", "5e-324", false],
    ["= 5e-324", "5e-324", true],
    ["= 5e-324", "4e-324", true],
    ["= 1e-300", "1e-300", true],
    ["= 1e300", "1e300", true],
    ["< 1e300", "1e299", true],
    ["!= 1", "1e309", false],
    ["> 1", "1e309", false],
    ["> 1e400", "1e309", false],
    ["< 1e400", "1e308", true],
    ["< 1e309", `1${"0".repeat(308)}`, true],
    ["< 1e309", `1${"0".repeat(309)}`, false],
    ["= 1e309", `1${"0".repeat(309)}`, true],
    // Few digits in the literal, many in the event: an integer is compared by all of them.
    ["= 1e16", "10000000000000000", true],
    ["= 1e16", "10000000000000001", false],
    ["> 1e16", "10000000000000001", true],
  ] as const)("%s over %s: %s", (comparison, value, expected) => {
    expect(holds(comparison, value)).toBe(expected);
  });

  test.each([
    ["=", [false, true, false]],
    ["!=", [true, false, true]],
    ["<", [true, false, false]],
    ["<=", [true, true, false]],
    [">", [false, false, true]],
    [">=", [false, true, true]],
  ] as const)("%s is asked of a number below, equal and above: %s", (operator, expected) => {
    expect(["1", "2.0", "3"].map((value) => holds(`${operator} 2`, value))).toEqual(expected);
    expect(["-3", "-2e0", "1"].map((value) => holds(`${operator} -2`, value))).toEqual(expected);
    const long = ["12345678901234567889", "12345678901234567890", "12345678901234567891"];
    expect(long.map((value) => holds(`${operator} ${long[1]}`, value))).toEqual(expected);
  });

  property.prop([
    fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
    fc.bigInt({ min: -3n, max: 3n }),
    fc.constantFrom("=", "!=", "<", "<=", ">", ">="),
  ])("compares integers of any length by their digits", (value, step, operator) => {
    const other = value + step;
    const expected = {
      "=": value === other,
      "!=": value !== other,
      "<": value < other,
      "<=": value <= other,
      ">": value > other,
      ">=": value >= other,
    }[operator];
    expect(holds(`${operator} ${other}`, String(value))).toBe(expected);
  });
});

test.each([
  ['= "0"', "-0", true],
  ['= "-0"', "-0", false],
  ['= "-0.0"', "-0.0", true],
  ['= "12.0"', "12.0", true],
  ['= "12"', "12.0", false],
  ['= "12.0"', "12", false],
  ['= "1.0E10"', "1e10", true],
  ["= %^0$%", "-0", true],
] as const)("a quoted literal compares a number's text: %s over %s: %s", (comparison, value, expected) => {
  expect(holds(comparison, value)).toBe(expected);
});

describe("a wildcard", () => {
  test.each([
    ["foo*", "foobar", true],
    ["foo*", "afoo", false],
    ["*bar", "foobar", true],
    ["*bar", "barfoo", false],
    ["*mid*", "a mid b", true],
    ["*mid*", "a mix b", false],
    ["a*c*", "abcd", true],
    ["a*c*", "abd", false],
    ["1*3", "123", true],
    ["1*3", "12", false],
    // Each piece is taken where it first occurs [O].
    ["*.111.111.111", "111.111.111.111", true],
    ["*111.111.111", "111.111.111.111", false],
  ] as const)("%s over %s: %s", (literal, text, expected) => {
    expect(holds(`= "${literal}"`, JSON.stringify(text))).toBe(expected);
    expect(holds(`!= "${literal}"`, JSON.stringify(text))).toBe(!expected);
  });
});
