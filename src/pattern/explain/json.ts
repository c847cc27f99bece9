// Holds: JSON patterns in plain English.
// In: an analysed condition, the pattern's text. Out: an outline and notes.
// Always: total; each predicate is one sentence.

import type { Comparison, Condition, JsonPredicate, JsonTest, Path } from "../analysed.ts";
import { selectorText } from "../write.ts";
import { type Explained, led, outlineOf } from "./outline.ts";
import { comparisonWords, endsInPiece, NEAREST } from "./value.ts";

export function explainJsonPattern({ condition }: JsonTest, text: string): Explained {
  const outline = outlineOf(condition, (predicate) => predicateWords(predicate, text));
  return { outline: led("Matches an event that is one JSON object in which", outline), notes: [...notesOf(condition)] };
}

/** One comparison, `IS …` or `NOT EXISTS` in words; `text` is the whole pattern's. */
function predicateWords(predicate: JsonPredicate, text: string): string {
  const { path, span } = predicate;
  const wildcard = path.findIndex((step) => step.kind === "wildcard");
  const selector = selectorText(path);
  if (predicate.kind === "state") return stateWords(predicate.state, selector, wildcard !== -1);
  const written = text.slice(span.start, span.end);
  const { comparison } = predicate;
  if (wildcard === -1) return `${selector} ${comparisonWords(comparison, written, "json")}`;
  if (comparison.operator !== "!=") return `some value of ${selector} ${comparisonWords(comparison, written, "json")}`;
  const equal: Comparison = { ...comparison, operator: "=" };
  return `${parentWords(path.slice(0, wildcard))}no value of ${selector} ${comparisonWords(equal, written, "json")}`;
}

function parentWords(parent: Path): string {
  return parent.length === 0 ? "" : `${selectorText(parent)} exists and `;
}

function stateWords(state: "null" | "true" | "false" | "absent", selector: string, isOverMany: boolean): string {
  if (state === "absent")
    return isOverMany ? `${selector} selects nothing` : `there is no ${selector}; a null counts as there`;
  const value = state === "null" ? "null" : `the JSON ${state}`;
  if (isOverMany) return `some value of ${selector} is ${value}`;
  return `${selector} is ${value}${state === "null" ? ", or an array with a null in it" : ""}`;
}

/** What of the rules these predicates bring into play. */
function* notesOf(condition: Condition<JsonPredicate>): Iterable<string> {
  const comparisons = comparisonsOf(condition);
  if (comparisons.length === 0) return;
  const isUnequal = comparisons.some(({ operator }) => operator === "!=");
  yield `Only strings and numbers can be compared; a missing property, null, true, false, an array or an object ${isUnequal ? "is neither equal nor unequal to anything" : "equals nothing"}.`;
  yield "Case counts, in names and in values.";
  if (comparisons.some(({ literal }) => literal.kind === "number")) {
    yield "Numbers are compared by value, so 1 is 1.0; a string is compared with the number as it is written in the pattern.";
  }
  if (comparisons.some(({ literal }) => literal.kind === "wildcard" || literal.kind === "regex")) {
    yield "A number is taken by its text for * and %: 1 as 1, 1.50 as 1.5, 1e3 as 1000.0.";
  }
  if (comparisons.some(({ literal }) => endsInPiece(literal))) yield NEAREST;
}

function comparisonsOf(condition: Condition<JsonPredicate>): readonly Comparison[] {
  if (condition.kind !== "predicate") return condition.operands.flatMap(comparisonsOf);
  return condition.predicate.kind === "comparison" ? [condition.predicate.comparison] : [];
}
