// Sets of patterns: the same answers as one by one, in order, and refusals that name the pattern.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePattern, compilePatternSet, PatternError, scanLines } from "../../src/index.ts";
import { plainTest } from "../../src/match/matching.ts";
import { PlainSet } from "../../src/match/plain-set.ts";
import { PatternSet } from "../../src/match/set.ts";
import { requirePattern } from "../../src/pattern/validate.ts";

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

  test("tells of no line that none of its patterns matches, whoever had to judge it", () => {
    const some = compilePatternSet(['{ $.level = "error" && $.code > 12 }', "fatal -DEBUG"]);
    const told: [string, readonly number[]][] = [];
    const text = EVENTS.join("\n");
    const count = scanLines(some, new TextEncoder().encode(text), (start, end, patterns) => {
      told.push([text.slice(start, end), patterns]);
    });
    expect(told).toEqual([
      [EVENTS[1], [0]],
      [EVENTS[2], [0]],
    ]);
    expect(count).toBe(2);
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
    const error = refusalOf(() => compilePatternSet("ERROR" as never));
    expect(error.message).toContain("A set of patterns is a list of texts.");
    expect(error.diagnostics).toMatchObject([{ code: "pattern-type", severity: "error", path: "patterns" }]);
  });

  test("refuses patterns that would force too many tests on every event, with their number and the first of them", () => {
    const unequal = requirePattern(`{ ${Array.from({ length: 50 }, (_, i) => `$.a${i} != ${i}`).join(" && ")} }`, {});
    const costly = [requirePattern("ERROR", {}), ...Array.from({ length: 1001 }, () => unequal)];
    const error = refusalOf(() => new PatternSet(costly));
    expect(error.diagnostics).toMatchObject([{ code: "set-cost", severity: "error", path: "patterns" }]);
    expect(error.diagnostics[0]!.message).toBe(
      "The set would force 50,050 tests on every event, more than 50,000: patterns[1] and 1,000 more have nothing that tells " +
        "which events are worth trying. Give them a text or a piece of one that must be there, or a number: " +
        "!=, NOT EXISTS, IS NULL, TRUE or FALSE, `[*]` and excluded terms tell nothing.",
    );
    // One pattern less is as costly as a set may be.
    expect(new PatternSet(costly.slice(0, -1)).size).toBe(1001);
  });

  test("takes a thousand patterns in which != and NOT EXISTS are mixed with what can be looked for, and with nothing else", () => {
    const forms = (index: number): readonly string[] => [
      `{ $.eventName = "Get${index}" && $.errorCode NOT EXISTS && $.userIdentity.type != "AWSService" }`,
      `{ $.errorCode NOT EXISTS && $.readOnly IS FALSE && $.user != "u${index}" }`,
      `{ $.code != ${index} }`,
      `ERROR -"debug ${index}"`,
      `-"heartbeat ${index}"`,
    ];
    const patterns = Array.from({ length: 1000 }, (_, index) => forms(index)[index % 5]!);
    const event = '{"eventName":"Get5","readOnly":false,"user":"u6","code":7,"userIdentity":{"type":"Root"}}';
    const matchers = patterns.map((pattern) => compilePattern(pattern));
    expect(compilePatternSet(patterns).match(event)).toEqual(
      matchers.flatMap((matcher, index) => (matcher.test(event) ? [index] : [])),
    );
  });
});

/** What a set says of events, and what its patterns say of them one by one. */
function both(patterns: readonly string[], events: readonly string[]): { ofSet: number[][]; oneByOne: number[][] } {
  const set = compilePatternSet(patterns);
  const matchers = patterns.map((pattern) => compilePattern(pattern));
  const oneByOne = events.map((event) => matchers.flatMap((m, index) => (m.test(event) ? [index] : [])));
  return { ofSet: events.map((event) => set.match(event)), oneByOne };
}

