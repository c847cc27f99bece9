// The page and its worker: what is newer wins, and a worker that hangs does not hold the page up.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Client, type WorkerHandle } from "../../docs/playground/client.ts";
import { DEFAULTS } from "../../docs/playground/settings.ts";
import { type Answer, type Request, type Scope, serve } from "../../docs/playground/worker.ts";

describe("the worker", () => {
  /** The worker's side alone: what is sent to it, and what it answers. */
  function started(): { readonly send: (request: Request) => void; readonly answers: Answer[] } {
    let send: (event: { readonly data: Request }) => void = () => {};
    const answers: Answer[] = [];
    const scope: Scope = {
      addEventListener: (_name, listener) => {
        send = listener;
      },
      postMessage: (answer) => void answers.push(structuredClone(answer)),
    };
    serve(scope);
    return { send: (data) => send({ data }), answers };
  }

  const settings = { ...DEFAULTS, pattern: "ERROR" };
  const kinds = (answers: readonly Answer[]): readonly string[] =>
    answers.filter(({ kind }) => kind !== "progress").map(({ id, kind }) => `${id} ${kind}`);

  test("answers, and keeps the events for the next request", async () => {
    const { send, answers } = started();
    send({ id: 1, settings, events: "ERROR\nWARN" });
    await vi.waitFor(() => expect(kinds(answers)).toEqual(["1 analysis"]));
    send({ id: 2, settings: { ...settings, pattern: "WARN" } });
    await vi.waitFor(() => expect(kinds(answers)).toEqual(["1 analysis", "2 analysis"]));
    expect(answers.at(-1)).toMatchObject({ analysis: { counts: { events: 2, matches: 1 } } });
  });

  test("gives up what is overtaken, and tells how far it is", async () => {
    const { send, answers } = started();
    const many = "2014-11-05T19:11:03Z ERROR disk full\n".repeat(200_000);
    send({ id: 1, settings, events: many });
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0), 20_000);
    send({ id: 2, settings, events: "ERROR" });
    await vi.waitFor(() => expect(kinds(answers)).toEqual(["2 analysis"]), 20_000);
    const done = answers.flatMap((answer) => (answer.kind === "progress" ? [answer.done] : []));
    for (const part of done) expect(part).toBeLessThanOrEqual(1);
  });
});

describe("the page's side", () => {
  const workers: { sent: Request[]; isOver: boolean; answer: (answer: Answer) => void }[] = [];
  const heard: unknown[] = [];

  const listener = {
    progress: (done: number) => void heard.push(done),
    analysis: (analysis: unknown) => void heard.push(analysis),
    failure: (message: string) => void heard.push(message),
  };

  function start(): WorkerHandle {
    const worker = { sent: [] as Request[], isOver: false, answer: (_answer: Answer) => {} };
    workers.push(worker);
    return {
      postMessage: (request) => void worker.sent.push(request),
      terminate: () => {
        worker.isOver = true;
      },
      addEventListener: (name: string, told: unknown) => {
        if (name === "message") worker.answer = (data) => (told as (event: { data: Answer }) => void)({ data });
      },
    };
  }

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance"] });
    workers.length = 0;
    heard.length = 0;
  });
  afterEach(() => vi.useRealTimers());

  test("sends the events only when they are others", () => {
    const client = new Client(start, listener);
    client.analyse({ ...DEFAULTS, events: "a" });
    client.analyse({ ...DEFAULTS, events: "a", pattern: "b" });
    client.analyse({ ...DEFAULTS, events: "c" });
    expect(workers[0]!.sent.map(({ events, settings }) => [events, settings.events])).toEqual([
      ["a", ""],
      [undefined, ""],
      ["c", ""],
    ]);
  });

  test("hears the newest request only", () => {
    const client = new Client(start, listener);
    client.analyse(DEFAULTS);
    client.analyse(DEFAULTS);
    workers[0]!.answer({ id: 1, kind: "progress", done: 0.5 });
    workers[0]!.answer({ id: 1, kind: "failure", message: "old" });
    workers[0]!.answer({ id: 2, kind: "progress", done: 0.7 });
    workers[0]!.answer({ id: 2, kind: "failure", message: "new" });
    expect(heard).toEqual([0.7, "new"]);
  });

  test("replaces a worker that has long been silent, and gives the next one the events", () => {
    const client = new Client(start, listener);
    client.analyse({ ...DEFAULTS, events: "a" });
    vi.advanceTimersByTime(3000);
    workers[0]!.answer({ id: 1, kind: "progress", done: 0.1 });
    vi.advanceTimersByTime(3000);
    client.analyse({ ...DEFAULTS, events: "a", pattern: "b" });
    expect(workers).toHaveLength(1);
    vi.advanceTimersByTime(4500);
    client.analyse({ ...DEFAULTS, events: "a", pattern: "c" });
    expect(workers.map(({ isOver }) => isOver)).toEqual([true, false]);
    expect(workers[1]!.sent.map(({ events }) => events)).toEqual(["a"]);
  });

  test("lets an idle worker be silent as long as it likes", () => {
    const client = new Client(start, listener);
    client.analyse(DEFAULTS);
    workers[0]!.answer({ id: 1, kind: "failure", message: "" });
    vi.advanceTimersByTime(60_000);
    client.analyse(DEFAULTS);
    expect(workers).toHaveLength(1);
  });
});
