// Holds: a worker of `tocsin match --jobs`.
// In: messages: what is searched for, tasks, how much of the output was taken. Out: messages: pieces, and when a task is over.
// Always: tasks are done in the order they come; no more output is on its way than is allowed.

import { parentPort } from "node:worker_threads";
import { matcherOf } from "../match/matching.ts";
import type { FromWorker, ToWorker } from "./crew.ts";
import { Search } from "./search.ts";
import { piecesOf, type SearchPiece, type SearchSetup, type SearchTask } from "./search-task.ts";

/** Bytes that may be on their way. */
const MOST_UNTAKEN = 8 * 1024 * 1024;

const port = parentPort!;
let search: Search | undefined;
let untaken = 0;
let wake: () => void = () => {};
let work: Promise<void> = Promise.resolve();

port.on("message", (message: ToWorker<SearchSetup, SearchTask>) => {
  if (message.kind === "setup") {
    const { pattern, analysed, options } = message.setup;
    search = new Search(matcherOf(pattern, analysed), options);
  } else if (message.kind === "taken") {
    untaken -= message.size;
    wake();
  } else {
    const { task } = message;
    work = work.then(() => run(task));
  }
});

async function run(task: SearchTask): Promise<void> {
  for await (const piece of piecesOf(task, search!)) {
    const size = piece.lines?.length ?? 0;
    untaken += size;
    send({ kind: "piece", piece, size }, piece);
    while (untaken > MOST_UNTAKEN) await new Promise<void>((resolve) => (wake = resolve));
  }
  send({ kind: "over" });
}

function send(message: FromWorker<SearchPiece>, piece?: SearchPiece): void {
  port.postMessage(message, piece?.lines === undefined ? [] : [piece.lines.buffer]);
}
