// Any text at all ends in bounded time. (Apart from the rest because a clock judges here.)

import { describe, expect, test } from "vitest";
import { validatePattern } from "../../src/index.ts";
import { explainPattern } from "../../src/pattern/explain/explain.ts";
import { check } from "./total.ts";

describe("a text of any length ends in time", () => {
  const long = 30_000;
  test.each([
    ["words", "a ".repeat(long / 2)],
    ["one word", "a".repeat(long)],
    ["minus signs", "-".repeat(long)],
    ["quotes", '"'.repeat(long + 1)],
    ["backslashes in a quote", `"${"\\".repeat(long + 1)}`],
    ["open parentheses", `{${"(".repeat(long)}}`],
    ["closed parentheses", `{${"(".repeat(long / 2)}$.a=1${")".repeat(long / 2)}}`],
    ["parentheses in a field", `[${"(".repeat(long / 2)}a=1${")".repeat(long / 2)}]`],
    ["comparisons", `{${"$.a=1||".repeat(long / 7)}$.a=1}`],
    ["steps", `{$${".a".repeat(long / 2)}=1}`],
    ["fields", `[${"a,".repeat(long / 2)}]`],
    ["digits", `{$.a=${"1".repeat(long)}}`],
    ["an exponent", `{$.a=1e${"9".repeat(long)}}`],
    ["an index", `{$.a[${"9".repeat(long)}]=1}`],
    ["a regular expression", `%${"a?".repeat(long / 2)}%`],
    ["counted repeats", `%${"a{1000}".repeat(100)}%`],
    ["brackets", `%${"[".repeat(long)}%`],
    ["stars", `{$.a="${"*".repeat(long)}"}`],
    ["lone surrogates", "\ud800".repeat(long)],
  ] as const)("%s", (_, text) => {
    const started = performance.now();
    check(text);
    expect(performance.now() - started).toBeLessThan(6000);
  });
});

test("a hundred kilobytes of anything end in an answer within a second", () => {
  for (const piece of ["(", "{", '"', "%", "$.a=1&&", "[a,", "$[", "'", "a ", "\\", "$.['", '"a"b:']) {
    for (const first of ["", "{", "[", "%"]) {
      const pattern = first + piece.repeat(100_000 / piece.length);
      const started = performance.now();
      expect(validatePattern(pattern)[0]?.severity).toBe("error");
      expect(performance.now() - started, `${first}${piece}…`).toBeLessThan(1000);
    }
  }
});

test("an explanation of any length ends in time", () => {
  const started = performance.now();
  for (const text of [
    "a ".repeat(50_000),
    "(".repeat(50_000),
    `{${"(".repeat(200)}$.a=1${")".repeat(200)}}`,
    "\ud800",
  ]) {
    expect(explainPattern(text).length).toBeGreaterThan(10);
  }
  expect(performance.now() - started).toBeLessThan(3000);
});
