// Holds: the way back from a scalar's value to the characters of the file that wrote it.
// In: the file, the place and the style of a scalar, its value. Out: for a stretch of the value, the stretch of the file.
// Always: the scalar is read anew, and what that gives has to be the very value; otherwise there is no answer, never a wrong one.
// Nothing is read before it is asked for.

import { type Span, span } from "../text/span.ts";

/** How a scalar is written, in the yaml package's words. */
export type ScalarStyle = "PLAIN" | "QUOTE_SINGLE" | "QUOTE_DOUBLE" | "BLOCK_LITERAL" | "BLOCK_FOLDED";

/** How a text is written: YAML's ways, Terraform's, and a file that is the text itself. */
export type WrittenStyle = ScalarStyle | "HCL_QUOTE" | "HCL_HEREDOC" | "VERBATIM";

/** A text as the file writes it, quotes included. */
export interface WrittenScalar {
  readonly text: string;
  readonly place: Span;
  readonly style: WrittenStyle;
  readonly value: string;
}

/** Where the characters of a value come from. */
export interface Places {
  /** Whether the file holds the value's own text. */
  readonly exact: boolean;
  /** The stretch of the file that a stretch of the value comes from; undefined where that is not known. */
  spanOf(within: Span): Span | undefined;
  /** What there is to edit, where the file holds the value's own text. */
  readonly scalar?: WrittenScalar | undefined;
}

/** A part of a text whose places are known. */
export class Part implements Places {
  readonly whole: Places;
  readonly start: number;

  constructor(whole: Places, start: number) {
    this.whole = whole;
    this.start = start;
  }

  get exact(): boolean {
    return this.whole.exact;
  }

  spanOf({ start, end }: Span): Span | undefined {
    return this.whole.spanOf(span(start + this.start, end + this.start));
  }
}

/** A file that is the text itself, from `start` on. */
export class Verbatim implements Places {
  readonly exact = true;
  readonly scalar: WrittenScalar;

  constructor(text: string, place: Span) {
    this.scalar = { text, place, style: "VERBATIM", value: text.slice(place.start, place.end) };
  }

  spanOf({ start, end }: Span): Span {
    const { place } = this.scalar;
    const within = (at: number): number => Math.min(place.start + at, place.end);
    return span(within(start), within(end));
  }
}

/** Where each character of one scalar's value was written. */
export class Offsets implements Places {
  readonly #text: string;
  readonly #place: Span;
  readonly #style: ScalarStyle;
  readonly #value: string;
  #written: Written | "other" | undefined;

  constructor(text: string, place: Span, style: ScalarStyle, value: string) {
    this.#text = text;
    this.#place = place;
    this.#style = style;
    this.#value = value;
  }

  get exact(): boolean {
    return this.#read() !== undefined;
  }

