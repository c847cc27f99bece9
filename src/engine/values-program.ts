// Holds: the program that reads values out of lines of JSON.
// In: paths without wildcards. Out: bytes that stand at PROGRAM.
// Always: values are told in the order of the paths.

import type { Path } from "../pattern/analysed.ts";
import { Blob } from "./blob.ts";
import { HEAD_OUT, HEAD_OUT_END, HEAD_ROOT, HEAD_SIZE, HEAD_VALUES, OUT, OUT_END, VALUE_SIZE } from "./layout.ts";
import { type Want, writeTrie } from "./paths.ts";
import type { Program } from "./program.ts";

/** A value is told in so many words: its kind, start and end. */
export const VALUE_WORDS: number = VALUE_SIZE / 4;

export interface ValuesProgram extends Program {
  /** How many values are read of a line. */
  readonly count: number;
}

export function valuesProgramOf(paths: readonly Path[]): ValuesProgram {
  const blob = new Blob();
  const head = blob.allocate(HEAD_SIZE, 16);
  const wants = paths.map((path): Want & { kind: "slot" } => ({ kind: "slot", path, slot: 0 }));
  blob.word(head + HEAD_OUT, OUT);
  blob.word(head + HEAD_OUT_END, OUT_END);
  blob.word(head + HEAD_ROOT, writeTrie(blob, wants));
  blob.word(head + HEAD_VALUES, blob.words([wants.length, ...wants.map(({ slot }) => slot)]));
  return { bytes: blob.finish(), count: wants.length };
}
