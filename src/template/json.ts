// Holds: the reading of plain JSON into nodes, many times faster than as YAML.
// In: a text. Out: the tree, and a finding for each key that stands twice; nothing for a text that is no plain JSON.
// Always: never throws; what it reads, it reads as the YAML reader does; bounded in length and depth.

import type { Diagnostic } from "../text/diagnostic.ts";
import { type Span, span } from "../text/span.ts";
import { duplicateKey, type Entry, LENGTH_LIMIT, type Node, type ScalarNode } from "./nodes.ts";
import { Offsets } from "./offsets.ts";

const DEPTH_LIMIT = 200;

/** Reads JSON; undefined for what is something else, which the YAML reader tells better. */
export function readJson(text: string): { root: Node; diagnostics: readonly Diagnostic[] } | undefined {
  if (text.length > LENGTH_LIMIT || !isLikeJson(text)) return undefined;
  const reader = new Reader(text);
  const root = reader.document();
  return root === undefined ? undefined : { root, diagnostics: reader.diagnostics };
}

/** Whether a text begins as JSON does. */
export function isLikeJson(text: string): boolean {
  return /^\ufeff?[ \t\r\n]*[{[]/.test(text);
}

/** Where the reading of a text as JSON stops. */
export function stopOfJson(text: string): number {
  const reader = new Reader(text);
  reader.document();
  return Math.min(reader.at, text.length);
}

const BLANKS = /[ \t\r\n]*/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const OTHER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

class Reader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #text: string;
  #at: number;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith("\ufeff") ? 1 : 0;
  }

  get at(): number {
    return this.#at;
  }

  document(): Node | undefined {
    const root = this.#value();
    this.#blanks();
    return this.#at === this.#text.length ? root : undefined;
  }

  #value(): Node | undefined {
    this.#blanks();
    const c = this.#text[this.#at];
    if (c !== "{" && c !== "[") return c === '"' ? this.#string() : this.#other();
    if (this.#depth >= DEPTH_LIMIT) return undefined;
    this.#depth++;
    const node = c === "{" ? this.#object() : this.#array();
    this.#depth--;
    return node;
  }

  #array(): Node | undefined {
    const start = this.#at++;
    const items: Node[] = [];
    if (!this.#takes("]")) {
      do {
        const item = this.#value();
        if (item === undefined) return undefined;
        items.push(item);
      } while (this.#takes(","));
      if (!this.#takes("]")) return undefined;
    }
    return { kind: "list", span: span(start, this.#at), items };
  }

  #object(): Node | undefined {
    const start = this.#at++;
    const entries = new Map<string, Entry>();
    if (!this.#takes("}")) {
      do {
        if (!this.#entry(entries)) return undefined;
      } while (this.#takes(","));
      if (!this.#takes("}")) return undefined;
    }
    return { kind: "map", span: span(start, this.#at), entries: [...entries.values()], byKey: entries };
  }

  #entry(entries: Map<string, Entry>): boolean {
    this.#blanks();
    const name = this.#text[this.#at] === '"' ? this.#string() : undefined;
    if (name === undefined || !this.#takes(":")) return false;
    const value = this.#value();
    if (value === undefined) return false;
    const { text: key, span: keySpan } = name;
    const earlier = entries.get(key);
    if (earlier !== undefined) this.diagnostics.push(duplicateKey(key, keySpan, earlier.keySpan));
    entries.set(key, { key, keySpan, value });
    return true;
  }

  #string(): ScalarNode | undefined {
    const where = this.#take(STRING);
    if (where === undefined) return undefined;
    const source = this.#text.slice(where.start, where.end);
    const text = source.includes("\\") ? (JSON.parse(source) as string) : source.slice(1, -1);
    const offsets = new Offsets(this.#text, where, "QUOTE_DOUBLE", text);
    return { kind: "scalar", span: where, value: text, text, offsets };
  }

  #other(): ScalarNode | undefined {
    const where = this.#take(OTHER);
    if (where === undefined) return undefined;
    const source = this.#text.slice(where.start, where.end);
    const value = Object.hasOwn(WORDS, source) ? WORDS[source]! : Number(source);
    const text = value === null ? "" : source;
    return { kind: "scalar", span: where, value, text, offsets: new Offsets(this.#text, where, "PLAIN", text) };
  }

  #take(expression: RegExp): Span | undefined {
    expression.lastIndex = this.#at;
    if (!expression.test(this.#text)) return undefined;
    const where = span(this.#at, expression.lastIndex);
    this.#at = where.end;
    return where;
  }

  #takes(character: string): boolean {
    this.#blanks();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #blanks(): void {
    BLANKS.lastIndex = this.#at;
    BLANKS.test(this.#text);
    this.#at = BLANKS.lastIndex;
  }
}
