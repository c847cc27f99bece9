// Holds: a build of tocsin, as its users have it.
// In: the path of its entry. Out: the functions that are measured, and contenders made of them.
// Always: a build without `scanLines` or sets is measured by what it has, and says so.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { compilePattern, compilePatternSet, scanLines } from "../../src/index.ts";
import type { Absent, Contender } from "./contender.ts";

interface PublicFace {
  readonly compilePattern: typeof compilePattern;
  readonly compilePatternSet?: typeof compilePatternSet;
  readonly scanLines?: typeof scanLines;
}

export interface Build {
  readonly entry: string;
  readonly face: PublicFace;
  /** The command line that belongs to it; undefined when it was not built. */
  readonly cli: string | undefined;
}

export async function loadBuild(entry: string): Promise<Build> {
  const face = (await import(pathToFileURL(entry).href)) as PublicFace;
  // Older builds have another ending.
  const names = ["cli.cjs", "cli.js"].flatMap((name) => [name, `../dist/${name}`]);
  const cli = names.map((name) => join(dirname(entry), name)).find((path) => existsSync(path));
  return { entry, face, cli };
}

/** One pattern over the lines of some bytes. */
export function single({ face }: Build, pattern: string): Contender {
  const { compilePattern, scanLines } = face;
  if (scanLines === undefined)
    return { name: "tocsin", note: "this build has no scanLines", isOurs: true, ...byLine(face, pattern) };
  return {
    name: "tocsin",
    isOurs: true,
    prepare: (bytes) => {
      const matcher = compilePattern(pattern);
      return { run: () => scanLines(matcher, bytes) };
    },
  };
}

/** Each event given for itself, as bytes. */
export function byLine({ compilePattern }: PublicFace, pattern: string): Pick<Contender, "prepare"> {
  return {
    prepare: (bytes) => {
      const matcher = compilePattern(pattern);
      return {
        run: () => {
          let count = 0;
          for (let start = 0; start < bytes.length; ) {
            const feed = bytes.indexOf(10, start);
            const end = feed === -1 ? bytes.length : feed;
            if (matcher.test(bytes.subarray(start, end))) count++;
            start = end + 1;
          }
          return count;
        },
      };
    },
  };
}

/** Which lines match any of the patterns: counted in lines; or which patterns match which lines: counted in pairs. */
export function set({ face }: Build, patterns: readonly string[], counted: "lines" | "pairs"): Contender | Absent {
  const { compilePatternSet, scanLines } = face;
  if (compilePatternSet === undefined || scanLines === undefined)
    return { name: "tocsin", reason: "this build has no sets" };
  let compiled: ReturnType<typeof compilePatternSet> | undefined;
  return {
    name: "tocsin",
    isOurs: true,
    prepare: (bytes) => {
      compiled ??= compilePatternSet(patterns);
      const patternSet = compiled;
      if (counted === "lines") return { run: () => scanLines(patternSet, bytes) };
      return {
        run: () => {
          let pairs = 0;
          scanLines(patternSet, bytes, (_start, _end, found) => {
            pairs += found.length;
          });
          return pairs;
        },
      };
    },
  };
}

/** The same patterns, compiled and asked one by one. */
export function oneByOne({ face }: Build, patterns: readonly string[]): Contender | Absent {
  const { compilePattern, scanLines } = face;
  const name = "tocsin, one pattern after the other";
  if (scanLines === undefined) return { name, reason: "this build has no scanLines" };
  return {
    name,
    isOurs: true,
    prepare: (bytes) => {
      const matchers = patterns.map((pattern) => compilePattern(pattern));
      return { run: () => matchers.reduce((pairs, matcher) => pairs + scanLines(matcher, bytes), 0) };
    },
  };
}
