// Holds: the demonstration. `npm run demo`
// In: nothing. Out: example logs in demo-output/, and on the terminal what an alarm would have made of them.
// Always: writes into demo-output/ only; the same every time.

import { join, relative } from "node:path";
import { main } from "../src/cli/run.ts";
import { generate } from "./generate.ts";

const ROOT = join(import.meta.dirname, "..");
const LOGS = join(ROOT, "demo-output/logs");
const TEMPLATE = join(ROOT, "examples/authorization-failures.yaml");
const io = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: process.env };

function title(text: string): void {
  process.stdout.write(`\n── ${text} ${"─".repeat(Math.max(0, 96 - text.length))}\n\n`);
}

async function run(...argv: string[]): Promise<void> {
  process.stdout.write(`$ tocsin ${argv.map(quoted).join(" ")}\n`);
  await main(argv, io);
}

/** A word as a POSIX shell takes it: in single quotes where it needs any, each of its own as `'\\''`. */
function quoted(word: string): string {
  return /[^\w./-]/.test(word) || word === "" ? `'${word.replaceAll("'", "'\\''")}'` : word;
}

const here = (path: string): string => relative(process.cwd(), path);

title("Example logs");
const made = await generate(LOGS);
const minute = new Date(made.burst.minute).toISOString().slice(0, 16).replace("T", " ");
process.stdout.write(
  `${made.files} files in ${here(LOGS)}: ${made.records} CloudTrail records of two days, ${made.refused} of refused calls,\n` +
    `${made.burst.refused} of these within the minute ${minute} UTC; beside them an application log and an authentication log.\n`,
);

title("What the alarms of a template would have done, and the mail of 2014");
await run("replay", here(TEMPLATE), here(LOGS), "--email", "--style", "2014");

title("The same pattern as a search through the logs");
await run("match", "--max", "3", '{ $.errorCode = "AccessDenied*" }', here(join(LOGS, "AWSLogs")));

title("A pattern that the service would refuse");
await run("check", "{ $[\"errorCode\"] == 'AccessDenied' }");
