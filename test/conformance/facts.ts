// Holds: the way from the data files of facts about filter patterns to rows.
// In: filter-patterns.json, patterns.json; a folder of more facts, if there is one. Out: one row per pattern and source.
// Always: an event whose name starts with "@" stands for the long event of that name; of the events of a set named in `on`,
// those not listed under `matches` are known not to match.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** O observed on the service, D documented, I inferred from either. */
type Mark = "O" | "D" | "I";

export interface Fact {
  readonly event: string;
  readonly matches: boolean;
  /** Absent when not known. */
  readonly extracted?: Readonly<Record<string, string>>;
}

export interface PatternFacts {
  readonly pattern: string;
  readonly mark: Mark;
  readonly source: string;
  readonly facts: readonly Fact[];
}

type Match = string | readonly [event: string, extracted: Readonly<Record<string, string>>];

interface FactFile {
  readonly events: Readonly<Record<string, string>>;
  readonly sets: Readonly<Record<string, readonly string[]>>;
  readonly facts: readonly {
    readonly pattern: string;
    readonly mark: Mark;
    readonly source: string;
    readonly on?: readonly string[];
    readonly matches: readonly Match[];
    readonly misses?: readonly string[];
  }[];
}

/** Which patterns the service accepts, which it refuses and in which words, and which nobody has told of. */
interface VerdictFile {
  readonly accepted: Readonly<Record<string, readonly string[]>>;
  readonly refused: readonly Refusal[];
  readonly unknown: readonly string[];
}

export interface Refusal {
  readonly pattern: string;
  readonly source: string;
  /** Absent when only the refusal is known, not its words. */
  readonly error?: string;
  readonly context?: "subscription-filter";
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
}

export function readFacts(): readonly PatternFacts[] {
  const file = readJson("filter-patterns.json") as FactFile;
  return file.facts.map(({ pattern, mark, source, on = [], matches, misses = [] }) => {
    const facts = new Map<string, Fact>();
    const add = (named: string, fact: Omit<Fact, "event">): void => {
      const event = named.startsWith("@") ? file.events[named]! : named;
      facts.set(event, { event, ...fact });
    };
    for (const event of [...on.flatMap((set) => file.sets[set]!), ...misses]) add(event, { matches: false });
    for (const match of matches) {
      if (typeof match !== "string") add(match[0], { matches: true, extracted: match[1] });
      // Only space-delimited patterns extract anything. [O]
      else add(match, pattern.startsWith("[") ? { matches: true } : { matches: true, extracted: {} });
    }
    return { pattern, mark, source, facts: [...facts.values()] };
  });
}

export function readVerdicts(): VerdictFile {
  return readJson("patterns.json") as VerdictFile;
}

/** The folder of further facts: `TOCSIN_CASES`, or one beside the project; undefined when there is none. */
export function casesFolder(): string | undefined {
  const folder = process.env.TOCSIN_CASES ?? fileURLToPath(new URL("../../../shared/cases", import.meta.url));
  return existsSync(folder) ? folder : undefined;
}

/** The rows of a file of JSON lines in that folder; none when it isn't there. */
export function readCases<Row>(name: string): readonly Row[] {
  const folder = casesFolder();
  const path = folder === undefined ? undefined : join(folder, name);
  if (path === undefined || !existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Row);
}
