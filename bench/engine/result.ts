// Holds: what a run found out, as it is kept in a file.
// In: nothing. Out: types, and the arithmetic of medians and ratios.
// Always: times are milliseconds a run over `bytes`, one number a round; a ratio is of speeds, so that 2 is twice as fast.

import type { Group } from "./contender.ts";

interface Named {
  readonly name: string;
  readonly note?: string;
  /** Does a part of the work only. */
  readonly isBound?: boolean;
  readonly isOurs?: boolean;
}

export type Outcome = Named &
  (
    | { readonly kind: "measured"; readonly count: number; readonly bytes: number; readonly runs: readonly number[] }
    /** Its count is another than the base's on the same bytes: not timed. */
    | { readonly kind: "disagrees"; readonly count: number; readonly expected: number }
    | { readonly kind: "absent"; readonly reason: string }
  );
export type Measured = Extract<Outcome, { kind: "measured" }>;

export interface CaseResult {
  readonly group: Group;
  readonly id: string;
  readonly what: string;
  readonly pattern?: string;
  readonly bytes: number;
  readonly events: number;
  readonly outcomes: readonly Outcome[];
}

export interface MemoryRow {
  readonly what: string;
  readonly megabytes: number | undefined;
  readonly reason?: string;
}

export interface Results {
  readonly machine: readonly (readonly [what: string, value: string])[];
  readonly isQuick: boolean;
  readonly rounds: number;
  readonly cases: readonly CaseResult[];
  readonly memory: readonly MemoryRow[];
}

export interface Quartiles {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export function quartiles(values: readonly number[]): Quartiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number): number => {
    const place = (sorted.length - 1) * part;
    const below = sorted[Math.floor(place)]!;
    return below + (sorted[Math.ceil(place)]! - below) * (place % 1);
  };
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** Megabytes (10^6) a second. */
export function speed({ bytes, runs }: Measured): Quartiles {
  return quartiles(runs.map((run) => bytes / 1000 / run));
}

/** How many times as fast as the base, round by round: the machine's moods pass over both. */
export function ratio(ours: Measured, base: Measured): Quartiles {
  return quartiles(ours.runs.map((run, round) => base.runs[round]! / base.bytes / (run / ours.bytes)));
}

export function measuredOf(result: CaseResult | undefined, name: string): Measured | undefined {
  const found = result?.outcomes.find((outcome) => outcome.name === name);
  return found?.kind === "measured" ? found : undefined;
}
