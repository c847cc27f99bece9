// Holds: programs that are started, asked and waited for.
// In: a command line. Out: contenders that count by it.
// Always: the time is that of the whole process, start included; a program that is not there is told.

import { spawnSync } from "node:child_process";
import { basename, join } from "node:path";
import type { Absent, Contender } from "./contender.ts";

export interface Command {
  readonly name: string;
  readonly note?: string;
  readonly isOurs?: boolean;
  readonly isBound?: boolean;
  readonly program: string;
  readonly arguments: readonly string[];
  /** Reads the answer out of the output; left out, the output is a number. */
  readonly countOf?: (output: string) => number;
}

/** A program that prints how many events match. */
export function command({ program, arguments: args, countOf = numberIn, ...named }: Command): Contender | Absent {
  if (!isThere(program)) return { name: named.name, reason: `${program} is not installed` };
  return { ...named, prepare: () => ({ run: () => counted(program, args, countOf) }) };
}

/** Our own programs, run by this Node. */
export function script(name: string): string {
  return join(import.meta.dirname, "scripts", name);
}

function isThere(program: string): boolean {
  return program.includes("/") || spawnSync(program, ["--version"]).error === undefined;
}

/** `grep -c` and `tocsin match` say 1 when nothing matched. */
function counted(program: string, args: readonly string[], countOf: (output: string) => number): number {
  const { stdout, stderr, status, error } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1e8 });
  if (error !== undefined) throw error;
  const isFine = status === 0 || (status === 1 && stderr === "");
  const count = isFine ? countOf(stdout) : Number.NaN;
  if (Number.isNaN(count)) throw new Error(`${basename(program)} failed: ${stderr.trim() || stdout.slice(0, 100)}`);
  return count;
}

function numberIn(output: string): number {
  return /^\d+\s*$/.test(output) ? Number(output) : Number.NaN;
}
