// The law: put another letter where a character of the value is said to come from, and just that character of the value changes.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { Document, isScalar, parseDocument, type Scalar } from "yaml";
import { Offsets, type ScalarStyle } from "../../src/template/offsets.ts";

/** The value of the member `a` of a file, with its offsets; nothing when the file is no YAML, or `a` no text. */
function read(text: string): { value: string; style: ScalarStyle; offsets: Offsets } | undefined {
  const document = parseDocument(text, { prettyErrors: false });
  const scalar = document.get("a", true) as Scalar | undefined;
  if (document.errors.length > 0 || !isScalar(scalar) || typeof scalar.value !== "string") return undefined;
  const [start, end] = scalar.range!;
  const style = scalar.type as ScalarStyle;
  return { value: scalar.value, style, offsets: new Offsets(text, { start, end }, style, scalar.value) };
}

/** Checks every position of a value against the law. */
function holds(text: string): void {
  const found = read(text);
  fc.pre(found !== undefined);
  const { value, style, offsets } = found!;
  expect(offsets.exact, JSON.stringify({ text, value, style })).toBe(true);
  let after = 0;
  for (let i = 0; i < value.length; i++) {
    const { start, end } = offsets.spanOf({ start: i, end: i + 1 })!;
    const wrote = text.slice(start, end);
    const [first, unit] = [wrote.length > 1, value[i]!];
    expect(start).toBeGreaterThanOrEqual(first && i > 0 && after > start ? 0 : after);
    after = end;
    if (unit === "\n" && !wrote.startsWith("\\")) expect(wrote).toMatch(/^(\r?\n|)$/);
    else if (unit === " " && wrote !== " " && !wrote.startsWith("\\")) expect(wrote).toMatch(/^\r?\n$/);
    else if (unit === " " || unit === "\t") expect([" ", "\t"].includes(wrote) || wrote.startsWith("\\")).toBe(true);
    else changes(text, value, i, { start, end });
  }
}

function changes(text: string, value: string, at: number, { start, end }: { start: number; end: number }): void {
  const whole = text.slice(start, end).startsWith("\\U") ? 2 : 1;
  const from = whole === 2 && /[\udc00-\udfff]/.test(value[at]!) ? at - 1 : at;
  // A letter beside half a pair would change what the pair is.
  if (whole === 1 && /[\ud800-\udfff]/.test(value[at]!)) return;
  const changed = read(`${text.slice(0, start)}Z${text.slice(end)}`);
  expect(changed?.value, JSON.stringify({ text, at, start, end })).toBe(
    `${value.slice(0, from)}Z${value.slice(from + whole)}`,
  );
}

const STYLES: readonly ScalarStyle[] = ["PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED"];

const someText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc
    .array(fc.constantFrom("word", "{", "$.a", "=", '"x"', "'", "\\", " ", "  ", "\n", "\n\n", "\t", "é", "😀", "#"), {
      maxLength: 40,
    })
    .map((pieces) => pieces.join("")),
);

describe("offsets of a value that the yaml package wrote", () => {
  for (const style of STYLES) {
    property.prop([someText, fc.constantFrom(10, 20, 80), fc.integer({ min: 1, max: 4 })], { numRuns: 300 })(
      style,
      (text, lineWidth, indent) => {
        const document = new Document({ a: text, b: 1 });
        (document.get("a", true) as Scalar).type = style;
        holds(document.toString({ lineWidth, minContentWidth: 0, indent }));
      },
    );
  }

  property.prop([someText])("a JSON string", (text) => {
    holds(JSON.stringify({ a: text }));
    holds(JSON.stringify({ a: text }).replaceAll("/", "\\/").replaceAll("e", "\\u0065"));
  });
});

const lineBreak = fc.constantFrom("\n", "\n", "\r\n");
const word = fc.constantFrom("ERROR", "$.a", "x", "it", "=", "é", "😀x", "b:c", "d#e");

