// Holds: the records of a document, taken as they stand in its bytes, many at a time.
// In: records as the splitter cuts them, chunk by chunk. Out: lines for the taker; one by one those that have to be read.
// Always: a record is taken as it stands only when it is one JSON object in UTF-8, without white space between its tokens, and no
// exported event: everything else is read, and told if need be. Without times the order is kept.

import { isUtf8 } from "node:buffer";
import type { TimedLines } from "../timed-lines.ts";
import { LineTimes } from "./line-times.ts";
import type { TakeLines } from "./taker.ts";
import type { Tally } from "./tally.ts";

/** So many bytes are held until they are taken. */
const SIZE = 256 * 1024;
const LINE_FEED = 0x0a;

export interface BatchSink {
  /** Counts its events. */
  readonly progress: { events: number };
  /** For times without a year. */
  readonly reference: number;
  /** Takes records as lines. Exactly one of the two is there. */
  readonly take?: TakeLines | undefined;
  readonly timed?: ((lines: TimedLines) => void) | undefined;
  /** Counts records without a time, where times are wanted. */
  readonly withoutTime: Tally;
  readonly read: ReadRecord;
}

/** Reads a record; the bytes are only lent.
 * @param members where its time may stand. */
export type ReadRecord = (
  bytes: Buffer,
  start: number,
  end: number,
  number: number,
  spaced: boolean,
  members: readonly string[],
) => void;

export class RecordBatch {
  readonly #sink: BatchSink;
  readonly #lines: LineTimes;
  readonly #held: Buffer = Buffer.allocUnsafe(SIZE);
  #size = 0;
  /** The number of the first record held, and where each of them ends: a line feed follows it. */
  #first = 0;
  readonly #ends: number[] = [];
  /** Where times stand in what is held. */
  #members: readonly string[] = [];

  constructor(sink: BatchSink) {
    this.#sink = sink;
    this.#lines = new LineTimes(sink.reference);
  }

  add(...[bytes, start, end, number, spaced, members]: Parameters<ReadRecord>): void {
    const size = end - start + 1;
    if (spaced || size > SIZE) {
      this.flush();
      this.#sink.read(bytes, start, end, number, spaced, members);
      return;
    }
    if (this.#size + size > SIZE || members !== this.#members) this.flush();
    this.#members = members;
    if (this.#ends.length === 0) this.#first = number;
    bytes.copy(this.#held, this.#size, start, end);
    this.#size += size;
    this.#held[this.#size - 1] = LINE_FEED;
    this.#ends.push(this.#size - 1);
  }

  /** Hands out what is held. Has to be called before anything is told that comes after it. */
  flush(): void {
    if (this.#ends.length === 0) return;
    const bytes = this.#held.subarray(0, this.#size);
    const { take, timed } = this.#sink;
    if (isUtf8(bytes)) this.#lines.read(bytes, timed === undefined ? [] : this.#members);
    else this.#lines.count = 0;
    if (timed === undefined) this.#handOut(bytes, take!);
    else {
      this.#settle(bytes);
      timed(this.#lines);
    }
    this.#size = 0;
    this.#ends.length = 0;
  }

  #handOut(bytes: Buffer, take: TakeLines): void {
    const hand = (from: number, to: number, events: number): void => {
      if (events === 0) return;
      this.#sink.progress.events += events;
      take(bytes.subarray(from, to), events);
    };
    let from = 0;
    let taken = 0;
    for (const { start, end, number, line } of this.#records()) {
      if (line !== -1) {
        taken++;
        continue;
      }
      hand(from, start, taken);
      this.#sink.read(bytes, start, end, number, false, this.#members);
      from = end + 1;
      taken = 0;
    }
    hand(from, bytes.length, taken);
  }

  /** Reads those that have to be read; the others are left, with their times. */
  #settle(bytes: Buffer): void {
    const { progress, withoutTime, read } = this.#sink;
    const { times } = this.#lines;
    for (const { start, end, number, line } of this.#records()) {
      if (line === -1) read(bytes, start, end, number, false, this.#members);
      else if (Number.isNaN(times[line]!)) withoutTime.add(number);
      else progress.events++;
    }
  }

  /** The records held, each with its line when it is taken as it stands, or -1. A record may hold a line feed, which makes it no JSON. */
  *#records(): Generator<{ start: number; end: number; number: number; line: number }> {
    const { starts, ends, stands, times, count } = this.#lines;
    let line = 0;
    let start = 0;
    for (const [index, end] of this.#ends.entries()) {
      let own = -1;
      for (; line < count && starts[line]! < end; line++) {
        if (stands[line] === 1 && starts[line] === start && ends[line] === end) own = line;
        else times[line] = Number.NaN;
      }
      yield { start, end, number: this.#first + index, line: own };
      start = end + 1;
    }
  }
}
