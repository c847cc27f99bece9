// Lines found by a scan: the same as lines read one by one, wherever chunks end.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { StretchSplitter } from "../../src/replay/sources/stretches.ts";

interface Seen {
  readonly lines: readonly string[];
  readonly tooLong: readonly number[];
}

function seen(chunks: readonly string[], limit: number): Seen {
  const lines: string[] = [];
  const tooLong: number[] = [];
  const splitter = new StretchSplitter(limit, {
    lines: (bytes) => {
      const text = bytes.toString("latin1");
      lines.push(...text.split("\n").slice(0, text.endsWith("\n") ? -1 : undefined));
    },
    tooLong: (size) => tooLong.push(size),
  });
  for (const chunk of chunks) splitter.push(Buffer.from(chunk, "latin1"));
  splitter.end();
  return { lines, tooLong };
}

/** Straight from the definition: a line feed ends a line, and a carriage return before it belongs to the line break. */
function expected(text: string, limit: number): Seen {
  const lines: string[] = [];
  const tooLong: number[] = [];
  const all = text.split("\n");
  if (all.at(-1) === "") all.pop();
  all.forEach((line) => {
    const size = line.endsWith("\r") ? line.length - 1 : line.length;
    if (size > limit) tooLong.push(size);
    else lines.push(line);
  });
  return { lines, tooLong };
}

const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", "\n", "\r", " "), maxLength: 60 });

describe("stretches of whole lines", () => {
  property.prop([text, fc.array(fc.nat(60), { maxLength: 6 }), fc.integer({ min: 1, max: 12 })])(
    "hold every line once, in order, and tell of those that are too long",
    (whole, cuts, limit) => {
      const places = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
      const chunks = places.slice(1).map((end, index) => whole.slice(places[index], end));
      expect(seen(chunks, limit)).toEqual(expected(whole, limit));
    },
  );

  test("of a chunk are handed out together", () => {
    const calls: string[] = [];
    const splitter = new StretchSplitter(100, {
      lines: (bytes) => calls.push(bytes.toString()),
      tooLong: () => calls.push("too long"),
    });
    splitter.push(Buffer.from("a\nb\nc"));
    splitter.push(Buffer.from("d\ne\n"));
    splitter.end();
    expect(calls).toEqual(["a\nb\n", "cd\n", "e\n"]);
  });
});
