// Holds: `tocsin match`: grep with filter patterns.
// In: a pattern, logs. Out: the events that match, as text, as JSON or as their number.
// Always: events are matched in the order they are read, with or without a time; memory does not grow with the input.

import { compilePattern } from "../match/compile.ts";
import type { Matcher } from "../match/matcher.ts";
import { scanLines } from "../match/scan-lines.ts";
import { PatternError } from "../pattern/error.ts";
import type { LineScan, SourceEvent } from "../replay/sources/index.ts";
import { frameOf, lineBreakNote } from "./frames.ts";
import { Inputs } from "./inputs.ts";
import { type Io, Lines, shownName } from "./io.ts";
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
  });
  if (args.values.help === true) {
    io.stdout.write(`${MATCH_HELP}\n`);
    return 0;
  }
  const [pattern, ...files] = args.positionals;
  if (pattern === undefined) throw new UsageError("match takes a pattern, in quotes, and then files.");
  const matcher = compile(pattern, io);
  const search = new Search(matcher, args, files.length > 1);
  const inputs = new Inputs(io);
  const out = new Lines(io.stdout);
  const paths = files.length === 0 ? ["-"] : files;
  for await (const batch of inputs.read(paths, { needTime: false, scan: search.scan() })) {
    for (const event of batch) {
      const line = search.take(event);
      if (line !== undefined) out.add(line);
      if (search.full) break;
    }
    await out.ease();
    if (search.full) break;
  }
  if (args.values.count === true) out.add(String(search.found));
  await out.flush();
  return search.found > 0 && inputs.problems === 0 ? 0 : 1;
}

/** Compiles a pattern; a refused one is shown with its mistakes. */
function compile(pattern: string, io: Io): Matcher {
  try {
    return compilePattern(pattern);
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

class Search {
  found = 0;
  readonly #matcher: Matcher;
  readonly #max: number;
  readonly #count: boolean;
  readonly #json: boolean;
  readonly #invert: boolean;
  readonly #named: boolean;

  constructor(matcher: Matcher, args: Arguments, named: boolean) {
    this.#matcher = matcher;
    this.#max = limitOption(args, "max");
    this.#count = args.values.count === true;
    this.#json = args.values.json === true;
    this.#invert = args.values.invert === true;
    this.#named = named;
  }

  get full(): boolean {
    return this.found >= this.#max;
  }

  /** The search in whole lines: not for JSON, which tells times and line numbers, nor for the lines that do not match. */
  scan(): LineScan | undefined {
    if (this.#json || this.#invert) return undefined;
    const every = compilePattern("");
    return (bytes, found) => {
      if (this.#count && this.#max === Number.POSITIVE_INFINITY) this.found += scanLines(this.#matcher, bytes);
      else scanLines(this.#matcher, bytes, found);
      return scanLines(every, bytes);
    };
  }

  /** The line to print for an event, if any. */
  take(event: SourceEvent): string | undefined {
    // What a scan found has been matched.
    if (event.line > 0 && this.#matcher.test(event.message) === this.#invert) return undefined;
    this.found++;
    if (this.#count) return undefined;
    if (this.#json) return this.#asJson(event);
    return this.#named ? `${shownName(event.source)}:${event.message}` : event.message;
  }

  #asJson({ source, line, timestamp, message }: SourceEvent): string {
    const extractedValues = this.#invert ? {} : (this.#matcher.match(message)?.extractedValues ?? {});
    const time = Number.isFinite(timestamp) ? timestamp : null;
    return JSON.stringify({ source, line, timestamp: time, message, extractedValues });
  }
}
