// Holds: the scan of large buffers: where lines begin and end, whatever stands where one stretch ends and the next begins.

import { describe, expect, test } from "vitest";
import { compilePattern, compilePatternSet, scanLines } from "../../src/index.ts";

const CHUNK = 262_144;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

type Found = [start: number, end: number][];

/** The lines of a text that a test accepts, by their places. */
function linesOf(text: string, accepts: (line: string) => boolean): Found {
  const found: Found = [];
  let start = 0;
  for (const raw of text.split("\n")) {
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (line !== "" && accepts(line)) found.push([start, start + line.length]);
    start += raw.length + 1;
  }
  return found;
}

function scan(matcher: Parameters<typeof scanLines>[0], bytes: Uint8Array): Found {
  const found: Found = [];
  const count = scanLines(matcher, bytes, (start, end) => found.push([start, end]));
  expect(count).toBe(found.length);
  expect(scanLines(matcher, bytes)).toBe(count);
  return found;
}

const PATTERNS = [
  "needle",
  "-needle",
  "?needle ?pin",
  '{ $.a = "needle" }',
  "{ $.a = * }",
  "[a, b = needle]",
  "%ne+dle%",
];

describe("a line across the end of a stretch", () => {
  test.each(PATTERNS)("is one line at every offset: %s", (pattern) => {
    const line = pattern.startsWith("{") ? '{"a":"needle"}' : "x needle";
    const filler = pattern.startsWith("{") ? '{"b":1}' : "hay";
    const matcher = compilePattern(pattern);
    const set = compilePatternSet([pattern, "none"]);
    for (let offset = -line.length - 4; offset <= 4; offset++) {
      const pad = CHUNK + offset - filler.length - 1;
      const text = `${"y".repeat(pad)}\n${filler}\n${line}\r\n${line}\n${filler}`;
      const expected = linesOf(text, (one) => compilePattern(pattern).test(one));
      const bytes = encode(text);
      expect(scan(matcher, bytes)).toEqual(expected);
      expect(scan(set, bytes)).toEqual(expected);
    }
  });
});

describe("a buffer", () => {
  const needle = compilePattern("needle");
  const everything = compilePattern("");

  test.each([
    ["nothing", ""],
    ["a line feed", "\n"],
    ["only line breaks", "\n\r\n\n\r\n"],
    ["no final line feed", "needle\nneedle"],
    ["a carriage return at the end", "needle\r"],
    ["a carriage return within a line", "nee\rdle\nneedle\r\r\n"],
    ["NUL bytes", "\u0000needle\u0000\n\u0000"],
    ["a byte-order mark", "\ufeffneedle\n"],
  ])("of %s", (_, text) => {
    // Only ASCII is counted as it stands; the mark has three bytes.
    const shift = text.startsWith("\ufeff") ? 2 : 0;
    const moved = (found: Found): Found => found.map(([start, end]) => [start, end + shift]);
    expect(scan(needle, encode(text))).toEqual(moved(linesOf(text, (line) => line.includes("needle"))));
    expect(scan(everything, encode(text))).toEqual(moved(linesOf(text, () => true)));
  });

  test("with a line longer than a stretch, and longer than the engine takes", () => {
    for (const size of [CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 4_194_305]) {
      const text = `needle\n${"y".repeat(size)}needle\n${"z".repeat(size)}\nneedle`;
      expect(scan(needle, encode(text))).toEqual(linesOf(text, (line) => line.includes("needle")));
      expect(scan(compilePatternSet(["needle"]), encode(text))).toEqual(
        linesOf(text, (line) => line.includes("needle")),
      );
    }
  });

  test("with more matching lines than are written at once", () => {
    const text = "needle\n".repeat(20_000);
    expect(scanLines(needle, encode(text))).toBe(20_000);
    expect(scan(needle, encode(text))).toHaveLength(20_000);
    const set = compilePatternSet(Array.from({ length: 50 }, () => "needle"));
    const seen: number[] = [];
    expect(scanLines(set, encode(text), (_start, _end, patterns) => seen.push(patterns.length))).toBe(20_000);
    expect(seen.every((count) => count === 50)).toBe(true);
  });

  test("that is a part of a larger one is not read beyond its end", () => {
    const whole = encode("needle needle needle");
    expect(scan(needle, whole.subarray(0, 5))).toEqual([]);
    expect(scan(needle, whole.subarray(15))).toEqual([]);
    expect(scan(needle, whole.subarray(1, 12))).toEqual([]);
    expect(scan(needle, whole.subarray(0, 6))).toEqual([[0, 6]]);
  });

  test("with bytes that are not UTF-8", () => {
    const bytes = Uint8Array.of(0xff, 0x61, 0x0a, 0xc3, 0x0a, 0xf0, 0x9f, 0x61, 0x0a, 0x61);
    expect(scan(compilePattern("a"), bytes)).toEqual([
      [0, 2],
      [5, 8],
      [9, 10],
    ]);
    expect(scan(compilePattern('"\ufffd"'), bytes)).toEqual([
      [0, 2],
      [3, 4],
      [5, 8],
    ]);
  });
});

