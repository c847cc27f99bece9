// Holds: the reading of Terraform files into nodes.
// In: a file's text, the parser. Out: the bodies of its resources, block by block; a finding where it is no HCL.
// Always: what Terraform works out when it runs is unknown; a resource with a mistake in it is left out, the others are read.

import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import { type Span, span } from "../text/span.ts";
import type { HclNode, HclParser } from "./hcl-parser.ts";
import { type HclForm, HclText } from "./hcl-text.ts";
import type { Entry, MapNode, Node, UnknownNode } from "./nodes.ts";
import { Part } from "./offsets.ts";
import { holed } from "./substitution.ts";

/** A `resource "type" "name" { … }`. */
export interface HclResource {
  readonly type: string;
  readonly name: string;
  readonly span: Span;
  readonly body: MapNode;
}

/** Deepest nesting of values that is followed. */
const DEPTH_LIMIT = 200;

/** Reads the resources of the types wanted. */
export function readHcl(
  text: string,
  parser: HclParser,
  wanted: readonly string[],
): { resources: readonly HclResource[]; diagnostics: readonly Diagnostic[] } {
  const whole = readStretch(text, span(0, text.length), parser, wanted);
  if (whole.mistake === undefined) return { resources: whole.resources, diagnostics: [] };
  // The parser may take what follows a mistake for a part of it: each block is read for itself.
  const parts = blocksOf(text).map((block) => readStretch(text, block, parser, wanted));
  const mistakes = parts.flatMap(({ mistake }) => mistake ?? []);
  const told = mistakes.length > 0 ? mistakes.slice(0, TOLD) : [whole.mistake];
  return { resources: parts.flatMap(({ resources }) => resources), diagnostics: told };
}

/** How many mistakes of one file are told. */
const TOLD = 20;

/** What begins a block at the top of a file. */
const BLOCK =
  /^(?:resource|data|module|variable|output|locals|provider|terraform|moved|removed|import|check|ephemeral)\b/gm;

function blocksOf(text: string): readonly Span[] {
  const starts = [0, ...[...text.matchAll(BLOCK)].map(({ index }) => index)];
  return starts.map((start, index) => span(start, starts[index + 1] ?? text.length));
}

function readStretch(
  text: string,
  stretch: Span,
  parser: HclParser,
  wanted: readonly string[],
): { readonly resources: readonly HclResource[]; readonly mistake: Diagnostic | undefined } {
  const { root, done } = parser.parse(text.slice(stretch.start, stretch.end));
  try {
    const reader = new Reader(text, stretch.start);
    const blocks = all(root, "body").flatMap((body) => all(body, "block"));
    const resources = blocks.flatMap((block) => reader.resource(block, wanted));
    const mistake = root.hasError ? syntaxFinding(text, stretch.start, firstMistake(root)) : undefined;
    return { resources, mistake };
  } finally {
    done();
  }
}

function syntaxFinding(text: string, shift: number, { node, parent }: Mistake): Diagnostic {
  if (node.type === "quoted_template_end" && node.isMissing) {
    const start = parent.startIndex + shift;
    return diagnostic(
      "template-syntax",
      span(start, start + 1),
      "Not valid HCL: the quote that opens here is not closed.",
    );
  }
  const start = Math.min(node.startIndex + shift, text.length);
  const line = text.indexOf("\n", start);
  const end = Math.min(Math.max(node.endIndex + shift, start), line === -1 ? text.length : Math.max(line, start));
  const isClosing = node.isMissing && /^[\])}=]$/.test(node.type);
  const message = isClosing ? `Not valid HCL: ${node.type} is missing here.` : "Not valid HCL.";
  return diagnostic("template-syntax", span(start, end), message);
}

interface Mistake {
  readonly node: HclNode;
  readonly parent: HclNode;
}

/** The first place that the parser could not make sense of. */
function firstMistake(root: HclNode): Mistake {
  let [node, parent] = [root, root];
  while (!node.isError && !node.isMissing) {
    const next = children(node).find((child) => child.hasError || child.isMissing);
    if (next === undefined) break;
    [node, parent] = [next, node];
  }
  return { node, parent };
}

