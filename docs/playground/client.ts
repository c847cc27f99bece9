// Holds: the page's side of the worker.
// In: settings, whenever they change. Out: calls with progress, analyses and failures, of the newest request only.
// Always: the page never waits; a worker that says nothing for too long while something newer is wanted is replaced.

import type { Analysis } from "./analysis.ts";
import type { Settings } from "./settings.ts";
import type { Answer, Request } from "./worker.ts";

export interface Listener {
  progress(done: number): void;
  analysis(analysis: Analysis): void;
  failure(message: string): void;
}

/** What is used of a worker. */
export interface WorkerHandle {
  postMessage(request: Request): void;
  terminate(): void;
  addEventListener(name: "message", listener: (event: { readonly data: Answer }) => void): void;
  addEventListener(name: "error", listener: (event: { readonly message: string }) => void): void;
}

/** Milliseconds of silence after which a busy worker is given up for a newer request. */
const PATIENCE = 4000;

export class Client {
  readonly #start: () => WorkerHandle;
  readonly #listener: Listener;
  #worker: WorkerHandle;
  /** The events that the worker has. */
  #events: string | undefined;
  #id = 0;
  #isBusy = false;
  #heard = 0;

  constructor(start: () => WorkerHandle, listener: Listener) {
    this.#start = start;
    this.#listener = listener;
    this.#worker = this.#begin();
  }

  analyse(settings: Settings): void {
    if (this.#isBusy && performance.now() - this.#heard > PATIENCE) {
      this.#worker.terminate();
      this.#worker = this.#begin();
    }
    if (!this.#isBusy) this.#heard = performance.now();
    this.#isBusy = true;
    const { events, ...rest } = settings;
    const sent = events === this.#events ? {} : { events };
    this.#events = events;
    const request: Request = { id: ++this.#id, settings: { ...rest, events: "" }, ...sent };
    this.#worker.postMessage(request);
  }

  #begin(): WorkerHandle {
    const worker = this.#start();
    this.#events = undefined;
    this.#isBusy = false;
    worker.addEventListener("message", ({ data }) => this.#hear(data));
    worker.addEventListener("error", ({ message }) => {
      this.#isBusy = false;
      this.#listener.failure(message);
    });
    return worker;
  }

  #hear(answer: Answer): void {
    this.#heard = performance.now();
    if (answer.id !== this.#id) return;
    if (answer.kind === "progress") this.#listener.progress(answer.done);
    else {
      this.#isBusy = false;
      if (answer.kind === "analysis") this.#listener.analysis(answer.analysis);
      else this.#listener.failure(answer.message);
    }
  }
}
