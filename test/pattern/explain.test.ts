// Patterns in plain English: each rule that surprises has its words.

import { test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { validatePattern } from "../../src/index.ts";
import { explainPattern } from "../../src/pattern/explain/explain.ts";
import { anyTrial, garbage } from "../match/arbitrary.ts";

/** What is said of the only comparison of a JSON pattern. */
function saidOf(comparison: string): string {
  const [first] = explainPattern(`{ ${comparison} }`).split("\n");
  return first!.replace("Matches an event that is one JSON object in which ", "").replace(/\.$/, "");
}

/** What is said of the first field's condition. */
function saidOfField(condition: string): string {
  const [first] = explainPattern(`[${condition}, b]`).split("\n");
  return first!.replace("Matches an event of at least 2 fields in which field 1, a, ", "").replace(/\.$/, "");
}

describe("a pattern in plain English", () => {
  test("is a short paragraph", () => {
    expect(explainPattern('ERROR "disk full" -timeout')).toBe(
      'Matches an event that contains "ERROR" and "disk full", but not "timeout".\n' +
        "Case counts, and a term is found inside longer words too.",
    );
  });

  test("is an indented list where and / or join conditions", () => {
    expect(
      explainPattern(
        '{ $.eventName = "ConsoleLogin" && ($.mfa != "Yes" || $.mfa NOT EXISTS || ($.n > 1 && $.n < 5)) }',
      ),
    ).toBe(
      [
        "Matches an event that is one JSON object in which all of these hold:",
        '- $.eventName is "ConsoleLogin"',
        "- any of these holds:",
        '  - $.mfa is a string or number other than "Yes"',
        "  - there is no $.mfa; a null counts as there",
        "  - all of these hold:",
        "    - $.n is a number above 1",
        "    - $.n is a number below 5",
        "",
        "Only strings and numbers can be compared; a missing property, null, true, false, an array or an object is neither equal nor unequal to anything.",
        "Case counts, in names and in values.",
        "Numbers are compared by value, so 1 is 1.0; a string is compared with the number as it is written in the pattern.",
      ].join("\n"),
    );
  });

  test.each([
    ["", "Matches every event."],
    ["  ", "Matches every event."],
    ["-a", 'Matches an event that does not contain "a".'],
    ["-a -b -c", 'Matches an event that contains neither "a", "b" nor "c".'],
    ["x -a -b", 'Matches an event that contains "x", but neither "a" nor "b".'],
    ["?a ?b ?c", 'Matches an event that contains "a", "b" or "c".'],
    ['"a\\"b"', 'Matches an event that contains "a\\"b".'],
    ["%a|^b%", "Matches an event that contains a match of the regular expression %a|^b%."],
    ["[]", "Matches every event, and extracts its fields as $1, $2 and so on."],
    ["[a]", "Matches an event of at least 1 field."],
  ])("%j", (pattern, first) => {
    expect(explainPattern(pattern).split("\n")[0]).toBe(first);
  });
});

describe("what is easily overlooked is told", () => {
  test.each([
    ["?WARN ERROR -x", "?WARN: ignored by the service"],
    ["ORDER-ITEM", "-ITEM is a term of its own"],
    ["a?b", "?b is a term of its own"],
    ["%^a%", "start and the end of the whole event"],
    ["%a|b|c%", "Any of the 3 alternatives"],
    ["%a.b%", "any character but a line feed"],
    ['{ $.a = "*b" }', '"*11" does not match 1111'],
    ["{ $.a = %b% }", "1e3 as 1000.0"],
    ["[a = *b, c]", '"*11" does not match 1111'],
    ["[a, b]", "Field 2, b, takes the rest"],
    ["[a, ]", "Field 2 takes the rest"],
    ["[a, b]", "Extracts $a and $b."],
    ["[a, , ..., b]", "Extracts $a, $b and the others by their position."],
    ["[a = 1, b]", "so 1 is 1.0"],
  ])("%s: %s", (pattern, note) => {
    expect(explainPattern(pattern)).toContain(note);
  });

  test.each([
    ["a -b", "a term of its own"],
    ["?a ?b", "ignored"],
    ["%a%", "whole event"],
    ["%a\\.b%", "line feed"],
    ['{ $.a = "b*" }', "1111"],
    ["{ $.a IS TRUE }", "compared"],
  ])("and only where it applies: %s", (pattern, note) => {
    expect(explainPattern(pattern)).not.toContain(note);
  });
});

describe("comparisons in JSON patterns", () => {
  test.each([
    ["$.a = 1", '$.a is the number 1 or the string "1"'],
    ["$.a != 1.0", '$.a is a number other than 1.0 or a string other than "1.0"'],
    ["$.a > 1", "$.a is a number above 1"],
    ["$.a >= 1", "$.a is a number of at least 1"],
    ["$.a < 1", "$.a is a number below 1"],
    ["$.a <= 1", "$.a is a number of at most 1"],
    ["$.a = x", '$.a is "x"'],
    ['$.a = "1"', '$.a is the string "1" or a number written so'],
    ["$.a = true", '$.a is the string "true", not the JSON true'],
    ['$.a != "x"', '$.a is a string or number other than "x"'],
    ["$.a = *", "$.a is any string or number"],
    ["$.a = x*", '$.a starts with "x"'],
    ["$.a = *x", '$.a ends with "x"'],
    ["$.a = *x*", '$.a contains "x"'],
    ["$.a = x*y", '$.a starts with "x" and after that ends with "y"'],
    ["$.a = x*y*", '$.a starts with "x" and after that contains "y"'],
    ["$.a = *x*y", '$.a fits "*x*y"'],
    ["$.a != x*", '$.a is a string or number that does not start with "x"'],
    ["$.a != *x", '$.a is a string or number that does not end with "x"'],
    ["$.a != *x*", '$.a is a string or number that does not contain "x"'],
    ["$.a != x*y", '$.a is a string or number that does not fit "x*y"'],
    ["$.a != *", "$.a never holds here, as * fits every value that can be compared"],
    ["$.a = %x=y%", "$.a contains a match of %x=y%"],
    ["$.a != %x%", "$.a is a string or number that contains no match of %x%"],
    ["$.a IS NULL", "$.a is null, or an array with a null in it"],
    ["$.a is true", "$.a is the JSON true"],
    ["$.a NOT EXISTS", "there is no $.a; a null counts as there"],
    ["$.a[*].b = x", 'some value of $.a[*].b is "x"'],
    ["$.a[*].b != x", '$.a exists and no value of $.a[*].b is "x"'],
    ["$.* != x", 'no value of $.* is "x"'],
    ["$.a[*] IS NULL", "some value of $.a[*] is null"],
    ["$.a[*] NOT EXISTS", "$.a[*] selects nothing"],
    ["$.['a b'][0] = x", "$.['a b'][0] is \"x\""],
  ])("%s", (comparison, words) => {
    expect(saidOf(comparison)).toBe(words);
  });
});

describe("conditions of fields", () => {
  test.each([
    ["a = 1", "is a number equal to 1"],
    ["a != 1", "is not a number equal to 1"],
    ["a >= 1", "is a number of at least 1"],
    ['a = "1"', 'is "1"'],
    ["a != x", 'is not "x"'],
    ["a = *", "is anything"],
    ["a = x*", 'starts with "x"'],
    ["a != *x*", 'does not contain "x"'],
    ["a = %x%", "contains a match of %x%"],
  ])("%s", (condition, words) => {
    expect(saidOfField(condition)).toBe(words);
  });

  test("say which field of the event they test", () => {
    expect(explainPattern("[a = 1, ..., b = 2, c = 3 || c = 4]").split("\n").slice(0, 6)).toEqual([
      "Matches an event of at least 3 fields in which all of these hold:",
      "- field 1, a, is a number equal to 1",
      "- field 2 from the end, b, is a number equal to 2",
      "- any of these holds for the last field, c:",
      "  - is a number equal to 3",
      "  - is a number equal to 4",
    ]);
  });
});

describe("any text", () => {
  test("an invalid pattern has its mistakes named, with the service's answer", () => {
    expect(explainPattern("{ $.a == 1 && $.b = }")).toMatch(
      /^Not a valid pattern; the service would answer: Invalid metric filter pattern\n- `==` .* \(at 6\)\n- .* \(at 20\)$/,
    );
  });

  property.prop([garbage], { numRuns: 2000 })("is explained without a throw, an invalid one as invalid", (text) => {
    const isValid = validatePattern(text).every(({ severity }) => severity !== "error");
    expect(explainPattern(text).startsWith("Not a valid pattern")).toBe(!isValid);
  });

  property.prop([anyTrial], { numRuns: 1000 })("every predicate of a valid pattern has its line", ({ pattern }) => {
    const text = explainPattern(pattern);
    if (text.startsWith("Not a valid pattern")) return;
    expect(text).toMatch(/^Matches (every|an) event/);
    expect(text).not.toMatch(/undefined|\[object|NaN/);
  });
});
