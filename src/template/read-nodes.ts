// Holds: the reading of YAML and JSON into nodes.
// In: YAML or JSON text. Out: the tree, and a finding for everything that is not YAML.
// Always: never throws; the walked size of the tree is bounded (aliases share nodes, and a tree that unfolds too far is refused).

import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Node as YamlNode,
} from "yaml";
import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import { type Span, span } from "../text/span.ts";
import { isLikeJson, readJson, stopOfJson } from "./json.ts";
import {
  duplicateKey,
  type Entry,
  LENGTH_LIMIT,
  type ListNode,
  type MapNode,
  type Node,
  type ScalarNode,
} from "./nodes.ts";
import { Offsets, type ScalarStyle } from "./offsets.ts";
import { spanWithin, syntaxFinding } from "./syntax-error.ts";

/** Longest YAML read: four times the largest template that the service takes. */
const YAML_LIMIT = 4 * 1024 * 1024;
/** Largest size of the tree when every alias is unfolded; a scalar weighs one and its sixteenth of characters. */
const WEIGHT_LIMIT = 2_000_000;

/** One document of a file; most files are one. */
export interface ReadRoot {
  /** Where the document begins: its `---`, if it has one. */
  readonly start: number;
  readonly root: Node | undefined;
}

export interface ReadText {
  readonly roots: readonly ReadRoot[];
  readonly diagnostics: readonly Diagnostic[];
  /** Where the text is no YAML: what holds none of these places was understood. */
  readonly mistakes: readonly number[];
}

/** Reads a file that has to be one document without mistakes. */
export function readNodes(text: string): { root: Node | undefined; diagnostics: readonly Diagnostic[] } {
  const { roots, diagnostics, mistakes } = readText(text);
  const [first, second] = roots;
  if (mistakes.length > 0) return { root: undefined, diagnostics };
  if (second !== undefined) return { root: undefined, diagnostics: [severalDocuments(second)] };
  return { root: first?.root, diagnostics };
}

export function severalDocuments({ start }: ReadRoot): Diagnostic {
  const message = "The file holds more than one YAML document; a template is one document.";
  return diagnostic("template-syntax", span(start, start + 3), message);
}

/** Reads YAML or JSON (which is YAML) into nodes, as far as it can be understood. */
export function readText(text: string): ReadText {
  const json = readJson(text);
  if (json !== undefined)
    return { roots: [{ start: 0, root: json.root }], diagnostics: json.diagnostics, mistakes: [] };
  if (text.length > YAML_LIMIT && text.length <= LENGTH_LIMIT && isLikeJson(text)) {
    const at = stopOfJson(text);
    const message = "Not valid JSON from here on, or nested too deeply.";
    return { roots: [], diagnostics: [diagnostic("template-syntax", span(at, at), message)], mistakes: [at] };
  }
  if (text.length > YAML_LIMIT) {
    const message = `The template has ${text.length} characters; tocsin reads at most ${YAML_LIMIT} of YAML, ${LENGTH_LIMIT} of JSON.`;
    return { roots: [], diagnostics: [diagnostic("template-too-large", span(0, 0), message)], mistakes: [] };
  }
  // Duplicate keys are looked for here: the package compares every pair of keys.
  const documents: readonly Document[] = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false });
  const diagnostics: Diagnostic[] = [];
  const roots = documents.flatMap((document) => {
    const { contents, errors, range } = document as Document & { readonly range: readonly [number, number, number] };
    const [first] = errors;
    if (first !== undefined) diagnostics.push(syntaxFinding(text, document, first));
    // Nothing between two marks, or after the last, is no document.
    if (contents === null || (documents.length > 1 && isScalar(contents) && contents.source === "")) return [];
    const builder = new Builder(text, document);
    const root = builder.root();
    if (first === undefined) diagnostics.push(...builder.diagnostics);
    return [{ start: range[0], root }];
  });
  return { roots, diagnostics, mistakes: documents.flatMap(({ errors }) => errors.map(({ pos }) => pos[0])) };
}

