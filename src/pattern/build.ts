// Holds: the builder of filter patterns, which quotes what needs quotes.
// In: plain values. Out: a pattern's text, valid, and as formatPattern would write it.
// Always: pure; the text means what was asked for or there is none: whatever no pattern can say throws PatternError.

import type { DiagnosticCode } from "../text/catalogue.ts";
import { span } from "../text/span.ts";
import type { PathStep } from "./analysed.ts";
import { MAX_LENGTH } from "./body.ts";
import { PatternError } from "./error.ts";
import { diagnosticsOf, finding, serviceMessage } from "./finding.ts";
import { FIELD_NAME } from "./mistakes/fields.ts";
import { parseSelector } from "./selector.ts";
import type { JsonState, Operator } from "./syntax.ts";
import { requirePattern } from "./validate.ts";
import {
  comparisonText,
  fieldsText,
  joinedText,
  jsonText,
  quote,
  selectorText,
  stateText,
  termText,
  type Written,
} from "./write.ts";

/** All that an event must hold and none of what it must not, or any one of several: the service can't do both at once [O]. */
export type TermsToFind =
  | { readonly all?: readonly string[]; readonly none?: readonly string[]; readonly any?: undefined }
  | { readonly any: readonly string[]; readonly all?: undefined; readonly none?: undefined };

/** A step of a path that stands for every element of an array and every member of an object. */
export const each: { readonly every: "child" } = { every: "child" };

/** A property selector as text, or as the names and indexes on the way, written as they are: `["a.b", 0, each]`. */
export type PropertySelector = `$.${string}` | readonly (string | number | typeof each)[];

/** A text, a number, a text in which `*` stands for anything, or a regular expression to be found in the value. */
export type Value = string | number | bigint | { readonly wildcard: string } | { readonly regex: string };

/** A condition of one dialect; made by the functions below. */
export interface Condition<Dialect extends "json" | "fields"> extends Written {
  readonly dialect: Dialect;
}
export type JsonCondition = Condition<"json">;
export type FieldCondition = Condition<"fields">;

/** Compares the property that a selector leads to, or the field of a name, which does not start with `$`. */
export interface Compare<Operand> {
  (selector: PropertySelector, value: Operand): JsonCondition;
  (field: string, value: Operand): FieldCondition;
}

/** The pattern that finds terms anywhere in an event: `terms({ all: ["ERROR"], none: ["retried"] })`. */
export function terms({ all = [], none = [], any }: TermsToFind): string {
  if (any === undefined) {
    return checked([...all.map((t) => termText("required", t)), ...none.map((t) => termText("excluded", t))].join(" "));
  }
  if (all.length + none.length > 0) refuse("any", "Beside other terms the service ignores those of which any would do");
  if (any.length === 0) refuse("any", "Any of no terms would match nothing, which no pattern of terms can say");
  return checked(any.map((term) => termText("optional", term)).join(" "));
}

/** The pattern that finds one text, blanks and signs included, anywhere in an event. */
export function phrase(text: string): string {
  return terms({ all: [text] });
}

/** The pattern that searches an event for a regular expression of the service's dialect: `regex("status=5\\d\\d")`. */
export function regex(source: string): string {
  return checked(`%${source}%`);
}

/** The pattern of a condition on JSON events: `json(and(eq("$.a", "x"), notExists("$.b")))`. */
export function json(condition: JsonCondition): string {
  if (condition.dialect !== "json") refuse("condition", "A JSON pattern tests property selectors, such as $.name");
  return checked(jsonText(condition));
}

/**
 * The pattern of space-delimited fields, in order: a name, `""` for a field without one, `"..."` for any number of fields,
 * or a condition, which also gives the field its name: `fields(["ip", "...", ge("status", 400), "bytes"])`.
 */
export function fields(entries: readonly (string | FieldCondition)[]): string {
  if (entries.length === 1 && entries[0] === "")
    refuse("entries", "A single field needs a name: `[]` matches every event");
  return checked(fieldsText(entries.map(entryText)));
}

function entryText(entry: string | FieldCondition): string {
  if (typeof entry === "string") return entry === "" || entry === "..." ? entry : fieldName(entry);
  return entry.dialect === "fields" ? entry.text : refuse("entries", "A field has a condition on its own name");
}

/** Equal: texts as texts, numbers by value; `true` and the like are texts, see isTrue. */
export const eq: Compare<Value> = (subject: Subject, value: Value) => compare(subject, "=", value);

/** Not equal; false for a JSON event without the property. */
export const ne: Compare<Value> = (subject: Subject, value: Value) => compare(subject, "!=", value);

/** Less than a number. */
export const lt: Compare<number | bigint> = (subject: Subject, value: number | bigint) => compare(subject, "<", value);
/** At most a number. */
export const le: Compare<number | bigint> = (subject: Subject, value: number | bigint) => compare(subject, "<=", value);
/** More than a number. */
export const gt: Compare<number | bigint> = (subject: Subject, value: number | bigint) => compare(subject, ">", value);
/** At least a number. */
export const ge: Compare<number | bigint> = (subject: Subject, value: number | bigint) => compare(subject, ">=", value);

