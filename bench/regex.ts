// Holds: how long searches for regular expressions take beside other engines: `node bench/regex.ts [folder]`.
// In: events made here; re2js and re2 when they are installed in the folder (the current one when none is given).
// Out: a table: nanoseconds an event (median, quartiles) of each engine; an engine that is not there is named.
// Always: engines take turns, after all have given the same verdict on every event; cases that are lost are shown like the others.

import { createRequire } from "node:module";
import { cpus } from "node:os";
import { resolve } from "node:path";
import { compilePattern } from "../src/index.ts";

type Search = (text: string) => boolean;

interface Engine {
  readonly name: string;
  readonly compile: (source: string) => Search;
}

interface Case {
  readonly what: string;
  readonly source: string;
  readonly events: readonly string[];
  /** An engine that backtracks would run for hours. */
  readonly ruinous?: boolean;
}

const ROUNDS = 21;
/** One turn of an engine takes about so many milliseconds. */
const TURN = 4;

// Engines

const folder = resolve(process.argv[2] ?? ".", "index.js");

function installed(name: string): unknown {
  try {
    return createRequire(folder)(name);
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    console.log(`${name} is left out: ${why}`);
    return undefined;
  }
}

function engines(): readonly Engine[] {
  const found: Engine[] = [
    { name: "tocsin", compile: (source) => matcher(source) },
    { name: "RegExp", compile: (source) => regExp(source) },
  ];
  const re2js = installed("re2js") as { RE2JS: { compile(source: string): { test: Search } } } | undefined;
  if (re2js !== undefined) found.push({ name: "re2js", compile: (source) => tester(re2js.RE2JS.compile(source)) });
  const RE2 = installed("re2") as (new (source: string, flags: string) => { test: Search }) | undefined;
  if (RE2 !== undefined) found.push({ name: "re2", compile: (source) => tester(new RE2(source, "u")) });
  return found;
}

function matcher(source: string): Search {
  const compiled = compilePattern(`%${source}%`);
  return (text) => compiled.test(text);
}

function regExp(source: string): Search {
  return tester(new RegExp(source));
}

function tester(compiled: { test: Search }): Search {
  return (text) => compiled.test(text);
}

// Events

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}

const PATHS = ["/orders", "/orders/items", "/session", "/health", "/users/profile", "/static/app.js"];

/** A line of about 200 characters, as an application writes it. */
function line(next: (below: number) => number): string {
  const id = Array.from({ length: 4 }, () => next(65_536).toString(16).padStart(4, "0")).join("-");
  const path = PATHS[next(PATHS.length)]!;
  return (
    `2024-05-02T10:${10 + next(50)}:${10 + next(50)}.${100 + next(900)}Z INFO [worker-${next(16)}] request ${id} ` +
    `from 192.168.${next(256)}.${next(256)} "GET ${path}?page=${next(100)} HTTP/1.1" ${200 + next(5)} ` +
    `${next(100_000)} bytes in ${next(2000)} ms, user agent "curl/8.${next(10)}.0", session=${id}`
  );
}

const HITS = [
  "java.lang.IllegalStateException: Error in handler",
  "peer 10.0.17.203 closed",
  "key wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY in body",
  "user root: authentication failed",
];

/** Short events, the last in ten of which hold what the cases look for. */
function shortEvents(): readonly string[] {
  const next = numbers(7);
  return Array.from({ length: 200 }, (_, index) =>
    index % 10 === 9 ? `${line(next)} ${HITS[((index - 9) / 10) % HITS.length]}` : line(next),
  );
}

/** Events of 100 KB that hold nothing of the kind. */
function longEvents(): readonly string[] {
  const next = numbers(11);
  return Array.from({ length: 2 }, () =>
    Array.from({ length: 500 }, () => line(next))
      .join(" ")
      .slice(0, 100_000),
  );
}

function scrambled(length: number): string {
  const next = numbers(3);
  return Array.from({ length }, () => (next(2) === 0 ? "a" : "b")).join("");
}

const SHORT = shortEvents();
const LONG = longEvents();

const SEARCHES: readonly (readonly [what: string, source: string])[] = [
  ["one literal", "IllegalStateException"],
  ["two literals", "Error|Exception"],
  ["six literals", "Error|Exception|Fatal|panic|denied|refused"],
  ["first letter in either case", "[Ee]rror"],
  ["anchored at the start", "^\\d{4}-\\d\\d-\\d\\dT\\S+ ERROR"],
  ["anchored, a literal anywhere", "^.*Exception.*$"],
  ["anchored at the end", "failed$"],
  ["octets of an address", "10\\.0\\.\\d{1,3}\\.\\d{1,3}"],
  ["a literal, a gap, a literal", "user.*failed"],
  ["a run of twenty", "[A-Za-z0-9]{20,}"],
  ["no literal", "[A-Z]\\d[A-Z]\\d[a-z]"],
  ["a frequent letter first", "e[0-9][a-z]+-[0-9]+X"],
];