  get scalar(): WrittenScalar | undefined {
    if (!this.exact) return undefined;
    return { text: this.#text, place: this.#place, style: this.#style, value: this.#value };
  }

  spanOf(within: Span): Span | undefined {
    return this.#read()?.spanOf(within);
  }

  #read(): Written | undefined {
    if (this.#written === undefined) {
      const written = new Written(this.#text);
      if (this.#style === "BLOCK_LITERAL" || this.#style === "BLOCK_FOLDED") {
        readBlock(written, this.#place, this.#style, this.#value);
      } else {
        const quote = this.#style === "PLAIN" ? 0 : 1;
        readFlow(written, this.#place.start + quote, this.#place.end - quote, this.#style);
        if (written.size === 0) written.end = this.#place.start + quote;
      }
      this.#written = written.value === this.#value ? written : "other";
    }
    return this.#written === "other" ? undefined : this.#written;
  }
}

/** A stretch of the file that is one line break: LF or CR LF. */
type Break = Span;

/** A value while it is read, with the place of each of its characters. */
export class Written {
  readonly text: string;
  /** Where an empty value stands. */
  end = 0;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #pieces: string[] = [];

  constructor(text: string) {
    this.text = text;
  }

  get value(): string {
    return this.#pieces.join("");
  }

  get size(): number {
    return this.#starts.length;
  }

  /** Characters that stand for themselves. */
  copy(from: number, to: number): void {
    for (let at = from; at < to; at++) {
      this.#starts.push(at);
      this.#ends.push(at + 1);
    }
    this.#pieces.push(this.text.slice(from, to));
  }

  /** Characters that were written by a stretch as a whole. */
  put(characters: string, from: number, to: number): void {
    for (let i = 0; i < characters.length; i++) {
      this.#starts.push(from);
      this.#ends.push(to);
    }
    this.#pieces.push(characters);
  }

  /** Line breaks that stay line breaks. */
  keep(breaks: readonly Break[]): void {
    for (const { start, end } of breaks) this.put("\n", start, end);
  }

  /** Folding: a line break is a blank; of several, the first goes and the others stay. */
  fold(breaks: readonly Break[]): void {
    const [first, ...others] = breaks;
    if (others.length > 0) this.keep(others);
    else if (first !== undefined) this.put(" ", first.start, first.end);
  }

  spanOf({ start, end }: Span): Span {
    const last = this.#ends.at(-1) ?? this.end;
    const from = this.#starts[start] ?? last;
    return span(from, end > start ? Math.max(from, this.#ends[end - 1] ?? last) : from);
  }
}

/** Plain and quoted scalars: blanks around line breaks go, line breaks are folded. */
function readFlow(written: Written, from: number, to: number, style: ScalarStyle): void {
  const { text } = written;
  let at = from;
  while (at < to) {
    const c = text[at]!;
    if (isBlank(c) || breakAt(text, at, to) > 0) {
      const { end, breaks } = white(text, at, to);
      if (breaks.length === 0) written.copy(at, end);
      else written.fold(breaks);
      at = end;
    } else if (c === "\\" && style === "QUOTE_DOUBLE") {
      at = readEscape(written, at, to);
    } else if (c === "'" && style === "QUOTE_SINGLE") {
      written.put("'", at, at + 2);
      at += 2;
    } else {
      written.copy(at, at + 1);
      at++;
    }
  }
}

/** The blanks and line breaks from here on. */
function white(text: string, from: number, to: number): { end: number; breaks: readonly Break[] } {
  const breaks: Break[] = [];
  let at = from;
  while (at < to) {
    const length = breakAt(text, at, to);
    if (length > 0) breaks.push(span(at, at + length));
    else if (!isBlank(text[at]!)) break;
    at += Math.max(length, 1);
  }
  return { end: at, breaks };
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ "0": "\0", a: "\u0007", b: "\b", t: "\t", "\t": "\t", n: "\n", v: "\v", f: "\f", r: "\r", e: "\u001b" },
  ...{ " ": " ", '"': '"', "/": "/", "\\": "\\", N: "\u0085", _: "\u00a0", L: "\u2028", P: "\u2029" },
};
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** One escape of a double-quoted scalar; gives where the reading goes on. */
function readEscape(written: Written, at: number, to: number): number {
  const { text } = written;
  const newline = breakAt(text, at + 1, to);
  if (newline > 0) {
    let next = at + 1 + newline;
    while (next < to && isBlank(text[next]!)) next++;
    return next;
  }
  const name = text[at + 1] ?? "";
  const digits = Object.hasOwn(HEX_DIGITS, name) ? HEX_DIGITS[name]! : 0;
  const end = at + 2 + digits;
  const code = digits === 0 ? Number.NaN : Number.parseInt(text.slice(at + 2, end), 16);
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : Object.hasOwn(ESCAPES, name) ? ESCAPES[name]! : "";
  written.put(character, at, end);
  return end;
}

/** A line of a block scalar after its indentation, and the break that ends it. */
interface BlockLine {
  readonly from: number;
  readonly to: number;
  readonly newline: readonly Break[];
}

/** Block scalars: `|` keeps line breaks, `>` folds those between lines that are not indented further. */
function readBlock(written: Written, place: Span, style: ScalarStyle, value: string): void {
  const { text } = written;
  written.end = place.end;
  const head = text.indexOf("\n", place.start);
  if (head === -1 || head >= place.end) return;
  const lines = blockLines(text, span(head + 1, place.end), indentation(text, head + 1, place.end, value));
  const last = lines.findLastIndex(({ from, to }) => from < to);
  let breaks: Break[] = [];
  let before: "nothing" | "further" | "text" = "nothing";
  for (const { from, to, newline } of lines.slice(0, last + 1)) {
    if (from < to) {
      const further = style === "BLOCK_LITERAL" || isBlank(text[from]!);
      if (before === "text" && !further) written.fold(breaks);
      else written.keep(breaks);
      written.copy(from, to);
      before = further ? "further" : "text";
      breaks = [];
    }
    breaks.push(...newline);
  }
  const chomping = /^[|>][1-9]?([+-]?)/.exec(text.slice(place.start, place.start + 3))?.[1] ?? "";
  if (chomping === "-" || (chomping === "" && last === -1)) return;
  const ending = [...breaks, ...lines.slice(last + 1).flatMap(({ newline }) => newline)];
  // At the end of a file the last line break may be missing; the value has it all the same.
  if (ending.length === 0 && lines.length > 0) ending.push(span(place.end, place.end));
  written.keep(chomping === "+" ? ending : ending.slice(0, 1));
}

function blockLines(text: string, { start, end }: Span, indent: number): readonly BlockLine[] {
  const lines: BlockLine[] = [];
  for (let at = start; at < end; ) {
    const found = text.indexOf("\n", at);
    const next = found === -1 || found >= end ? end : found;
    const to = next > at && next < end && text[next - 1] === "\r" ? next - 1 : next;
    let from = at;
    while (from < to && from < at + indent && text[from] === " ") from++;
    lines.push({ from, to, newline: next < end ? [span(to, next + 1)] : [] });
    at = next + 1;
  }
  return lines;
}

/** How far the block is indented: what the first line with text has more blanks before it in the file than in the value. */
function indentation(text: string, start: number, end: number, value: string): number {
  // Without any text, all blanks are indentation.
  return (blanksBefore(text.slice(start, end)) ?? Number.POSITIVE_INFINITY) - (blanksBefore(value) ?? 0);
}

function blanksBefore(text: string): number | undefined {
  const first = text.search(/[^ \r\n]/);
  return first === -1 ? undefined : first - (text.lastIndexOf("\n", first) + 1);
}

/** The length of the line break here, 0 when there is none. */
function breakAt(text: string, at: number, to: number): number {
  if (text[at] === "\n" && at < to) return 1;
  return text[at] === "\r" && text[at + 1] === "\n" && at + 1 < to ? 2 : 0;
}

function isBlank(c: string): boolean {
  return c === " " || c === "\t";
}
