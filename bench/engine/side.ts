// Holds: one of two builds that are compared: a process that works when it is told to.
// In: the entry and settings as arguments; requests. Out: an answer a request.
// Always: idle while the other one works; the same cases in the same order in both.

import { countLines, head } from "../data/lines.ts";
import { Bench } from "./bench.ts";
import { loadBuild } from "./build.ts";
import { CLASSES } from "./classes/all.ts";
import { type Absent, type Case, type Contender, type Group, isAbsent, type Work } from "./contender.ts";
import { reasonOf } from "./reason.ts";
import { turn } from "./rounds.ts";

export interface SideSettings {
  readonly entry: string;
  readonly only: readonly Group[];
  readonly size: number;
  readonly fileSize: number;
  readonly data: readonly string[];
}

export type Request =
  /** Goes on to the next case. */
  | { readonly kind: "next" }
  /** Gets ready for so many of its bytes, and goes through them once. */
  | { readonly kind: "prepare"; readonly size: number }
  | { readonly kind: "turn"; readonly times: number }
  | { readonly kind: "end" };

export type Answer =
  | {
      readonly kind: "case";
      readonly name: string;
      readonly group: Group;
      readonly bytes: number;
      readonly isWhole: boolean;
    }
  | {
      readonly kind: "prepared";
      readonly count: number;
      readonly bytes: number;
      readonly events: number;
      readonly time: number;
    }
  | { readonly kind: "time"; readonly time: number }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "end" };

interface Ours {
  readonly one: Case;
  readonly contender: Contender | Absent;
}

class Side {
  readonly #bench: Bench;
  readonly #cases: AsyncIterator<Ours>;
  #current: Ours | undefined;
  #work: Work | undefined;
  #count = 0;

  constructor(bench: Bench, only: readonly Group[]) {
    this.#bench = bench;
    this.#cases = ours(bench, only);
  }

  async answer(request: Request): Promise<Answer> {
    try {
      if (request.kind === "next") return await this.#next();
      if (request.kind === "prepare") return await this.#prepare(request.size);
      if (request.kind === "turn") return { kind: "time", time: await this.#turn(request.times) };
    } catch (error) {
      return { kind: "failed", reason: reasonOf(error) };
    }
    this.#bench.close();
    return { kind: "end" };
  }

  async #next(): Promise<Answer> {
    await this.#work?.close?.();
    this.#work = undefined;
    const next = await this.#cases.next();
    this.#current = next.value;
    if (next.done === true) return { kind: "end" };
    const { one, contender } = next.value;
    const { group, id, what, bytes, isWhole = false } = one;
    return { kind: "case", name: `${group}/${id}: ${what}; ${contender.name}`, group, bytes: bytes.length, isWhole };
  }

  async #prepare(size: number): Promise<Answer> {
    const { one, contender } = this.#current!;
    if (isAbsent(contender)) throw new Error(contender.reason);
    await this.#work?.close?.();
    const bytes = head(one.bytes, size);
    this.#work = await contender.prepare(bytes);
    this.#count = await this.#work.run();
    const time = await this.#turn(1);
    return { kind: "prepared", count: this.#count, bytes: bytes.length, events: countLines(bytes), time };
  }

  #turn(times: number): Promise<number> {
    const { contender } = this.#current!;
    return turn({ contender: contender as Contender, work: this.#work!, bytes: 0, count: this.#count, times });
  }
}

async function* ours(bench: Bench, only: readonly Group[]): AsyncGenerator<Ours, undefined> {
  for (const group of only) {
    if (group === "memory") continue;
    for await (const one of CLASSES[group](bench)) {
      for (const contender of one.contenders) {
        if (contender.name === "tocsin" || (!isAbsent(contender) && contender.isOurs === true))
          yield { one, contender };
      }
    }
  }
  return undefined;
}

const { entry, only, ...settings } = JSON.parse(process.argv[2]!) as SideSettings;
const side = new Side(new Bench({ ...settings, isQuick: true, build: await loadBuild(entry) }), only);
process.on("message", async (request: Request) => {
  process.send!(await side.answer(request));
  if (request.kind === "end") process.disconnect();
});
process.send!({ kind: "end" } satisfies Answer);
