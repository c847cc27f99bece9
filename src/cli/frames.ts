// Holds: findings as the command line shows them.
// In: findings, the text they are about. Out: caret frames with notes, one after the other.
// Always: what was expected, related places and the service's own words stand below the caret.

import type { Diagnostic } from "../text/diagnostic.ts";
import { caretFrame } from "../text/frame.ts";
import { LineMap } from "../text/lines.ts";
import type { Paint } from "./paint.ts";

/** The text that findings point into, under the name it is shown with. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** One finding as a frame. */
export function frameOf(
  finding: Diagnostic,
  { name, text }: NamedText,
  paint: Paint,
  notes: readonly string[] = [],
): string {
  const { span, severity, message, code } = finding;
  return caretFrame({ name, text, span, severity, message, code, paint, notes: [...notesOf(finding, text), ...notes] });
}

function notesOf({ expected, related, fixes, message }: Diagnostic, text: string): readonly string[] {
  const lines = new LineMap(text);
  const notes: string[] = [];
  // A sentence that tells the choices already is not followed by the same list.
  const choices = (expected ?? []).filter((choice) => !message.includes(choice));
  if (choices.length > 0) notes.push(`expected: ${choices.join(", ")}`);
  for (const { span, message: said } of related ?? []) {
    const { line, column } = lines.at(span.start);
    notes.push(`${line}:${column}: ${said}`);
  }
  for (const fix of fixes ?? []) notes.push(`fix: ${fix.title}`);
  return notes;
}
