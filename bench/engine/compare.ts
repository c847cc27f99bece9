// Holds: what a change costs: `node bench/engine/compare.ts <revision> [revision]`.
// In: two revisions, or one and the files as they stand. Out: a line a case: both speeds, their ratio, a verdict; a line a class.
// Always: both builds go through the same bytes in turns, each in a process of its own, who begins changing every round; other counts
//   are told and not timed; exit code 1 when anything became slower or counts otherwise.

import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tellBusy } from "./machine.ts";
import { quartiles } from "./result.ts";
import { SETTINGS_HELP, type Settings, settingsOrHelp } from "./settings.ts";
import type { Answer, Request, SideSettings } from "./side.ts";
import { figure, type Table, text } from "./table.ts";
import { nameOf, unpackedBuild } from "./unpacked.ts";
import { type Comparison, compare } from "./verdict.ts";

const HELP = `node bench/engine/compare.ts <revision> [revision] [options]

Without a second revision: the files as they stand.

${SETTINGS_HELP}`;

/** Bytes that tell how quick a build is; milliseconds a turn; and at most. */
const TASTE = 131_072;
const TURN = 25;
const LONGEST = 400;

interface CaseComparison {
  readonly group: string;
  readonly name: string;
  readonly before: number;
  readonly after: number;
  readonly comparison: Comparison;
}

type Prepared = Extract<Answer, { kind: "prepared" }>;

async function started(entry: string, { only, size, fileSize, data }: Settings): Promise<ChildProcess> {
  const settings: SideSettings = { entry, only, size, fileSize, data };
  const side = fork(join(import.meta.dirname, "side.ts"), [JSON.stringify(settings)]);
  await heard(side);
  return side;
}

async function ask(side: ChildProcess, request: Request): Promise<Answer> {
  const answer = heard(side);
  side.send(request);
  return await answer;
}

/** What a side says next; an error when it ends instead. */
function heard(side: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error("one of the two builds ended before its time"));
    side.once("exit", ended);
    side.once("message", (answer: Answer) => {
      side.off("exit", ended);
      resolve(answer);
    });
  });
}

/** Both answers to the same request, one after the other. */
async function askBoth(sides: readonly ChildProcess[], request: Request): Promise<readonly [Answer, Answer]> {
  const before = await ask(sides[0]!, request);
  return [before, await ask(sides[1]!, request)];
}

/** Prepares both for as many of a case's bytes as the slower one can go through in time; a sentence when they can't be compared. */
async function prepared(
  sides: readonly ChildProcess[],
  bytes: number,
  isWhole: boolean,
): Promise<readonly Prepared[] | string> {
  let size = bytes;
  if (!isWhole) {
    const taste = await askBoth(sides, { kind: "prepare", size: TASTE });
    const slowest = Math.max(...taste.map((answer) => (answer.kind === "prepared" ? answer.time / answer.bytes : 0)));
    while (size > TASTE && slowest * size > LONGEST) size = Math.ceil(size / 2);
  }
  const answers = await askBoth(sides, { kind: "prepare", size });
  const failed = answers.flatMap((answer, side) =>
    answer.kind === "failed" ? [`${side === 0 ? "before" : "after"}: ${answer.reason}`] : [],
  );
  if (failed.length > 0) return `left out: ${failed.join("; ")}`;
  return answers as unknown as readonly Prepared[];
}

async function compared(sides: readonly ChildProcess[], bytes: number, isWhole: boolean, rounds: number) {
  const both = await prepared(sides, bytes, isWhole);
  if (typeof both === "string") return both;
  const [before, after] = both;
  if (before!.count !== after!.count) return `OTHER ANSWER: ${before!.count} before, ${after!.count} after`;
  const times = isWhole ? 1 : Math.ceil(TURN / Math.min(before!.time, after!.time));
  const taken: readonly [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    for (const place of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const answer = await ask(sides[place]!, { kind: "turn", times });
      if (answer.kind !== "time") return `left out: ${answer.kind === "failed" ? answer.reason : "no time"}`;
      if (round > 0) taken[place as 0 | 1].push(answer.time);
    }
  }
  const [a, b] = taken.map((runs) => before!.bytes / 1000 / quartiles(runs).median);
  return { before: a!, after: b!, comparison: compare(...taken) };
}

async function compareAll(
  sides: readonly ChildProcess[],
  rounds: number,
): Promise<{ found: CaseComparison[]; odd: string[] }> {
  const found: CaseComparison[] = [];
  const odd: string[] = [];
  for (;;) {
    const [one] = await askBoth(sides, { kind: "next" });
    if (one.kind === "failed") throw new Error(one.reason);
    if (one.kind !== "case") return { found, odd };
    const result = await compared(sides, one.bytes, one.isWhole, one.isWhole ? Math.min(rounds, 7) : rounds);
    if (typeof result === "string") {
      odd.push(`${one.name}: ${result}`);
      console.log(`${one.name}\n  ${result}`);
      continue;
    }
    found.push({ group: one.group, name: one.name, ...result });
    console.log(`${one.name}\n  ${shown(result)}`);
  }
}

function shown({ before, after, comparison }: Pick<CaseComparison, "before" | "after" | "comparison">): string {
  const { ratio, low, high, verdict } = comparison;
  return `${figure(before)} → ${figure(after)} MB/s, × ${ratio.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)}): ${verdict}`;
}

/** A line a class: the geometric mean of its cases' ratios, and how many went which way. */
function classTable(found: readonly CaseComparison[]): Table {
  const groups = [...new Set(found.map(({ group }) => group))];
  const rows = groups.map((group) => {
    const cases = found.filter((one) => one.group === group);
    const mean = Math.exp(cases.reduce((sum, { comparison }) => sum + Math.log(comparison.ratio), 0) / cases.length);
    const many = (verdict: string): string =>
      String(cases.filter(({ comparison }) => comparison.verdict === verdict).length);
    const isSlower = cases.some(({ comparison }) => comparison.verdict === "regression");
    const isQuicker = cases.some(({ comparison }) => comparison.verdict === "improvement");
    const verdict = isSlower ? (isQuicker ? "mixed" : "regression") : isQuicker ? "improvement" : "noise";
    return [group, `× ${mean.toFixed(3)}`, many("improvement"), many("regression"), many("noise"), verdict];
  });
  return { title: "Classes", head: ["class", "mean", "improvements", "regressions", "noise", "verdict"], rows };
}

async function main(settings: Settings): Promise<number> {
  const [before = "HEAD", after] = settings.positionals;
  tellBusy();
  console.log(`before: ${nameOf(before)}\nafter:  ${nameOf(after)}\n`);
  const folder = mkdtempSync(join(tmpdir(), "tocsin-compare-"));
  const sides: ChildProcess[] = [];
  try {
    const entries = [unpackedBuild(before, join(folder, "before")), unpackedBuild(after, join(folder, "after"))];
    for (const entry of entries) sides.push(await started(entry, settings));
    const { found, odd } = await compareAll(sides, settings.rounds ?? (settings.isQuick ? 11 : 21));
    await askBoth(sides, { kind: "end" });
    console.log(`\n${text(classTable(found))}`);
    const isWorse = found.some(({ comparison }) => comparison.verdict === "regression");
    return isWorse || odd.some((line) => line.includes("OTHER ANSWER")) ? 1 : 0;
  } finally {
    for (const side of sides) side.kill();
    rmSync(folder, { recursive: true });
  }
}

const settings = settingsOrHelp(HELP, { size: 8, quickSize: 2, fileSize: 32, quickFileSize: 8 }, 1, 2);
if (settings !== undefined) process.exitCode = await main(settings);
