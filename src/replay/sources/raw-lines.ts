// Holds: the lines of a source, taken as they stand in its bytes.
// In: chunks, cut anywhere. Out: stretches of whole lines for the taker; how many lines and events there are; which are too long or
// not UTF-8.
// Always: the same lines with the same numbers as `lines.ts` hands out one by one; what is taken is UTF-8, damaged bytes replaced.

import { isUtf8 } from "node:buffer";
import { StretchSplitter } from "./stretches.ts";
import type { Tally } from "./tally.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface RawSink {
  /** Counts events whose bytes are not UTF-8. */
  readonly notUtf8: Tally;
  /** Whole lines in UTF-8, damaged bytes replaced, each an event but for the empty ones; the bytes are only lent.
   * @param events how many they are.
   * @param number that of the first line. */
  readonly take: (bytes: Buffer, events: number, number: number) => void;
  /** A line longer than the limit, of which only the size is known. */
  readonly tooLong: (size: number, line: number) => void;
}

export class RawLines {
  readonly #sink: RawSink;
  readonly #splitter: StretchSplitter;
  #number = 1;

  constructor(limit: number, sink: RawSink) {
    this.#sink = sink;
    this.#splitter = new StretchSplitter(limit, {
      lines: (bytes) => this.#take(bytes),
      tooLong: (size) => sink.tooLong(size, this.#number++),
    });
  }

  /** The number of the line that is being read. */
  get number(): number {
    return this.#number;
  }

  /** How many bytes of an unfinished line have been read. */
  get pending(): number {
    return this.#splitter.pending;
  }

  push(chunk: Buffer): void {
    this.#splitter.push(chunk);
  }

  /** The input is over: a last line needs no line break. */
  end(): void {
    this.#splitter.end();
  }

  #take(bytes: Buffer): void {
    const isWhole = isUtf8(bytes);
    const { notUtf8, take } = this.#sink;
    const first = this.#number;
    let events = 0;
    for (let start = 0; start < bytes.length; this.#number++) {
      const feed = bytes.indexOf(LINE_FEED, start);
      const end = feed === -1 ? bytes.length : feed;
      // A carriage return alone is an empty line.
      if (end > start + 1 || (end > start && bytes[start] !== CARRIAGE_RETURN)) {
        events++;
        if (!isWhole && !isUtf8(bytes.subarray(start, end))) notUtf8.add(this.#number);
      }
      start = end + 1;
    }
    take(isWhole ? bytes : Buffer.from(bytes.toString("utf8")), events, first);
  }
}
