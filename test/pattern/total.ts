// What must hold of parsing and validating any text at all: no throw, and no position outside it.

import { expect } from "vitest";
import { parsePattern, validatePattern } from "../../src/index.ts";

/** Every `{ start, end }` anywhere inside a value. */
function spansIn(value: unknown, found: { start: number; end: number }[] = []): { start: number; end: number }[] {
  if (typeof value !== "object" || value === null) return found;
  const { start, end } = value as { start?: unknown; end?: unknown };
  if (typeof start === "number" && typeof end === "number") found.push({ start, end });
  else for (const member of Object.values(value)) spansIn(member, found);
  return found;
}

export function check(text: string): void {
  const { pattern, diagnostics } = parsePattern(text);
  expect(pattern).toBeDefined();
  const outside = spansIn([pattern, diagnostics, validatePattern(text)]).filter(
    ({ start, end }) =>
      !(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= text.length),
  );
  expect(outside).toEqual([]);
}
