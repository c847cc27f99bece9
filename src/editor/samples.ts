// Holds: what sample events teach: their selectors, and the values seen there.
// In: events as text. Out: selectors of JSON events with their values, ready to be written in a pattern.
// Always: a list of events is read once, up to a stated amount; no event makes it throw.

import { compilePattern } from "../match/compile.ts";
import { type JsonNode, type Shape, scanEvent } from "../match/scan.ts";
import type { Path, PathStep } from "../pattern/analysed.ts";
import { readSelector } from "../pattern/nodes.ts";
import { quote, selectorText } from "../pattern/write.ts";
import { parseDecimal } from "../text/decimal.ts";
import { span } from "../text/span.ts";

/** Bounds of the reading: it happens while somebody types. */
const MAX_CHARACTERS = 256 * 1024;
const MAX_DEPTH = 16;
const MAX_SELECTORS = 1000;
const MAX_VALUES = 20;
const MAX_VALUE_LENGTH = 100;

export interface SeenSelector {
  /** As it is written; elements of arrays are told by the first wildcard there is room for, then by their index. */
  readonly text: string;
  readonly wildcards: number;
  /** Kinds of the nodes seen there: `string`, `number`, `true`, `object`, … */
  readonly kinds: ReadonlySet<JsonNode["kind"]>;
  /** Strings and numbers seen there, as a pattern writes them. */
  readonly values: ReadonlySet<string>;
}

export interface Samples {
  readonly selectors: readonly SeenSelector[];
  /** Values seen at a selector of a pattern. */
  valuesAt(selector: string): readonly string[];
  /** Values seen in the field that so many fields stand before; none when that is not known. */
  fieldValues(index: number | undefined): readonly string[];
}

const known = new WeakMap<readonly string[], Samples>();

/** What a list of events teaches. The same list, which must not change, is read once. */
export function samplesOf(events: readonly string[]): Samples {
  const before = known.get(events);
  if (before !== undefined) return before;
  const samples = readSamples(within(events));
  known.set(events, samples);
  return samples;
}

/** The events that fit the bound; one that is too large is left out. */
function within(events: readonly string[]): readonly string[] {
  let room = MAX_CHARACTERS;
  return events.filter((event) => {
    const fits = event.length <= room;
    if (fits) room -= event.length;
    return fits;
  });
}

/** The wish for everything, as deep as the reading goes. */
function everything(depth: number): Shape {
  return { names: new Map(), indexes: new Map(), every: depth === 0 ? undefined : everything(depth - 1) };
}

function readSamples(events: readonly string[]): Samples {
  const seen = new Map<string, { -readonly [K in keyof SeenSelector]: SeenSelector[K] } & Gathered>();
  const gather = (node: JsonNode, path: Path): void => {
    if (path.length > 0) {
      const text = selectorText(path);
      const key = keyOf(path);
      let entry = seen.get(key);
      if (entry === undefined) {
        if (seen.size >= MAX_SELECTORS) return;
        const wildcards = path.filter((step) => step.kind === "wildcard").length;
        entry = { text, wildcards, kinds: new Set(), values: new Set() };
        seen.set(key, entry);
      }
      entry.kinds.add(node.kind);
      const value = writtenValue(node);
      if (value !== undefined && entry.values.size < MAX_VALUES) entry.values.add(value);
    }
    for (const [step, child] of children(node, path)) gather(child, [...path, step]);
  };
  const shape = everything(MAX_DEPTH);
  for (const event of events) {
    const node = scanEvent(event, shape);
    if (node !== undefined) gather(node, []);
  }
  return {
    selectors: [...seen.values()],
    valuesAt: (selector) => [...(seen.get(keyOf(readSelector(selector, span(0, 0)).steps))?.values ?? [])],
    fieldValues: fieldsOf(events),
  };
}

interface Gathered {
  readonly kinds: Set<JsonNode["kind"]>;
  readonly values: Set<string>;
}

function* children(node: JsonNode, path: Path): Iterable<readonly [PathStep, JsonNode]> {
  if (node.kind === "object") {
    // A name with a single quote in it can't be written in a pattern.
    for (const [name, child] of node.members) {
      if (name !== "" && !name.includes("'")) yield [{ kind: "name", name }, child];
    }
  } else if (node.kind === "array") {
    const isFirst = !path.some((step) => step.kind === "wildcard");
    for (const [index, child] of node.elements.entries()) {
      if (child !== undefined) yield [isFirst ? { kind: "wildcard" } : { kind: "index", index }, child];
    }
  }
}

/** Elements of an array share their values, whichever of them a pattern names. */
function keyOf(path: Path): string {
  return JSON.stringify(path.map((step) => (step.kind === "name" ? step.name : 0)));
}

function writtenValue(node: JsonNode): string | undefined {
  if (node.kind === "number") return parseDecimal(node.source) === undefined ? undefined : node.source;
  if (node.kind !== "string" || node.text.length > MAX_VALUE_LENGTH) return undefined;
  return quote(node.text);
}

/** The fields of each event, as they fall under the pattern of all events; read when first asked for. */
function fieldsOf(events: readonly string[]): (index: number | undefined) => readonly string[] {
  let rows: readonly Readonly<Record<string, string>>[] | undefined;
  return (index) => {
    if (index === undefined) return [];
    const matcher = compilePattern("[]");
    rows ??= events.map((event) => matcher.match(event)?.extractedValues ?? {});
    const values = new Set<string>();
    for (const row of rows) {
      const text = row[`$${index + 1}`];
      if (text === undefined || text.length > MAX_VALUE_LENGTH) continue;
      values.add(parseDecimal(text) === undefined ? quote(text) : text);
      if (values.size === MAX_VALUES) break;
    }
    return [...values];
  };
}
