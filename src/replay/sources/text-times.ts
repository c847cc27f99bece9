// Holds: the times of a source's lines of text, and what of the lines before counts for a line.
// In: lines in their order. Out: the time each has of its own, or that of the event before it.
// Always: a line that begins with white space continues the one before, unless lines with a time begin so.

import { textTime } from "../event-time.ts";

/** What counts for the lines that follow; plain data. "unknown" where the lines before were not all read. */
export interface LineState {
  /** The time of the event before; undefined for none. */
  readonly last: number | undefined | "unknown";
  /** Whether lines begin with white space although they are no continuation; undefined before there was one with a time. */
  readonly indented: boolean | undefined | "unknown";
  /** Whether a line that begins with a brace has to be JSON; undefined before there was a line. */
  readonly jsonLines: boolean | undefined | "unknown";
}

export const NOTHING_BEFORE: LineState = { last: undefined, indented: undefined, jsonLines: undefined };

/** What lines came to of which only the last were read, `before` being the state before those. */
export function stateAfter(before: LineState, own: LineState): LineState {
  return {
    last: own.last === "unknown" ? before.last : own.last,
    indented: own.indented === "unknown" ? before.indented : own.indented,
    jsonLines: own.jsonLines === "unknown" ? before.jsonLines : own.jsonLines,
  };
}

/** What a line is depends on what is not known. */
export class LineNeedsMore extends Error {
  override readonly name = "LineNeedsMore";
}

export class TextTimes {
  readonly #reference: number;
  #last: LineState["last"];
  #indented: LineState["indented"];

  /** @param reference for times without a year. */
  constructor(reference: number, { last, indented }: LineState) {
    this.#reference = reference;
    this.#last = last;
    this.#indented = indented;
  }

  get state(): Omit<LineState, "jsonLines"> {
    return { last: this.#last, indented: this.#indented };
  }

  /** An event has been read. */
  note(time: number): void {
    this.#last = time;
  }

  /** Undefined when the line has none and no event stands before it. */
  timeOf(text: string): number | undefined {
    const indented = text[0] === " " || text[0] === "\t";
    const mayContinue = indented && this.#indented !== true;
    if (this.#indented === "unknown" || (mayContinue && this.#last === "unknown")) throw new LineNeedsMore();
    const time = mayContinue && this.#last !== undefined ? undefined : textTime(text, this.#reference);
    if (time === undefined && this.#last === "unknown") throw new LineNeedsMore();
    if (time !== undefined) this.#indented ??= indented;
    return time ?? (this.#last as number | undefined);
  }
}
