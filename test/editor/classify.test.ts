// Holds: colouring covers a pattern once and completely.

import { test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { classify } from "../../src/editor/index.ts";
import { anyText, validPattern } from "./patterns.ts";

const row = (text: string): string =>
  classify(text)
    .map(({ kind, span }) => `${kind} ${text.slice(span.start, span.end)}`)
    .join(" · ");

describe("the pieces of a pattern are told apart", () => {
  test.each([
    ["ERROR", "string ERROR"],
    ['a -b ?"c d"', 'string a · operator - · string b · operator ? · string "c d"'],
    ["%^a b*$%", "regex %^a b*$%"],
    [
      '{ $.a = "x*y" && $.b is null }',
      'punctuation { · selector $.a · operator = · string "x · wildcard * · string y" · operator && · selector $.b · keyword is · keyword null · punctuation }',
    ],
    [
      "{ ($.a >= 1.5 || $.b NOT EXISTS) }",
      "punctuation { · punctuation ( · selector $.a · operator >= · number 1.5 · operator || · selector $.b · keyword NOT · keyword EXISTS · punctuation ) · punctuation }",
    ],
    ["{ $.a = IS }", "punctuation { · selector $.a · operator = · string IS · punctuation }"],
    ["{ $.a = AND }", "punctuation { · selector $.a · operator = · string AND · punctuation }"],
    [
      "[a, ..., b=4* && b!=%x%]",
      "punctuation [ · name a · punctuation , · wildcard ... · punctuation , · name b · operator = · string 4 · wildcard * · operator && · name b · operator != · regex %x% · punctuation ]",
    ],
    ["", ""],
    ["  \n", ""],
  ])("%s", (text, expected) => expect(row(text)).toBe(expected));
});

describe("what can't stand where it stands is invalid, and what follows is read on", () => {
  test.each([
    ["a:b c", "invalid a:b · string c"],
    ['a "b', 'string a · invalid "b'],
    ["%a% b", "regex %a% · invalid b"],
    ["%a", "invalid %a"],
    [
      "{ $.a == 1 AND $.b = 'x' } y",
      "punctuation { · selector $.a · invalid == · number 1 · invalid AND · selector $.b · operator = · invalid 'x' · punctuation } · invalid y",
    ],
    ["{ $.a = && a = 2", "punctuation { · selector $.a · operator = · operator && · invalid a · operator = · number 2"],
    [
      "{ $.a = Failed authentication }",
      "punctuation { · selector $.a · operator = · string Failed · invalid authentication · punctuation }",
    ],
    ["{ $.a IS nothing }", "punctuation { · selector $.a · keyword IS · invalid nothing · punctuation }"],
  ])("%s", (text, expected) => expect(row(text)).toBe(expected));
});

describe("every character that is no blank is coloured once", () => {
  property.prop([anyText], { numRuns: 2000 })("in any text, in order", (text) => {
    let end = 0;
    for (const { span } of classify(text)) {
      expect(text.slice(end, span.start).trim()).toBe("");
      expect(end <= span.start && span.start < span.end && span.end <= text.length).toBe(true);
      end = span.end;
    }
    expect(text.slice(end).trim()).toBe("");
  });

  property.prop([validPattern], { numRuns: 1000 })("and in a valid pattern nothing is invalid", (text) => {
    expect(classify(text).filter(({ kind }) => kind === "invalid")).toEqual([]);
  });
});
