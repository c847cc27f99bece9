// Holds: differential fuzzing of the engine, for as long as one likes.
// In: seconds, a seed, lines of one's own if given. Out: how many verdicts were compared, the first differences, exit code 1 with any.
// Always: the plain matchers are the oracle, which the tests hold against the reference interpreter; every verdict is asked of the
//   engine itself, of a set, and of scans.
//
//   node bench/fuzz.ts [--seconds 20] [--seed 1] [--data events.ndjson …]

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Random } from "../examples/random.ts";
import { newEngine } from "../src/engine/engine.ts";
import { programOf } from "../src/engine/program.ts";
import { compilePattern, compilePatternSet, PatternError, scanLines } from "../src/index.ts";
import { plainTest } from "../src/match/matching.ts";
import type { AnalysedPattern } from "../src/pattern/analysed.ts";
import { requirePattern } from "../src/pattern/validate.ts";
import { textOf } from "../src/text/utf8.ts";
import { OddTexts } from "./data/odd.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    data: { type: "string", multiple: true, default: [] },
  },
});

const random = new Random(Number(values.seed));
const given = values.data.flatMap((path) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== ""),
);
const odd = new OddTexts(random, given);
const ODD = 2;
const encoder = new TextEncoder();
const engine = newEngine();
if (engine === undefined) throw new Error("there is no WebAssembly with SIMD here");
const asked = { verdicts: 0, odd: 0, differences: 0 };

function compare(what: string, text: string, event: string, got: boolean, expected: boolean): void {
  asked.verdicts++;
  if (got === expected) return;
  asked.differences++;
  console.log(
    `${what} says ${got}, the plain matcher ${expected}: ${JSON.stringify(text)} on ${JSON.stringify(event)}`,
  );
}

interface Subject {
  readonly text: string;
  readonly plain: (event: string) => boolean;
  readonly program: ReturnType<typeof programOf>;
}

function subjects(count: number): readonly Subject[] {
  const found: Subject[] = [];
  while (found.length < count) {
    const text = odd.pattern();
    try {
      const analysed: AnalysedPattern = requirePattern(text, {});
      found.push({ text, plain: plainTest(analysed), program: programOf(analysed) });
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
    }
  }
  return found;
}

function round(): void {
  const all = subjects(30);
  const set = compilePatternSet(all.map(({ text }) => text));
  const events = Array.from({ length: 60 }, () => odd.line()).filter((event) => event !== "" && !event.endsWith("\r"));
  const truth = events.map((event) => all.map(({ plain }) => plain(event)));
  events.forEach((event, index) => {
    const expected = truth[index]!;
    const bytes = encoder.encode(event);
    all.forEach(({ text, program }, place) => {
      if (program === undefined) return;
      const isText = random.chance(0.5);
      const verdict = isText ? engine!.judgeText(program, event) : engine!.judgeBytes(program, bytes);
      if (verdict === ODD) asked.odd++;
      else compare("the engine", text, event, verdict === 1, expected[place]!);
    });
    const found = new Set(set.match(event));
    all.forEach(({ text }, place) => {
      compare("a set", text, event, found.has(place), expected[place]!);
    });
  });
  scan(all, set, events, truth);
  for (const event of events) if (random.chance(0.2)) judgeBytes(all, set, event);
}

/** An event with a few bytes that may be no UTF-8. */
function judgeBytes(all: readonly Subject[], set: ReturnType<typeof compilePatternSet>, event: string): void {
  const bytes = encoder.encode(event);
  for (let wounds = random.int(1, 3); wounds > 0; wounds--)
    bytes[random.int(0, bytes.length - 1)] = random.int(11, 255);
  const text = textOf(bytes);
  const found = new Set(set.match(bytes));
  all.forEach(({ text: pattern, plain, program }, place) => {
    const expected = plain(text);
    compare("a set, of bytes", pattern, text, found.has(place), expected);
    if (program === undefined) return;
    const verdict = engine!.judgeBytes(program, bytes);
    if (verdict === ODD) asked.odd++;
    else compare("the engine, of bytes", pattern, text, verdict === 1, expected);
  });
}

function scan(
  all: readonly Subject[],
  set: ReturnType<typeof compilePatternSet>,
  events: readonly string[],
  truth: readonly (readonly boolean[])[],
): void {
  const separator = random.pick(["\n", "\r\n"]);
  const buffer = encoder.encode(events.join(separator));
  const starts: number[] = [];
  let start = 0;
  for (const event of events) {
    starts.push(start);
    start += encoder.encode(event).length + separator.length;
  }
  const bySet = new Map<number, readonly number[]>();
  scanLines(set, buffer, (from, _to, patterns) => bySet.set(from, patterns));
  all.forEach(({ text }, place) => {
    const bySingle = new Set<number>();
    const matcher = compilePattern(text);
    const count = scanLines(matcher, buffer, (from) => bySingle.add(from));
    compare("a count of a scan", text, "", count === bySingle.size && count === scanLines(matcher, buffer), true);
    events.forEach((event, index) => {
      // Half a surrogate pair is another character in bytes.
      if (/\p{Surrogate}/u.test(event)) return;
      const expected = truth[index]![place]!;
      compare("a scan", text, event, bySingle.has(starts[index]!), expected);
      compare("a scan by a set", text, event, bySet.get(starts[index]!)?.includes(place) === true, expected);
    });
  });
}

const until = Date.now() + Number(values.seconds) * 1000;
while (Date.now() < until && asked.differences < 10) round();
console.log(`${asked.verdicts.toLocaleString("en")} verdicts compared, ${asked.differences} different;`);
console.log(`${asked.odd.toLocaleString("en")} more were left to the plain matchers`);
process.exitCode = asked.differences === 0 ? 0 : 1;
