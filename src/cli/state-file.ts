// Holds: a replay put aside in a file, to go on from there another day.
// In: a path. Out: the state that was saved; or a file with the JSON of one.
// Always: what can't be read or written is told before any log is read; a file is replaced whole or not at all.

import { access, constants, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { MetricFilter } from "../metric/filter.ts";
import { reasonOf } from "../replay/sources/problem.ts";
import { checkState, type ReplayState } from "../replay/state.ts";
import { visible } from "../text/frame.ts";
import { Unusable } from "./usage.ts";

/** Reads a state, which has to be one of a replay with these filters. */
export async function readState(path: string, filters: readonly MetricFilter[]): Promise<ReplayState> {
  const name = visible(path);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EISDIR") throw new Unusable(`The state ${name} is a folder; --resume takes one file.`);
    throw new Unusable(`The state ${name} can't be read: ${visible(reasonOf(error))}.`);
  });
  const state = parsed(text);
  if (state === undefined) throw new Unusable(`The state ${name} can't be used: it is not JSON, as --save writes it.`);
  try {
    checkState(state, filters);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Unusable(`The state ${name} can't be used: ${error.message}`);
  }
  return state;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Refuses a path where no file can be written. */
export async function checkSavable(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) throw new Unusable(`The state can't be saved to ${visible(path)}: it is a folder.`);
  await access(dirname(path), constants.W_OK).catch((error: unknown) => refuse(path, error));
}

/** Writes a state beside the path first, and then puts it in its place. */
export async function saveState(path: string, state: ReplayState): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(draft, `${JSON.stringify(state)}\n`);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    refuse(path, error);
  }
}

function refuse(path: string, error: unknown): never {
  throw new Unusable(`The state can't be saved to ${visible(path)}: ${visible(reasonOf(error))}.`);
}
