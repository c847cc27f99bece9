// Holds: the way back from a text that Fn::Sub made to the characters of the file.
// In: the places of the text with holes, which piece of it made which piece of the value. Out: the stretch of the file.
// Always: what a hole was filled with comes from the hole as a whole.

import { type Span, span } from "../text/span.ts";
import type { Places } from "./offsets.ts";

/** A stretch of the value, and what it was made from: the same characters, or a hole. */
export interface Piece {
  readonly value: Span;
  readonly template: Span;
  readonly hole: boolean;
}

/** Where the characters of a substituted text come from. */
export class Substitution implements Places {
  /** The file holds another text than the value. */
  readonly exact = false;
  readonly #template: Places;
  readonly #pieces: readonly Piece[];

  /** @param pieces of the whole value, in order. */
  constructor(template: Places, pieces: readonly Piece[]) {
    this.#template = template;
    this.#pieces = pieces;
  }

  spanOf({ start, end }: Span): Span | undefined {
    const first = this.#pieces.find(({ value }) => start < value.end) ?? this.#pieces.at(-1);
    const last = end > start ? this.#pieces.find(({ value }) => end <= value.end) : first;
    if (first === undefined || last === undefined) return undefined;
    const from = first.hole ? first.template.start : first.template.start + (start - first.value.start);
    const to = last.hole ? last.template.end : last.template.start + (end - last.value.start);
    return this.#template.spanOf(span(from, Math.max(from, to)));
  }
}
