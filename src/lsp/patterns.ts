// Holds: the filter patterns of a document, each with the way between its own offsets and those of the document.
// In: a document as `readDocument` gives it. Out: its patterns in the order of the text, each place once.
// Always: a way leads to the very characters that write a part of the pattern, or there is none; what is in a hole is not the pattern's.

import type { TemplateDocument } from "../template/document.ts";
import { Part, type Places, type WrittenScalar } from "../template/offsets.ts";
import type { TemplatePattern } from "../template/template.ts";
import { type Span, span } from "../text/span.ts";

/** Longer texts are no patterns, which end at 1,024 characters: their findings say so, and nothing is offered in them. */
const MOST = 4096;

/** A pattern where it is written. */
export class WrittenPattern {
  readonly text: string;
  /** Where values stand that only a deployment knows. */
  readonly holes: readonly Span[];
  readonly places: Places;
  /** From its first character to its last, in the document. */
  readonly place: Span;

  constructor(text: string, holes: readonly Span[], places: Places, place: Span) {
    this.text = text;
    this.holes = holes;
    this.places = places;
    this.place = place;
  }

  /** How the document writes it, where it holds its own text. */
  get scalar(): WrittenScalar | undefined {
    let { places } = this;
    while (places instanceof Part) places = places.whole;
    return places.scalar;
  }

  holds(offset: number): boolean {
    return this.place.start <= offset && offset <= this.place.end;
  }

  /** The offset in the pattern of a cursor in the document; none inside an escape or a hole. */
  cursor(offset: number): number | undefined {
    for (let at = 0; at < this.text.length; at++) {
      const own = this.places.spanOf(span(at, at + 1));
      if (own === undefined) return undefined;
      if (own.start >= offset) return this.#isInHole(at) ? undefined : at;
      if (own.start < offset && offset < own.end) return undefined;
    }
    return this.place.end === offset && !this.#isInHole(this.text.length) ? this.text.length : undefined;
  }

  /** The offset of the character of the pattern that is written at an offset of the document. */
  character(offset: number): number | undefined {
    for (let at = 0; at < this.text.length; at++) {
      const own = this.places.spanOf(span(at, at + 1));
      if (own !== undefined && own.start <= offset && offset < own.end) return at;
    }
    return undefined;
  }

  /** The stretch of the document; none where a hole is part of it. */
  inDocument(within: Span): Span | undefined {
    const isOpen = this.holes.some((hole) => within.start < hole.end && hole.start < within.end);
    return isOpen ? undefined : this.places.spanOf(within);
  }

  /** What is left of a stretch without the holes in it. */
  outsideHoles({ start, end }: Span): readonly Span[] {
    const borders = this.holes
      .flatMap((hole) => [hole.start, hole.end])
      .map((at) => Math.min(Math.max(at, start), end));
    const parts: Span[] = [];
    for (let i = 0, from = start; i <= borders.length; i += 2) {
      const to = borders[i] ?? end;
      if (to > from) parts.push(span(from, to));
      from = borders[i + 1] ?? end;
    }
    return parts;
  }

  #isInHole(at: number): boolean {
    return this.holes.some(({ start, end }) => start < at && at < end);
  }
}

export function patternsOf({ found }: TemplateDocument): readonly WrittenPattern[] {
  const byPlace = new Map<string, WrittenPattern>();
  for (const one of found) {
    if (one.kind !== "metric-filter" && one.kind !== "pattern") continue;
    const pattern = writtenPattern(one.request);
    if (pattern === undefined) continue;
    const key = `${pattern.place.start}-${pattern.place.end}`;
    if (!byPlace.has(key)) byPlace.set(key, pattern);
  }
  return [...byPlace.values()].sort((a, b) => a.place.start - b.place.start || a.place.end - b.place.end);
}

function writtenPattern({ filterPattern, origin }: TemplatePattern): WrittenPattern | undefined {
  const { made, offsets } = origin.memberSpans.filterPattern ?? {};
  const places = offsets ?? made;
  const text: unknown = made?.text ?? filterPattern;
  if (places === undefined || typeof text !== "string" || text.length > MOST) return undefined;
  const place = places.spanOf(span(0, text.length));
  return place === undefined ? undefined : new WrittenPattern(text, made?.holes ?? [], places, place);
}
