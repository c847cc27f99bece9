// The small tools that positions, numbers and pictures of mistakes are made of.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../src/text/catalogue.ts";
import { compareDecimals, isTooLarge, parseDecimal } from "../../src/text/decimal.ts";
import { caretFrame } from "../../src/text/frame.ts";
import { LineMap } from "../../src/text/lines.ts";
import { javaDouble } from "../../src/text/number.ts";

describe("a line map", () => {
  test("counts lines and columns from 1, a line break belonging to its line", () => {
    const lines = new LineMap("ab\ncd\r\n\nx");
    expect([0, 2, 3, 6, 7, 8, 9].map((at) => lines.at(at))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 3 },
      { line: 2, column: 1 },
      { line: 2, column: 4 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
      { line: 4, column: 2 },
    ]);
    expect([1, 2, 3, 4].map((line) => lines.lineText(line))).toEqual(["ab", "cd", "", "x"]);
  });

  test("takes a byte-order mark for no character", () => {
    const lines = new LineMap("\ufeffab\nc");
    expect([0, 1, 2, 4].map((at) => lines.at(at).column)).toEqual([1, 1, 2, 1]);
    expect(lines.lineText(1)).toBe("ab");
  });

  property.prop([fc.array(fc.constantFrom("a", "\n", "\r\n", "é")), fc.nat(20)])(
    "finds the line that holds an offset",
    (pieces, offset) => {
      const text = pieces.join("");
      const at = Math.min(offset, text.length);
      const before = text.slice(0, at).split("\n");
      expect(new LineMap(text).at(at)).toEqual({ line: before.length, column: before.at(-1)!.length + 1 });
    },
  );
});

describe("numbers as the service prints doubles", () => {
  test.each([
    [3, "3.0"],
    [100000, "100000.0"],
    [15075595059.2, "1.50755950592E10"],
    [99.83274983791787, "99.83274983791787"],
    [0.001, "0.001"],
    [0.00001, "1.0E-5"],
    [9999999, "9999999.0"],
    [10000000, "1.0E7"],
    [-0.5, "-0.5"],
    [0, "0.0"],
    [-0, "-0.0"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [123456.789, "123456.789"],
    [5e-324, "4.9E-324"],
    [1e-323, "9.9E-324"],
  ])("%d is %s", (value, text) => {
    expect(javaDouble(value)).toBe(text);
  });

  property.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])("and reads back as the same double", (value) => {
    expect(Number(javaDouble(value))).toBe(value);
  });
});

