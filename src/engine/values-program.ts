// Holds: the program that reads the values of members out of lines of JSON.
// In: names of members of an event. Out: bytes that stand at PROGRAM.
// Always: a name stands for the member of the event itself, not for one further in.

import { Blob } from "./blob.ts";
import { HEAD_OUT, HEAD_OUT_END, HEAD_ROOT, HEAD_SIZE, HEAD_VALUES, OUT, OUT_END } from "./layout.ts";
import { type Want, writeTrie } from "./paths.ts";
import type { Program } from "./program.ts";

export interface ValuesProgram extends Program {
  /** How many values are read of a line. */
  readonly count: number;
}

/** @param names in the order in which values are told; none twice. */
export function valuesProgramOf(names: readonly string[]): ValuesProgram {
  const blob = new Blob();
  const head = blob.allocate(HEAD_SIZE, 16);
  const wants = names.map((name): Want & { kind: "slot" } => ({
    kind: "slot",
    path: [{ kind: "name", name }],
    slot: 0,
  }));
  blob.word(head + HEAD_OUT, OUT);
  blob.word(head + HEAD_OUT_END, OUT_END);
  blob.word(head + HEAD_ROOT, writeTrie(blob, wants));
  blob.word(head + HEAD_VALUES, blob.words([wants.length, ...wants.map(({ slot }) => slot)]));
  return { bytes: blob.finish(), count: wants.length };
}
