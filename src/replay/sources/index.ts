// Holds: the log sources: from paths to log events.
// In: files, folders and standard input: CloudTrail deliveries, exported events, JSON lines, text lines, any of them gzipped.
// Out: events one by one or in batches, problems and progress by call.
// Always: streams, so that memory does not grow with the input; bad input is told and never stops the rest;
// the same files give the same events in the same order.

import { contentOf } from "./bytes.ts";
import { groupFinder, type LogGroups } from "./groups.ts";
import { DamagedGzip } from "./gunzip.ts";
import { ProblemLog, type Progress, reasonOf, type SourceProblem } from "./problem.ts";
import { type SourceEvent, SourceReader } from "./reader.ts";
import { type FoundFile, filesOf } from "./walk.ts";

export type { LogGroups } from "./groups.ts";
export type { SourceProblem } from "./problem.ts";
export { LONGEST_EVENT, type SourceEvent } from "./reader.ts";

export interface ReadLogsOptions {
  /** Called for everything that could not be read as it should. */
  readonly onProblem: (problem: SourceProblem) => void;
  /** Called after every chunk: bytes and events of all sources so far, and the source being read. */
  readonly onProgress?: ((progress: { bytes: number; events: number; source: string }) => void) | undefined;
  /** Events under these paths carry the name of the log group. */
  readonly groups?: LogGroups | undefined;
  /** False: events without a time are given too, with NaN. Default true: they are told and left out. */
  readonly needTime?: boolean | undefined;
  /** Epoch milliseconds, for syslog times, which have no year. Choice: by default the time the file was last written,
   * since a log's last line is about as old as its file; for standard input, now. */
  readonly referenceTime?: number | undefined;
  /** What `-` reads; by default the standard input of the process. */
  readonly stdin?: AsyncIterable<Uint8Array> | undefined;
}

/** The log events of files, folders (walked in order of name) and `-`, one by one.
 * Events come in the order of the source, which need not be the order of time. */
export async function* readLogs(inputs: Iterable<string>, options: ReadLogsOptions): AsyncGenerator<SourceEvent> {
  for await (const batch of readLogBatches(inputs, options)) {
    for (const event of batch) yield event;
  }
}

/** As `readLogs`, in batches of one chunk's events: the quicker way for large inputs. */
export async function* readLogBatches(
  inputs: Iterable<string>,
  options: ReadLogsOptions,
): AsyncGenerator<readonly SourceEvent[]> {
  const groupOf = groupFinder(options.groups ?? []);
  const total: Progress = { bytes: 0, events: 0 };
  const unreadable = (path: string, reason: string) =>
    new ProblemLog(path, { bytes: 0, events: 0 }, options.onProblem).add("unreadable", reason);
  for (const file of filesOf(inputs, unreadable)) {
    yield* readSource(file, groupOf(file.path), options, total);
  }
}

async function* readSource(
  file: FoundFile,
  logGroup: string | undefined,
  options: ReadLogsOptions,
  total: Progress,
): AsyncGenerator<readonly SourceEvent[]> {
  const source = file.path;
  const progress: Progress = { bytes: 0, events: 0 };
  const problems = new ProblemLog(source, progress, options.onProblem);
  const referenceTime = options.referenceTime ?? file.modified ?? Date.now();
  const needTime = options.needTime ?? true;
  const reader = new SourceReader({ source, logGroup, referenceTime, needTime, problems, progress });
  const tell = () =>
    options.onProgress?.({ bytes: total.bytes + progress.bytes, events: total.events + progress.events, source });

  const content = contentOf(file, options.stdin, progress);
  let cut = false;
  try {
    while (!reader.finished) {
      const chunk = await nextChunk(content, problems);
      if (chunk === "over") break;
      cut = chunk === "cut";
      if (cut) break;
      const events = reader.push(chunk as Buffer);
      tell();
      if (events.length > 0) yield events;
    }
  } finally {
    await content.return(undefined);
  }
  const last = reader.end(cut);
  tell();
  total.bytes += progress.bytes;
  total.events += progress.events;
  if (last.length > 0) yield last;
}

/** The next chunk, or why there is none: the source is over, or it broke off, which is told. */
async function nextChunk(content: AsyncGenerator<Buffer>, problems: ProblemLog): Promise<Buffer | "over" | "cut"> {
  try {
    const next = await content.next();
    return next.done ? "over" : next.value;
  } catch (error) {
    if (error instanceof DamagedGzip) problems.add("damaged", error.message);
    else problems.add("unreadable", reasonOf(error));
    return "cut";
  }
}
