// Holds: `tocsin explain`: what a pattern matches, and why an event matches it or does not.
// In: a pattern; events as arguments, files or standard input. Out: plain English, or each event clause by clause.
// Always: an argument that is no file is the event itself; memory does not grow with the input.

import { existsSync } from "node:fs";
import type { Matcher } from "../match/matcher.ts";
import { matcherOf } from "../match/matching.ts";
import { explanationOf } from "../pattern/explain/explain.ts";
import { type CheckedPattern, checkPattern } from "../pattern/validate.ts";
import { visible } from "../text/frame.ts";
import { explanationLines } from "./explain-text.ts";
import { frameOf, lineBreakNote } from "./frames.ts";
import { Inputs } from "./inputs.ts";
import { type Io, Lines, shownName } from "./io.ts";
import { painter } from "./paint.ts";
import { limitOption, readArguments, UsageError } from "./usage.ts";

export const EXPLAIN_HELP = `tocsin explain <pattern> [event or files…]

Says in plain English what a filter pattern matches; with events, why each
matches it or does not.

  <pattern>          a filter pattern; -- before one that starts with a hyphen
  [event or files…]  the text of an event, or files and folders of events as for
                     tocsin match; - reads standard input
  --json             one JSON object a line: each clause with its places in
                     pattern and event, and the values it saw
  --max N            stop after N events
  -h, --help         this text

Exit code: 0 explained, 1 the service refuses the pattern or an input had a
problem, 2 wrong usage.

Examples:
  tocsin explain '[ip, id, user, time, request, status = 5*, size]'
  tocsin explain '{ $.mfa != "Yes" && $.event = "Login" }' '{"event":"Login"}'
  tocsin explain --max 3 'ERROR -timeout' app.log`;

export async function explain(argv: readonly string[], io: Io): Promise<number> {
  const args = readArguments(argv, { json: { type: "boolean" }, max: { type: "string" } });
  if (args.values.help === true) {
    io.stdout.write(`${EXPLAIN_HELP}\n`);
    return 0;
  }
  const [pattern, ...inputs] = args.positionals;
  if (pattern === undefined) throw new UsageError("explain takes a pattern, in quotes, and then events or files.");
  const max = limitOption(args, "max");
  const asJson = args.values.json === true;
  const out = new Lines(io.stdout);
  const checked = checkPattern(pattern);
  if (checked.analysed === undefined || inputs.length === 0) {
    for (const line of asJson ? [patternJson(pattern, checked)] : patternLines(pattern, checked, io)) out.add(line);
    await out.flush();
    return checked.analysed === undefined ? 1 : 0;
  }
  const explainer = new Explainer(matcherOf(pattern, checked.analysed), asJson, out, io);
  for await (const event of eventsOf(inputs, explainer.inputs)) {
    if (explainer.count === max) break;
    explainer.take(event);
    await out.ease();
  }
  await out.flush();
  return explainer.inputs.problems === 0 ? 0 : 1;
}

function patternJson(text: string, { pattern, diagnostics, serviceMessage, analysed }: CheckedPattern): string {
  const valid = analysed !== undefined;
  const words = valid ? { explanation: explanationOf(analysed, text) } : { serviceMessage };
  return JSON.stringify({ type: "explain", pattern: text, kind: pattern.kind, valid, ...words, diagnostics });
}

function* patternLines(
  text: string,
  { diagnostics, serviceMessage, analysed }: CheckedPattern,
  io: Io,
): Iterable<string> {
  const paint = painter(io.stdout, io.env);
  if (analysed !== undefined) {
    yield paint("bold", visible(text));
    yield "";
    yield explanationOf(analysed, text);
  }
  for (const finding of diagnostics) {
    if (analysed !== undefined) yield "";
    yield frameOf(finding, { name: "<pattern>", text }, io.stdout, io.env, lineBreakNote(finding, text));
    if (analysed === undefined) yield "";
  }
  if (analysed === undefined) yield `${paint("error", "refused")}: the service would answer: ${serviceMessage}`;
}

/** An event with the place it came from; `line` is undefined for an argument. */
interface Told {
  readonly message: string;
  readonly source: string;
  readonly line: number | undefined;
}

async function* eventsOf(inputs: readonly string[], reader: Inputs): AsyncGenerator<Told> {
  for (const input of inputs) {
    if (input !== "-" && !existsSync(input)) {
      yield { message: input, source: "argument", line: undefined };
      continue;
    }
    for await (const batch of reader.read([input], { needTime: false })) yield* batch;
  }
}

class Explainer {
  count = 0;
  readonly inputs: Inputs;
  readonly #matcher: Matcher;
  readonly #asJson: boolean;
  readonly #out: Lines;
  readonly #io: Io;

  constructor(matcher: Matcher, asJson: boolean, out: Lines, io: Io) {
    this.inputs = new Inputs(io);
    this.#matcher = matcher;
    this.#asJson = asJson;
    this.#out = out;
    this.#io = io;
  }

  take({ message, source, line }: Told): void {
    const explanation = this.#matcher.explain(message);
    if (this.#asJson) {
      this.#out.add(JSON.stringify({ type: "explain", source, line: line ?? null, message, ...explanation }));
    } else {
      if (this.count > 0) this.#out.add("");
      const place = line === undefined ? source : `${shownName(source)}:${line}`;
      const paint = painter(this.#io.stdout, this.#io.env);
      const explained = { pattern: this.#matcher.text, event: message, place, explanation };
      for (const text of explanationLines(explained, paint)) this.#out.add(text);
    }
    this.count++;
  }
}
