// Holds: everything that is said about a pattern, written so that a table can hold it.
// In: a pattern. Out: lines: code and place (marked with ‹ ›), message, related places, fixes with the mended pattern.
// Always: nothing of a finding is left out but its severity and documentation, which are the catalogue's.

import { expect } from "vitest";
import { type Diagnostic, validatePattern } from "../../src/index.ts";
import { applyFix } from "../../src/text/fix.ts";
import type { Span } from "../../src/text/span.ts";

export function told(pattern: string): readonly string[] {
  return validatePattern(pattern).flatMap((one) => linesOf(pattern, one));
}

function linesOf(pattern: string, { code, message, span, related = [], fixes, ...rest }: Diagnostic): string[] {
  // A finding without fixes has no list of them; warnings have no further parts.
  expect(fixes).not.toEqual([]);
  expect(Object.keys(rest)).toEqual(["severity", "docs"]);
  return [
    `${code}: ${marked(pattern, span)}`,
    `  ${message}`,
    ...related.map((one) => `  ${one.message}: ${marked(pattern, one.span)}`),
    ...(fixes ?? []).map((fix) => `  ${fix.title}: ${applyFix(pattern, fix)}`),
  ];
}

export function marked(pattern: string, { start, end }: Span): string {
  return `${pattern.slice(0, start)}‹${pattern.slice(start, end)}›${pattern.slice(end)}`;
}

/** A pattern and everything that is said about it. */
export type Whole = readonly [pattern: string, ...lines: string[]];
