// Holds: what every worker thread does: tasks as they come, until it is ended.

import { parentPort } from "node:worker_threads";
import { type DoerOptions, doer } from "./doer.ts";

/** The memory of lines is handed over. */
export function serve<Setup, Out>(options: Pick<DoerOptions<Setup, Out>, "workOf" | "linesOf">): void {
  const port = parentPort!;
  const answer: DoerOptions<Setup, Out>["answer"] = (message, lines) =>
    port.postMessage(message, lines === undefined ? [] : [lines.buffer]);
  port.on("message", doer<Setup, Out>({ ...options, answer }));
}
