// What is said about conditions that leave out more than they seem to: all of it, word for word, and nothing else; and what
// silences it.

import { describe, expect, test } from "vitest";
import { validatePattern } from "../../src/index.ts";
import { told, type Whole } from "./told.ts";

describe("a text in the place of true or false", () => {
  test.each<Whole>([
    [
      "{ $.a = true }",
      "value-boolean: { $.a = ‹true› }",
      "  `= true` compares with the text, not with the JSON value true",
      "  Write $.a IS TRUE: { $.a IS TRUE }",
    ],
    [
      "{ $.a = FALSE}",
      "value-boolean: { $.a = ‹FALSE›}",
      "  `= false` compares with the text, not with the JSON value false",
      "  Write $.a IS FALSE: { $.a IS FALSE }",
    ],
    [
      "{ $.a != true }",
      "unequal-missing-top: { ‹$.a != true› }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { $.a != true || $.a NOT EXISTS }",
      "value-boolean: { $.a != ‹true› }",
      "  `!= true` compares with the text, not with the JSON value true",
      "  Write $.a IS FALSE: { $.a IS FALSE }",
    ],
    [
      "{ $.a != false }",
      "unequal-missing-top: { ‹$.a != false› }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { $.a != false || $.a NOT EXISTS }",
      "value-boolean: { $.a != ‹false› }",
      "  `!= false` compares with the text, not with the JSON value false",
      "  Write $.a IS TRUE: { $.a IS TRUE }",
    ],
    [
      '{ $.a = "true" && $.b = 1 }',
      'value-boolean-text: { $.a = ‹"true"› && $.b = 1 }',
      "  `= true` compares with the text, not with the JSON value true",
      "  Write $.a IS TRUE: { $.a IS TRUE && $.b = 1 }",
    ],
    [
      "{ $.a = true || $.a IS NULL }",
      "value-boolean: { $.a = ‹true› || $.a IS NULL }",
      "  `= true` compares with the text, not with the JSON value true",
      "  Write $.a IS TRUE: { $.a IS TRUE || $.a IS NULL }",
    ],
    [
      "{ $.a = true || $.a NOT EXISTS }",
      "value-boolean: { $.a = ‹true› || $.a NOT EXISTS }",
      "  `= true` compares with the text, not with the JSON value true",
      "  Write $.a IS TRUE: { $.a IS TRUE || $.a NOT EXISTS }",
    ],
    [
      "{ $.a = true || $.b IS TRUE }",
      "value-boolean: { $.a = ‹true› || $.b IS TRUE }",
      "  `= true` compares with the text, not with the JSON value true",
      "  Write $.a IS TRUE: { $.a IS TRUE || $.b IS TRUE }",
    ],
    [
      "{ $.a = true || $.a = x }",
      "value-boolean: { $.a = ‹true› || $.a = x }",
      "  `= true` compares with the text, not with the JSON value true",
      "  Write $.a IS TRUE: { $.a IS TRUE || $.a = x }",
    ],
    [
      "{ $.a = true || $.b = 1 }",
      "value-boolean: { $.a = ‹true› || $.b = 1 }",
      "  `= true` compares with the text, not with the JSON value true",
      "  Write $.a IS TRUE: { $.a IS TRUE || $.b = 1 }",
    ],
  ])("%s", (pattern, ...lines) => {
    expect(told(pattern)).toEqual(lines);
  });
});

describe("a state that may hold instead of true or false silences that, and so does another value", () => {
  test.each([
    "{ $.a = true || $.a IS TRUE }",
    "{ $.a = false || $.a IS FALSE }",
    "{ $.a = true || $.a IS FALSE }",
    "{ $.a = %true% }",
    "{ $.a = truex }",
  ])("%s", (pattern) => {
    expect(told(pattern)).toEqual([]);
  });
});

