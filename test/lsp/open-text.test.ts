// The text of an open document behaves as the protocol's own does.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { OpenText } from "../../src/lsp/open-text.ts";

const lines: fc.Arbitrary<string> = fc
  .array(fc.constantFrom("\n", "\r\n", "\r", "", "a", "two words", "😀", "\ud83d", "é"), { maxLength: 12 })
  .map((parts) => parts.join(""));
const position = fc.record({ line: fc.integer({ min: -1, max: 14 }), character: fc.integer({ min: -1, max: 12 }) });
const change: fc.Arbitrary<TextDocumentContentChangeEvent> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ range: fc.record({ start: position, end: position }), text: lines }) },
  { weight: 1, arbitrary: fc.record({ text: lines }) },
);

describe("the text of an open document", () => {
  property.prop([lines, fc.array(change, { maxLength: 8 })])(
    "after any changes is the protocol's own",
    (text, changes) => {
      const fresh = (whole: string) => TextDocument.create("file:///a", "yaml", 1, whole);
      let expected = fresh(text);
      let found = new OpenText(text);
      for (const one of changes) {
        // Made anew: with positions beyond its lines, the protocol's document loses count of them.
        expected = fresh(TextDocument.update(fresh(expected.getText()), [one], 2).getText());
        found = found.changed([one]);
        expect(found.text).toBe(expected.getText());
      }
      for (let at = -1; at <= found.text.length + 1; at++)
        expect(found.positionAt(at)).toEqual(expected.positionAt(at));
      for (let line = -1; line <= expected.lineCount; line++)
        for (let character = -1; character < 12; character++)
          expect(found.offsetAt({ line, character })).toBe(expected.offsetAt({ line, character }));
    },
  );

  property.prop([lines, fc.nat(30), fc.nat(30)])("a stretch falls into its lines' parts", (text, a, b) => {
    const [start, end] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
    const parts = new OpenText(text).lineParts({ start, end });
    const inside = parts.map((part) => text.slice(part.start, part.end));
    const wanted = text.slice(start, end).split(/\r\n|\r|\n/);
    if (wanted.length === 1) expect(inside).toEqual(wanted);
    else expect(inside).toEqual(wanted.map((line) => line.replace(/^[ \t]+/, "")).filter((line) => line !== ""));
  });

  test("a position that is no number is the end of the text, not an error", () => {
    const position = { line: "x", character: {} } as unknown as { line: number; character: number };
    expect(new OpenText("a\nb").offsetAt(position)).toBe(3);
  });
});
