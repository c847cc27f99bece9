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

test("looking for literals stays linear where they nearly match everywhere", () => {
  const as = "a".repeat(400_000);
  const pairs = "ab ".repeat(130_000);
  const trials: readonly (readonly [source: string, event: string])[] = [
    ["ba{999}", as],
    ["a{31}b", as],
    ["a{40}b|b{40}a", as],
    ["[^b]{1,999}ab[0-9]", pairs],
    ["ab[0-9]|b [0-9]|a.[0-9]| a[0-9]", pairs],
    ["^a*b.*c|[ab]{0,99}aac", pairs],
  ];
  for (const [source, event] of trials) {
    const ours = compilePattern(`%${source}%`);
    const started = performance.now();
    expect(ours.test(event), source).toBe(false);
    expect(performance.now() - started, source).toBeLessThan(1000);
  }
});

test("a literal of very many characters is looked for by its beginning", () => {
  const event = "a".repeat(400_000);
  const ours = compilePattern("%aba{990}%");
  const started = performance.now();
  for (let time = 0; time < 15; time++) expect(ours.test(event)).toBe(false);
  expect(performance.now() - started).toBeLessThan(500);
});

test("an expression that is bound to an end of the text is not looked for elsewhere", () => {
  const event = "- ".repeat(200_000);
  const started = performance.now();
  for (const source of ["^[a-z]", "^ab|^[0-9]-c", "[0-9]{2}$", "ab$", "^a|^b|^c|^d|^e|^f|^g|^h|^i"]) {
    const ours = compilePattern(`%${source}%`);
    for (let time = 0; time < 2000; time++) expect(ours.test(event)).toBe(false);
  }
  expect(performance.now() - started).toBeLessThan(1000);
});

test("states of very many positions are not kept for ever", () => {
  const ours = compilePattern("%a[ab]{990}c[ab]{990}b[ab]{990}c[ab]{900}d%");
  const event = "abbabaababba".repeat(1000);
  const started = performance.now();
  expect(ours.test(event)).toBe(false);
  expect(performance.now() - started).toBeLessThan(1500);
});

test("what a regular expression found is found in time linear in the text", () => {
  const started = performance.now();
  expect(find("a*b|a*c", "a".repeat(200_000))).toBeUndefined();
  expect(find("a+$", "a".repeat(200_000))).toEqual({ start: 0, end: 200_000 });
  expect(performance.now() - started).toBeLessThan(2000);
});
