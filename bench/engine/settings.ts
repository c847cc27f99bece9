// Holds: the arguments of the two commands.
// In: argument texts. Out: settings, or a sentence that says what is wrong.
// Always: `--quick` only sets what is not given.

import { parseArgs } from "node:util";
import { GROUPS, type Group } from "./contender.ts";
import { reasonOf } from "./reason.ts";

export interface Settings {
  readonly isQuick: boolean;
  readonly isDist: boolean;
  readonly only: readonly Group[];
  readonly data: readonly string[];
  readonly rounds: number | undefined;
  /** Bytes. */
  readonly size: number;
  readonly fileSize: number;
  /** Where results are written, read from instead of measured, and put into a page. */
  readonly json: string | undefined;
  readonly from: string | undefined;
  readonly write: string | undefined;
  readonly positionals: readonly string[];
}

export const SETTINGS_HELP: string = `  --quick            little data, few rounds: under two minutes
  --only a,b         these classes: ${GROUPS.join(", ")}
  --data FILE        JSON lines of your own in place of made CloudTrail records
                     (can be repeated)
  --size MB          events of a case
  --file-size MB     the file that processes read
  --rounds N         rounds that count`;

const OPTIONS = {
  quick: { type: "boolean" },
  dist: { type: "boolean" },
  only: { type: "string" },
  data: { type: "string", multiple: true },
  rounds: { type: "string" },
  size: { type: "string" },
  "file-size": { type: "string" },
  json: { type: "string" },
  from: { type: "string" },
  write: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** Megabytes, when nothing is said. */
export interface Sizes {
  readonly size: number;
  readonly quickSize: number;
  readonly fileSize: number;
  readonly quickFileSize: number;
}

/** The settings of a command with between `least` and `most` positionals; without them help has been given, or what is wrong. */
export function settingsOrHelp(help: string, sizes: Sizes, least: number, most: number): Settings | undefined {
  try {
    const settings = readSettings(process.argv.slice(2), sizes);
    const given = settings?.positionals.length ?? 0;
    if (settings !== undefined && given >= least && given <= most) return settings;
    console.log(help);
    process.exitCode = settings === undefined ? 0 : 2;
  } catch (error) {
    console.error(`error: ${reasonOf(error)}`);
    process.exitCode = 2;
  }
  return undefined;
}

/** Undefined when help is wanted. */
function readSettings(argv: readonly string[], sizes: Sizes): Settings | undefined {
  const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  if (values.help === true) return undefined;
  const isQuick = values.quick === true;
  const { data = [], json, from, write, only } = values;
  return {
    ...{ isQuick, isDist: values.dist === true, data, json, from, write, positionals },
    only: only === undefined ? GROUPS : only.split(",").map(groupOf),
    rounds: values.rounds === undefined ? undefined : positive("--rounds", values.rounds),
    size: positive("--size", values.size ?? String(isQuick ? sizes.quickSize : sizes.size)) * 1e6,
    fileSize:
      positive("--file-size", values["file-size"] ?? String(isQuick ? sizes.quickFileSize : sizes.fileSize)) * 1e6,
  };
}

function groupOf(text: string): Group {
  const group = GROUPS.find((one) => one === text);
  if (group === undefined) throw new Error(`there is no class ${JSON.stringify(text)}; there are ${GROUPS.join(", ")}`);
  return group;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${name} takes a number above 0; ${JSON.stringify(text)} is none`);
  return value;
}
