// Holds: what the piece of a pattern under the pointer means.
// In: a reading, an offset. Out: the note in the protocol's shape.
// Always: nothing is said of what a deployment fills.

import type { Hover } from "vscode-languageserver";
import { hover } from "../editor/hover.ts";
import type { Reading } from "./reading.ts";

export function hoverAt(reading: Reading, offset: number): Hover | null {
  const pattern = reading.patternAt(offset);
  const at = pattern?.character(offset);
  if (pattern === undefined || at === undefined) return null;
  const found = hover(pattern.text, at);
  const where = found && pattern.inDocument(found.span);
  if (found === undefined || where === undefined) return null;
  const value = `**${found.title}**\n\n${found.text} *(${found.evidence})*`;
  return { contents: { kind: "markdown", value }, range: reading.text.rangeOf(where) };
}
