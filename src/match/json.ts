// Holds: the matcher of JSON patterns.
// In: an analysed condition over selectors. Out: a test of an event's text.
// Always: an event that is not one JSON object matches nothing, not even NOT EXISTS [O]; only strings and numbers satisfy
//   comparisons [O]; nothing but the selected nodes is kept of an event.

import type { Condition, JsonPredicate, Path } from "../pattern/analysed.ts";
import { compileCondition } from "./condition.ts";
import { type JsonNode, type Shape, scanEvent } from "./scan.ts";
import { shapeOf } from "./shape.ts";
import { compileComparison, type ValueTest } from "./values.ts";

type NodeTest = (node: JsonNode | undefined) => boolean;

export function compileJson(condition: Condition<JsonPredicate>): (text: string) => boolean {
  const shape: Shape = shapeOf([condition]);
  const test = compileCondition(condition, compilePredicate);
  return (text) => {
    const event = scanEvent(text, shape);
    return event !== undefined && test(event);
  };
}

export function compilePredicate(predicate: JsonPredicate): (event: JsonNode) => boolean {
  const { path } = predicate;
  const wildcard = path.findIndex((step) => step.kind === "wildcard");
  if (wildcard === -1) {
    const test = nodeTest(predicate);
    return (event) => test(select(event, path));
  }
  const before = path.slice(0, wildcard);
  const after = path.slice(wildcard + 1);
  return wildcardTest(predicate, (event) => ({ parent: select(event, before), after }));
}

/** A plain selector: what holds for the one node it selects, or for its absence. */
function nodeTest(predicate: JsonPredicate): NodeTest {
  if (predicate.kind === "comparison") {
    const test = compileComparison(predicate.comparison);
    return (node) => node !== undefined && satisfies(node, test);
  }
  switch (predicate.state) {
    case "absent":
      return (node) => node === undefined;
    case "null":
      return (node) =>
        node !== undefined && (node.kind === "null" || (node.kind === "array" && hasNull(node.elements)));
    default:
      return (node) => node?.kind === predicate.state;
  }
}

/** `IS NULL` holds for an array with a null element too [O; whether any element or the first is unknown: any]. */
function hasNull(elements: readonly JsonNode[]): boolean {
  return elements.some((element) => element.kind === "null");
}

/**
 * A selector with a wildcard: any selected node will do; `!=` asks that the wildcard's parent exists and that no selected
 * node is equal [O]; NOT EXISTS that nothing is selected; IS NULL does not look into arrays here [O].
 */
function wildcardTest(
  predicate: JsonPredicate,
  reach: (event: JsonNode) => { parent: JsonNode | undefined; after: Path },
): (event: JsonNode) => boolean {
  const absent = isAbsent(predicate);
  const against = absent || isUnequal(predicate);
  const test = anyTest(predicate);
  return (event) => {
    const { parent, after } = reach(event);
    if (parent === undefined) return absent;
    const found = someChild(parent, (child) => {
      const node = select(child, after);
      return node !== undefined && test(node);
    });
    return found !== against;
  };
}

function isUnequal(predicate: JsonPredicate): boolean {
  return predicate.kind === "comparison" && predicate.comparison.operator === "!=";
}

function isAbsent(predicate: JsonPredicate): boolean {
  return predicate.kind === "state" && predicate.state === "absent";
}

/** Whether one selected node speaks for a predicate: by it the predicate holds or, over a wildcard, does not fail. */
export function compileNode(predicate: JsonPredicate): (node: JsonNode) => boolean {
  if (!predicate.path.some((step) => step.kind === "wildcard")) return nodeTest(predicate);
  const test = anyTest(predicate);
  const against = isUnequal(predicate) || isAbsent(predicate);
  return (node) => test(node) !== against;
}

/** What one selected node must satisfy for the wildcard to have found something; `!=` and NOT EXISTS ask for the opposite. */
function anyTest(predicate: JsonPredicate): (node: JsonNode) => boolean {
  if (predicate.kind === "state")
    return predicate.state === "absent" ? () => true : (node) => node.kind === predicate.state;
  const { comparison } = predicate;
  const test = compileComparison(comparison.operator === "!=" ? { ...comparison, operator: "=" } : comparison);
  return (node) => satisfies(node, test);
}

function satisfies(node: JsonNode, test: ValueTest): boolean {
  if (node.kind === "string") return test.string(node.text);
  return node.kind === "number" && test.number(node.source);
}

function someChild(parent: JsonNode, test: (child: JsonNode) => boolean): boolean {
  if (parent.kind === "array") return parent.elements.some(test);
  if (parent.kind !== "object") return false;
  for (const member of parent.members.values()) if (test(member)) return true;
  return false;
}

/** Every node a path leads to, in the order of the event; its wildcard's parent, when it has one and the event has it too. */
export function selectAll(event: JsonNode, path: Path): { parent: JsonNode | undefined; nodes: readonly JsonNode[] } {
  const wildcard = path.findIndex((step) => step.kind === "wildcard");
  if (wildcard === -1) {
    const node = select(event, path);
    return { parent: event, nodes: node === undefined ? [] : [node] };
  }
  const parent = select(event, path.slice(0, wildcard));
  const starts = parent === undefined ? [] : children(parent);
  const after = path.slice(wildcard + 1);
  return { parent, nodes: starts.map((start) => select(start, after)).filter((node) => node !== undefined) };
}

function children(parent: JsonNode): readonly JsonNode[] {
  if (parent.kind === "array") return parent.elements;
  return parent.kind === "object" ? [...parent.members.values()] : [];
}

/** The node a path without wildcards leads to; undefined when there is none. */
export function select(from: JsonNode, path: Path): JsonNode | undefined {
  let node: JsonNode | undefined = from;
  for (const step of path) {
    if (step.kind === "name") node = node.kind === "object" ? node.members.get(step.name) : undefined;
    else if (step.kind === "index") node = node.kind === "array" ? node.elements[step.index] : undefined;
    if (node === undefined) return undefined;
  }
  return node;
}
