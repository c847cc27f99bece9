// Holds: what every worker thread does: tasks as they come.
// In: messages: what all tasks need, tasks, how much of the output was taken. Out: messages: pieces, and when a task is over.
// Always: tasks are done in the order they come; no more output is on its way than is allowed.

import { parentPort } from "node:worker_threads";
import type { FromWorker, ToWorker } from "./crew.ts";
import { type Piece, piecesOf, type ReadingTask, type Work } from "./reading-task.ts";

/** Bytes that may be on their way. */
const MOST_UNTAKEN = 8 * 1024 * 1024;

/** @param linesOf what of a piece's output is lines: their memory is handed over. */
export function serve<Setup, Out>(
  workOf: (setup: Setup) => Work<Out>,
  linesOf: (out: Out) => Uint8Array<ArrayBuffer> | undefined,
): void {
  const port = parentPort!;
  let work: Work<Out> | undefined;
  let untaken = 0;
  let wake: () => void = () => {};
  let done: Promise<void> = Promise.resolve();
  const send = (message: FromWorker<Piece<Out>>, lines?: Uint8Array<ArrayBuffer>): void =>
    port.postMessage(message, lines === undefined ? [] : [lines.buffer]);
  const run = async (task: ReadingTask): Promise<void> => {
    for await (const piece of piecesOf(task, work!)) {
      const lines = linesOf(piece.out);
      const size = lines?.length ?? 0;
      untaken += size;
      send({ kind: "piece", piece, size }, lines);
      while (untaken > MOST_UNTAKEN) await new Promise<void>((resolve) => (wake = resolve));
    }
    send({ kind: "over" });
  };
  port.on("message", (message: ToWorker<Setup, ReadingTask>) => {
    if (message.kind === "setup") work = workOf(message.setup);
    else if (message.kind === "task") done = done.then(() => run(message.task));
    else {
      untaken -= message.size;
      wake();
    }
  });
}
