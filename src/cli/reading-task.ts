// Holds: the tasks that the reading of logs falls into, and what comes of one.
// In: a task, the work that is done with its events. Out: pieces, one for some chunks that were read.
// Always: tasks and pieces are plain data, so that they pass between threads.

import type { SourceProblem } from "../replay/sources/problem.ts";
import { type RangeNews, readRange } from "../replay/sources/range-reader.ts";
import type { ByteRange } from "../replay/sources/ranges.ts";
import { readSource } from "../replay/sources/source.ts";
import type { Taker } from "../replay/sources/taker.ts";
import type { FoundFile } from "../replay/sources/walk.ts";

/** What is done with events; what comes of it is plain data. */
export interface Work<Out> {
  /** Whether events without a time are of no use. */
  readonly needTime: boolean;
  /** Who takes the events of a source. */
  taker(source: string): Taker;
  /** What came of them since this was last asked. Output waits until it is `least` bytes. */
  take(least?: number): Out;
  /** The same at the end of a task. */
  end(): Out;
}

/** A file, or a range of one. */
export interface ReadingTask {
  readonly kind: "read";
  readonly file: FoundFile;
  readonly range?: ByteRange;
  readonly logGroup?: string | undefined;
  /** Whether the file is over with it. */
  readonly isLast: boolean;
}

export type Piece<Out> = { readonly out: Out } & News;

type News =
  | { readonly kind: "source"; readonly news: SourceNews }
  | { readonly kind: "range"; readonly news: RangeNews };

/** What was met since the last news of a file that is read in one go. */
interface SourceNews {
  /** How much of the source has been read. */
  readonly bytes: number;
  readonly events: number;
  readonly problems: readonly SourceProblem[];
  readonly isDigest: boolean;
}

/** News come after so many batches. */
const NEWS = 32;

export async function* piecesOf<Out>(task: ReadingTask, work: Work<Out>): AsyncGenerator<Piece<Out>> {
  let waiting: News | undefined;
  for await (const news of newsOf(task, work)) {
    if (waiting !== undefined) yield { out: work.take(), ...waiting };
    waiting = news;
  }
  if (waiting !== undefined) yield { out: work.end(), ...waiting };
}

/** The last news come when all is read. */
async function* newsOf<Out>({ file, range, logGroup }: ReadingTask, work: Work<Out>): AsyncGenerator<News> {
  const taker = work.taker(file.path);
  if (range !== undefined) {
    for (const news of readRange(file, range, { taker, logGroup })) yield { kind: "range", news };
    return;
  }
  const progress = { bytes: 0, events: 0 };
  let problems: SourceProblem[] = [];
  let isDigest = false;
  const onProblem = (problem: SourceProblem): number => problems.push(problem);
  const onDigest = (): void => {
    isDigest = true;
  };
  const news = (): News => {
    const told = problems;
    problems = [];
    return { kind: "source", news: { bytes: progress.bytes, events: progress.events, problems: told, isDigest } };
  };
  let batches = 0;
  const { needTime } = work;
  for await (const _none of readSource(file, { needTime, logGroup, taker, progress, onProblem, onDigest })) {
    if (++batches % NEWS === 0) yield news();
  }
  yield news();
}
