// Holds: events made to mislead the engine: every door says of them what the plain matcher says, and memory stays bounded.

import { describe, expect, test } from "vitest";
import { newEngine } from "../../src/engine/engine.ts";
import { programOf } from "../../src/engine/program.ts";
import { compilePattern, compilePatternSet, scanLines } from "../../src/index.ts";
import { plainTest } from "../../src/match/matching.ts";
import { requirePattern } from "../../src/pattern/validate.ts";
import { textOf } from "../../src/text/utf8.ts";
import { differences } from "./doors.ts";

const PATTERNS = [
  '{ $.a = "x" }',
  '{ $.a != "x" && $.b = * }',
  "{ $.a = 1 }",
  "{ $.a >= 1 && $.a < 2 }",
  "{ $.a NOT EXISTS }",
  "{ $.a[0] = 1 || $.a[*] = x }",
  "{ $.a = %^x% }",
  '{ $.a = "*x*" }',
  '"x"',
  '-"x"',
  "[first, second = x*]",
  "[..., last = *]",
];

function expectAgreement(events: readonly string[], patterns: readonly string[] = PATTERNS): void {
  for (const pattern of patterns) {
    const found = differences(pattern, events, events.map(plainTest(requirePattern(pattern, {}))));
    expect({ pattern, found }).toEqual({ pattern, found: [] });
  }
}

const deep = (open: string, close: string, inside: string): string =>
  `${open.repeat(100_000)}${inside}${close.repeat(100_000)}`;

describe("the verdict of every door is the plain matcher's", () => {
  test.each<[string, readonly string[]]>([
    ["arrays nested 100,000 deep", [`{"a":${deep("[", "]", "1")},"b":"x"}`, `{"a":"x","c":${deep("[", "", "")}`]],
    [
      "objects nested 100,000 deep",
      [`{"c":${deep('{"a":', "}", "1")},"a":"x"}`, `{"a":"x","c":${deep('{"a":', "", "")}`],
    ],
    [
      "brackets that do not belong together",
      ['{"a":"x"]', '{"a":["x"}', '[{"a":"x"}', '{"a":"x"}}', '{"a":[1,]}', '{"a":1,}'],
    ],
    [
      "names that occur twice",
      ['{"a":"x","a":1}', '{"a":1,"a":"x"}', '{"a":{"b":1},"a":"x"}', '{"a":"x","a":{"b":1}}'],
    ],
    [
      "names with escapes",
      ['{"\\u0061":"x"}', '{"a":1,"\\u0061":"x"}', '{"\\u0061":"x","a":1}', '{"\\u00":"x","a":"x"}'],
    ],
    [
      "texts with escapes",
      ['{"a":"\\u0078"}', '{"a":"\\x"}', '{"a":"\\u007"}', '{"a":"x\\', '{"a":"\\"x"}', '{"a":"\\\\"}'],
    ],
    [
      "halves of surrogate pairs",
      [
        '{"a":"\\ud800"}',
        '{"a":"\\udc00x"}',
        '{"a":"x\\ud83d\\ude00"}',
        '{"a":"\\ud83d\\u0078"}',
        '{"a":"x\ud800"}',
        "\udc00x",
      ],
    ],
    [
      "NUL and other control characters",
      ['{"a":"x\u0000"}', '{"a":"\u001fx"}', '\u0000{"a":"x"}', '{"a":"x"}\u0000', '{"a"\u0000:"x"}', "x\u0000x"],
    ],
    [
      "blanks of every kind",
      [
        '{"a"\t:\r"x"}',
        ' {"a" : "x" } ',
        '{"a":\u00a0"x"}',
        '{"a":\u000b"x"}',
        '{\n"a":\n"x"\n}',
        "a\u00a0x",
        "a\u2028x",
      ],
    ],
    ["a byte-order mark", ['\ufeff{"a":"x"}', '{"a":"x"}\ufeff', '{"a":"\ufeffx"}', "\ufeffx", "\ufeff x"]],
    ["replacement characters", ['{"a":"\ufffd"}', '{"a":"x\ufffd"}', "\ufffd x"]],
    ["numbers of 10,000 digits", ["", "-", "0.", "1e", "1.5E+"].map((sign) => `{"a":${sign}${"1".repeat(10_000)}}`)],
    [
      "numbers that are none",
      ["01", "1.", ".1", "+1", "-", "1e", "1e+", "0x1", "1_0", "NaN", "--1", "1.e1"].map((n) => `{"a":${n}}`),
    ],
    [
      "numbers at the ends of what doubles hold",
      ["1e400", "-1e400", "1e-400", "1.0", "1.00", "10e-1", "-0", "-0.0"].map((n) => `{"a":${n}}`),
    ],
    [
      "words that are almost literals",
      ["true", "tru", "truee", "nul", "null", "False", "t"].map((word) => `{"a":${word},"b":"x"}`),
    ],
    [
      "no object",
      ["", " ", "x", '"x"', "1", "null", "[]", '[{"a":"x"}]', "{", "}", "{}", "{ }", "{,}", '{"a"}', '{"a":}'],
    ],
    ["quotes and brackets that are not closed", ['"x', "[x", 'a "x', "a [x y", '"" x', "[] x", 'a "x"y', 'a "x" "']],
  ])("%s", (_, events) => {
    expectAgreement(events);
  });

  test("JSON that is cut at every place", () => {
    const whole = '{"a":"x","b":[1,-2.5e3,{"c":null}],"d":{"e":true,"f":"\\u00e9\\n"},"g":false}';
    const cut = [...whole].map((_, end) => whole.slice(0, end));
    expectAgreement(cut, ['{ $.a = "x" }', "{ $.d.e IS TRUE || $.b[0] = 1 }", "{ $.z NOT EXISTS }"]);
  });

  test("a text that ends at every place of a block", () => {
    const events = Array.from({ length: 140 }, (_, size) => [
      `{"b":"${"y".repeat(size)}","a":"x"}`,
      `{"a":"${"x".repeat(size)}`,
    ]).flat();
    expectAgreement(events, ['{ $.a = "x" }', '{ $.b = "*y" }', "{ $.c NOT EXISTS }"]);
  });

  test("an event of every length around what is marked at a time", () => {
    for (const size of [3900, 3960, 3968, 3969, 4032, 7936, 8000]) {
      const events = Array.from({ length: 12 }, (_, more) => [
        `{"b":"${"y".repeat(size + more)}","a":"x"}`,
        `{"c":[${'"",'.repeat((size + more) / 3)}""],"a":"x"}`,
        `{"b":"${"\\n".repeat(size / 2)}${"y".repeat(more)}","a":"x"}`,
        `{"b":"${"y".repeat(size + more)}`,
      ]).flat();
      expectAgreement(events, ['{ $.a = "x" }']);
    }
  });
});

