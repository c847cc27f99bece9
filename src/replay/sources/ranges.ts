// Holds: the ranges of bytes that a large file of lines is read in, each by itself, perhaps at the same time.
// In: a file. Out: its ranges; the bytes of the lines that begin in one.
// Always: every line belongs to the one range that it begins in.

import { closeSync, openSync, readSync } from "node:fs";
import { CHUNK, isGzip } from "./bytes.ts";
import { beginsExported } from "./exported-lines.ts";
import { kindOf, withoutMark } from "./kind.ts";
import type { FoundFile } from "./walk.ts";

/** From `start` up to, not including, `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Large enough that a worker is not asked often, small enough that workers end together. */
const RANGE: number = 64 * CHUNK;

const LINE_FEED = 0x0a;

/** The ranges of a file that is worth it and can be read so: plain lines that are taken as they stand. */
export function rangesOf(file: FoundFile, size: number = RANGE): readonly ByteRange[] | undefined {
  if (file.size < 2 * size || !isPlainLines(file.path)) return undefined;
  const count = Math.floor(file.size / size);
  return Array.from({ length: count }, (_, index) => ({
    start: index * size,
    // The file may have grown since.
    end: index === count - 1 ? Number.POSITIVE_INFINITY : (index + 1) * size,
  }));
}

/** By the same bytes and the same rules as it is told when the file is read. */
function isPlainLines(path: string): boolean {
  try {
    const file = openSync(path, "r");
    try {
      const buffer = Buffer.allocUnsafe(CHUNK);
      const head = buffer.subarray(0, readSync(file, buffer, 0, CHUNK, 0));
      const content = withoutMark(head);
      const isLines = !isGzip(head) && kindOf(content, false) === "lines" && !/^\s*$/.test(content.toString("latin1"));
      // Exported events are no plain lines for who takes lines as they stand.
      return isLines && beginsExported(content, false) === "no";
    } finally {
      closeSync(file);
    }
  } catch {
    // It is told when it is read.
    return false;
  }
}

/** Room for a chunk that no reading uses: ranges are many, and memory that was touched before costs nothing. */
let spare: Buffer | undefined;

/** The bytes of the lines that begin in a range, in chunks that are lent, each with how far the file has been read then. */
export function* chunksOf(path: string, { start, end }: ByteRange): Generator<readonly [chunk: Buffer, bytes: number]> {
  const file = openSync(path, "r");
  const buffer = spare ?? Buffer.allocUnsafe(CHUNK);
  spare = undefined;
  try {
    // In the middle of a line, which begins in a range before?
    let inside = start > 0 && readSync(file, buffer, 0, 1, start - 1) === 1 && buffer[0] !== LINE_FEED;
    for (let at = start; ; ) {
      const isBehind = at >= end;
      const size = readSync(file, buffer, 0, isBehind ? CHUNK : Math.min(CHUNK, end - at), at);
      if (size === 0) return;
      let chunk = at === 0 ? withoutMark(buffer.subarray(0, size)) : buffer.subarray(0, size);
      at += size;
      if (isBehind) {
        const feed = chunk.indexOf(LINE_FEED) + 1;
        yield [feed === 0 ? chunk : chunk.subarray(0, feed), at];
        if (feed !== 0) return;
        continue;
      }
      if (inside) {
        const feed = chunk.indexOf(LINE_FEED) + 1;
        inside = feed === 0;
        chunk = inside ? chunk.subarray(size) : chunk.subarray(feed);
      }
      if (chunk.length > 0) yield [chunk, at];
      // No line of this range is open.
      if (at >= end && (inside || buffer[size - 1] === LINE_FEED)) return;
    }
  } finally {
    spare = buffer;
    closeSync(file);
  }
}
