// Holds: the reading of one source: the events in its content.
// In: the chunks of its content. Out: events, in the order of the source.
// Always: what can't be an event is told and the rest goes on; only lines of text take their time from what stands before them.

import { isUtf8 } from "node:buffer";
import { jsonTime, TIME_MEMBERS, textTime } from "../event-time.ts";
import { exportedEvent } from "../exported-event.ts";
import { minifyJson } from "../minify.ts";
import { type JsonObject, kindOfValue, parseJson } from "./json.ts";
import { type Kind, kindOf } from "./kind.ts";
import { LineSplitter } from "./lines.ts";
import { counted, type Place, type ProblemCode, type ProblemLog, type Progress } from "./problem.ts";
import { RecordSplitter } from "./records.ts";
import { StretchSplitter } from "./stretches.ts";

/** One log event and where it was found. */
export interface SourceEvent {
  /** Epoch milliseconds; NaN when the event has no time and none is needed. */
  readonly timestamp: number;
  readonly message: string;
  readonly logGroup?: string;
  /** The path of the file, or `-`. */
  readonly source: string;
  /** 1-based; in a document of records the number of the record; 0 for an event found by a scan, whose lines are not counted. */
  readonly line: number;
}

/**
 * Finds in whole lines those that are wanted, and tells each by its place. Gives how many lines there are.
 */
export type LineScan = (bytes: Buffer, found: (start: number, end: number) => void) => number;

/** The most bytes an event may have: PutLogEvents takes 1,048,576 bytes, of which each event costs 26 [D]. */
export const LONGEST_EVENT: number = 1_048_576 - 26;

/** CloudTrail records are placed at their eventTime. */
const RECORD_TIME_MEMBERS = ["eventTime", ...TIME_MEMBERS];

export interface ReaderOptions {
  readonly source: string;
  readonly logGroup: string | undefined;
  /** For times without a year. */
  readonly referenceTime: number;
  readonly needTime: boolean;
  /** Lines of text and JSON lines are not made events of but for those it finds, which have no time then. */
  readonly scan: LineScan | undefined;
  readonly problems: ProblemLog;
  readonly progress: Progress;
}

const OBJECT_OVER_LINES = "a JSON object written over several lines: write each on one line, as `jq -c .` does";

export class SourceReader {
  readonly #options: ReaderOptions;
  #events: SourceEvent[] = [];
  #head: Buffer | undefined = Buffer.alloc(0);
  #lines: LineSplitter | StretchSplitter | undefined;
  #records: RecordSplitter | undefined;
  #kind: Kind | undefined;
  /** Whether a line that begins with a brace has to be JSON. */
  #jsonLines: boolean | undefined;
  /** Whether lines begin with white space although they are no continuation. */
  #indented: boolean | undefined;
  #lastTime: number | undefined;
  #finished = false;
  readonly #textWithoutTime: Tally = new Tally();
  readonly #jsonWithoutTime: Tally = new Tally();
  readonly #notUtf8: Tally = new Tally();

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** True when the rest of the content is of no use. */
  get finished(): boolean {
    return this.#finished;
  }

  /** What the content was found to be; undefined before that is settled, and for no content. */
  get kind(): Kind | undefined {
    return this.#kind;
  }

