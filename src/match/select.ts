// Holds: values taken from JSON events by selectors without wildcards.
// In: paths; then the text of an event. Out: the node at each path.
// Always: an event that is not one JSON object has none of them.

import type { Path } from "../pattern/analysed.ts";
import { select } from "./json.ts";
import { type JsonNode, scanEvent } from "./scan.ts";
import { shapeOfPaths } from "./shape.ts";

/** Compiles the reading of all `paths` in one pass over an event. */
export function compileSelection(paths: readonly Path[]): (text: string) => readonly (JsonNode | undefined)[] {
  const shape = shapeOfPaths(paths);
  return (text) => {
    const event = scanEvent(text, shape);
    return paths.map((path) => event && select(event, path));
  };
}
