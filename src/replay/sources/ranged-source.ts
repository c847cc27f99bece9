// Holds: the problems and the progress of a file that is read in ranges.
// In: the news of its ranges, in their order. Out: problems, by call.
// Always: what is told is the same as when the file is read in one go.

import {
  counted,
  JSON_WITHOUT_TIME,
  NOT_UTF8,
  type ProblemCode,
  ProblemLog,
  type Progress,
  type SourceProblem,
  TEXT_WITHOUT_TIME,
} from "./problem.ts";
import type { CountedKind, RangeNews } from "./range-reader.ts";
import { Tally } from "./tally.ts";
import { type LineState, NOTHING_BEFORE, stateAfter } from "./text-times.ts";

/** What is counted, and how it is told at the end. */
const COUNTED = [
  ["textWithoutTime", "without-time", "text line", TEXT_WITHOUT_TIME],
  ["jsonWithoutTime", "without-time", "JSON event", JSON_WITHOUT_TIME],
  ["notUtf8", "not-utf8", "event", NOT_UTF8],
] as const satisfies readonly (readonly [CountedKind, ProblemCode, string, string])[];

export class RangedSource {
  readonly #progress: Progress = { bytes: 0, events: 0 };
  readonly #problems: ProblemLog;
  readonly #tallies: Readonly<Record<CountedKind, Tally>> = {
    textWithoutTime: new Tally(),
    jsonWithoutTime: new Tally(),
    notUtf8: new Tally(),
  };
  #lines = 0;
  #state: LineState = NOTHING_BEFORE;

  constructor(source: string, onProblem: (problem: SourceProblem) => void) {
    this.#problems = new ProblemLog(source, this.#progress, onProblem);
  }

  get progress(): Readonly<Progress> {
    return this.#progress;
  }

  /** What counts for the next range. */
  get state(): LineState {
    return this.#state;
  }

  add({ bytes, lines, events, tallies, problems, more, state }: RangeNews): void {
    const before = this.#progress.events;
    for (const { code, message, line, bytes: read, events: met } of problems) {
      this.#readTo(read);
      this.#progress.events = before + met;
      this.#problems.add(code, message, line === 0 ? undefined : { line: this.#lines + line, unit: "line" });
    }
    for (const [code, count] of more) this.#problems.addMore(code, count);
    for (const [kind] of COUNTED) {
      const { count, first } = tallies[kind];
      const tally = this.#tallies[kind];
      if (tally.count === 0) tally.first = this.#lines + first;
      tally.count += count;
    }
    this.#readTo(bytes);
    this.#progress.events = before + events;
    this.#lines += lines;
    if (state !== "needed") this.#state = stateAfter(this.#state, state);
  }

  /** The range before may have been read further, to the end of its last line. */
  #readTo(bytes: number): void {
    this.#progress.bytes = Math.max(this.#progress.bytes, bytes);
  }

  /** All ranges have been read. */
  end(): void {
    for (const [kind, code, noun, what] of COUNTED) {
      const { count, first } = this.#tallies[kind];
      if (count === 0) continue;
      this.#problems.add(code, `${counted(count, noun)} ${what}`, { line: first, unit: "line" }, count);
    }
    this.#problems.end();
  }
}
