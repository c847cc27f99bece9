// Holds: how a buffer falls into lines and into stretches of lines.
// In: bytes. Out: places in them.
// Always: a line feed ends a line, a carriage return before it is not part of it, empty lines are no events; a last line needs no
//   line feed.

/**
 * Told of a matching line: where it stands in the buffer, its line break left out, and the patterns that match it, by their place in
 * the set; for a single matcher always `[0]`.
 */
export type LineVisitor = (start: number, end: number, patterns: readonly number[]) => void;

/** Fits a core's own cache, together with the program. */
const CHUNK = 262_144;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Stretches of whole lines, of CHUNK bytes or one line. */
export function* chunksOf(bytes: Uint8Array): Iterable<readonly [start: number, end: number]> {
  let from = 0;
  while (from < bytes.length) {
    let to = bytes.length;
    if (to - from > CHUNK) {
      const feed = bytes.lastIndexOf(LINE_FEED, from + CHUNK - 1);
      const end = feed >= from ? feed : bytes.indexOf(LINE_FEED, from + CHUNK);
      if (end !== -1) to = end + 1;
    }
    yield [from, to];
    from = to;
  }
}

/** The lines that are events. */
export function* linesOf(bytes: Uint8Array): Iterable<readonly [start: number, end: number]> {
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const next = feed === -1 ? bytes.length : feed;
    const end = next > start && bytes[next - 1] === CARRIAGE_RETURN ? next - 1 : next;
    if (end > start) yield [start, end];
    start = next + 1;
  }
}
