// Holds: how many threads read, and where their program is.
// In: what is to be read, what the user says. Out: a number; a crew.
// Always: one where more would not pay.

import { availableParallelism } from "node:os";
import { filesOf } from "../replay/sources/walk.ts";
import type { Crew } from "./crew.ts";

/** More threads than this are started only when they are asked for: each takes its memory. */
const MOST = 8;

/** To start a thread takes as long as to search some hundred MB of plain lines: by default what is less is read by one. */
const MUCH = 512 * 1024 * 1024;
const MANY = 1000;

/** How many times longer a byte takes when it is compressed, as far as names tell. */
const COMPRESSED = 16;

/** @param wanted Infinity when nothing is said.
 * @param times how many times longer a byte takes than to be searched. */
export function jobsFor(paths: readonly string[], wanted: number, times: number): number {
  if (Number.isFinite(wanted)) return wanted;
  const cores = Math.min(availableParallelism(), MOST);
  return cores > 1 && isMuch(paths, times) ? cores : 1;
}

function isMuch(paths: readonly string[], times: number): boolean {
  let files = 0;
  let work = 0;
  for (const { path, size } of filesOf(paths, () => {})) {
    files++;
    work += size * (path.endsWith(".gz") ? COMPRESSED : times);
    if (files >= MANY || work >= MUCH) return true;
  }
  return false;
}

/** The workers of a command, beside its first thread; undefined where that one does.
 * @param count how many threads there are in all. */
export async function hire<Setup, Task, Piece>(
  worker: "match-worker" | "replay-worker",
  count: number,
): Promise<Crew<Setup, Task, Piece> | undefined> {
  if (count === 1) return undefined;
  const { Crew } = await import("./crew.ts");
  // Beside this file, as a source and as it is built.
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "cjs";
  return new Crew(new URL(`./${worker}.${extension}`, import.meta.url), count - 1);
}
