// Holds: and / or, for both dialects that have them.
// In: a condition, and how to compile one predicate. Out: one test.
// Always: operands are tried from left to right, and no further than the answer needs.

import type { Condition } from "../pattern/analysed.ts";

export function compileCondition<P, T>(
  condition: Condition<P>,
  compile: (predicate: P) => (subject: T) => boolean,
): (subject: T) => boolean {
  if (condition.kind === "predicate") return compile(condition.predicate);
  const tests = condition.operands.map((operand) => compileCondition(operand, compile));
  return condition.kind === "and"
    ? (subject) => tests.every((test) => test(subject))
    : (subject) => tests.some((test) => test(subject));
}
