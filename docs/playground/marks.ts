// Holds: a text cut into pieces by what a pattern looked at in it.
// In: a text, and the clauses of an explanation. Out: pieces one after the other, each with its clause, or a gap.
// Always: the pieces' texts are stretches of the text, in order; without a gap they are all of it. Bounded: a long text keeps its
//         start and what surrounds the marks.

import type { Clause, Outcome, Span } from "../../src/index.ts";

export interface Mark {
  readonly span: Span;
  /** The number of the clause, from 0 in the order of the pattern. */
  readonly clause: number;
  readonly outcome: Outcome;
  /** What a regular expression found inside the value. */
  readonly isFound?: boolean;
}

export interface Piece {
  readonly text: string;
  readonly mark?: Omit<Mark, "span">;
  /** True for text that was left out. */
  readonly isGap?: true;
}

/** Marks of one text that are drawn. */
const MOST_MARKS = 400;
/** A text longer than this is shown in parts: its start, and so much around each mark. */
const LONGEST = 3000;
const HEAD = 300;
const AROUND = 60;
const LONGEST_MARK = 1000;

/** The clauses without operands, in the order of the pattern: what a reader tells apart by number and colour. */
export function leavesOf(clauses: readonly Clause[]): readonly Clause[] {
  return clauses.flatMap((clause) => (clause.operands.length === 0 ? [clause] : leavesOf(clause.operands)));
}

/** Where the clauses stand in the pattern. */
export function patternMarks(clauses: readonly Clause[]): readonly Mark[] {
  return leavesOf(clauses).map(({ span, outcome }, clause) => ({ span, clause, outcome }));
}

/** What the clauses looked at in the event: where several did, the one that holds is seen, and there the first. */
export function eventMarks(clauses: readonly Clause[]): readonly Mark[] {
  const marks = leavesOf(clauses).flatMap(({ seen }, clause) =>
    seen.flatMap(({ span, found, holds }): Mark[] => {
      const outcome = holds ? "holds" : "fails";
      const value = { span, clause, outcome } as const;
      return found === undefined ? [value] : [value, { span: found, clause, outcome, isFound: true }];
    }),
  );
  const weight = ({ outcome, isFound }: Mark): number => (outcome === "holds" ? 2 : 0) + (isFound ? 1 : 0);
  return marks.toReversed().sort((a, b) => weight(a) - weight(b));
}

/** Cuts a text at the marks; of marks that overlap the later one is seen. */
export function piecesOf(text: string, marks: readonly Mark[]): readonly Piece[] {
  const drawn = marks.slice(-MOST_MARKS).filter(({ span }) => span.start < span.end);
  const shown = shownParts(text, drawn);
  const cuts = new Set([0, text.length, ...shown.flat(), ...drawn.flatMap(({ span }) => [span.start, span.end])]);
  const places = [...cuts].sort((a, b) => a - b);
  const top = new Array<Mark | undefined>(places.length);
  const index = new Map(places.map((place, i) => [place, i]));
  for (const mark of drawn) top.fill(mark, index.get(mark.span.start), index.get(mark.span.end));
  const pieces: Piece[] = [];
  for (let i = 0; i + 1 < places.length; i++) {
    const [start, end] = [places[i]!, places[i + 1]!];
    const isShown = shown.some(([from, to]) => from <= start && end <= to);
    if (!isShown) {
      if (pieces.at(-1)?.isGap !== true) pieces.push({ text: "", isGap: true });
      continue;
    }
    pieces.push(pieceOf(text.slice(start, end), top[i]));
  }
  return pieces;
}

function pieceOf(text: string, mark: Mark | undefined): Piece {
  if (mark === undefined) return { text };
  const { clause, outcome, isFound } = mark;
  return { text, mark: { clause, outcome, ...(isFound && { isFound }) } };
}

/** The stretches that are shown, in order, apart from each other. */
function shownParts(text: string, marks: readonly Mark[]): readonly (readonly [number, number])[] {
  if (text.length <= LONGEST) return [[0, text.length]];
  const wanted = marks.map(({ span }): [number, number] => [
    Math.max(0, span.start - AROUND),
    Math.min(text.length, span.end + AROUND, span.start + LONGEST_MARK),
  ]);
  const parts: [number, number][] = [];
  for (const [start, end] of [[0, HEAD] as [number, number], ...wanted].sort((a, b) => a[0] - b[0])) {
    const last = parts.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else parts.push([start, end]);
  }
  return parts;
}
