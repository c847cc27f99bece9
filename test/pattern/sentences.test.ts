// Every sentence the language says, as people read it: the files in sentences/ are the specification of the wording.
// `vitest run test/pattern/sentences.test.ts -u` writes them anew; read the difference before committing it.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EXAMPLES } from "../../docs/diagnostics-examples.ts";
import {
  applyFix,
  explainPattern,
  formatPattern,
  type PatternError,
  parsePattern,
  validatePattern,
} from "../../src/index.ts";
import { compilePattern } from "../../src/match/compile.ts";
import type { PatternContext } from "../../src/pattern/finding.ts";
import { ROWS as MISTAKES } from "./diagnostics-rows.ts";
import { TYPED } from "./typed.ts";
import { ROWS as WARNINGS } from "./warnings-rows.ts";

/** What validation says, one line for each part. */
function said(pattern: string): string {
  const lines = [JSON.stringify(pattern)];
  for (const { severity, code, span, message, expected, related = [], fixes = [] } of validatePattern(pattern)) {
    lines.push(`  ${severity} ${code} ${span.start}-${span.end}: ${message}`);
    if (expected !== undefined) lines.push(`    expected: ${expected.join(" | ")}`);
    for (const other of related) lines.push(`    at ${other.span.start}-${other.span.end}: ${other.message}`);
    for (const fix of fixes) lines.push(`    fix: ${fix.title} → ${JSON.stringify(applyFix(pattern, fix))}`);
  }
  for (const context of ["metric-filter", "subscription-filter", "query"] as const)
    lines.push(...answer(pattern, context));
  return lines.join("\n");
}

/** What the service answers, where it refuses. */
function answer(pattern: string, context: PatternContext): readonly string[] {
  try {
    compilePattern(pattern, { context });
    return [];
  } catch (error) {
    return [`  ${context}: ${(error as PatternError).serviceMessage}`];
  }
}

const unmarked = (
  rows: Readonly<Record<string, readonly (readonly [marked: string, ...rest: unknown[]])[]>>,
): readonly string[] => Object.values(rows).flatMap((list) => list.map(([marked]) => marked.replace(/[‹›]/g, "")));

interface PatternFile {
  readonly accepted: Readonly<Record<string, readonly string[]>>;
  readonly refused: readonly { readonly pattern: string }[];
}

const facts = JSON.parse(
  readFileSync(new URL("../conformance/patterns.json", import.meta.url), "utf8"),
) as unknown as PatternFile;
const known = [...Object.values(facts.accepted).flat(), ...facts.refused.map(({ pattern }) => pattern)];
const examples = Object.values(EXAMPLES).flatMap((example) =>
  example.kind === "pattern" ? [example.wrong, example.right] : [],
);

const PATTERNS = [...new Set([...unmarked(MISTAKES), ...unmarked(WARNINGS), ...examples, ...known])].filter(
  (pattern) => pattern.length < 200,
);

const LETTER = /[A-Za-z]/;

/** Between two letters there is nothing new to say. */
const isInWord = (text: string, at: number): boolean => at > 1 && LETTER.test(text[at]!) && LETTER.test(text[at - 2]!);

const listed = (patterns: readonly string[], say: (pattern: string) => string): string =>
  `${patterns.map(say).join("\n\n")}\n`;

describe("the wording", () => {
  test("of findings, of the service, of fixes", async () => {
    await expect(listed(PATTERNS, said)).toMatchFileSnapshot("sentences/findings.txt");
  });

  test("of what is said while a pattern is typed", async () => {
    const prefixes = TYPED.flatMap((pattern) =>
      [...pattern].flatMap((_, at) => (isInWord(pattern, at) ? [] : [pattern.slice(0, at)])),
    );
    await expect(listed([...new Set(prefixes)], said)).toMatchFileSnapshot("sentences/typed.txt");
  });

  test("of what is said when one sign is lost", async () => {
    const lost = TYPED.flatMap((pattern) =>
      [...pattern].flatMap((character, at) =>
        LETTER.test(character) ? [] : [pattern.slice(0, at) + pattern.slice(at + 1)],
      ),
    );
    await expect(listed([...new Set(lost)], said)).toMatchFileSnapshot("sentences/lost.txt");
  });

  test("of explanations, and the canonical form", async () => {
    const explained = (pattern: string): string =>
      `${JSON.stringify(pattern)}\n= ${formatPattern(pattern)}\n${explainPattern(pattern)}`;
    const valid = [...TYPED, ...PATTERNS].filter((pattern) => !explainPattern(pattern).startsWith("Not a valid"));
    await expect(listed(valid, explained)).toMatchFileSnapshot("sentences/explained.txt");
  });

  test("of trees: what was written, mistakes included", async () => {
    const tree = (pattern: string): string =>
      `${JSON.stringify(pattern)}\n${JSON.stringify(parsePattern(pattern).pattern)}`;
    await expect(listed([...TYPED, ...unmarked(MISTAKES)], tree)).toMatchFileSnapshot("sentences/trees.txt");
  });
});
