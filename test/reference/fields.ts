// Holds: space-delimited patterns: `[ip, ..., status = 4* || status = 500, size]`.
// In: a pattern. Out: from an event to its extracted fields, or undefined if it doesn't match; throws `Refused`.
// Always: without `...` the last field takes the rest of the event.

import { Cursor, isDigit, isLetterOrDigit, refuse } from "./cursor.ts";
import { compareDecimals, readDecimal } from "./numbers.ts";
import { holds, type Operator, readExpression, readValue, type Test, takeOperator, type Value } from "./values.ts";

interface Field {
  /** "" for an unnamed field, "..." for the ellipsis. */
  readonly name: string;
  readonly test: Test<string>;
}

const MOST_REGEXES = 2;

export function readFields(pattern: string): (event: string) => Record<string, string> | undefined {
  if (!pattern.endsWith("]") || pattern.length < 2) refuse("a pattern that starts with [ must end with ]");
  const fields = parse(new Cursor(pattern.slice(1, -1)));
  return (event) => {
    const assigned = assign(fields, event);
    return assigned?.every(({ field, text }) => field.test(text)) ? extract(assigned) : undefined;
  };
}

// Reading

function parse(cursor: Cursor): Field[] {
  cursor.skipBlanks();
  if (cursor.done) return [{ name: "...", test: () => true }];
  const fields: Field[] = [];
  let regexes = 0;
  do {
    cursor.skipBlanks();
    fields.push(readField(cursor, () => regexes++));
    cursor.skipBlanks();
  } while (cursor.take(","));
  if (!cursor.done) refuse("something after a field");
  if (regexes > MOST_REGEXES) refuse("too many regular expressions");
  const names = fields.map((field) => field.name).filter((name) => name !== "");
  if (new Set(names).size < names.length) refuse("a field twice");
  return fields;
}

function readField(cursor: Cursor, countRegex: () => void): Field {
  const any: Test<string> = () => true;
  if (cursor.done || cursor.next === ",") return { name: "", test: any };
  if (cursor.take("...")) return { name: "...", test: any };
  const start = cursor.at;
  if (cursor.next !== "(") {
    const name = readName(cursor);
    cursor.skipBlanks();
    if (cursor.done || cursor.next === ",") return { name, test: any };
    cursor.at = start;
  }
  const names = new Set<string>();
  const test = readExpression<string>(cursor, () => {
    names.add(readName(cursor));
    return readCondition(cursor, countRegex);
  });
  const [name, ...others] = [...names] as [string, ...string[]];
  if (others.length > 0) refuse("a condition on another field");
  return { name, test };
}

function readName(cursor: Cursor): string {
  const name = cursor.takeWhile((char) => isLetterOrDigit(char) || char === "_");
  return name === "" || isDigit([...name][0]!) ? refuse("expected a name") : name;
}

function readCondition(cursor: Cursor, countRegex: () => void): Test<string> {
  cursor.skipBlanks();
  const operator = takeOperator(cursor);
  cursor.skipBlanks();
  const value = readValue(cursor, operator);
  if (value.kind === "text" && value.isRegex) countRegex();
  return (text) => textHolds(text, operator, value);
}

function textHolds(text: string, operator: Operator, value: Value): boolean {
  if (value.kind === "text") return value.matches(text) === (operator === "=");
  const decimal = readDecimal(text);
  return decimal === undefined ? operator === "!=" : holds(operator, compareDecimals(decimal, value.decimal));
}

// Matching

interface Token {
  readonly start: number;
  readonly text: string;
}

const SEPARATORS = " \t\n\r\f\v";

/** Splits at ASCII whitespace; `"…"` and `[…]` are one token each, without their marks, and end where they are closed. */
function tokenize(event: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < event.length) {
    if (SEPARATORS.includes(event[at]!)) {
      at++;
      continue;
    }
    const start = at;
    const closer = event[start] === '"' ? '"' : event[start] === "[" ? "]" : undefined;
    const close = closer === undefined ? -1 : event.indexOf(closer, start + 1);
    if (close !== -1) {
      tokens.push({ start, text: event.slice(start + 1, close) });
      at = close + 1;
    } else {
      while (at < event.length && !SEPARATORS.includes(event[at]!)) at++;
      tokens.push({ start, text: event.slice(start, at) });
    }
  }
  return tokens;
}

type Assigned = readonly { readonly field: Field; readonly text: string }[];

/** One field for every token; undefined when there are fewer tokens than fields. */
function assign(fields: readonly Field[], event: string): Assigned | undefined {
  const tokens = tokenize(event);
  const ellipsis = fields.findIndex((field) => field.name === "...");
  if (ellipsis === -1) {
    if (tokens.length < fields.length) return undefined;
    const last = fields.length - 1;
    const rest = tokens.length === fields.length ? tokens[last]!.text : event.slice(tokens[last]!.start);
    return fields.map((field, i) => ({ field, text: i === last ? rest : tokens[i]!.text }));
  }
  const missing = tokens.length - (fields.length - 1);
  if (missing < 0) return undefined;
  const unnamed = Array.from({ length: missing }, (): Field => ({ name: "", test: () => true }));
  const filled = [...fields.slice(0, ellipsis), ...unnamed, ...fields.slice(ellipsis + 1)];
  return filled.map((field, i) => ({ field, text: tokens[i]!.text }));
}

function extract(assigned: Assigned): Record<string, string> {
  return Object.fromEntries(assigned.map(({ field, text }, i) => [`$${field.name || i + 1}`, text]));
}