/** The first is refused for want of a letter; the others have to be read. */
const PLAGUES: readonly Case[] = [
  { what: "a*a*a*b on 300 a", source: "a*a*a*b", events: ["a".repeat(300)] },
  { what: "x[ax]*[ax]*[ax]*[yz] on 120 x", source: "x[ax]*[ax]*[ax]*[yz]", events: ["x".repeat(120)] },
  { what: "x.*x.*=.*[yz]$ on 1 KB of x", source: "x.*x.*=.*[yz]$", events: [`${"x".repeat(500)}=${"x".repeat(500)}`] },
  { what: "x.*x.*x.*[yz] on 100 KB of x", source: "x.*x.*x.*[yz]", events: ["x".repeat(100_000)], ruinous: true },
  { what: "a[ab]{8}[cd] on 100 KB of a, b", source: "a[ab]{8}[cd]", events: [scrambled(100_000)] },
  { what: "a[ab]{200}[cd] on 100 KB of a, b", source: "a[ab]{200}[cd]", events: [scrambled(100_000)] },
];

// Measuring

interface Contest {
  readonly searches: readonly (Search | undefined)[];
  readonly events: readonly string[];
}

function contest({ source, events, ruinous }: Case, all: readonly Engine[]): Contest {
  const searches = all.map(({ name, compile }) =>
    ruinous === true && name === "RegExp" ? undefined : compile(source),
  );
  for (const event of events) {
    const verdicts = searches.flatMap((search) => (search === undefined ? [] : [search(event)]));
    if (new Set(verdicts).size !== 1) throw new Error(`${source}: ${verdicts} on ${event.slice(0, 300)}`);
  }
  return { searches, events };
}

function turn(search: Search, events: readonly string[], passes: number): number {
  const started = performance.now();
  for (let pass = 0; pass < passes; pass++) for (const event of events) search(event);
  return performance.now() - started;
}

/** Passes over the events that fill a turn; finding out is the warming up. */
function passesFor(search: Search, events: readonly string[]): number {
  for (let passes = 1; ; passes *= 2) if (turn(search, events, passes) >= TURN) return passes;
}

/** Nanoseconds an event, one number a round, for each engine. */
function measured({ searches, events }: Contest): readonly (readonly number[])[] {
  const passes = searches.map((search) => (search === undefined ? 0 : passesFor(search, events)));
  const runs: number[][] = searches.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (let step = 0; step < searches.length; step++) {
      const index = (step + round) % searches.length;
      const search = searches[index];
      if (search === undefined) continue;
      const spent = turn(search, events, passes[index]!);
      runs[index]!.push((spent * 1e6) / (passes[index]! * events.length));
    }
  }
  return runs;
}

function shown(runs: readonly number[]): string {
  if (runs.length === 0) return "not run";
  const sorted = [...runs].sort((a, b) => a - b);
  const at = (part: number): string => unit(sorted[Math.floor((sorted.length - 1) * part)]!);
  return `${at(0.5)} (${at(0.25)}–${at(0.75)})`;
}

function unit(nanoseconds: number): string {
  if (nanoseconds >= 1e9) return `${(nanoseconds / 1e9).toPrecision(3)} s`;
  if (nanoseconds >= 1e6) return `${(nanoseconds / 1e6).toPrecision(3)} ms`;
  return nanoseconds >= 1000 ? `${(nanoseconds / 1000).toPrecision(3)} µs` : `${Math.round(nanoseconds)} ns`;
}

function report(title: string, cases: readonly Case[], all: readonly Engine[]): void {
  const width = Math.max(...cases.map(({ what }) => what.length)) + 2;
  console.log(`\n${title}\n  ${"".padEnd(width)}${all.map(({ name }) => name.padEnd(29)).join("")}`);
  for (const each of cases) {
    const columns = measured(contest(each, all)).map((runs) => shown(runs).padEnd(29));
    console.log(`  ${each.what.padEnd(width)}${columns.join("")}`.trimEnd());
  }
}

const all = engines();
console.log(
  `Node ${process.version}, ${cpus()[0]?.model.trim()}; time an event: median (quartiles) of ${ROUNDS} rounds`,
);
const over = (events: readonly string[]): readonly Case[] =>
  SEARCHES.map(([what, source]) => ({ what: `${what}: ${source}`, source, events }));
report("Events of about 210 bytes, one in forty with a hit", over(SHORT), all);
report("Events of 100 KB without a hit", over(LONG), all);
report("Made to ruin engines that backtrack", PLAGUES, all);
