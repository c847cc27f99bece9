// Holds: one test of a condition, told so that tests can be compared with each other.
// In: a leaf of the syntax tree, and the comparisons of the analysed pattern. Out: clauses.
// Always: two clauses with the same subject test the same value; two with the same key are the same test.

import type { AnalysedPattern, Comparison, Condition } from "../analysed.ts";
import type { FieldComparison, JsonComparison, JsonState, Step, Value } from "../syntax.ts";

/** A test of either dialect. */
export type Leaf = JsonComparison | JsonState | FieldComparison;

export interface Clause {
  readonly leaf: Leaf;
  /** What is tested: the selector's steps, or the field's name. */
  readonly subject: readonly string[];
  /** Undefined for a state such as IS NULL. */
  readonly comparison: Comparison | undefined;
  /** The value compared with; the same for two values that mean the same. */
  readonly value: string;
  readonly key: string;
}

/** The analysed comparisons of a pattern, by where their text starts. */
export type Comparisons = ReadonlyMap<number, Comparison>;

export function comparisonsOf(analysed: AnalysedPattern): Comparisons {
  const found = new Map<number, Comparison>();
  const collect = (condition: Condition<Comparison | { readonly kind: string }>): void => {
    if (condition.kind !== "predicate") {
      for (const operand of condition.operands) collect(operand);
      return;
    }
    const { predicate } = condition;
    const comparison = "comparison" in predicate ? (predicate.comparison as Comparison) : predicate;
    if ("operator" in comparison) found.set(comparison.span.start, comparison);
  };
  if (analysed.kind === "json") collect(analysed.condition);
  if (analysed.kind === "fields") for (const { condition } of analysed.fields) if (condition) collect(condition);
  return found;
}

export function clauseOf(leaf: Leaf, comparisons: Comparisons): Clause {
  const subject = "selector" in leaf ? leaf.selector.steps.map(stepKey) : [leaf.name];
  const value = leaf.kind === "state" ? leaf.state : valueKey(leaf.value);
  const test = leaf.kind === "state" ? value : `${leaf.operator} ${value}`;
  return {
    ...{ leaf, subject, value, key: `${subject.join("")} ${test}` },
    comparison: comparisons.get(leaf.span.start),
  };
}

export function sameSubject(a: Clause, b: Clause): boolean {
  return a.subject.length === b.subject.length && isWithin(a, b);
}

/** True when `inner` tests what `outer` tests, or something inside it. */
export function isWithin(inner: Clause, outer: Clause): boolean {
  return outer.subject.every((step, index) => inner.subject[index] === step);
}

export const WILDCARD = "[*]";

export function hasWildcard(clause: Clause): boolean {
  return "selector" in clause.leaf && clause.subject.includes(WILDCARD);
}

function stepKey(step: Step): string {
  if (step.kind === "wildcard") return WILDCARD;
  return step.kind === "index" ? `[${step.index}]` : `.${JSON.stringify(step.name)}`;
}

/** A bare word and the same text in quotes mean the same; a number and its text do not. */
function valueKey(value: Value): string {
  if (value.kind === "error") return "";
  return `${value.kind} ${value.kind === "text" ? value.text : value.source}`;
}
