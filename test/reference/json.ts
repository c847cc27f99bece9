// Holds: JSON patterns: `{ $.a = 1 && ($.b[*] != "x" || $.c NOT EXISTS) }`.
// In: a pattern. Out: a test of events; throws `Refused`.
// Always: an event is one JSON object, or it matches nothing.

import { Cursor, isBlank, isLetterOrDigit, refuse } from "./cursor.ts";
import { compareDecimals, JsonNumber } from "./numbers.ts";
import {
  holds,
  isWordChar,
  type Operator,
  readExpression,
  readValue,
  type Test,
  takeOperator,
  type Value,
} from "./values.ts";

type Json = null | boolean | string | JsonNumber | readonly Json[] | { readonly [name: string]: Json };
type Step = { readonly name: string } | { readonly index: bigint } | "*";
type Selector = readonly Step[];

const MOST_WILDCARDS = 3;
const MOST_REGEXES = 2;

export function readJson(pattern: string): (event: string) => boolean {
  if (!pattern.endsWith("}")) refuse("a pattern that starts with { must end with }");
  const cursor = new Cursor(pattern.slice(1, -1));
  let wildcards = 0;
  let regexes = 0;
  const test = readExpression<Json>(cursor, () => {
    const selector = readSelector(cursor);
    if (selector.includes("*")) wildcards++;
    return readComparison(cursor, selector, () => regexes++);
  });
  if (!cursor.done) refuse("something after the expression");
  if (wildcards > MOST_WILDCARDS) refuse("too many wildcards");
  if (regexes > MOST_REGEXES) refuse("too many regular expressions");
  return (event) => {
    const root = parseEvent(event);
    return root !== undefined && test(root);
  };
}

function parseEvent(event: string): Json | undefined {
  const keepNumbers = (_: string, value: unknown, context: { source: string }): unknown =>
    typeof value === "number" ? new JsonNumber(context.source) : value;
  try {
    const root = JSON.parse(event, keepNumbers as unknown as (this: unknown, key: string, value: unknown) => unknown);
    return isObject(root) ? root : undefined;
  } catch {
    return undefined;
  }
}

function isObject(json: Json): json is { readonly [name: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json) && !(json instanceof JsonNumber);
}

// Selectors

function readSelector(cursor: Cursor): Selector {
  cursor.expect("$");
  const steps: Step[] = [];
  while (cursor.next === "." || (steps.length > 0 && cursor.next === "[")) steps.push(readStep(cursor));
  if (steps.length === 0) refuse("a selector starts with $.");
  if (steps.filter((step) => step === "*").length > 1) refuse("more than one wildcard in a selector");
  return steps;
}

function readStep(cursor: Cursor): Step {
  if (cursor.take(".*") || cursor.take("[*]")) return "*";
  if (cursor.take(".['")) {
    const name = cursor.takeUntil("'");
    cursor.expect("]");
    return { name: name === "" ? refuse("an empty name") : name };
  }
  if (cursor.take("[")) {
    const digits = cursor.takeWhile((char) => /^[0-9]$/.test(char));
    cursor.expect("]");
    return { index: digits === "" ? refuse("an index is a number") : BigInt(digits) };
  }
  cursor.expect(".");
  const name = cursor.takeWhile((char) => isLetterOrDigit(char) || char === "_" || char === "-");
  return { name: name === "" ? refuse("expected a name") : name };
}

function select(selector: Selector, root: Json): readonly Json[] {
  return selector.reduce((nodes: readonly Json[], step) => nodes.flatMap((node) => children(node, step)), [root]);
}

function children(node: Json, step: Step): readonly Json[] {
  if (step === "*") return Array.isArray(node) || isObject(node) ? Object.values(node) : [];
  if ("index" in step) return Array.isArray(node) && step.index < node.length ? [node[Number(step.index)]!] : [];
  return isObject(node) && Object.hasOwn(node, step.name) ? [node[step.name]!] : [];
}

// Comparisons

function readComparison(cursor: Cursor, selector: Selector, countRegex: () => void): Test<Json> {
  const separated = isBlank(cursor.next);
  cursor.skipBlanks();
  if (/^\p{L}$/u.test(cursor.next))
    return separated ? readKeywords(cursor, selector) : refuse("a word glued to a selector");
  const operator = takeOperator(cursor);
  cursor.skipBlanks();
  const start = cursor.at;
  const value = readValue(cursor, operator);
  if (cursor.since(start).toLowerCase() === "null") refuse("null wants IS NULL");
  if (value.kind === "text" && value.isRegex) countRegex();
  return (root) => compares(selector, operator, value, root);
}

function compares(selector: Selector, operator: Operator, value: Value, root: Json): boolean {
  const nodes = select(selector, root);
  const wildcard = selector.indexOf("*");
  if (operator === "!=" && wildcard !== -1) {
    const parentExists = select(selector.slice(0, wildcard), root).length > 0;
    return parentExists && !nodes.some((node) => nodeHolds(node, "=", value));
  }
  return nodes.some((node) => nodeHolds(node, operator, value));
}

/** Only strings and numbers hold, whatever the operator. */
function nodeHolds(node: Json, operator: Operator, value: Value): boolean {
  if (value.kind === "number") {
    if (typeof node === "string") return textHolds(operator, node === value.source);
    if (!(node instanceof JsonNumber)) return false;
    return node.decimal !== undefined && holds(operator, compareDecimals(node.decimal, value.decimal));
  }
  if (typeof node === "string") return textHolds(operator, value.matches(node));
  return node instanceof JsonNumber && textHolds(operator, value.matches(node.text));
}

function textHolds(operator: Operator, equal: boolean): boolean {
  return (operator === "=" && equal) || (operator === "!=" && !equal);
}

/** `IS NULL`, `IS TRUE`, `IS FALSE`, `NOT EXISTS`, in any case. */
function readKeywords(cursor: Cursor, selector: Selector): Test<Json> {
  const first = cursor.takeWhile(isWordChar);
  cursor.skipBlanks();
  const second = cursor.takeWhile(isWordChar);
  const isPlain = !selector.includes("*");
  switch (`${first} ${second}`.toUpperCase()) {
    case "IS NULL":
      return (root) => select(selector, root).some((node) => node === null || (isPlain && holdsNull(node)));
    case "IS TRUE":
      return (root) => select(selector, root).includes(true);
    case "IS FALSE":
      return (root) => select(selector, root).includes(false);
    case "NOT EXISTS":
      return (root) => select(selector, root).length === 0;
    default:
      return refuse("an unknown keyword");
  }
}

function holdsNull(node: Json): boolean {
  return Array.isArray(node) && node.includes(null);
}
