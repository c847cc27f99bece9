import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minifyJson } from "../../src/replay/minify.ts";
import { LineSplitter } from "../../src/replay/sources/lines.ts";
import { beginsRecords, RecordSplitter } from "../../src/replay/sources/records.ts";

/** `bytes` cut into chunks of the given sizes, over and over. */
function* cut(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  // The buffer is used again for every chunk, as readers of files do.
  const lent = Buffer.alloc(Math.max(...sizes));
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = bytes.copy(lent, 0, at, at + sizes[i % sizes.length]!);
    yield lent.subarray(0, size);
    lent.fill(0x7b, size);
    at += size;
  }
}

function linesOf(bytes: Buffer, sizes: readonly number[], limit = 100): readonly unknown[] {
  const lines: unknown[] = [];
  const splitter = new LineSplitter(limit, {
    line: (b, start, end, number) => lines.push([number, b.toString("utf8", start, end)]),
    tooLong: (size, number) => lines.push([number, size]),
  });
  for (const chunk of cut(bytes, sizes)) splitter.push(chunk);
  splitter.end();
  return lines;
}

function recordsOf(bytes: Buffer, sizes: readonly number[], limit = 1000): readonly unknown[] {
  const records: unknown[] = [];
  const splitter = new RecordSplitter(limit, {
    record: (b, start, end, number, spaced) => records.push([number, b.toString("utf8", start, end), spaced]),
    tooLong: (size, number) => records.push([number, size]),
  });
  for (const chunk of cut(bytes, sizes)) splitter.push(chunk);
  return [...records, splitter.damage ?? splitter.end()];
}

const chunkSizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

describe("lines", () => {
  test("end with a line feed, whose carriage return is not part of them; empty ones count and are not handed out", () => {
    const text = Buffer.from("a\r\n\n\r\nb c\rd\n\u00e9");
    expect(linesOf(text, [100])).toEqual([
      [1, "a"],
      [4, "b c\rd"],
      [5, "\u00e9"],
    ]);
  });

  test("are the same wherever chunks end", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "\n", "\r", "\r\n", "\u00e9", "\u{1f514}"), maxLength: 60 });
    fc.assert(
      fc.property(text, chunkSizes, fc.integer({ min: 1, max: 12 }), (content, sizes, limit) => {
        const bytes = Buffer.from(content);
        const expected = content.split("\n").flatMap((line, i, all): unknown[] => {
          const carried = line.endsWith("\r") ? line.slice(0, -1) : line;
          const size = Buffer.byteLength(carried);
          if (size === 0 || (i === all.length - 1 && line === "")) return [];
          return [[i + 1, size > limit ? size : carried]];
        });
        expect(linesOf(bytes, sizes, limit)).toEqual(expected);
      }),
    );
  });

  test("of exactly the limit pass, with their line break in any form; one byte more does not", () => {
    for (const end of ["", "\n", "\r\n"]) {
      for (const sizes of [[1], [5], [6], [100]]) {
        expect(linesOf(Buffer.from(`12345${end}`), sizes, 5)).toEqual([[1, "12345"]]);
        expect(linesOf(Buffer.from(`123456${end}`), sizes, 5)).toEqual([[1, 6]]);
      }
    }
  });
});

