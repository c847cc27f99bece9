// Holds: the command line as a function: which command, and which exit code.
// In: arguments, streams. Out: an exit code: 0 good, 1 problems found, 2 wrong usage or something that can't be used.
// Always: a mistake of the user ends in a sentence, never in a stack trace.

import { nearest } from "../text/nearest.ts";
import type { Io } from "./io.ts";
import { painter } from "./paint.ts";
import { Unusable, UsageError } from "./usage.ts";

const HELP = `tocsin: what CloudWatch Logs filter patterns, metric filters and alarms will do,
without AWS

Usage: tocsin <command> [options]

  check <pattern or files…>  does the service accept this filter pattern, or
                             those written in these files?
  explain <pattern> [event]  what a pattern matches, and why it matches an event
                             or does not
  match <pattern> [files…]   print the log events that a pattern matches
  replay <template> <logs…>  what the alarms of a template would have done over
                             these logs
  lsp --stdio                the language server, for editors

  --help, --version          also: tocsin <command> --help

Exit code: 0 good, 1 problems found, 2 wrong usage.

Examples:
  tocsin check '?AccessDenied ?UnauthorizedOperation'
  tocsin match '{ $.errorCode = "AccessDenied*" }' AWSLogs/
  tocsin replay alarms.yaml AWSLogs/ --email`;

interface Command {
  readonly run: (argv: readonly string[], io: Io) => Promise<number>;
  readonly help: string;
}

/** Each is loaded when it is asked for: most of a short run's time goes into loading. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => {
    const { check, CHECK_HELP } = await import("./check.ts");
    return { run: check, help: CHECK_HELP };
  },
  explain: async () => {
    const { explain, EXPLAIN_HELP } = await import("./explain.ts");
    return { run: explain, help: EXPLAIN_HELP };
  },
  match: async () => {
    const { match, MATCH_HELP } = await import("./match.ts");
    return { run: match, help: MATCH_HELP };
  },
  replay: async () => {
    const { replayCommand, REPLAY_HELP } = await import("./replay.ts");
    return { run: replayCommand, help: REPLAY_HELP };
  },
  lsp: async () => {
    const { lsp, LSP_HELP } = await import("./lsp.ts");
    return { run: lsp, help: LSP_HELP };
  },
};

/** Runs one command line (without `node` and the script) and gives its exit code. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof Unusable)) throw error;
    const command = argv[0] !== undefined && Object.hasOwn(COMMANDS, argv[0]) ? ` ${argv[0]}` : "";
    const hint = error instanceof UsageError ? `See tocsin${command} --help.\n` : "";
    io.stderr.write(`${painter(io.stderr, io.env)("error", "error")}: ${error.message}\n${hint}`);
    return 2;
  }
}

async function dispatch([name, ...rest]: readonly string[], io: Io): Promise<number> {
  if (name === undefined) throw new UsageError("Which command? tocsin has check, explain, match, replay and lsp.");
  if (name === "--help" || name === "-h" || name === "help") return help(rest[0], io);
  if (name === "--version" || name === "-v") {
    io.stdout.write(`${await version()}\n`);
    return 0;
  }
  const { run } = await commandOf(name);
  return run(rest, io);
}

async function help(name: string | undefined, io: Io): Promise<number> {
  io.stdout.write(`${name === undefined ? HELP : (await commandOf(name)).help}\n`);
  return 0;
}

function commandOf(name: string): Promise<Command> {
  if (Object.hasOwn(COMMANDS, name)) return COMMANDS[name]!();
  const known = Object.keys(COMMANDS);
  const near = nearest(name, known);
  const kind = name.startsWith("-") ? "option" : "command";
  const advice = near === undefined ? `The commands are ${known.join(", ")}.` : `Did you mean ${near}?`;
  throw new UsageError(`There is no ${kind} ${JSON.stringify(name)}. ${advice}`);
}

/** The version in package.json, which is one folder above the built file and two above its source. */
async function version(): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  for (const path of ["../package.json", "../../package.json"]) {
    const text = await readFile(new URL(path, import.meta.url), "utf8").catch(() => undefined);
    const found = text === undefined ? undefined : (JSON.parse(text) as { name?: string; version?: string });
    if (found?.name === "tocsin" && found.version !== undefined) return found.version;
  }
  return "unknown";
}
