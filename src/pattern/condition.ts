// Holds: the way from an expression of either dialect to a condition.
// In: an expression, and how to read one leaf. Out: and / or over predicates; parentheses are gone.
// Always: undefined when a part could not be read; the other parts are read, and so checked, all the same.

import type { Condition } from "./analysed.ts";
import type { Expression } from "./syntax.ts";

/** A condition from an expression; undefined when a part of it could not be read (the other parts are still checked). */
export function conditionOf<Leaf extends { readonly kind: string; readonly span: { start: number; end: number } }, P>(
  expression: Expression<Leaf>,
  predicateOf: (leaf: Leaf) => P | undefined,
): Condition<P> | undefined {
  const node = expression as Expression<never> | Leaf;
  if (node.kind === "error") return undefined;
  if (node.kind === "group") return conditionOf((node as { expression: Expression<Leaf> }).expression, predicateOf);
  if (node.kind === "and" || node.kind === "or") {
    const read = (node as { operands: readonly Expression<Leaf>[] }).operands.map((o) => conditionOf(o, predicateOf));
    const operands = read.filter((o) => o !== undefined);
    return operands.length === read.length ? { kind: node.kind, operands, span: node.span } : undefined;
  }
  const predicate = predicateOf(node as Leaf);
  return predicate === undefined ? undefined : { kind: "predicate", predicate };
}