describe("a set without the engine", () => {
  const analysed = PATTERNS.map((pattern) => requirePattern(pattern, {}));
  const plain = analysed.map(plainTest);
  const set = new PlainSet(analysed.map((one, index) => ({ analysed: one, plain: plain[index]! })));

  test.each([...EVENTS, '{"level":"error"} x', '["error"]', '{"tags":{"a":"prod"},"path":"/admin/"}'])(
    "answers for %j as each of its patterns does",
    (event) => {
      const expected = plain.flatMap((matches, index) => (matches(event) ? [index] : []));
      expect(set.match(event)).toEqual(expected);
      const asked = set.event(event);
      expect(PATTERNS.flatMap((_, index) => (asked.matches(index) ? [index] : []))).toEqual(expected);
    },
  );
});

describe("what a set decides without asking each pattern is what each pattern says", () => {
  const number = fc.constantFrom(
    ...["0", "-0", "1", "1.0", "1e0", "10", "-1", "0.1", "0.10000000000000001", "0.3", "0.30000000000000004"],
    ...["999999999999999", "9007199254740992", "9007199254740993", "1e-300", "1e300", "5e-324", "-5e-324"],
  );
  const ordering = fc.tuple(fc.constantFrom("$.a", "$.b"), fc.constantFrom("<", "<=", ">", ">=", "=", "!="), number);
  const comparison = ordering.map((parts) => parts.join(" "));

  test("of ranges of numbers, at their ends and beside them", () => {
    const patterns = fc.array(fc.array(comparison, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 20 });
    const value = fc.oneof(number, number.map(quoted), fc.constantFrom("null", "true", "[1]", '{"b":1}'));
    fc.assert(
      fc.property(patterns, fc.array(fc.tuple(value, value), { maxLength: 8 }), (ranges, values) => {
        const { ofSet, oneByOne } = both(
          ranges.map((parts) => `{ ${parts.join(" && ")} }`),
          values.map(([a, b]) => `{"a":${a},"b":${b}}`),
        );
        expect(ofSet).toEqual(oneByOne);
      }),
      { numRuns: 150 },
    );
  });

  test("of one text, two texts and more, the same twice, or two of one property", () => {
    const text = fc.constantFrom("x", "y", "", "10", "1.0", "-0", "Infinity", "a longer text than sixteen bytes");
    const equal = fc
      .tuple(fc.constantFrom("$.a", "$.b", "$.c.a", "$.d[0]"), text)
      .map(([a, b]) => `${a} = ${quoted(b)}`);
    const patterns = fc.array(fc.array(equal, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 40 });
    const value = fc.oneof(text.map(quoted), fc.constantFrom("10", "1.0", "1e0", "-0", "1e400", "null", '"\\u0078"'));
    const values = fc.array(fc.tuple(value, value, value, value), { maxLength: 8 });
    fc.assert(
      fc.property(patterns, values, (equalities, events) => {
        const { ofSet, oneByOne } = both(
          equalities.map((parts) => `{ ${parts.join(" && ")} }`),
          events.map(([a, b, c, d]) => `{"a":${a},"b":${b},"c":{"a":${c}},"d":[${d}]}`),
        );
        expect(ofSet).toEqual(oneByOne);
      }),
      { numRuns: 150 },
    );
  });

  test("and the places are in order, however many match", () => {
    for (const count of [1, 5, 12, 13, 14, 64, 65, 300]) {
      // Found by value, by piece, by number and by nothing, so never in order.
      const forms = [
        '{ $.a = "xyz" }',
        '{ $.a = "*xy*" }',
        "{ $.n > 0 }",
        "{ $.z NOT EXISTS }",
        "xyz",
        '{ $.b = "no" }',
      ];
      const patterns = Array.from({ length: count }, (_, index) => forms[(index * 7 + (index >> 3)) % forms.length]!);
      const events = ['{"a":"xyz","n":1}', '{"a":"xyz","n":1e0}', '{"a":"xy","n":-1,"z":1}', "xyz", "{}"];
      const { ofSet, oneByOne } = both(patterns, events);
      expect(ofSet).toEqual(oneByOne);
    }
  });
});

/** What is thrown for a set that is refused. */
function refusalOf(make: () => unknown): PatternError {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(PatternError);
    return error as PatternError;
  }
  throw new Error("the set was taken");
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
