// Holds: the reading of one source: the events in its content.
// In: the chunks of its content. Out: events, in the order of the source.
// Always: what can't be an event is told and the rest goes on; only lines of text take their time from what stands before them.

import { isUtf8 } from "node:buffer";
import { TIME_MEMBERS } from "../event-time.ts";
import { minifyJson } from "../minify.ts";
import { Emitter } from "./emitter.ts";
import { LONGEST_EVENT, type SourceEvent } from "./event.ts";
import { beginsExported } from "./exported-lines.ts";
import { type JsonObject, kindOfValue, parseJson } from "./json.ts";
import { type Kind, kindOf, withoutMark } from "./kind.ts";
import { LineReader, notWhole, OBJECT_OVER_LINES } from "./line-reader.ts";
import { LineSplitter } from "./lines.ts";
import { cutShort, type Place, type ProblemLog, type Progress, tooLong } from "./problem.ts";
import { RawLines } from "./raw-lines.ts";
import { type ReadRecord, RecordBatch } from "./record-batch.ts";
import { RecordSplitter } from "./records.ts";
import type { TakeLines, Taker, TakeTimedLines } from "./taker.ts";
import { tellTallies } from "./tallies.ts";
import { Tally } from "./tally.ts";
import { NOTHING_BEFORE } from "./text-times.ts";

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

export class SourceReader {
  readonly #options: ReaderOptions;
  #events: SourceEvent[] = [];
  #head: Buffer | undefined = Buffer.alloc(0);
  #lines: LineSplitter | RawLines | undefined;
  #records: RecordSplitter | undefined;
  #batch: RecordBatch | undefined;
  #kind: Kind | undefined;
  readonly #emitter: Emitter;
  readonly #lineReader: LineReader;
  #finished = false;
  readonly #notUtf8: Tally = new Tally();

  constructor(options: ReaderOptions) {
    this.#options = options;
    const { taker } = options;
    const give = taker === undefined ? (event: SourceEvent) => void this.#events.push(event) : taker.event;
    this.#emitter = new Emitter({ ...options, give });
    const notObject = (message: string, number: number): void => this.#notObject(message, number);
    this.#lineReader = new LineReader(this.#emitter, notObject, NOTHING_BEFORE);
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
    const { textWithoutTime, jsonWithoutTime } = this.#emitter;
    const tallies = { textWithoutTime, jsonWithoutTime, notUtf8: this.#notUtf8 };
    tellTallies(tallies, this.#options.problems, this.#place(0).unit);
    this.#options.problems.end();
    return this.#take();
  }

  /** Decides what the content is and reads the beginning of it; false when that takes more of it. */
  #begin(head: Buffer, over: boolean): boolean {
    const content = withoutMark(head);
    const kind = kindOf(content, over);
    if (kind === undefined) return false;
    const { taker } = this.#options;
    const { lines: take, timed } = taker ?? {};
    const exported = kind === "lines" && take !== undefined ? beginsExported(content, over) : "yes";
    if (exported === "unknown") return false;
    this.#head = undefined;
    this.#kind = kind;
    if (kind === "records") this.#records = this.#recordSplitter(take, timed);
    else if (kind !== "lines") this.#leaveOut(kind);
    else this.#lines = timed !== undefined || exported === "no" ? this.#rawLines(taker!) : this.#lineSplitter();
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
      line: (bytes, start, end, number) => this.#lineReader.read(this.#decode(bytes, start, end, number), number),
      tooLong: (size, number) => this.#options.problems.add("too-long", tooLong(size), this.#place(number)),
    });
  }

  #rawLines(taker: Taker): RawLines {
    return new RawLines(LONGEST_EVENT, {
      notUtf8: this.#notUtf8,
      take: this.#lineReader.taking(taker),
      tooLong: (size, number) => this.#options.problems.add("too-long", tooLong(size), this.#place(number)),
    });
  }

  #recordSplitter(take: TakeLines | undefined, timed: TakeTimedLines | undefined): RecordSplitter {
    const read: ReadRecord = (bytes, start, end, number, spaced, members) =>
      this.#readRecord(this.#decode(bytes, start, end, number), number, spaced, members);
    const { problems, progress, logGroup, referenceTime: reference } = this.#options;
    const sink = { progress, reference, withoutTime: this.#emitter.jsonWithoutTime, read };
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

  #readRecord(text: string, number: number, spaced: boolean, members: readonly string[]): void {
    const value = parseJson(text);
    if (value instanceof Error) this.#notObject(notWhole(value), number);
    else if (kindOfValue(value) !== "an object")
      this.#notObject(`${kindOfValue(value)} where a JSON object was expected: left out`, number);
    else {
      this.#emitter.object(value as JsonObject, spaced ? minifyJson(text) : text, number, members);
    }
  }

  #notObject(message: string, number: number): void {
    this.#options.problems.add("not-json", message, this.#place(number));
  }

  #endLines(lines: LineSplitter | RawLines, cut: boolean): void {
    if (!cut) lines.end();
    else if (lines.pending > 0)
      this.#options.problems.add("cut-short", cutShort(lines.pending), this.#place(lines.number));
  }

  #take(): SourceEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
