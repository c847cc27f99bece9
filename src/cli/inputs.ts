// Holds: the reading of logs for a command: progress while it lasts, problems as they come.
// In: paths, the command's streams; or what others met who read. Out: batches of events; whether anything was wrong.
// Always: every problem is told on standard error with how much was read; the progress line is gone when the command ends.

import {
  type LogGroups,
  readLogBatches,
  type SourceEvent,
  type SourceNote,
  type SourceProblem,
} from "../replay/sources/index.ts";
import { counted } from "../replay/sources/problem.ts";
import { type Io, shownName, widthOf } from "./io.ts";
import { type Paint, painter } from "./paint.ts";

/** A line appears when work has taken this long, and is drawn anew this often: milliseconds. */
const PATIENCE = 1000;
const REDRAW = 150;

export interface InputOptions {
  readonly groups?: LogGroups;
  readonly needTime?: boolean;
}

/** How much has been read of all sources, and which one is being read. */
export interface ReadProgress {
  readonly bytes: number;
  readonly events: number;
  readonly source: string;
}

/** The logs of one command. */
export class Inputs {
  /** Problems told so far. */
  problems = 0;
  readonly #io: Io;
  readonly #paint: Paint;
  readonly #started: number = performance.now();
  #drawn = 0;

  constructor(io: Io) {
    this.#io = io;
    this.#paint = painter(io.stderr, io.env);
  }

  /** The events of the paths, in batches. */
  async *read(paths: readonly string[], options: InputOptions = {}): AsyncGenerator<readonly SourceEvent[]> {
    try {
      yield* readLogBatches(paths, {
        ...options,
        stdin: this.#io.stdin,
        onProblem: (problem) => this.tell(problem),
        onNote: (note) => this.note(note),
        onProgress: (progress) => this.draw(progress),
      });
    } finally {
      this.erase();
    }
  }

  note({ source, message }: SourceNote): void {
    this.erase();
    this.#io.stderr.write(`note: ${shownName(source)}: ${message}\n`);
  }

  tell({ source, line, unit, message, bytesRead, eventsRead }: SourceProblem): void {
    this.problems++;
    this.erase();
    const where = shownName(source) + (line === undefined ? "" : unit === "record" ? `: record ${line}` : `:${line}`);
    const read = `${counted(bytesRead, "byte")} and ${counted(eventsRead, "event")} read of it`;
    this.#io.stderr.write(`${this.#paint("warning", "problem")}: ${where}: ${message} (${read})\n`);
  }

  draw(progress: ReadProgress): void {
    if (this.#io.stderr.isTTY !== true) return;
    const now = performance.now();
    if (now - this.#started < PATIENCE || now - this.#drawn < REDRAW) return;
    this.#drawn = now;
    const size = `${(progress.bytes / 1e6).toFixed(1)} MB`;
    const source = shownName(progress.source);
    const shown = source.length > 40 ? `…${source.slice(-39)}` : source;
    const line = `reading ${shown}: ${counted(progress.events, "event")}, ${size}`;
    // A line that fills the terminal would leave a part behind when it is drawn anew.
    this.#io.stderr.write(`\r\u001b[K${line.slice(0, widthOf(this.#io.stderr) - 1)}`);
  }

  /** No progress is shown any more. */
  erase(): void {
    if (this.#drawn > 0) this.#io.stderr.write("\r\u001b[K");
    this.#drawn = 0;
  }
}
