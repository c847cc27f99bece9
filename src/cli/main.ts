// Holds: the entry of the command line: the process's streams and exit code.
// In: process.argv. Out: process.exitCode.
// Always: a reader that goes away (`| head`) ends the work quietly.

import process from "node:process";
import { main } from "./run.ts";

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(process.exitCode ?? 0);
  });
}

const { stdin, stdout, stderr, env, argv } = process;
process.exitCode = await main(argv.slice(2), { stdin, stdout, stderr, env });
