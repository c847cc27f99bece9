// Holds: how much memory is held: by `tocsin match` over files of several sizes, and by sets of patterns.
// In: a bench. Out: rows in megabytes.
// Always: each number is of a process of its own.

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { head, textsOf } from "../data/lines.ts";
import type { Bench } from "./bench.ts";
import { script } from "./processes.ts";
import { questionOf, type Trail } from "./question.ts";
import type { MemoryRow } from "./result.ts";
import { rulesOf } from "./rule.ts";

export function memoryRows(bench: Bench): readonly MemoryRow[] {
  return [...streams(bench), ...sets(bench)];
}

function streams(bench: Bench): readonly MemoryRow[] {
  const { bytes } = bench.trailFile();
  return [8, 1].flatMap((part) => {
    const some = head(bytes, Math.floor(bytes.length / part));
    const path = bench.path(`part-${part}.ndjson`);
    writeFileSync(path, some);
    const size = `a file of ${Math.round(some.length / 1e6)} MB`;
    const { cli } = bench.build;
    const pattern = questionOf("common").pattern;
    return [
      cli === undefined
        ? { what: `tocsin match, ${size}`, megabytes: undefined, reason: "dist/cli.cjs is missing" }
        : peak(`tocsin match, ${size}`, [cli, "match", "--count", pattern, path]),
      peak(`node: readline + JSON.parse, ${size}`, [script("readline.mjs"), path, "common"]),
    ];
  });
}

function peak(what: string, args: readonly string[]): MemoryRow {
  const { stderr } = spawnSync(process.execPath, ["--import", script("peak.mjs"), ...args], { encoding: "utf8" });
  const found = /\npeak (\d+)\n/.exec(stderr);
  if (found === null) return { what, megabytes: undefined, reason: stderr.trim().split("\n")[0] ?? "" };
  return { what, megabytes: (Number(found[1]) * 1024) / 1e6 };
}

function sets(bench: Bench): readonly MemoryRow[] {
  const { build } = bench;
  const some = head(bench.trail(), 1_000_000);
  const events = textsOf(some).map((text) => JSON.parse(text) as Trail);
  const eventFile = bench.path("some.ndjson");
  writeFileSync(eventFile, some);
  return (bench.isQuick ? [1000] : [100, 1000, 10_000]).map((count) => {
    const what = `a set of ${count.toLocaleString("en")} patterns, two equalities each`;
    const patterns = rulesOf("equalities", bench.random(), events, count).map(({ pattern }) => pattern);
    const patternFile = bench.path(`patterns-${count}.json`);
    writeFileSync(patternFile, JSON.stringify(patterns));
    const args = ["--expose-gc", script("hold.mjs"), pathToFileURL(build.entry).href, patternFile, eventFile];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    const megabytes = Number.parseFloat(stdout);
    return Number.isNaN(megabytes)
      ? { what, megabytes: undefined, reason: stderr.trim().split("\n")[0] ?? "" }
      : { what, megabytes };
  });
}
