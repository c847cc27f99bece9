// Holds: how many threads search, and where their program is.
// In: what is to be read, what the user says. Out: a number; a crew.
// Always: one where more would not pay.

import { availableParallelism } from "node:os";
import { filesOf } from "../replay/sources/walk.ts";
import { Crew } from "./crew.ts";
import type { SearchOptions } from "./search.ts";
import type { SearchCrew } from "./searching.ts";

/** More threads than this are started only when they are asked for: each takes its memory. */
const MOST = 8;

/** To start a thread takes as long as to search some hundred MB of plain lines: by default what is less is searched by one. */
const MUCH = 512 * 1024 * 1024;
const MANY = 1000;

/** How many times longer a byte takes when it is compressed, as far as names tell, and when each event is read for its time. */
const COMPRESSED = 16;
const READ = 8;

/** @param wanted Infinity when nothing is said. */
export function jobsFor(paths: readonly string[], wanted: number, { max, json }: SearchOptions): number {
  // The first ones are found soonest by who begins in front.
  if (Number.isFinite(max)) return 1;
  if (Number.isFinite(wanted)) return wanted;
  const cores = Math.min(availableParallelism(), MOST);
  return cores > 1 && isMuch(paths, json ? READ : 1) ? cores : 1;
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

/** Workers that search. */
export function hire(count: number): SearchCrew {
  // Beside this file, as a source and as it is built.
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return new Crew(new URL(`./match-worker.${extension}`, import.meta.url), count);
}
