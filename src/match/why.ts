// Holds: why a clause came out as it did, where the rule surprises people.
// In: a term or predicate, what it saw, how it came out. Out: one clause of a sentence, or undefined when the value says it all.
// Always: says nothing that the matcher does not do; the rules are those of `values.ts` and `json.ts`.

import type { Comparison, JsonPredicate, Literal } from "../pattern/analysed.ts";
import { compareDecimals, parseDecimal } from "../text/decimal.ts";
import type { JsonNode } from "./scan.ts";
import { numberText } from "./values.ts";
import { matchesWildcard } from "./wildcard.ts";

const CASE = "the letters are there in another case, and case counts";

/** Why a term is not in a text. */
export function whyTerm(term: string, text: string): string | undefined {
  return text.toLowerCase().includes(term.toLowerCase()) ? CASE : undefined;
}

/** What a JSON predicate selected and came to. */
export interface Selected {
  readonly holds: boolean;
  readonly nodes: readonly JsonNode[];
  /** False when the selector has a wildcard and nothing it could stand in. */
  readonly hasParent: boolean;
}

export function whyPredicate(predicate: JsonPredicate, { holds, nodes, hasParent }: Selected): string | undefined {
  const isOverMany = predicate.path.some((step) => step.kind === "wildcard");
  const isUnequal = predicate.kind === "comparison" && predicate.comparison.operator === "!=";
  if (isOverMany && isUnequal && !hasParent) return "what the wildcard stands in is missing, and then != fails too";
  if (nodes.length === 0) {
    if (holds) return undefined;
    if (isUnequal) return "!= holds for strings and numbers only, not for what is missing";
    const isNull = predicate.kind === "state" && predicate.state === "null";
    return isNull ? "only NOT EXISTS finds what is missing" : undefined;
  }
  if (isOverMany) return undefined;
  const node = nodes[0]!;
  return predicate.kind === "state"
    ? whyState(predicate.state, node, holds)
    : whyComparison(predicate.comparison, node, holds);
}

function whyState(state: string, node: JsonNode, holds: boolean): string | undefined {
  if (state === "absent") return node.kind === "null" ? "a null is there, so the property exists" : undefined;
  if (holds) return node.kind === "array" ? "IS NULL finds a null in an array too" : undefined;
  const isText = node.kind === "string" && node.text.toLowerCase() === state;
  return isText ? `this is a string; IS ${state.toUpperCase()} asks for the JSON ${state}` : undefined;
}

const INSTEAD: Partial<Readonly<Record<JsonNode["kind"], string>>> = {
  true: "; a boolean is found with IS TRUE",
  false: "; a boolean is found with IS FALSE",
  null: "; a null is found with IS NULL",
  array: "; [*] reaches the elements of an array",
};

function whyComparison(comparison: Comparison, node: JsonNode, holds: boolean): string | undefined {
  const { operator, literal } = comparison;
  if (node.kind === "string") return whyString(comparison, node.text, holds);
  if (node.kind !== "number")
    return `only strings and numbers satisfy a comparison${operator === "!=" ? ", != too" : ""}${INSTEAD[node.kind] ?? ""}`;
  if (literal.kind === "number") {
    const isInfinite = /[.eE]/.test(node.source) && !Number.isFinite(Number(node.source));
    return isInfinite ? "the number is beyond a double, and satisfies no comparison with a number" : undefined;
  }
  const text = numberText(node.source);
  return text === node.source ? whyText(literal, text, holds) : `the number is compared as the text ${text}`;
}

function whyString({ operator, literal }: Comparison, text: string, holds: boolean): string | undefined {
  if (literal.kind !== "number") return whyText(literal, text, holds);
  if (operator !== "=" && operator !== "!=")
    return `a string never satisfies ${operator}; it compares JSON numbers only`;
  const number = parseDecimal(text);
  const isSame = number !== undefined && compareDecimals(number, literal.value) === 0;
  return isSame && text !== literal.source ? `a string is compared letter by letter with ${literal.source}` : undefined;
}

/** Why a field's text satisfies a comparison or not. */
export function whyField({ literal }: Comparison, text: string, holds: boolean): string | undefined {
  if (literal.kind !== "number") return whyText(literal, text, holds);
  return parseDecimal(text) === undefined ? "the field is not a number" : undefined;
}

function whyText(literal: Exclude<Literal, { kind: "number" }>, text: string, holds: boolean): string | undefined {
  if (literal.kind === "text") return differsInCase(literal.text, text) ? CASE : undefined;
  if (literal.kind === "regex" || matchesWildcard(text, literal.pieces)) return undefined;
  if (fitsSomewhere(text, literal.pieces))
    return `* ends where what follows it first occurs, and no later place is tried${holds ? ", so this counts as different" : ""}`;
  const lower = literal.pieces.map((piece) => piece.toLowerCase());
  return matchesWildcard(text.toLowerCase(), lower) ? CASE : undefined;
}

function differsInCase(a: string, b: string): boolean {
  return a !== b && a.toLowerCase() === b.toLowerCase();
}

/** Whether `*` could stand for something at all, were later places tried as well. */
function fitsSomewhere(text: string, pieces: readonly string[]): boolean {
  const last = pieces[pieces.length - 1]!;
  if (!text.endsWith(last)) return false;
  return matchesWildcard(text.slice(0, text.length - last.length), [...pieces.slice(0, -1), ""]);
}