/** `$.name IS NULL`: the property is null, or an array with a null in it. */
export const isNull = (selector: PropertySelector): JsonCondition => state(selector, "null");
/** `$.name IS TRUE`: the property is JSON's true. */
export const isTrue = (selector: PropertySelector): JsonCondition => state(selector, "true");
/** `$.name IS FALSE`: the property is JSON's false. */
export const isFalse = (selector: PropertySelector): JsonCondition => state(selector, "false");
/** `$.name NOT EXISTS`: the event has no such property. */
export const notExists = (selector: PropertySelector): JsonCondition => state(selector, "absent");

/** All of the conditions hold. */
export function and<Dialect extends "json" | "fields">(
  ...conditions: readonly Condition<Dialect>[]
): Condition<Dialect> {
  return joined("and", conditions);
}

/** At least one of the conditions holds. */
export function or<Dialect extends "json" | "fields">(
  ...conditions: readonly Condition<Dialect>[]
): Condition<Dialect> {
  return joined("or", conditions);
}

function joined<Dialect extends "json" | "fields">(
  joins: "and" | "or",
  conditions: readonly Condition<Dialect>[],
): Condition<Dialect> {
  const [first, ...others] = conditions;
  if (first === undefined) return refuse("conditions", `\`${joins}\` needs at least one condition`);
  const { dialect } = first;
  if (others.some((c) => c.dialect !== dialect))
    refuse("conditions", "Conditions on properties and on fields don't mix");
  const condition = others.length === 0 ? first : { ...joinedText(joins, conditions, dialect), dialect };
  // A condition joined with itself again and again would grow without bound before the pattern is checked.
  if (condition.text.length > MAX_LENGTH) refuse("conditions", TOO_LONG, "pattern-too-long");
  return condition;
}

const TOO_LONG = `A pattern has at most ${MAX_LENGTH} characters`;

type Subject = PropertySelector | string;

/** A condition of whichever dialect its subject is of; the types of `Compare` tell which. */
function compare(subject: Subject, operator: Operator, value: Value): Condition<never> {
  const isField = typeof subject === "string" && !subject.startsWith("$");
  const left = isField ? fieldName(subject) : writtenSelector(subject as PropertySelector);
  const ordering = operator !== "=" && operator !== "!=";
  if (ordering && typeof value !== "number" && typeof value !== "bigint") refuse("value", "Only numbers have an order");
  const written = comparisonText(left, operator, valueText(value));
  return { ...written, dialect: (isField ? "fields" : "json") as never };
}

function state(selector: PropertySelector, which: JsonState["state"]): JsonCondition {
  return { ...stateText(writtenSelector(selector), which), dialect: "json" };
}

function valueText(value: Value): string {
  if (typeof value === "bigint" || Number.isFinite(value)) return String(value);
  if (typeof value === "string") {
    if (!value.includes("*")) return quote(value);
    refuse("value", "The service reads `*` as a wildcard: say { wildcard: … }, or { regex: … } to find the character");
  }
  const { wildcard, regex: source } = Object(value) as { readonly wildcard?: unknown; readonly regex?: unknown };
  if (typeof wildcard === "string") return quote(wildcard);
  if (typeof source === "string") return regex(source);
  return refuse("value", `${String(value)} is no value; use isTrue, isFalse or isNull for JSON's own words`);
}

function fieldName(name: string): string {
  if (FIELD_NAME.test(name)) return name;
  return refuse(
    "name",
    `${quote(name)} is no field name: letters, digits and _, not starting with a digit`,
    "field-name",
  );
}

function writtenSelector(selector: PropertySelector): string {
  const path = typeof selector === "string" ? parseSelector(selector) : selector.map(stepOf);
  const isPath = path !== undefined && path.length > 0 && path[0]!.kind !== "index";
  return isPath
    ? selectorText(path)
    : refuse("selector", "A property selector starts with a name: `$.name`", "selector-form");
}

function stepOf(step: string | number | typeof each): PathStep {
  if (typeof step === "object") return { kind: "wildcard" };
  if (typeof step === "number" && Number.isSafeInteger(step) && step >= 0) return { kind: "index", index: step };
  if (typeof step === "string" && step !== "" && !step.includes("'")) return { kind: "name", name: step };
  return refuse("selector", `A step is a name without single quotes, or an index from 0`, "selector-form");
}

function checked(text: string): string {
  requirePattern(text);
  return text;
}

/** Throws for an argument that no pattern can say. */
function refuse(argument: string, message: string, code: DiagnosticCode = "build-argument"): never {
  const findings = [finding(code, span(0, 0), message, { path: argument })];
  throw new PatternError(diagnosticsOf(findings), serviceMessage(findings, "metric-filter") ?? message);
}
