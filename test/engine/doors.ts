// Holds: every way there is to ask whether events match: the doors.
// In: patterns, events. Out: verdicts by door.
// Always: the engine is asked itself, not only when a matcher is warm; an event with a line break is not asked of scans, one with half
//   a surrogate pair not of bytes.

import { newEngine } from "../../src/engine/engine.ts";
import { programOf } from "../../src/engine/program.ts";
import { compilePattern, compilePatternSet, scanLines } from "../../src/index.ts";
import { plainTest } from "../../src/match/matching.ts";
import { requirePattern } from "../../src/pattern/validate.ts";

/** For each event whether it matches; undefined where this door can't be asked, or leaves the answer to the plain matcher. */
export type Verdicts = readonly (boolean | undefined)[];

const ODD = 2;
/** A matcher that has seen this much asks the engine. */
const WARMING = "x".repeat(65_536);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const isWell = (text: string): boolean => !/\p{Surrogate}/u.test(text);
const isLine = (text: string): boolean => text !== "" && !/[\r\n]/.test(text) && isWell(text);

export function doorsOf(pattern: string, events: readonly string[]): Readonly<Record<string, Verdicts>> {
  const analysed = requirePattern(pattern, {});
  const matcher = compilePattern(pattern);
  const warm = compilePattern(pattern);
  warm.test(WARMING);
  const plain = plainTest(analysed);
  const set = compilePatternSet([pattern, "{ $.other = 1 }", "other", pattern]);
  const bytesOnly = (judge: (bytes: Uint8Array) => boolean | undefined): Verdicts =>
    events.map((event) => (isWell(event) ? judge(encode(event)) : undefined));
  return {
    plain: events.map(plain),
    "cold matcher, text": events.map((event) => matcher.test(event)),
    "cold matcher, bytes": bytesOnly((bytes) => matcher.test(bytes)),
    "warm matcher, text": events.map((event) => warm.test(event)),
    "warm matcher, bytes": bytesOnly((bytes) => warm.test(bytes)),
    "engine, text": events.map((event) => settled(engineVerdict(analysed, event))),
    "engine, bytes": bytesOnly((bytes) => settled(engineVerdict(analysed, bytes))),
    "set, text": events.map((event) => pairOf(set.match(event))),
    "set, bytes": bytesOnly((bytes) => pairOf(set.match(bytes))),
    "scan, each": scanned(events, (bytes, visit) => scanLines(matcher, bytes, visit)),
    "scan, by a set": scanned(events, (bytes, visit) =>
      scanLines(set, bytes, (start, end, patterns) => pairOf(patterns) && visit(start, end)),
    ),
  };
}

/** What differs from the expected verdicts, by door. */
export function differences(pattern: string, events: readonly string[], expected: Verdicts): readonly string[] {
  return Object.entries(doorsOf(pattern, events)).flatMap(([door, verdicts]) =>
    verdicts.flatMap((verdict, index) =>
      verdict === undefined || verdict === expected[index]
        ? []
        : [`${door}: ${JSON.stringify(events[index])}: ${verdict}`],
    ),
  );
}

const engine = newEngine()!;

function engineVerdict(analysed: ReturnType<typeof requirePattern>, event: string | Uint8Array): number {
  const program = programOf(analysed);
  if (program === undefined) return ODD;
  return typeof event === "string" ? engine.judgeText(program, event) : engine.judgeBytes(program, event);
}

function settled(verdict: number): boolean | undefined {
  return verdict === ODD ? undefined : verdict === 1;
}

/** The pattern stands in the set twice, first and last. */
function pairOf(found: readonly number[]): boolean {
  const [first, last] = [found.includes(0), found.includes(3)];
  if (first !== last) throw new Error(`the same pattern matched once: ${found.join()}`);
  return first;
}

type Scan = (bytes: Uint8Array, visit: (start: number, end: number) => void) => number;

/** Whether a scan of all events that are lines finds each of them. */
export function scanned(events: readonly string[], scan: Scan): Verdicts {
  const lines = events.map(encode);
  const starts: number[] = [];
  let size = 0;
  const kept = events.map((event, index) => {
    if (!isLine(event)) return false;
    starts[index] = size;
    size += lines[index]!.length + 1;
    return true;
  });
  const buffer = new Uint8Array(size);
  kept.forEach((isKept, index) => {
    if (!isKept) return;
    buffer.set(lines[index]!, starts[index]);
    buffer[starts[index]! + lines[index]!.length] = 10;
  });
  const found = new Map<number, number>();
  // The last line needs no line feed.
  scan(buffer.subarray(0, Math.max(size - 1, 0)), (start, end) => found.set(start, end));
  return events.map((_, index) => {
    if (!kept[index]) return undefined;
    const end = found.get(starts[index]!);
    if (end !== undefined && end !== starts[index]! + lines[index]!.length) throw new Error(`a line ends at ${end}`);
    return end !== undefined;
  });
}
