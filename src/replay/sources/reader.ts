// Holds: the reading of one source: the events in its content.
// In: the chunks of its content. Out: events, in the order of the source.
// Always: what can't be an event is told and the rest goes on; only lines of text take their time from what stands before them.

import { isUtf8 } from "node:buffer";
import { jsonTime, TEXT_TIME_BYTES, TIME_MEMBERS } from "../event-time.ts";
import { exportedEvent } from "../exported-event.ts";
import { minifyJson } from "../minify.ts";
import { LONGEST_EVENT, type SourceEvent } from "./event.ts";
import { beginsExported } from "./exported-lines.ts";
import { type JsonObject, kindOfValue, parseJson } from "./json.ts";
import { type Kind, kindOf, withoutMark } from "./kind.ts";
import { LineNumbers } from "./line-numbers.ts";
import { LineTimes } from "./line-times.ts";
import { LineSplitter } from "./lines.ts";
import {
  counted,
  cutShort,
  NOT_UTF8,
  type Place,
  type ProblemCode,
  type ProblemLog,
  type Progress,
  tooLong,
} from "./problem.ts";
import { RawLines } from "./raw-lines.ts";
import { type ReadRecord, RecordBatch } from "./record-batch.ts";
import { RecordSplitter } from "./records.ts";
import type { TakeLines, Taker, TakeTimedLines } from "./taker.ts";
import { Tally } from "./tally.ts";
import { TextTimes } from "./text-times.ts";

/** CloudTrail records are placed at their eventTime. */
const RECORD_TIME_MEMBERS = ["eventTime", ...TIME_MEMBERS];

export interface ReaderOptions {
  readonly source: string;
  readonly logGroup: string | undefined;
  /** For times without a year. */
  readonly referenceTime: number;
  readonly needTime: boolean;
  /** Takes the events, which are not handed out then. Lines and records of `lines` have no time; `timed` is for who needs one. */
  readonly taker: Taker | undefined;
  readonly problems: ProblemLog;
  readonly progress: Progress;
}

const BRACE = 0x7b;
const SPACE = 0x20;

const OBJECT_OVER_LINES = "a JSON object written over several lines: write each on one line, as `jq -c .` does";

export class SourceReader {
  readonly #options: ReaderOptions;
  #events: SourceEvent[] = [];
  #head: Buffer | undefined = Buffer.alloc(0);
  #lines: LineSplitter | RawLines | undefined;
  #records: RecordSplitter | undefined;
  #batch: RecordBatch | undefined;
  #kind: Kind | undefined;
  /** Whether a line that begins with a brace has to be JSON. */
  #jsonLines: boolean | undefined;
  readonly #times: TextTimes;
  #finished = false;
  readonly #textWithoutTime: Tally = new Tally();
  readonly #jsonWithoutTime: Tally = new Tally();
  readonly #notUtf8: Tally = new Tally();

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#times = new TextTimes(options.referenceTime);
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
    const { lines: take, timed } = this.#options.taker ?? {};
    const exported = kind === "lines" && take !== undefined ? beginsExported(content, over) : "yes";
    if (exported === "unknown") return false;
    this.#head = undefined;
    this.#kind = kind;
    if (kind === "records") this.#records = this.#recordSplitter(take, timed);
    else if (kind !== "lines") this.#leaveOut(kind);
    else if (timed !== undefined) this.#lines = this.#timedLines(timed);
    else this.#lines = exported === "no" ? this.#rawLines(take!) : this.#lineSplitter();
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
    this.#batch?.flush();
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

