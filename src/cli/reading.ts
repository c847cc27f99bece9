// Holds: the reading of all logs of a command: in this thread, or with a crew of workers.
// In: paths, the work that is done with their events. Out: what comes of it, in the order of the input; problems, notes and progress,
// by call.
// Always: what comes of it and what is told does not depend on how many workers there are.

import { groupFinder, type LogGroups } from "../replay/sources/groups.ts";
import type { Progress, SourceProblem } from "../replay/sources/problem.ts";
import { readRange } from "../replay/sources/range-reader.ts";
import { RangedSource } from "../replay/sources/ranged-source.ts";
import { rangesOf } from "../replay/sources/ranges.ts";
import { Selection } from "../replay/sources/selection.ts";
import { readSource } from "../replay/sources/source.ts";
import type { FoundFile } from "../replay/sources/walk.ts";
import type { Crew, OwnMember, TaskTraits, ToMember } from "./crew.ts";
import { type DoerOptions, doer } from "./doer.ts";
import type { Inputs } from "./inputs.ts";
import { type Io, WORTH_WRITING } from "./io.ts";
import type { Piece, ReadingTask, Work } from "./reading-task.ts";

/** What there is to do, in the order of the input. */
export type Errand =
  | ReadingTask
  /** A source that only this thread can read, or that is not read at all. */
  | { readonly kind: "here"; readonly file: FoundFile }
  /** The walk met it. */
  | { readonly kind: "problem"; readonly problem: SourceProblem };

export type ReadingCrew<Setup, Out> = Crew<Setup, Errand, Piece<Out>>;

export interface ReadingOptions {
  readonly groups?: LogGroups | undefined;
  /** Whether a large file may be read in ranges: "always" where it makes a difference to the work. */
  readonly ranges: boolean | "always";
}

/** To hand over what is smaller takes longer than to wait for it. */
const SMALL = 1024 * 1024;
const SMALL_WEIGHT = 1 / 4;
/** Ranges are read quickly, and what waits with one member another can't do. */
const RANGE_WEIGHT = 1 / 2;

const TRAITS: TaskTraits<Errand> = {
  isOurs: ({ kind }) => kind !== "read",
  weight: (errand) => {
    if (errand.kind !== "read") return 0;
    if (errand.range !== undefined) return RANGE_WEIGHT;
    return errand.file.size < SMALL ? SMALL_WEIGHT : 1;
  },
};

export class Reading<Out> {
  readonly #inputs: Inputs;
  readonly #stdin: Io["stdin"];
  readonly #work: Work<Out>;
  readonly #ranges: ReadingOptions["ranges"];
  readonly #groupOf: (path: string) => string | undefined;
  readonly #selection: Selection;
  /** Those that the walk met, until their turn comes. */
  #met: SourceProblem[] = [];
  /** Of the sources that are over, and of the one that is being read. */
  readonly #total: Progress = { bytes: 0, events: 0 };
  #progress: Readonly<Progress> = this.#total;
  /** The source that is being read in ranges. */
  #ranged: RangedSource | undefined;
  readonly #tell = (problem: SourceProblem): void => this.#inputs.tell(problem);

  constructor(
    paths: readonly string[],
    work: Work<Out>,
    inputs: Inputs,
    stdin: Io["stdin"],
    { groups = [], ranges }: ReadingOptions,
  ) {
    this.#inputs = inputs;
    this.#stdin = stdin;
    this.#work = work;
    this.#ranges = ranges;
    this.#groupOf = groupFinder(groups);
    this.#selection = new Selection(paths, (problem) => this.#met.push(problem));
  }

  /** Reads in this thread. */
  async *here(): AsyncGenerator<Out> {
    for (const errand of this.#errands(this.#ranges === "always")) {
      if (errand.kind === "problem") this.#tell(errand.problem);
      else if (errand.kind === "here" || errand.range === undefined) yield* this.#read(errand.file);
      else {
        yield* this.#readRange(errand);
        this.#over(errand);
      }
    }
    this.#end();
  }

  /** Reads with a crew. */
  async *by<Setup>(
    crew: ReadingCrew<Setup, Out>,
    setup: Setup,
    doing: Pick<DoerOptions<Setup, Out>, "workOf" | "linesOf">,
  ): AsyncGenerator<Out> {
    const errands = this.#errands(this.#ranges !== false);
    const own: OwnMember<Setup, Errand, Piece<Out>> = (answer) =>
      doer({ ...doing, answer }) as (message: ToMember<Setup, Errand>) => void;
    for await (const [errand, piece] of crew.run(setup, errands, TRAITS, own)) {
      if (errand.kind === "problem") this.#tell(errand.problem);
      else if (errand.kind === "here") yield* this.#read(errand.file);
      else if (piece === undefined) this.#over(errand);
      else if (piece.kind === "range" && piece.news.state === "needed") yield* this.#readRange(errand);
      else {
        this.#told(errand, piece);
        yield piece.out;
      }
    }
    this.#end();
  }

  *#errands(inRanges: boolean): Generator<Errand> {
    for (const file of this.#selection.files()) {
      yield* this.#metProblems();
      if (file.inDigests || file.modified === undefined) {
        yield { kind: "here", file };
        continue;
      }
      const logGroup = this.#groupOf(file.path);
      const parts = inRanges ? rangesOf(file) : undefined;
      if (parts === undefined) yield { kind: "read", file, logGroup, isLast: true };
      else for (const range of parts) yield { kind: "read", file, logGroup, range, isLast: range === parts.at(-1) };
    }
    yield* this.#metProblems();
  }

  *#metProblems(): Generator<Errand> {
    const met = this.#met;
    this.#met = [];
    for (const problem of met) yield { kind: "problem", problem };
  }

  async *#read(file: FoundFile): AsyncGenerator<Out> {
    const source = file.path;
    const onDigest = (): void => this.#selection.addDigest(source);
    if (file.inDigests) {
      onDigest();
      return;
    }
    const progress: Progress = { bytes: 0, events: 0 };
    this.#progress = progress;
    const taker = this.#work.taker(source);
    // Who follows standard input wants to see what comes as it comes.
    const worth = source === "-" ? 1 : WORTH_WRITING;
    const { needTime } = this.#work;
    const sink = { taker, progress, onProblem: this.#tell, onDigest, stdin: this.#stdin, needTime };
    for await (const _none of readSource(file, { ...sink, logGroup: this.#groupOf(source) })) {
      this.#draw(source);
      yield this.#work.take(worth);
    }
    yield this.#work.end();
    this.#count();
  }

  /** Reads a range knowing what stands before it. */
  async *#readRange({ file, range, logGroup }: ReadingTask): AsyncGenerator<Out> {
    const ranged = this.#rangedSource(file);
    const taker = this.#work.taker(file.path);
    for (const news of readRange(file, range!, { taker, logGroup, before: ranged.state })) {
      ranged.add(news);
      this.#draw(file.path);
      yield this.#work.take();
    }
    yield this.#work.end();
  }

  #rangedSource({ path }: FoundFile): RangedSource {
    this.#ranged ??= new RangedSource(path, this.#tell);
    this.#progress = this.#ranged.progress;
    return this.#ranged;
  }

  /** What a worker met. */
  #told({ file }: ReadingTask, piece: Piece<Out>): void {
    const source = file.path;
    if (piece.kind === "range") this.#rangedSource(file).add(piece.news);
    else {
      for (const problem of piece.news.problems) this.#tell(problem);
      if (piece.news.isDigest) this.#selection.addDigest(source);
      this.#progress = piece.news;
    }
    this.#draw(source);
  }

  #over({ isLast }: ReadingTask): void {
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
