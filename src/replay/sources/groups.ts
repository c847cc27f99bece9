// Holds: which log group the files under a path stand for.
// In: names of log groups with their paths. Out: the group of a file.
// Always: the longest path that holds the file wins; no path, no group.

import { resolve, sep } from "node:path";

/** Pairs of a log group's name and the file or folder (or `-`) that holds its events: a Map, an array of pairs, or an object. */
export type LogGroups = Iterable<readonly [name: string, path: string]> | Readonly<Record<string, string>>;

/** Gives a function from a file's path to the name of its log group. */
export function groupFinder(groups: LogGroups): (path: string) => string | undefined {
  const pairs =
    Symbol.iterator in groups ? [...(groups as Iterable<readonly [string, string]>)] : Object.entries(groups);
  const known = pairs.map(([name, path]) => ({ name, path: absolute(path) }));
  known.sort((a, b) => b.path.length - a.path.length);
  return (path) => {
    const file = absolute(path);
    return known.find((group) => holds(group.path, file))?.name;
  };
}

function absolute(path: string): string {
  return path === "-" ? path : resolve(path);
}

function holds(folder: string, file: string): boolean {
  return file === folder || file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
