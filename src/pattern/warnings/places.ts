// Holds: where each test of a condition stands: what must hold beside it, and what may hold instead of it.
// In: an expression of the syntax tree. Out: one place for each test and one for each `&&` and `||`, in the order of the text.
// Always: parentheses that join nothing new are looked through: `(a && b) && c` is one conjunction of three.

import type { Compound, ErrorNode, Expression, Group } from "../syntax.ts";
import { type Clause, type Comparisons, clauseOf, type Leaf } from "./clause.ts";

/** An operand without its parentheses, and where it was written. */
export interface Operand {
  readonly node: Exclude<Expression<Leaf>, Group<Leaf> | ErrorNode>;
  readonly clause: Clause | undefined;
  /** The `&&` or `||` it is written in, and its position there. */
  readonly compound: Compound<Leaf>;
  readonly index: number;
  /** How many parentheses are open where it stands. */
  readonly depth: number;
}

/** A test, with the tests around it. */
export interface ClausePlace {
  readonly clause: Clause;
  /** What must hold beside it: tests of the same conjunction that stand before it, and those of conjunctions around. */
  readonly before: readonly Clause[];
  /** All tests of its conjunction, itself included, and of the conjunctions around. */
  readonly together: readonly Clause[];
  /** Tests any of which may hold instead: those of the disjunctions around. */
  readonly instead: readonly Clause[];
  /** True when it is an operand of `&&` without parentheses of its own. */
  readonly isBare: boolean;
  /** How many parentheses are open where it stands. */
  readonly depth: number;
}

/** A whole `&&` or `||`, looked at through parentheses. */
export interface CompoundPlace {
  readonly node: Compound<Leaf>;
  readonly kind: "and" | "or";
  readonly operands: readonly Operand[];
}

export interface Places {
  readonly clauses: readonly ClausePlace[];
  readonly compounds: readonly CompoundPlace[];
}

export function placesOf(expression: Expression<Leaf>, comparisons: Comparisons): Places {
  const walk = new Walk(comparisons);
  walk.enter(expression, { outer: [], instead: [] }, 0);
  return walk;
}

/** What a part of a condition inherits from around it. */
interface Around {
  readonly outer: readonly Clause[];
  readonly instead: readonly Clause[];
}

class Walk implements Places {
  readonly clauses: ClausePlace[] = [];
  readonly compounds: CompoundPlace[] = [];
  readonly #comparisons: Comparisons;

  constructor(comparisons: Comparisons) {
    this.#comparisons = comparisons;
  }

  enter(written: Expression<Leaf>, around: Around, outer: number): void {
    const { node, depth } = unwrapped(written, outer);
    if (node.kind === "and" || node.kind === "or") this.#compound(node, around, depth);
    else if (node.kind !== "error") {
      const clause = clauseOf(node as Leaf, this.#comparisons);
      this.#clause(clause, around, [clause], 0, { isBare: false, depth });
    }
  }

  #compound(compound: Compound<Leaf>, around: Around, depth: number): void {
    const { kind } = compound;
    const parts = this.#parts(compound, depth);
    this.compounds.push({ node: compound, kind, operands: parts });
    const own = parts.flatMap(({ clause }) => clause ?? []);
    const inner: Around =
      kind === "and"
        ? { outer: [...around.outer, ...own], instead: around.instead }
        : { outer: around.outer, instead: [...around.instead, ...own] };
    let seen = 0;
    for (const part of parts) {
      const { node, clause } = part;
      if (clause === undefined) this.enter(node, inner, part.depth);
      else if (kind === "and") this.#clause(clause, around, own, seen++, part);
      else this.#clause(clause, inner, [clause], 0, part);
    }
  }

  #clause(
    clause: Clause,
    { outer, instead }: Around,
    own: readonly Clause[],
    index: number,
    { isBare, depth }: Pick<ClausePlace, "isBare" | "depth">,
  ): void {
    const before = [...outer, ...own.slice(0, index)];
    this.clauses.push({ clause, before, together: [...outer, ...own], instead, isBare, depth });
  }

  #parts(compound: Compound<Leaf>, depth: number): readonly Part[] {
    return compound.operands.flatMap((written, index): readonly Part[] => {
      const { node, depth: inside } = unwrapped(written, depth);
      if (node.kind === "error") return [];
      if (node.kind === compound.kind) return this.#parts(node as Compound<Leaf>, inside);
      const isClause = node.kind === "comparison" || node.kind === "state";
      const clause = isClause ? clauseOf(node as Leaf, this.#comparisons) : undefined;
      const isBare = compound.kind === "and" && inside === depth;
      return [{ node, clause, compound, index, isBare, depth: inside }];
    });
  }
}

interface Part extends Operand {
  readonly isBare: boolean;
}

function unwrapped(
  written: Expression<Leaf>,
  outer: number,
): { node: Exclude<Expression<Leaf>, Group<Leaf>>; depth: number } {
  let node = written;
  let depth = outer;
  for (; node.kind === "group"; node = node.expression) depth++;
  return { node, depth };
}
