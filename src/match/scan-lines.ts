// Holds: the scan of newline-separated events in one buffer.
// In: a matcher or a set, bytes, a visitor. Out: how many lines match; the visitor is told each of them, in order.
// Always: the same lines as `test` accepts one by one; a line feed ends a line, a carriage return before it is not part of it, empty
//   lines are no events; nothing of the buffer is kept; memory does not grow with it.

import { LONGEST, sharedEngine } from "../engine/engine.ts";
import type { Program } from "../engine/program.ts";
import { textOf } from "../text/utf8.ts";
import { insidesOf } from "./engined.ts";
import { chunksOf, type LineVisitor, linesOf } from "./lines.ts";
import type { Matcher } from "./matcher.ts";
import { PatternSet } from "./set.ts";

const ONLY: readonly number[] = Object.freeze([0]);

/** The number of lines in `bytes` that match, each told to `visit` if given. Throws TypeError for what is no matcher or no bytes. */
export function scanLines(matcher: Matcher | PatternSet, bytes: Uint8Array, visit?: LineVisitor): number {
  if (!ArrayBuffer.isView(bytes)) throw new TypeError("scanLines takes a Uint8Array of newline-separated events");
  const all = bytes instanceof Uint8Array ? bytes : bytesOf(bytes);
  if (matcher instanceof PatternSet) return matcher.scan(all, visit);
  const insides = insidesOf(matcher);
  const program = insides?.program();
  const isSingle = program !== undefined && sharedEngine() !== undefined;
  return isSingle ? scanChunks(program, insides!.plain, all, visit) : scanPlainly(matcher, all, visit);
}

/** The bytes of any other view of a buffer. */
function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
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
