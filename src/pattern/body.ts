// Holds: which language a pattern is in, where its inside stands, and how long it may be.
// In: any string. Out: the language by the first character that is no blank [O], and the span between the outer marks.
// Always: the body lies inside the text; a closing mark that is missing leaves the body open to the end.

import { type Span, span } from "../text/span.ts";
import type { Pattern } from "./syntax.ts";

/** A filter pattern has at most this many characters [D]. */
export const MAX_LENGTH = 1024;

/** The mark that closes each mark that opens a pattern. */
export const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]", "%": "%" };

const LANGUAGES: Readonly<Record<string, Pattern["kind"]>> = { "{": "json", "[": "fields", "%": "regex" };

export interface Body {
  readonly language: Pattern["kind"];
  /** The opening mark, if the language has one. */
  readonly open: string | undefined;
  /** Where the first character stands that is no blank; the text's end if there is none. */
  readonly start: number;
  readonly span: Span;
}

export function bodyOf(text: string): Body {
  const start = text.search(/\S/);
  if (start === -1) return { language: "all", open: undefined, start: text.length, span: span(0, text.length) };
  const first = text[start]!;
  const close = CLOSING[first];
  if (close === undefined) return { language: "terms", open: undefined, start, span: span(0, text.length) };
  // A regular expression ends at its second `%`; the other languages may hold their closing mark in a value.
  const end = first === "%" ? text.indexOf(close, start + 1) : text.lastIndexOf(close);
  return {
    language: LANGUAGES[first]!,
    open: first,
    start,
    span: span(start + 1, end > start ? end : text.length),
  };
}
