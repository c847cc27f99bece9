// Holds: `tocsin match`: grep with filter patterns.
// In: a pattern, logs. Out: the events that match, as text, as JSON or as their number.
// Always: events are matched in the order they are read, with or without a time; memory does not grow with the input.

import { matcherOf } from "../match/matching.ts";
import type { AnalysedPattern } from "../pattern/analysed.ts";
import { PatternError } from "../pattern/error.ts";
import { frameOf, lineBreakNote } from "./frames.ts";
import { Inputs } from "./inputs.ts";
import { type Io, Lines } from "./io.ts";
import { hire, jobsFor } from "./jobs.ts";
import { type Errand, Reading, type ReadingCrew } from "./reading.ts";
import type { Piece } from "./reading-task.ts";
import { type Found, SEARCHING, Search, type SearchOptions, type SearchSetup } from "./search.ts";
import { type Arguments, limitOption, readArguments, Unusable, UsageError } from "./usage.ts";

export const MATCH_HELP = `tocsin match <pattern> [files…]

Prints the log events that match a filter pattern, as CloudWatch Logs would
match them.

  <pattern>          a filter pattern; -- before one that starts with a hyphen
  [files…]           files and folders: text, JSON lines, CloudTrail files, any
                     of them gzipped; - or nothing reads standard input
  --count            print only how many events match
  --json             one JSON object a line: source, line, timestamp, message,
                     extractedValues
  --invert           the events that do not match
  --max N            stop after N events
  --jobs N           search with N threads; by default one for each core, 8 at
                     most, when there is much to do. The output is the same;
                     with --max one thread searches
  -h, --help         this text

Exit code: 0 something matched, 1 nothing matched or an input had a problem,
2 wrong usage or pattern.

Examples:
  tocsin match '?AccessDenied ?UnauthorizedOperation' AWSLogs/
  tocsin match '[ip, id, user, time, request, status = 5*, size]' access.log.gz
  kubectl logs my-pod | tocsin match --json '{ $.level = "error" }'`;

export async function match(argv: readonly string[], io: Io): Promise<number> {
  const args = readArguments(argv, {
    count: { type: "boolean" },
    json: { type: "boolean" },
    invert: { type: "boolean" },
    max: { type: "string" },
    jobs: { type: "string" },
  });
  if (args.values.help === true) {
    io.stdout.write(`${MATCH_HELP}\n`);
    return 0;
  }
  const [pattern, ...files] = args.positionals;
  if (pattern === undefined) throw new UsageError("match takes a pattern, in quotes, and then files.");
  const options = optionsOf(args, files.length > 1);
  const paths = files.length === 0 ? ["-"] : files;
  // Workers load while the pattern is read.
  const crew = await hire<SearchSetup, Errand, Piece<Found>>("match-worker", jobsOf(paths, args, options));
  try {
    const setup = { pattern, analysed: await analyse(pattern, io), options };
    return await run(setup, paths, crew, io);
  } finally {
    await crew?.stop();
  }
}

/** How many times longer a byte takes when each event is read for its time. */
const READ = 8;

function jobsOf(paths: readonly string[], args: Arguments, { max, json }: SearchOptions): number {
  const wanted = limitOption(args, "jobs");
  // The first ones are found soonest by who begins in front.
  return Number.isFinite(max) ? 1 : jobsFor(paths, wanted, json ? READ : 1);
}

async function run(
  setup: SearchSetup,
  paths: readonly string[],
  crew: ReadingCrew<SearchSetup, Found> | undefined,
  io: Io,
): Promise<number> {
  const search = new Search(matcherOf(setup.pattern, setup.analysed), setup.options);
  const inputs = new Inputs(io);
  // Times and line numbers are those of a whole file.
  const reading = new Reading(paths, search, inputs, io.stdin, { ranges: !setup.options.json });
  const out = new Lines(io.stdout);
  let found = 0;
  try {
    for await (const piece of crew === undefined ? reading.here() : reading.by(crew, setup, SEARCHING)) {
      found += piece.found;
      if (piece.lines !== undefined) out.addBytes(piece.lines);
      // Pieces of workers can be small.
      const free = crew === undefined ? await out.flush() : await out.ease();
      if (free !== undefined) search.reuse(free);
      if (search.full) break;
    }
    const { lines } = search.take();
    if (lines !== undefined) out.addBytes(lines);
  } finally {
    inputs.erase();
  }
  if (setup.options.count) out.add(String(found));
  await out.flush();
  return found > 0 && inputs.problems === 0 ? 0 : 1;
}

function optionsOf(args: Arguments, named: boolean): SearchOptions {
  const { count, json, invert } = args.values;
  return { count: count === true, json: json === true, invert: invert === true, named, max: limitOption(args, "max") };
}

/** The meaning of a pattern; a refused one is shown with its mistakes. */
async function analyse(pattern: string, io: Io): Promise<AnalysedPattern> {
  // The grammar takes longest to load.
  const { requirePattern } = await import("../pattern/validate.ts");
  try {
    return requirePattern(pattern);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    for (const finding of error.diagnostics) {
      const notes = lineBreakNote(finding, pattern);
      const frame = frameOf(finding, { name: "<pattern>", text: pattern }, io.stderr, io.env, notes);
      io.stderr.write(`${frame}\n\n`);
    }
    throw new Unusable(`The pattern can't be used; the service would answer: ${error.serviceMessage}`);
  }
}
