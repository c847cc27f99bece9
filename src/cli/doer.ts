// Holds: whoever does tasks of reading, in a thread of its own or in the first one.
// In: messages: what all tasks need, tasks, how much of the output was taken. Out: messages: pieces, and when a task is over.
// Always: tasks are done in the order they come; no more output is on its way than is allowed.

import { reasonOf } from "../replay/sources/problem.ts";
import type { FromMember, ToMember } from "./crew.ts";
import { type Piece, piecesOf, type ReadingTask, type Work } from "./reading-task.ts";

/** Bytes that may be on their way. */
const MOST_UNTAKEN = 8 * 1024 * 1024;

export interface DoerOptions<Setup, Out> {
  workOf(setup: Setup): Work<Out>;
  /** What of a piece's output is lines: their size counts. */
  linesOf(out: Out): Uint8Array<ArrayBuffer> | undefined;
  /** Goes on when it is settled. */
  answer(message: FromMember<Piece<Out>>, lines?: Uint8Array<ArrayBuffer>): void | Promise<void>;
}

/** Gives who takes the messages. */
export function doer<Setup, Out>(options: DoerOptions<Setup, Out>): (message: ToMember<Setup, ReadingTask>) => void {
  const { workOf, linesOf, answer } = options;
  let work: Work<Out> | undefined;
  let untaken = 0;
  let wake: () => void = () => {};
  let done: Promise<void> = Promise.resolve();
  const run = async (task: ReadingTask): Promise<void> => {
    for await (const piece of piecesOf(task, work!)) {
      const lines = linesOf(piece.out);
      const size = lines?.length ?? 0;
      untaken += size;
      await answer({ kind: "piece", piece, size }, lines);
      while (untaken > MOST_UNTAKEN) await new Promise<void>((resolve) => (wake = resolve));
    }
    await answer({ kind: "over" });
  };
  const fail = (error: unknown): void | Promise<void> => answer({ kind: "failed", reason: reasonOf(error) });
  return (message) => {
    if (message.kind === "setup") work = workOf(message.setup);
    else if (message.kind === "task") done = done.then(() => run(message.task)).catch(fail);
    else {
      untaken -= message.size;
      wake();
    }
  };
}
