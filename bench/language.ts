// Holds: how long the language takes: `node bench/language.ts`.
// In: nothing; patterns and events are made here. Out: a table of medians with their spread, goals beside them.
// Always: what is measured is said in the row; cases that are lost are shown like the others.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { complete } from "../src/editor/index.ts";
import { compilePattern, validatePattern } from "../src/index.ts";

interface Row {
  readonly what: string;
  readonly goal: string;
  /** Milliseconds, one number a run. */
  readonly runs: readonly number[];
}

function timed(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** Runs of `work`, `inner` calls in each, in milliseconds a call. */
function measured(runs: number, inner: number, work: (index: number) => void): readonly number[] {
  for (let index = 0; index < inner; index++) work(index);
  return Array.from({ length: runs }, () => {
    const whole = timed(() => {
      for (let index = 0; index < inner; index++) work(index);
    });
    return whole / inner;
  });
}

/** As people read them: the middle, and the distance between the first and the third quarter. */
function summary(runs: readonly number[]): { median: number; low: number; high: number } {
  const sorted = [...runs].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

function milliseconds(value: number): string {
  if (value >= 100) return `${value.toFixed(0)} ms`;
  return value >= 1 ? `${value.toFixed(2)} ms` : `${(value * 1000).toFixed(value < 0.01 ? 2 : 1)} µs`;
}

function print(title: string, rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ what }) => what.length));
  console.log(`\n${title}`);
  for (const { what, goal, runs } of rows) {
    const { median, low, high } = summary(runs);
    const spread = `${milliseconds(low)} … ${milliseconds(high)}`;
    console.log(`  ${what.padEnd(width)}  ${milliseconds(median).padStart(9)}  (${spread})`.padEnd(width + 44) + goal);
  }
}

// Patterns

const CALLS = [
  "ConsoleLogin",
  "StopLogging",
  "DeleteTrail",
  "PutBucketPolicy",
  "CreateUser",
  "AuthorizeSecurityGroupIngress",
];
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!;

/** Patterns as they stand in templates: alarms on CloudTrail, access logs, application logs; no two are the same. */
function realistic(index: number): string {
  const call = pick(CALLS, index);
  switch (index % 6) {
    case 0:
      return `{ ($.eventName = ${call}) || ($.eventName = "${pick(CALLS, index + 1)}") || ($.requestParameters.id = ${index}) }`;
    case 1:
      return `{ $.eventSource = "service-${index}.example.com" && $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }`;
    case 2:
      return `[ip, user, timestamp, request = "GET /app${index}/*", status = 5*, bytes >= ${index}]`;
    case 3:
      return `?"ERROR ${index}" ?Exception ?"Task timed out"`;
    case 4:
      return `"RequestId: ${index}" -DEBUG -"health check"`;
    default:
      return `{ $.level = %^(${index})?% || $.message = "*timeout ${index}*" }`.replace("(", "").replace(")?", "");
  }
}

const TWO_HUNDRED =
  '{ ($.eventName = ConsoleLogin) && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ' +
  '($.responseElements.ConsoleLogin = "Success") && $.sourceIPAddress != "10.0.*" || $.n > 5}';

const REPOSITORY = Array.from({ length: 10_000 }, (_, index) => realistic(index));

const ROOT = join(import.meta.dirname, "..");
const BUILT = join(ROOT, "dist/index.js");
const ENTRY = existsSync(BUILT) ? BUILT : join(ROOT, "src/index.ts");

/** A process that has loaded nothing yet: the time of the import, and that of the first answer. */
function freshProcess(index: number): readonly [load: number, call: number] {
  const program = `
    const started = performance.now();
    const { validatePattern } = await import(${JSON.stringify(ENTRY)});
    const loaded = performance.now();
    validatePattern(${JSON.stringify(realistic(index))});
    console.log(JSON.stringify([loaded - started, performance.now() - loaded]));`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
  return JSON.parse(run.stdout) as [number, number];
}

// Completion

const EVENT = {
  ...{
    eventVersion: "1.08",
    eventTime: "2024-05-02T10:00:00Z",
    eventSource: "s3.amazonaws.com",
    awsRegion: "eu-west-1",
  },
  userIdentity: {
    type: "IAMUser",
    arn: "arn:aws:iam::111122223333:user/a",
    sessionContext: { attributes: { mfa: "false" } },
  },
  requestParameters: { bucketName: "logs", items: [{ id: 1 }, { id: 2 }] },
};
const SAMPLES = Array.from({ length: 50 }, (_, index) =>
  JSON.stringify({ ...EVENT, eventName: pick(CALLS, index), index }),
);