describe("bytes that are not UTF-8", () => {
  const bytes: readonly (readonly number[])[] = [
    [0xc0, 0xaf],
    [0xe0, 0x80, 0xaf],
    [0xf0, 0x80, 0x80, 0xaf],
    [0xed, 0xa0, 0x80],
    [0xc1, 0xb8],
    [0xff],
    [0xc3],
    [0xf0, 0x9f, 0x98],
  ];
  test.each(bytes.map((odd) => [odd]))("%j is read as replacement characters, wherever it stands", (odd) => {
    const inside = (before: string, after: string): Uint8Array =>
      Uint8Array.of(...new TextEncoder().encode(before), ...odd, ...new TextEncoder().encode(after));
    const events = [
      inside("", " x"),
      inside("x ", ""),
      inside('{"a":"x', '"}'),
      inside('{"', '":1,"a":"x"}'),
      inside('{"a":"', 'x"}'),
    ];
    for (const pattern of [...PATTERNS, '{ $.a = "x\ufffd" }', '{ $.a = "*\ufffd*" }', '"\ufffd"']) {
      const matcher = compilePattern(pattern);
      matcher.test("y".repeat(65_536));
      const set = compilePatternSet([pattern, "none"]);
      const plain = plainTest(requirePattern(pattern, {}));
      for (const event of events) {
        const expected = plain(textOf(event));
        const answers = [
          matcher.test(event),
          set.match(event).length === 1,
          scanLines(matcher, event) === 1,
          scanLines(set, event) === 1,
        ];
        expect({ pattern, event, answers }).toEqual({
          pattern,
          event,
          answers: [expected, expected, expected, expected],
        });
      }
    }
  });
});

describe("lines of any length", () => {
  test.each([1_000_000, 4_194_303, 4_194_304, 4_194_305, 10_000_000])("of %d bytes", (size) => {
    const text = `{"b":"${"y".repeat(size - 16)}","a":"x"}`;
    const json = new TextEncoder().encode(`{"a":"x"}\n${text}\n${text.slice(0, -1)}\n{"a":"x"}`);
    const matcher = compilePattern('{ $.a = "x" }');
    const set = compilePatternSet(['{ $.a = "x" }', "{ $.b = y* }"]);
    expect(scanLines(matcher, json)).toBe(3);
    expect(matcher.test(text)).toBe(true);
    expect(set.match(text)).toEqual([0, 1]);
    expect(scanLines(set, json)).toBe(3);
  });
});

describe("memory", () => {
  const words = programOf(requirePattern("x", {}))!;

  test("is given back some time after a long event", () => {
    const engine = newEngine()!;
    engine.judgeText(words, "x");
    const before = engine.size;
    expect(engine.judgeText(words, "y".repeat(1_300_000))).toBe(0);
    expect(engine.size).toBeGreaterThan(7_000_000);
    for (let event = 0; event < 1000; event++) expect(engine.judgeText(words, "x")).toBe(1);
    expect(engine.size).toBe(before);
  });

  test("does not grow with the number of programs, nor with that of events", () => {
    const engine = newEngine()!;
    for (let index = 0; index < 3000; index++) {
      const program = programOf(requirePattern(`{ $.a${index} = "x${index}" && $.b > ${index} }`, {}))!;
      expect(engine.judgeText(program, `{"a${index}":"x${index}","b":${index + 1}}`)).toBe(1);
    }
    expect(engine.size).toBeLessThan(2_000_000);
  });

  test("stays small for events that are longer than the engine takes", () => {
    const engine = newEngine()!;
    const odd = 2;
    expect(engine.judgeText(words, "y".repeat(2_000_000))).toBe(odd);
    expect(engine.judgeBytes(words, new Uint8Array(10_000_000))).toBe(odd);
    expect(engine.size).toBeLessThan(2_000_000);
  });
});

test("views other than of bytes are read as the bytes they are", () => {
  const line = new TextEncoder().encode('{"a":"x"}\n{"a":"y"}');
  const buffer = new Uint8Array(32);
  buffer.set(line, 8);
  const view = new DataView(buffer.buffer, 8, line.length) as unknown as Uint8Array;
  const wide = new Uint16Array(buffer.buffer, 8, 5) as unknown as Uint8Array;
  const matcher = compilePattern('{ $.a = "x" }');
  matcher.test("y".repeat(65_536));
  const set = compilePatternSet(['{ $.a = "x" }']);
  expect([scanLines(matcher, view), scanLines(set, view)]).toEqual([1, 1]);
  expect([scanLines(matcher, wide), scanLines(set, wide)]).toEqual([1, 1]);
  expect([matcher.test(wide), set.match(wide)]).toEqual([true, [0]]);
});
