// Holds: the measuring of a case.
// In: a case, how long to take. Out: its result.
// Always: counts are compared before anything is timed, and again at every turn; contenders take turns, each round beginning with
//   another one; the first round is dropped. Whoever is too slow for all the bytes gets the first part of them, and is held
//   against the base's count of that part.

import { countLines, head } from "../data/lines.ts";
import { type Case, type Contender, isAbsent, type Work } from "./contender.ts";
import { reasonOf } from "./reason.ts";
import type { CaseResult, Outcome } from "./result.ts";

export interface Pace {
  /** Rounds that count. */
  readonly rounds: number;
  /** Milliseconds that a turn takes at least, by going through the events again. */
  readonly turn: number;
  /** Milliseconds that going through the events once may take; beyond it a contender gets a part of them. */
  readonly longest: number;
}

interface Runner {
  readonly contender: Contender;
  readonly work: Work;
  readonly bytes: number;
  readonly count: number;
  /** How often it goes through its events in a turn. */
  readonly times: number;
  readonly runs: number[];
}

/** Enough to warm up with and to guess the speed from. */
const TASTE = 131_072;

export async function measureCase(one: Case, pace: Pace): Promise<CaseResult> {
  const { group, id, what, pattern, bytes } = one;
  const runners: Runner[] = [];
  const outcomes = new Map<string, Outcome>();
  const expected = new ExpectedCounts(one);
  for (const contender of one.contenders) {
    const made = isAbsent(contender)
      ? { ...contender, kind: "absent" as const }
      : await ready(one, contender, expected, pace);
    if ("work" in made) runners.push(made);
    else outcomes.set(made.name, made);
  }
  await takeTurns(runners, pace.rounds);
  for (const runner of runners) outcomes.set(runner.contender.name, outcomeOf(runner));
  for (const { work } of runners) await work.close?.();
  return {
    ...{ group, id, what, bytes: bytes.length, events: countLines(bytes) },
    ...(pattern === undefined ? {} : { pattern }),
    outcomes: one.contenders.map(({ name }) => outcomes.get(name)!),
  };
}

/** What the base counts in the first part of the bytes. */
class ExpectedCounts {
  readonly #base: Contender | undefined;
  readonly #known = new Map<number, number>();

  constructor({ contenders }: Case) {
    const [base] = contenders;
    this.#base = base === undefined || isAbsent(base) ? undefined : base;
  }

  async of(bytes: Uint8Array, contender: Contender, count: number): Promise<number> {
    if (contender === this.#base) this.#known.set(bytes.length, count);
    const known = this.#known.get(bytes.length);
    if (known !== undefined || this.#base === undefined) return known ?? count;
    const work = await this.#base.prepare(bytes);
    const counted = await work.run();
    await work.close?.();
    this.#known.set(bytes.length, counted);
    return counted;
  }
}

/** Prepares a contender, or says why it is left out. */
async function ready(one: Case, contender: Contender, expected: ExpectedCounts, pace: Pace): Promise<Runner | Outcome> {
  const named = namesOf(contender);
  try {
    const part = one.isWhole === true ? one.bytes : await affordable(one.bytes, contender, pace.longest);
    const work = await contender.prepare(part);
    const { count, time } = await timed(work);
    const wanted = contender.isBound === true ? count : await expected.of(part, contender, count);
    if (count === wanted) {
      const times = one.isWhole === true ? 1 : Math.max(1, Math.ceil(pace.turn / time));
      return { contender, work, bytes: part.length, count, times, runs: [] };
    }
    await work.close?.();
    return { ...named, kind: "disagrees", count, expected: wanted };
  } catch (error) {
    return { ...named, kind: "absent", reason: reasonOf(error) };
  }
}

/** All the bytes, or half of them as often as it takes. */
async function affordable(bytes: Uint8Array, contender: Contender, longest: number): Promise<Uint8Array> {
  const taste = head(bytes, TASTE);
  const work = await contender.prepare(taste);
  const first = await timed(work);
  // The second time is the warmer one; whoever is too slow for that is judged by the first.
  const { time } = first.time > longest ? first : await timed(work);
  await work.close?.();
  let size = bytes.length;
  while (size / 2 > taste.length && (time / taste.length) * size > longest) size /= 2;
  const isSlow = (time / taste.length) * size > longest;
  return isSlow ? taste : head(bytes, Math.ceil(size));
}

async function timed(work: Work): Promise<{ count: number; time: number }> {
  const started = performance.now();
  const counted = work.run();
  const count = typeof counted === "number" ? counted : await counted;
  return { count, time: performance.now() - started };
}

async function takeTurns(runners: readonly Runner[], rounds: number): Promise<void> {
  for (let round = 0; round <= rounds; round++) {
    for (let place = 0; place < runners.length; place++) {
      const runner = runners[(place + round) % runners.length]!;
      const time = await turn(runner);
      if (round > 0) runner.runs.push(time);
    }
  }
}

/** Milliseconds for going through the events once. */
export async function turn({ contender, work, count, times }: Omit<Runner, "runs">): Promise<number> {
  const started = performance.now();
  for (let time = 0; time < times; time++) {
    const counted = work.run();
    const found = typeof counted === "number" ? counted : await counted;
    if (found !== count) throw new Error(`${contender.name} found ${found} this time, ${count} before`);
  }
  return (performance.now() - started) / times;
}

function outcomeOf({ contender, bytes, count, runs }: Runner): Outcome {
  return { ...namesOf(contender), kind: "measured", count, bytes, runs };
}

function namesOf({ name, note, isBound, isOurs }: Contender): Pick<Outcome, "name" | "note" | "isBound" | "isOurs"> {
  return {
    name,
    ...(note === undefined ? {} : { note }),
    ...(isBound === undefined ? {} : { isBound }),
    ...(isOurs === undefined ? {} : { isOurs }),
  };
}
