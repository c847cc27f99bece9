// Holds: differential fuzzing of the engine, for as long as one likes.
// In: seconds, a seed, JSON lines of one's own if given. Out: how many verdicts were compared, the first differences, exit code 1 with any.
// Always: the plain matchers are the oracle, which the tests hold against the reference interpreter; every verdict is asked of the
//   engine itself, of a set, and of scans.
//
//   node bench/fuzz.ts [--seconds 20] [--seed 1] [--data events.ndjson]

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Random } from "../examples/random.ts";
import { newEngine } from "../src/engine/engine.ts";
import { programOf } from "../src/engine/program.ts";
import { compilePattern, compilePatternSet, PatternError, scanLines } from "../src/index.ts";
import { plainTest } from "../src/match/matching.ts";
import type { AnalysedPattern } from "../src/pattern/analysed.ts";
import { requirePattern } from "../src/pattern/validate.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    data: { type: "string" },
  },
});

const random = new Random(Number(values.seed));
const given =
  values.data === undefined
    ? []
    : readFileSync(values.data, "utf8")
        .split("\n")
        .filter((line) => line !== "");

const NAMES = ["a", "b", "ab", "eventName", "x y", "", "é", "aaaaaaaaaaaaaaaaaaaaaaaa", "userIdentity"];
const TEXTS = [
  ...[
    "x",
    "",
    "10",
    "1.0",
    "-0",
    "10.0",
    "1.0E10",
    "Infinity",
    "NaN",
    "abc",
    "a/b",
    "é",
    '"q',
    "a\\\\b",
    "hello world",
  ],
  ...["😀", "12345678901234567890", "UnauthorizedOperation", "4"],
];
const NUMBERS = ["10", "1", "-0", "1.5", "1e1", "0", "12345678901234567890", "-3", "0.1"];
const WRITTEN = [
  ...NUMBERS,
  "10.0",
  "1E400",
  "1e-7",
  "100000000",
  "123456789012345",
  "1.0E10",
  "true",
  "false",
  "null",
];
const WORDS = [
  "a",
  "abc",
  "10",
  "1.5",
  '"x y"',
  "[z w]",
  "hello",
  '"open',
  "[open",
  "1e3",
  "-5",
  "+7",
  "é",
  "",
  "12",
  "😀",
];
const WOUNDS = [
  '"',
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "\\",
  "0",
  "-",
  ".",
  "e",
  "\u0000",
  "\u0007",
  "\ufeff",
  "\ufffd",
  "\ud800",
  "t",
];

const many = <T>(most: number, make: () => T): T[] => Array.from({ length: random.int(0, most) }, make);
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, (found) => `\\${found}`)}"`;

function selector(): string {
  let text = "$";
  let isWild = false;
  for (let depth = random.int(1, 3), step = 0; step < depth; step++) {
    const roll = random.next();
    if (step > 0 && roll < 0.12) text += `[${random.int(0, 2)}]`;
    else if (step > 0 && roll < 0.24 && !isWild) {
      text += random.pick(["[*]", ".*"]);
      isWild = true;
    } else {
      const name = random.pick(NAMES);
      text += /^[a-zA-Z]+$/.test(name) ? `.${name}` : `.['${name}']`;
    }
  }
  return text;
}

function predicate(): string {
  const left = selector();
  const roll = random.next();
  if (roll < 0.2) return `${left} ${random.pick(["IS NULL", "NOT EXISTS", "IS TRUE", "IS FALSE"])}`;
  if (roll < 0.35) return `${left} ${random.pick(["=", "!=", "<", "<=", ">", ">="])} ${random.pick(NUMBERS)}`;
  const operator = random.pick(["=", "!="]);
  if (roll < 0.5) {
    const piece = random.pick(TEXTS).slice(0, 3);
    return `${left} ${operator} ${quoted(`${random.pick(["*", "", "a"])}${piece}*${random.pick(["", "b", "0"])}`)}`;
  }
  if (roll < 0.6)
    return `${left} ${operator} ${random.pick(["%a%", "%^1%", "%0$%", "%[0-9]+%", "%b.c%", "%x|abc%", "%^$%"])}`;
  return `${left} ${operator} ${quoted(random.pick(TEXTS))}`;
}

