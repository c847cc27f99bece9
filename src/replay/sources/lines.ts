// Holds: the cutting of a stream of bytes into lines.
// In: chunks, cut anywhere. Out: calls of a sink, one for each line, with its 1-based number.
// Always: the result does not depend on where chunks end; a line feed ends a line and a carriage return before it is not part
// of it; empty lines count as lines and are not handed out; memory is bounded by the longest line allowed.

import { Carry } from "./carry.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface LineSink {
  /** A line, in `bytes` from `start` up to, not including, `end`; the bytes are only lent. */
  line(bytes: Buffer, start: number, end: number, number: number): void;
  /** A line longer than the limit, of which only the size is known. */
  tooLong(size: number, number: number): void;
}

export class LineSplitter {
  readonly #limit: number;
  readonly #sink: LineSink;
  readonly #carry: Carry;
  #number = 1;

  /** @param limit the most bytes a line may have, its line break left out. */
  constructor(limit: number, sink: LineSink) {
    this.#limit = limit;
    this.#sink = sink;
    // One more, for a carriage return that turns out to belong to the line break.
    this.#carry = new Carry(limit + 1);
  }

  /** The number of the line that is being read. */
  get number(): number {
    return this.#number;
  }

  /** How many bytes of an unfinished line have been read. */
  get pending(): number {
    return this.#carry.size;
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      if (this.#carry.size === 0) this.#emit(chunk, start, end - start, end > start ? chunk[end - 1]! : 0);
      else this.#finish(chunk, start, end);
      start = end + 1;
      this.#number++;
    }
    this.#carry.add(chunk, start, chunk.length);
  }

  /** The input is over: a last line needs no line break. */
  end(): void {
    if (this.#carry.size > 0) this.#finish(Buffer.alloc(0), 0, 0);
  }

  #finish(chunk: Buffer, start: number, end: number): void {
    this.#carry.add(chunk, start, end);
    const { size, last } = this.#carry;
    this.#emit(this.#carry.take(), 0, size, last);
  }

  /** @param size how many bytes the line has, which `bytes` need not hold when they are too many.
   * @param last the last of them. */
  #emit(bytes: Buffer, start: number, size: number, last: number): void {
    const length = last === CARRIAGE_RETURN ? size - 1 : size;
    if (length > this.#limit) this.#sink.tooLong(length, this.#number);
    else if (length > 0) this.#sink.line(bytes, start, start + length, this.#number);
  }
}
