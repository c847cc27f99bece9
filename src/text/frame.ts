// Holds: the picture of a mistake: the line it is on, a caret under it, the reason.
// In: a text with a name, a span, a severity, a message. Out: lines for a terminal.
// Always: at most one source line is shown, cut to the width around the span; control characters are made visible, in the name, the message and the notes too.

import { linesOf } from "./lines.ts";
import type { Span } from "./span.ts";

export interface FrameInput {
  /** What the text is called: a file's path, or `<pattern>`. */
  readonly name: string;
  readonly text: string;
  readonly span: Span;
  readonly severity: string;
  readonly message: string;
  /** Printed in brackets after the severity. */
  readonly code?: string;
  /** Columns of the terminal; 100 when not given. Message and notes are not broken. */
  readonly width?: number | undefined;
  /** Help below the caret; a note may have several lines. */
  readonly notes?: readonly string[];
  /** Wraps pieces in terminal colours; the default leaves them plain. */
  readonly paint?: (style: "error" | "warning" | "dim" | "bold", text: string) => string;
}

const WIDTH = 100;
/** Columns of the two marks of a cut line. */
const ELLIPSES = 2;
/** The least of the source that is shown, however narrow the terminal. */
const LEAST = 20;

/** Draws one finding:
 * ```
 * error[term-character]: ':' can't stand in an unquoted term
 *   --> <pattern>:1:6
 *    |
 *  1 | ERROR: disk
 *    |      ^
 * ```
 */
export function caretFrame(input: FrameInput): string {
  const { name, span, severity, message } = input;
  const paint = input.paint ?? ((_style, text) => text);
  const lines = linesOf(input.text);
  const from = lines.at(span.start);
  const source = lines.lineText(from.line);
  const column = Math.min(from.column - 1, source.length);
  const onLine = Math.min(Math.max(span.end - span.start, 1), Math.max(source.length - column, 1));

  // A long line is shown as a window around the span, so that a caret never leaves the screen.
  const gutter = " ".repeat(String(from.line).length + 1);
  const room = Math.max(LEAST, (input.width ?? WIDTH) - gutter.length - ELLIPSES - 3);
  const cutStart = source.length > room && column > room * 0.8 ? column - Math.floor(room * 0.4) : 0;
  const cutEnd = Math.min(source.length, cutStart + room);
  const before = cutStart > 0 ? "…" : "";
  const after = cutEnd < source.length ? "…" : "";
  const shown = before + visible(source.slice(cutStart, cutEnd)) + after;
  const under = source.slice(column, Math.min(column + onLine, cutStart + room));
  const carets = "^".repeat(Math.max(1, columnsOf(under)));
  const tone = severity === "error" ? "error" : "warning";
  const title = input.code === undefined ? severity : `${severity}[${input.code}]`;

  return [
    `${paint(tone, title)}${paint("bold", `: ${visible(message)}`)}`,
    `${gutter}${paint("dim", "-->")} ${visible(name)}:${from.line}:${from.column}`,
    `${gutter} ${paint("dim", "|")}`,
    `${paint("dim", ` ${from.line} |`)} ${shown}`.trimEnd(),
    `${gutter} ${paint("dim", "|")} ${" ".repeat(before.length + columnsOf(source.slice(cutStart, column)))}${paint(tone, carets)}`,
    ...(input.notes ?? []).map((note) => {
      const lines = note.split("\n").map(visible);
      return `${gutter} ${paint("dim", "=")} ${lines.join(`\n${gutter}   `)}`;
    }),
  ].join("\n");
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const WITHOUT_WIDTH = /^[\p{Mn}\p{Me}\u200b-\u200f\ufeff]$/u;

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  // Most texts are plain.
  if (/^[\u0000-\u02ff]*$/.test(text)) return text.length;
  return [...text].reduce((sum, one) => sum + (WITHOUT_WIDTH.test(one) ? 0 : WIDE.test(one) ? 2 : 1), 0);
}

/** Tabs and control characters as one visible character each, so that carets stay in line. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (c) => (c === "\t" ? " " : "\u00b7"));
}