  /** Reads a chunk and gives the events that end in it. */
  push(chunk: Buffer): SourceEvent[] {
    if (this.#head !== undefined) {
      const head = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
      if (!this.#begin(head, false)) this.#head = Buffer.from(head);
    } else {
      this.#feed(chunk);
    }
    return this.#take();
  }

  /** The content is over, or broke off (`cut`); gives the last events and tells what was counted. */
  end(cut: boolean): SourceEvent[] {
    if (this.#head !== undefined && this.#head.length > 0) this.#begin(this.#head, true);
    if (this.#lines !== undefined) this.#endLines(this.#lines, cut);
    if (this.#records !== undefined && !this.#finished) this.#damaged(this.#records.end());
    this.#tellCounts();
    return this.#take();
  }

  /** Decides what the content is and reads the beginning of it; false when that takes more of it. */
  #begin(head: Buffer, over: boolean): boolean {
    const content = withoutMark(head);
    const kind = kindOf(content, over);
    if (kind === undefined) return false;
    this.#head = undefined;
    this.#kind = kind;
    if (kind === "records") this.#records = this.#recordSplitter();
    else if (kind === "lines") {
      const { scan } = this.#options;
      const isScanned = scan !== undefined && !beginsExported(content);
      this.#lines = isScanned ? this.#stretchSplitter(scan) : this.#lineSplitter();
    } else this.#leaveOut(kind);
    this.#feed(content);
    return true;
  }

  #leaveOut(kind: Exclude<Kind, "records" | "lines">): void {
    const { problems } = this.#options;
    if (kind === "binary")
      problems.add("binary", "binary content, not text (it holds NUL bytes; UTF-16 text does too): left out");
    if (kind === "pretty")
      problems.add("not-json", `${OBJECT_OVER_LINES}; nothing of this source is read`, { line: 1, unit: "line" });
    this.#finished = true;
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
      tooLong: (size, number) => this.#options.problems.add("too-long", tooLong(size), this.#place(number)),
    });
  }

