// Holds: how a fix is made and applied.
// In: a title, spans and new texts; a text. Out: a Fix; the text with its edits made.
// Always: the edits of one fix do not overlap; all their spans are of the text before the change.

import type { Fix } from "./diagnostic.ts";
import type { Span } from "./span.ts";

/** A fix of one edit: `text` in the place of what stands at `where`. */
export function replacement(title: string, where: Span, text: string): Fix {
  return { title, edits: [{ span: where, text }] };
}

/** The text with a fix applied. */
export function applyFix(text: string, fix: Fix): string {
  const edits = [...fix.edits].sort((a, b) => b.span.start - a.span.start);
  return edits.reduce((done, { span, text: put }) => done.slice(0, span.start) + put + done.slice(span.end), text);
}

/** How long a text of `length` is after a fix. */
export function fixedLength(length: number, fix: Fix): number {
  return fix.edits.reduce((sum, { span, text }) => sum + text.length - (span.end - span.start), length);
}
