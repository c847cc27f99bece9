// Holds: values taken from JSON events by selectors without wildcards.
// In: paths; then events. Out: the value at each path.
// Always: an event that is not one JSON object has none of them; of bytes and of their text the same values are taken.

import type { Path } from "../pattern/analysed.ts";
import { textOf } from "../text/utf8.ts";
import { select } from "./json.ts";
import { compileLineValues, type LineValues } from "./line-values.ts";
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
  const read = compileLineValues(paths);
  return (event) => {
    if (typeof event === "string") return plain(event);
    let values: Values | undefined;
    // An event may have more lines than one.
    read(event, (start, end, line) => {
      if (line !== undefined && start === 0 && end === event.length)
        values = paths.map((_, path) => valueIn(event, line, path));
    });
    return values ?? plain(textOf(event));
  };
}

function valueIn(event: Uint8Array, line: LineValues, path: number): SelectedValue | undefined {
  const kind = line.kind(path);
  if (kind === undefined) return undefined;
  if (kind !== "string" && kind !== "number") return { kind };
  const text = textOf(event.subarray(line.start(path), line.end(path)));
  return kind === "string" ? { kind, text } : { kind, source: text };
}

function selected(node: JsonNode | undefined): SelectedValue | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "string") return { kind: node.kind, text: node.text };
  return node.kind === "number" ? { kind: node.kind, source: node.source } : { kind: node.kind };
}
