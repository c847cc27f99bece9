// Holds: what is measured: cases, and who takes part in them.
// In: nothing. Out: types.
// Always: the first contender of a case is the base that the others are compared with; all of a case get the same bytes.

/** Somebody ready to work: everything that is done once, not per event, lies behind. */
export interface Work {
  /** Goes through all events once; gives how many match. */
  run(): number | Promise<number>;
  close?(): void | Promise<void>;
}

export interface Contender {
  readonly name: string;
  /** What a reader has to know to compare it. */
  readonly note?: string;
  /** tocsin itself: measured when revisions are compared. */
  readonly isOurs?: boolean;
  /** Does a part of the work only, as a bound for the rest: its count is not compared. */
  readonly isBound?: boolean;
  prepare(bytes: Uint8Array): Work | Promise<Work>;
}

/** Somebody who can't take part, and why. */
export interface Absent {
  readonly name: string;
  readonly reason: string;
}

export const GROUPS = [
  "terms",
  "json",
  "strings",
  "fields",
  "sets",
  "sizes",
  "processes",
  "gzip",
  "replay",
  "workers",
  "memory",
] as const;
export type Group = (typeof GROUPS)[number];

export interface Case {
  readonly group: Exclude<Group, "memory">;
  /** Unique in its group. */
  readonly id: string;
  readonly what: string;
  readonly pattern?: string;
  readonly bytes: Uint8Array;
  readonly contenders: readonly (Contender | Absent)[];
  /** Processes: the events are a file, always taken whole, once a turn. */
  readonly isWhole?: boolean;
}

export function isAbsent(one: Contender | Absent): one is Absent {
  return "reason" in one;
}
