// Holds: the search in the events of sources: which of them match, and the lines that are printed of them.
// In: a matcher, events as a source gives them. Out: how many were found; lines as bytes.
// Always: lines that stand in a source as they are printed are copied, never decoded; never more is found than is wanted.

import { linesOf } from "../match/lines.ts";
import type { Matcher } from "../match/matcher.ts";
import { matcherOf } from "../match/matching.ts";
import { scanOne } from "../match/scan-one.ts";
import type { AnalysedPattern } from "../pattern/analysed.ts";
import type { SourceEvent } from "../replay/sources/event.ts";
import type { Taker } from "../replay/sources/taker.ts";
import type { DoerOptions } from "./doer.ts";
import { shownName } from "./io.ts";
import { LineBuffer } from "./line-buffer.ts";
import type { Work } from "./reading-task.ts";

/** What is asked; plain data, which workers are told too. */
export interface SearchOptions {
  /** Events are only counted. */
  readonly count: boolean;
  /** They are printed as JSON. */
  readonly json: boolean;
  /** Those that do not match. */
  readonly invert: boolean;
  /** Their source is printed before them. */
  readonly named: boolean;
  /** The most that are wanted. */
  readonly max: number;
}

/** What a worker has to know. */
export interface SearchSetup {
  readonly pattern: string;
  readonly analysed: AnalysedPattern;
  readonly options: SearchOptions;
}

export interface Found {
  readonly found: number;
  /** What is printed of it: whole lines; undefined for none. */
  readonly lines: Uint8Array<ArrayBuffer> | undefined;
}

export class Search implements Work<Found> {
  readonly needTime = false;
  #found = 0;
  #taken = 0;
  readonly #matcher: Matcher;
  readonly #options: SearchOptions;
  readonly #printed: LineBuffer = new LineBuffer();

  constructor(matcher: Matcher, options: SearchOptions) {
    this.#matcher = matcher;
    this.#options = options;
  }

  get full(): boolean {
    return this.#found >= this.#options.max;
  }

  /** What was found since this was last asked; its lines wait until they are so many bytes. */
  take(least?: number): Found {
    const found = this.#found - this.#taken;
    this.#taken = this.#found;
    return { found, lines: this.#printed.take(least) };
  }

  end(): Found {
    return this.take();
  }

  /** Memory of lines that were taken and written. */
  reuse(memory: Uint8Array): void {
    this.#printed.reuse(memory);
  }

  /** Who takes the events of a source. JSON tells their times and line numbers, so that they have to come one by one. */
  taker(source: string): Taker {
    const { json, named } = this.#options;
    const prefix = named && !json ? Buffer.from(`${shownName(source)}:`) : undefined;
    const event = (event: SourceEvent): void => this.#event(event, prefix);
    return json ? { event } : { event, lines: (bytes, events) => this.#lines(bytes, events, prefix) };
  }

  #lines(bytes: Buffer, events: number, prefix: Buffer | undefined): void {
    const { count, invert, max } = this.#options;
    if (count) {
      const matching = scanOne(this.#matcher, bytes);
      this.#found = Math.min(this.#found + (invert ? events - matching : matching), max);
    } else if (invert) {
      let from = 0;
      scanOne(this.#matcher, bytes, (start, end) => {
        this.#all(bytes, from, start, prefix);
        from = end;
      });
      this.#all(bytes, from, bytes.length, prefix);
    } else {
      scanOne(this.#matcher, bytes, (start, end) => this.#add(bytes, start, end, prefix));
    }
  }

  /** Finds all lines of a stretch. */
  #all(bytes: Buffer, from: number, to: number, prefix: Buffer | undefined): void {
    for (const [start, end] of linesOf(bytes.subarray(from, to))) this.#add(bytes, from + start, from + end, prefix);
  }

  #add(bytes: Buffer, start: number, end: number, prefix: Buffer | undefined): void {
    if (this.full) return;
    this.#found++;
    this.#printed.add(bytes, start, end, prefix);
  }

  #event(event: SourceEvent, prefix: Buffer | undefined): void {
    const { count, json, invert } = this.#options;
    if (this.full || this.#matcher.test(event.message) === invert) return;
    this.#found++;
    if (count) return;
    const bytes = Buffer.from(json ? this.#asJson(event) : event.message);
    this.#printed.add(bytes, 0, bytes.length, prefix);
  }

  #asJson({ source, line, timestamp, message }: SourceEvent): string {
    const extractedValues = this.#options.invert ? {} : (this.#matcher.match(message)?.extractedValues ?? {});
    const time = Number.isFinite(timestamp) ? timestamp : null;
    return JSON.stringify({ source, line, timestamp: time, message, extractedValues });
  }
}

/** How searching is done by several threads. */
export const SEARCHING: Pick<DoerOptions<SearchSetup, Found>, "workOf" | "linesOf"> = {
  workOf: ({ pattern, analysed, options }) => new Search(matcherOf(pattern, analysed), options),
  linesOf: ({ lines }) => lines,
};
