// Holds: the cutting of documents `{"Records":[…]}` and `{"events":[…]}` into the records of their list, as they stream by.
// In: chunks of bytes, cut anywhere; documents may follow one another, as when files are joined.
// Out: calls of a sink, one for each record, with its 1-based number.
// Always: the result does not depend on where chunks end; no document is held whole; what is inside a record is not judged here.

import { Carry } from "./carry.ts";

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const BRACKET_OPEN = 0x5b;
const BRACKET_CLOSE = 0x5d;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;

/** How a document of records begins, white space left out: a CloudTrail delivery, and the output of `aws logs filter-log-events`. */
const OPENINGS = ['{"Records":[', '{"events":['] as const;
type Opening = (typeof OPENINGS)[number];

export interface RecordSink {
  /** A record, in `bytes` from `start` up to, not including, `end`; the bytes are only lent.
   * @param spaced whether white space stands between its tokens. */
  record(bytes: Buffer, start: number, end: number, number: number, spaced: boolean): void;
  /** A record longer than the limit, of which only the size is known. */
  tooLong(size: number, number: number): void;
}

/** Whether bytes begin such a document: yes, no, or not known before more is read. */
export function beginsRecords(head: Buffer): "yes" | "no" | "unknown" {
  const opening = new OpeningReader();
  for (const byte of head) {
    const read = opening.push(byte);
    if (read !== "more") return read === "no" ? "no" : "yes";
  }
  return "unknown";
}

/** Reads the opening of a document byte by byte. */
class OpeningReader {
  #read = "";

  get started(): boolean {
    return this.#read !== "";
  }

  push(byte: number): Opening | "more" | "no" {
    if (isSpace(byte) && (this.#read.split('"').length & 1) === 1) return "more";
    this.#read += String.fromCharCode(byte);
    const possible = OPENINGS.find((opening) => opening.startsWith(this.#read));
    if (possible === undefined) return "no";
    return possible === this.#read ? possible : "more";
  }
}

type State = "opening" | "list" | "record" | "tail" | "damaged";

export class RecordSplitter {
  readonly #limit: number;
  readonly #sink: RecordSink;
  readonly #carry: Carry;
  #opening = new OpeningReader();
  #state: State = "opening";
  #number = 0;
  /** Open braces and brackets: of the record in "record", of the document in "tail". */
  #depth = 0;
  #inString = false;
  #escaped = false;
  #spaced = false;
  #damage: string | undefined;

  /** @param limit the most bytes a record may have. */
  constructor(limit: number, sink: RecordSink) {
    this.#limit = limit;
    this.#sink = sink;
    this.#carry = new Carry(limit);
  }

  /** What makes the rest unreadable, once something does. */
  get damage(): string | undefined {
    return this.#damage;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === "record") at = this.#readRecord(chunk, at);
      else if (this.#state === "list") at = this.#readList(chunk, at);
      else if (this.#state === "tail") at = this.#readTail(chunk, at);
      else if (this.#state === "opening") at = this.#readOpening(chunk, at);
      else return;
    }
  }

  /** The input is over; says what is missing, or undefined when nothing is. */
  end(): string | undefined {
    if (this.#state === "record") return `the file ends inside record ${this.#number}, which is left out`;
    if (this.#state === "list")
      return `the file ends after record ${this.#number}, before its list of records is closed`;
    if (this.#state === "tail") return `the file ends after record ${this.#number}, before its last brace`;
    if (this.#state === "opening" && this.#opening.started) return "the file ends at the beginning of a document";
    return undefined;
  }

  #readOpening(chunk: Buffer, start: number): number {
    for (let at = start; at < chunk.length; at++) {
      const read = this.#opening.push(chunk[at]!);
      if (read === "more") continue;
      if (read === "no")
        return this.#fail(chunk, at, `another document of records was expected after record ${this.#number}`);
      this.#state = "list";
      return at + 1;
    }
    return chunk.length;
  }

  #readList(chunk: Buffer, start: number): number {
    for (let at = start; at < chunk.length; at++) {
      const byte = chunk[at]!;
      // Commas are not counted: a record is known by its braces, and a damaged list still gives its records.
      if (isSpace(byte) || byte === COMMA) continue;
      if (byte === BRACE_OPEN) {
        this.#number++;
        this.#state = "record";
        return at;
      }
      if (byte !== BRACKET_CLOSE)
        return this.#fail(chunk, at, `after record ${this.#number} another or the end of the list was expected`);
      this.#state = "tail";
      this.#depth = 1;
      return at + 1;
    }
    return chunk.length;
  }

  #readRecord(chunk: Buffer, start: number): number {
    const end = this.#skipValue(chunk, start);
    if (this.#depth > 0) {
      this.#carry.add(chunk, start, end);
      return end;
    }
    if (this.#carry.size === 0) {
      this.#emit(chunk, start, end, end - start);
    } else {
      this.#carry.add(chunk, start, end);
      const size = this.#carry.size;
      const record = this.#carry.take();
      this.#emit(record, 0, record.length, size);
    }
    this.#spaced = false;
    this.#state = "list";
    return end;
  }

  #readTail(chunk: Buffer, start: number): number {
    const end = this.#skipValue(chunk, start);
    if (this.#depth === 0) {
      this.#opening = new OpeningReader();
      this.#state = "opening";
      this.#spaced = false;
    }
    return end;
  }

  /** Goes on to the end of the value that is open, or of the chunk; `#depth` is 0 when the value has ended. */
  #skipValue(chunk: Buffer, start: number): number {
    const length = chunk.length;
    let depth = this.#depth;
    let inString = this.#inString;
    let at = start;
    if (this.#escaped) {
      this.#escaped = false;
      at++;
    }
    for (; at < length; at++) {
      const byte = chunk[at]!;
      if (inString) {
        if (byte === BACKSLASH) at++;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) inString = true;
      else if (byte === BRACE_OPEN || byte === BRACKET_OPEN) depth++;
      else if (byte === BRACE_CLOSE || byte === BRACKET_CLOSE) {
        depth--;
        if (depth === 0) {
          at++;
          break;
        }
      } else if (byte <= 0x20) this.#spaced = true;
    }
    this.#escaped = at > length;
    this.#depth = depth;
    this.#inString = inString;
    return Math.min(at, length);
  }

  #emit(bytes: Buffer, start: number, end: number, size: number): void {
    if (size > this.#limit) this.#sink.tooLong(size, this.#number);
    else this.#sink.record(bytes, start, end, this.#number, this.#spaced);
  }

  #fail(chunk: Buffer, at: number, expected: string): number {
    const found = JSON.stringify(chunk.toString("latin1", at, at + 20));
    this.#damage = `${expected}, and ${found} was found; the rest is left out`;
    this.#state = "damaged";
    return chunk.length;
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
