// Holds: the scan of newline-separated events in one buffer.
// In: a matcher or a set, bytes, a visitor. Out: how many lines match; the visitor is told each of them, in order.
// Always: the same lines as `test` accepts one by one; a line feed ends a line, a carriage return before it is not part of it, empty
//   lines are no events; nothing of the buffer is kept; memory does not grow with it.

import type { LineVisitor } from "./lines.ts";
import type { Matcher } from "./matcher.ts";
import { scanOne } from "./scan-one.ts";
import { PatternSet } from "./set.ts";

/** The number of lines in `bytes` that match, each told to `visit` if given. Throws TypeError for what is no matcher or no bytes. */
export function scanLines(matcher: Matcher | PatternSet, bytes: Uint8Array, visit?: LineVisitor): number {
  if (!ArrayBuffer.isView(bytes)) throw new TypeError("scanLines takes a Uint8Array of newline-separated events");
  const all = bytes instanceof Uint8Array ? bytes : bytesOf(bytes);
  return matcher instanceof PatternSet ? matcher.scan(all, visit) : scanOne(matcher, all, visit);
}

/** The bytes of any other view of a buffer. */
function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