  #stretchSplitter(scan: LineScan): StretchSplitter {
    const { problems, progress, source } = this.#options;
    return new StretchSplitter(LONGEST_EVENT, {
      lines: (bytes) => {
        const found = (start: number, end: number): void => {
          const message = this.#decode(bytes, start, end, 0);
          this.#events.push({ timestamp: Number.NaN, message, source, line: 0 });
        };
        progress.events += scan(bytes, found);
      },
      tooLong: (size, offset) =>
        problems.add("too-long", `the line after ${counted(offset, "byte")}: ${tooLong(size)}`),
    });
  }

  #recordSplitter(): RecordSplitter {
    return new RecordSplitter(LONGEST_EVENT, {
      record: (bytes, start, end, number, spaced) =>
        this.#readRecord(this.#decode(bytes, start, end, number), number, spaced),
      tooLong: (size, number) => this.#options.problems.add("too-long", tooLong(size), this.#place(number)),
    });
  }

  #place(number: number): Place {
    return { line: number, unit: this.#kind === "records" ? "record" : "line" };
  }

  #decode(bytes: Buffer, start: number, end: number, number: number): string {
    const text = bytes.toString("utf8", start, end);
    // U+FFFD may also have been written by somebody else, as three valid bytes.
    if (text.includes("\ufffd") && !isUtf8(bytes.subarray(start, end))) this.#notUtf8.add(number);
    return text;
  }

  #readLine(text: string, number: number): void {
    const object = looksLikeObject(text) ? parseJson(text) : undefined;
    this.#jsonLines ??= object !== undefined;
    if (object === undefined) this.#readText(text, number);
    else if (object instanceof Error) this.#readBrokenLine(object, text, number);
    else {
      this.#jsonLines = true;
      this.#readObject(object as JsonObject, text, number, TIME_MEMBERS);
    }
  }

  /** A line of text; without a time of its own it has that of the event before it. */
  #readText(text: string, number: number): void {
    const indented = text[0] === " " || text[0] === "\t";
    const continues = indented && this.#lastTime !== undefined && this.#indented !== true;
    const time = continues ? undefined : textTime(text, this.#options.referenceTime);
    if (time !== undefined) this.#indented ??= indented;
    this.#emit(time ?? this.#lastTime, text, number, this.#textWithoutTime);
  }

  /** A line that begins with a brace and is no JSON: half written among JSON lines, and just a line among others. */
  #readBrokenLine(error: Error, text: string, number: number): void {
    if (!this.#jsonLines) this.#readText(text, number);
    else if (text.trim() === "{") this.#notObject(OBJECT_OVER_LINES, number);
    else this.#notObject(`not a whole JSON object: ${error.message}`, number);
  }

  #readRecord(text: string, number: number, spaced: boolean): void {
    const value = parseJson(text);
    if (value instanceof Error) this.#notObject(`not a whole JSON object: ${value.message}`, number);
    else if (kindOfValue(value) !== "an object")
      this.#notObject(`${kindOfValue(value)} where a JSON object was expected: left out`, number);
    else {
      const members = this.#records?.isArray ? TIME_MEMBERS : RECORD_TIME_MEMBERS;
      this.#readObject(value as JsonObject, spaced ? minifyJson(text) : text, number, members);
    }
  }

  #notObject(message: string, number: number): void {
    this.#options.problems.add("not-json", message, this.#place(number));
  }

  #readObject(object: JsonObject, text: string, number: number, members: readonly string[]): void {
    const exported = exportedEvent(object);
    const time = exported?.timestamp ?? jsonTime(object, this.#options.referenceTime, members);
    this.#emit(time, exported?.message ?? text, number, this.#jsonWithoutTime, exported?.logGroupName);
  }

  /** An event, or without a time one more that has none. */
  #emit(time: number | undefined, message: string, line: number, withoutTime: Tally, namedGroup?: string): void {
    const { source, needTime, progress } = this.#options;
    if (time === undefined && needTime) {
      withoutTime.add(line);
      return;
    }
    const logGroup = this.#options.logGroup ?? namedGroup;
    this.#lastTime = time ?? this.#lastTime;
    const timestamp = time ?? Number.NaN;
    progress.events++;
    this.#events.push(
      logGroup === undefined ? { timestamp, message, source, line } : { timestamp, message, logGroup, source, line },
    );
  }

  #endLines(lines: LineSplitter | StretchSplitter, cut: boolean): void {
    if (!cut) lines.end();
    else if (lines.pending > 0) {
      const size = counted(lines.pending, "byte");
      const place = lines instanceof LineSplitter ? this.#place(lines.number) : undefined;
      this.#options.problems.add("cut-short", `the line breaks off after ${size}: left out`, place);
    }
  }

  #tellCounts(): void {
    const forms = "ISO 8601, syslog or Apache";
    const text = `without a time near the head (${forms}), and none before to take it from: left out`;
    const json = `without a time (${forms}, or epoch seconds to nanoseconds, in timestamp, time, @timestamp or eventTime): left out`;
    this.#tellCount("without-time", this.#textWithoutTime, "text line", text);
    this.#tellCount("without-time", this.#jsonWithoutTime, "JSON event", json);
    this.#tellCount("not-utf8", this.#notUtf8, "event", "with bytes that are not UTF-8, read as U+FFFD");
    this.#options.problems.end();
  }

  #tellCount(code: ProblemCode, { count, first }: Tally, noun: string, what: string): void {
    const place = first === 0 ? undefined : this.#place(first);
    if (count > 0) this.#options.problems.add(code, `${counted(count, noun)} ${what}`, place, count);
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

/** Whether the first line is an event as the service exports it: then the lines' messages are asked for, not the lines. */
function beginsExported(content: Buffer): boolean {
  const text = content.toString("utf8", 0, FIRST_LINE).trimStart();
  const end = text.indexOf("\n");
  const first = end === -1 ? text : text.slice(0, end);
  if (!first.startsWith("{")) return false;
  const object = parseJson(first);
  // A longer line can't be read yet; its beginning tells.
  if (object instanceof Error)
    return content.length > FIRST_LINE && first.includes('"message"') && first.includes('"timestamp"');
  return exportedEvent(object as JsonObject) !== undefined;
}

/** As much as is looked at of it. */
const FIRST_LINE = 65_536;

function looksLikeObject(text: string): boolean {
  const first = text.charCodeAt(0);
  return first === 0x7b || (first <= 0x20 && text.trimStart().startsWith("{"));
}

function tooLong(size: number): string {
  return `${counted(size, "byte")}, more than the ${LONGEST_EVENT.toLocaleString("en-US")} the service takes in one event: left out`;
}

/** The bytes without a UTF-8 byte-order mark. */
function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
