// Holds: a stretch of text, the one way every position in tocsin is told.
// In: UTF-16 offsets into some text. Out: `{ start, end }`, end exclusive.
// Always: 0 <= start <= end <= text.length; an empty span stands between two characters.

/** UTF-16 offsets into a text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span from `start` up to, not including, `end`. */
export function span(start: number, end: number): Span {
  return { start, end };
}

/** The smallest span that holds both. */
export function cover(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
