// Holds: the making of one request object out of nodes: names, types, and where each member stands.
// In: a node, the shape wanted (CloudFormation's name and the API's for every member). Out: plain data, spans by path, what could not be known.
// Always: never throws; members the shape does not know are kept as they are; what has another type than its member takes is told and left out.

import type { Span } from "../text/span.ts";
import { member, type Node, type ScalarNode } from "./node.ts";
import type { Resolved, Resolver, Unknown } from "./resolve.ts";

/** What a member is: a scalar kind, a list, an object with named members, pairs that become an object, or anything. */
export type Shape =
  | "text"
  | "number"
  | "boolean"
  | "any"
  | { readonly list: Shape }
  | { readonly members: Readonly<Record<string, Member>> }
  /** An object with any names. */
  | { readonly values: Shape }
  /** `[{ Key, Value }]` in CloudFormation, `{ key: value }` in the API. */
  | { readonly pairs: true };

export interface Member {
  /** The API's name, where it is another than CloudFormation's. */
  readonly as?: string;
  readonly shape: Shape;
}

/** The place of a member: its own span, and the offset of its text where the file holds that in one piece. */
export interface MemberSpan {
  readonly span: Span;
  readonly at?: number | undefined;
  readonly length: number;
}

/** A value that does not have the type its member takes. */
export interface Mismatch {
  readonly path: string;
  readonly span: Span;
  readonly expected: string;
}

export interface Shaped {
  readonly value: unknown;
  /** By path in the API's names: `metricTransformations[0].metricName`. */
  readonly members: Readonly<Record<string, MemberSpan>>;
  readonly unknowns: readonly (Unknown & { readonly path: string })[];
  readonly mismatches: readonly Mismatch[];
}

/** How scalars are read: CloudFormation takes `"60"` for a number and `60` for a text; the API does not. */
export type Reading = "lenient" | "strict";

/** Makes a request out of a node. */
export function shape(node: Node, wanted: Shape, resolver: Resolver, reading: Reading): Shaped {
  const shaper = new Shaper(resolver, reading);
  const value = shaper.value(node, wanted, "");
  return { value, members: shaper.members, unknowns: shaper.unknowns, mismatches: shaper.mismatches };
}

class Shaper {
  readonly members: Record<string, MemberSpan> = Object.create(null) as Record<string, MemberSpan>;
  readonly unknowns: (Unknown & { path: string })[] = [];
  readonly mismatches: Mismatch[] = [];
  readonly #resolver: Resolver;
  readonly #reading: Reading;

  constructor(resolver: Resolver, reading: Reading) {
    this.#resolver = resolver;
    this.#reading = reading;
  }

  value(node: Node, wanted: Shape, path: string): unknown {
    const resolved = this.#resolver.resolve(node);
    if (resolved.kind === "none") return undefined;
    this.members[path] =
      resolved.kind === "scalar"
        ? { span: resolved.span, at: resolved.at, length: resolved.text.length }
        : { span: resolved.span, length: 0 };
    if (resolved.kind === "unknown") {
      this.unknowns.push({ ...resolved, path });
      return resolved.placeholder;
    }
    if (resolved.kind === "scalar" && resolved.value === null) return undefined;
    if (wanted === "any") return this.#any(resolved, path);
    if (typeof wanted === "string") return this.#scalar(resolved, wanted, path);
    if ("list" in wanted) return this.#list(resolved, wanted.list, path);
    if ("pairs" in wanted) return this.#pairs(resolved, path);
    if ("values" in wanted) return this.#object(resolved, {}, path, wanted.values);
    return this.#object(resolved, wanted.members, path);
  }

  #any(node: Exclude<Resolved, Unknown | { kind: "none" }>, path: string): unknown {
    if (node.kind === "scalar") return node.value;
    return node.kind === "list" ? this.#list(node, "any", path) : this.#object(node, {}, path);
  }

  #scalar(node: Resolved, wanted: "text" | "number" | "boolean", path: string): unknown {
    const value = node.kind === "scalar" ? this.#read(node, wanted) : undefined;
    return value ?? this.#mismatch(node, wanted === "boolean" ? "true or false" : `a ${wanted}`, path);
  }

  /** The value as the type wanted, or nothing. */
  #read(node: ScalarNode, wanted: "text" | "number" | "boolean"): unknown {
    const { value, text } = node;
    if (typeof value === (wanted === "text" ? "string" : wanted)) return value;
    if (this.#reading === "strict") return undefined;
    if (wanted === "text") return text;
    if (wanted === "boolean") return /^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : undefined;
    const number = text.trim() === "" ? Number.NaN : Number(text);
    return Number.isFinite(number) ? number : undefined;
  }

  #list(node: Resolved, wanted: Shape, path: string): unknown {
    if (node.kind !== "list") return this.#mismatch(node, "a list", path);
    const values: unknown[] = [];
    for (const item of node.items) {
      // Paths count what stays: an item that comes to AWS::NoValue is not there.
      const value = this.value(item, wanted, `${path}[${values.length}]`);
      if (value !== undefined) values.push(value);
    }
    return values;
  }

  #object(node: Resolved, known: Readonly<Record<string, Member>>, path: string, other: Shape = "any"): unknown {
    if (node.kind !== "map") return this.#mismatch(node, "an object", path);
    const object = emptyObject();
    for (const { key, value } of node.entries) {
      const entry = Object.hasOwn(known, key) ? known[key]! : { shape: other };
      const name = entry.as ?? key;
      const made = this.value(value, entry.shape, path === "" ? name : `${path}.${name}`);
      if (made !== undefined) set(object, name, made);
    }
    return object;
  }

  #pairs(node: Resolved, path: string): unknown {
    if (node.kind !== "list") return this.#mismatch(node, "a list of { Key, Value }", path);
    const object = emptyObject();
    for (const item of node.items) {
      const pair = this.#resolver.resolve(item);
      if (pair.kind === "none") continue;
      const [key, value] = pair.kind === "map" ? [member(pair, "Key"), member(pair, "Value")] : [];
      const name = key === undefined ? undefined : this.value(key, "text", `${path}.Key`);
      if (typeof name !== "string" || value === undefined) {
        this.#mismatch(pair, "{ Key, Value }", path);
        continue;
      }
      set(object, name, this.value(value, "text", `${path}.${name}`));
    }
    return object;
  }

  #mismatch(node: Resolved, expected: string, path: string): undefined {
    this.mismatches.push({ path, span: node.span, expected });
    return undefined;
  }
}

function emptyObject(): Record<string, unknown> {
  return {};
}

/** A key of the file is data: `__proto__` is a member like any other. */
function set(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
