// Holds: the reading of a large file of lines in ranges of bytes, each by itself, perhaps at the same time.
// In: a file. Out: its ranges; the lines that begin in a range, with the news of them; the problems of the file, from the news of all ranges.
// Always: every line belongs to the one range that it begins in; what is told is the same as when the file is read in one go.

import { closeSync, openSync, readSync } from "node:fs";
import { CHUNK, isGzip } from "./bytes.ts";
import { LONGEST_EVENT } from "./event.ts";
import { beginsExported } from "./exported-lines.ts";
import { kindOf, withoutMark } from "./kind.ts";
import {
  counted,
  cutShort,
  NOT_UTF8,
  type ProblemCode,
  ProblemLog,
  type Progress,
  reasonOf,
  type SourceProblem,
  tooLong,
} from "./problem.ts";
import { RawLines } from "./raw-lines.ts";
import type { TakeLines } from "./taker.ts";
import { Tally } from "./tally.ts";
import type { FoundFile } from "./walk.ts";

/** From `start` up to, not including, `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Large enough that a worker is not asked often, small enough that workers end together. */
const RANGE: number = 64 * CHUNK;

const LINE_FEED = 0x0a;

/** The ranges of a file that is worth it and can be read so: plain lines that are taken as they stand. */
export function rangesOf(file: FoundFile, size: number = RANGE): readonly ByteRange[] | undefined {
  if (file.size < 2 * size || !isPlainLines(file.path)) return undefined;
  const count = Math.floor(file.size / size);
  return Array.from({ length: count }, (_, index) => ({
    start: index * size,
    // The file may have grown since.
    end: index === count - 1 ? Number.POSITIVE_INFINITY : (index + 1) * size,
  }));
}

/** By the same bytes and the same rules as it is told when the file is read. */
function isPlainLines(path: string): boolean {
  try {
    const file = openSync(path, "r");
    try {
      const buffer = Buffer.allocUnsafe(CHUNK);
      const head = buffer.subarray(0, readSync(file, buffer, 0, CHUNK, 0));
      const content = withoutMark(head);
      return !isGzip(head) && kindOf(content, false) === "lines" && beginsExported(content, false) === "no";
    } finally {
      closeSync(file);
    }
  } catch {
    // It is told when it is read.
    return false;
  }
}

/** What is new since the last news of a range: lines and events count from there. */
export interface RangeNews {
  /** How far the file has been read. */
  readonly bytes: number;
  readonly lines: number;
  readonly events: number;
  readonly notUtf8: Readonly<Tally>;
  readonly problems: readonly RangeProblem[];
}

interface RangeProblem {
  readonly code: ProblemCode;
  readonly message: string;
  /** 0: none. */
  readonly line: number;
  /** What had been read when it was met, counted as in the news. */
  readonly bytes: number;
  readonly events: number;
}

/** News come after so many chunks. */
const NEWS = 8;

/** Reads the lines that begin in a range, with news now and then, and at the end. */
export function* readRange(file: FoundFile, range: ByteRange, take: TakeLines): Generator<RangeNews> {
  const reading = new RangeReading(take);
  const chunks = chunksOf(file.path, range);
  try {
    let read = 0;
    for (const [chunk, bytes] of chunks) {
      reading.bytes = bytes;
      reading.lines.push(chunk);
      if (++read % NEWS === 0) yield reading.news();
    }
    reading.lines.end();
  } catch (error) {
    reading.fail(reasonOf(error));
  }
  yield reading.news();
}

class RangeReading {
  readonly lines: RawLines;
  /** How far the file has been read. */
  bytes = 0;
  readonly #progress = { events: 0 };
  readonly #notUtf8: Tally = new Tally();
  #problems: RangeProblem[] = [];
  /** The number of the line at the last news. */
  #first = 1;

