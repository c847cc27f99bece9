// Holds: the explanation of JSON patterns.
// In: an analysed JSON pattern; then the text of an event. Out: its clauses, and why an event is no JSON object.
// Always: predicates and single nodes are judged by the matcher's own tests.

import type { JsonPredicate, JsonTest } from "../pattern/analysed.ts";
import { type Span, span } from "../text/span.ts";
import { clauseOf, compileClause } from "./clause.ts";
import type { Clause, Explanation, Seen } from "./explanation.ts";
import { compileNode, compilePredicate, selectAll } from "./json.ts";
import { compileRegexSpan } from "./regex-span.ts";
import { type JsonNode, readableEnd, scanEvent } from "./scan.ts";
import { shapeOf } from "./shape.ts";
import { numberText } from "./values.ts";
import { whyPredicate } from "./why.ts";

/** An event, read; `root` is undefined when it is not one JSON object. */
interface JsonEvent {
  readonly text: string;
  readonly root: JsonNode | undefined;
}

export function explainJson({ condition }: JsonTest): (text: string) => Pick<Explanation, "clauses" | "note"> {
  const shape = shapeOf([condition]);
  const clause = compileClause(condition, compileLeaf);
  return (text) => {
    const root = scanEvent(text, shape);
    const clauses = [clause({ text, root })];
    return root === undefined ? { clauses, note: whyNoObject(text) } : { clauses };
  };
}

function compileLeaf(predicate: JsonPredicate): (event: JsonEvent) => Clause {
  const { kind, span, path } = predicate;
  const holdsFor = compilePredicate(predicate);
  const speaksFor = compileNode(predicate);
  const find = regexOf(predicate);
  return ({ text, root }) => {
    if (root === undefined) return clauseOf({ kind, span, holds: false, seen: [] });
    const { parent, nodes } = selectAll(root, path);
    const holds = holdsFor(root);
    const seen = nodes.map((node) => seenNode(node, text, speaksFor(node), find));
    const note = whyPredicate(predicate, { holds, nodes, hasParent: parent !== undefined });
    return clauseOf({ kind, span, holds, seen, note });
  };
}

type Find = (text: string) => Span | undefined;

function regexOf(predicate: JsonPredicate): Find | undefined {
  if (predicate.kind !== "comparison" || predicate.comparison.literal.kind !== "regex") return undefined;
  return compileRegexSpan(predicate.comparison.literal.regex);
}

function seenNode(node: JsonNode, text: string, holds: boolean, find: Find | undefined): Seen {
  const { start, end } = node;
  const raw = text.slice(start, end);
  const value = node.kind === "string" ? node.text : node.kind === "number" ? numberText(node.source) : raw;
  const isComparable = node.kind === "string" || node.kind === "number";
  // A place in the value is a place in the event only where the two are the same letter by letter.
  const offset = node.kind === "string" ? 1 : 0;
  const found = isComparable && raw.slice(offset, raw.length - offset) === value ? find?.(value) : undefined;
  return { span: span(start, end), value, holds, ...(found && { found: shifted(found, start + offset) }) };
}

function shifted({ start, end }: Span, by: number): Span {
  return span(start + by, end + by);
}

/** Why a JSON pattern sees nothing in an event: it must be one JSON object, and nothing else [O]. */
function whyNoObject(text: string): string {
  const end = readableEnd(text);
  const before = text.slice(0, end);
  const rule = "a JSON pattern matches only an event that is one JSON object";
  if (text.trim() === "") return `the event is empty; ${rule}`;
  if (before.trim() === "" && text[end] === "[") return `the event is an array; ${rule}`;
  if (before.trim() === "" && text.includes("{")) return `other text stands before the JSON object; ${rule}`;
  if (before.trim() === "") return `the event is plain text; ${rule}`;
  if (scanEvent(before, NOTHING) !== undefined) return `other text follows the JSON object, at ${end}; ${rule}`;
  if (end >= text.length) return `the event ends before its JSON object does; ${rule}`;
  return `the event is not valid JSON from ${end} on; ${rule}`;
}

const NOTHING = { names: new Map<never, never>(), indexes: new Map<never, never>(), every: undefined };
