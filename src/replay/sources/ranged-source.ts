// Holds: the problems and the progress of a file that is read in ranges.
// In: the news of its ranges, in their order. Out: problems, by call.
// Always: what is told is the same as when the file is read in one go.

import { ProblemLog, type Progress, type SourceProblem } from "./problem.ts";
import type { RangeNews } from "./range-reader.ts";
import { type CountedKind, type Tallies, tellTallies } from "./tallies.ts";
import { Tally } from "./tally.ts";
import { type LineState, NOTHING_BEFORE, stateAfter } from "./text-times.ts";

export class RangedSource {
  readonly #progress: Progress = { bytes: 0, events: 0 };
  readonly #problems: ProblemLog;
  readonly #tallies: Tallies = {
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
    for (const [kind, tally] of Object.entries(this.#tallies)) {
      const { count, first } = tallies[kind as CountedKind];
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
    tellTallies(this.#tallies, this.#problems, "line");
    this.#problems.end();
  }
}
