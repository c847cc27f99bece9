// Holds: what of an event a pattern needs, gathered from its selectors.
// In: conditions, or single paths. Out: the shape that the scanner reads by.
// Always: where a wildcard and a name lead from the same place, the name's shape holds the wildcard's wants as well, so that
//   the scanner has one shape to follow at each step.

import type { Condition, JsonPredicate, Path, PathStep } from "../pattern/analysed.ts";
import type { Shape } from "./scan.ts";

export function shapeOf(conditions: readonly Condition<JsonPredicate>[]): Shape {
  return shapeOfPaths(conditions.flatMap((condition) => [...predicates(condition)].map(wantedPath)));
}

export function shapeOfPaths(paths: readonly Path[]): Shape {
  const named = new Map<string, Path[]>();
  const indexed = new Map<number, Path[]>();
  const every: Path[] = [];
  for (const [step, ...rest] of paths) {
    if (step === undefined) continue;
    if (step.kind === "wildcard") every.push(rest);
    else if (step.kind === "name") group(named, step.name, rest);
    else group(indexed, step.index, rest);
  }
  const below = (own: readonly Path[]): Shape => shapeOfPaths([...own, ...every]);
  return {
    names: new Map([...named].map(([name, own]) => [name, below(own)])),
    indexes: new Map([...indexed].map(([index, own]) => [index, below(own)])),
    every: every.length === 0 ? undefined : shapeOfPaths(every),
  };
}

function group<K>(groups: Map<K, Path[]>, key: K, path: Path): void {
  const known = groups.get(key);
  if (known === undefined) groups.set(key, [path]);
  else known.push(path);
}

function* predicates(condition: Condition<JsonPredicate>): Iterable<JsonPredicate> {
  if (condition.kind === "predicate") yield condition.predicate;
  else for (const operand of condition.operands) yield* predicates(operand);
}

const ELEMENTS: PathStep = { kind: "wildcard" };

/** IS NULL on a plain selector looks at the elements of an array, so they are wanted too. */
function wantedPath(predicate: JsonPredicate): Path {
  const isNull = predicate.kind === "state" && predicate.state === "null";
  return isNull ? [...predicate.path, ELEMENTS] : predicate.path;
}
