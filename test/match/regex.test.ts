// Regular expressions: the same verdict as a backtracking engine on what both can do, and linear time on what ruins that.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { compilePattern } from "../../src/index.ts";
import { BitSearch } from "../../src/match/regex-bits.ts";
import { cellsOf, reach } from "../../src/match/regex-cells.ts";
import { BEYOND, parseRegex } from "../../src/pattern/regex.ts";

const matches = (regex: string, event: string): boolean => compilePattern(`%${regex}%`).test(event);

describe("a regular expression", () => {
  test("is searched for anywhere, its anchors standing at the ends of the text alone", () => {
    expect(matches("b+", "abbc")).toBe(true);
    expect(matches("^b", "ab")).toBe(false);
    expect(matches("^b", "a\nb")).toBe(false);
    expect(matches("a$", "a\nb")).toBe(false);
    expect(matches("^$", "")).toBe(true);
    expect(matches("^a$|^b$", "b")).toBe(true);
  });

  test("counts a surrogate pair as one character", () => {
    expect(matches("^.$", "\u{1F514}")).toBe(true);
    expect(matches("^..$", "\u{1F514}")).toBe(false);
    expect(matches("^[^a]{2}$", "\u{1F514}é")).toBe(true);
  });

  test("knows the characters of a byte beyond ASCII apart", () => {
    expect(matches("caf\\xE9", "café")).toBe(true);
    expect(matches("caf\\xE9", "cafè")).toBe(false);
  });

  // What JavaScript's own engine reads alike: literals, classes, dots, anchors, alternatives, quantifiers.
  const atom = fc.constantFrom("a", "b", "c", ".", "[ab]", "[^a]", "\\d", "\\w", "\\s", "1", " ");
  const quantifier = fc.constantFrom("", "", "", "?", "*", "+", "{2}", "{1,3}", "{2,}", "*?", "+?");
  const item = fc.oneof(
    { weight: 8, arbitrary: fc.tuple(atom, quantifier).map(([a, q]) => a + q) },
    { weight: 1, arbitrary: fc.constantFrom("^", "$") },
  );
  const branch = fc.array(item, { minLength: 1, maxLength: 5 }).map((items) => items.join(""));
  const regex = fc.array(branch, { minLength: 1, maxLength: 3 }).map((branches) => branches.join("|"));
  const event = fc
    .array(fc.constantFrom("a", "b", "c", "1", " ", "\n", "é"), { maxLength: 12 })
    .map((cs) => cs.join(""));

  property.prop([regex, fc.array(event, { minLength: 1, maxLength: 8 })], { numRuns: 2000 })(
    "finds what JavaScript's engine finds",
    (source, events) => {
      // JavaScript's `.` leaves out more line ends, none of which is in these events; its \s and \w agree on them.
      const theirs = new RegExp(source);
      const ours = compilePattern(`%${source}%`);
      for (const text of events) expect(ours.test(text), JSON.stringify(text)).toBe(theirs.test(text));
    },
  );

  /** Whether the expression occurs, searched bit by bit from the start. */
  function occursBitByBit(source: string, text: string): boolean {
    const cells = cellsOf(parseRegex(source, 0).regex!);
    const search = new BitSearch(cells, false);
    const first = new Set<number>();
    for (const start of cells.starts) reach(cells, start, first, true, false);
    search.begin(first);
    const atEnd = (): boolean => {
      const reached = new Set<number>();
      for (const index of search.cells()) reach(cells, index, reached, text === "", true);
      return [...reached].some((index) => cells.all[index]!.kind === "accept");
    };
    if (search.accepts()) return true;
    for (const character of text) {
      search.step(Math.min(character.codePointAt(0)!, BEYOND));
      if (search.accepts()) return true;
    }
    return atEnd();
  }

  property.prop([regex, event], { numRuns: 3000 })("is found alike with one bit a position", (source, text) => {
    expect(occursBitByBit(source, text)).toBe(new RegExp(source).test(text));
  });

  test("is found alike across the words of many positions", () => {
    for (const source of ["a{0,70}b", "a.{64}b", "a{31}b|c{0,99}$", "a{32}b{32}"]) {
      for (const text of [
        `${"a".repeat(70)}b`,
        "c".repeat(99),
        `a${"c".repeat(64)}b`,
        `${"a".repeat(31)}b`,
        `${"a".repeat(32)}${"b".repeat(32)}`,
        "",
        "b",
      ]) {
        expect(occursBitByBit(source, text), `${source} ${text}`).toBe(new RegExp(source).test(text));
      }
    }
  });
});
