// Holds: the values at given paths of lines of JSON, found where they stand.
// In: paths without wildcards; bytes of whole lines. Out: each line that is not empty, with its values.
// Always: no values are told of a line that is not one JSON object, or whose values do not stand in it as they are (escapes), or where
// there is no engine; nothing else may use the engine meanwhile.

import { LONGEST, sharedEngine } from "../engine/engine.ts";
import {
  VALUE_ABSENT,
  VALUE_ARRAY,
  VALUE_FALSE,
  VALUE_NULL,
  VALUE_NUMBER,
  VALUE_OBJECT,
  VALUE_STRING,
  VALUE_TRUE,
} from "../engine/layout.ts";
import { isExactPath } from "../engine/paths.ts";
import { VALUE_WORDS, type ValuesProgram, valuesProgramOf } from "../engine/values-program.ts";
import type { Path } from "../pattern/analysed.ts";
import { linesOf } from "./lines.ts";

export type ValueKind = "string" | "number" | "true" | "false" | "null" | "object" | "array";

const KINDS: readonly (ValueKind | undefined)[] = kinds([
  [VALUE_ABSENT, undefined],
  [VALUE_STRING, "string"],
  [VALUE_NUMBER, "number"],
  [VALUE_TRUE, "true"],
  [VALUE_FALSE, "false"],
  [VALUE_NULL, "null"],
  [VALUE_OBJECT, "object"],
  [VALUE_ARRAY, "array"],
]);

function kinds(pairs: readonly (readonly [code: number, kind: ValueKind | undefined])[]): (ValueKind | undefined)[] {
  const all: (ValueKind | undefined)[] = [];
  for (const [code, kind] of pairs) all[code] = kind;
  return all;
}

/** The values of one line, by the places of their paths. Lent for the call. */
export class LineValues {
  words: Uint32Array = new Uint32Array(0);
  at = 0;
  base = 0;

  /** Undefined where nothing stands at the path. */
  kind(path: number): ValueKind | undefined {
    return KINDS[this.words[this.at + path * VALUE_WORDS]!];
  }

  /** Where a text or number begins in the bytes; a text without its quotes. */
  start(path: number): number {
    return this.words[this.at + path * VALUE_WORDS + 1]! - this.base;
  }

  end(path: number): number {
    return this.words[this.at + path * VALUE_WORDS + 2]! - this.base;
  }
}

/** Told of a line; values only where they are known. */
export type ValuesVisitor = (start: number, end: number, values: LineValues | undefined) => void;

/** Compiles the reading of `paths`. */
export function compileLineValues(paths: readonly Path[]): (bytes: Uint8Array, visit: ValuesVisitor) => void {
  const isReadable = paths.every(isExactPath);
  const values = new LineValues();
  let program: ValuesProgram | undefined;
  return (bytes, visit) => {
    const engine = isReadable && bytes.length <= LONGEST ? sharedEngine() : undefined;
    if (engine === undefined) {
      for (const [start, end] of linesOf(bytes)) visit(start, end, undefined);
      return;
    }
    program ??= valuesProgramOf(paths);
    engine.readValues(program, bytes, (start, end, isOdd, words, at, base) => {
      values.words = words;
      values.at = at;
      values.base = base;
      visit(start, end, isOdd ? undefined : values);
    });
  };
}