function completion(text: string, sampleEvents?: readonly string[]): readonly number[] {
  return measured(200, 10, (index) => void complete(text, text.length - 1 - (index % 3), { sampleEvents }));
}

// Regular expressions

const LINES = SAMPLES.map((line, index) =>
  index % 5 === 0 ? `${line} Failed password for root from 10.0.0.${index}` : line,
);

interface Search {
  readonly what: string;
  readonly source: string;
  readonly texts: readonly string[];
  /** JavaScript's engine would run for days. */
  readonly isHopeless?: boolean;
}

const SEARCHES: readonly Search[] = [
  { what: "literal text", source: "Failed password", texts: LINES },
  { what: "alternatives", source: "CreateUser|DeleteTrail|StopLogging", texts: LINES },
  { what: "classes and repeats", source: "10\\.0\\.[0-9]+\\.[0-9]{1,3}", texts: LINES },
  { what: "anchored at the start", source: "^Failed", texts: LINES },
  { what: "anchored at the end", source: "[0-9]+$", texts: LINES },
  { what: "a.*b.*c, no match", source: "a.*b.*c.*QQ", texts: LINES },
  { what: "adversarial: a*a*a*a*b on 100 a", source: "a*a*a*a*b", texts: ["a".repeat(100)] },
  { what: "adversarial: a*a*a*a*b on 20,000 a", source: "a*a*a*a*b", texts: ["a".repeat(20_000)], isHopeless: true },
  { what: "adversarial: [ab]*a[ab]{12}c on 5,000 ab", source: "[ab]*a[ab]{12}c", texts: [scrambled(5000)] },
];

/** Letters a and b in an order that repeats late, so that many states are met. */
function scrambled(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 2 === 0 ? "a" : "b";
  }).join("");
}

function searches(): readonly Row[] {
  return SEARCHES.flatMap(({ what, source, texts, isHopeless }) => {
    const ours = compilePattern(`%${source}%`);
    const theirs = new RegExp(source);
    const search = (goal: string, name: string, test: (text: string) => boolean): Row => {
      const runs = measured(15, texts.length === 1 ? 1 : 20, () => {
        for (const text of texts) test(text);
      });
      return { what: name, goal, runs: runs.map((run) => run / texts.length) };
    };
    const own = search("tocsin", what, (text) => ours.test(text));
    return isHopeless === true ? [own] : [own, search("JavaScript's RegExp", "", (text) => theirs.test(text))];
  });
}

const invalid = REPOSITORY.filter((text) => validatePattern(text).some(({ severity }) => severity === "error"));
if (invalid.length > 0) throw new Error(`the benchmark's own pattern is not valid: ${invalid[0]}`);
console.log(`Node ${process.version}, ${cpus()[0]?.model.trim()}; median (quartiles)`);
const fresh = Array.from({ length: 15 }, (_, index) => freshProcess(index));
print("Validating", [
  {
    what: `a pattern of ${TWO_HUNDRED.length} characters, warm`,
    goal: "goal 1 ms",
    runs: measured(200, 10, () => void validatePattern(TWO_HUNDRED)),
  },
  {
    what: "10,000 distinct patterns",
    goal: "goal 5,000 ms",
    runs: measured(5, 1, () => REPOSITORY.forEach((text) => void validatePattern(text))),
  },
  {
    what: `first call in a fresh process, after import of ${ENTRY === BUILT ? "the built package" : "the sources"}`,
    goal: "",
    runs: fresh.map(([, call]) => call),
  },
  { what: "the same with that import", goal: "goal 150 ms", runs: fresh.map(([load, call]) => load + call) },
]);
print("Completion", [
  { what: "in a pattern of 200 characters", goal: "goal 5 ms", runs: completion(TWO_HUNDRED) },
  { what: "the same with 50 sample events, read once", goal: "goal 5 ms", runs: completion(TWO_HUNDRED, SAMPLES) },
  {
    what: "the same, sample events read anew each time",
    goal: "",
    runs: measured(50, 1, () => void complete(TWO_HUNDRED, 190, { sampleEvents: [...SAMPLES] })),
  },
  { what: "at the end of 1,020 characters", goal: "goal 5 ms", runs: completion(`{ ${"$.abc = 1 || ".repeat(78)}$.a`) },
]);
const average = Math.round(LINES.reduce((sum, line) => sum + line.length, 0) / LINES.length);
print(`Regular expressions: one text, a JSON line of about ${average} characters unless said otherwise`, searches());
