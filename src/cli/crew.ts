// Holds: worker threads that do tasks at the same time.
// In: the file of the worker, what all workers are told, tasks. Out: the pieces of the tasks, in the order of the tasks.
// Always: the first task that is not over has its pieces taken, so that nobody waits for each other; of the others only so much is held
// as workers send without being told that it was taken; a worker that fails ends everything with a sentence.

import { Worker } from "node:worker_threads";
import { reasonOf } from "../replay/sources/problem.ts";
import { Unusable } from "./usage.ts";

export type ToWorker<Setup, Task> =
  | { readonly kind: "setup"; readonly setup: Setup }
  | { readonly kind: "task"; readonly task: Task }
  /** So many bytes of its pieces were taken. */
  | { readonly kind: "taken"; readonly size: number };

export type FromWorker<Piece> =
  | { readonly kind: "piece"; readonly piece: Piece; readonly size: number }
  /** The oldest of its tasks is over. */
  | { readonly kind: "over" };

/** How many small tasks a worker is given at once, so that it does not wait for the next; of others it is given one. */
const SMALL_TASKS = 4;

/** How many tasks may be open for each worker, those that are over and wait for the first of all among them. */
const OPEN_TASKS = 64;

/** What a crew has to know about tasks. */
export interface TaskTraits<Task> {
  /** Whether a task is not for workers. */
  isOurs(task: Task): boolean;
  isSmall(task: Task): boolean;
}

interface Member<Task, Piece> {
  readonly worker: Worker;
  readonly tasks: Given<Task, Piece>[];
}

interface Given<Task, Piece> {
  readonly task: Task;
  readonly pieces: { readonly piece: Piece; readonly size: number }[];
  /** Undefined for a task that is not for workers. */
  readonly member: Member<Task, Piece> | undefined;
  isOver: boolean;
}

export class Crew<Setup, Task, Piece> {
  readonly #members: readonly Member<Task, Piece>[];
  #failure: string | undefined;
  #isStopped = false;
  /** Called when a worker has something to say. */
  #wake: () => void = () => {};
  #assign: () => void = () => {};

  /** Workers begin to load at once. */
  constructor(entry: URL, count: number) {
    this.#members = Array.from({ length: count }, () => this.#hire(entry));
  }

  #hire(entry: URL): Member<Task, Piece> {
    const worker = new Worker(entry);
    const member: Member<Task, Piece> = { worker, tasks: [] };
    worker.on("message", (message: FromWorker<Piece>) => {
      if (message.kind === "piece") member.tasks[0]?.pieces.push(message);
      else {
        const over = member.tasks.shift();
        if (over !== undefined) over.isOver = true;
        this.#assign();
      }
      this.#wake();
    });
    worker.on("error", (error) => this.#fail(reasonOf(error)));
    worker.on("exit", (code) => this.#fail(`it ended with code ${code}`));
    return member;
  }

  #fail(reason: string): void {
    if (this.#isStopped) return;
    this.#failure ??= reason;
    this.#wake();
  }

  /** Does the tasks. Each is given with all its pieces, and then without one: it is over, or has its turn when it is ours. */
  async *run(
    setup: Setup,
    tasks: Iterable<Task>,
    traits: TaskTraits<Task>,
  ): AsyncGenerator<readonly [task: Task, piece: Piece | undefined]> {
    for (const { worker } of this.#members) this.#tell(worker, { kind: "setup", setup });
    const queue: Given<Task, Piece>[] = [];
    this.#assign = assigner(this.#members, queue, tasks[Symbol.iterator](), traits);
    for (;;) {
      this.#assign();
      const [head] = queue;
      if (head === undefined) return;
      if (head.member !== undefined) yield* this.#piecesOf(head, head.member.worker);
      yield [head.task, undefined];
      queue.shift();
    }
  }

  async *#piecesOf(given: Given<Task, Piece>, worker: Worker): AsyncGenerator<readonly [Task, Piece]> {
    const { task, pieces } = given;
    for (;;) {
      for (let next = pieces.shift(); next !== undefined; next = pieces.shift()) {
        yield [task, next.piece];
        if (next.size > 0) this.#tell(worker, { kind: "taken", size: next.size });
      }
      if (given.isOver) return;
      if (this.#failure !== undefined)
        throw new Unusable(`A worker failed (${this.#failure}); --jobs 1 works without any.`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #tell(worker: Worker, message: ToWorker<Setup, Task>): void {
    worker.postMessage(message);
  }

  /** Whatever they are doing. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#members.map(({ worker }) => worker.terminate()));
  }
}

/** Gives tasks out, each to a worker that has fewest, until all have enough; what is given stands in the queue, in order. */
function assigner<Task, Piece>(
  members: readonly Member<Task, Piece>[],
  queue: Given<Task, Piece>[],
  tasks: Iterator<Task>,
  { isOurs, isSmall }: TaskTraits<Task>,
): () => void {
  const hasRoom = (member: Member<Task, Piece>): boolean =>
    member.tasks.length < SMALL_TASKS && member.tasks.every(({ task }) => isSmall(task));
  return () => {
    while (queue.length < members.length * OPEN_TASKS) {
      const [member] = members.filter(hasRoom).sort((a, b) => a.tasks.length - b.tasks.length);
      if (member === undefined) return;
      const next = tasks.next();
      if (next.done) return;
      const task = next.value;
      const given = { task, pieces: [], member: isOurs(task) ? undefined : member, isOver: false };
      queue.push(given);
      if (given.member === undefined) continue;
      member.tasks.push(given);
      member.worker.postMessage({ kind: "task", task });
    }
  };
}
