// Holds: what is known of filter patterns and events, asked of every way to match. No known fact had to be set aside.

import { describe, expect, test } from "vitest";
import { compilePattern, testMetricFilter } from "../../src/index.ts";
import { casesFolder, type Fact, type PatternFacts, readCases, readFacts } from "./facts.ts";

const patterns = readFacts();
const title = ({ pattern, mark, source }: PatternFacts): string => `[${mark}, ${source}] ${pattern}`;
const rows = patterns.map((row) => [title(row), row] as const);

/** Whether each event matches, by its text, so that a failure shows which. */
function outcomes(facts: readonly Fact[], matches: (fact: Fact) => boolean): Record<string, boolean> {
  return Object.fromEntries(facts.map((fact) => [fact.event, matches(fact)]));
}

const known = (fact: Fact): boolean => fact.matches;

test("the facts are all there", () => {
  expect(patterns.flatMap((row) => row.facts)).toHaveLength(1403);
});

describe("a compiled pattern matches texts as the service does", () => {
  test.each(rows)("%s", (_, { pattern, facts }) => {
    const matcher = compilePattern(pattern);
    expect(outcomes(facts, ({ event }) => matcher.test(event))).toEqual(outcomes(facts, known));
  });
});

describe("a compiled pattern matches bytes as the service does", () => {
  test.each(rows)("%s", (_, { pattern, facts }) => {
    const matcher = compilePattern(pattern);
    const bytes = (event: string): Uint8Array => new TextEncoder().encode(event);
    expect(outcomes(facts, ({ event }) => matcher.test(bytes(event)))).toEqual(outcomes(facts, known));
  });
});

describe("a match holds the values the service extracts", () => {
  test.each(rows)("%s", (_, { pattern, facts }) => {
    const matcher = compilePattern(pattern);
    for (const { event, matches, extracted } of facts) {
      const match = matcher.match(event);
      expect(match !== undefined).toBe(matches);
      if (extracted !== undefined)
        expect({ event, values: match?.extractedValues }).toEqual({ event, values: extracted });
    }
  });
});

describe("testMetricFilter answers as the service does, counting events from 1", () => {
  test.each(rows)("%s", (_, { pattern, facts }) => {
    const { matches } = testMetricFilter({
      filterPattern: pattern,
      logEventMessages: facts.map((fact) => fact.event),
    });
    const expected = facts.flatMap(({ event, matches: hit, extracted }, i) =>
      hit ? [{ eventNumber: i + 1, eventMessage: event, extractedValues: extracted ?? expect.any(Object) }] : [],
    );
    expect(matches).toEqual(expected);
  });
});

interface Case {
  readonly pattern: string;
  readonly event: string;
  readonly matches: boolean;
  readonly extracted?: Readonly<Record<string, string>>;
}

describe.skipIf(casesFolder() === undefined)("further facts (skipped without a folder TOCSIN_CASES)", () => {
  test("filter-patterns.jsonl holds, row by row", () => {
    const wrong = readCases<Case>("filter-patterns.jsonl").filter(({ pattern, event, matches, extracted }) => {
      const match = compilePattern(pattern).match(event);
      if ((match !== undefined) !== matches) return true;
      return matches && extracted !== undefined && !sameValues(match!.extractedValues, extracted);
    });
    expect(wrong).toEqual([]);
  });
});

function sameValues(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
