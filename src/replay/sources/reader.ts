// Holds: the reading of one source: what kind of content it has, and the events in it.
// In: the chunks of its content. Out: events, in the order of the source.
// Always: the kind is told from the content, never from the name; what can't be an event is told and the rest goes on.

import { isUtf8 } from "node:buffer";
import { jsonTime, TIME_MEMBERS, textTime } from "../event-time.ts";
import { exportedEvent } from "../exported-event.ts";
import { minifyJson } from "../minify.ts";
import { LineSplitter } from "./lines.ts";
import { counted, type ProblemLog, type Progress } from "./problem.ts";
import { beginsRecords, RecordSplitter } from "./records.ts";

/** One log event and where it was found. */
export interface SourceEvent {
  /** Epoch milliseconds; NaN when the event has no time and none is needed. */
  readonly timestamp: number;
  readonly message: string;
  readonly logGroup?: string;
  /** The path of the file, or `-`. */
  readonly source: string;
  /** 1-based; in a document of records the number of the record. */
  readonly line: number;
}

/** The most bytes an event may have: PutLogEvents takes 1,048,576 bytes, of which each event costs 26 [D]. */
export const LONGEST_EVENT: number = 1_048_576 - 26;

/** How much of the content may be read before its kind is settled. */
const HEAD = 8192;

/** CloudTrail records are placed at their eventTime. */
const RECORD_TIME_MEMBERS = ["eventTime", ...TIME_MEMBERS];

export interface ReaderOptions {
  readonly source: string;
  readonly logGroup: string | undefined;
  /** For times without a year. */
  readonly referenceTime: number;
  readonly needTime: boolean;
  readonly problems: ProblemLog;
  readonly progress: Progress;
}

type JsonObject = Readonly<Record<string, unknown>>;

export class SourceReader {
  readonly #options: ReaderOptions;
  #events: SourceEvent[] = [];
  #head: Buffer | undefined = Buffer.alloc(0);
  #lines: LineSplitter | undefined;
  #records: RecordSplitter | undefined;
  #jsonLines: boolean | undefined;
  #lastTime: number | undefined;
  #finished = false;
  readonly #withoutTime: Tally = new Tally();
  readonly #notUtf8: Tally = new Tally();

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** True when the rest of the content is of no use. */
  get finished(): boolean {
    return this.#finished;
  }

  /** Reads a chunk and gives the events that end in it. */
  push(chunk: Buffer): SourceEvent[] {
    if (this.#head !== undefined) {
      const head = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
      if (this.#settleKind(head, head.length >= HEAD)) this.#feed(withoutMark(head));
      else this.#head = Buffer.from(head);
    } else {
      this.#feed(chunk);
    }
    return this.#take();
  }

  /** The content is over, or broke off (`cut`); gives the last events and tells what was counted. */
  end(cut: boolean): SourceEvent[] {
    const head = this.#head;
    if (head !== undefined && head.length > 0 && this.#settleKind(head, true)) this.#feed(withoutMark(head));
    if (this.#lines !== undefined) this.#endLines(this.#lines, cut);
    if (this.#records !== undefined && !this.#finished) this.#damaged(this.#records.end());
    this.#tellCounts();
    return this.#take();
  }

  /** Decides what the content is; false when that takes more of it. */
  #settleKind(head: Buffer, decide: boolean): boolean {
    if (head.subarray(0, HEAD).includes(0)) {
      const { problems } = this.#options;
      problems.add("binary", "binary content, not text (it holds NUL bytes; UTF-16 text does too): left out");
      this.#finished = true;
    } else {
      const records = beginsRecords(withoutMark(head));
      if (records === "unknown" && !decide) return false;
      if (records === "yes") this.#records = this.#recordSplitter();
      else this.#lines = this.#lineSplitter();
    }
    this.#head = undefined;
    return true;
  }

  #feed(chunk: Buffer): void {
    this.#lines?.push(chunk);
    if (this.#records === undefined) return;
    this.#records.push(chunk);
    this.#damaged(this.#records.damage);
  }

  #damaged(message: string | undefined): void {
    if (message === undefined) return;
    this.#options.problems.add("damaged", message);
    this.#finished = true;
  }

  #lineSplitter(): LineSplitter {
    return new LineSplitter(LONGEST_EVENT, {
      line: (bytes, start, end, number) => this.#readLine(this.#decode(bytes, start, end, number), number),
      tooLong: (size, number) => this.#options.problems.add("too-long", tooLong(size), number),
    });
  }

  #recordSplitter(): RecordSplitter {
    return new RecordSplitter(LONGEST_EVENT, {
      record: (bytes, start, end, number, spaced) =>
        this.#readRecord(this.#decode(bytes, start, end, number), number, spaced),
      tooLong: (size, number) => this.#options.problems.add("too-long", `record ${number}: ${tooLong(size)}`),
    });
  }

