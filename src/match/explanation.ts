// Holds: why an event matches a pattern, or does not: clause by clause.
// In: made by `explain.ts` and its kin. Out: plain data for editors, terminals and tests.
// Always: an event matches when none of the clauses fails; spans of clauses lie in the pattern, those of what was seen in the event.

import type { Span } from "../text/span.ts";

/** Why an event matches or does not. */
export interface Explanation {
  readonly matches: boolean;
  /** What the pattern asks, in its order: all of it must hold. Empty for the patterns that ask nothing, the empty one and `[]`. */
  readonly clauses: readonly Clause[];
  /** As in the match; empty when there is none. */
  readonly extractedValues: Readonly<Record<string, string>>;
  /** What concerns the event as a whole: why it is no JSON object, how many fields it lacks. */
  readonly note?: string;
}

/** `ignored`: the service does not look at this part of the pattern. */
export type Outcome = "holds" | "fails" | "ignored";

/** One part of a pattern, and what came of it. */
export interface Clause {
  /** A term, the whole `%regex%`, a comparison, `IS …` or `NOT EXISTS`, a field; or the and / or of other clauses. */
  readonly kind: "term" | "regex" | "comparison" | "state" | "field" | "and" | "or";
  /** Where it stands in the pattern, in UTF-16 offsets; parentheses around it are left out. */
  readonly span: Span;
  /** An `and` holds when none of its operands fails, an `or` when one holds; a field, when it is there and its condition holds. */
  readonly outcome: Outcome;
  /** What it looked at, in the order of the event, at most 100, the deciding ones first of all; empty when there was nothing. */
  readonly seen: readonly Seen[];
  /** What an and / or joins; the condition of a field, if it has one. */
  readonly operands: readonly Clause[];
  /** Why, where the value alone does not tell it. */
  readonly note?: string;
}

/** One value that a clause looked at. */
export interface Seen {
  /** Where it stands in the event, in UTF-16 offsets of its text; quotes and brackets are counted in. */
  readonly span: Span;
  /** What was compared: a text without quotes and escapes, a JSON number as the service writes it; anything else as it stands. */
  readonly value: string;
  /** Whether this value speaks for the clause. */
  readonly holds: boolean;
  /** The part of it that a regular expression found, where the event has it as it was compared. */
  readonly found?: Span;
}
