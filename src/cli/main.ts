// Holds: the entry of the command line: the process's streams and exit code.
// In: process.argv. Out: process.exitCode.
// Always: a reader that goes away (`| head`) ends the work quietly; an output that can't be written ends it with a sentence.

import { enableCompileCache } from "node:module";
import process from "node:process";
import { reasonOf } from "../replay/sources/problem.ts";
import { main } from "./run.ts";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
  const reason = error.code === "ENOSPC" ? "no space left on device" : reasonOf(error);
  process.stderr.write(`error: The output can't be written: ${reason}.\n`, () => process.exit(2));
});
// Nobody is left to be told.
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? (process.exitCode ?? 0) : 2);
});

// What is loaded from here on was compiled by the run before.
enableCompileCache();
const { stdin, stdout, stderr, env, argv } = process;
void main(argv.slice(2), { stdin, stdout, stderr, env }).then((code) => {
  process.exitCode = code;
});