const children = (node: HclNode): readonly HclNode[] => node.children.filter((child) => child !== null);
const all = (node: HclNode, type: string): readonly HclNode[] => children(node).filter((child) => child.type === type);

class Reader {
  readonly #text: string;
  /** Where the stretch that was parsed starts in the text. */
  readonly #shift: number;
  #depth = 0;

  constructor(text: string, shift: number) {
    this.#text = text;
    this.#shift = shift;
  }

  resource(block: HclNode, wanted: readonly string[]): readonly HclResource[] {
    if (block.startIndex === block.endIndex || this.#source(children(block)[0]!) !== "resource") return [];
    const [type, name] = this.#labels(block);
    if (type === undefined || name === undefined || !wanted.includes(type) || block.hasError) return [];
    return [{ type, name, span: this.#place(block), body: this.#body(block) }];
  }

  #labels(block: HclNode): readonly string[] {
    const labels = children(block).filter(({ type }) => type === "string_lit" || type === "identifier");
    return labels.slice(1).map((label) => this.#source(label).replaceAll('"', ""));
  }

  /** Attributes and blocks alike are members; blocks of one name are a list. */
  #body(block: HclNode): MapNode {
    const entries = new Map<string, Entry>();
    const blocks = new Map<string, Node[]>();
    for (const item of all(block, "body").flatMap(children)) {
      const [first] = children(item);
      if (first === undefined) continue;
      if (item.type === "attribute") this.#add(entries, this.#source(first), this.#place(first), this.#last(item));
      if (item.type !== "block") continue;
      const [key, body] = this.#blockOf(item);
      const list = blocks.get(key);
      if (list === undefined) {
        const items = [body];
        blocks.set(key, items);
        entries.set(key, { key, keySpan: this.#place(first), value: { kind: "list", span: this.#place(item), items } });
      } else list.push(body);
    }
    return { kind: "map", span: this.#place(block), entries: [...entries.values()], byKey: entries };
  }

  /** A block; `dynamic "name" { content { … } }` stands for blocks like its content. */
  #blockOf(block: HclNode): readonly [string, Node] {
    const name = this.#source(children(block)[0]!);
    const [label] = this.#labels(block);
    const content =
      name === "dynamic"
        ? all(block, "body")
            .flatMap((body) => all(body, "block"))
            .find((one) => this.#source(children(one)[0]!) === "content")
        : undefined;
    const [key, body] = content === undefined || label === undefined ? [name, block] : [label, content];
    if (this.#depth >= DEPTH_LIMIT) return [key, this.#unknown(block)];
    this.#depth++;
    const read = this.#body(body);
    this.#depth--;
    return [key, read];
  }

  #add(entries: Map<string, Entry>, key: string, keySpan: Span, value: HclNode | undefined): void {
    if (value === undefined) return;
    entries.set(key, { key, keySpan, value: this.#value(value) });
  }

  #last(node: HclNode): HclNode | undefined {
    return all(node, "expression").at(-1);
  }

  #value(node: HclNode): Node {
    if (this.#depth >= DEPTH_LIMIT) return this.#unknown(node);
    this.#depth++;
    try {
      return this.#expression(node);
    } finally {
      this.#depth--;
    }
  }

  #expression(node: HclNode): Node {
    const parts = children(node).filter(({ type }) => type !== "comment");
    const [only] = parts;
    switch (node.type) {
      case "expression":
        if (parts.length === 3 && only?.type === "(") return this.#value(parts[1]!);
        return parts.length === 1 ? this.#value(only!) : this.#unknown(node);
      case "literal_value":
      case "template_expr":
      case "collection_value":
        return parts.length === 1 ? this.#value(only!) : this.#unknown(node);
      case "string_lit":
      case "quoted_template":
        return this.#string(node, "quote");
      case "heredoc_template":
        return this.#string(node, this.#source(node).startsWith("<<-") ? "flush" : "heredoc");
      case "numeric_lit":
      case "operation":
        return this.#number(node);
      case "bool_lit":
        return {
          kind: "scalar",
          span: this.#place(node),
          value: this.#source(node) === "true",
          text: this.#source(node),
        };
      case "null_lit":
        return { kind: "scalar", span: this.#place(node), value: null, text: "" };
      case "tuple":
        return {
          kind: "list",
          span: this.#place(node),
          items: all(node, "expression").map((item) => this.#value(item)),
        };
      case "object":
        return this.#object(node);
      case "function_call":
        return this.#call(node);
      default:
        return this.#unknown(node);
    }
  }

  #number(node: HclNode): Node {
    const text = this.#source(node).replaceAll(/\s/g, "");
    const value = /^-?[\d.]+([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
    return Number.isFinite(value) ? { kind: "scalar", span: this.#place(node), value, text } : this.#unknown(node);
  }

  #object(node: HclNode): Node {
    const entries = new Map<string, Entry>();
    for (const element of all(node, "object_elem")) {
      const [key, value] = all(element, "expression");
      if (key === undefined) continue;
      const name = this.#value(key);
      // A bare name is a key, not a variable.
      const source = this.#source(key);
      const bare = /^[\w-]+$/.test(source);
      if (name.kind !== "scalar" && !bare) return this.#unknown(node);
      this.#add(entries, name.kind === "scalar" ? name.text : source, this.#place(key), value);
    }
    return { kind: "map", span: this.#place(node), entries: [...entries.values()], byKey: entries };
  }

  /** `trimspace` and `chomp` of a text, with which people strip a heredoc; no other function is worked out. */
  #call(node: HclNode): Node {
    const name = this.#source(children(node)[0]!);
    const [argument, ...more] = all(node, "function_arguments").flatMap((list) => all(list, "expression"));
    if ((name !== "trimspace" && name !== "chomp") || argument === undefined || more.length > 0)
      return this.#unknown(node);
    const value = this.#value(argument);
    const isText = value.kind === "unknown" ? value.made !== undefined : value.kind === "scalar";
    return isText ? trimmed(value, name) : this.#unknown(node);
  }

  #string(node: HclNode, form: HclForm): Node {
    const where = this.#place(node);
    const holes = children(node)
      .filter(({ type }) => /^template_(?!literal)/.test(type))
      .map((hole) => this.#place(hole));
    const inside = form === "quote" ? span(where.start + 1, where.end - 1) : this.#insideHeredoc(node);
    const offsets = new HclText(this.#text, where, inside, holes, form);
    const { value } = offsets;
    if (holes.length === 0) return { kind: "scalar", span: where, value, text: value, offsets };
    return holed(value, offsets.holes, offsets, where, value);
  }

  /** From the line after the first mark to the line of the last. */
  #insideHeredoc(node: HclNode): Span {
    const marks = all(node, "heredoc_identifier");
    const start = this.#text.indexOf("\n", this.#place(marks[0]!).end) + 1;
    const end = this.#text.lastIndexOf("\n", this.#place(marks.at(-1)!).start) + 1;
    return span(start, Math.max(start, end));
  }

  #unknown(node: HclNode): UnknownNode {
    const source = this.#source(node).replaceAll(/\s+/g, " ");
    const shown = source.length > 60 ? `${source.slice(0, 60)}…` : source;
    const why = `${shown} is known only when Terraform runs`;
    return { kind: "unknown", span: this.#place(node), placeholder: `\${${shown}}`, why };
  }

  #place({ startIndex, endIndex }: HclNode): Span {
    return span(startIndex + this.#shift, endIndex + this.#shift);
  }

  #source(node: HclNode): string {
    const { start, end } = this.#place(node);
    return this.#text.slice(start, end);
  }
}

/** The text without white space at its ends; `chomp` takes line breaks at the end only. */
export function trimmed<T extends Node>(node: T, how: "trimspace" | "chomp" = "trimspace"): T {
  if (node.kind === "unknown" && node.made !== undefined) return { ...node, made: node.made.trimmed() };
  if (node.kind !== "scalar" || typeof node.value !== "string") return node;
  const from = how === "chomp" ? 0 : node.text.length - node.text.trimStart().length;
  const text = how === "chomp" ? node.text.replace(/[\r\n]+$/, "") : node.text.trim();
  if (text === node.text) return node;
  const offsets = node.offsets === undefined ? undefined : new Part(node.offsets, from);
  return { ...node, value: text, text, offsets };
}
