// Holds: which patterns the service accepts, and the words in which it refuses the others.

import { describe, expect, test } from "vitest";
import { compilePattern, PatternError, validatePattern } from "../../src/index.ts";
import { readPattern } from "../reference/interpret.ts";
import { casesFolder, type Refusal, readCases, readVerdicts } from "./facts.ts";

const { accepted, refused, unknown } = readVerdicts();

const errorsOf = (pattern: string): readonly unknown[] =>
  validatePattern(pattern).filter((finding) => finding.severity === "error");

/** The error a pattern is refused with; undefined if it is accepted. */
function refusal({ pattern, context }: Pick<Refusal, "pattern" | "context">): PatternError | undefined {
  try {
    compilePattern(pattern, context === undefined ? {} : { context });
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(PatternError);
    return error as PatternError;
  }
}

describe.each(Object.entries(accepted))("patterns the service accepts (%s)", (_, patterns) => {
  test.each(patterns)("%s", (pattern) => {
    expect(errorsOf(pattern)).toEqual([]);
    expect(() => compilePattern(pattern)).not.toThrow();
  });
});

describe("patterns the service refuses, in its words where they are known", () => {
  test.each(refused.map((row) => [row.pattern, row] as const))("%s", (pattern, row) => {
    expect(errorsOf(pattern)).not.toEqual([]);
    const error = refusal(row);
    expect(error).toBeDefined();
    expect(error!.diagnostics.some((finding) => finding.severity === "error")).toBe(true);
    if (row.error !== undefined) expect(error!.serviceMessage).toBe(row.error);
  });
});

describe("patterns nobody has told of get one verdict, the same as the reference interpreter's", () => {
  test.each(unknown)("%s", (pattern) => {
    expect(errorsOf(pattern).length === 0).toBe(readPattern(pattern) !== undefined);
  });
});

describe.skipIf(casesFolder() === undefined)("further verdicts (skipped without a folder TOCSIN_CASES)", () => {
  test("patterns.jsonl holds, row by row", () => {
    const rows = readCases<{ readonly pattern: string; readonly valid: boolean | null }>("patterns.jsonl");
    const told = rows.filter((row) => row.valid !== null);
    expect(told.filter(({ pattern, valid }) => (refusal({ pattern }) === undefined) !== valid)).toEqual([]);
  });
});
