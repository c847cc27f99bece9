// Holds: findings as the command line shows them.
// In: findings, the text they are about, the width there is. Out: caret frames with notes, one after the other.
// Always: what was expected, related places and the service's own words stand below the caret.

import type { Diagnostic } from "../text/diagnostic.ts";
import { caretFrame } from "../text/frame.ts";
import { linesOf } from "../text/lines.ts";
import type { Io, Sink } from "./io.ts";
import { widthOf } from "./io.ts";
import { painter } from "./paint.ts";

/** The text that findings point into, under the name it is shown with. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** One finding as a frame for a sink. */
export function frameOf(
  finding: Diagnostic,
  { name, text }: NamedText,
  sink: Sink,
  env: Io["env"],
  notes: readonly string[] = [],
): string {
  const { span, severity, message, code } = finding;
  const [paint, width] = [painter(sink, env), widthOf(sink)];
  const all = [...notesOf(finding, text, width), ...notes];
  return caretFrame({ name, text, span, severity, message, code, paint, width, notes: all });
}

/** For a pattern that does not end as it should because of a line break, which nobody sees. */
export function lineBreakNote({ code }: Diagnostic, pattern: string): readonly string[] {
  if (code !== "missing-end" || !/[}\]%][ \t]*[\r\n]+$/.test(pattern)) return [];
  return ["the line break at the end belongs to the pattern; in YAML write `|-` or `>-`"];
}

function notesOf({ expected, related, fixes, message }: Diagnostic, text: string, width: number): readonly string[] {
  const lines = linesOf(text);
  const notes: string[] = [];
  // A sentence that tells the choices already is not followed by the same list.
  const choices = (expected ?? []).filter((choice) => !message.includes(choice));
  // Before a note stand the gutter, which is as wide as the line's number, and its mark.
  const room = Math.min(width, 80) - String(lines.lineCount).length - 4;
  if (choices.length > 0) notes.push(listed("expected: ", choices, room).join("\n"));
  for (const { span, message: said } of related ?? []) {
    const { line, column } = lines.at(span.start);
    notes.push(`${line}:${column}: ${said}`);
  }
  for (const fix of fixes ?? []) notes.push(`fix: ${fix.title}`);
  return notes;
}

/** A list in lines of at most `room` characters, where its items allow. */
function listed(title: string, items: readonly string[], room: number): readonly string[] {
  const lines = [title];
  items.forEach((item, index) => {
    const piece = index < items.length - 1 ? `${item}, ` : item;
    const line = lines.at(-1)!;
    if (line.length + piece.trimEnd().length <= room || line === title) lines[lines.length - 1] = line + piece;
    else lines.push(" ".repeat(title.length) + piece);
  });
  return lines.map((line) => line.trimEnd());
}
