// Holds: what one writes without a library: lines of a buffer, JSON.parse, a closure.
// In: a test of a text or of an event. Out: contenders.
// Always: as plain as people write it, and no slower than that.

import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { textsOf } from "../data/lines.ts";
import type { Contender } from "./contender.ts";
import type { Trail } from "./question.ts";

export const PARSE = "JSON.parse + closure";
export const INCLUDES = "includes, line by line";
const READLINE = "readline + JSON.parse";
const LINE_FEED = 10;
const CHUNK = 65_536;

/** How many lines pass. */
export function countTexts(bytes: Uint8Array, count: (text: string) => number): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let total = 0;
  for (let start = 0; start < buffer.length; ) {
    const feed = buffer.indexOf(LINE_FEED, start);
    const end = feed === -1 ? buffer.length : feed;
    total += count(buffer.toString("utf8", start, end));
    start = end + 1;
  }
  return total;
}

export function byText(name: string, test: (text: string) => boolean): Contender {
  return { name, prepare: (bytes) => ({ run: () => countTexts(bytes, (text) => (test(text) ? 1 : 0)) }) };
}

export function parsed(closure: (event: Trail) => boolean): Contender {
  return byText(PARSE, (text) => closure(JSON.parse(text) as Trail));
}

/** Lines without the text are not parsed. */
export function hinted(hint: string, closure: (event: Trail) => boolean): Contender {
  const test = (text: string): boolean => text.includes(hint) && closure(JSON.parse(text) as Trail);
  return { ...byText("includes, then JSON.parse", test), note: "misses texts written with escapes" };
}

export function readline(closure: (event: Trail) => boolean): Contender {
  return {
    name: READLINE,
    prepare: (bytes) => ({
      run: async () => {
        const input = Readable.from(chunks(bytes), { objectMode: false });
        let count = 0;
        for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
          if (closure(JSON.parse(line) as Trail)) count++;
        }
        return count;
      },
    }),
  };
}

function* chunks(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

/** Events that are strings already. */
export function overStrings(name: string, test: (text: string) => boolean): Contender {
  return {
    name,
    prepare: (bytes) => {
      const texts = textsOf(bytes);
      return {
        run: () => {
          let count = 0;
          for (const text of texts) if (test(text)) count++;
          return count;
        },
      };
    },
  };
}
