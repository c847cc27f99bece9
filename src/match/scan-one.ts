// Holds: the scan of newline-separated events for one matcher.
// In: a matcher, bytes, a visitor. Out: as `scanLines`.
// Always: loads no grammar, as a set does that is made of texts.

import { LONGEST, sharedEngine } from "../engine/engine.ts";
import type { Program } from "../engine/program.ts";
import { textOf } from "../text/utf8.ts";
import { insidesOf } from "./engined.ts";
import { chunksOf, type LineVisitor, linesOf } from "./lines.ts";
import type { Matcher } from "./matcher.ts";

const ONLY: readonly number[] = Object.freeze([0]);

/** As `scanLines`. */
export function scanOne(matcher: Matcher, bytes: Uint8Array, visit?: LineVisitor): number {
  const insides = insidesOf(matcher);
  const program = insides?.program();
  const isSingle = program !== undefined && sharedEngine() !== undefined;
  return isSingle ? scanChunks(program, insides!.plain, bytes, visit) : scanPlainly(matcher, bytes, visit);
}

function scanPlainly(matcher: Matcher, bytes: Uint8Array, visit: LineVisitor | undefined): number {
  let matches = 0;
  for (const [start, end] of linesOf(bytes)) {
    if (!matcher.test(bytes.subarray(start, end))) continue;
    matches++;
    visit?.(start, end, ONLY);
  }
  return matches;
}

function scanChunks(
  program: Program,
  plain: (text: string) => boolean,
  bytes: Uint8Array,
  visit: LineVisitor | undefined,
): number {
  const engine = sharedEngine()!;
  let matches = 0;
  for (const [from, to] of chunksOf(bytes)) {
    const test = (start: number, end: number): boolean => plain(textOf(bytes.subarray(start, end)));
    if (to - from > LONGEST) {
      // A single line that is longer than the engine takes.
      const [line] = linesOf(bytes.subarray(from, to));
      if (line === undefined || !test(from + line[0], from + line[1])) continue;
      matches++;
      visit?.(from + line[0], from + line[1], ONLY);
      continue;
    }
    // What is found is kept until the chunk is done: a visitor may use the engine itself.
    const found: number[] = [];
    const counted = engine.scan(
      program,
      bytes.subarray(from, to),
      (start, end, isOdd) => {
        if (isOdd && !test(from + start, from + end)) return;
        matches++;
        if (visit !== undefined) found.push(from + start, from + end);
      },
      visit === undefined,
    );
    matches += counted;
    for (let at = 0; at < found.length; at += 2) visit!(found[at]!, found[at + 1]!, ONLY);
  }
  return matches;
}
