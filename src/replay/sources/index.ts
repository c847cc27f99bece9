// Holds: the log sources: from paths to log events.
// In: files, folders and standard input: CloudTrail deliveries, exported events, JSON lines and arrays, text lines, any of them gzipped.
// Out: events one by one or in batches, problems, notes and progress by call.
// Always: streams, so that memory does not grow with the input; bad input is told and never stops the rest; a file is read once;
// the same files give the same events in the same order.

import type { SourceEvent } from "./event.ts";
import { groupFinder, type LogGroups } from "./groups.ts";
import type { SourceNote, SourceProblem } from "./problem.ts";
import { Selection } from "./selection.ts";
import { readSource } from "./source.ts";

export { LONGEST_EVENT, type SourceEvent } from "./event.ts";
export type { LogGroups } from "./groups.ts";
export type { SourceNote, SourceProblem } from "./problem.ts";

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
  const { onProblem, onNote, onProgress, needTime, referenceTime, stdin } = options;
  const selection = new Selection(inputs, onProblem);
  const total = { bytes: 0, events: 0 };
  for (const file of selection.files()) {
    const source = file.path;
    if (file.inDigests) {
      selection.addDigest(source);
      continue;
    }
    const logGroup = groupOf(source);
    const progress = { bytes: 0, events: 0 };
    const onDigest = (): void => selection.addDigest(source);
    const given = { needTime, referenceTime, stdin, onProblem, onDigest, logGroup, progress };
    for await (const batch of readSource(file, given)) {
      onProgress?.({ bytes: total.bytes + progress.bytes, events: total.events + progress.events, source });
      if (batch.length > 0) yield batch;
    }
    total.bytes += progress.bytes;
    total.events += progress.events;
  }
  for (const note of selection.notes()) onNote?.(note);
}
