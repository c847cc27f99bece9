// Holds: which two tests of one value exclude each other, and which two leave nothing out.
// In: two clauses. Out: true only when it is sure.
// Always: sound, not complete: `excludes` is true only when no event satisfies both. What the service does with numbers, texts
//   and missing properties [O] is what is reasoned about.

import { compareDecimals, type Decimal, parseDecimal } from "../../text/decimal.ts";
import type { Comparison, Literal } from "../analysed.ts";
import type { Operator } from "../syntax.ts";
import { type Clause, hasWildcard, isWithin, sameSubject } from "./clause.ts";

/** True when no event satisfies both clauses. */
export function excludes(a: Clause, b: Clause): boolean {
  if (hasWildcard(a) || hasWildcard(b)) return false;
  if (sameSubject(a, b)) return valueExcludes(a, b);
  if (isWithin(b, a)) return hasNothingInside(a) && exists(b);
  return isWithin(a, b) && hasNothingInside(b) && exists(a);
}

/** True for what has no members: a text, a number, true, false, nothing. IS NULL holds for some arrays too. */
function hasNothingInside({ leaf }: Clause): boolean {
  return leaf.kind === "comparison" || leaf.state !== "null";
}

function exists({ leaf }: Clause): boolean {
  return leaf.kind === "comparison" || leaf.state !== "absent";
}

function valueExcludes(a: Clause, b: Clause): boolean {
  // A comparison holds for texts and numbers only [O], and so for nothing that a state holds for.
  if (a.comparison === undefined || b.comparison === undefined) return a.key !== b.key;
  const [one, other] = [compared(a, a.comparison.operator), compared(b, b.comparison.operator)];
  if ("selector" in a.leaf) return noString(one, other) && noNumber(one, other);
  return noField(one, other);
}

/** What two clauses joined by `||` hold for together, when that is everything of a kind. */
export type Coverage = "every text and number" | "every number" | "every text";

/** What is left out by neither clause: what the opposites of both exclude. */
export function covers(a: Clause, b: Clause): Coverage | undefined {
  if (hasWildcard(a) || hasWildcard(b) || !sameSubject(a, b)) return undefined;
  if (a.comparison === undefined || b.comparison === undefined) return undefined;
  const isJson = "selector" in a.leaf;
  const [one, other] = [opposite(a, a.comparison), opposite(b, b.comparison)];
  const ordered = isOrder(one.operator) || isOrder(other.operator);
  if (isJson) {
    if (!noNumber(one, other)) return undefined;
    return ordered ? "every number" : noString(one, other) ? "every text and number" : undefined;
  }
  if (!noField(one, other)) return undefined;
  // An ordering leaves out every text that is no number, and so does its opposite.
  return ordered ? "every number" : "every text";
}

/** One comparison: its operator (perhaps turned round), what it compares with, and a key of that. */
interface Compared {
  readonly operator: Operator;
  readonly literal: Literal;
  readonly value: string;
}

function compared({ comparison, value }: Clause, operator: Operator): Compared {
  return { operator, literal: comparison!.literal, value };
}

