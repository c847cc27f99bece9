// Holds: the texts of Terraform: quoted strings and heredocs.
// In: the file, where the text starts and ends, its interpolations. Out: its value, the place of each character, the holes in it.
// Always: an interpolation stands in the value as it is written; `<<-` takes the indentation of its least indented line from all [D].

import { type Span, span } from "../text/span.ts";
import { type Places, Written, type WrittenScalar } from "./offsets.ts";

/** Quotes know escapes; heredocs know none, and `<<-` takes indentation away. */
export type HclForm = "quote" | "heredoc" | "flush";

/** One text of a Terraform file. */
export class HclText implements Places {
  readonly exact = true;
  readonly value: string;
  /** Where interpolations stand in the value. */
  readonly holes: readonly Span[];
  readonly scalar: WrittenScalar | undefined;
  readonly #written: Written;

  /**
   * @param place with its quotes or marks; @param inside without them; @param holes of the file: `${…}` and `%{…}`, in order.
   */
  constructor(text: string, place: Span, inside: Span, holes: readonly Span[], form: HclForm) {
    const written = new Written(text);
    written.end = inside.start;
    const found: Span[] = [];
    const strip = form === "flush" ? leastIndentation(text, inside, holes) : 0;
    let line = true;
    for (let at = inside.start; at < inside.end; ) {
      if (line && strip > 0) {
        line = false;
        const next = strippedTo(text, at, inside.end, strip);
        if (next > at) {
          at = next;
          continue;
        }
      }
      const hole = holes[found.length];
      if (hole !== undefined && at >= hole.start) {
        const from = written.size;
        written.copy(at, hole.end);
        found.push(span(from, written.size));
        at = hole.end;
        continue;
      }
      line = text[at] === "\n";
      at = readOne(written, at, inside.end, form);
    }
    this.value = written.value;
    this.holes = found;
    this.#written = written;
    const style = form === "quote" ? "HCL_QUOTE" : "HCL_HEREDOC";
    this.scalar = found.length > 0 ? undefined : { text, place, style, value: this.value };
  }

  spanOf(within: Span): Span {
    return this.#written.spanOf(within);
  }
}

/** Reads one character or escape; gives where the reading goes on. */
function readOne(written: Written, at: number, to: number, form: HclForm): number {
  const { text } = written;
  const c = text[at]!;
  if ((c === "$" || c === "%") && text[at + 1] === c && text[at + 2] === "{" && at + 2 < to) {
    written.put(`${c}{`, at, at + 3);
    return at + 3;
  }
  if (c === "\\" && form === "quote") return readEscape(written, at);
  written.copy(at, at + 1);
  return at + 1;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

function readEscape(written: Written, at: number): number {
  const { text } = written;
  const name = text[at + 1] ?? "";
  const digits = name === "u" ? 4 : name === "U" ? 8 : 0;
  const end = at + 2 + digits;
  const code = digits === 0 ? Number.NaN : Number.parseInt(text.slice(at + 2, end), 16);
  const known = Object.hasOwn(ESCAPES, name) ? ESCAPES[name]! : text.slice(at, end);
  written.put(code <= 0x10ffff ? String.fromCodePoint(code) : known, at, end);
  return end;
}

/** The fewest blanks before text or an interpolation on any line; lines of blanks do not count. */
function leastIndentation(text: string, { start, end }: Span, holes: readonly Span[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const from of lineStarts(text, start, end, holes)) {
    const to = blanksTo(text, from, end);
    if (to < end && text[to] !== "\n" && text[to] !== "\r") least = Math.min(least, to - from);
  }
  return Number.isFinite(least) ? least : 0;
}

/** Line breaks inside an interpolation start no line of the text. */
function* lineStarts(text: string, start: number, end: number, holes: readonly Span[]): Iterable<number> {
  yield start;
  let next = 0;
  for (let at = text.indexOf("\n", start); at !== -1 && at + 1 < end; at = text.indexOf("\n", at + 1)) {
    while (next < holes.length && holes[next]!.end <= at) next++;
    const hole = holes[next];
    if (hole === undefined || at < hole.start) yield at + 1;
  }
}

/** Where a line goes on without its indentation; a line of blanks keeps them. */
function strippedTo(text: string, at: number, end: number, strip: number): number {
  const to = blanksTo(text, at, end);
  return to >= end || text[to] === "\n" || text[to] === "\r" ? at : at + strip;
}

function blanksTo(text: string, from: number, end: number): number {
  let to = from;
  while (to < end && (text[to] === " " || text[to] === "\t")) to++;
  return to;
}
