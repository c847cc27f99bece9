// Holds: what is said about input that could not be read as it should: the shape of one problem, and the log of one source's problems.
// In: findings while a source is read. Out: calls of `onProblem`.
// Always: nothing is silent, and nothing floods: of each kind the first few are told one by one, the rest as one count.

import { LONGEST_EVENT } from "./event.ts";

/** The kinds of problem; stable.
 * `unreadable`: missing, not allowed, or lost while reading. `damaged`: a compressed file or a document that breaks off or is corrupt.
 * `cut-short`: a last line that damage left incomplete. `binary`: no text. `too-long`: above the service's limit for one event.
 * `not-json`: a line or record that should be JSON. `without-time`: events that can't be placed in time. `not-utf8`: bytes replaced by U+FFFD. */
export type ProblemCode =
  | "unreadable"
  | "damaged"
  | "cut-short"
  | "binary"
  | "too-long"
  | "not-json"
  | "without-time"
  | "not-utf8";

/** A place in a source. */
export interface Place {
  /** 1-based; of several lines or records the first. */
  readonly line: number;
  /** What `line` counts: the lines of a file, or the records of a document. */
  readonly unit: "line" | "record";
}

export interface SourceProblem extends Partial<Place> {
  readonly code: ProblemCode;
  /** The path of the file or folder, or `-`. */
  readonly source: string;
  /** One plain sentence, without the source and the line or record. */
  readonly message: string;
  /** How many lines or records it is about. */
  readonly count: number;
  /** How much of the source had been read, in bytes as it is stored. */
  readonly bytesRead: number;
  /** How many events the source had given. */
  readonly eventsRead: number;
}

/** Something worth knowing that is no problem. */
export interface SourceNote {
  /** The path of the file it was first met with, or `-`. */
  readonly source: string;
  /** One plain sentence, without the source. */
  readonly message: string;
}

/** How many problems of a kind a source tells one by one. */
export const TOLD_ONE_BY_ONE = 10;

/** How much of a source has been read. */
export interface Progress {
  bytes: number;
  events: number;
  /** Whether it is stored compressed. */
  compressed?: boolean;
}

/** The problems of one source. Those of a compressed one wait until it is over: damaged compression is their cause, and is told first. */
export class ProblemLog {
  readonly #source: string;
  readonly #progress: Readonly<Progress>;
  readonly #tell: (problem: SourceProblem) => void;
  readonly #told: Map<ProblemCode, number> = new Map();
  #waiting: SourceProblem[] = [];

  constructor(source: string, progress: Readonly<Progress>, tell: (problem: SourceProblem) => void) {
    this.#source = source;
    this.#progress = progress;
    this.#tell = tell;
  }

  add(code: ProblemCode, message: string, place?: Place, count = 1): void {
    const told = (this.#told.get(code) ?? 0) + 1;
    this.#told.set(code, told);
    if (told > TOLD_ONE_BY_ONE) return;
    const problem = this.#problem(code, message, place, count);
    if (this.#progress.compressed) this.#waiting.push(problem);
    else this.#tell(problem);
  }

  /** Counts more of a kind of which enough were told. */
  addMore(code: ProblemCode, count: number): void {
    this.#told.set(code, (this.#told.get(code) ?? 0) + count);
  }

  /** Damage of the compression. */
  addDamagedGzip(message: string): void {
    this.#waiting.unshift(this.#problem("damaged", message, undefined, 1));
  }

  /** Tells what was held back. */
  end(): void {
    for (const problem of this.#waiting) this.#tell(problem);
    this.#waiting = [];
    for (const [code, told] of this.#told) {
      const more = told - TOLD_ONE_BY_ONE;
      if (more > 0)
        this.#tell(this.#problem(code, `${more} more of the kind '${code}' in this source`, undefined, more));
    }
    this.#told.clear();
  }

  #problem(code: ProblemCode, message: string, place: Place | undefined, count: number): SourceProblem {
    const { bytes, events } = this.#progress;
    return { code, source: this.#source, ...place, message, count, bytesRead: bytes, eventsRead: events };
  }
}

/** An operating-system error in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return "no such file or folder";
  if (code === "EACCES" || code === "EPERM") return "not allowed to read it";
  return message ?? String(error);
}

/** A count with its noun: `1 line`, `2 lines`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}

/** What is said about a line whose end could not be read. */
export function cutShort(size: number): string {
  return `the line breaks off after ${counted(size, "byte")}: left out`;
}

/** What is said about an event that the service would not take. */
export function tooLong(size: number): string {
  return `${counted(size, "byte")}, more than the ${LONGEST_EVENT.toLocaleString("en-US")} the service takes in one event: left out`;
}