describe("`= *`", () => {
  test.each<Whole>([
    [
      "{ $.a = * }",
      "value-any: { ‹$.a = *› }",
      "  `= *` holds for texts and numbers only; true, false, null, arrays and objects exist but do not match",
      "  Match true, false and null as well: { $.a = * || $.a IS TRUE || $.a IS FALSE || $.a IS NULL }",
    ],
    [
      '{ $.a = "**" && $.b = 1 }',
      'value-any: { ‹$.a = "**"› && $.b = 1 }',
      "  `= *` holds for texts and numbers only; true, false, null, arrays and objects exist but do not match",
      '  Match true, false and null as well: { ($.a = "**" || $.a IS TRUE || $.a IS FALSE || $.a IS NULL) && $.b = 1 }',
    ],
    [
      "{ ($.a = *) && $.b = 1 }",
      "value-any: { (‹$.a = *›) && $.b = 1 }",
      "  `= *` holds for texts and numbers only; true, false, null, arrays and objects exist but do not match",
      "  Match true, false and null as well: { ($.a = * || $.a IS TRUE || $.a IS FALSE || $.a IS NULL) && $.b = 1 }",
    ],
    [
      "{ $.a[*] = * }",
      "value-any: { ‹$.a[*] = *› }",
      "  `= *` holds for texts and numbers only; true, false, null, arrays and objects exist but do not match",
    ],
    [
      "{ $.a = * || $.a NOT EXISTS }",
      "value-any: { ‹$.a = *› || $.a NOT EXISTS }",
      "  `= *` holds for texts and numbers only; true, false, null, arrays and objects exist but do not match",
      "  Match true, false and null as well: { $.a = * || $.a IS TRUE || $.a IS FALSE || $.a IS NULL || $.a NOT EXISTS }",
    ],
  ])("%s", (pattern, ...lines) => {
    expect(told(pattern)).toEqual(lines);
  });
});

describe("a state that may hold instead of `= *` silences that", () => {
  test.each([
    "{ $.a = x* }",
    "{ $.a = * || $.a IS TRUE }",
    "{ $.a = * || $.a IS FALSE }",
    "{ $.a = * || $.a IS NULL }",
  ])("%s", (pattern) => {
    expect(told(pattern)).toEqual([]);
  });
});

