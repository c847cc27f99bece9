// Space-delimited patterns: where an event falls into fields, and what a condition asks of one.

import { describe, expect, test } from "vitest";
import { compilePattern } from "../../src/index.ts";

/** The fields of an event, as a pattern without conditions extracts them. */
const fieldsOf = (event: string, pattern = "[]"): readonly string[] =>
  Object.values(compilePattern(pattern).match(event)!.extractedValues);

const matches = (pattern: string, event: string): boolean => compilePattern(pattern).test(event);

describe("an event falls into fields", () => {
  test.each<[event: string, fields: readonly string[]]>([
    ["a b", ["a", "b"]],
    [" a\t\tb\r\n", ["a", "b"]],
    ["a\tb\nc\vd\fe\rf", ["a", "b", "c", "d", "e", "f"]],
    // White space is blank, tab and line breaks; other control characters and wide blanks are not.
    ["a\u0000b\u0008c\u000ed\u001fe\u00a0f\u2003g", ["a\u0000b\u0008c\u000ed\u001fe\u00a0f\u2003g"]],
    ['"a b" "c d"', ["a b", "c d"]],
    ["[a b] [c d]", ["a b", "c d"]],
    ['[a b] "c d" [e f] "g h"', ["a b", "c d", "e f", "g h"]],
    ['"" "a b"', ["", "a b"]],
    ["[] [a b]", ["", "a b"]],
    ['"a b""c d"', ["a b", "c d"]],
    ["[a b][c d]", ["a b", "c d"]],
    ['"a b"c d', ["a b", "c", "d"]],
    // A quote or bracket groups only where it is closed, and only at the start of a field.
    ['"a b', ['"a', "b"]],
    ["[a b", ["[a", "b"]],
    ['"a b [c d]', ['"a', "b", "c d"]],
    ['[a b "c d"', ["[a", "b", "c d"]],
    ['"a b" "c d', ["a b", '"c', "d"]],
    ["[a b] [c d", ["a b", "[c", "d"]],
    ['a"b c"', ['a"b', 'c"']],
    ["a[b c]", ["a[b", "c]"]],
    ["", []],
    [" \t", []],
  ])("%j: %j", (event, fields) => {
    expect(fieldsOf(event)).toEqual(fields);
  });

  test.each<[pattern: string, event: string, fields: readonly string[]]>([
    ["[a, b]", 'x "y z"', ["x", "y z"]],
    // The last field takes the rest as it stands, unless one field is left.
    ["[a, b]", 'x "y" [z] ', ["x", '"y" [z] ']],
    ["[a]", "x y", ["x y"]],
    ["[a]", " x ", ["x"]],
    ["[a, ..., b]", "x y z", ["x", "y", "z"]],
    ["[a, ..., b]", "x z", ["x", "z"]],
  ])("by %s: %j: %j", (pattern, event, fields) => {
    expect(fieldsOf(event, pattern)).toEqual(fields);
  });

  test.each<[pattern: string, values: Readonly<Record<string, string>>]>([
    ["[a, b, c]", { $a: "1", $b: "2", $c: "3 4" }],
    ["[a, , c, d]", { $a: "1", $2: "2", $c: "3", $d: "4" }],
    ["[...]", { $1: "1", $2: "2", $3: "3", $4: "4" }],
    ["[a, ...]", { $a: "1", $2: "2", $3: "3", $4: "4" }],
    ["[..., d]", { $1: "1", $2: "2", $3: "3", $d: "4" }],
    ["[a, ..., c, d]", { $a: "1", $2: "2", $c: "3", $d: "4" }],
    ["[a, b, ..., c, d]", { $a: "1", $b: "2", $c: "3", $d: "4" }],
  ])("and %s names them", (pattern, values) => {
    expect(compilePattern(pattern).match("1 2 3 4")!.extractedValues).toEqual(values);
  });
});

describe("a condition on a field", () => {
  test.each([
    ["[a = 1]", "1.0", true],
    ["[a != 1]", "2", true],
    ["[a != 1]", "1.0", false],
    // A field that is no number is unequal to every number, and neither below nor above one.
    ["[a != 1]", "x", true],
    ["[a = 1]", "x", false],
    ["[a < 1]", "x", false],
    ["[a >= 1]", "x", false],
    ['[a = "1"]', "1.0", false],
    ["[a = 1*]", "12", true],
    ["[a, ..., b = x]", "1 x y", false],
    ["[a, ..., b = x]", "1 y x", true],
    ["[..., a = x, b]", "1 x y", true],
    ["[a, b]", "x", false],
    ["[a, ..., b]", "x", false],
  ] as const)("%s over %s: %s", (pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });
});
