// Holds: the way from the paths a user names to the files to be read.
// In: paths of files and folders, `-` for standard input. Out: paths of files, one at a time.
// Always: folders are walked in order of name, by code unit, the same on every machine; names that begin with a dot are left out
// inside folders (not when named); a folder that links back to itself is walked once.

import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { reasonOf } from "./problem.ts";

export interface FoundFile {
  readonly path: string;
  /** When the file was last written, in epoch milliseconds; undefined for standard input and pipes. */
  readonly modified: number | undefined;
  /** Its bytes; 0 for what has no size. */
  readonly size: number;
  /** The same for the same file, by whatever path it was found; undefined for what can be read again, or can't be told. */
  readonly identity: string | undefined;
  /** Whether it lies, as seen from the path the user named, in a folder of CloudTrail digest files. */
  readonly inDigests: boolean;
}

type Unreadable = (path: string, reason: string) => void;

/** Where CloudTrail delivers the digest files, which tell the hashes of its deliveries [D]. */
const DIGESTS = "CloudTrail-Digest";

/** Where the walk is. */
interface Place {
  readonly path: string;
  /** Its real path; undefined when that is not known yet. */
  readonly real: string | undefined;
  readonly named: boolean;
  readonly inDigests: boolean;
  /** The real paths of the folders that hold it. */
  readonly above: ReadonlySet<string>;
}

/** The files behind the named paths. What can't be read is told and passed over. */
export function* filesOf(inputs: Iterable<string>, unreadable: Unreadable): Generator<FoundFile> {
  for (const path of inputs) {
    if (path === "-") yield { path, modified: undefined, size: 0, identity: path, inDigests: false };
    else yield* filesUnder({ path, real: undefined, named: true, inDigests: false, above: new Set() }, unreadable);
  }
}

function* filesUnder(place: Place, unreadable: Unreadable): Generator<FoundFile> {
  const { path, named, inDigests } = place;
  let real: string;
  let entries: Dirent[];
  try {
    const found = statSync(path);
    if (!found.isDirectory()) {
      // A pipe that the user names is read; one met in a folder could wait forever.
      if (found.isFile()) {
        const identity = place.real ?? realpathSync(path);
        yield { path, modified: found.mtimeMs, size: found.size, identity, inDigests };
      } else if (named) yield { path, modified: undefined, size: 0, identity: undefined, inDigests };
      else unreadable(path, "not a regular file");
      return;
    }
    real = place.real ?? realpathSync(path);
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    unreadable(path, reasonOf(error));
    return;
  }
  if (place.above.has(real)) {
    unreadable(path, "a link back to a folder that holds it");
    return;
  }
  const above = new Set(place.above).add(real);
  for (const entry of entries.sort((a, b) => byCodeUnit(a.name, b.name))) {
    const { name } = entry;
    if (name.startsWith(".")) continue;
    const within = {
      path: join(path, name),
      // Asked for links only: the way from the root is long to look up for every file.
      real: entry.isSymbolicLink() ? undefined : join(real, name),
      named: false,
      inDigests: inDigests || name === DIGESTS,
      above,
    };
    yield* filesUnder(within, unreadable);
  }
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
