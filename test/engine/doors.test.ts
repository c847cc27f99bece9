// Holds: every door gives the same answer: the facts', and the reference interpreter's on random patterns and events.

import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { compilePatternSet, PatternError, scanLines } from "../../src/index.ts";
import { plainTest } from "../../src/match/matching.ts";
import { requirePattern } from "../../src/pattern/validate.ts";
import { readFacts } from "../conformance/facts.ts";
import { anyTrial, fieldTrial, jsonTrial, regexTrial, type Trial, termTrial } from "../match/arbitrary.ts";
import { readPattern } from "../reference/interpret.ts";
import { differences, doorsOf, scanned } from "./doors.ts";

describe("the known facts hold through every door", () => {
  test.each(readFacts().map(({ pattern, facts }) => [pattern, facts] as const))("%s", (pattern, facts) => {
    const events = facts.map(({ event }) => event);
    const expected = facts.map(({ matches }) => matches);
    expect(differences(pattern, events, expected)).toEqual([]);
  });

  test("and the engine answers most of them itself", () => {
    const answers = readFacts().flatMap(({ pattern, facts }) => {
      const doors = doorsOf(
        pattern,
        facts.map(({ event }) => event),
      );
      return doors["engine, text"]!;
    });
    const odd = answers.filter((answer) => answer === undefined);
    expect(odd.length / answers.length).toBeLessThan(0.15);
  });
});

describe("the known facts hold in one set of all their patterns", () => {
  const all = readFacts();
  const patterns = all.map(({ pattern }) => pattern);
  const set = compilePatternSet(patterns);
  const plain = patterns.map((pattern) => plainTest(requirePattern(pattern, {})));
  const events = [...new Set(all.flatMap(({ facts }) => facts.map(({ event }) => event)))];

  test("as texts and as bytes", () => {
    for (const event of events) {
      const expected = plain.flatMap((matches, index) => (matches(event) ? [index] : []));
      expect({ event, found: set.match(event) }).toEqual({ event, found: expected });
      if (/\p{Surrogate}/u.test(event)) continue;
      expect({ event, found: set.match(new TextEncoder().encode(event)) }).toEqual({ event, found: expected });
    }
  });

  test.each(all.map(({ pattern, facts }, index) => [pattern, facts, index] as const))("%s", (_, facts, index) => {
    const own = facts.map(({ event }) => event);
    const expected = facts.map(({ matches }) => matches);
    const found = scanned(own, (bytes, visit) =>
      scanLines(set, bytes, (start, end, matching) => matching.includes(index) && visit(start, end)),
    );
    expect(own.map((event) => set.match(event).includes(index))).toEqual(expected);
    expect(found.map((answer, place) => answer ?? expected[place])).toEqual(expected);
  });
});

describe("every door agrees with the reference interpreter", () => {
  const agrees = ({ pattern, event }: Trial, others: readonly string[]): void => {
    const reference = readPattern(pattern);
    if (reference === undefined) return;
    const events = [event, ...others];
    try {
      expect(
        differences(
          pattern,
          events,
          events.map((one) => reference(one) !== undefined),
        ),
      ).toEqual([]);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
    }
  };
  const kinds = { terms: termTrial, regex: regexTrial, json: jsonTrial, fields: fieldTrial, any: anyTrial };
  test.each(Object.entries(kinds))("on random patterns: %s", (_, trial) => {
    const others = fc.array(
      fc.oneof(trial, anyTrial).map(({ event }) => event),
      { maxLength: 4 },
    );
    fc.assert(fc.property(trial, others, agrees), { numRuns: 400 });
  });

  test("on JSON written in every way, and broken in every way", () => {
    fc.assert(fc.property(jsonTrial, fc.array(wounded, { maxLength: 8 }), agrees), { numRuns: 400 });
  });
});

