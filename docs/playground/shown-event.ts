// Holds: one event as the page shows it: why it matches or does not, part by part.
// In: a matcher, an event. Out: plain data: the event in pieces, a row for each clause, extracted values.
// Always: bounded, however long the event is.

import type { Clause, Matcher, Outcome } from "../../src/index.ts";
import type { TextEvent } from "./events.ts";
import { eventMarks, leavesOf, type Mark, type Piece, patternMarks, piecesOf } from "./marks.ts";

export interface ShownEvent {
  /** Its number among the events, from 1. */
  readonly number: number;
  /** Where it begins in the text. */
  readonly start: number;
  readonly timestamp: number | undefined;
  readonly isMatch: boolean;
  /** The clauses in the pattern's text. */
  readonly marks: readonly Mark[];
  readonly event: readonly Piece[];
  readonly rows: readonly ClauseRow[];
  readonly values: readonly (readonly [name: string, value: string])[];
  readonly note: string | undefined;
}

export interface ClauseRow {
  /** The number that clause and values are marked with; absent for an and / or. */
  readonly number?: number;
  readonly depth: number;
  readonly outcome: Outcome;
  readonly text: string;
  readonly seen: string;
  readonly note: string | undefined;
}

const MOST_VALUES = 5;
const MOST_ROWS = 100;
const LONGEST_VALUE = 120;

export function shownEvent(matcher: Matcher, { message, start, timestamp }: TextEvent, number: number): ShownEvent {
  const { matches, clauses, extractedValues, note } = matcher.explain(message);
  const leaves = leavesOf(clauses);
  const marks = patternMarks(clauses);
  return {
    ...{ number, start, timestamp, isMatch: matches, marks, note },
    event: piecesOf(message, eventMarks(clauses)),
    rows: clauses.flatMap((clause) => rowsOf(clause, 0, matcher.text, leaves)).slice(0, MOST_ROWS),
    values: Object.entries(extractedValues)
      .slice(0, MOST_ROWS)
      .map(([name, value]) => [name, cut(value)] as const),
  };
}

/** Every clause must hold, so an outermost `and` says nothing new; a field says what its condition says. */
function rowsOf(clause: Clause, depth: number, pattern: string, leaves: readonly Clause[]): readonly ClauseRow[] {
  const { kind, operands, outcome, span, note } = clause;
  const isPlain = (kind === "and" && depth === 0) || (kind === "field" && operands.length > 0);
  const below = operands.flatMap((operand) => rowsOf(operand, isPlain ? depth : depth + 1, pattern, leaves));
  if (isPlain) return below;
  const isLeaf = operands.length === 0;
  const joined = kind === "and" ? "all of" : "any of";
  const text = isLeaf ? pattern.slice(span.start, span.end) || "a field without a name" : joined;
  const number = isLeaf ? { number: leaves.indexOf(clause) } : {};
  return [{ ...number, depth, outcome, text, seen: seenText(clause), note }, ...below];
}

/** The values that decided, or all of them. */
function seenText({ operands, outcome, seen }: Clause): string {
  if (operands.length > 0 || outcome === "ignored") return "";
  if (seen.length === 0) return "not there";
  const deciding = seen.filter(({ holds }) => holds === (outcome === "holds"));
  const shown = [...new Set((deciding.length > 0 ? deciding : seen).map(({ value }) => cut(value)))];
  const more = shown.length > MOST_VALUES ? ` and ${shown.length - MOST_VALUES} more` : "";
  return `${shown.slice(0, MOST_VALUES).join(", ")}${more}`;
}

function cut(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