  #decode(bytes: Buffer, start: number, end: number, number: number): string {
    const text = bytes.toString("utf8", start, end);
    // U+FFFD may also have been written by somebody else, as three valid bytes.
    if (text.includes("\ufffd") && !isUtf8(bytes.subarray(start, end))) this.#notUtf8.add(number);
    return text;
  }

  #readLine(text: string, number: number): void {
    const object = looksLikeObject(text) ? parseObject(text) : undefined;
    this.#jsonLines ??= object !== undefined;
    if (object === undefined) this.#emit(textTime(text, this.#options.referenceTime), text, number);
    else if (object instanceof Error) this.#readBrokenLine(object, text, number);
    else this.#readObject(object, text, number, TIME_MEMBERS);
  }

  /** A line that begins with a brace and is no JSON: half written among JSON lines, and just a line among others. */
  #readBrokenLine(error: Error, text: string, number: number): void {
    if (this.#jsonLines) this.#options.problems.add("not-json", `not a whole JSON object: ${error.message}`, number);
    else this.#emit(textTime(text, this.#options.referenceTime), text, number);
  }

  #readRecord(text: string, number: number, spaced: boolean): void {
    const object = parseObject(text);
    if (object instanceof Error) this.#options.problems.add("not-json", `record ${number}: ${object.message}`);
    else this.#readObject(object, spaced ? minifyJson(text) : text, number, RECORD_TIME_MEMBERS);
  }

  #readObject(object: JsonObject, text: string, number: number, members: readonly string[]): void {
    const exported = exportedEvent(object);
    if (exported === undefined) this.#emit(jsonTime(object, this.#options.referenceTime, members), text, number);
    else this.#emit(exported.timestamp, exported.message, number, exported.logGroupName);
  }

  /** An event; without a time of its own it has that of the event before it. */
  #emit(time: number | undefined, message: string, line: number, namedGroup?: string): void {
    const { source, needTime, progress } = this.#options;
    const logGroup = this.#options.logGroup ?? namedGroup;
    this.#lastTime = time ?? this.#lastTime;
    const timestamp = this.#lastTime ?? Number.NaN;
    if (needTime && Number.isNaN(timestamp)) {
      this.#withoutTime.add(line);
      return;
    }
    progress.events++;
    this.#events.push(
      logGroup === undefined ? { timestamp, message, source, line } : { timestamp, message, logGroup, source, line },
    );
  }

  #endLines(lines: LineSplitter, cut: boolean): void {
    if (!cut) lines.end();
    else if (lines.pending > 0) {
      const size = counted(lines.pending, "byte");
      this.#options.problems.add("cut-short", `the line breaks off after ${size}: left out`, lines.number);
    }
  }

  #tellCounts(): void {
    const { problems } = this.#options;
    const timeless = this.#withoutTime;
    if (timeless.count > 0) {
      const forms = "ISO 8601, syslog or Apache, or a JSON member timestamp, time, @timestamp or eventTime";
      const message = `${counted(timeless.count, "event")} without a time (${forms}), and none before to take it from: left out`;
      problems.add("without-time", message, timeless.first, timeless.count);
    }
    const replaced = this.#notUtf8;
    if (replaced.count > 0) {
      const message = `${counted(replaced.count, "event")} with bytes that are not UTF-8, read as U+FFFD`;
      problems.add("not-utf8", message, replaced.first, replaced.count);
    }
    problems.end();
  }

  #take(): SourceEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}

/** How often something was met, and where first. */
class Tally {
  count = 0;
  first = 0;

  add(line: number): void {
    if (this.count++ === 0) this.first = line;
  }
}

function looksLikeObject(text: string): boolean {
  const first = text.charCodeAt(0);
  return first === 0x7b || (first <= 0x20 && text.trimStart().startsWith("{"));
}

function parseObject(text: string): JsonObject | Error {
  try {
    return JSON.parse(text) as JsonObject;
  } catch (error) {
    return error as Error;
  }
}

function tooLong(size: number): string {
  return `${counted(size, "byte")}, more than the ${LONGEST_EVENT.toLocaleString("en-US")} the service takes in one event: left out`;
}

/** The bytes without a UTF-8 byte-order mark. */
function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