/** JSON with escapes, white space, repeated names and odd numbers, cut or with a character too many. */
const wounded: fc.Arbitrary<string> = (() => {
  const blank = fc.constantFrom("", "", "", " ", "\t", "  ");
  const escaped = (text: string): fc.Arbitrary<string> =>
    fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }).map((flags) => {
      const units = [...Array(text.length).keys()].map((i) =>
        flags[i] === true && i % 3 === 0 ? `\\u${text.charCodeAt(i).toString(16).padStart(4, "0")}` : text.charAt(i),
      );
      return `"${units.join("").replaceAll("/", "\\/")}"`;
    });
  const name = fc.constantFrom("a", "b", "ab", "c", "a b", "", "é").chain(escaped);
  const scalar = fc.oneof(
    fc.constantFrom(
      "1",
      "1.0",
      "1e0",
      "10",
      "-0",
      "1e400",
      "12345678901234567890",
      "0.1",
      "true",
      "false",
      "null",
      "01",
      "1.",
    ),
    fc.constantFrom("a", "b", "ab", "a/b", "1", "1.0", "é", "😀").chain(escaped),
  );
  const { value } = fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
    value: fc.oneof({ depthSize: "small", withCrossShrink: true }, scalar, tie("object"), tie("array")),
    object: fc
      .tuple(blank, fc.array(fc.tuple(name, blank, tie("value"), blank), { maxLength: 4 }))
      .map(([b, members]) => `{${b}${members.map(([n, c, v, d]) => `${n}${c}:${d}${v}${d}`).join(`,${b}`)}}`),
    array: fc
      .tuple(blank, fc.array(tie("value"), { maxLength: 3 }))
      .map(([b, elements]) => `[${b}${elements.join(`${b},`)}${b}]`),
  }));
  const cuts = fc.tuple(
    fc.nat(200),
    fc.constantFrom("", "cut", '"', "\\", "}", "]", ",", ":", "\u0000", "\u007f", "x", "\ufeff"),
  );
  return fc.tuple(value, fc.option(cuts, { freq: 2 })).map(([text, wound]) => {
    if (wound === null) return text;
    const at = wound[0] % (text.length + 1);
    return wound[1] === "cut" ? text.slice(0, at) : text.slice(0, at) + wound[1] + text.slice(at);
  });
})();

describe("without WebAssembly", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  class Forbidden {
    constructor() {
      throw new Error("forbidden");
    }
  }

  test.each<[string, object | undefined]>([
    ["there is none", undefined],
    ["it has no SIMD", { validate: (): boolean => false }],
    ["it is forbidden", { validate: (): boolean => true, Module: Forbidden }],
  ])("the answers are the same: %s", async (_, platform) => {
    vi.resetModules();
    vi.stubGlobal("WebAssembly", platform);
    const { newEngine } = await import("../../src/engine/engine.ts");
    expect(newEngine()).toBeUndefined();
    const face = await import("../../src/index.ts");
    const all = readFacts();
    const large = face.compilePatternSet(all.map(({ pattern }) => pattern));
    for (const [index, { pattern, facts }] of all.entries()) {
      const set = face.compilePatternSet([pattern]);
      const matcher = face.compilePattern(pattern);
      for (const { event, matches } of facts) {
        const answers = [matcher.test(event), set.match(event).length === 1, large.match(event).includes(index)];
        if (!/\p{Surrogate}/u.test(event)) {
          const bytes = new TextEncoder().encode(event);
          answers.push(matcher.test(bytes), set.match(bytes).length === 1, large.match(bytes).includes(index));
        }
        if (event !== "" && !/[\r\n\p{Surrogate}]/u.test(event)) {
          const line = new TextEncoder().encode(`${event}\n`);
          answers.push(face.scanLines(matcher, line) === 1, face.scanLines(set, line) === 1);
        }
        expect({ pattern, event, answers }).toEqual({ pattern, event, answers: answers.map(() => matches) });
      }
    }
  });
});