function condition(depth: number): string {
  if (depth === 0 || random.chance(0.4)) return predicate();
  return `(${condition(depth - 1)} ${random.pick(["&&", "||"])} ${condition(depth - 1)})`;
}

function fieldOf(name: string): string {
  return random.pick([
    ...[name, name, `${name} = ${random.pick(["a*", "*b", "*1*", "abc", "10", '"x y"', "1.5", "1*"])}`],
    ...[`${name} != ${random.pick(["a", "10", "*b*"])}`, `${name} > ${random.pick(["1", "10", "-5"])}`],
    ...[`${name} = %[0-9]%`, `${name} = 1 || ${name} = 10`, `${name} != 1 && ${name} != abc`],
  ]);
}

function pattern(): string {
  const roll = random.next();
  if (roll < 0.55) return `{ ${condition(2)} }`;
  if (roll < 0.7) {
    const terms = [
      "a",
      "abc",
      "hello",
      "x y",
      "10",
      "é",
      "q",
      "Infinity",
      "userIdentity",
      "\\u",
      "{",
      "eventName",
      "😀",
    ];
    return many(3, () => random.pick(["", "-", "?", ""]) + quoted(random.pick(terms))).join(" ");
  }
  if (roll < 0.77) return random.pick(["%a%", "%^a%", "%[0-9]+%", "%h.*o%", "%x|abc%", "% %", ""]);
  const fields = Array.from({ length: random.int(1, 4) }, (_, index) => fieldOf(`f${index}`));
  if (random.chance(0.4)) fields.splice(random.int(0, fields.length), 0, "...");
  return `[${fields.join(", ")}]`;
}

const blank = (): string => (random.chance(0.9) ? "" : random.pick([" ", "\t", "  ", "\r"]));

function stringOf(text: string): string {
  const units = [...text].map((character) => {
    if (random.chance(0.03)) {
      const codes = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
      return codes.map((code) => `\\u${code.toString(16).padStart(4, "0")}`).join("");
    }
    if (character === "/" && random.chance(0.3)) return "\\/";
    return JSON.stringify(character).slice(1, -1);
  });
  return `"${units.join("")}"`;
}

function value(depth: number): string {
  const roll = random.next();
  if (depth > 0 && roll < 0.3) return object(depth - 1);
  if (depth > 0 && roll < 0.45) {
    return `[${blank()}${many(3, () => value(depth - 1)).join(`${blank()},${blank()}`)}${blank()}]`;
  }
  return roll < 0.75 ? random.pick(WRITTEN) : stringOf(random.pick(TEXTS));
}

function object(depth: number): string {
  const member = (): string => `${stringOf(random.pick(NAMES))}${blank()}:${blank()}${value(depth)}`;
  return `{${blank()}${many(4, member).join(`${blank()},${blank()}`)}${blank()}}`;
}

function line(): string {
  const roll = random.next();
  const words = (): string => many(7, () => random.pick(WORDS)).join(random.pick([" ", "  ", "\t"]));
  const whole = roll < 0.2 && given.length > 0 ? random.pick(given) : roll < 0.65 ? object(3) : words();
  return wounded(whole).replace(/\n/g, " ");
}

function wounded(text: string): string {
  if (random.chance(0.85) || text === "") return text;
  const at = random.int(0, text.length - 1);
  switch (random.int(0, 3)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + random.pick(WOUNDS) + text.slice(at);
    case 2:
      return text.slice(0, at);
    default:
      return text + random.pick([" ", "x", "}", "\u0000"]);
  }
}

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
    const text = pattern();
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
  const events = Array.from({ length: 60 }, line).filter((event) => event !== "" && !event.endsWith("\r"));
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
