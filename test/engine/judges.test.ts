// Holds: who judges an event: the plain matcher at first and where the engine can't tell or would not be sooner, else the engine; and
// that whoever it is says the same.

import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { LONGEST, sharedEngine } from "../../src/engine/engine.ts";
import { compilePattern, compilePatternSet, type Matcher, scanLines } from "../../src/index.ts";
import { insidesOf } from "../../src/match/engined.ts";
import { chunksOf, linesOf } from "../../src/match/lines.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const engine = sharedEngine()!;

/** What a matcher has to see before it asks the engine: code units, and 64 more for each event. */
const WARM = 65_536;
const EACH = 64;

function warm(pattern: string): Matcher {
  const matcher = compilePattern(pattern);
  matcher.test("x".repeat(WARM - EACH));
  return matcher;
}

let judgeText: MockInstance<typeof engine.judgeText>;
let judgeBytes: MockInstance<typeof engine.judgeBytes>;
let scan: MockInstance<typeof engine.scan>;

beforeEach(() => {
  judgeText = vi.spyOn(engine, "judgeText");
  judgeBytes = vi.spyOn(engine, "judgeBytes");
  scan = vi.spyOn(engine, "scan");
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** How often the engine was asked about a text, and about bytes. */
const asked = (): readonly number[] => [judgeText.mock.calls.length, judgeBytes.mock.calls.length];

const JSON_PATTERN = '{ $.a = "x" }';
const MATCHING = '{"a":"x"}';
const OTHER = '{"a":"y"}';

describe("a matcher", () => {
  test("asks the engine once it has seen enough, of texts and bytes alike", () => {
    const cold = compilePattern(JSON_PATTERN);
    cold.test("x".repeat(WARM - 2 * EACH - MATCHING.length - 1));
    expect(cold.test(encode(MATCHING))).toBe(true);
    expect(cold.test("")).toBe(false);
    expect(asked()).toEqual([0, 0]);
    expect([cold.test(MATCHING), cold.test(OTHER), cold.test(encode(MATCHING)), cold.test(encode(OTHER))]).toEqual([
      ...[true, false, true, false],
    ]);
    expect(asked()).toEqual([2, 2]);
  });

  const long = (text: string): string => `${text} ${"-".repeat(192 - text.length - 1)}`;
  test.each<[what: string, pattern: string, matching: string, other: string, who: "engine" | "plain"]>([
    ["JSON", JSON_PATTERN, MATCHING, OTHER, "engine"],
    ["fields", "[a, b = y]", "x y", "x z", "engine"],
    ["many terms over a long text", "a b c", long("a b c"), long("a b"), "engine"],
    ["many terms over a shorter text", "a b c", long("a b c").slice(0, -1), long("a b").slice(0, -1), "plain"],
    ["excluded terms, too", "a -b -c", long("a d"), long("a b"), "engine"],
    ["terms any of which will do", "?a ?b ?c", long("b"), long("d"), "engine"],
    ["two terms", "a -b", long("a"), long("a b"), "plain"],
    ["two terms of which any will do", "?a ?b", long("a"), long("c"), "plain"],
    ["a regular expression", "%a+%", long("a"), long("b"), "plain"],
  ])("of %s leaves a text to whoever is sooner, and bytes to the engine", (_, pattern, matching, other, who) => {
    const matcher = warm(pattern);
    expect([matcher.test(matching), matcher.test(other)]).toEqual([true, false]);
    expect(asked()).toEqual([who === "engine" ? 2 : 0, 0]);
    expect([matcher.test(encode(matching)), matcher.test(encode(other))]).toEqual([true, false]);
    expect(asked()[1]).toBe(2);
  });

  test("that matches everything needs nobody for a text", () => {
    const matcher = warm("");
    expect([matcher.test("x"), matcher.test(encode("x"))]).toEqual([true, true]);
    expect(asked()).toEqual([0, 1]);
  });

  test("judges itself what the engine can't", () => {
    const matcher = warm(JSON_PATTERN);
    const escaped = ['{"a":"\\u0078"}', '{"\\u0061":"x"}', '{"\\u0061":"y"}'];
    expect(escaped.map((event) => matcher.test(event))).toEqual([true, true, false]);
    expect(escaped.map((event) => matcher.test(encode(event)))).toEqual([true, true, false]);
    expect(judgeText.mock.results.map(({ value }) => value)).toContain(2);
    const words = new Uint16Array(encode(`${MATCHING} `).buffer);
    expect(matcher.test(words as unknown as Uint8Array)).toBe(true);
  });

  test("takes texts and bytes, nothing else, cold or warm", () => {
    for (const matcher of [compilePattern("a"), warm("a"), warm(JSON_PATTERN)]) {
      for (const event of [1, null, undefined, {}, ["a"]])
        expect(() => matcher.test(event as never)).toThrow(TypeError);
    }
  });

  test("has its insides kept beside it, and its program made once", () => {
    const matcher = compilePattern(JSON_PATTERN);
    const insides = insidesOf(matcher)!;
    expect([insides.plain(MATCHING), insides.plain(OTHER)]).toEqual([true, false]);
    expect(insides.program()).toBeDefined();
    expect(insides.program()).toBe(insides.program());
    expect(insidesOf({ ...matcher })).toBeUndefined();
  });
});

describe("a scan", () => {
  const text = [MATCHING, OTHER, "", '{"a":"\\u0078"}\r', '{"a":"\\u0079"}', MATCHING].join("\n");
  const places = [
    [0, 9, [0]],
    [21, 35, [0]],
    [52, 61, [0]],
  ];

  function told(matcher: Parameters<typeof scanLines>[0], bytes: Uint8Array): unknown[] {
    const found: unknown[] = [];
    const count = scanLines(matcher, bytes, (start, end, patterns) => found.push([start, end, [...patterns]]));
    expect(count).toBe(found.length);
    expect(scanLines(matcher, bytes)).toBe(count);
    return found;
  }

  test("by a matcher asks the engine for all lines at once, cold or not", () => {
    expect(told(compilePattern(JSON_PATTERN), encode(text))).toEqual(places);
    expect(scan).toHaveBeenCalledTimes(2);
    expect(asked()).toEqual([0, 0]);
  });

  test("by what only looks like a matcher asks it line by line", () => {
    const { test } = compilePattern(JSON_PATTERN);
    expect(told({ test } as Matcher, encode(text))).toEqual(places);
    expect(scan).not.toHaveBeenCalled();
  });

  test("by a set tells which patterns match, and leaves out lines that none does", () => {
    const set = compilePatternSet([JSON_PATTERN, "none", "{ $.a = x && $.b NOT EXISTS }"]);
    expect(told(set, encode(text))).toEqual(places.map(([start, end]) => [start, end, [0, 2]]));
  });

  test("leaves a line to the plain matchers that is longer than the engine takes", () => {
    // "needle", such a line that ends with it, such a line that does not, "needle".
    const bytes = new Uint8Array(2 * LONGEST + 21).fill(121);
    bytes.set(encode("needle\n"), 0);
    bytes.set(encode("needle\n"), 7 + LONGEST);
    bytes.set(encode("\nneedle"), 14 + 2 * LONGEST);
    const expected = [
      [0, 6, [0]],
      [7, 13 + LONGEST, [0]],
      [15 + 2 * LONGEST, 21 + 2 * LONGEST, [0]],
    ];
    const set = compilePatternSet(["needle", "none"]);
    expect(told(compilePattern("needle"), bytes)).toEqual(expected);
    expect(told(set, bytes)).toEqual(expected);
    expect(set.match(bytes.subarray(7, 13 + LONGEST))).toEqual([0]);
    expect(set.match(`${"y".repeat(LONGEST)}needle`)).toEqual([0]);
  });

  test.each(["a", 1, null, undefined, {}])("of %j is refused", (bytes) => {
    expect(() => scanLines(compilePattern("a"), bytes as never)).toThrow(
      new TypeError("scanLines takes a Uint8Array of newline-separated events"),
    );
  });

  test("of another view of a buffer reads the bytes it shows", () => {
    const { buffer } = encode(`${OTHER}\n${MATCHING}\n${MATCHING}`);
    const view = new DataView(buffer, 10, 9) as unknown as Uint8Array;
    expect(told(compilePattern(JSON_PATTERN), view)).toEqual([[0, 9, [0]]]);
    expect(told(compilePatternSet([JSON_PATTERN]), view)).toEqual([[0, 9, [0]]]);
  });
});

describe("without WebAssembly", () => {
  test("everything is judged plainly, and the same", async () => {
    vi.resetModules();
    vi.stubGlobal("WebAssembly", undefined);
    const face = await import("../../src/index.ts");
    const matcher = face.compilePattern(JSON_PATTERN);
    matcher.test("x".repeat(WARM));
    const set = face.compilePatternSet([JSON_PATTERN, "none", "-y"]);
    const lines = encode(`${MATCHING}\n${OTHER}\r\n\n${MATCHING}`);
    expect([MATCHING, OTHER].map((event) => [matcher.test(event), matcher.test(encode(event))])).toEqual([
      [true, true],
      [false, false],
    ]);
    expect([MATCHING, OTHER].map((event) => [set.match(event), set.match(encode(event))])).toEqual([
      [
        [0, 2],
        [0, 2],
      ],
      [[], []],
    ]);
    const told: unknown[] = [];
    expect(face.scanLines(set, lines, (start, end, patterns) => told.push([start, end, patterns]))).toBe(2);
    expect(told).toEqual([
      [0, 9, [0, 2]],
      [22, 31, [0, 2]],
    ]);
    expect(face.scanLines(matcher, lines)).toBe(2);
  });
});

describe("a buffer falls", () => {
  const CHUNK = 262_144;
  const stretches = (text: string): readonly string[] =>
    [...chunksOf(encode(text))].map(([start, end]) => `${start}-${end}`);
  /** A line of so many bytes, its line feed counted in. */
  const line = (size: number): string => `${"y".repeat(size - 1)}\n`;

  test.each<[what: string, text: string, expected: readonly string[]]>([
    ["nothing", "", []],
    ["one line", "x", ["0-1"]],
    ["many lines that fit", "x\ny\nz", ["0-5"]],
    ["exactly what fits", line(100) + line(CHUNK - 100), [`0-${CHUNK}`]],
    ["exactly what fits, its last line without a line feed", `${line(100)}${"y".repeat(CHUNK - 100)}`, [`0-${CHUNK}`]],
    ["one byte more", `${line(100)}${"y".repeat(CHUNK - 99)}`, ["0-100", `100-${CHUNK + 1}`]],
    ["a line that ends where a stretch does", line(CHUNK) + line(5), [`0-${CHUNK}`, `${CHUNK}-${CHUNK + 5}`]],
    ["as many lines as fit", line(CHUNK - 10) + line(6) + line(5), [`0-${CHUNK - 4}`, `${CHUNK - 4}-${CHUNK + 1}`]],
    ["a line longer than a stretch", line(3 * CHUNK) + line(5), [`0-${3 * CHUNK}`, `${3 * CHUNK}-${3 * CHUNK + 5}`]],
    ["a longer one after another", line(5) + line(2 * CHUNK), ["0-5", `5-${2 * CHUNK + 5}`]],
    ["a longer last one", "y".repeat(2 * CHUNK), [`0-${2 * CHUNK}`]],
  ])("into stretches of whole lines, as few as may be: %s", (_, text, expected) => {
    expect(stretches(text)).toEqual(expected);
  });

  test.each<[text: string, lines: readonly string[]]>([
    ["", []],
    ["\n", []],
    ["\r\n\n\r\n", []],
    ["a", ["a"]],
    ["a\n", ["a"]],
    ["a\nbc", ["a", "bc"]],
    ["a\r\n\r\nbc\r", ["a", "bc"]],
    ["\na\n\nb\n", ["a", "b"]],
    ["a\rb\n\rc\r\r\n", ["a\rb", "\rc\r"]],
  ])("into lines that are not empty: %j", (text, lines) => {
    expect([...linesOf(encode(text))].map(([start, end]) => text.slice(start, end))).toEqual(lines);
  });
});
