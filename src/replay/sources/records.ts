// Holds: the cutting of documents `{"Records":[…]}`, `{"events":[…]}` and `[…]` into the records of their list, as they stream by.
// In: chunks of bytes, cut anywhere; documents may follow one another, as when files are joined.
// Out: calls of a sink, one for each record, with its 1-based number.
// Always: the result does not depend on where chunks end; no document is held whole; what is inside a record is not judged here.

import { Carry } from "./carry.ts";

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const BACKSLASH = 0x5c;
const BRACKET_OPEN = 0x5b;
const BRACKET_CLOSE = 0x5d;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;

/** How a document of records begins, white space left out: a CloudTrail delivery, the output of `aws logs filter-log-events`,
 * and an array, as `jq` prints one. */
const OPENINGS = ['{"Records":[', '{"events":[', "["] as const;
type Opening = (typeof OPENINGS)[number];

export interface RecordSink {
  /** A record, whatever JSON value it is, in `bytes` from `start` up to, not including, `end`; the bytes are only lent.
   * @param spaced whether white space stands between its tokens. */
  record(bytes: Buffer, start: number, end: number, number: number, spaced: boolean): void;
  /** A record longer than the limit, of which only the size is known. */
  tooLong(size: number, number: number): void;
}

/** Whether bytes begin such a document: yes, no, or not known before more is read. An array has to begin with an object
 * or be all there is: lines of text begin with brackets too.
 * @param whole whether nothing follows. */
export function beginsRecords(head: Buffer, whole: boolean): "yes" | "no" | "unknown" {
  const opening = new OpeningReader();
  for (let at = 0; at < head.length; at++) {
    const read = opening.push(head[at]!);
    if (read === "no") return "no";
    if (read === "[") return beginsObjects(head.toString("latin1", at + 1), whole);
    if (read !== "more") return "yes";
  }
  return "unknown";
}

/** @param rest what follows the bracket that opens an array. */
function beginsObjects(rest: string, whole: boolean): "yes" | "no" | "unknown" {
  if (/^\s*(?:\{\s*)?$/.test(rest)) return "unknown";
  if (/^\s*\]\s*$/.test(rest)) return whole ? "yes" : "unknown";
  return /^\s*\{\s*["}]/.test(rest) ? "yes" : "no";
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

type State = "opening" | "list" | "record" | "scalar" | "tail" | "damaged";

export class RecordSplitter {
  readonly #limit: number;
  readonly #sink: RecordSink;
  readonly #carry: Carry;
  #opening = new OpeningReader();
  #state: State = "opening";
  #number = 0;
  /** Open braces and brackets: of the record in "record", of the document in "tail". */
  #depth = 0;
  #isArray = false;
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

  /** Whether the list being read is a document of its own, not the member of one. */
  get isArray(): boolean {
    return this.#isArray;
  }

  /** What makes the rest unreadable, once something does. */
  get damage(): string | undefined {
    return this.#damage;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === "record") at = this.#readRecord(chunk, at);
      else if (this.#state === "scalar") at = this.#readScalar(chunk, at);
      else if (this.#state === "list") at = this.#readList(chunk, at);
      else if (this.#state === "tail") at = this.#readTail(chunk, at);
      else if (this.#state === "opening") at = this.#readOpening(chunk, at);
      else return;
    }
  }

  /** The input is over; says what is missing, or undefined when nothing is. */
  end(): string | undefined {
    if (this.#state === "record" || this.#state === "scalar")
      return `the file ends inside record ${this.#number}, which is left out`;
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
      this.#isArray = read === "[";
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
      if (byte === BRACKET_CLOSE) {
        if (this.#isArray) this.#expectDocument();
        else this.#expectTail();
        return at + 1;
      }
      const isRecord = byte === BRACE_OPEN || byte === BRACKET_OPEN;
      if (!isRecord && !beginsScalar(byte))
        return this.#fail(chunk, at, `after record ${this.#number} another or the end of the list was expected`);
      this.#number++;
      this.#state = isRecord ? "record" : "scalar";
      return at;
    }
    return chunk.length;
  }

  #expectTail(): void {
    this.#state = "tail";
    this.#depth = 1;
  }

  #expectDocument(): void {
    this.#opening = new OpeningReader();
    this.#state = "opening";
    this.#spaced = false;
  }

  #readRecord(chunk: Buffer, start: number): number {
    const end = this.#skipValue(chunk, start);
    if (this.#depth > 0) {
      this.#carry.add(chunk, start, end);
      return end;
    }
    this.#finish(chunk, start, end);
    return end;
  }

  /** A text, number or word where a record should be: it goes to the comma or bracket behind it. */
  #readScalar(chunk: Buffer, start: number): number {
    let at = start;
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (this.#escaped) this.#escaped = false;
      else if (this.#inString) {
        if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
      } else if (byte === QUOTE) this.#inString = true;
      else if (endsScalar(byte)) {
        this.#finish(chunk, start, at);
        return at;
      }
    }
    this.#carry.add(chunk, start, at);
    return at;
  }

  /** Hands out the record whose last bytes these are. */
  #finish(chunk: Buffer, start: number, end: number): void {
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
  }

  #readTail(chunk: Buffer, start: number): number {
    const end = this.#skipValue(chunk, start);
    if (this.#depth === 0) this.#expectDocument();
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

/** Whether a byte begins a text, a number or a word. */
function beginsScalar(byte: number): boolean {
  const lower = byte | 0x20;
  return byte === QUOTE || byte === MINUS || (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x7a);
}

function endsScalar(byte: number): boolean {
  return byte === COMMA || byte === BRACKET_CLOSE || byte === BRACE_CLOSE || isSpace(byte);
}
