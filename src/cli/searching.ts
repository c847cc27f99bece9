// Holds: the reading of all that is searched: in this thread, or with a crew of workers.
// In: paths, a search. Out: what was found, in the order of the input; problems, notes and progress, by call.
// Always: what is found and what is told does not depend on how many workers there are.

import type { Progress, SourceProblem } from "../replay/sources/problem.ts";
import { RangedSource, rangesOf } from "../replay/sources/ranges.ts";
import { Selection } from "../replay/sources/selection.ts";
import { readSource } from "../replay/sources/source.ts";
import type { FoundFile } from "../replay/sources/walk.ts";
import type { Crew, TaskTraits } from "./crew.ts";
import type { Inputs } from "./inputs.ts";
import { type Io, WORTH_WRITING } from "./io.ts";
import type { Found, Search } from "./search.ts";
import type { SearchPiece, SearchSetup, SearchTask } from "./search-task.ts";

/** What there is to do, in the order of the input. */
export type Errand =
  | SearchTask
  /** A source that only this thread can read, or that is not read at all. */
  | { readonly kind: "here"; readonly file: FoundFile }
  /** The walk met it. */
  | { readonly kind: "problem"; readonly problem: SourceProblem };

export type SearchCrew = Crew<SearchSetup, Errand, SearchPiece>;

/** To hand over what is smaller takes longer than to wait for it. */
const SMALL = 1024 * 1024;

const TRAITS: TaskTraits<Errand> = {
  isOurs: ({ kind }) => kind !== "search",
  isSmall: (errand) => errand.kind === "search" && errand.file.size < SMALL,
};

export class Searching {
  readonly #inputs: Inputs;
  readonly #stdin: Io["stdin"];
  readonly #search: Search;
  readonly #selection: Selection;
  /** Those that the walk met, until their turn comes. */
  #met: SourceProblem[] = [];
  /** Of the sources that are over, and of the one that is being read. */
  readonly #total: Progress = { bytes: 0, events: 0 };
  #progress: Readonly<Progress> = this.#total;
  /** The source that is being read in ranges. */
  #ranged: RangedSource | undefined;
  readonly #tell = (problem: SourceProblem): void => this.#inputs.tell(problem);

  constructor(paths: readonly string[], search: Search, inputs: Inputs, stdin: Io["stdin"]) {
    this.#inputs = inputs;
    this.#stdin = stdin;
    this.#search = search;
    this.#selection = new Selection(paths, (problem) => this.#met.push(problem));
  }

  /** Searches in this thread. */
  async *here(): AsyncGenerator<Found> {
    for (const errand of this.#errands(() => undefined)) {
      if (errand.kind === "problem") this.#tell(errand.problem);
      else yield* this.#read(errand.file);
    }
    this.#end();
  }

  /** Has a crew search. */
  async *by(crew: SearchCrew, setup: SearchSetup): AsyncGenerator<Found> {
    // Times and line numbers are those of a whole file.
    const ranges = setup.options.json ? () => undefined : rangesOf;
    for await (const [errand, piece] of crew.run(setup, this.#errands(ranges), TRAITS)) {
      if (errand.kind === "problem") this.#tell(errand.problem);
      else if (errand.kind === "here") yield* this.#read(errand.file);
      else if (piece === undefined) this.#over(errand);
      else {
        this.#told(errand.file.path, piece);
        yield piece;
      }
    }
    this.#end();
  }

  *#errands(ranges: typeof rangesOf): Generator<Errand> {
    for (const file of this.#selection.files()) {
      yield* this.#metProblems();
      if (file.inDigests || file.modified === undefined) {
        yield { kind: "here", file };
        continue;
      }
      const parts = ranges(file);
      if (parts === undefined) yield { kind: "search", file, isLast: true };
      else for (const range of parts) yield { kind: "search", file, range, isLast: range === parts.at(-1) };
    }
    yield* this.#metProblems();
  }

  *#metProblems(): Generator<Errand> {
    const met = this.#met;
    this.#met = [];
    for (const problem of met) yield { kind: "problem", problem };
  }

  async *#read(file: FoundFile): AsyncGenerator<Found> {
    const source = file.path;
    const onDigest = (): void => this.#selection.addDigest(source);
    if (file.inDigests) {
      onDigest();
      return;
    }
    const progress: Progress = { bytes: 0, events: 0 };
    this.#progress = progress;
    const taker = this.#search.taker(source);
    // Who follows standard input wants to see what comes as it comes.
    const worth = source === "-" ? 1 : WORTH_WRITING;
    const sink = { taker, progress, onProblem: this.#tell, onDigest, stdin: this.#stdin, needTime: false };
    for await (const _none of readSource(file, sink)) {
      this.#draw(source);
      yield this.#search.take(worth);
    }
    yield this.#search.take();
    this.#count();
  }

  /** What a worker met. */
  #told(source: string, piece: SearchPiece): void {
    if (piece.kind === "range") {
      this.#ranged ??= new RangedSource(source, this.#tell);
      this.#ranged.add(piece.news);
      this.#progress = this.#ranged.progress;
    } else {
      for (const problem of piece.news.problems) this.#tell(problem);
      if (piece.news.isDigest) this.#selection.addDigest(source);
      this.#progress = piece.news;
    }
    this.#draw(source);
  }

  #over({ isLast }: SearchTask): void {
    if (!isLast) return;
    this.#ranged?.end();
    this.#ranged = undefined;
    this.#count();
  }

  #draw(source: string): void {
    const { bytes, events } = this.#progress;
    this.#inputs.draw({ bytes: this.#total.bytes + bytes, events: this.#total.events + events, source });
  }

  #count(): void {
    this.#total.bytes += this.#progress.bytes;
    this.#total.events += this.#progress.events;
  }

  #end(): void {
    for (const note of this.#selection.notes()) this.#inputs.note(note);
  }
}
