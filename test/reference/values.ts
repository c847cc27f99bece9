// Holds: values in comparisons, the same in JSON and space-delimited patterns; and expressions of comparisons.
// In: a cursor before a value or an expression. Out: the value, the expression as a test; throws `Refused`.
// Always: ordering wants a number; `&&` binds tighter than `||`; parentheses go at most 200 deep.

import { type Cursor, isLetterOrDigit, refuse } from "./cursor.ts";
import { type Decimal, isNumeral, readDecimal } from "./numbers.ts";
import { readRegex } from "./regex.ts";
import { matchesWildcard } from "./wildcard.ts";

export type Operator = "=" | "!=" | "<" | ">" | "<=" | ">=";

/** A bare number, compared by value; or a test of a text. */
export type Value =
  | { readonly kind: "number"; readonly source: string; readonly decimal: Decimal }
  | { readonly kind: "text"; readonly isRegex: boolean; readonly matches: (text: string) => boolean };

export function takeOperator(cursor: Cursor): Operator {
  for (const operator of ["!=", "<=", ">=", "=", "<", ">"] as const) if (cursor.take(operator)) return operator;
  return refuse("expected an operator");
}

/** The characters of bare words, in values and keywords. */
export function isWordChar(char: string): boolean {
  return isLetterOrDigit(char) || char === "_" || char === "." || char === "*" || char === "-";
}

export function readValue(cursor: Cursor, operator: Operator): Value {
  const value = readAnyValue(cursor);
  if (operator !== "=" && operator !== "!=" && value.kind !== "number") refuse("only numbers have an order");
  return value;
}

function readAnyValue(cursor: Cursor): Value {
  if (cursor.next === '"') return text(cursor.takeQuoted());
  if (cursor.take("%")) return { kind: "text", isRegex: true, matches: readRegex(cursor.takeUntil("%")) };
  const word = takeWord(cursor);
  if (isNumeral(word)) {
    return { kind: "number", source: word, decimal: readDecimal(word) ?? refuse("an exponent beyond 32 bits") };
  }
  return word === "" || word.includes("+") ? refuse("expected a value") : text(word);
}

/** A bare word; a `+` belongs to it in front, and after the `e` of an exponent. */
function takeWord(cursor: Cursor): string {
  let word = cursor.take("+") ? "+" : "";
  word += cursor.takeWhile(isWordChar);
  if (/^[+-]?\d+(\.\d+)?[eE]$/.test(word) && cursor.take("+")) word += `+${cursor.takeWhile(isWordChar)}`;
  return word;
}

function text(wildcard: string): Value {
  return { kind: "text", isRegex: false, matches: (other) => matchesWildcard(wildcard, other) };
}

/** How a number stands to the literal it is compared with. */
export function holds(operator: Operator, order: number): boolean {
  switch (operator) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    case ">=":
      return order >= 0;
  }
}

export type Test<T> = (subject: T) => boolean;

const DEEPEST = 200;

/** Comparisons joined by `&&`, `||` and parentheses; ends before the first thing that is none of them. */
export function readExpression<T>(cursor: Cursor, readComparison: () => Test<T>, depth = 0): Test<T> {
  if (depth > DEEPEST) refuse("parentheses too deep");
  const readUnit = (): Test<T> => {
    cursor.skipBlanks();
    if (!cursor.take("(")) return readComparison();
    const inner = readExpression(cursor, readComparison, depth + 1);
    cursor.expect(")");
    return inner;
  };
  const readJoined = (sign: string, readPart: () => Test<T>): Test<T>[] => {
    const parts = [readPart()];
    for (cursor.skipBlanks(); cursor.take(sign); cursor.skipBlanks()) parts.push(readPart());
    return parts;
  };
  const readAll = (): Test<T> => {
    const parts = readJoined("&&", readUnit);
    return (subject) => parts.every((part) => part(subject));
  };
  const parts = readJoined("||", readAll);
  return (subject) => parts.some((part) => part(subject));
}
