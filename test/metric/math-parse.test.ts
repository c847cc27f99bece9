// Reading expressions: every mistake of one run, its place, and the fix that removes it.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { MathParser } from "../../src/metric/math/grammar.ts";
import { parseMathExpression } from "../../src/metric/math/index.ts";
import { applyFix } from "../../src/text/fix.ts";

const told = (text: string): readonly string[] =>
  parseMathExpression(text).diagnostics.map(
    ({ code, span: { start, end }, message }) => `${code} ${start}-${end}: ${message}`,
  );

test("the grammar is one that chevrotain finds no fault with", () => {
  expect(() => new MathParser(false)).not.toThrow();
});

describe("a mistake is told at its place", () => {
  test.each<[string, readonly string[]]>([
    ["", ["math-syntax 0-0: An expression holds nothing"]],
    ["  ", ["math-syntax 0-2: An expression holds nothing"]],
    ["m1 +", ["math-syntax 4-4: The expression ends too early"]],
    ["(m1", ["math-syntax 3-3: The expression ends too early"]],
    ["m1)", ["math-syntax 2-3: ) can't stand here"]],
    ["m1 m2", ["math-syntax 3-5: m2 can't stand here"]],
    ["m1 + * m2", ["math-syntax 5-6: * can't stand here"]],
    ["[]", ["math-syntax 1-2: ] can't stand here"]],
    ["IF(m1, 1,)", ["math-syntax 9-10: ) can't stand here"]],
    ["4xx", ["math-syntax 1-3: xx can't stand here"]],
    ["m1 % m2", ["math-syntax 3-4: % can't stand in an expression"]],
    [
      "m1 ? m2 : m3",
      ["math-syntax 3-4: ? can't stand in an expression", "math-syntax 8-9: : can't stand in an expression"],
    ],
    ['METRICS("a', ["math-syntax 8-10: A text is opened and never closed"]],
    ["1e999 * m1", ["math-syntax 0-5: 1e999 is too large for a number"]],
    ["SUMM(m1)", ["math-function 0-4: Function 'SUMM' not found"]],
    ["FOO(BAR(m1))", ["math-function 0-3: Function 'FOO' not found", "math-function 4-7: Function 'BAR' not found"]],
    ["SELECT AVG(CPU) FROM x", ["math-not-supported 0-6: tocsin does not evaluate Metrics Insights queries"]],
  ])("%s", (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test("and all mistakes of a text are told in one run, in its order", () => {
    const codes = parseMathExpression("sum(m1 = 3 and m2) $ MIX(m1 *)").diagnostics.map(({ span }) => span.start);
    expect(codes).toEqual([0, 7, 11, 19, 29]);
  });
});

describe("a fix writes what was meant", () => {
  test.each([
    ["sum(m1)", "SUM(m1)"],
    ["FILLL(m1, 1)", "FILL(m1, 1)"],
    ["m1 = 3", "m1 == 3"],
    ["m1 <> 3", "m1 != 3"],
    ["m1 => 3", "m1 >= 3"],
    ["m1 and m2", "m1 AND m2"],
    ["m1 Or m2", "m1 OR m2"],
    ["m1 & m2", "m1 && m2"],
    ["m1 | m2", "m1 || m2"],
    ["m1 ** 2", "m1 ^ 2"],
    ["METRICS(\u201c4xx\u201d)", 'METRICS("4xx")'],
  ])("%s becomes %s", (wrong, right) => {
    const [finding] = parseMathExpression(wrong).diagnostics;
    expect(applyFix(wrong, finding!.fixes![0]!)).toBe(right);
    expect(parseMathExpression(right).diagnostics).toEqual([]);
  });
});

describe("what is accepted", () => {
  test.each([
    ...["m1", "-m1", "--m1", ".5 * m1", "5. * m1", "1e3 + m1", "METRICS('a')", 'METRICS("a")', "METRICS()"],
    ...["m1>=3&&m2<2||m3!=1", "m1 AND m2 OR m3", "ANDy1", "order + android", "[[m1], m2]", "SORT(METRICS(),AVG,DESC)"],
    "\n IF ( m1 > 1 ,\tm2 )\n",
  ])("%j", (text) => {
    expect(told(text)).toEqual([]);
  });
});

describe("limits", () => {
  const nested = (depth: number): string => `${"(".repeat(depth)}m1${")".repeat(depth)}`;

  test("an expression has at most 2,048 characters", () => {
    expect(told("m1".padEnd(2048))).toEqual([]);
    expect(told("m1".padEnd(2049))).toEqual(["alarm-request 2048-2049: An expression has at most 2048 characters"]);
  });

  test("brackets are nested at most 200 deep", () => {
    expect(told(nested(200))).toEqual([]);
    expect(told(nested(201))).toEqual(["nesting-too-deep 200-201: An expression is nested at most 200 deep"]);
    expect(told(`${"[".repeat(300)}`)).toHaveLength(1);
  });

  test("powers too, among each other; signs, operators and arguments are not nested", () => {
    expect(told(`m1${"^2".repeat(200)}`)).toEqual([]);
    expect(told(`m1${"^-2".repeat(201)}`)).toHaveLength(1);
    expect(told(`m1^2${" + m1^2".repeat(250)}`)).toEqual([]);
    expect(told(`${"-".repeat(2046)}m1`)).toEqual([]);
    expect(told(`m1${"+1".repeat(1000)}`)).toEqual([]);
    expect(told(`SUM([m1${",m1^2".repeat(300)}])`)).toEqual([]);
  });

  test("no text is deep enough to leave the stack, nor long enough to be slow", () => {
    for (const part of [
      "(",
      "[",
      "-",
      "^",
      "m1^",
      "F(",
      "(m1+",
      "m1,",
      ")",
      "]",
      '"',
      "'",
      "&",
      "$",
      "1",
      "-(",
      "IF(1,",
    ])
      expect(Array.isArray(told(part.repeat(2048 / part.length)))).toBe(true);
  });
});

describe("parseMathExpression", () => {
  const piece = fc.constantFrom(
    ...[
      "m1",
      "SUM",
      "(",
      ")",
      "[",
      "]",
      ",",
      "+",
      "-",
      "*",
      "^",
      "==",
      "=",
      "and",
      "OR",
      '"a"',
      '"',
      "'",
      " ",
      "3",
      "$",
    ],
    ...["\u201c", "\ud83d", "\u0000", "REPEAT", "e1", "."],
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece, { maxLength: 30 }).map((all) => all.join("")),
  );

  property.prop([texts], { numRuns: 1000 })("never throws, and every place lies inside the text", (text) => {
    for (const { span } of parseMathExpression(text).diagnostics) {
      expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
    }
  });

  test.each([undefined, null, 404, [], {}])("refuses %j, which is no text", (value) => {
    expect(parseMathExpression(value as never).diagnostics).toMatchObject([{ code: "alarm-request" }]);
  });
});
