// Holds: the cases of whole processes over a file: plain, and gzipped.
// In: a bench. Out: cases.
// Always: everybody reads the same file, which has just been written and so lies in memory.

import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Bench } from "../bench.ts";
import type { Absent, Case, Contender } from "../contender.ts";
import { type Command, command, script } from "../processes.ts";
import { questionOf } from "../question.ts";

export const READLINE_PROCESS = "node: readline + JSON.parse";
export const JQ = "jq";
export const DUCKDB = "DuckDB, one thread";
export const GUNZIP = "node: gunzip alone";

interface Asked {
  readonly id: string;
  readonly jq: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly where: string;
  readonly grep: string;
}

const ASKED: readonly Asked[] = [
  {
    id: "or",
    jq: '(.errorCode | strings) | endswith("UnauthorizedOperation") or startswith("AccessDenied")',
    columns: { errorCode: "VARCHAR" },
    where: "errorCode LIKE '%UnauthorizedOperation' OR errorCode LIKE 'AccessDenied%'",
    grep: '"errorCode":"([^"]*UnauthorizedOperation"|AccessDenied)',
  },
  {
    id: "common",
    jq: '.userIdentity.type? == "IAMUser"',
    columns: { userIdentity: "STRUCT(type VARCHAR)" },
    where: "userIdentity.type = 'IAMUser'",
    grep: '"userIdentity":\\{[^{}]*"type":"IAMUser"',
  },
];
const TEXTUAL = "asks about the text, not the property";

export function* processCases(bench: Bench): Iterable<Case> {
  const { path, bytes } = bench.trailFile();
  for (const asked of ASKED) {
    const { id, what, pattern } = questionOf(asked.id);
    const contenders = contendersOf(bench, asked, path);
    yield { group: "processes", id, what: `a file: ${what}`, pattern, bytes, contenders, isWhole: true };
  }
}

function contendersOf(
  bench: Bench,
  { id, jq, columns, where, grep }: Asked,
  path: string,
): readonly (Contender | Absent)[] {
  const node = (name: string, ...args: readonly string[]): Contender | Absent =>
    command({ name, program: process.execPath, arguments: args });
  const duckdb = (name: string, threads: string): Contender | Absent =>
    node(name, script("duckdb.mjs"), path, JSON.stringify(columns), where, threads);
  return [
    node(READLINE_PROCESS, script("readline.mjs"), path, id),
    ours(bench, "tocsin", questionOf(id).pattern, path),
    node("node: JSON.parse + closure", script("parse.mjs"), path, id),
    command({ name: JQ, program: "jq", arguments: ["-n", `reduce (inputs | select(${jq})) as $_ (0; . + 1)`, path] }),
    duckdb(DUCKDB, "1"),
    duckdb("DuckDB, two threads", "2"),
    command({
      name: "ripgrep",
      note: TEXTUAL,
      program: "rg",
      arguments: ["-c", "-j", "1", "--include-zero", grep, path],
    }),
    command({ name: "grep -E", note: TEXTUAL, program: "grep", arguments: ["-c", "-E", grep, path] }),
  ];
}

function ours(
  bench: Bench,
  name: string,
  pattern: string,
  path: string,
  ...options: readonly string[]
): Contender | Absent {
  return tocsin(bench, name, ["match", "--count", ...options, pattern, path]);
}

/** The command line as it is built. */
export function tocsin(
  { build: { cli } }: Bench,
  name: string,
  args: readonly string[],
  countOf?: Command["countOf"],
): Contender | Absent {
  if (cli === undefined) return { name, reason: "dist/cli.cjs is missing: npm run build" };
  const asked = countOf === undefined ? {} : { countOf };
  return command({ name, isOurs: true, program: process.execPath, arguments: [cli, ...args], ...asked });
}

/** The file gzipped: against nothing but unpacking it. */
export function* gzipCases(bench: Bench): Iterable<Case> {
  const { bytes } = bench.trailFile();
  const path = bench.path("trail.ndjson.gz");
  writeFileSync(path, gzipSync(bytes, { level: 6 }));
  const { id, what, pattern } = questionOf("or");
  const program = process.execPath;
  const contenders = [
    command({ name: "node: gunzip, readline + JSON.parse", program, arguments: [script("gunzip.mjs"), path, id] }),
    ours(bench, "tocsin", pattern, path),
    command({ name: GUNZIP, isBound: true, program, arguments: [script("gunzip.mjs"), path] }),
  ];
  yield { group: "gzip", id, what: `a gzipped file: ${what}`, pattern, bytes, contenders, isWhole: true };
}

/** The command line's own workers. */
export function jobs(bench: Bench, name: string, count: string, pattern: string, path: string): Contender | Absent {
  return ours(bench, name, pattern, path, "--jobs", count);
}
