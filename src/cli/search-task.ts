// Holds: the tasks a search falls into, and what comes of one.
// In: a task, a search. Out: pieces, one for some chunks that were read.
// Always: tasks and pieces are plain data, so that they pass between threads.

import type { AnalysedPattern } from "../pattern/analysed.ts";
import type { SourceProblem } from "../replay/sources/problem.ts";
import { type ByteRange, type RangeNews, readRange } from "../replay/sources/ranges.ts";
import { readSource } from "../replay/sources/source.ts";
import type { FoundFile } from "../replay/sources/walk.ts";
import type { Found, Search, SearchOptions } from "./search.ts";

/** What whoever does tasks has to know. */
export interface SearchSetup {
  readonly pattern: string;
  readonly analysed: AnalysedPattern;
  readonly options: SearchOptions;
}

/** A file, or a range of one. */
export interface SearchTask {
  readonly kind: "search";
  readonly file: FoundFile;
  readonly range?: ByteRange;
  /** Whether the file is over with it. */
  readonly isLast: boolean;
}

export type SearchPiece = Found & News;

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
const NEWS = 8;

export async function* piecesOf(task: SearchTask, search: Search): AsyncGenerator<SearchPiece> {
  for await (const news of newsOf(task, search)) yield { ...search.take(), ...news };
}

async function* newsOf({ file, range }: SearchTask, search: Search): AsyncGenerator<News> {
  const taker = search.taker(file.path);
  if (range !== undefined && taker.lines !== undefined) {
    for (const news of readRange(file, range, taker.lines)) yield { kind: "range", news };
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
  for await (const _none of readSource(file, { needTime: false, taker, progress, onProblem, onDigest })) {
    if (++batches % NEWS === 0) yield news();
  }
  yield news();
}
