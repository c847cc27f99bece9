// Holds: comparisons in words, for both dialects that have them.
// In: an analysed comparison. Out: what follows a subject: `is "x"`, `is a number above 5`.
// Always: one wording for the positive form; `!=` says what is left when it is taken away.

import { parseDecimal } from "../../text/decimal.ts";
import type { Comparison, Literal } from "../analysed.ts";
import type { Operator } from "../syntax.ts";

export type Dialect = "json" | "fields";

/** What a value must be: `is "x"`. `written` is the comparison's text of the pattern. */
export function comparisonWords({ operator, literal }: Comparison, written: string, dialect: Dialect): string {
  if (literal.kind === "number") return numberWords(operator, literal.source, dialect);
  if (operator !== "!=") return textWords(literal, written, dialect);
  if (isAny(literal)) return "never holds here, as * fits every value that can be compared";
  if (literal.kind === "text") {
    const value = JSON.stringify(literal.text);
    return dialect === "json" ? `is a string or number other than ${value}` : `is not ${value}`;
  }
  const negated = negatedWords(literal, written);
  return dialect === "json" ? `is a string or number that ${negated}` : negated;
}

const ORDERS: Readonly<Record<Exclude<Operator, "=" | "!=">, string>> = {
  ...{ "<": "below", "<=": "of at most", ">": "above", ">=": "of at least" },
};

function numberWords(operator: Operator, source: string, dialect: Dialect): string {
  if (operator !== "=" && operator !== "!=") return `is a number ${ORDERS[operator]} ${source}`;
  if (dialect === "fields") return `${operator === "=" ? "is" : "is not"} a number equal to ${source}`;
  return operator === "="
    ? `is the number ${source} or the string "${source}"`
    : `is a number other than ${source} or a string other than "${source}"`;
}

function textWords(literal: Exclude<Literal, { kind: "number" }>, written: string, dialect: Dialect): string {
  if (literal.kind === "regex") return `contains a match of ${regexText(written)}`;
  if (literal.kind === "text") return `is ${textValue(literal.text, dialect)}`;
  if (isAny(literal)) return dialect === "json" ? "is any string or number" : "is anything";
  const { pieces } = literal;
  const [first, second, third] = pieces.map((piece) => JSON.stringify(piece));
  if (pieces.length === 2 && pieces[1] === "") return `starts with ${first}`;
  if (pieces.length === 2 && pieces[0] === "") return `ends with ${second}`;
  if (pieces.length === 3 && pieces[0] === "" && pieces[2] === "") return `contains ${second}`;
  if (pieces.length === 2) return `starts with ${first} and after that ends with ${second}`;
  return pieces.length === 3 && third === '""'
    ? `starts with ${first} and after that contains ${second}`
    : `fits ${JSON.stringify(pieces.join("*"))}`;
}

function negatedWords(literal: Exclude<Literal, { kind: "number" | "text" }>, written: string): string {
  if (literal.kind === "regex") return `contains no match of ${regexText(written)}`;
  const { pieces } = literal;
  const inner = JSON.stringify(pieces.join("*").replace(/^\*|\*$/g, ""));
  if (pieces.length === 2 && pieces[1] === "") return `does not start with ${inner}`;
  if (pieces.length === 2 && pieces[0] === "") return `does not end with ${inner}`;
  if (pieces.length === 3 && pieces[0] === "" && pieces[2] === "") return `does not contain ${inner}`;
  return `does not fit ${JSON.stringify(pieces.join("*"))}`;
}

/** A text; where a JSON number or a boolean might be expected to do, whether it does. */
function textValue(text: string, dialect: Dialect): string {
  const value = JSON.stringify(text);
  if (dialect === "fields") return value;
  if (text === "true" || text === "false") return `the string ${value}, not the JSON ${text}`;
  const readsAsNumber = parseDecimal(text) !== undefined || /^-?Infinity$/.test(text);
  return readsAsNumber ? `the string ${value} or a number written so` : value;
}

/** `*` alone, once or more often. */
function isAny(literal: Literal): boolean {
  return literal.kind === "wildcard" && literal.pieces.every((piece) => piece === "");
}

function regexText(written: string): string {
  return written.slice(written.indexOf("%"));
}

/** Whether a wildcard must end with its last piece, where that it is tried at one place only can be felt. */
export function endsInPiece(literal: Literal): boolean {
  return literal.kind === "wildcard" && literal.pieces[literal.pieces.length - 1] !== "";
}

/** How `*` differs from the wildcard people know. */
export const NEAREST: string = 'What follows a * is looked for at its first place only: "*11" does not match 1111.';
