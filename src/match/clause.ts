// Holds: how clauses of an explanation are made and joined.
// In: what a part of a pattern saw and whether it holds. Out: clauses.
// Always: the outcome of an and / or follows from its operands; every operand is tried, needed or not.

import type { Condition } from "../pattern/analysed.ts";
import { cover, type Span } from "../text/span.ts";
import type { Clause, Seen } from "./explanation.ts";

interface Leaf {
  readonly kind: Clause["kind"];
  readonly span: Span;
  readonly holds: boolean;
  readonly seen: readonly Seen[];
  readonly operands?: readonly Clause[];
  readonly note?: string | undefined;
}

export function clauseOf({ kind, span, holds, seen, operands = [], note }: Leaf): Clause {
  const outcome = holds ? "holds" : "fails";
  return { kind, span, outcome, seen: bounded(seen, holds), operands, ...(note !== undefined && { note }) };
}

/** Values kept for one clause. */
export const MAX_SEEN = 100;

/** At most `MAX_SEEN` of the values, in the order of the event; those that decide are not the ones left out. */
function bounded(seen: readonly Seen[], deciding: boolean): readonly Seen[] {
  const first = seen.filter(({ holds }) => holds === deciding).slice(0, MAX_SEEN);
  const rest = seen.filter(({ holds }) => holds !== deciding).slice(0, MAX_SEEN - first.length);
  return [...first, ...rest].sort((a, b) => a.span.start - b.span.start);
}

/** The and / or of clauses. */
export function joinedClause(kind: "and" | "or", operands: readonly Clause[], span: Span = coverOf(operands)): Clause {
  const isTrue = ({ outcome }: Clause): boolean => outcome === "holds";
  const holds = kind === "and" ? operands.every(isTrue) : operands.some(isTrue);
  return clauseOf({ kind, span, holds, seen: [], operands });
}

function coverOf(clauses: readonly Clause[]): Span {
  return clauses.map(({ span }) => span).reduce(cover);
}

/** Prepares the clauses of a condition, each predicate's by `compile`. */
export function compileClause<P, T>(
  condition: Condition<P>,
  compile: (predicate: P) => (subject: T) => Clause,
): (subject: T) => Clause {
  if (condition.kind === "predicate") return compile(condition.predicate);
  const { kind, span } = condition;
  const operands = condition.operands.map((operand) => compileClause(operand, compile));
  return (subject) =>
    joinedClause(
      kind,
      operands.map((operand) => operand(subject)),
      span,
    );
}