  constructor(take: TakeLines) {
    const tell = (size: number, line: number): void => this.#add("too-long", tooLong(size), line);
    const counted = (bytes: Buffer, events: number): void => {
      this.#progress.events += events;
      take(bytes, events);
    };
    this.lines = new RawLines(LONGEST_EVENT, { notUtf8: this.#notUtf8, take: counted, tooLong: tell });
  }

  fail(reason: string): void {
    this.#add("unreadable", reason, 0);
    const { pending, number } = this.lines;
    if (pending > 0) this.#add("cut-short", cutShort(pending), number);
  }

  news(): RangeNews {
    const { count, first } = this.#notUtf8;
    const news: RangeNews = {
      bytes: this.bytes,
      lines: this.lines.number - this.#first,
      events: this.#progress.events,
      notUtf8: { count, first: first - this.#first + 1 } as Tally,
      problems: this.#problems,
    };
    this.#first = this.lines.number;
    this.#progress.events = 0;
    this.#notUtf8.count = 0;
    this.#problems = [];
    return news;
  }

  #add(code: ProblemCode, message: string, line: number): void {
    const place = line === 0 ? 0 : line - this.#first + 1;
    this.#problems.push({ code, message, line: place, bytes: this.bytes, events: this.#progress.events });
  }
}

/** Room for a chunk that no reading uses: ranges are many, and memory that was touched before costs nothing. */
let spare: Buffer | undefined;

/** The bytes of the lines that begin in a range, in chunks that are lent, each with how far the file has been read then. */
function* chunksOf(path: string, { start, end }: ByteRange): Generator<readonly [chunk: Buffer, bytes: number]> {
  const file = openSync(path, "r");
  const buffer = spare ?? Buffer.allocUnsafe(CHUNK);
  spare = undefined;
  try {
    // In the middle of a line, which begins in a range before?
    let inside = start > 0 && readSync(file, buffer, 0, 1, start - 1) === 1 && buffer[0] !== LINE_FEED;
    for (let at = start; ; ) {
      const isBehind = at >= end;
      const size = readSync(file, buffer, 0, isBehind ? CHUNK : Math.min(CHUNK, end - at), at);
      if (size === 0) return;
      let chunk = at === 0 ? withoutMark(buffer.subarray(0, size)) : buffer.subarray(0, size);
      at += size;
      if (isBehind) {
        const feed = chunk.indexOf(LINE_FEED) + 1;
        yield [feed === 0 ? chunk : chunk.subarray(0, feed), at];
        if (feed !== 0) return;
        continue;
      }
      if (inside) {
        const feed = chunk.indexOf(LINE_FEED) + 1;
        inside = feed === 0;
        chunk = inside ? chunk.subarray(size) : chunk.subarray(feed);
      }
      if (chunk.length > 0) yield [chunk, at];
      // No line of this range is open.
      if (at >= end && (inside || buffer[size - 1] === LINE_FEED)) return;
    }
  } finally {
    spare = buffer;
    closeSync(file);
  }
}

/** The problems of a file that is read in ranges, from the news of each, in order. */
export class RangedSource {
  readonly #progress: Progress = { bytes: 0, events: 0 };
  readonly #problems: ProblemLog;
  readonly #notUtf8: Tally = new Tally();
  #lines = 0;

  constructor(source: string, onProblem: (problem: SourceProblem) => void) {
    this.#problems = new ProblemLog(source, this.#progress, onProblem);
  }

  get progress(): Readonly<Progress> {
    return this.#progress;
  }

  add({ bytes, lines, events, notUtf8, problems }: RangeNews): void {
    const before = this.#progress.events;
    for (const { code, message, line, bytes: read, events: met } of problems) {
      this.#readTo(read);
      this.#progress.events = before + met;
      this.#problems.add(code, message, line === 0 ? undefined : { line: this.#lines + line, unit: "line" });
    }
    if (notUtf8.count > 0) {
      if (this.#notUtf8.count === 0) this.#notUtf8.first = this.#lines + notUtf8.first;
      this.#notUtf8.count += notUtf8.count;
    }
    this.#readTo(bytes);
    this.#progress.events = before + events;
    this.#lines += lines;
  }

  /** The range before may have been read further, to the end of its last line. */
  #readTo(bytes: number): void {
    this.#progress.bytes = Math.max(this.#progress.bytes, bytes);
  }

  /** All ranges have been read. */
  end(): void {
    const { count, first } = this.#notUtf8;
    const message = `${counted(count, "event")} ${NOT_UTF8}`;
    if (count > 0) this.#problems.add("not-utf8", message, { line: first, unit: "line" }, count);
    this.#problems.end();
  }
}
