// Sets of patterns: the same answers as one by one, in order, and refusals that name the pattern.

import { describe, expect, test } from "vitest";
import { compilePattern, compilePatternSet, PatternError, scanLines } from "../../src/index.ts";

const PATTERNS = [
  "",
  "ERROR",
  "-DEBUG",
  "?warn ?fatal",
  "%time[0-9]+%",
  '{ $.level = "error" }',
  '{ $.level = "error" && $.code > 10 && $.code < 20 }',
  '{ $.path = "*/admin/*" }',
  "{ $.level != debug }",
  "{ $.user NOT EXISTS }",
  "{ $.tags[*] = prod }",
  "[a, b = 4*, ...]",
  "[..., last = done]",
];

const EVENTS = [
  "ERROR time12 done",
  '{"level":"error","code":15,"path":"/x/admin/y","tags":["dev","prod"]}',
  '{"level":"error","code":20}',
  '{"level":"\\u0065rror","code":11,"user":"anna"}',
  '{"level":"debug","level":"error"}',
  '{"level":"error"',
  "10.0.0.7 404 fatal DEBUG",
  "",
];

describe("a set of patterns", () => {
  const set = compilePatternSet(PATTERNS);
  const matchers = PATTERNS.map((pattern) => compilePattern(pattern));
  const expected = (event: string): number[] => matchers.flatMap((m, index) => (m.test(event) ? [index] : []));

  test.each(EVENTS)("answers for %j as its patterns do one by one", (event) => {
    expect(set.match(event)).toEqual(expected(event));
    expect(set.match(new TextEncoder().encode(event))).toEqual(expected(event));
  });

  test("tells of each line of a buffer where it stands and what matches it", () => {
    const text = EVENTS.join("\r\n");
    const told: [string, readonly number[]][] = [];
    const bytes = new TextEncoder().encode(text);
    const count = scanLines(set, bytes, (start, end, patterns) => {
      told.push([text.slice(start, end), patterns]);
    });
    const lines = EVENTS.filter((event) => event !== "" && expected(event).length > 0);
    expect(told).toEqual(lines.map((event) => [event, expected(event)]));
    expect(count).toBe(lines.length);
  });

  test("of no patterns matches nothing", () => {
    expect(compilePatternSet([]).match("x")).toEqual([]);
    expect(compilePatternSet([]).size).toBe(0);
  });

  test("refuses a pattern by its place", () => {
    expect(() => compilePatternSet(["a", "b:c"])).toThrow(PatternError);
    expect(() => compilePatternSet(["a", "b:c"])).toThrow("patterns[1]: A term with `:` in it needs quotes");
  });

  test("refuses what is no list", () => {
    expect(() => compilePatternSet("ERROR" as never)).toThrow("A set of patterns is a list of texts.");
  });

  test("refuses patterns that would force too many tests on every event, with their number", () => {
    const costly = (count: number): string[] =>
      Array.from({ length: count }, (_, i) => `{ $.a != ${i} && $.b != ${i} }`);
    expect(() => compilePatternSet(costly(25_001))).toThrow(
      "would force 50,002 tests on every event, more than 50,000",
    );
    expect(compilePatternSet(costly(100)).size).toBe(100);
  });
});
