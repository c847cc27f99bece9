// Holds: the way from an offset to a line and a column, for people.
// In: a text, an offset. Out: 1-based line and column (columns count UTF-16 units), and the text of that line.
// Always: any offset gives an answer; one beyond the text counts as its end; a byte-order mark is no character of the first line.

export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
}

/** Finds lines and columns in one text; the line starts are found once. */
export class LineMap {
  readonly text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    const starts = [text.startsWith("\ufeff") ? 1 : 0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The line and column of an offset. */
  at(offset: number): Position {
    const target = Math.min(Math.max(offset, 0), this.text.length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= target) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: Math.max(target - this.#starts[low]!, 0) + 1 };
  }

  /** The offset at which a 1-based line starts. */
  startOf(line: number): number {
    return this.#starts[Math.min(Math.max(line, 1), this.#starts.length) - 1]!;
  }

  /** The text of a 1-based line, without its line break. */
  lineText(line: number): string {
    const start = this.startOf(line);
    const next = line < this.#starts.length ? this.#starts[line]! - 1 : this.text.length;
    return this.text.slice(start, next).replace(/\r$/, "");
  }
}

let last: LineMap | undefined;

/** The line map of a text, kept until another text is asked for: many findings of one file are shown one after the other. */
export function linesOf(text: string): LineMap {
  if (last?.text !== text) last = new LineMap(text);
  return last;
}
