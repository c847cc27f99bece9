// A text in pieces: what the pattern looked at, by the number of its clause; long texts in parts.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventMarks, type Mark, patternMarks, piecesOf } from "../../docs/playground/marks.ts";
import { compilePattern } from "../../src/index.ts";

/** The pieces as one text: `‹number text›`, `!` before the number of a part that speaks against. */
function drawn(text: string, marks: readonly Mark[]): string {
  return piecesOf(text, marks)
    .map(({ text: piece, mark, isGap }) => {
      if (isGap === true) return "…";
      return mark === undefined
        ? piece
        : `‹${mark.outcome === "fails" ? "!" : ""}${mark.clause}${mark.isFound ? "%" : ""} ${piece}›`;
    })
    .join("");
}

describe("the parts of pattern and event have the same numbers", () => {
  test.each([
    ['{ $.a = 1 && $.b = "x*" }', '{"a":1,"b":"y"}', '{ ‹0 $.a = 1› && ‹!1 $.b = "x*"› }', '{"a":‹0 1›,"b":‹!1 "y"›}'],
    ["ERROR -debug ?x", "ERROR and debug", "‹0 ERROR› ‹!1 -debug› ‹2 ?x›", "‹0 ERROR› and ‹!1 debug›"],
    ["[a, b = 4*, c]", "1 404 x y", "[‹0 a›, ‹1 b = 4*›, ‹2 c›]", "‹0 1› ‹1 404› ‹2 x y›"],
    ["{ $.a = %b+% }", '{"a":"abbc"}', "{ ‹0 $.a = %b+%› }", '{"a":‹0 "a›‹0% bb›‹0 c"›}'],
  ])("%s", (pattern, event, inPattern, inEvent) => {
    const { clauses } = compilePattern(pattern).explain(event);
    expect(drawn(pattern, patternMarks(clauses))).toBe(inPattern);
    expect(drawn(event, eventMarks(clauses))).toBe(inEvent);
  });

  test("a value that speaks for one clause and against another is shown as speaking for it", () => {
    const { clauses } = compilePattern("{ $.a = 2 || $.a = 1 || $.a = 3 }").explain('{"a":1}');
    expect(drawn('{"a":1}', eventMarks(clauses))).toBe('{"a":‹1 1›}');
  });
});

describe("pieces", () => {
  const anyMarks = fc.array(fc.record({ a: fc.nat(5000), b: fc.nat(5000), clause: fc.nat(9), holds: fc.boolean() }), {
    maxLength: 20,
  });
  const marksIn = (text: string, raw: readonly { a: number; b: number; clause: number; holds: boolean }[]) =>
    raw.map(({ a, b, clause, holds }): Mark => {
      const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number];
      return { span: { start, end }, clause, outcome: holds ? "holds" : "fails" };
    });

  test("are the text, each character with the last mark that covers it", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), anyMarks, (text, raw) => {
        const marks = marksIn(text, raw);
        const pieces = piecesOf(text, marks);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        const clauses = pieces.flatMap((piece) =>
          new Array<number | undefined>(piece.text.length).fill(piece.mark?.clause),
        );
        const expected = Array.from(
          { length: text.length },
          (_, i) => marks.findLast(({ span }) => span.start <= i && i < span.end)?.clause,
        );
        expect(clauses).toEqual(expected);
      }),
    );
  });

  test("of a long text are its start and what surrounds the marks", () => {
    const text = `${"a".repeat(5000)}b${"c".repeat(5000)}`;
    const pieces = piecesOf(text, [{ span: { start: 5000, end: 5001 }, clause: 0, outcome: "holds" }]);
    expect(pieces.map(({ text: piece, isGap }) => (isGap ? "…" : piece))).toEqual([
      ...["a".repeat(300), "…", "a".repeat(60), "b", "c".repeat(60), "…"],
    ]);
  });

  test("are bounded, however long the text and however many the marks", () => {
    const text = "x".repeat(2_000_000);
    const marks = Array.from(
      { length: 50_000 },
      (_, i): Mark => ({ span: { start: i * 40, end: i * 40 + 20 }, clause: i, outcome: "holds" }),
    );
    const start = performance.now();
    const size = piecesOf(text, marks).reduce((sum, piece) => sum + piece.text.length, 0);
    expect(size).toBeLessThan(100_000);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