describe("documents of records", () => {
  test.each([
    ['{"Records":[', "yes"],
    ['{"events":[', "yes"],
    [' \n{ "Records" :\r\n\t[ {', "yes"],
    ['{"Rec', "unknown"],
    ["", "unknown"],
    [" \n", "unknown"],
    ['{"Records":{', "no"],
    ['{"Rec ords":[', "no"],
    ['{"records":[', "no"],
    ['{"eventTime":"', "no"],
    ["2014-11-05", "no"],
    ["[", "unknown"],
    [" [\n  {", "unknown"],
    ['[ {\n "', "yes"],
    ["[{}", "yes"],
    ["[{x", "no"],
    ["[2014-11-05", "no"],
    ["[INFO]", "no"],
    ["[] 2014-11-05", "no"],
    ["[]\n", "unknown"],
  ])("%j begins one: %s", (head, answer) => {
    expect(beginsRecords(Buffer.from(head), false)).toBe(answer);
  });

  test("may be an empty array, when nothing follows", () => {
    expect(beginsRecords(Buffer.from("[]\n"), true)).toBe("yes");
    expect(beginsRecords(Buffer.from("[\n"), true)).toBe("unknown");
    expect(recordsOf(Buffer.from("[]\n"), [1])).toEqual([undefined]);
  });

  test("may be arrays, one after another", () => {
    const text = '[{"a":1},\n {"b":[{}]}]\n[]\n[{"c":2}]';
    for (const sizes of [[1], [4], [100]]) {
      expect(recordsOf(Buffer.from(text), sizes)).toEqual([
        [1, '{"a":1}', false],
        [2, '{"b":[{}]}', false],
        [3, '{"c":2}', false],
        undefined,
      ]);
    }
  });

  test("hand out what is no object as well: that is judged elsewhere", () => {
    const text = '{"Records":[null,{"a":1},"b ],\\" c", -1.5e3 ,[{"x":1}],tru]}';
    for (const sizes of [[1], [2], [5], [100]]) {
      expect(recordsOf(Buffer.from(text), sizes).map((got) => (got as string[] | undefined)?.slice(0, 2))).toEqual([
        [1, "null"],
        [2, '{"a":1}'],
        [3, '"b ],\\" c"'],
        [4, "-1.5e3"],
        [5, '[{"x":1}]'],
        [6, "tru"],
        undefined,
      ]);
    }
  });

  test("give the raw text of each record, and whether it is spaced", () => {
    const text = '{"Records":[{"a":"}] \\" {"},{"b":[{}],"c": 1},{}]}';
    expect(recordsOf(Buffer.from(text), [100])).toEqual([
      [1, '{"a":"}] \\" {"}', false],
      [2, '{"b":[{}],"c": 1}', true],
      [3, "{}", false],
      undefined,
    ]);
  });

  test("may carry other members behind the list, and follow one another", () => {
    const text =
      '{"events":[{"a":1}],"searchedLogStreams":[{"x":"]}"}],"nextToken":"}{"}\n{"Records":[]}{"Records":[{"b":2}]}\n';
    expect(recordsOf(Buffer.from(text), [7])).toEqual([[1, '{"a":1}', false], [2, '{"b":2}', false], undefined]);
  });

  test("are the same wherever chunks end", () => {
    const records = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(records, fc.constantFrom(0, 1, "\t"), chunkSizes, (list, indent, sizes) => {
        const bytes = Buffer.from(JSON.stringify({ Records: list }, null, indent));
        const got = recordsOf(bytes, sizes, 1e6);
        expect(got.slice(0, -1).map((record) => JSON.parse((record as string[])[1]!))).toEqual(
          JSON.parse(JSON.stringify(list)),
        );
        expect(got.at(-1)).toBeUndefined();
        expect(got).toEqual(recordsOf(bytes, [bytes.length], 1e6));
      }),
    );
  });

  test("cut off at any byte give the records that are complete, and say so", () => {
    const text = '{"Records":[{"a":"\\"x"},{"b":[1]}, null]}';
    const ends = [text.indexOf("},{") + 1, text.indexOf("}, ") + 1, text.indexOf("]}") + 1];
    ends[2] = text.lastIndexOf("]}") + 1;
    for (let length = 1; length < text.length; length++) {
      for (const sizes of [[1], [3], [100]]) {
        const got = recordsOf(Buffer.from(text.slice(0, length)), sizes);
        expect(got).toHaveLength(1 + ends.filter((end) => end <= length).length);
        expect(got.at(-1)).toMatch(/^the file ends /);
      }
    }
  });

  test("longer than the limit are told by their size, and the next are read", () => {
    const text = '{"Records":[{"a":1},{"a":"0123456789"},{"b":2}]}';
    for (const sizes of [[1], [4], [100]]) {
      expect(recordsOf(Buffer.from(text), sizes, 10)).toEqual([
        [1, '{"a":1}', false],
        [2, 18],
        [3, '{"b":2}', false],
        undefined,
      ]);
    }
  });

  test.each([
    [
      '{"Records":[{"a":1}:"b"]}',
      'after record 1 another or the end of the list was expected, and ":\\"b\\"]}" was found',
    ],
    ['{"Records":[{"a":1}]}{"x":1}', "another document of records was expected after record 1"],
    ['{"Records":[{"a":1}]}]', "another document of records was expected after record 1"],
  ])("damaged within are told: %s", (text, message) => {
    const got = recordsOf(Buffer.from(text), [100]);
    expect(got[0]).toEqual([1, '{"a":1}', false]);
    expect(got[1]).toContain(message);
  });
});

describe("minified JSON", () => {
  test("keeps numbers, escapes and strings as they were written", () => {
    expect(minifyJson('{ "a b" : 1.0e+2 ,\r\n\t"c\\" ": [ "\\u0041 x" , -0 ] }')).toBe(
      '{"a b":1.0e+2,"c\\" ":["\\u0041 x",-0]}',
    );
  });

  test("is what JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 4 }), (value, indent) => {
        expect(minifyJson(JSON.stringify(value, null, indent))).toBe(JSON.stringify(value));
      }),
    );
  });
});