const OPPOSITES: Readonly<Record<Operator, Operator>> = {
  ...{ "=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">" },
};

function opposite(clause: Clause, { operator }: Comparison): Compared {
  return compared(clause, OPPOSITES[operator]);
}

function isOrder(operator: Operator): boolean {
  return operator !== "=" && operator !== "!=";
}

// Texts

function noString(a: Compared, b: Compared): boolean {
  return isOrder(a.operator) || isOrder(b.operator) || noText(a, b);
}

/** Two tests of one text; a number stands for its source text. */
function noText(a: Compared, b: Compared): boolean {
  if (a.operator === "!=") return b.operator === "=" && isInside(b, a);
  if (b.operator === "!=") return isInside(a, b);
  const [one, other] = [wordOf(a.literal), wordOf(b.literal)];
  if (one !== undefined && other !== undefined) return one !== other;
  if (one !== undefined) return !mayMatch(one, b.literal);
  if (other !== undefined) return !mayMatch(other, a.literal);
  return partsExclude(a.literal, b.literal);
}

/** True when every text that equals `a` equals `b`. */
function isInside(a: Compared, b: Compared): boolean {
  if (a.value === b.value) return true;
  const [one, other] = [wordOf(a.literal), wordOf(b.literal)];
  return one !== undefined && (other === undefined ? surelyMatches(one, b.literal) : one === other);
}

/** The one text a literal is equal to; undefined for wildcards and regular expressions. */
function wordOf(literal: Literal): string | undefined {
  if (literal.kind === "number") return literal.source;
  return literal.kind === "text" ? literal.text : undefined;
}

function mayMatch(text: string, literal: Literal): boolean {
  if (literal.kind !== "wildcard") return true;
  const { pieces } = literal;
  return text.startsWith(pieces[0]!) && text.endsWith(pieces.at(-1)!) && pieces.every((piece) => text.includes(piece));
}

/** `x*` and `*x*` alone are decided here: the matching of wildcards is not written twice. */
function surelyMatches(text: string, literal: Literal): boolean {
  if (literal.kind !== "wildcard" || literal.pieces.at(-1) !== "") return false;
  const [first, second] = literal.pieces as [string, string];
  if (literal.pieces.length === 2) return text.startsWith(first);
  return literal.pieces.length === 3 && first === "" && text.includes(second);
}

/** Two wildcards whose beginnings or ends can't be those of one text. */
function partsExclude(a: Literal, b: Literal): boolean {
  if (a.kind !== "wildcard" || b.kind !== "wildcard") return false;
  const [first, other] = [a.pieces[0]!, b.pieces[0]!];
  const [last, end] = [a.pieces.at(-1)!, b.pieces.at(-1)!];
  return !(first.startsWith(other) || other.startsWith(first)) || !(last.endsWith(end) || end.endsWith(last));
}

// Numbers

/** Two tests of one JSON number. */
function noNumber(a: Compared, b: Compared): boolean {
  if (isNoNumber(a) || isNoNumber(b)) return true;
  const [one, other] = [numberOf(a), numberOf(b)];
  if (a.literal.kind !== "number" && b.literal.kind !== "number") return noText(a, b);
  return one !== undefined && other !== undefined && rangesExclude(a.operator, one, b.operator, other);
}

const NUMBER_TEXT = /^-?(?:\d+(?:\.\d+(?:E-?\d+)?)?|Infinity)$/;

/** True when `=` asks for a text that no number has. */
function isNoNumber({ operator, literal }: Compared): boolean {
  if (operator !== "=") return false;
  if (literal.kind === "text") return !NUMBER_TEXT.test(literal.text);
  return literal.kind === "wildcard" && /^[^-0-9I]/.test(literal.pieces[0]!);
}

/** The value of a number, or of a text that only the number of this value has; texts with exponents are left alone. */
function numberOf({ operator, literal }: Compared): Decimal | undefined {
  if (literal.kind === "number") return literal.value;
  const isPlain = literal.kind === "text" && operator === "=" && /^-?\d+(?:\.\d+)?$/.test(literal.text);
  return isPlain ? parseDecimal(literal.text) : undefined;
}

function rangesExclude(first: Operator, one: Decimal, second: Operator, other: Decimal): boolean {
  const order = compareDecimals(one, other);
  if (first === "=") return !holds(second, order);
  if (second === "=") return !holds(first, -order);
  if (first === "!=" || second === "!=" || first[0] === second[0]) return false;
  const gap = first.startsWith("<") ? order : -order;
  return gap < 0 || (gap === 0 && !(first.endsWith("=") && second.endsWith("=")));
}

/** Whether a value that stands to the literal in this order satisfies the operator. */
function holds(operator: Operator, order: number): boolean {
  if (order === 0) return operator === "=" || operator === "<=" || operator === ">=";
  return operator === "!=" || operator.startsWith(order < 0 ? "<" : ">");
}

// Fields

/** Two tests of one field, which is a text: a number compares with it by value if it reads as one. */
function noField(a: Compared, b: Compared): boolean {
  if (a.literal.kind === "number" && b.literal.kind === "number") {
    return rangesExclude(a.operator, a.literal.value, b.operator, b.literal.value);
  }
  if (a.literal.kind === "number") return textMissesNumber(b, a);
  if (b.literal.kind === "number") return textMissesNumber(a, b);
  return noText(a, b);
}

function textMissesNumber(text: Compared, number: Compared): boolean {
  if (text.operator !== "=" || number.literal.kind !== "number") return false;
  if (text.literal.kind === "wildcard") return number.operator !== "!=" && /^[^-+0-9]/.test(text.literal.pieces[0]!);
  if (text.literal.kind !== "text") return false;
  const value = parseDecimal(text.literal.text);
  if (value === undefined) return number.operator !== "!=";
  return !holds(number.operator, compareDecimals(value, number.literal.value));
}