describe("`!=` of what may be missing", () => {
  test.each<Whole>([
    [
      "{ $.a != 1 }",
      "unequal-missing-top: { ‹$.a != 1› }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { $.a != 1 || $.a NOT EXISTS }",
    ],
    [
      "{ $.a.b != 1 }",
      "unequal-missing: { ‹$.a.b != 1› }",
      "  `!=` does not hold where `$.a.b` is missing",
      "  Match events without $.a.b as well: { $.a.b != 1 || $.a.b NOT EXISTS }",
    ],
    [
      "{ $.a != 1}",
      "unequal-missing-top: { ‹$.a != 1›}",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { $.a != 1 || $.a NOT EXISTS }",
    ],
    [
      "{ ($.a != 1) && $.b = 1 }",
      "unequal-missing-top: { (‹$.a != 1›) && $.b = 1 }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { ($.a != 1 || $.a NOT EXISTS) && $.b = 1 }",
    ],
    [
      "{ $.a != 1 || $.a.b NOT EXISTS }",
      "unequal-missing-top: { ‹$.a != 1› || $.a.b NOT EXISTS }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { $.a != 1 || $.a NOT EXISTS || $.a.b NOT EXISTS }",
    ],
    [
      "{ $.a != 1 || $.b NOT EXISTS }",
      "unequal-missing-top: { ‹$.a != 1› || $.b NOT EXISTS }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { $.a != 1 || $.a NOT EXISTS || $.b NOT EXISTS }",
    ],
    [
      "{ $.a != 1 || $.a IS NULL }",
      "unequal-missing-top: { ‹$.a != 1› || $.a IS NULL }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { $.a != 1 || $.a NOT EXISTS || $.a IS NULL }",
    ],
    [
      "{ $.a != 1 || $.a = x }",
      "unequal-missing-top: { ‹$.a != 1› || $.a = x }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { $.a != 1 || $.a NOT EXISTS || $.a = x }",
    ],
    [
      "{ $.a != 1 && $.a != 2 }",
      "unequal-missing-top: { ‹$.a != 1› && $.a != 2 }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { ($.a != 1 || $.a NOT EXISTS) && ($.a != 2 || $.a NOT EXISTS) }",
    ],
    [
      "{ $.a != 1 || $.a != 2 }",
      "unequal-missing-top: { ‹$.a != 1› || $.a != 2 }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { $.a != 1 || $.a NOT EXISTS || $.a != 2 }",
      "always-holds: { $.a != 1 || ‹$.a != 2› }",
      "  This or `$.a != 1` holds for every text and number, so they exclude none together",
      "  the other condition: { ‹$.a != 1› || $.a != 2 }",
      "  Join them with &&: { $.a != 1 && $.a != 2 }",
    ],
    [
      "{ $.b != 1 && $.a != 2 }",
      "unequal-missing-top: { ‹$.b != 1› && $.a != 2 }",
      "  `!=` does not hold where `$.b` is missing",
      "  Match events without $.b as well: { ($.b != 1 || $.b NOT EXISTS) && $.a != 2 }",
      "unequal-missing-top: { $.b != 1 && ‹$.a != 2› }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { $.b != 1 && ($.a != 2 || $.a NOT EXISTS) }",
    ],
    [
      "{ $.a != 1 || $.b = 1 || $.a != 1 }",
      "unequal-missing-top: { ‹$.a != 1› || $.b = 1 || $.a != 1 }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { $.a != 1 || $.a NOT EXISTS || $.b = 1 || $.a != 1 }",
      "duplicate-condition: { $.a != 1 || $.b = 1 || ‹$.a != 1› }",
      "  `$.a != 1` stands here twice",
      "  the first: { ‹$.a != 1› || $.b = 1 || $.a != 1 }",
      "  Remove the second: { $.a != 1 || $.b = 1 }",
    ],
    [
      "{ $.a != 1 && $.b = 1 || $.a != 2 && $.c = 1 }",
      "unequal-missing-top: { ‹$.a != 1› && $.b = 1 || $.a != 2 && $.c = 1 }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { ($.a != 1 || $.a NOT EXISTS) && $.b = 1 || $.a != 2 && $.c = 1 }",
      "unequal-missing-top: { $.a != 1 && $.b = 1 || ‹$.a != 2› && $.c = 1 }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { $.a != 1 && $.b = 1 || ($.a != 2 || $.a NOT EXISTS) && $.c = 1 }",
    ],
    [
      "{ $.a != 1 && ($.a != 2 || $.b = 1) }",
      "unequal-missing-top: { ‹$.a != 1› && ($.a != 2 || $.b = 1) }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { ($.a != 1 || $.a NOT EXISTS) && ($.a != 2 || $.a NOT EXISTS || $.b = 1) }",
    ],
    [
      "{ $.c = 1 && ($.a != 1 || ($.a != 2 && $.b = 1)) }",
      "unequal-missing-top: { $.c = 1 && (‹$.a != 1› || ($.a != 2 && $.b = 1)) }",
      "  `!=` does not hold where `$.a` is missing",
      "  Match events without $.a as well: { $.c = 1 && ($.a != 1 || $.a NOT EXISTS || ($.a != 2 && $.b = 1)) }",
    ],
  ])("%s", (pattern, ...lines) => {
    expect(told(pattern)).toEqual(lines);
  });
});

describe("`!=` is not doubted where what is missing is thought of", () => {
  test.each([
    "{ $.a[*] != 1 }",
    "{ $.a != 1 || $.a NOT EXISTS }",
    "{ $.a.b != 1 || $.a NOT EXISTS }",
    "{ $.a != 1 && $.a > 2 }",
  ])("%s", (pattern) => {
    expect(told(pattern)).toEqual([]);
  });
});

describe("the parentheses of a fix", () => {
  const nested = (depth: number): string =>
    `{ $.a != 1 && ${"(".repeat(depth)}$.a != 2 && $.b = 1${")".repeat(depth)} }`;

  test("stand within 199 others", () => {
    const [found] = validatePattern(nested(199));
    expect(found?.fixes?.[0]?.edits).toHaveLength(4);
  });

  test("do not stand within 200, so nothing is proposed", () => {
    const found = validatePattern(nested(200));
    expect(found.map(({ code, fixes }) => ({ code, fixes }))).toEqual([{ code: "unequal-missing-top" }]);
  });
});

