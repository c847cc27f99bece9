// Holds: the records of a document, taken as they stand in its bytes, many at a time.
// In: records as the splitter cuts them, chunk by chunk. Out: lines for the taker; one by one those that have to be read.
// Always: the order is kept; a record is taken as it stands only when it is one JSON object in UTF-8, without white space between its
// tokens, and no exported event: everything else is read, and told if need be.

import { isUtf8 } from "node:buffer";
import type { Matcher } from "../../match/matcher.ts";
import { matcherOf } from "../../match/matching.ts";
import { scanOne } from "../../match/scan-one.ts";
import type { TakeLines } from "./taker.ts";

/** So many bytes are held until they are taken. */
const SIZE = 256 * 1024;
const LINE_FEED = 0x0a;

export interface BatchSink {
  /** Counts its events. */
  readonly progress: { events: number };
  readonly take: TakeLines;
  /** Reads a record; the bytes are only lent. */
  readonly read: (bytes: Buffer, start: number, end: number, number: number, spaced: boolean) => void;
}

let standing: Matcher | undefined;

/** Matches what is valid JSON, an object, and no exported event: that has both members. Made without the grammar, which takes long to load. */
function standingMatcher(): Matcher {
  const span = { start: 0, end: 0 };
  const operands = ["message", "timestamp"].map((name) => ({
    kind: "predicate" as const,
    predicate: { kind: "state" as const, state: "absent" as const, path: [{ kind: "name" as const, name }], span },
  }));
  const text = "{ ($.message NOT EXISTS) || ($.timestamp NOT EXISTS) }";
  return matcherOf(text, { kind: "json", condition: { kind: "or", operands, span } });
}

export class RecordBatch {
  readonly #sink: BatchSink;
  readonly #held: Buffer = Buffer.allocUnsafe(SIZE);
  #size = 0;
  /** The number of the first record held, and where each of them ends: a line feed follows it. */
  #first = 0;
  readonly #ends: number[] = [];

  constructor(sink: BatchSink) {
    this.#sink = sink;
  }

  add(bytes: Buffer, start: number, end: number, number: number, spaced: boolean): void {
    const size = end - start + 1;
    if (spaced || size > SIZE) {
      this.flush();
      this.#sink.read(bytes, start, end, number, spaced);
      return;
    }
    if (this.#size + size > SIZE) this.flush();
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
    const standing = isUtf8(bytes) ? this.#standing(bytes) : [];
    let from = 0;
    let start = 0;
    let next = 0;
    let taken = 0;
    for (const [index, end] of this.#ends.entries()) {
      while (next < standing.length && standing[next]! < start) next += 2;
      if (standing[next] === start && standing[next + 1] === end) taken++;
      else {
        this.#take(bytes.subarray(from, start), taken);
        this.#sink.read(bytes, start, end, this.#first + index, false);
        from = end + 1;
        taken = 0;
      }
      start = end + 1;
    }
    this.#take(bytes.subarray(from), taken);
    this.#size = 0;
    this.#ends.length = 0;
  }

  /** The lines that can be taken as they stand, by start and end. A record may hold a line feed, which makes it no JSON. */
  #standing(bytes: Buffer): readonly number[] {
    standing ??= standingMatcher();
    const found: number[] = [];
    scanOne(standing, bytes, (start, end) => found.push(start, end));
    return found;
  }

  #take(bytes: Buffer, events: number): void {
    if (events === 0) return;
    this.#sink.progress.events += events;
    this.#sink.take(bytes, events);
  }
}
