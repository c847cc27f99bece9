// Holds: which comparisons of one value leave nothing that satisfies them all.
// In: an operator and what it compares with, several times. Out: true only when it is sure.
// Always: sound, not complete. A JSON value is a text or a number, a field is a text that may read as a number [O]; what each
//   kind can't satisfy is asked apart.

import { compareDecimals, type Decimal, parseDecimal } from "../../text/decimal.ts";
import type { Literal } from "../analysed.ts";
import type { Regex } from "../regex.ts";
import type { Operator } from "../syntax.ts";

/** One comparison: its operator (perhaps turned round), what it compares with, and a key of that. */
export interface Compared {
  readonly operator: Operator;
  readonly literal: Literal;
  readonly value: string;
}

export function isOrder(operator: Operator): boolean {
  return operator !== "=" && operator !== "!=";
}

/** True for what every text equals, and so every number by its text: `*`, `%a*%`. */
export function isEveryText(literal: Literal): boolean {
  if (literal.kind === "wildcard") return literal.pieces.every((piece) => piece === "");
  return literal.kind === "regex" && literal.regex.alternatives.some(matchesNothing);
}

/** True for an alternative that is found in any text, the empty one too. */
function matchesNothing(items: Regex["alternatives"][number]): boolean {
  const isAnchored = (kind: "start" | "end"): boolean => items.some((item) => item.kind === kind);
  return items.every((item) => item.kind !== "set" || item.min === 0) && !(isAnchored("start") && isAnchored("end"));
}

// Texts

/** Two tests of one JSON text. */
export function noString(a: Compared, b: Compared): boolean {
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
  if (a.value === b.value || isEveryText(b.literal)) return true;
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
export function noNumber(a: Compared, b: Compared): boolean {
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

/** `>= 5`, `<= 5` and `!= 5`, in any order: three tests of which any two leave the number. */
export function noPoint(tests: readonly Compared[]): boolean {
  const [first, ...others] = tests.map(numberOf);
  if (first === undefined || !others.every((other) => other !== undefined && compareDecimals(first, other) === 0))
    return false;
  return [">=", "<=", "!="].every((operator) => tests.some((test) => test.operator === operator));
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
export function noField(a: Compared, b: Compared): boolean {
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
