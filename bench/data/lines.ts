// Holds: events as the bytes of a file, one a line.
// In: lines of text, or files of them. Out: bytes that end in a line feed, and how many lines they hold.
// Always: lines are whole; a wanted size is reached by going round the lines again, never by cutting one.

import { readFileSync } from "node:fs";

const LINE_FEED = 10;

/** Lines enough for `size` bytes at most, at least once round when `size` is smaller than a line. */
export function fill(lines: readonly string[], size: number): Uint8Array {
  const once = Buffer.from(`${lines.join("\n")}\n`);
  return cycled(once, size);
}

/** The lines of files, enough for `size` bytes. */
export function fillFromFiles(paths: readonly string[], size: number): Uint8Array {
  const texts = paths.map((path) => {
    const bytes = readFileSync(path);
    return bytes.at(-1) === LINE_FEED ? bytes : Buffer.concat([bytes, Buffer.from("\n")]);
  });
  return cycled(Buffer.concat(texts), size);
}

function cycled(once: Buffer, size: number): Uint8Array {
  if (once.length >= size) return head(once, size);
  const times = Math.floor(size / once.length);
  const rest = wholeLines(once, size - times * once.length);
  const all = Buffer.allocUnsafe(times * once.length + rest);
  for (let index = 0; index < times; index++) all.set(once, index * once.length);
  all.set(once.subarray(0, rest), times * once.length);
  return all;
}

/** The first whole lines of some bytes, `size` bytes at most, but one line at least. */
export function head(bytes: Uint8Array, size: number): Uint8Array {
  if (bytes.length <= size) return bytes;
  const end = wholeLines(bytes, size);
  return bytes.subarray(0, end > 0 ? end : bytes.indexOf(LINE_FEED) + 1);
}

/** Where the last line ends that ends within `size` bytes. */
function wholeLines(bytes: Uint8Array, size: number): number {
  return size <= 0 ? 0 : bytes.lastIndexOf(LINE_FEED, size - 1) + 1;
}

export function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
  return lines;
}

/** The lines, each a text of its own, as events arrive. */
export function textsOf(bytes: Uint8Array): readonly string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: string[] = [];
  for (let start = 0; start < buffer.length; ) {
    const end = buffer.indexOf(LINE_FEED, start);
    texts.push(buffer.toString("utf8", start, end));
    start = end + 1;
  }
  return texts;
}