/** Lines of words with breaks, empty lines and any indentation between them. */
const spread = (words: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        words,
        fc.oneof(
          fc.constantFrom(" ", "  ", "\t "),
          fc
            .tuple(fc.constantFrom("", " ", "\t"), fc.array(lineBreak, { minLength: 1, maxLength: 3 }), fc.nat(3))
            .map(([trail, breaks, more]) => `${trail}${breaks.join(" ")}${" ".repeat(2 + more)}`),
        ),
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((pairs) => pairs.flat().join(""));

describe("offsets of a value written by hand", () => {
  property.prop([spread(word)], { numRuns: 300 })("plain, over several lines", (text) => {
    holds(`a: ${text.trim()}\nb: 1\n`);
  });

  property.prop([spread(fc.oneof(word, fc.constantFrom("''", '"', "\\", "it''s", "# x")))], { numRuns: 300 })(
    "in single quotes",
    (text) => {
      holds(`a: '${text}'\nb: 1\n`);
    },
  );

  const escapes = ["\\n", "\\t", '\\"', "\\\\", "\\/", "\\x41", "\\u0041", "\\U0001F600", "\\ ", "\\_", "\\e", "'"];
  property.prop([spread(fc.oneof(word, fc.constantFrom(...escapes, "\\\n  ", "\\\r\n   ", "\\\n\n  ")))], {
    numRuns: 500,
  })("in double quotes", (text) => {
    holds(`a: "${text}"\nb: 1\n`);
  });

  const blockLine = fc.oneof(
    fc.tuple(fc.nat(3), fc.array(word, { minLength: 1, maxLength: 4 })).map(([n, w]) => " ".repeat(n) + w.join(" ")),
    fc.constantFrom("", "", " ", "   ", "\tx", "x\t", "x  ", "'\"\\"),
  );
  const header = fc
    .tuple(fc.constantFrom("|", ">"), fc.constantFrom("", "-", "+"), fc.boolean(), fc.constantFrom("", " # why", " "))
    .map(([style, chomp, explicit, comment]) => ({
      explicit,
      text: `${style}${explicit ? "2" : ""}${chomp}${comment}`,
    }));

  property.prop([header, fc.array(blockLine, { maxLength: 8 }), lineBreak, fc.nat(3), fc.boolean()], { numRuns: 1000 })(
    "as a block",
    (head, lines, newline, deep, ended) => {
      const indent = " ".repeat(head.explicit ? 2 : 1 + deep);
      const body = lines.map((line) => (line === "" ? "" : indent + line)).join(newline);
      holds(`a: ${head.text}${newline}${body}${ended ? `${newline}b: 1${newline}` : ""}`);
    },
  );
});

describe("a stretch of a value", () => {
  const stretch = (text: string, part: string): string => {
    const { value, offsets } = read(text)!;
    const start = value.indexOf(part);
    const { start: from, end } = offsets.spanOf({ start, end: start + part.length })!;
    return text.slice(from, end);
  };

  test.each([
    ["a: one\n  two three", "two", "two"],
    ["a: 'it''s 5'", "s 5", "s 5"],
    ["a: 'it''s 5'", "t's", "t''s"],
    ['a: "x \\"b\\" y"', '"b"', '\\"b\\"'],
    ["a: |\n   one\n   two\n", "two", "two"],
    ["a: >-\n  one\n  two\n", "one two", "one\n  two"],
  ])("%j: %s", (text, part, expected) => {
    expect(stretch(text, part)).toBe(expected);
  });

  test("an empty one stands between its neighbours, and one beyond the value at its end", () => {
    const text = "a: 'it''s'";
    const { offsets } = read(text)!;
    expect(offsets.spanOf({ start: 3, end: 3 })).toEqual({ start: 8, end: 8 });
    expect(offsets.spanOf({ start: 4, end: 4 })).toEqual({ start: 9, end: 9 });
    expect(offsets.spanOf({ start: 90, end: 99 })).toEqual({ start: 9, end: 9 });
  });

  test("another value than the file holds has no place in it", () => {
    const offsets = new Offsets("a: 'x'", { start: 3, end: 6 }, "QUOTE_SINGLE", "y");
    expect(offsets.exact).toBe(false);
    expect(offsets.spanOf({ start: 0, end: 1 })).toBeUndefined();
  });
});
