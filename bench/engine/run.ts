// Holds: the speed of matching beside everybody else's: `node bench/engine/run.ts [--quick] [--only class,…] [--data file…]`.
// In: settings; data made by a seeded generator, or one's own. Out: tables; results as JSON; the measured part of a page.
// Always: same bytes, one run, counts compared before anything is timed; exit code 1 when tocsin gave another answer than the base.

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Bench } from "./bench.ts";
import { loadBuild } from "./build.ts";
import { CLASSES } from "./classes/all.ts";
import { machine, tellBusy } from "./machine.ts";
import { memoryRows } from "./memory.ts";
import { performancePage } from "./page.ts";
import type { CaseResult, MemoryRow, Results } from "./result.ts";
import { measureCase, type Pace } from "./rounds.ts";
import { SETTINGS_HELP, type Settings, settingsOrHelp } from "./settings.ts";
import { caseTable, goalTable, growthTables, lossTable, memoryTable, text } from "./table.ts";

const ROOT = join(import.meta.dirname, "../..");
const HELP = `node bench/engine/run.ts [options]

${SETTINGS_HELP}
  --dist             measure dist/ in place of src/ (processes always use dist/)
  --json FILE        write the results
  --from FILE        read results written before, and measure nothing
  --write PAGE       put them between the markers of a page`;

async function measure(settings: Settings): Promise<Results> {
  const { isQuick, isDist, only } = settings;
  const build = await loadBuild(join(ROOT, isDist ? "dist/index.js" : "src/index.ts"));
  const bench = new Bench({ ...settings, build });
  const pace = paceOf(settings);
  const about = [...machine(isDist), dataRow(settings)] as const;
  const cases: CaseResult[] = [];
  let memory: readonly MemoryRow[] = [];
  tellStale();
  tellBusy();
  for (const [what, value] of about) console.log(`${what.padEnd(18)} ${value}`);
  try {
    for (const group of only) {
      if (group === "memory") {
        memory = memoryRows(bench);
        continue;
      }
      for await (const one of CLASSES[group](bench)) {
        const result = await measureCase(
          one,
          one.isWhole === true ? { ...pace, rounds: Math.min(pace.rounds, 3) } : pace,
        );
        cases.push(result);
        console.log(`\n${text(caseTable(result))}`);
      }
    }
  } finally {
    bench.close();
  }
  return { machine: about, isQuick, rounds: pace.rounds, cases, memory };
}

function dataRow({ data, size, fileSize }: Settings): readonly [string, string] {
  const sizes = `${size / 1e6} MB a case, files of ${fileSize / 1e6} MB`;
  return ["data", `${data.length === 0 ? "made" : "JSON lines given by hand in place of the made ones"}, ${sizes}`];
}

function paceOf({ isQuick, rounds }: Settings): Pace {
  if (isQuick) return { rounds: rounds ?? 3, turn: 8, longest: 80 };
  return { rounds: rounds ?? 7, turn: 60, longest: 500 };
}

/** Processes are those of dist/: whoever forgot to build should know. */
function tellStale(): void {
  const cli = join(ROOT, "dist/cli.cjs");
  if (!existsSync(cli)) return;
  const built = statSync(cli).mtimeMs;
  const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" });
  const isStale = files.some((file) => statSync(join(ROOT, "src", file)).mtimeMs > built);
  if (isStale) console.log("note: dist/ is older than src/; npm run build makes it anew\n");
}

function tellAll(results: Results): void {
  const tables = [...growthTables(results), lossTable(results), goalTable(results)];
  if (results.memory.length > 0) tables.unshift(memoryTable(results));
  for (const table of tables) if (table.rows.length > 0) console.log(`\n${text(table)}`);
}

async function main(settings: Settings): Promise<number> {
  const { from, json, write } = settings;
  const results = from === undefined ? await measure(settings) : (JSON.parse(readFileSync(from, "utf8")) as Results);
  tellAll(results);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(results)}\n`);
  if (write !== undefined) writeFileSync(write, performancePage(readFileSync(write, "utf8"), results));
  const wrong = results.cases.flatMap(({ outcomes }) =>
    outcomes.filter((one) => one.isOurs === true && one.kind === "disagrees"),
  );
  if (wrong.length > 0) console.error(`\ntocsin counted differently in ${wrong.length} cases`);
  return wrong.length > 0 ? 1 : 0;
}

const settings = settingsOrHelp(HELP, { size: 64, quickSize: 4, fileSize: 250, quickFileSize: 16 }, 0, 0);
if (settings !== undefined) process.exitCode = await main(settings);
