// Holds: the reading of one source from its first byte to its last.
// In: a file that was found, or `-`. Out: its events, chunk by chunk; its problems, by call.
// Always: a source that breaks off gives what stands before; the file is closed however the reading ends.

import { contentOf } from "./bytes.ts";
import { DamagedGzip } from "./damaged-gzip.ts";
import type { SourceEvent } from "./event.ts";
import type { Kind } from "./kind.ts";
import { ProblemLog, type Progress, reasonOf, type SourceProblem } from "./problem.ts";
import { SourceReader } from "./reader.ts";
import type { Taker } from "./taker.ts";
import type { FoundFile } from "./walk.ts";

export interface SourceOptions {
  readonly onProblem: (problem: SourceProblem) => void;
  /** Called when the source is a digest file. */
  readonly onDigest: () => void;
  /** Counts what is read. */
  readonly progress: Progress;
  readonly logGroup?: string | undefined;
  readonly needTime?: boolean | undefined;
  readonly referenceTime?: number | undefined;
  readonly stdin?: AsyncIterable<Uint8Array> | undefined;
  readonly taker?: Taker | undefined;
}

/** The events of a source, in one batch for each chunk, empty ones among them; with a taker all of them are. */
export async function* readSource(file: FoundFile, options: SourceOptions): AsyncGenerator<readonly SourceEvent[]> {
  const { progress, taker, logGroup, needTime = true } = options;
  const problems = new ProblemLog(file.path, progress, options.onProblem);
  const referenceTime = options.referenceTime ?? file.modified ?? Date.now();
  const reader = new SourceReader({ source: file.path, logGroup, referenceTime, needTime, taker, problems, progress });
  const content = contentOf(file, options.stdin, progress);
  let cut = false;
  try {
    while (!reader.finished) {
      const chunk = await nextChunk(content, problems);
      if (chunk === "over") break;
      cut = chunk === "cut";
      if (cut) break;
      yield reader.push(chunk as Buffer);
    }
    if (reader.finished && progress.compressed) await awaitVerdict(content, reader.kind, problems);
    const last = reader.end(cut);
    if (reader.kind === "digest") options.onDigest();
    yield last;
  } finally {
    await content.return(undefined);
    problems.end();
  }
}

/** The next chunk, or why there is none: the source is over, or it broke off, which is told. */
async function nextChunk(content: AsyncGenerator<Buffer>, problems: ProblemLog): Promise<Buffer | "over" | "cut"> {
  try {
    const next = await content.next();
    return next.done ? "over" : next.value;
  } catch (error) {
    if (!(error instanceof DamagedGzip)) problems.add("unreadable", reasonOf(error));
    else {
      problems.addDamagedGzip(error.message);
      return error.ended ? "over" : "cut";
    }
    return "cut";
  }
}

/** How much of content that is not text is decompressed to learn whether its compression is damaged: archives are large, and no logs. */
const VERDICT_ON_BINARY = 16 * 1024 * 1024;

/** Decompresses on, for what looks damaged or binary may be so because its compressed form is; that is told if so. */
async function awaitVerdict(
  content: AsyncGenerator<Buffer>,
  kind: Kind | undefined,
  problems: ProblemLog,
): Promise<void> {
  let left = kind === "binary" ? VERDICT_ON_BINARY : Number.POSITIVE_INFINITY;
  while (left > 0) {
    const chunk = await nextChunk(content, problems);
    if (typeof chunk === "string") return;
    left -= chunk.length;
  }
}
