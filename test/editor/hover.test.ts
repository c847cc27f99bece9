// Holds: hover tells what the piece under the cursor does; fixes are those of the findings at a place.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { classify, fixes, format, hover, validate } from "../../src/editor/index.ts";
import { anyText, validPattern } from "./patterns.ts";

const at = (marked: string): ReturnType<typeof hover> => hover(marked.replace("‸", ""), marked.indexOf("‸"));

describe("hover", () => {
  test.each([
    ["‸ERROR", "term", "inside longer words"],
    ['‸"two words"', "phrase", "blanks included"],
    ["a -‸b", "excluded term", "does not hold"],
    ["?a ‸?b", "one of several terms", "is enough"],
    ["a ‸?b", "one of several terms", "Ignored by the service"],
    ["‸{ $.a = 1 }", "JSON pattern", "one JSON object"],
    ["[‸a]", "field `a`", "between white space"],
    ["[a ‸, b]", "next field", "without a name"],
    ["[‸..., b]", "any fields", "none included"],
    ["%a‸b%", "regular expression", "anywhere in the event"],
    ["{ $.a[*]‸.b = 1 }", "`b` of any element or member of `a`", "every member of an object"],
    ["{ $.['a b'][0]‸ = 1 }", "element 0 of `a b`", "`!=` too"],
    ["{ $.a ‸= 1 }", "equal", "by value"],
    ["{ $.a ‸!= 1 }", "not equal", "missing"],
    ["{ $.a ‸>= 1 }", "at least", "numbers only"],
    ["{ $.a = ‸1 }", "the number 1", "exactly these characters"],
    ["{ $.a = ‸x }", "text", "capitals"],
    ['{ $.a = ‸"1" }', "text", "1000.0"],
    ["{ $.a = ‸true }", "text", "IS TRUE"],
    ["{ $.a = ‸* }", "any string or number", "No test for existence"],
    ['{ $.a = ‸"*.html" }', "text with wildcards", "first occurs"],
    ["{ $.a = ‸%x% }", "regular expression", "At most two"],
    ["{ $.a ‸IS NULL }", "IS NULL", "array with a null element"],
    ["{ $.a IS ‸false }", "IS FALSE", '"false" does not count'],
    ["{ $.a ‸IS }", "IS", "follows"],
    ["{ $.a NOT ‸EXISTS }", "NOT EXISTS", "null exists"],
    ["{ $.a = 1 ‸&& $.b = 1 }", "and", "tighter"],
    ["{ $.a = 1 ‸|| $.b = 1 }", "or", "At least one"],
    ["{ ‸($.a = 1) }", "parentheses", "first"],
  ])("%s", (marked, title, text) => {
    const found = at(marked);
    expect(found?.title).toBe(title);
    expect(found?.text).toContain(text);
    expect(found?.evidence).toMatch(/^(?:documented|observed|inferred|chosen)$/);
  });

  test("belongs to the piece after a border, or to the one before it at the end of a pattern", () => {
    expect(at("a ‸b")?.span).toEqual({ start: 2, end: 3 });
    expect(at("a b‸")?.span).toEqual({ start: 2, end: 3 });
    expect(at("a‸  b")?.span).toEqual({ start: 0, end: 1 });
    expect(at("a ‸  b")).toBeUndefined();
  });

  test("says nothing about mistakes, which have their diagnostics", () => {
    expect(at("a‸:b")).toBeUndefined();
    expect(at("{ $.a ‸== 1 }")).toBeUndefined();
  });

  property.prop([anyText, fc.integer({ min: -2, max: 60 })], { numRuns: 1000 })(
    "answers anywhere in any text",
    (text, offset) => {
      const found = hover(text, offset);
      if (found === undefined) return;
      const { start, end } = found.span;
      expect(0 <= start && start <= offset && offset <= end && end <= text.length).toBe(true);
    },
  );

  property.prop([validPattern], { numRuns: 500 })("has something to say of every piece of a valid pattern", (text) => {
    for (const { span } of classify(text)) expect(hover(text, span.start)).toBeDefined();
  });
});

describe("fixes", () => {
  test("are those of the findings that a span touches", () => {
    const text = "{ $.a == 1 AND $.b = 'x' }";
    const titles = (start: number, end: number): readonly string[] =>
      fixes(text, { start, end }).map(({ title }) => title);
    expect(titles(7, 7)).toEqual(["Write ="]);
    expect(titles(0, text.length)).toEqual(["Write =", "Write &&", 'Write "x"']);
    expect(titles(0, 2)).toEqual([]);
    expect(fixes(text, { start: 7, end: 7 })[0]?.diagnostic.code).toBe("operator-form");
  });

  property.prop([anyText], { numRuns: 500 })("of a whole text are all there are", (text) => {
    const all = validate(text).flatMap((diagnostic) => diagnostic.fixes ?? []);
    expect(fixes(text, { start: 0, end: text.length })).toHaveLength(all.length);
  });
});

test("format lays a valid pattern out and leaves any other text as it is", () => {
  expect(format("{$.a=1}")).toBe("{ $.a = 1 }");
  expect(format("{$.a==1}")).toBe("{$.a==1}");
});
