// Holds: an explanation of one event, as a terminal shows it.
// In: a pattern, an event, the explanation, a painter. Out: lines: the verdict, pattern and event with their parts coloured, each clause.
// Always: control characters of events are made visible; a long event is shown where something was seen in it.

import type { Clause, Explanation } from "../match/explanation.ts";
import { visible } from "../text/frame.ts";
import type { Span } from "../text/span.ts";
import type { Paint } from "./paint.ts";

const MARKS = { holds: "✓", fails: "✗", ignored: "·" } as const;
const STYLES = { holds: "good", fails: "error", ignored: "dim" } as const;

export interface Explained {
  readonly pattern: string;
  readonly event: string;
  /** Where the event came from, as it is shown. */
  readonly place: string;
  readonly explanation: Explanation;
}

export function* explanationLines({ pattern, event, place, explanation }: Explained, paint: Paint): Iterable<string> {
  const { matches, clauses, note } = explanation;
  yield `${matches ? paint("good", "✓ matches") : paint("error", "✗ does not match")}  ${paint("dim", place)}`;
  yield `  ${paint("dim", "pattern")}  ${painted(pattern, patternMarks(clauses), paint)}`;
  yield `  ${paint("dim", "event")}    ${painted(event, eventMarks(clauses), paint)}`;
  if (note !== undefined) yield `  ${note}`;
  // Without one JSON object nothing was looked for; fields are looked for in any event.
  const isUnread = note !== undefined && clauses.every(({ kind }) => kind !== "field");
  const rows = isUnread ? [] : clauses.flatMap((clause) => [...rowsOf(clause, 0, pattern, event)]);
  const width = Math.min(MAX_LABEL, Math.max(0, ...rows.map(({ label }) => label.length)));
  for (const { outcome, label, seen, note: why } of rows) {
    const pad = " ".repeat(Math.max(width - label.length, 0));
    const said = why === undefined ? seen : `${seen}${seen === "" ? "" : ": "}${paint("dim", why)}`;
    yield `  ${paint(STYLES[outcome], label)}${pad}  ${said}`.trimEnd();
  }
}

/** Labels longer than this do not push the others' values to the right. */
const MAX_LABEL = 50;

interface Row {
  readonly outcome: Clause["outcome"];
  readonly label: string;
  readonly seen: string;
  readonly note: string | undefined;
}

function* rowsOf(clause: Clause, depth: number, pattern: string, event: string): Iterable<Row> {
  const { kind, outcome, operands, note } = clause;
  // All clauses must hold, so an outermost `and` says nothing new; a field says what its condition says.
  const isPlain = (kind === "and" && depth === 0) || (kind === "field" && operands.length > 0);
  if (!isPlain) {
    const label = `${"  ".repeat(depth)}${MARKS[outcome]} ${labelOf(clause, pattern)}`;
    yield { outcome, label, seen: seenText(clause, event), note };
  }
  for (const operand of operands) yield* rowsOf(operand, isPlain ? depth : depth + 1, pattern, event);
}

function labelOf({ kind, span }: Clause, pattern: string): string {
  if (kind === "and") return "all of";
  if (kind === "or") return "any of";
  return visible(pattern.slice(span.start, span.end)) || "(a field without a name)";
}

/** Values named on one line. */
const MAX_NAMED = 5;

function seenText({ kind, outcome, seen }: Clause, event: string): string {
  if (kind === "and" || kind === "or" || outcome === "ignored") return "";
  if (seen.length === 0) return "not there";
  if (kind === "term")
    return enumerated(
      seen.map(({ span }) => String(span.start)),
      "at ",
    );
  const deciding = seen.filter(({ holds }) => holds === (outcome === "holds"));
  const shown = deciding.length > 0 ? deciding : seen;
  return enumerated(
    shown.map(({ span }) => cut(event.slice(span.start, span.end))),
    "",
  );
}

function enumerated(texts: readonly string[], before: string): string {
  const more = texts.length > MAX_NAMED ? ` and ${texts.length - MAX_NAMED} more` : "";
  return `${before}${texts.slice(0, MAX_NAMED).join(", ")}${more}`;
}

const MAX_VALUE = 60;

function cut(text: string): string {
  return visible(text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text);
}

interface Mark {
  readonly span: Span;
  readonly style: Style;
}

/** A style by its number, for one number a character; BOLD is added to it. */
type Style = number;
const [PLAIN, GOOD, ERROR, DIM, BOLD] = [0, 1, 2, 3, 4];
const NUMBERS = { holds: GOOD, fails: ERROR, ignored: DIM } as const;

function leavesOf(clauses: readonly Clause[]): readonly Clause[] {
  return clauses.flatMap((clause) => (clause.operands.length === 0 ? [clause] : leavesOf(clause.operands)));
}

function patternMarks(clauses: readonly Clause[]): readonly Mark[] {
  return leavesOf(clauses).map(({ span, outcome }) => ({ span, style: NUMBERS[outcome] }));
}

/** A value that speaks for one clause and against another is shown as speaking for it; what an expression found is bold. */
function eventMarks(clauses: readonly Clause[]): readonly Mark[] {
  const seen = leavesOf(clauses).flatMap((clause) => clause.seen);
  return [...seen.filter(({ holds }) => !holds), ...seen.filter(({ holds }) => holds)].flatMap(
    ({ span, found, holds }) => {
      const style = holds ? GOOD : ERROR;
      return found === undefined
        ? [{ span, style }]
        : [
            { span, style },
            { span: found, style: style + BOLD },
          ];
    },
  );
}

/** A text longer than this is shown in pieces: its start and what is marked, each with so much around it. */
const MAX_WHOLE = 1000;
const AROUND = 40;

function painted(text: string, marks: readonly Mark[], paint: Paint): string {
  const styles = new Uint8Array(text.length);
  for (const { span, style } of marks) styles.fill(style, span.start, span.end);
  const shown = shownParts(text, marks);
  let line = "";
  for (let at = 0; at < text.length; ) {
    let end = at + 1;
    while (end < text.length && styles[end] === styles[at] && shown[end] === shown[at]) end++;
    line += shown[at] === 1 ? piece(text.slice(at, end), styles[at]!, paint) : paint("dim", " … ");
    at = end;
  }
  return line;
}

function shownParts(text: string, marks: readonly Mark[]): Uint8Array {
  const shown = new Uint8Array(text.length);
  if (text.length <= MAX_WHOLE) return shown.fill(1);
  shown.fill(1, 0, AROUND);
  for (const { span } of marks) {
    const end = Math.min(span.end, span.start + MAX_WHOLE);
    shown.fill(1, Math.max(0, span.start - AROUND), Math.min(text.length, end + AROUND));
  }
  return shown;
}

function piece(text: string, style: Style, paint: Paint): string {
  const clean = visible(text);
  if (style === PLAIN) return clean;
  const tone = style & 3;
  const toned = paint(tone === GOOD ? "good" : tone === ERROR ? "error" : "dim", clean);
  return style >= BOLD ? paint("bold", toned) : toned;
}
