// Loaded before a program (`node --import peak.mjs …`): says at the end how much memory the process held at most, in kilobytes.

import { existsSync, readFileSync, writeSync } from "node:fs";

// The resource usage of Linux begins with the parent's peak; the status of the process does not.
const STATUS = "/proc/self/status";
const peak = () => {
  const own = existsSync(STATUS) ? /VmHWM:\s+(\d+)/.exec(readFileSync(STATUS, "utf8")) : null;
  return own === null ? process.resourceUsage().maxRSS : Number(own[1]);
};
process.on("exit", () => writeSync(2, `\npeak ${peak()}\n`));
