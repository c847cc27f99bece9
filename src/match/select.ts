// Holds: values taken from JSON events by selectors without wildcards.
// In: paths; then events. Out: the value at each path.
// Always: an event that is not one JSON object has none of them; of bytes and of their text the same values are taken.

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
import { isReadablePath, VALUE_WORDS, type ValuesProgram, valuesProgramOf } from "../engine/values-program.ts";
import type { Path } from "../pattern/analysed.ts";
import { textOf } from "../text/utf8.ts";
import { select } from "./json.ts";
import { type JsonNode, scanEvent } from "./scan.ts";
import { shapeOfPaths } from "./shape.ts";

/** A value as it is written; a string without its escapes. */
export type SelectedValue =
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "number"; readonly source: string }
  | { readonly kind: "true" | "false" | "null" | "object" | "array" };

type Values = readonly (SelectedValue | undefined)[];

/** Compiles the reading of all `paths` in one pass over an event. */
export function compileSelection(paths: readonly Path[]): (event: string | Uint8Array) => Values {
  const shape = shapeOfPaths(paths);
  const plain = (text: string): Values => {
    const event = scanEvent(text, shape);
    return paths.map((path) => event && selected(select(event, path)));
  };
  const isReadable = paths.every(isReadablePath);
  let program: ValuesProgram | undefined;
  return (event) => {
    if (typeof event === "string" || !isReadable || event.length > LONGEST) return plain(textOf(event));
    program ??= valuesProgramOf(paths);
    return engineValues(program, event) ?? plain(textOf(event));
  };
}

function selected(node: JsonNode | undefined): SelectedValue | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "string") return { kind: node.kind, text: node.text };
  return node.kind === "number" ? { kind: node.kind, source: node.source } : { kind: node.kind };
}

/** Undefined where the engine can't tell, or the event has more lines than one. */
function engineValues(program: ValuesProgram, event: Uint8Array): Values | undefined {
  let values: Values | undefined;
  sharedEngine()?.readValues(program, event, (start, end, isOdd, words, at, base) => {
    if (isOdd || start !== 0 || end !== event.length) return;
    values = Array.from({ length: program.count }, (_, index) => {
      const [kind, from, to] = words.subarray(at + index * VALUE_WORDS);
      return engineValue(kind!, () => textOf(event.subarray(from! - base, to! - base)));
    });
  });
  return values;
}

const KINDS: readonly (readonly [kind: number, name: "true" | "false" | "null" | "object" | "array"])[] = [
  [VALUE_TRUE, "true"],
  [VALUE_FALSE, "false"],
  [VALUE_NULL, "null"],
  [VALUE_OBJECT, "object"],
  [VALUE_ARRAY, "array"],
];

function engineValue(kind: number, text: () => string): SelectedValue | undefined {
  if (kind === VALUE_ABSENT) return undefined;
  if (kind === VALUE_STRING) return { kind: "string", text: text() };
  if (kind === VALUE_NUMBER) return { kind: "number", source: text() };
  return { kind: KINDS.find(([code]) => code === kind)![1] };
}
