// Holds: the way from the paths a user names to the files to be read.
// In: paths of files and folders, `-` for standard input. Out: paths of files, one at a time.
// Always: folders are walked in order of name, by code unit, the same on every machine; names that begin with a dot are left out
// inside folders (not when named); a folder that links back to itself is walked once.

import { readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { reasonOf } from "./problem.ts";

export interface FoundFile {
  readonly path: string;
  /** When the file was last written, in epoch milliseconds; undefined for standard input and pipes. */
  readonly modified: number | undefined;
}

type Unreadable = (path: string, reason: string) => void;

/** The files behind the named paths. What can't be read is told and passed over. */
export function* filesOf(inputs: Iterable<string>, unreadable: Unreadable): Generator<FoundFile> {
  for (const input of inputs) {
    if (input === "-") yield { path: "-", modified: undefined };
    else yield* filesUnder(input, true, new Set(), unreadable);
  }
}

/** @param above the real paths of the folders that hold this one. */
function* filesUnder(
  path: string,
  named: boolean,
  above: ReadonlySet<string>,
  unreadable: Unreadable,
): Generator<FoundFile> {
  try {
    const found = statSync(path);
    if (!found.isDirectory()) {
      // A pipe that the user names is read; one met in a folder could wait forever.
      if (named || found.isFile()) yield { path, modified: found.isFile() ? found.mtimeMs : undefined };
      else unreadable(path, "not a regular file");
      return;
    }
  } catch (error) {
    unreadable(path, reasonOf(error));
    return;
  }
  let names: string[];
  let real: string;
  try {
    real = realpathSync(path);
    names = readdirSync(path);
  } catch (error) {
    unreadable(path, reasonOf(error));
    return;
  }
  if (above.has(real)) {
    unreadable(path, "a link back to a folder that holds it");
    return;
  }
  const within = new Set(above).add(real);
  for (const name of names.sort(byCodeUnit)) {
    if (!name.startsWith(".")) yield* filesUnder(join(path, name), false, within, unreadable);
  }
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
