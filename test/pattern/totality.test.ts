// Holds: parsing and validating never throw, point only inside the text, and end in time, whatever the text.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePattern, validatePattern } from "../../src/index.ts";
import { garbage } from "../match/arbitrary.ts";

/** Every `{ start, end }` anywhere inside a value. */
function spansIn(value: unknown, found: { start: number; end: number }[] = []): { start: number; end: number }[] {
  if (typeof value !== "object" || value === null) return found;
  const { start, end } = value as { start?: unknown; end?: unknown };
  if (typeof start === "number" && typeof end === "number") found.push({ start, end });
  else for (const member of Object.values(value)) spansIn(member, found);
  return found;
}

function check(text: string): void {
  const { pattern, diagnostics } = parsePattern(text);
  expect(pattern).toBeDefined();
  const outside = spansIn([pattern, diagnostics, validatePattern(text)]).filter(
    ({ start, end }) =>
      !(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= text.length),
  );
  expect(outside).toEqual([]);
}

/** UTF-16 units without regard to pairs, NUL included. */
const units = fc.array(fc.nat(0xffff), { maxLength: 20 }).map((codes) => String.fromCharCode(...codes));
const opening = fc.constantFrom("", "{", "[", "%", '"', "{ $.", "{ $.a = ", "[a = ", "{ $.a = %");

describe("any text is parsed and validated without a throw, every position inside it", () => {
  test.each([
    ["scraps and mutants of patterns", garbage],
    ["UTF-16 units, lone surrogates among them", fc.tuple(opening, units).map((parts) => parts.join(""))],
    ["code points", fc.tuple(opening, fc.string({ unit: "binary", maxLength: 20 })).map((parts) => parts.join(""))],
  ] as const)("%s", (_, texts) => {
    fc.assert(fc.property(texts, check), { numRuns: 1500 });
  });

  test.each([
    "\u0000",
    "\ud800",
    "\udc00\ud800",
    "{",
    "[",
    "%",
    '"',
    "-",
    "?",
    "{}",
    "[]",
    "%%",
    '""',
    "\ufeff{ $.a = 1 }",
  ])("%j", (text) => check(text));
});

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
