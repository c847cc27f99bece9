// Holds: threads that do tasks at the same time: workers, and the first thread between its own affairs.
// In: the file of the worker, what all members are told, tasks. Out: the pieces of the tasks, in the order of the tasks.
// Always: the first task that is not over has its pieces taken, so that nobody waits for each other; of the others only so much is held
// as members send without being told that it was taken; a worker that fails ends everything with a sentence.

import { Worker } from "node:worker_threads";
import { reasonOf } from "../replay/sources/problem.ts";
import { Unusable } from "./usage.ts";

export type ToMember<Setup, Task> =
  | { readonly kind: "setup"; readonly setup: Setup }
  | { readonly kind: "task"; readonly task: Task }
  /** So many bytes of its pieces were taken. */
  | { readonly kind: "taken"; readonly size: number };

export type FromMember<Piece> =
  | { readonly kind: "piece"; readonly piece: Piece; readonly size: number }
  /** The oldest of its tasks is over. */
  | { readonly kind: "over" }
  /** It can't go on. */
  | { readonly kind: "failed"; readonly reason: string };

/** How many tasks may be open for each worker, those that are over and wait for the first of all among them. */
const OPEN_TASKS = 64;

/** What a crew has to know about tasks. */
export interface TaskTraits<Task> {
  /** Whether a task is not for workers. */
  isOurs(task: Task): boolean;
  /** A member is given tasks until their weights are 1 together: several small ones, so that it does not wait for the next. */
  weight(task: Task): number;
}

interface Member<Setup, Task, Piece> {
  readonly tell: (message: ToMember<Setup, Task>) => void;
  readonly tasks: Given<Setup, Task, Piece>[];
}

interface Given<Setup, Task, Piece> {
  readonly task: Task;
  readonly pieces: { readonly piece: Piece; readonly size: number }[];
  /** Undefined for a task that is not for members. */
  readonly member: Member<Setup, Task, Piece> | undefined;
  isOver: boolean;
}

/** Who does tasks in this thread: takes messages, and answers them. */
export type OwnMember<Setup, Task, Piece> = (
  answer: (message: FromMember<Piece>) => Promise<void>,
) => (message: ToMember<Setup, Task>) => void;

export class Crew<Setup, Task, Piece> {
  readonly #members: Member<Setup, Task, Piece>[] = [];
  readonly #workers: readonly Worker[];
  #failure: string | undefined;
  #isStopped = false;
  /** Called when a member has something to say. */
  #wake: () => void = () => {};
  #assign: () => void = () => {};

  /** Workers begin to load at once.
   * @param count how many of them. */
  constructor(entry: URL, count: number) {
    this.#workers = Array.from({ length: count }, () => this.#hire(entry));
  }

  #hire(entry: URL): Worker {
    const worker = new Worker(entry);
    const hear = this.#join((message) => worker.postMessage(message));
    worker.on("message", hear);
    worker.on("error", (error) => this.#fail(reasonOf(error)));
    worker.on("exit", (code) => this.#fail(`it ended with code ${code}`));
    return worker;
  }

  /** One more member; gives who hears its answers. */
  #join(tell: Member<Setup, Task, Piece>["tell"]): (message: FromMember<Piece>) => void {
    const member: Member<Setup, Task, Piece> = { tell, tasks: [] };
    this.#members.push(member);
    return (message) => {
      if (message.kind === "piece") member.tasks[0]?.pieces.push(message);
      else if (message.kind === "failed") this.#fail(message.reason);
      else {
        const over = member.tasks.shift();
        if (over !== undefined) over.isOver = true;
        this.#assign();
      }
      this.#wake();
    };
  }

  #fail(reason: string): void {
    if (this.#isStopped) return;
    this.#failure ??= reason;
    this.#wake();
  }

  /** Does the tasks. Each is given with all its pieces, and then without one: it is over, or has its turn when it is ours.
   * @param own does tasks in this thread, as one more member. */
  async *run(
    setup: Setup,
    tasks: Iterable<Task>,
    traits: TaskTraits<Task>,
    own?: OwnMember<Setup, Task, Piece>,
  ): AsyncGenerator<readonly [task: Task, piece: Piece | undefined]> {
    if (own !== undefined) this.#takePart(own);
    for (const { tell } of this.#members) tell({ kind: "setup", setup });
    const queue: Given<Setup, Task, Piece>[] = [];
    this.#assign = assigner(this.#members, queue, tasks[Symbol.iterator](), traits);
    for (;;) {
      this.#assign();
      const [head] = queue;
      if (head === undefined) return;
      if (head.member !== undefined) yield* this.#piecesOf(head, head.member);
      yield [head.task, undefined];
      queue.shift();
    }
  }

  #takePart(own: OwnMember<Setup, Task, Piece>): void {
    const tell = own(async (message) => {
      hear(message);
      // Who was stopped does nothing more.
      if (this.#isStopped) await new Promise(() => {});
      // What the others say is heard between two pieces.
      await new Promise((resolve) => setImmediate(resolve));
    });
    const hear = this.#join(tell);
  }

  async *#piecesOf(
    given: Given<Setup, Task, Piece>,
    { tell }: Member<Setup, Task, Piece>,
  ): AsyncGenerator<readonly [Task, Piece]> {
    const { task, pieces } = given;
    for (;;) {
      for (let next = pieces.shift(); next !== undefined; next = pieces.shift()) {
        yield [task, next.piece];
        if (next.size > 0) tell({ kind: "taken", size: next.size });
      }
      if (given.isOver) return;
      if (this.#failure !== undefined)
        throw new Unusable(`A worker failed (${this.#failure}); --jobs 1 works without any.`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Whatever they are doing. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

/** Gives tasks out, each to a member that has fewest, until all have enough; what is given stands in the queue, in order. */
function assigner<Setup, Task, Piece>(
  members: readonly Member<Setup, Task, Piece>[],
  queue: Given<Setup, Task, Piece>[],
  tasks: Iterator<Task>,
  { isOurs, weight }: TaskTraits<Task>,
): () => void {
  const hasRoom = (member: Member<Setup, Task, Piece>): boolean =>
    member.tasks.reduce((sum, { task }) => sum + weight(task), 0) < 1;
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
      member.tell({ kind: "task", task });
    }
  };
}
