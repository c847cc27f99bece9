// Holds: `tocsin check`: is this pattern one the service accepts? What is wrong in these files?
// In: a pattern as argument or on standard input, or files and folders. Out: what it is, or a frame for every mistake with the service's words.
// Always: an argument that is a file or folder is one; exit code 0 when the service accepts, 1 when it refuses.

import type { PatternContext } from "../pattern/finding.ts";
import { type CheckedPattern, checkPattern } from "../pattern/validate.ts";
import { readDocument } from "../template/document.ts";
import { visible } from "../text/frame.ts";
import { type CheckOptions, checkPaths } from "./check-documents.ts";
import { kindOf } from "./check-files.ts";
import { inFormat, MACHINE_FORMATS } from "./check-formats.ts";
import { frameOf, lineBreakNote } from "./frames.ts";
import { type Io, Lines, readAll } from "./io.ts";
import { painter } from "./paint.ts";
import { type Arguments, readArguments, textOption, UsageError } from "./usage.ts";

export const CHECK_HELP = `tocsin check <pattern>
tocsin check <files or folders…>

Tells whether CloudWatch Logs accepts a filter pattern, and shows every mistake
in it; or checks every pattern, metric filter and alarm written in files.

  <pattern>          the pattern; - reads it from standard input; -- before a
                     pattern that starts with a hyphen
  <files or folders> CloudFormation, SAM, CDK's cdk.out, Serverless Framework
                     (YAML or JSON), Terraform (.tf, .tf.json), requests in the
                     API's shapes; .cwfilter and .txt files are one pattern.
                     In folders: .yaml .yml .json .template .tf .tofu .cwfilter,
                     without node_modules, .git and .terraform
  --context PLACE    metric-filter (the default), subscription-filter or query:
                     the service's words differ; for patterns that stand alone
  --format FORMAT    text (the default), json, sarif, github or junit
  --json             --format json
  --max-warnings N   more warnings than N are an error
  --fix              apply, in the files, every fix that is the only one of an
                     error; every other byte stays
  -h, --help         this text

A comment "# tocsin-ignore code, code" silences findings of these codes in its
line, or in the next when it stands alone.

Exit code: 0 accepted, 1 refused or too many warnings, 2 wrong usage.

Examples:
  tocsin check '{ $.errorCode = "AccessDenied*" }'
  tocsin check -- '-DEBUG ERROR'
  tocsin check - < pattern.txt
  tocsin check templates/ main.tf --format github`;

const CONTEXTS: readonly string[] = ["metric-filter", "subscription-filter", "query"] satisfies PatternContext[];

const KINDS = {
  all: "the pattern that matches every event",
  terms: "a pattern of terms",
  regex: "a regular expression",
  json: "a JSON pattern",
  fields: "a space-delimited pattern",
} as const;

const FORMATS: readonly string[] = ["text", ...MACHINE_FORMATS];

export async function check(argv: readonly string[], io: Io): Promise<number> {
  const args = readArguments(argv, {
    json: { type: "boolean" },
    context: { type: "string" },
    format: { type: "string" },
    "max-warnings": { type: "string" },
    fix: { type: "boolean" },
  });
  if (args.values.help === true) {
    io.stdout.write(`${CHECK_HELP}\n`);
    return 0;
  }
  const [given, ...more] = args.positionals;
  if (given === undefined) throw new UsageError("check takes a pattern, in quotes, or files and folders.");
  const context = contextOf(textOption(args, "context"));
  const format = formatOf(args);
  const maxWarnings = mostWarnings(textOption(args, "max-warnings"));
  const fix = args.values.fix === true;
  if (await areFiles(args.positionals)) return checkPaths(args.positionals, { context, format, maxWarnings, fix }, io);
  if (fix) throw new UsageError("--fix writes files; there is no file to write.");
  return checkText([given, ...more], { context, format, maxWarnings }, io);
}

/** What looks like a file's name and is none is no pattern: nobody looks for such a word in a log without quotes. */
const FILE_NAME = /^\S+\.(ya?ml|json|template|tf|tofu|cwfilter|txt)$/i;

/** Whether the arguments are files and folders: one of them is there, or looks as if it should be. */
async function areFiles(given: readonly string[]): Promise<boolean> {
  if (given.length === 1 && given[0] === "-") return false;
  const kinds = await Promise.all(given.map(kindOf));
  if (kinds.some((kind) => kind !== undefined)) return true;
  const [first, ...more] = given;
  if (more.length > 0 || !FILE_NAME.test(first!)) return false;
  throw new UsageError(
    `There is no file ${visible(first!)}. To check it as a pattern, write it as '"${visible(first!)}"'.`,
  );
}

async function checkText(
  [given, ...more]: readonly string[],
  { context, format, maxWarnings }: Pick<CheckOptions, "context" | "format" | "maxWarnings">,
  io: Io,
): Promise<number> {
  if (more.length > 0)
    throw new UsageError(
      `check takes one pattern; quote it as a whole (${more.length + 1} arguments came, and none is a file).`,
    );
  const text = given === "-" ? await patternFrom(io.stdin) : given!;
  if (given === "-" && text === "") {
    io.stderr.write("note: standard input is empty, and the empty pattern matches every event\n");
  }
  const checked = checkPattern(text, { context });
  const out = new Lines(io.stdout);
  if (format === "text") for (const line of asText(text, checked, io)) out.add(line);
  else if (format === "json") out.add(JSON.stringify(asJson(text, checked)));
  else {
    const document = { ...readDocument(text, { name: "pattern.cwfilter", context }), name: "<pattern>", text };
    const lines = inFormat(format, [{ document, findings: checked.diagnostics }]);
    if (lines !== "") out.add(lines);
  }
  await out.flush();
  const warnings = checked.diagnostics.filter(({ severity }) => severity === "warning").length;
  return checked.serviceMessage === undefined && warnings <= maxWarnings ? 0 : 1;
}

function formatOf(args: Arguments): CheckOptions["format"] {
  const given = textOption(args, "format");
  const format = given ?? (args.values.json === true ? "json" : "text");
  if (given !== undefined && given !== "json" && args.values.json === true)
    throw new UsageError(`--json is --format json; --format ${given} asks for something else.`);
  if (FORMATS.includes(format)) return format as CheckOptions["format"];
  throw new UsageError(`--format is one of ${FORMATS.join(", ")}; ${JSON.stringify(format)} is not.`);
}

function mostWarnings(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`--max-warnings takes a whole number; ${JSON.stringify(text)} is none.`);
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
