// The benchmarks' own arithmetic: data that repeats, counts before times, verdicts, the page.

import { describe, expect, test } from "vitest";
import { accessLines } from "../../bench/data/access.ts";
import { flowLines } from "../../bench/data/flow.ts";
import { countLines, fill, head, textsOf } from "../../bench/data/lines.ts";
import { sizedLines } from "../../bench/data/sized.ts";
import { systemLines } from "../../bench/data/system.ts";
import { trailLines } from "../../bench/data/trail.ts";
import type { Case, Contender } from "../../bench/engine/contender.ts";
import { performancePage } from "../../bench/engine/page.ts";
import { QUESTIONS, type Trail } from "../../bench/engine/question.ts";
import { measureCase } from "../../bench/engine/rounds.ts";
import { KINDS, rulesOf } from "../../bench/engine/rule.ts";
import { compare } from "../../bench/engine/verdict.ts";
import { Random } from "../../examples/random.ts";
import { compilePattern } from "../../src/index.ts";

const trail = trailLines(new Random(1), 2000);
const events = trail.map((line) => JSON.parse(line) as Trail);

describe("the made data", () => {
  test.each([trailLines, accessLines, systemLines, flowLines])("is the same for the same seed", (lines) => {
    expect(lines(new Random(5), 50)).toEqual(lines(new Random(5), 50));
    expect(lines(new Random(5), 50)).not.toEqual(lines(new Random(6), 50));
  });

  test("holds matches of every question, and no question matches everything", () => {
    for (const { id, closure } of QUESTIONS) {
      const found = events.filter(closure).length;
      expect(found, id).toBeGreaterThan(0);
      expect(found, id).toBeLessThan(events.length);
    }
  });

  test("has the sizes that are asked for", () => {
    for (const size of [200, 4000, 256_000]) {
      const [line] = sizedLines(new Random(1), size, 1);
      expect(Math.abs(line!.length - size)).toBeLessThan(200);
      expect(() => JSON.parse(line!)).not.toThrow();
    }
  });

  test("is cut between lines only", () => {
    const bytes = fill(["one", "two", "three"], 40);
    expect(textsOf(bytes)).toEqual(["one", "two", "three", "one", "two", "three", "one", "two"]);
    expect(textsOf(head(bytes, 9))).toEqual(["one", "two"]);
    expect(textsOf(head(bytes, 1))).toEqual(["one"]);
    expect(countLines(bytes)).toBe(8);
  });

  test("is asked the same by a rule's pattern and by its closure", () => {
    for (const kind of KINDS) {
      for (const { pattern, closure } of rulesOf(kind, new Random(3), events, 20)) {
        const matcher = compilePattern(pattern);
        expect(trail.filter((line) => matcher.test(line)).length, pattern).toBe(events.filter(closure).length);
      }
    }
  });
});

describe("a case", () => {
  const contender = (name: string, count: number): Contender => ({ name, prepare: () => ({ run: () => count }) });
  const caseOf = (...contenders: Case["contenders"]): Case => ({
    ...{ group: "json", id: "x", what: "x", bytes: fill(["{}"], 300), contenders },
  });
  const pace = { rounds: 2, turn: 0.01, longest: 50 };

  test("is timed for those alone who count as the base does", async () => {
    const { outcomes } = await measureCase(
      caseOf(contender("base", 3), contender("same", 3), contender("other", 4)),
      pace,
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(["measured", "measured", "disagrees"]);
    expect(outcomes[2]).toMatchObject({ count: 4, expected: 3 });
  });

  test("goes on without those who are missing or fail, and says why", async () => {
    const failing = { name: "failing", prepare: () => Promise.reject(new Error("no such program")) };
    const { outcomes } = await measureCase(
      caseOf(contender("base", 1), failing, { name: "away", reason: "not there" }),
      pace,
    );
    expect(outcomes.slice(1)).toMatchObject([{ reason: "no such program" }, { reason: "not there" }]);
  });

  test("drops the first round", async () => {
    const { outcomes } = await measureCase(caseOf(contender("base", 1)), pace);
    expect(outcomes[0]).toMatchObject({ runs: [expect.any(Number), expect.any(Number)] });
  });
});

describe("a comparison of two builds", () => {
  const times = (middle: number, spread: number): number[] =>
    Array.from({ length: 21 }, (_, index) => middle * (1 + (spread * (((index * 8) % 21) - 10)) / 10));

  test("calls the same times noise", () => {
    expect(compare(times(10, 0.1), times(10, 0.1).reverse()).verdict).toBe("noise");
  });

  test("calls what nobody would act upon noise, however sure it is", () => {
    expect(compare(times(10, 0.001), times(10.1, 0.001)).verdict).toBe("noise");
  });

  test("sees a tenth more or less through a spread of a twentieth", () => {
    expect(compare(times(10, 0.05), times(11.5, 0.05))).toMatchObject({ verdict: "regression" });
    expect(compare(times(11.5, 0.05), times(10, 0.05))).toMatchObject({ verdict: "improvement" });
  });
});

test("the page keeps what is written around its markers", () => {
  const results = { machine: [["Node", "24"]] as const, isQuick: false, rounds: 7, cases: [], memory: [] };
  const page = performancePage("before\n<!-- machine -->\nold\n<!-- end -->\nafter", results);
  expect(page).toContain("before\n<!-- machine -->");
  expect(page).toContain("| Node | 24 |");
  expect(page).toContain("<!-- end -->\nafter");
  expect(page).not.toContain("old");
  expect(performancePage(page, results)).toBe(page);
});
