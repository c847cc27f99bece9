// Holds: `tocsin check`: is this pattern one the service accepts?
// In: a pattern as argument or on standard input. Out: what it is, or a frame for every mistake with the service's words.
// Always: exit code 0 when the service accepts the pattern, 1 when it refuses.

import type { PatternContext } from "../pattern/finding.ts";
import { type CheckedPattern, checkPattern } from "../pattern/validate.ts";
import { frameOf, lineBreakNote } from "./frames.ts";
import { type Io, Lines, readAll } from "./io.ts";
import { painter } from "./paint.ts";
import { readArguments, textOption, UsageError } from "./usage.ts";

export const CHECK_HELP = `tocsin check <pattern>

Tells whether CloudWatch Logs accepts a filter pattern, and shows every mistake
in it.

  <pattern>          the pattern; - reads it from standard input; -- before a
                     pattern that starts with a hyphen
  --context PLACE    metric-filter (the default), subscription-filter or query:
                     the service's words differ
  --json             one JSON object instead of text
  -h, --help         this text

Exit code: 0 accepted, 1 refused, 2 wrong usage.

Examples:
  tocsin check '{ $.errorCode = "AccessDenied*" }'
  tocsin check -- '-DEBUG ERROR'
  tocsin check - < pattern.txt`;

const CONTEXTS: readonly string[] = ["metric-filter", "subscription-filter", "query"] satisfies PatternContext[];

const KINDS = {
  all: "the pattern that matches every event",
  terms: "a pattern of terms",
  regex: "a regular expression",
  json: "a JSON pattern",
  fields: "a space-delimited pattern",
} as const;

export async function check(argv: readonly string[], io: Io): Promise<number> {
  const args = readArguments(argv, { json: { type: "boolean" }, context: { type: "string" } });
  if (args.values.help === true) {
    io.stdout.write(`${CHECK_HELP}\n`);
    return 0;
  }
  const [given, ...more] = args.positionals;
  if (given === undefined) throw new UsageError("check takes a pattern, in quotes.");
  if (more.length > 0)
    throw new UsageError(`check takes one pattern; quote it as a whole (${more.length + 1} arguments came).`);
  const context = contextOf(textOption(args, "context"));
  const text = given === "-" ? await patternFrom(io.stdin) : given;
  if (given === "-" && text === "") {
    io.stderr.write("note: standard input is empty, and the empty pattern matches every event\n");
  }
  const checked = checkPattern(text, { context });
  const out = new Lines(io.stdout);
  if (args.values.json === true) out.add(JSON.stringify(asJson(text, checked)));
  else for (const line of asText(text, checked, io)) out.add(line);
  await out.flush();
  return checked.serviceMessage === undefined ? 0 : 1;
}

function contextOf(text: string | undefined): PatternContext | undefined {
  if (text === undefined || CONTEXTS.includes(text)) return text as PatternContext | undefined;
  throw new UsageError(`--context is one of ${CONTEXTS.join(", ")}; ${JSON.stringify(text)} is not.`);
}

/** A pattern has at most 1,024 characters: what is far longer is refused without being read whole. */
const FAR_TOO_LONG = 1_000_000;

/** A file's last line break is not part of the pattern in it. */
async function patternFrom(stdin: Io["stdin"]): Promise<string> {
  return (await readAll(stdin, FAR_TOO_LONG)).replace(/\r?\n$/, "");
}

function asJson(text: string, { pattern, diagnostics, serviceMessage }: CheckedPattern): object {
  return {
    type: "check",
    pattern: text,
    kind: pattern.kind,
    valid: serviceMessage === undefined,
    ...(serviceMessage === undefined ? {} : { serviceMessage }),
    diagnostics,
  };
}

function* asText(text: string, { pattern, diagnostics, serviceMessage }: CheckedPattern, io: Io): Iterable<string> {
  const paint = painter(io.stdout, io.env);
  for (const finding of diagnostics) {
    yield frameOf(finding, { name: "<pattern>", text }, io.stdout, io.env, lineBreakNote(finding, text));
    yield "";
  }
  if (serviceMessage === undefined) yield `${paint("good", "OK")}: ${KINDS[pattern.kind]}`;
  else yield `${paint("error", "refused")}: the service would answer: ${serviceMessage}`;
}