describe("a wildcard whose tail may stand earlier", () => {
  test.each<Whole>([
    [
      "{ $.a = *abc }",
      "wildcard-tail: { $.a = ‹*abc› }",
      "  `*abc` misses a text with `abc` in it before its end: the service takes the first one only",
      "  Write %abc$%: { $.a = %abc$% }",
    ],
    [
      "{ $.a = *abca }",
      "wildcard-tail: { $.a = ‹*abca› }",
      "  `*abca` misses a text with `abca` in it before its end: the service takes the first one only",
      "  Write %abca$%: { $.a = %abca$% }",
    ],
    [
      "{ $.a = x*ab }",
      "wildcard-tail: { $.a = ‹x*ab› }",
      "  `*ab` misses a text with `ab` in it before its end: the service takes the first one only",
      "  Write %^x.*ab$%: { $.a = %^x.*ab$% }",
    ],
    [
      '{ $.a = "*é" }',
      'wildcard-tail: { $.a = ‹"*é"› }',
      "  `*é` misses a text with `é` in it before its end: the service takes the first one only",
    ],
    [
      '{ $.a = "é*b" }',
      'wildcard-tail: { $.a = ‹"é*b"› }',
      "  `*b` misses a text with `b` in it before its end: the service takes the first one only",
    ],
    [
      "{ $.a = %x% && $.b = %y% && $.c = *ab }",
      "wildcard-tail: { $.a = %x% && $.b = %y% && $.c = ‹*ab› }",
      "  `*ab` misses a text with `ab` in it before its end: the service takes the first one only",
    ],
    [
      "{ $.a = %x% && $.b = 1 && $.c = *ab }",
      "wildcard-tail: { $.a = %x% && $.b = 1 && $.c = ‹*ab› }",
      "  `*ab` misses a text with `ab` in it before its end: the service takes the first one only",
      "  Write %ab$%: { $.a = %x% && $.b = 1 && $.c = %ab$% }",
    ],
    [
      '[ip, name="*/a", ...]',
      'wildcard-tail: [ip, name=‹"*/a"›, ...]',
      "  `*/a` misses a text with `/a` in it before its end: the service takes the first one only",
      "  Write %/a$%: [ip, name=%/a$%, ...]",
    ],
  ])("%s", (pattern, ...lines) => {
    expect(told(pattern)).toEqual(lines);
  });
});

describe("a long tail that does not overlap itself", () => {
  test.each(["{ $.a = *abcd }"])("%s", (pattern) => {
    expect(told(pattern)).toEqual([]);
  });
});

describe("a field alone", () => {
  test.each<Whole>([
    [
      "[ERROR]",
      "field-untested: [‹ERROR›]",
      "  `[ERROR]` names the whole event `ERROR` and tests nothing: it matches every event that is not blank",
      '  Look for the text "[ERROR]": "[ERROR]"',
    ],
    [
      "[level=ERROR]",
      "field-whole-event: [‹level=ERROR›]",
      "  The only field takes the whole event, so `level` is compared with all of it, not with its first word",
      "  Let other fields follow: [level=ERROR, ...]",
    ],
    [
      "[n=5]",
      "field-whole-event: [‹n=5›]",
      "  The only field takes the whole event, so `n` is compared with all of it, not with its first word",
      "  Let other fields follow: [n=5, ...]",
    ],
    [
      "[n=5 && n>3]",
      "field-whole-event: [‹n=5 && n>3›]",
      "  The only field takes the whole event, so `n` is compared with all of it, not with its first word",
      "  Let other fields follow: [n=5 && n>3, ...]",
    ],
  ])("%s", (pattern, ...lines) => {
    expect(told(pattern)).toEqual(lines);
  });
});

describe("a field alone that need not be the whole event, or one of two", () => {
  test.each(["[n>3]", "[n>3 && n<5]", "[n=E*]", "[n=%E%]", "[n!=E]", "[a=1, b]", "[n!=5]"])("%s", (pattern) => {
    expect(told(pattern)).toEqual([]);
  });
});
