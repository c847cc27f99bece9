// Holds: the times of a source's lines of text.
// In: lines in their order. Out: the time each has of its own, or that of the event before it.
// Always: a line that begins with white space continues the one before, unless lines with a time begin so.

import { textTime } from "../event-time.ts";

export class TextTimes {
  /** Of the event before. */
  last: number | undefined;
  readonly #reference: number;
  /** Whether lines begin with white space although they are no continuation. */
  #indented: boolean | undefined;

  /** @param reference for times without a year. */
  constructor(reference: number) {
    this.#reference = reference;
  }

  /** Undefined when the line has none and no event stands before it. */
  timeOf(text: string): number | undefined {
    const indented = text[0] === " " || text[0] === "\t";
    const continues = indented && this.last !== undefined && this.#indented !== true;
    const time = continues ? undefined : textTime(text, this.#reference);
    if (time !== undefined) this.#indented ??= indented;
    return time ?? this.last;
  }
}
