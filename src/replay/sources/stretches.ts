// Holds: the cutting of a stream of bytes into stretches of whole lines.
// In: chunks, cut anywhere. Out: calls of a sink, each with as many whole lines as a chunk holds.
// Always: lines are those of `lines.ts`: their order and their bytes do not depend on where chunks end; memory is bounded by the longest
// line allowed.

import { Carry } from "./carry.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface StretchSink {
  /** Whole lines with their line feeds, the last one perhaps without; the bytes are only lent. */
  lines(bytes: Buffer): void;
  /** A line longer than the limit, of which only the size is known. */
  tooLong(size: number): void;
}

export class StretchSplitter {
  readonly #limit: number;
  readonly #sink: StretchSink;
  readonly #carry: Carry;

  /** @param limit the most bytes a line may have, its line break left out. */
  constructor(limit: number, sink: StretchSink) {
    this.#limit = limit;
    this.#sink = sink;
    // Two more, for a line break.
    this.#carry = new Carry(limit + 2);
  }

  /** How many bytes of an unfinished line have been read. */
  get pending(): number {
    return this.#carry.size;
  }

  push(chunk: Buffer): void {
    // In pieces that can't hold a line that is too long.
    for (let at = 0; at < chunk.length; at += this.#limit) this.#piece(chunk.subarray(at, at + this.#limit));
  }

  #piece(piece: Buffer): void {
    let start = 0;
    if (this.#carry.size > 0) {
      start = piece.indexOf(LINE_FEED) + 1;
      // What stands before the line feed may have been read with the chunk before.
      const before = start > 1 ? piece[start - 2] : this.#carry.last;
      this.#carry.add(piece, 0, start === 0 ? piece.length : start);
      if (start === 0) return;
      this.#finish(before === CARRIAGE_RETURN ? 2 : 1);
    }
    const end = piece.lastIndexOf(LINE_FEED) + 1;
    if (end > start) this.#sink.lines(piece.subarray(start, end));
    this.#carry.add(piece, Math.max(start, end), piece.length);
  }

  /** The input is over: a last line needs no line break. */
  end(): void {
    if (this.#carry.size > 0) this.#finish(this.#carry.last === CARRIAGE_RETURN ? 1 : 0);
  }

  /** @param lineBreak how many bytes of the line are its line break: a line that is too long is only counted, not held. */
  #finish(lineBreak: number): void {
    const { size } = this.#carry;
    const bytes = this.#carry.take();
    if (size - lineBreak > this.#limit) this.#sink.tooLong(size - lineBreak);
    else this.#sink.lines(bytes);
  }
}
