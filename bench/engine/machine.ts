// Holds: what a run was made on, and with what.
// In: nothing. Out: rows of a table.
// Always: a program or package that is missing is named.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const PACKAGES = ["sift", "mingo", "jsonata", "json-rules-engine", "@duckdb/node-api"];
const PROGRAMS = ["jq", "rg", "grep", "gzip"];

type Rows = readonly (readonly [what: string, value: string])[];

export function machine(isDist: boolean): Rows {
  const [load] = loadavg();
  return [
    [
      "machine",
      `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}`,
    ],
    ["load before", load!.toFixed(2)],
    ["Node", `${process.versions.node} (V8 ${process.versions.v8})`],
    ["tocsin", `${version(ROOT)}, ${revision()}, from ${isDist ? "dist" : "src"}`],
    ...PACKAGES.map((name) => [name, version(join(ROOT, "node_modules", name))] as const),
    ...PROGRAMS.map((name) => [name, programVersion(name)] as const),
  ];
}

/** Somebody else at work spoils what is measured, workers and comparisons most. */
export function tellBusy(): void {
  const [load] = loadavg();
  if (load! > cpus().length / 4)
    console.log(`note: the machine is busy (load ${load!.toFixed(2)}); spreads will be wide\n`);
}

function version(folder: string): string {
  try {
    return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
  } catch {
    return "not installed";
  }
}

function revision(): string {
  const git = (...args: readonly string[]): string =>
    spawnSync("git", args, { cwd: ROOT, encoding: "utf8" }).stdout ?? "";
  const short = git("rev-parse", "--short", "HEAD").trim();
  const isChanged = git("status", "--porcelain", "--", "src").trim() !== "";
  return short === "" ? "no revision" : `revision ${short}${isChanged ? " with changes" : ""}`;
}

function programVersion(name: string): string {
  const { stdout, error } = spawnSync(name, ["--version"], { encoding: "utf8" });
  return error === undefined ? stdout.trim().split("\n")[0]! : "not installed";
}