/** Turns the package's tree into ours; anchors are met before their aliases, as YAML demands. */
class Builder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #text: string;
  readonly #document: Document;
  readonly #anchors = new Map<string, Node | "open">();
  readonly #weights = new Map<Node, number>();

  constructor(text: string, document: Document) {
    this.#text = text;
    this.#document = document;
  }

  root(): Node | undefined {
    const contents = this.#document.contents;
    if (contents === null) return undefined;
    const root = this.#node(contents as YamlNode);
    if ((this.#weights.get(root) ?? 0) <= WEIGHT_LIMIT) return root;
    const message = "The template's aliases unfold to more than tocsin reads.";
    this.diagnostics.push(diagnostic("template-too-large", span(0, 0), message));
    return undefined;
  }

  #node(yaml: YamlNode | null): Node {
    if (yaml === null) return this.#weigh({ kind: "scalar", span: span(0, 0), value: null, text: "" }, 1);
    if (isAlias(yaml)) return this.#alias(yaml);
    const anchor = (yaml as { anchor?: string }).anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, "open");
    const node = this.#tagged(yaml);
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    return node;
  }

  #alias(yaml: Alias): Node {
    const target = this.#anchors.get(yaml.source);
    if (target !== undefined && target !== "open") return target;
    const where = this.#span(yaml);
    const message =
      target === "open"
        ? `The alias *${yaml.source} stands inside the value it names.`
        : `The alias *${yaml.source} has no anchor &${yaml.source} before it.`;
    this.diagnostics.push(diagnostic("template-syntax", where, message));
    return this.#weigh({ kind: "scalar", span: where, value: null, text: "" }, 1);
  }

  /** `!Name value` is a call of `Fn::Name`; the tags of YAML itself (`!!str`) are not calls. */
  #tagged(yaml: YamlNode): Node {
    const inner = this.#plain(yaml);
    const tag = yaml.tag;
    if (tag === undefined || !tag.startsWith("!") || tag === "!") return inner;
    const short = tag.slice(1);
    const name = short === "Ref" || short === "Condition" ? short : `Fn::${short}`;
    return this.#weigh({ kind: "call", span: inner.span, name, argument: inner }, 1 + this.#weight(inner));
  }

  #plain(yaml: YamlNode): Node {
    const where = this.#span(yaml);
    if (isMap(yaml)) return this.#map(yaml.items as readonly Pair[], where);
    if (isSeq(yaml)) {
      const items = (yaml.items as readonly (YamlNode | null)[]).map((item) => this.#node(item));
      const node: ListNode = { kind: "list", span: where, items };
      return this.#weigh(
        node,
        items.reduce((sum, item) => sum + this.#weight(item), 1),
      );
    }
    return this.#scalar(yaml, where);
  }

  #map(pairs: readonly Pair[], where: Span): Node {
    const entries = new Map<string, Entry>();
    const merged: Node[] = [];
    for (const pair of pairs) {
      const keySpan = this.#span(pair.key);
      if (!isScalar(pair.key)) {
        this.diagnostics.push(diagnostic("template-syntax", keySpan, "A key must be a plain name."));
        continue;
      }
      const value = this.#valueOf(pair, keySpan);
      const key = String(pair.key.source ?? pair.key.value);
      if (key === "<<" && pair.key.type === "PLAIN") {
        merged.push(...(value.kind === "list" ? value.items : [value]));
        continue;
      }
      const earlier = entries.get(key);
      if (earlier !== undefined) {
        this.diagnostics.push(duplicateKey(key, keySpan, earlier.keySpan));
      }
      entries.set(key, { key, keySpan, value });
    }
    for (const source of merged) {
      if (source.kind !== "map") {
        this.diagnostics.push(
          diagnostic("template-syntax", source.span, "A merge `<<` takes a map or a list of maps."),
        );
        continue;
      }
      for (const entry of source.entries) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    }
    const list = [...entries.values()];
    const node: MapNode = { kind: "map", span: where, entries: list, byKey: entries };
    return this.#weigh(
      node,
      list.reduce((sum, entry) => sum + 1 + this.#weight(entry.value), 1),
    );
  }

  /** An empty value (`Key:` and nothing) has no place of its own: its key stands for it. */
  #valueOf(pair: Pair, keySpan: Span): Node {
    if (pair.value !== null && pair.value !== undefined) return this.#node(pair.value);
    return this.#weigh({ kind: "scalar", span: keySpan, value: null, text: "" }, 1);
  }

  #scalar(yaml: YamlNode, where: Span): Node {
    const scalar = isScalar(yaml) ? yaml : { value: null, source: "", type: "PLAIN" };
    const raw = scalar.value;
    const value =
      typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean"
        ? raw
        : raw === null
          ? null
          : String(raw);
    const text = typeof value === "string" ? value : value === null ? "" : (scalar.source ?? String(value));
    const style = (scalar.type ?? "PLAIN") as ScalarStyle;
    const node: ScalarNode = {
      ...{ kind: "scalar", span: where, value, text },
      offsets: new Offsets(this.#text, where, style, text),
    };
    return this.#weigh(node, 1 + (text.length >> 4));
  }

  #span(yaml: unknown): Span {
    const range = (yaml as { range?: readonly [number, number, number] | null } | null)?.range;
    return range ? spanWithin(this.#text, range[0], range[1]) : span(0, 0);
  }

  #weigh<T extends Node>(node: T, weight: number): T {
    this.#weights.set(node, weight);
    return node;
  }

  #weight(node: Node): number {
    return this.#weights.get(node) ?? 1;
  }
}

interface Pair {
  readonly key: YamlNode;
  readonly value: YamlNode | null;
}
