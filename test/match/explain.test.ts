// Explanations agree with the matcher, and point at what they speak of.

import { test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { compilePattern, validatePattern } from "../../src/index.ts";
import type { Clause, Explanation, Seen } from "../../src/match/explanation.ts";
import { compileRegexSpan } from "../../src/match/regex-span.ts";
import { parseRegex } from "../../src/pattern/regex.ts";
import { interpret } from "../reference/interpret.ts";
import { readRegexEnds } from "../reference/regex.ts";
import { fieldTrial, jsonTrial, regexTrial, type Trial, termTrial } from "./arbitrary.ts";

const explain = (pattern: string, event: string): Explanation => compilePattern(pattern).explain(event);

const isValid = (pattern: string): boolean => validatePattern(pattern).every(({ severity }) => severity !== "error");

function allOf(clauses: readonly Clause[]): readonly Clause[] {
  return clauses.flatMap((clause) => [clause, ...allOf(clause.operands)]);
}

/** Each clause on a line: its text, a mark for its outcome, what it saw. */
function drawn(pattern: string, event: string): readonly string[] {
  const draw = (clause: Clause, depth: number): readonly string[] => {
    const mark = { holds: "+", fails: "-", ignored: "~" }[clause.outcome];
    const seen = clause.seen.map(({ value, holds }) => ` <${value}>${holds ? "" : "!"}`).join("");
    const text = clause.kind === "and" || clause.kind === "or" ? clause.kind : slice(pattern, clause.span);
    const line = `${" ".repeat(depth)}${mark} ${text}${seen}`;
    return [line, ...clause.operands.flatMap((operand) => draw(operand, depth + 1))];
  };
  return explain(pattern, event).clauses.flatMap((clause) => draw(clause, 0));
}

const slice = (text: string, { start, end }: { start: number; end: number }): string => text.slice(start, end);

/** The note of the only clause. */
const noteOf = (pattern: string, event: string): string | undefined => explain(pattern, event).clauses[0]!.note;

describe("an explanation of any event by any pattern", () => {
  const laws = (trial: Trial): void => {
    const { pattern, event } = trial;
    if (!isValid(pattern)) return;
    const matcher = compilePattern(pattern);
    const explanation = matcher.explain(event);
    expect(explanation.matches).toBe(matcher.test(event));
    expect(explanation.matches).toBe(interpret(pattern, event).matches);
    expect(explanation.extractedValues).toEqual(matcher.match(event)?.extractedValues ?? {});
    expect(explanation.matches).toBe(explanation.clauses.every(({ outcome }) => outcome !== "fails"));
    for (const clause of allOf(explanation.clauses)) {
      expect(clause.outcome).toBe(outcomeByOperands(clause));
      expectInside(clause.span, pattern);
      for (const operand of clause.operands) expectWithin(operand.span, clause.span);
      for (const seen of clause.seen) expectSeen(seen, event);
    }
    expect(matcher.explain(new TextEncoder().encode(event)).matches).toBe(
      matcher.test(new TextEncoder().encode(event)),
    );
  };

  for (const [name, trial] of [
    ["terms", termTrial],
    ["regular expressions", regexTrial],
    ["JSON", jsonTrial],
    ["fields", fieldTrial],
  ] as const) {
    property.prop([trial], { numRuns: 1500 })(`agrees with the matcher and points at what it saw: ${name}`, laws);
  }

  function outcomeByOperands({ kind, outcome, operands, seen }: Clause): Clause["outcome"] {
    if (kind === "and") return operands.every((operand) => operand.outcome === "holds") ? "holds" : "fails";
    if (kind === "or") return operands.some((operand) => operand.outcome === "holds") ? "holds" : "fails";
    if (kind === "field")
      return seen.length === 1 && operands.every((operand) => operand.outcome === "holds") ? "holds" : "fails";
    return outcome;
  }

  function expectInside({ start, end }: { start: number; end: number }, text: string): void {
    expect(0 <= start && start <= end && end <= text.length).toBe(true);
  }

  function expectWithin(inner: { start: number; end: number }, outer: { start: number; end: number }): void {
    expect(outer.start <= inner.start && inner.end <= outer.end).toBe(true);
  }

  /** What stands in the event at a span is the value: as it is, in quotes or brackets, or as JSON. */
  function expectSeen({ span, value, found }: Seen, event: string): void {
    expectInside(span, event);
    const raw = slice(event, span);
    if (raw !== value && raw.slice(1, -1) !== value) {
      const parsed: unknown = JSON.parse(raw);
      if (typeof parsed === "string") expect(parsed).toBe(value);
      else expect(Number(value) === parsed).toBe(true);
    }
    if (found !== undefined) {
      expectWithin(found, span);
      expect(value).toContain(slice(event, found));
    }
  }
});

describe("clauses", () => {
  test("of terms: each with its occurrences, excluded ones turned round", () => {
    expect(drawn('ERROR "disk full" -timeout', "ERROR disk full, ERROR")).toEqual([
      "+ ERROR <ERROR> <ERROR>",
      '+ "disk full" <disk full>',
      "+ -timeout",
    ]);
    expect(drawn("ERROR -timeout", "timeout ERRORS timeout")).toEqual([
      "+ ERROR <ERROR>",
      "- -timeout <timeout>! <timeout>!",
    ]);
    expect(explain("b", "aXb b").clauses[0]!.seen.map(({ span }) => span)).toEqual([
      { start: 2, end: 3 },
      { start: 4, end: 5 },
    ]);
  });

  test("of ? terms: any of them, or ignored beside others", () => {
    expect(drawn("?WARN ?ERROR", "an ERROR")).toEqual(["+ or", " - ?WARN", " + ?ERROR <ERROR>"]);
    expect(drawn("?WARN", "x")).toEqual(["- ?WARN"]);
    expect(drawn("?WARN ERROR", "WARN")).toEqual(["~ ?WARN", "- ERROR"]);
    expect(noteOf("?WARN ERROR", "WARN")).toMatch(/ignores a \? term/);
    expect(explain(" ?WARN ?ERROR ", "x").clauses[0]!.span).toEqual({ start: 1, end: 13 });
  });

  test.each<[pattern: string, event: string, kinds: readonly Clause["kind"][]]>([
    ["a -b", "x", ["term", "term"]],
    ["?a b", "x", ["term", "term"]],
    ["?a ?b", "x", ["or", "term", "term"]],
    ["%a%", "x", ["regex"]],
    ["{ $.a = 1 && ($.b IS NULL || $.c NOT EXISTS) }", "{}", ["and", "comparison", "or", "state", "state"]],
    ["[a, b = 1 && b = 2]", "x y", ["field", "field", "and", "comparison", "comparison"]],
  ])("are of a kind: %s", (pattern, event, kinds) => {
    expect(allOf(explain(pattern, event).clauses).map(({ kind }) => kind)).toEqual(kinds);
  });

  test("have a note only where there is one", () => {
    expect(explain("b", "abc").clauses[0]).toStrictEqual({
      kind: "term",
      span: { start: 0, end: 1 },
      outcome: "holds",
      seen: [{ span: { start: 1, end: 2 }, value: "b", holds: true }],
      operands: [],
    });
    expect(Object.keys(explain("{ $.a = 1 }", '{"a":1}'))).not.toContain("note");
    expect(Object.keys(explain("[a, b]", "x y"))).not.toContain("note");
  });

  test("of nothing: a pattern that asks nothing has none", () => {
    expect(explain("", "x")).toEqual({ matches: true, clauses: [], extractedValues: {} });
    expect(explain("[]", "a b")).toEqual({ matches: true, clauses: [], extractedValues: { $1: "a", $2: "b" } });
  });

  test("of a regular expression: the leftmost and longest part it found", () => {
    expect(drawn("%o+%", "a foo oooo")).toEqual(["+ %o+% <oo>"]);
    expect(explain("%o+%", "a foo oooo").clauses[0]!.seen[0]!.found).toEqual({ start: 3, end: 5 });
    expect(drawn("%z%", "a")).toEqual(["- %z%"]);
  });

  test("of JSON: an and / or with the value of each", () => {
    expect(drawn('{ $.a = "x" && ($.b > 1 || $.c NOT EXISTS) }', '{"a":"x","b":1,"c":null}')).toEqual([
      "- and",
      ' + $.a = "x" <x>',
      " - or",
      "  - $.b > 1 <1>!",
      "  - $.c NOT EXISTS <null>!",
    ]);
  });

  test("of JSON: every part is tried, and a missing value is told by seeing nothing", () => {
    expect(drawn("{ $.a = 1 || $.b = 1 }", '{"a":1}')).toEqual(["+ or", " + $.a = 1 <1>", " - $.b = 1"]);
  });

  test("of a wildcard: every selected value, each for or against", () => {
    expect(drawn("{ $.a[*].n = 2 }", '{"a":[{"n":1},{},{"n":2}]}')).toEqual(["+ $.a[*].n = 2 <1>! <2>"]);
    expect(drawn("{ $.a[*] != 2 }", '{"a":[1,2,null]}')).toEqual(["- $.a[*] != 2 <1> <2>! <null>"]);
    expect(drawn("{ $.a[*] NOT EXISTS }", '{"a":[1]}')).toEqual(["- $.a[*] NOT EXISTS <1>!"]);
    expect(drawn("{ $.a.* > 1 }", '{"a":{"x":1,"y":2}}')).toEqual(["+ $.a.* > 1 <1>! <2>"]);
  });

  test("of a wildcard: nothing where it has nothing to stand in, or that has no members", () => {
    for (const event of ["{}", '{"a":2}', '{"a":null}', '{"a":[]}', '{"a":{}}']) {
      expect(drawn("{ $.a[*] = 2 }", event), event).toEqual(["- $.a[*] = 2"]);
    }
  });

  test("of a wildcard: in the order of the event, whichever of two members of one name counts", () => {
    expect(drawn("{ $.a.* = 3 }", '{"a":{"x":1,"y":2,"x":3}}')).toEqual(["+ $.a.* = 3 <2>! <3>"]);
  });

  test("of JSON: a value that no comparison takes speaks against all of them, != too", () => {
    expect(drawn("{ $.a = 1 || $.a != 1 }", '{"a":true}')).toEqual([
      "- or",
      " - $.a = 1 <true>!",
      " - $.a != 1 <true>!",
    ]);
    expect(drawn("{ $.a IS NULL || $.a IS TRUE }", '{"a":[null]}')).toEqual([
      "+ or",
      " + $.a IS NULL <[null]>",
      " - $.a IS TRUE <[null]>!",
    ]);
  });

  test("of JSON: an event that is no JSON object has nothing to see", () => {
    expect(drawn("{ $.a = 1 && $.b NOT EXISTS }", "[1]")).toEqual(["- and", " - $.a = 1", " - $.b NOT EXISTS"]);
  });

  test("of a wildcard: at most a hundred values, the deciding ones among them", () => {
    const many = JSON.stringify({ a: [...Array(500).keys()] });
    const { seen } = explain("{ $.a[*] = 444 }", many).clauses[0]!;
    expect(seen.length).toBe(100);
    expect(seen.filter(({ holds }) => holds).map(({ value }) => value)).toEqual(["444"]);
    expect(seen.map(({ span }) => span.start)).toEqual(seen.map(({ span }) => span.start).sort((a, b) => a - b));
    expect(explain("x", "x".repeat(500)).clauses[0]!.seen.length).toBe(100);
    expect(explain("{ $.a[*] != 444 }", JSON.stringify({ a: Array(500).fill(1) })).clauses[0]!.seen.length).toBe(100);
  });

  test("of a wildcard: each value once, those that decide and then the first of the others", () => {
    const values = (pattern: string, numbers: readonly number[]): readonly string[] =>
      explain(pattern, JSON.stringify({ a: numbers })).clauses[0]!.seen.map(({ value }) => value);
    const numbers = [...Array(500).keys()];
    expect(values("{ $.a[*] = 5 }", numbers)).toEqual(numbers.slice(0, 100).map(String));
    expect(values("{ $.a[*] >= 450 }", numbers)).toEqual(
      numbers.filter((value) => value < 50 || value >= 450).map(String),
    );
    expect(values("{ $.a[*] >= 0 }", numbers.slice(0, 100))).toEqual(numbers.slice(0, 100).map(String));
  });

  test("of fields: each field with its value, its condition below", () => {
    expect(drawn("[ip, status >= 400 && status < 500, ..., bytes]", '1.2.3.4 404 a "b c" 12')).toEqual([
      "+ ip <1.2.3.4>",
      "+ status >= 400 && status < 500 <404>",
      " + and",
      "  + status >= 400 <404>",
      "  + status < 500 <404>",
      "+ bytes <12>",
    ]);
    expect(explain("[a, b]", "x y z").extractedValues).toEqual({ $a: "x", $b: "y z" });
  });

  test("of fields: those that the event lacks fail, and a note counts them", () => {
    expect(drawn("[a = 1, b, c = 3]", "1")).toEqual(["+ a = 1 <1>", " + a = 1 <1>", "- b", "- c = 3", " - c = 3"]);
    expect(explain("[a = 1, b, c = 3]", "1").note).toBe("the event has 1 field, the pattern needs 3");
    expect(explain("[a, b, c]", "1 2").note).toBe("the event has 2 fields, the pattern needs 3");
    expect(explain("[a, ..., b]", "").note).toBe("the event has 0 fields, the pattern needs 2");
  });

  test("of fields: each where it stands, up to the end of the event", () => {
    const spans = (pattern: string, event: string): readonly string[] =>
      explain(pattern, event).clauses.map(({ seen: [seen] }) => `${seen!.span.start}-${seen!.span.end}`);
    expect(spans("[a]", "x")).toEqual(["0-1"]);
    expect(spans("[a, b]", 'x "y z"')).toEqual(["0-1", "2-7"]);
    expect(spans("[a, b]", "x y z ")).toEqual(["0-1", "2-6"]);
    expect(spans("[a, ..., b]", "x y [z]")).toEqual(["0-1", "4-7"]);
  });

  test("of fields: a quoted field is seen without its quotes, and stands in the event with them", () => {
    const seen = explain("[a, b = %b+%]", 'x "abba"').clauses[1]!.operands[0]!.seen[0]!;
    expect(seen).toEqual({ span: { start: 2, end: 8 }, value: "abba", holds: true, found: { start: 4, end: 6 } });
  });
});

describe("values are told as they are compared", () => {
  test("strings without their escapes, with the place of the whole", () => {
    const event = '{"a": "x\\ny"}';
    const seen = explain("{ $.a = * }", event).clauses[0]!.seen[0]!;
    expect(seen.value).toBe("x\ny");
    expect(slice(event, seen.span)).toBe('"x\\ny"');
  });

  test("what a regular expression found has a place where the event has it letter by letter", () => {
    const found = (event: string) => explain("{ $.a = %y+% }", event).clauses[0]!.seen[0]!.found;
    expect(found('{"a": "xyyz"}')).toEqual({ start: 8, end: 10 });
    expect(found('{"a": "\\u0078yyz"}')).toBeUndefined();
    expect(explain("{ $.a = %3% }", '{"a": 234}').clauses[0]!.seen[0]!.found).toEqual({ start: 7, end: 8 });
    expect(explain("{ $.a = %0% }", '{"a": 1e3}').clauses[0]!.seen[0]!.found).toBeUndefined();
    expect(explain("{ $.a = %true% }", '{"a": true}').clauses[0]!.seen[0]!.found).toBeUndefined();
  });

  test("numbers as the service writes them, objects as they stand", () => {
    expect(drawn("{ $.a = 1000 || $.b = 1 }", '{"a":1e3,"b":{"c": [1]}}')).toEqual([
      "+ or",
      " + $.a = 1000 <1000.0>",
      ' - $.b = 1 <{"c": [1]}>!',
    ]);
  });
});

describe("a note says why, where the value does not", () => {
  test.each([
    ["ERROR", "an Error", /another case/],
    ['{ $.a != "x" }', "{}", /strings and numbers only, not for what is missing/],
    ["{ $.a IS NULL }", "{}", /only NOT EXISTS finds what is missing/],
    ["{ $.a NOT EXISTS }", '{"a":null}', /a null is there/],
    ["{ $.a = true }", '{"a":true}', /IS TRUE/],
    ["{ $.a != 1 }", '{"a":[2]}', /!= too; \[\*\] reaches/],
    ["{ $.a IS TRUE }", '{"a":"true"}', /this is a string/],
    ["{ $.a IS NULL }", '{"a":[null]}', /in an array too/],
    ["{ $.a = 1 }", '{"a":"1.0"}', /letter by letter with 1/],
    ["{ $.a > 0 }", '{"a":"1"}', /a string never satisfies >/],
    ['{ $.a = "1000" }', '{"a":1e3}', /as the text 1000\.0/],
    ["{ $.a > 1 }", '{"a":1e309}', /beyond a double/],
    ['{ $.a = "x" }', '{"a":"X"}', /another case/],
    ['{ $.a = "x*" }', '{"a":"Xy"}', /another case/],
    ['{ $.a = "*111" }', '{"a":"111.111"}', /no later place is tried/],
    ['{ $.a = "*11" }', '{"a":"111"}', /no later place is tried/],
    ['{ $.a = "a*ba" }', '{"a":"aba ba"}', /no later place is tried/],
    ['{ $.a != "*111" }', '{"a":"111.111"}', /counts as different/],
    ["{ $.a[*] != 1 }", "{}", /what the wildcard stands in is missing/],
  ])("%s over %s", (pattern, event, note) => {
    expect(noteOf(pattern, event)).toMatch(note);
  });

  test.each([
    ["{ $.a = 1 }", '{"a":1}'],
    ["{ $.a = 1 }", "{}"],
    ["{ $.a = 1 }", '{"a":2}'],
    ["{ $.a NOT EXISTS }", "{}"],
    ["{ $.a NOT EXISTS }", '{"a":1}'],
    ['{ $.a = "x*" }', '{"a":"y"}'],
    ['{ $.a = "*ab" }', '{"a":"xyz"}'],
    ['{ $.a = "*ab" }', '{"a":"abc"}'],
    // The two pieces would have to share a letter.
    ['{ $.a = "ab*ba" }', '{"a":"aba"}'],
    ["ERROR", "an ERROR"],
    ["-error", "an ERROR"],
    ["-error", "an error"],
    ["ERROR", "fine"],
    ["{ $.a IS NULL }", '{"a":null}'],
    ["{ $.a IS NULL }", '{"a":[1]}'],
    ["{ $.a IS NULL }", '{"a":1}'],
    ["{ $.a IS TRUE }", '{"a":[true]}'],
    ["{ $.a IS TRUE }", '{"a":true}'],
    ["{ $.a IS TRUE }", '{"a":"yes"}'],
    ["{ $.a IS TRUE }", '{"a":1}'],
    ["{ $.a IS TRUE }", "{}"],
    ["{ $.a[*] != 1 }", '{"a":[1]}'],
    ["{ $.a[*] = 1 }", "{}"],
    ["{ $.a[*] = 1 }", '{"a":["1.0"]}'],
    ["{ $.a > 1 }", '{"a":1e2}'],
    ["{ $.a > 1 }", '{"a":1.5}'],
    ["{ $.a > 1 }", `{"a":1${"0".repeat(400)}}`],
    ["{ $.a != 1 }", '{"a":"one"}'],
    ["{ $.a != 1 }", '{"a":"1"}'],
    ["{ $.a = 1 }", '{"a":"2"}'],
    ['{ $.a = "x" }', '{"a":"x"}'],
    ['{ $.a = "x" }', '{"a":"y"}'],
    ['{ $.a = "x" }', '{"a":1.5}'.replace("1.5", "15")],
    ['{ $.a = "ab*b" }', '{"a":"ab"}'],
    ['{ $.a = "ab*b" }', '{"a":"xbb"}'],
    ['{ $.a = "a*b" }', '{"a":"ab"}'],
    ['{ $.a = "b*a" }', '{"a":"aba"}'],
    ['{ $.a = "a*c*b" }', '{"a":"a1b"}'],
  ])("and nothing where it does: %s over %s", (pattern, event) => {
    expect(noteOf(pattern, event)).toBeUndefined();
  });

  test("of a field: no number, letter case", () => {
    const note = (pattern: string, event: string) => explain(pattern, event).clauses[0]!.operands[0]!.note;
    expect(note("[a != 1]", "one")).toBe("the field is not a number");
    expect(note("[a = error]", "ERROR")).toMatch(/another case/);
    expect(note("[a = 1]", "2")).toBeUndefined();
  });

  test("in whole sentences", () => {
    const only = "only strings and numbers satisfy a comparison";
    expect(noteOf("{ $.a = 1 }", '{"a":true}')).toBe(`${only}; a boolean is found with IS TRUE`);
    expect(noteOf("{ $.a != 1 }", '{"a":false}')).toBe(`${only}, != too; a boolean is found with IS FALSE`);
    expect(noteOf("{ $.a = 1 }", '{"a":{}}')).toBe(only);
    expect(noteOf("{ $.a IS FALSE }", '{"a":"False"}')).toBe("this is a string; IS FALSE asks for the JSON false");
    expect(noteOf('{ $.a = "*11" }', '{"a":"1111"}')).toBe(
      "* ends where what follows it first occurs, and no later place is tried",
    );
    expect(noteOf('{ $.a = "*ab*ab" }', '{"a":"abab ab"}')).toBe(
      "* ends where what follows it first occurs, and no later place is tried",
    );
    expect(noteOf("{ $.a[*] != 1 }", '{"a":[]}')).toBeUndefined();
  });

  test.each([
    ["", /is empty/],
    [" \n", /is empty/],
    ["plain", /plain text/],
    [" plain", /plain text/],
    ['x {"a":1}', /stands before/],
    ['\ufeff{"a":1}', /stands before/],
    [' x {"a":1}', /stands before/],
    ['{"a":1} x', /follows the JSON object, at 8/],
    ['{"a":1}[2]', /follows the JSON object, at 7/],
    ["[1]", /an array/],
    [" [1]", /an array/],
    ['{"a":1', /ends before/],
    ['{"a":x}', /not valid JSON from 5 on/],
  ])("why an event is no JSON object: %j", (event, note) => {
    const explanation = explain("{ $.a NOT EXISTS }", event);
    expect(explanation.matches).toBe(false);
    expect(explanation.note).toMatch(note);
    expect(explanation.note).toContain("one JSON object");
  });
});

describe("where a regular expression is found", () => {
  const find = (source: string, text: string) => compileRegexSpan(parseRegex(source, 0).regex!)(text);

  property.prop([regexTrial], { numRuns: 2000 })(
    "it matches, begins nowhere sooner and ends nowhere later",
    ({ pattern, event }) => {
      if (!isValid(pattern)) return;
      const source = pattern.slice(1, -1);
      const endsOf = readRegexEnds(source);
      const chars = [...event];
      const first = [...chars.keys(), chars.length].find((at) => endsOf(chars, new Set([at])).size > 0);
      const last = first === undefined ? 0 : Math.max(...endsOf(chars, new Set([first])));
      const offset = (count: number): number => chars.slice(0, count).join("").length;
      const expected = first === undefined ? undefined : { start: offset(first), end: offset(last) };
      expect(find(source, event)).toEqual(expected);
    },
  );

  test("it is the same place when there are more states than are kept", () => {
    let seed = 1;
    const noise = Array.from({ length: 5000 }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % 2 === 0 ? "a" : "c";
    }).join("");
    const end = "accccccccccccc";
    const sources = ["a.{12}c", "a[ac]*c[ac]{12}b", "a[ac]*c[ac]{12}", "a[ac]*c[ac]{12}$", "a[ac]*c[ac]{12}b$"];
    // The longer alternative is looked for in vain; the one for the start of the text is none further on.
    for (const source of [...sources, "a|a[ac]*c[ac]{12}d", "a[ac]*c[ac]{12}b|^b"]) {
      for (const text of [noise, `${noise}-`, `-${noise}${end}b`, `${noise}${end}b-${end}b`, `b${noise}`]) {
        const theirs = new RegExp(source).exec(text);
        const expected = theirs === null ? undefined : { start: theirs.index, end: theirs.index + theirs[0].length };
        expect(find(source, text), `${source} ${text.slice(0, 1)} ${text.length}`).toEqual(expected);
      }
    }
  });

  test.each([
    ["a|ab", "xabx", [1, 3]],
    ["^a*", "baa", [0, 0]],
    ["a*$", "baa", [1, 3]],
    ["^$", "", [0, 0]],
    ["b.*c", "abxcxcx", [1, 6]],
    ["x{2,3}", "xxxxx", [0, 3]],
    ["c|bc|abc", "abc", [0, 3]],
    [".", "😀a", [0, 2]],
    ["a", "😀é漢a", [4, 5]],
    ["^..$", "\udc00\ud800", [0, 2]],
    ["a", "\uffffa😀", [1, 2]],
    // What begins with the text is not looked for further on.
    ["b|^bc", "abc", [1, 2]],
    ["^bc|b", "bc", [0, 2]],
  ] as const)("%s in %j", (source, text, [start, end]) => {
    expect(find(source, text)).toEqual({ start, end });
  });
});
