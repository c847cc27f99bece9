// Holds: the pieces of text that warnings about conditions and their fixes are made of.
// In: a pattern's text, places in it. Out: text, spans.
// Always: an operand goes with its parentheses and the operator that joins it.

import { type Span, span } from "../../text/span.ts";
import type { Operand } from "./places.ts";

export function written(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** An operand with its parentheses and the operator that joins it. */
export function removalOf({ compound, index }: Operand): Span {
  const { operands } = compound;
  const own = operands[index]!.span;
  return index > 0 ? span(operands[index - 1]!.span.end, own.end) : span(own.start, operands[1]!.span.start);
}

/** A keyword right before the closing brace may be what the service refused in ` {$.ThisFlag IS TRUE} ` [I]. */
export function beforeBrace(text: string, end: number): string {
  return text[end] === "}" ? " " : "";
}
