// Holds: a text that functions or interpolations made out of pieces, and the way back to the characters of the file.
// In: the pieces, in order: written text, or a hole that was filled. Out: the text, its holes, the stretch of the file.
// Always: what a hole was filled with comes from the hole as a whole.

import { cover, type Span, span } from "../text/span.ts";
import type { Places } from "./offsets.ts";

/** What a stretch of the text was made from. */
export interface Piece {
  readonly text: string;
  /** A hole is filled at deployment; `whole` is written text that does not map character by character. */
  readonly kind: "written" | "whole" | "hole";
  /** Where it was written: this stretch of the text whose places are known. */
  readonly from?: { readonly places: Places; readonly span: Span } | undefined;
  /** The stretch of the file, where nothing finer is known. */
  readonly where: Span;
}

/** Where the characters of a made text come from. */
export class Substitution implements Places {
  /** The file holds another text than the value. */
  readonly exact = false;
  readonly text: string;
  /** The holes, in the text. */
  readonly holes: readonly Span[];
  readonly #pieces: readonly Piece[];
  readonly #spans: readonly Span[];

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
    this.text = pieces.map(({ text }) => text).join("");
    let end = 0;
    this.#spans = pieces.map(({ text }) => {
      const start = end;
      end += text.length;
      return span(start, end);
    });
    this.holes = this.#spans.filter((_, index) => pieces[index]!.kind === "hole");
  }

  spanOf({ start, end }: Span): Span | undefined {
    const found = this.#spans.findIndex((one) => start < one.end);
    const first = found === -1 ? this.#pieces.length - 1 : found;
    const last = end > start ? this.#spans.findIndex((one) => end <= one.end) : first;
    if (first < 0 || last < 0) return undefined;
    const from = this.#inFile(first, start, last === first ? end : Number.POSITIVE_INFINITY);
    if (last === first) return from;
    return cover(from, this.#inFile(last, 0, end));
  }

  /** The places of the holes in the file. */
  holesInFile(): readonly Span[] {
    return this.#pieces.flatMap((piece, index) =>
      piece.kind === "hole" ? [this.#inFile(index, 0, Number.POSITIVE_INFINITY)] : [],
    );
  }

  /** The same without white space at its ends, as far as that is written. */
  trimmed(): Substitution {
    const pieces = [...this.#pieces];
    const change = (index: number, by: (text: string) => string, atStart: boolean): void => {
      const piece = pieces[index];
      if (piece?.kind !== "written") return;
      const text = by(piece.text);
      const gone = piece.text.length - text.length;
      const { from } = piece;
      const source = from?.span;
      const left = source && span(source.start + (atStart ? gone : 0), source.end - (atStart ? 0 : gone));
      pieces[index] = { ...piece, text, from: from && left && { places: from.places, span: left } };
    };
    change(0, (text) => text.trimStart(), true);
    change(pieces.length - 1, (text) => text.trimEnd(), false);
    return new Substitution(pieces.filter(({ text, kind }) => text !== "" || kind === "hole"));
  }

  /** The same with every hole holding `text`. */
  filled(text: string): Substitution {
    return new Substitution(this.#pieces.map((piece) => (piece.kind === "hole" ? { ...piece, text } : piece)));
  }

  /** The place of a stretch of the text, as far as it lies in one piece. */
  #inFile(index: number, start: number, end: number): Span {
    const { from, where, kind } = this.#pieces[index]!;
    const own = this.#spans[index]!;
    if (from === undefined) return where;
    const { places, span: source } = from;
    if (kind !== "written") return places.spanOf(source) ?? where;
    const [a, b] = [Math.max(start, own.start), Math.min(Math.max(end, start), own.end)].map(
      (at) => source.start + (at - own.start),
    );
    return places.spanOf(span(a!, Math.max(a!, b!))) ?? where;
  }
}

/** What a text with holes is to a tree of nodes: a value that is not known. */
interface Holed {
  readonly kind: "unknown";
  readonly span: Span;
  readonly placeholder: string;
  readonly why: string;
  readonly made: Substitution;
}

/** A text with holes that only a deployment fills. */
export function holed(
  text: string,
  holes: readonly Span[],
  places: Places | undefined,
  where: Span,
  placeholder: string,
): Holed {
  const pieces: Piece[] = [];
  const add = (start: number, end: number, kind: Piece["kind"]): void => {
    const from = places === undefined ? undefined : { places, span: span(start, end) };
    if (end > start) pieces.push({ text: text.slice(start, end), kind, from, where });
  };
  let at = 0;
  for (const { start, end } of holes) {
    add(at, start, "written");
    add(start, end, "hole");
    at = end;
  }
  add(at, text.length, "written");
  const first = holes[0]!;
  const why = `${text.slice(first.start, Math.min(first.end, first.start + 60))} is filled at deployment`;
  return { kind: "unknown", span: where, placeholder, why, made: new Substitution(pieces) };
}
