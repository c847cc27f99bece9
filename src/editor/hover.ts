// Holds: what the piece of a pattern under the cursor means.
// In: a text and an offset. Out: the piece's span, a title and a note; undefined between pieces.
// Always: total; says what the piece does here, such as that a `?term` is ignored, not only what it is.

import { readSelector } from "../pattern/nodes.ts";
import { parsePattern } from "../pattern/parse.ts";
import { type Piece, pieces } from "../pattern/pieces.ts";
import type { Step } from "../pattern/syntax.ts";
import type { Span } from "../text/span.ts";
import { type Evidence, NOTES, type NoteName } from "./notes.ts";

export interface Hover {
  readonly span: Span;
  /** What it is, in a few words. */
  readonly title: string;
  /** What it does. */
  readonly text: string;
  /** How that is known. */
  readonly evidence: Evidence;
}

/** What the piece at an offset means; at a border, the piece after it. */
export function hover(text: string, offset: number): Hover | undefined {
  const row = pieces(text);
  const at = row.findIndex(({ span }) => span.start <= offset && offset < span.end);
  const index = at !== -1 ? at : row.findIndex(({ span }) => span.end === offset);
  const piece = row[index];
  if (piece === undefined) return undefined;
  const found = about(piece, row, index, text);
  return found && { span: piece.span, title: found[0], text: NOTES[found[1]].says, evidence: NOTES[found[1]].evidence };
}

function about(piece: Piece, row: readonly Piece[], index: number, text: string): [string, NoteName] | undefined {
  const written = text.slice(piece.span.start, piece.span.end);
  switch (piece.kind) {
    case "mistake":
      return undefined;
    case "open":
    case "close":
      return text.trimStart().startsWith("{") ? ["JSON pattern", "json"] : ["space-delimited pattern", "fields"];
    case "term":
    case "exclude":
    case "optional":
      return term(piece, written, text);
    case "selector":
      return selector(written, piece.span);
    case "name":
      return [`field \`${written}\``, "name"];
    case "equality":
      return written === "!=" ? ["not equal", "!="] : ["equal", "="];
    case "order":
      return [ORDERS[written] ?? written, "order"];
    case "number":
      return [`the number ${written}`, "number"];
    case "text":
      return value(written);
    case "regex":
      return ["regular expression", row.length === 1 ? "regexPattern" : "regex"];
    case "is":
    case "state":
      return state(row[piece.kind === "is" ? index + 1 : index], text);
    case "not":
    case "exists":
      return ["NOT EXISTS", "exists"];
    case "and":
    case "or":
      return [piece.kind, piece.kind];
    case "group":
    case "ungroup":
      return ["parentheses", "group"];
    case "comma":
      return ["next field", "comma"];
    case "ellipsis":
      return ["any fields", "ellipsis"];
  }
}

const ORDERS: Readonly<Record<string, string>> = {
  ...{ "<": "less than", "<=": "at most", ">": "greater than", ">=": "at least" },
};

function term(piece: Piece, written: string, text: string): [string, NoteName] {
  const { pattern } = parsePattern(text);
  const terms = pattern.kind === "terms" ? pattern.terms : [];
  const own = terms.find(({ span }) => span.start <= piece.span.start && piece.span.end <= span.end);
  if (own?.role === "optional") {
    const isIgnored = terms.some(({ role }) => role !== "optional");
    return ["one of several terms", isIgnored ? "ignored" : "optional"];
  }
  if (own?.role === "excluded") return ["excluded term", "exclude"];
  return written.startsWith('"') ? ["phrase", "phrase"] : ["term", "term"];
}

function selector(written: string, where: Span): [string, NoteName] {
  const { steps } = readSelector(written, where);
  const isWild = steps.some((step) => step.kind === "wildcard");
  return [[...steps].reverse().map(stepWords).join(" of "), isWild ? "wildcard" : "selector"];
}

function stepWords(step: Step): string {
  if (step.kind === "name") return `\`${step.name}\``;
  return step.kind === "index" ? `element ${step.index}` : "any element or member";
}

function value(written: string): [string, NoteName] {
  const inside = written.replace(/^"([\s\S]*)"$/, "$1");
  if (/^\*+$/.test(inside)) return ["any string or number", "star"];
  if (inside.includes("*")) return ["text with wildcards", "stars"];
  return /^(?:true|false)$/i.test(inside) ? ["text", "boolean"] : ["text", "text"];
}

function state(word: Piece | undefined, text: string): [string, NoteName] {
  const name = word?.kind === "state" ? text.slice(word.span.start, word.span.end).toLowerCase() : "";
  if (name === "null" || name === "true" || name === "false") return [`IS ${name.toUpperCase()}`, name];
  return ["IS", "is"];
}
