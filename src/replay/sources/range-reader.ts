// Holds: the reading of one range of a file of lines.
// In: a file, a range, who takes its lines. Out: the lines that begin in the range; the news of them.
// Always: what is taken and told is the same as when the file is read in one go. Where times are wanted, what stands before the range
// is guessed from a piece of it; where that may not be enough nothing is said but that.

import { Emitter } from "./emitter.ts";
import { LONGEST_EVENT } from "./event.ts";
import { LineReader, type TellNotObject } from "./line-reader.ts";
import { LineSplitter } from "./lines.ts";
import { cutShort, type ProblemCode, reasonOf, TOLD_ONE_BY_ONE, tooLong } from "./problem.ts";
import { type ByteRange, chunksOf } from "./ranges.ts";
import { RawLines } from "./raw-lines.ts";
import type { Taker } from "./taker.ts";
import type { Tallies } from "./tallies.ts";
import { Tally } from "./tally.ts";
import { LineNeedsMore, type LineState, NOTHING_BEFORE } from "./text-times.ts";
import type { FoundFile } from "./walk.ts";

/** What is new since the last news of a range: lines and events count from there. */
export interface RangeNews {
  /** How far the file has been read. */
  readonly bytes: number;
  readonly lines: number;
  readonly events: number;
  /** Lines that are counted and told at the end of the file. */
  readonly tallies: Tallies;
  readonly problems: readonly RangeProblem[];
  /** How many more of a kind there were. */
  readonly more: readonly (readonly [code: ProblemCode, count: number])[];
  /** What counts for the next range; "needed" when what stands before this one has to be known: then it has to be read again, and
   * nothing else of the news counts. */
  readonly state: LineState | "needed";
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

export interface RangeOptions {
  readonly taker: Taker;
  readonly logGroup?: string | undefined;
  /** What stands before the range; left out when it is not known. */
  readonly before?: LineState | undefined;
  /** From so many bytes of the file's beginning, and before the range, it is guessed then. */
  readonly guess?: number | undefined;
}

/** Enough for the longest stack traces. */
const GUESS = 65_536;

/** News come after so many chunks; where times are wanted at the end only, for they may all be void. */
const NEWS = 32;

/** Reads the lines that begin in a range, with news now and then, and at the end. */
export function* readRange(file: FoundFile, range: ByteRange, options: RangeOptions): Generator<RangeNews> {
  const { timed } = options.taker;
  const before =
    options.before ?? (timed === undefined ? NOTHING_BEFORE : guessed(file, range, options.guess ?? GUESS));
  const reading = new RangeReading(file, options, before);
  try {
    let read = 0;
    for (const [chunk, bytes] of chunksOf(file.path, range)) {
      reading.bytes = bytes;
      reading.lines.push(chunk);
      if (++read % NEWS === 0 && timed === undefined) yield reading.news();
    }
    reading.lines.end();
  } catch (error) {
    if (error instanceof LineNeedsMore) {
      yield { ...reading.news(), state: "needed" };
      return;
    }
    reading.fail(reasonOf(error));
  }
  yield reading.news();
}

class RangeReading {
  readonly lines: RawLines;
  /** How far the file has been read. */
  bytes = 0;
  readonly #progress = { events: 0 };
  readonly #emitter: Emitter;
  readonly #reader: LineReader;
  readonly #notUtf8: Tally = new Tally();
  #problems: RangeProblem[] = [];
  #counts: Map<ProblemCode, number> = new Map();
  /** The number of the line at the last news. */
  #first = 1;

  constructor(file: FoundFile, { taker, logGroup }: RangeOptions, before: LineState) {
    const { event: give } = taker;
    const notObject: TellNotObject = (message, line) => this.#add("not-json", message, line);
    this.#emitter = emitterOf(file, { logGroup, progress: this.#progress, give });
    this.#reader = new LineReader(this.#emitter, notObject, before);
    this.lines = new RawLines(LONGEST_EVENT, {
      notUtf8: this.#notUtf8,
      take: this.#reader.taking(taker),
      tooLong: (size, line) => this.#add("too-long", tooLong(size), line),
    });
  }

  fail(reason: string): void {
    this.#add("unreadable", reason, 0);
    const { pending, number } = this.lines;
    if (pending > 0) this.#add("cut-short", cutShort(pending), number);
  }

  news(): RangeNews {
    const { textWithoutTime, jsonWithoutTime } = this.#emitter;
    const told = (tally: Tally): Tally => {
      const { count, first } = tally;
      tally.count = 0;
      return { count, first: first - this.#first + 1 } as Tally;
    };
    const tallies = {
      notUtf8: told(this.#notUtf8),
      textWithoutTime: told(textWithoutTime),
      jsonWithoutTime: told(jsonWithoutTime),
    };
    const more = [...this.#counts].flatMap(([code, count]): [ProblemCode, number][] =>
      count > TOLD_ONE_BY_ONE ? [[code, count - TOLD_ONE_BY_ONE]] : [],
    );
    const news = {
      bytes: this.bytes,
      lines: this.lines.number - this.#first,
      events: this.#progress.events,
      ...{ tallies, problems: this.#problems, more, state: this.#reader.state },
    };
    this.#first = this.lines.number;
    this.#progress.events = 0;
    this.#problems = [];
    this.#counts = new Map();
    return news;
  }

  /** Of each kind no more is kept than would be told. */
  #add(code: ProblemCode, message: string, line: number): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > TOLD_ONE_BY_ONE) return;
    const place = line === 0 ? 0 : line - this.#first + 1;
    this.#problems.push({ code, message, line: place, bytes: this.bytes, events: this.#progress.events });
  }
}

function emitterOf(
  file: FoundFile,
  options: Pick<ConstructorParameters<typeof Emitter>[0], "logGroup" | "progress" | "give">,
): Emitter {
  return new Emitter({ source: file.path, referenceTime: referenceOf(file), needTime: true, ...options });
}

/** As where the file is read in one go. */
function referenceOf({ modified }: FoundFile): number {
  return modified ?? Date.now();
}

/** What counts for a range, as far as pieces of what stands before it tell. */
function guessed(file: FoundFile, { start }: ByteRange, guess: number): LineState {
  if (start === 0) return NOTHING_BEFORE;
  try {
    const first = stateOf(file, { start: 0, end: Math.min(guess, start) }, NOTHING_BEFORE);
    if (start <= guess) return first;
    const { indented = "unknown", jsonLines } = first;
    // What is settled stays so; that a line has to be JSON may still come.
    const before: LineState = { last: "unknown", indented, jsonLines: jsonLines === true ? true : "unknown" };
    return stateOf(file, { start: start - guess, end: start }, before);
  } catch {
    // It is told when the range is read.
    return { last: "unknown", indented: "unknown", jsonLines: "unknown" };
  }
}

/** What counts after the lines that begin in a range. */
function stateOf(file: FoundFile, range: ByteRange, before: LineState): LineState {
  const emitter = emitterOf(file, { logGroup: undefined, progress: { events: 0 }, give: () => {} });
  const reader = new LineReader(emitter, () => {}, before);
  const lines = new LineSplitter(LONGEST_EVENT, {
    line: (bytes, start, end, number) => {
      try {
        reader.read(bytes.toString("utf8", start, end), number);
      } catch (error) {
        // It has the time of a line before those that are read here, or none.
        if (!(error instanceof LineNeedsMore)) throw error;
      }
    },
    tooLong: () => {},
  });
  for (const [chunk] of chunksOf(file.path, range)) lines.push(chunk);
  lines.end();
  return reader.state;
}
