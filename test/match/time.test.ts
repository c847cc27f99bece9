// Searching takes time in proportion to the event. (Apart from the rest because a clock judges here.)

import { expect, test } from "vitest";
import { compilePattern } from "../../src/index.ts";
import { compileRegexSpan } from "../../src/match/regex-span.ts";
import { parseRegex } from "../../src/pattern/regex.ts";

const find = (source: string, text: string) => compileRegexSpan(parseRegex(source, 0).regex!)(text);
const matches = (regex: string, event: string): boolean => compilePattern(`%${regex}%`).test(event);

test("a regular expression takes time in proportion to the event, even where backtracking engines take forever", () => {
  const event = "a".repeat(200_000);
  for (const source of ["a*a*a*a*a*a*a*a*b", ".*.*.*.*=.*", "[ab]{1,200}[bc]{1,200}d", "a.{50}b"]) {
    const started = performance.now();
    expect(matches(source, event)).toBe(false);
    expect(performance.now() - started, source).toBeLessThan(2000);
  }
});

test("a regular expression with more states than are kept stays right, and quick", () => {
  let seed = 1;
  let text = "";
  for (let i = 0; i < 100_000; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    text += seed & 65536 ? "a" : "b";
  }
  for (const count of [12, 200, 999]) {
    const ours = compilePattern(`%a[ab]{${count}}c%`);
    const started = performance.now();
    expect(ours.test(text)).toBe(false);
    expect(ours.test(`${text}a${"b".repeat(count)}c`)).toBe(true);
    expect(performance.now() - started).toBeLessThan(3000);
  }
});

test("what a regular expression found is found in time linear in the text", () => {
  const started = performance.now();
  expect(find("a*b|a*c", "a".repeat(200_000))).toBeUndefined();
  expect(find("a+$", "a".repeat(200_000))).toEqual({ start: 0, end: 200_000 });
  expect(performance.now() - started).toBeLessThan(2000);
});
