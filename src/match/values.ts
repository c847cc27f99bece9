// Holds: the one comparison of values, for JSON properties and for fields.
// In: an analysed comparison. Out: tests of a JSON string, a JSON number (by its source text) and a field's text.
// Always: numbers are exact: integers of any length by their digits, others as the shortest decimal of their double [O].

import type { Comparison, Literal } from "../pattern/analysed.ts";
import type { Operator } from "../pattern/syntax.ts";
import { compareDecimals, type Decimal, parseDecimal } from "../text/decimal.ts";
import { javaDouble } from "../text/number.ts";
import { compileRegex } from "./regex.ts";
import { matchesWildcard } from "./wildcard.ts";

/** A comparison, compiled. Each method answers for the operator as written, `!=` included. */
export interface ValueTest {
  string(text: string): boolean;
  /** `source` is a JSON number as it stands in the event. */
  number(source: string): boolean;
  field(text: string): boolean;
}

export function compileComparison({ operator, literal }: Comparison): ValueTest {
  if (literal.kind === "number") return numberTest(operator, literal.source, literal.value);
  const equals = textTest(literal);
  const string = operator === "!=" ? (text: string) => !equals(text) : equals;
  return { string, number: (source) => string(numberText(source)), field: string };
}

function textTest(literal: Exclude<Literal, { kind: "number" }>): (text: string) => boolean {
  switch (literal.kind) {
    case "text":
      return (text) => text === literal.text;
    case "wildcard":
      return (text) => matchesWildcard(text, literal.pieces);
    case "regex":
      return compileRegex(literal.regex);
  }
}

/** The text of a JSON number for everything that compares texts: integers as they are, others as Java prints doubles [O]. */
export function numberText(source: string): string {
  if (isInteger(source)) return source === "-0" ? "0" : source;
  return javaDouble(Number(source));
}

function isInteger(source: string): boolean {
  return !/[.eE]/.test(source);
}

/**
 * Bare numbers: by value against numbers and numeric fields; against JSON strings `=` and `!=` compare the literal's
 * source text, and the ordering operators are false [O].
 */
function numberTest(operator: Operator, source: string, value: Decimal): ValueTest {
  const byValue = valueComparison(operator, source, value);
  return {
    string: operator === "=" ? (text) => text === source : operator === "!=" ? (text) => text !== source : () => false,
    number: byValue.number,
    // A field that is no number is unequal to every number [I].
    field: (text) => (parseDecimal(text) === undefined ? operator === "!=" : byValue.exact(text)),
  };
}

interface ValueComparison {
  /** A JSON number, read as the service reads it. */
  number(source: string): boolean;
  /** A number's text, taken exactly. */
  exact(source: string): boolean;
}

/** Digits that a double holds exactly enough: a decimal of so many is the shortest of its double. */
const SAFE_DIGITS = 15;

function valueComparison(operator: Operator, source: string, value: Decimal): ValueComparison {
  const exact = (other: string): boolean => holds(operator, compareDecimals(parseDecimal(other)!, value));
  const slow = (other: string): boolean => {
    if (isInteger(other)) return exact(other);
    const double = Number(other);
    // A number beyond a double is infinite to the service, and infinity satisfies no numeric comparison, not even != [O].
    return Number.isFinite(double) && exact(String(double));
  };
  const literal = Number(source);
  // The smallest doubles hold fewer digits; beyond the largest a literal is infinite, and as far from all of them.
  const isSafe = value.digits.length <= SAFE_DIGITS && (value.digits === "" || Math.abs(literal) > 1e-290);
  if (!isSafe) return { number: slow, exact };
  const number = (other: string): boolean => {
    if (other.length > SAFE_DIGITS) return slow(other);
    const double = Number(other);
    return Number.isFinite(double) && holds(operator, double - literal);
  };
  return { number, exact };
}

function holds(operator: Operator, order: number): boolean {
  switch (operator) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}
