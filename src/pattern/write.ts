// Holds: how the pieces of a pattern are written: the one way in which fixes, formatting and building all write them.
// In: terms, texts, selector steps, conditions. Out: their text.
// Always: only forms that are known to be accepted: names and terms beyond ASCII stand in quotes, though bare ones may do [I].

import type { Path } from "./analysed.ts";
import type { JsonState, Operator, Term } from "./syntax.ts";

/** Text as a quoted value. */
export function quote(text: string): string {
  return `"${text.replace(/(["\\])/g, "\\$1")}"`;
}

const SIGNS: Readonly<Record<Term["role"], string>> = { required: "", excluded: "-", optional: "?" };

/** A term, bare where it can be; `quoted` is how it stands in quotes. Whether a blank may follow the sign is not known. */
export function termText(role: Term["role"], text: string, quoted: string = quote(text)): string {
  return SIGNS[role] + (/^[A-Za-z0-9_.]+$/.test(text) ? text : quoted);
}

/** A selector, names bare where they can be; a wildcard is `.*` at the root, where nothing else can stand, and `[*]` after it. */
export function selectorText(path: Path): string {
  return path.reduce((text, step, at) => {
    // No array is longer, and a number from 1e21 on would be written with an exponent.
    if (step.kind === "index") return `${text}[${Math.min(step.index, Number.MAX_SAFE_INTEGER)}]`;
    if (step.kind === "wildcard") return at === 0 ? `${text}.*` : `${text}[*]`;
    return /^[A-Za-z0-9_-]+$/.test(step.name) ? `${text}.${step.name}` : `${text}.['${step.name}']`;
  }, "$");
}

/** A condition, and what joins its outermost parts; undefined for a single test. */
export interface Written {
  readonly text: string;
  readonly joins: "and" | "or" | undefined;
}

export function comparisonText(subject: string, operator: Operator, value: string): Written {
  return { text: `${subject} ${operator} ${value}`, joins: undefined };
}

const STATES: Readonly<Record<JsonState["state"], string>> = {
  ...{ null: "IS NULL", true: "IS TRUE", false: "IS FALSE", absent: "NOT EXISTS" },
};

export function stateText(selector: string, state: JsonState["state"]): Written {
  return { text: `${selector} ${STATES[state]}`, joins: undefined };
}

/**
 * Conditions joined by `&&` or `||`. An `||` inside an `&&` needs its parentheses. An `&&` inside an `||` gets them for the
 * reader's sake, in JSON patterns only: whether the service takes any in conditions of fields is not known.
 */
export function joinedText(joins: "and" | "or", operands: readonly Written[], dialect: "json" | "fields"): Written {
  const inParentheses = joins === "and" ? "or" : dialect === "json" ? "and" : "neither";
  const texts = operands.map((operand) => (operand.joins === inParentheses ? `(${operand.text})` : operand.text));
  return { text: texts.join(joins === "and" ? " && " : " || "), joins };
}

export function jsonText(condition: Written): string {
  return `{ ${condition.text} }`;
}

/** Entries in order; an unnamed field is "". */
export function fieldsText(entries: readonly string[]): string {
  return `[${entries.join(", ")}]`;
}