  #rawLines(take: TakeLines): RawLines {
    const { progress } = this.#options;
    return this.#linesAsTheyStand((bytes, events) => {
      progress.events += events;
      take(bytes, events);
    });
  }

  #timedLines(take: TakeTimedLines): RawLines {
    const lines = new LineTimes(this.#options.referenceTime);
    return this.#linesAsTheyStand((bytes, _events, number) => {
      lines.read(bytes);
      this.#settle(lines, number);
      take(lines, this.#options.logGroup);
    });
  }

  #linesAsTheyStand(take: (bytes: Buffer, events: number, number: number) => void): RawLines {
    const tooLongLine = (size: number, number: number): void =>
      this.#options.problems.add("too-long", tooLong(size), this.#place(number));
    return new RawLines(LONGEST_EVENT, { notUtf8: this.#notUtf8, take, tooLong: tooLongLine });
  }

  /** Finds the times of lines that do not stand there as JSON. Those that have to be read whole become events of their own, and
   * have no time among the lines then.
   * @param first the number of the line that the stretch begins with. */
  #settle(lines: LineTimes, first: number): void {
    const { bytes, starts, ends, times, stands } = lines;
    const numbers = new LineNumbers(bytes, first);
    for (let line = 0; line < lines.count; line++) {
      const start = starts[line]!;
      const end = ends[line]!;
      if (stands[line] === 1) {
        this.#jsonLines = true;
        this.#count(times[line]!, this.#jsonWithoutTime, numbers, start);
      } else if (mayBeObject(bytes, start, end)) {
        this.#readLine(bytes.toString("utf8", start, end), numbers.at(start));
        times[line] = Number.NaN;
      } else {
        this.#jsonLines ??= false;
        const head = bytes.toString("utf8", start, Math.min(end, start + TEXT_TIME_BYTES));
        times[line] = this.#times.timeOf(head) ?? Number.NaN;
        this.#count(times[line]!, this.#textWithoutTime, numbers, start);
      }
    }
  }

  /** Counts an event, or one that has no time. */
  #count(time: number, withoutTime: Tally, numbers: LineNumbers, start: number): void {
    if (Number.isNaN(time)) withoutTime.add(withoutTime.count === 0 ? numbers.at(start) : 0);
    else {
      this.#times.last = time;
      this.#options.progress.events++;
    }
  }

  #recordSplitter(take: TakeLines | undefined, timed: TakeTimedLines | undefined): RecordSplitter {
    const read: ReadRecord = (bytes, start, end, number, spaced, members) =>
      this.#readRecord(this.#decode(bytes, start, end, number), number, spaced, members);
    const { problems, progress, logGroup, referenceTime: reference } = this.#options;
    const sink = { progress, reference, withoutTime: this.#jsonWithoutTime, read };
    if (timed !== undefined) this.#batch = new RecordBatch({ ...sink, timed: (lines) => timed(lines, logGroup) });
    else if (take !== undefined) this.#batch = new RecordBatch({ ...sink, take });
    const batch = this.#batch;
    const add: ReadRecord = batch === undefined ? read : (...record) => batch.add(...record);
    return new RecordSplitter(LONGEST_EVENT, {
      record: (bytes, start, end, number, spaced) => add(bytes, start, end, number, spaced, this.#timeMembers),
      tooLong: (size, number) => {
        batch?.flush();
        problems.add("too-long", tooLong(size), this.#place(number));
      },
    });
  }

  /** Where the times of records stand. */
  get #timeMembers(): readonly string[] {
    return this.#records?.isArray === true ? TIME_MEMBERS : RECORD_TIME_MEMBERS;
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
    this.#emit(this.#times.timeOf(text), text, number, this.#textWithoutTime);
  }

  /** A line that begins with a brace and is no JSON: half written among JSON lines, and just a line among others. */
  #readBrokenLine(error: Error, text: string, number: number): void {
    if (!this.#jsonLines) this.#readText(text, number);
    else if (text.trim() === "{") this.#notObject(OBJECT_OVER_LINES, number);
    else this.#notObject(`not a whole JSON object: ${error.message}`, number);
  }

  #readRecord(text: string, number: number, spaced: boolean, members: readonly string[]): void {
    const value = parseJson(text);
    if (value instanceof Error) this.#notObject(`not a whole JSON object: ${value.message}`, number);
    else if (kindOfValue(value) !== "an object")
      this.#notObject(`${kindOfValue(value)} where a JSON object was expected: left out`, number);
    else {
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
    const { source, needTime, progress, taker } = this.#options;
    if (time === undefined && needTime) {
      withoutTime.add(line);
      return;
    }
    const logGroup = this.#options.logGroup ?? namedGroup;
    this.#times.last = time ?? this.#times.last;
    const timestamp = time ?? Number.NaN;
    progress.events++;
    const event =
      logGroup === undefined ? { timestamp, message, source, line } : { timestamp, message, logGroup, source, line };
    if (taker === undefined) this.#events.push(event);
    else taker.event(event);
  }

  #endLines(lines: LineSplitter | RawLines, cut: boolean): void {
    if (!cut) lines.end();
    else if (lines.pending > 0)
      this.#options.problems.add("cut-short", cutShort(lines.pending), this.#place(lines.number));
  }

  #tellCounts(): void {
    const forms = "ISO 8601, syslog or Apache";
    const text = `without a time near the head (${forms}), and none before to take it from: left out`;
    const json = `without a time (${forms}, or epoch seconds to nanoseconds, in timestamp, time, @timestamp or eventTime): left out`;
    this.#tellCount("without-time", this.#textWithoutTime, "text line", text);
    this.#tellCount("without-time", this.#jsonWithoutTime, "JSON event", json);
    this.#tellCount("not-utf8", this.#notUtf8, "event", NOT_UTF8);
    this.#options.problems.end();
  }

  #tellCount(code: ProblemCode, { count, first }: Tally, noun: string, what: string): void {
    if (count > 0) this.#options.problems.add(code, `${counted(count, noun)} ${what}`, this.#place(first), count);
  }

  #take(): SourceEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}

function looksLikeObject(text: string): boolean {
  const first = text.charCodeAt(0);
  return first === BRACE || (first <= SPACE && text.trimStart().startsWith("{"));
}

/** Whether `looksLikeObject` may hold of a line; white space of more than one byte is not looked at. */
function mayBeObject(bytes: Buffer, start: number, end: number): boolean {
  let at = start;
  while (at < end && bytes[at]! <= SPACE) at++;
  return bytes[at] === BRACE || (at > start && bytes[at]! >= 0x80);
}