describe("a visitor", () => {
  test("may use matchers, sets and scans itself", () => {
    const outer = compilePatternSet(["needle", "pin"]);
    const inner = compilePattern("needle");
    const bytes = encode("needle\npin\nhay\nneedle pin\n".repeat(30_000));
    const line = encode('{"a":"needle"}\n'.repeat(40));
    let count = 0;
    const matches = scanLines(outer, bytes, (start, end, patterns) => {
      if (start % 1000 > 20) return;
      count++;
      expect(scanLines(inner, line)).toBe(40);
      expect(outer.match(bytes.subarray(start, end))).toEqual(patterns);
    });
    expect(matches).toBe(90_000);
    expect(count).toBeGreaterThan(100);
    let singles = 0;
    expect(
      scanLines(inner, bytes, (start, end) => {
        if (singles++ % 500 === 0) expect(outer.match(bytes.subarray(start, end))).toContain(0);
      }),
    ).toBe(60_000);
  });

  test("is told of lines in order, and what it throws passes through", () => {
    const bytes = encode("needle\n".repeat(10));
    expect(() =>
      scanLines(compilePattern("needle"), bytes, () => {
        throw new Error("enough");
      }),
    ).toThrow("enough");
    expect(scanLines(compilePattern("needle"), bytes)).toBe(10);
  });
});

describe("a filter that lets too much pass", () => {
  test("rests, and is right before, while and after", () => {
    const matcher = compilePattern('{ $.kind = "needle" && $.n > 5 }');
    const common = '{"kind":"needle","n":1}\n{"kind":"needle","n":9}\n';
    const rare = `{"kind":"hay","n":9,"text":"${"y".repeat(200)}"}\n`;
    const text = common.repeat(30_000) + rare.repeat(30_000) + common.repeat(10) + rare.repeat(1000);
    expect(scanLines(matcher, encode(text))).toBe(30_010);
    expect(scanLines(matcher, encode(text))).toBe(30_010);
  });
});

describe("events made to ruin a scan", () => {
  test.each([
    ["nested 100,000 deep", `{"a":${"[".repeat(100_000)}1${"]".repeat(100_000)},"b":"x"}`, true],
    ["nested 100,000 deep and cut", `{"b":"x","a":${"[".repeat(100_000)}`, false],
    ["of one long string", `{"a":"${"\\\\".repeat(100_000)}","b":"x"}`, true],
    ["with a name twice", '{"b":"y","b":"x"}', true],
    ["with a name twice, the other way", '{"b":"x","b":"y"}', false],
    ["with an escaped name", '{"\\u0062":"x"}', true],
    [
      "with names of every length",
      `{${Array.from({ length: 300 }, (_, i) => `"${"n".repeat(i)}":${i}`).join()},"b":"x"}`,
      true,
    ],
  ])("%s", (_, event, expected) => {
    const matcher = compilePattern('{ $.b = "x" }');
    expect(scanLines(matcher, encode(event))).toBe(expected ? 1 : 0);
    expect(compilePatternSet(['{ $.b = "x" }']).match(event)).toEqual(expected ? [0] : []);
  });

  test("with more fields than the engine keeps", () => {
    const event = `${"f ".repeat(5000)}last`;
    const matcher = compilePattern("[first = f, ..., end = last]");
    expect(scanLines(matcher, encode(event))).toBe(1);
    expect(compilePatternSet(["[first = f, ..., end = last]", "[..., end = f]"]).match(event)).toEqual([0]);
  });
});