describe("decimals", () => {
  const compare = (a: string, b: string): number => Math.sign(compareDecimals(parseDecimal(a)!, parseDecimal(b)!));

  test.each([
    ["1", "1.0", 0],
    ["1e0", "1", 0],
    ["-0.0", "0", 0],
    ["+1", "1", 0],
    ["9007199254740993", "9007199254740992", 1],
    ["1e-999", "0", 1],
    ["-1e-999", "0", -1],
    ["1e2147483647", "1e2147483646", 1],
    ["-2", "-10", 1],
    ["0.1", "0.10000000000000001", -1],
    ["007", "7", 0],
  ])("%s against %s", (a, b, order) => {
    expect(compare(a, b)).toBe(order);
    expect(compare(b, a)).toBe(order === 0 ? 0 : -order);
  });

  test.each(["", "1.", ".5", "1e", "0x10", " 1", "NaN", "1_000", "--1"])("%j is none", (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  const decimal = fc
    .tuple(
      fc.constantFrom("", "-", "+"),
      fc.bigInt({ min: 0n, max: 10n ** 20n }),
      fc.nat(4),
      fc.integer({ min: -5, max: 5 }),
    )
    .map(([sign, digits, point, power]) => {
      const text = digits.toString().padStart(point + 1, "0");
      const whole = text.slice(0, text.length - point);
      return `${sign}${whole}${point === 0 ? "" : `.${text.slice(-point)}`}${power === 0 ? "" : `e${power}`}`;
    });

  /** The same number as a whole one: scaled by ten to the twelfth. */
  function scaled(text: string): bigint {
    const [, sign, whole = "", fraction = "", power = "0"] = /^([+-]?)(\d+)(?:\.(\d+))?(?:e(-?\d+))?$/.exec(text)!;
    const value = BigInt(whole + fraction) * 10n ** BigInt(12 - fraction.length + Number(power));
    return sign === "-" ? -value : value;
  }

  property.prop([decimal, decimal])("are ordered as whole numbers of the same scale are", (a, b) => {
    const [x, y] = [scaled(a), scaled(b)];
    expect(compare(a, b)).toBe(x < y ? -1 : x > y ? 1 : 0);
  });

  test("have an exponent of 32 bits at most, the fraction counted in", () => {
    expect(isTooLarge("1e2147483647")).toBe(false);
    expect(isTooLarge("1e2147483648")).toBe(true);
    expect(isTooLarge("1e-2147483647")).toBe(false);
    expect(isTooLarge("1.5e-2147483647")).toBe(true);
  });
});

describe("a caret frame", () => {
  test("shows the line, the place and the reason", () => {
    const frame = caretFrame({
      ...{ name: "filters.yaml", text: "one\n  pattern: ERROR: disk\n", span: { start: 20, end: 21 } },
      ...{ severity: "error", message: "A term with `:` in it needs quotes", code: "term-character" },
      notes: ['help: write "ERROR:"'],
    });
    expect(frame).toBe(
      [
        "error[term-character]: A term with `:` in it needs quotes",
        "  --> filters.yaml:2:17",
        "   |",
        " 2 |   pattern: ERROR: disk",
        "   |                 ^",
        '   = help: write "ERROR:"',
      ].join("\n"),
    );
  });

  test("fits the width it is given, notes with more lines and control characters included", () => {
    for (const width of [40, 100]) {
      for (const start of [0, 30, 500, 999]) {
        const frame = caretFrame({
          ...{
            name: "a\u001bb",
            text: `${"a".repeat(start)}!${"b".repeat(1000 - start)}`,
            span: { start, end: start + 9 },
          },
          ...{ severity: "error", message: "m\u001b[2J", width, notes: ["one\ntwo", "\u009b0m"] },
        });
        const [head, place, , source, carets, ...notes] = frame.split("\n");
        expect(head).toBe("error: m·[2J");
        expect(place).toContain("a·b");
        expect(source!.length).toBeLessThanOrEqual(width);
        expect(carets!.length).toBeLessThanOrEqual(width);
        expect(source![carets!.indexOf("^")]).toBe("!");
        expect(notes).toEqual(["   = one", "     two", "   = ·0m"]);
      }
    }
  });

  test.each([
    ["日本 == 1", "==", "     ^^"],
    ["😀 == 1", "==", "   ^^"],
    ["e\u0301 == 1", "==", "  ^^"],
    ["a 日本 b", "日本", "  ^^^^"],
  ])("stands under what takes two columns, or none: %s", (text, part, expected) => {
    const start = text.indexOf(part);
    const span = { start, end: start + part.length };
    const frame = caretFrame({ name: "x", text, span, severity: "error", message: "m" });
    expect(frame.split("\n")[4]).toBe(`   | ${expected}`);
  });

  test("cuts a long line around the place", () => {
    const frame = caretFrame({
      ...{ name: "x", text: `${"a".repeat(500)}!${"b".repeat(500)}`, span: { start: 500, end: 501 } },
      ...{ severity: "error", message: "m" },
    });
    const [, , , source, carets] = frame.split("\n");
    expect(source!.length).toBeLessThan(120);
    expect(source![carets!.indexOf("^")]).toBe("!");
  });
});

test("every code says what it means in one sentence", () => {
  for (const [code, { summary }] of Object.entries(CATALOGUE)) expect(summary, code).toMatch(/^[A-Z`].*\.$/);
});
