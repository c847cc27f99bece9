// Holds: the search for literals, from one to very many: nothing is passed over, whatever their lengths and wherever they stand.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePattern, compilePatternSet, scanLines } from "../../src/index.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const quoted = (term: string): string => JSON.stringify(term);

/** How many of the lines hold one of the terms. */
const linesWith = (lines: readonly string[], terms: readonly string[]): number =>
  lines.filter((line) => terms.some((term) => line.includes(term))).length;

/** Few letters, so that terms overlap each other and almost stand in the lines. */
const letters = fc.constantFrom("a", "b", "c", "d", "é", "-");
const textOf = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(letters, { minLength, maxLength }).map((found) => found.join(""));

describe("terms of a set are found", () => {
  // By the length of the shortest: two, three or four bytes are compared at a time, at every place or at some.
  test.each([1, 2, 3, 4, 5, 7, 12])("wherever they stand, when the shortest has %d letters", (shortest) => {
    const given = fc.record({
      terms: fc.uniqueArray(textOf(shortest, shortest + 6), { minLength: 1, maxLength: 120 }),
      lines: fc.array(textOf(0, 90), { maxLength: 12 }),
      /** Terms that are put into lines, at a place. */
      put: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(given, ({ terms, lines, put }) => {
        const all = [...lines];
        for (const [line, term, place] of put) {
          if (all.length === 0) break;
          const text = all[line % all.length]!;
          const at = place % (text.length + 1);
          all[line % all.length] = text.slice(0, at) + terms[term % terms.length]! + text.slice(at);
        }
        const set = compilePatternSet(terms.map(quoted));
        const found: number[][] = [];
        scanLines(set, encode(all.join("\n")), (_start, _end, patterns) => found.push([...patterns]));
        const expected = all.map((line) => terms.flatMap((term, index) => (line.includes(term) ? [index] : [])));
        expect(found).toEqual(expected.filter((patterns) => patterns.length > 0));
      }),
      { numRuns: 60 },
    );
  });

  test.each([3, 8, 24, 25, 48, 49, 100, 1000])("at either end of a line and of the buffer, of %d terms", (count) => {
    const terms = Array.from({ length: count }, (_, index) => `term-${String(index).padStart(4, "0")}`);
    const set = compilePatternSet(terms.map(quoted));
    for (const term of [terms[0]!, terms[count >> 1]!, terms[count - 1]!]) {
      for (let blanks = 0; blanks < 40; blanks++) {
        const lines = [
          `${" ".repeat(blanks)}${term}`,
          term.slice(1),
          term.slice(0, -1),
          `${term}${" ".repeat(blanks)}`,
          term,
        ];
        expect(scanLines(set, encode(lines.join("\n")))).toBe(linesWith(lines, terms));
        expect(set.match(lines[0]!)).toEqual([terms.indexOf(term)]);
      }
    }
  });
});

test("one of several terms of a pattern is found wherever it stands", () => {
  const given = fc.tuple(
    fc.uniqueArray(textOf(1, 8), { minLength: 1, maxLength: 60 }),
    fc.array(textOf(0, 60), { maxLength: 12 }),
  );
  fc.assert(
    fc.property(given, ([terms, lines]) => {
      const pattern = terms.map((term) => `?${quoted(term)}`).join(" ");
      expect(scanLines(compilePattern(pattern), encode(lines.join("\n")))).toBe(linesWith(lines, terms));
    }),
    { numRuns: 300 },
  );
});

describe("an escape in JSON counts as any literal", () => {
  test.each([1, 2, 30, 60])("of %d patterns", (count) => {
    const patterns = Array.from({ length: count }, (_, index) => `{ $.name = "some long value ${index}" }`);
    const set = compilePatternSet(patterns);
    const lines = ['{"name":"some long value 0"}', '{"name":"s\\u006fme long value 0"}', '{"name":"some long value"}'];
    const found: number[][] = [];
    scanLines(set, encode(lines.join("\n")), (_start, _end, matching) => found.push([...matching]));
    expect(found).toEqual([[0], [0]]);
  });
});
