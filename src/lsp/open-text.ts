// Holds: the text of a document that is open in an editor.
// In: a text, then changes as the protocol tells them. Out: the text after them; positions for offsets, and the other way.
// Always: lines end with LF, CR LF or CR; characters are UTF-16 units; a position beyond its line is the line's end, as the protocol
//   has it, and none lies between CR and LF; a text does not change, a change gives another.

import type { Position, Range, TextDocumentContentChangeEvent } from "vscode-languageserver";
import { type Span, span } from "../text/span.ts";

export class OpenText {
  readonly text: string;
  #starts: readonly number[] | undefined;

  constructor(text: string, starts?: readonly number[]) {
    this.text = text;
    this.#starts = starts;
  }

  /** The text after changes, each of which is told in positions after those before it. */
  changed(changes: readonly TextDocumentContentChangeEvent[]): OpenText {
    let after: OpenText = this;
    for (const change of changes) {
      if ("range" in change) {
        after = after.#edited(after.spanOf(change.range), change.text);
      } else after = new OpenText(change.text);
    }
    return after;
  }

  /** The lines of the text before are kept, so that a letter typed into a long text costs little. */
  #edited({ start, end }: Span, put: string): OpenText {
    const text = this.text.slice(0, start) + put + this.text.slice(end);
    const isJoined = this.text[start - 1] === "\r" || (put.endsWith("\r") && this.text[end] === "\n");
    return new OpenText(text, isJoined ? undefined : movedStarts(this.#lines(), { start, end }, put));
  }

  offsetAt({ line, character }: Position): number {
    const starts = this.#lines();
    const start = starts[line];
    if (start === undefined) return line < 0 ? 0 : this.text.length;
    const next = starts[line + 1] ?? this.text.length;
    return this.#beforeBreak(Math.min(start + Math.max(character, 0), next), start);
  }

  positionAt(offset: number): Position {
    const starts = this.#lines();
    const at = Math.min(Math.max(offset, 0), this.text.length);
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    const start = starts[low]!;
    return { line: low, character: this.#beforeBreak(at, start) - start };
  }

  rangeOf({ start, end }: Span): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }

  spanOf({ start, end }: Range): Span {
    const [a, b] = [this.offsetAt(start), this.offsetAt(end)];
    return a <= b ? span(a, b) : span(b, a);
  }

  /** The parts of a stretch that lie in one line each, without the line breaks and the blanks that a line begins with. */
  lineParts({ start, end }: Span): readonly Span[] {
    if (!BREAK.test(this.text.slice(start, end))) return [span(start, end)];
    const parts = [...this.text.slice(start, end).matchAll(/(?:^|(?<=[\r\n]))[ \t]*([^\r\n]+)/g)];
    return parts.map(({ index, 0: whole, 1: part = "" }) => {
      const to = start + index + whole.length;
      return span(to - part.length, to);
    });
  }

  #beforeBreak(offset: number, lineStart: number): number {
    let at = offset;
    while (at > lineStart && isBreak(this.text[at - 1])) at--;
    return at;
  }

  #lines(): readonly number[] {
    this.#starts ??= startsOf(this.text);
    return this.#starts;
  }
}

const BREAK = /[\r\n]/;

function isBreak(c: string | undefined): boolean {
  return c === "\n" || c === "\r";
}

function startsOf(text: string): readonly number[] {
  const starts = [0];
  if (text.includes("\r")) {
    for (const { index, 0: found } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + found.length);
    return starts;
  }
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Where lines start after an edit that joins no CR with an LF. */
function movedStarts(starts: readonly number[], { start, end }: Span, put: string): readonly number[] {
  const by = put.length - (end - start);
  const moved: number[] = [];
  let at = 0;
  for (; at < starts.length && starts[at]! <= start; at++) moved.push(starts[at]!);
  for (const added of startsOf(put).slice(1)) moved.push(start + added);
  for (; at < starts.length; at++) if (starts[at]! > end) moved.push(starts[at]! + by);
  return moved;
}
