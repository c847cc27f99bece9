// Holds: the log sources: from paths to log events.
// In: files, folders and standard input: CloudTrail deliveries, exported events, JSON lines and arrays, text lines, any of them gzipped.
// Out: events one by one or in batches, problems, notes and progress by call.
// Always: streams, so that memory does not grow with the input; bad input is told and never stops the rest; a file is read once;
// the same files give the same events in the same order.

import { contentOf } from "./bytes.ts";
import { groupFinder, type LogGroups } from "./groups.ts";
import { DamagedGzip } from "./gunzip.ts";
import type { Kind } from "./kind.ts";
import { counted, ProblemLog, type Progress, reasonOf, type SourceNote, type SourceProblem } from "./problem.ts";
import { type LineScan, type SourceEvent, SourceReader } from "./reader.ts";
import { type FoundFile, filesOf } from "./walk.ts";

export type { LogGroups } from "./groups.ts";
export type { SourceNote, SourceProblem } from "./problem.ts";
export { type LineScan, LONGEST_EVENT, type SourceEvent } from "./reader.ts";

export interface ReadLogsOptions {
  /** Called for everything that could not be read as it should. */
  readonly onProblem: (problem: SourceProblem) => void;
  /** Called, when all is read, for what was left out rightly: digest files, files met twice. */
  readonly onNote?: ((note: SourceNote) => void) | undefined;
  /** Called after every chunk: bytes and events of all sources so far, and the source being read. */
  readonly onProgress?: ((progress: { bytes: number; events: number; source: string }) => void) | undefined;
  /** Events under these paths carry the name of the log group. */
  readonly groups?: LogGroups | undefined;
  /** False: events without a time are given too, with NaN. Default true: they are told and left out. */
  readonly needTime?: boolean | undefined;
  /** Finds the lines wanted of text and of JSON lines: only they are given, without a time and a line number. A line of broken JSON is
   * a line as any other then. */
  readonly scan?: LineScan | undefined;
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
  const state: Reading = { total: { bytes: 0, events: 0 }, seen: new Set(), repeated: [], digests: [] };
  const unreadable = (path: string, reason: string) =>
    new ProblemLog(path, { bytes: 0, events: 0 }, options.onProblem).add("unreadable", reason);
  for (const file of filesOf(inputs, unreadable)) {
    if (isRepeated(file, state.seen)) state.repeated.push(file.path);
    else if (file.inDigests) state.digests.push(file.path);
    else yield* readSource(file, groupOf(file.path), options, state);
  }
  tellNotes(state, options);
}

/** What is known across the sources of one reading. */
interface Reading {
  readonly total: Progress;
  /** The identities of the files. */
  readonly seen: Set<string>;
  readonly repeated: string[];
  readonly digests: string[];
}

function isRepeated({ identity }: FoundFile, seen: Set<string>): boolean {
  if (identity === undefined) return false;
  if (seen.has(identity)) return true;
  seen.add(identity);
  return false;
}

function tellNotes({ digests, repeated }: Reading, { onNote }: ReadLogsOptions): void {
  const told = "left out: they list deliveries and hold no events";
  if (digests.length > 0)
    onNote?.({ source: digests[0]!, message: `${counted(digests.length, "CloudTrail digest file")} ${told}` });
  const ways = "named twice, inside a folder that is named too, or linked to";
  if (repeated.length > 0)
    onNote?.({
      source: repeated[0]!,
      message: `${counted(repeated.length, "file")} met again (${ways}): each is read once`,
    });
}

async function* readSource(
  file: FoundFile,
  logGroup: string | undefined,
  options: ReadLogsOptions,
  { total, digests }: Reading,
): AsyncGenerator<readonly SourceEvent[]> {
  const source = file.path;
  const progress: Progress = { bytes: 0, events: 0 };
  const problems = new ProblemLog(source, progress, options.onProblem);
  const referenceTime = options.referenceTime ?? file.modified ?? Date.now();
  const needTime = options.needTime ?? true;
  const { scan } = options;
  const reader = new SourceReader({ source, logGroup, referenceTime, needTime, scan, problems, progress });
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
    if (reader.finished && progress.compressed) await awaitVerdict(content, reader.kind, problems);
    const last = reader.end(cut);
    if (reader.kind === "digest") digests.push(source);
    tell();
    total.bytes += progress.bytes;
    total.events += progress.events;
    if (last.length > 0) yield last;
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
