// Holds: the making of one request object out of nodes: names, types, and where each member stands.
// In: a node, the shape wanted (CloudFormation's name and the API's for every member). Out: plain data, spans by path, what could not be known.
// Always: never throws; members the shape does not know are told and kept as they are; what has another type than its member takes is told and left out.

import type { Span } from "../text/span.ts";
import { type MapNode, member, type Node, type ScalarNode } from "./nodes.ts";
import type { Places } from "./offsets.ts";
import type { Resolved, Resolver, Unknown } from "./resolve.ts";
import type { Substitution } from "./substitution.ts";

/** What a member is: a scalar kind, a list, an object with named members, pairs that become an object, or anything. */
export type Shape =
  | "text"
  | "number"
  | "boolean"
  | "any"
  | { readonly list: Shape }
  /** An object with named members; `of` is what has them: `a metric filter`. Without it, others are for a validation to tell. */
  | { readonly members: Readonly<Record<string, Member>>; readonly of?: string }
  /** An object with any names. */
  | { readonly values: Shape }
  /** `[{ Key, Value }]` in CloudFormation, `{ key: value }` in the API. */
  | { readonly pairs: true }
  /** `{ name: value }` in Terraform, `[{ Name, Value }]` in the API. */
  | { readonly dimensions: true };

export interface Member {
  /** The API's name, where it is another than CloudFormation's. */
  readonly as?: string;
  readonly shape: Shape;
}

/** The place of a member: its own span, and that of each character of its text where the file holds it. */
export interface MemberSpan {
  readonly span: Span;
  readonly offsets?: Places | undefined;
  /** The pieces of a text that is made, whether all of it is known or not. */
  readonly made?: Substitution | undefined;
  /** True where the value is the Default of a parameter, to whose text `offsets` lead. */
  readonly byDefault?: true | undefined;
}

/** A member by both its names: the path in the API's, and the one the file writes. */
interface Named {
  readonly path: string;
  readonly written: string;
}

/** A value that does not have the type its member takes. */
export interface Mismatch extends Named {
  readonly span: Span;
  readonly expected: string;
  /** Whether the file holds the value itself, and no function makes it. */
  readonly isWritten: boolean;
}

/** A member that does not exist. */
export interface Stranger {
  readonly written: string;
  readonly name: string;
  readonly span: Span;
  /** What it stands in. */
  readonly of: string;
  /** The members there are. */
  readonly known: readonly string[];
}

export interface Shaped {
  readonly value: unknown;
  /** By path in the API's names: `metricTransformations[0].metricName`. */
  readonly members: Readonly<Record<string, MemberSpan>>;
  readonly unknowns: readonly (Unknown & Named)[];
  readonly mismatches: readonly Mismatch[];
  readonly strangers: readonly Stranger[];
}

/** How scalars are read: CloudFormation takes `"60"` for a number and `60` for a text; the API does not. */
export type Reading = "lenient" | "strict";

/** Makes a request out of a node. */
export function shape(node: Node, wanted: Shape, resolver: Resolver, reading: Reading): Shaped {
  const shaper = new Shaper(resolver, reading);
  const value = shaper.value(node, wanted, { path: "", written: "" });
  const { members, unknowns, mismatches, strangers } = shaper;
  return { value, members, unknowns, mismatches, strangers };
}

class Shaper {
  readonly members: Record<string, MemberSpan> = Object.create(null) as Record<string, MemberSpan>;
  readonly unknowns: (Unknown & Named)[] = [];
  readonly mismatches: Mismatch[] = [];
  readonly strangers: Stranger[] = [];
  readonly #resolver: Resolver;
  readonly #reading: Reading;
  #isWritten = true;

  constructor(resolver: Resolver, reading: Reading) {
    this.#resolver = resolver;
    this.#reading = reading;
  }

  value(node: Node, wanted: Shape, path: Named): unknown {
    const resolved = this.#resolver.resolve(node);
    if (resolved.kind === "none") return undefined;
    this.members[path.path] = placeOf(resolved);
    if (resolved.kind === "unknown") {
      this.unknowns.push({ ...resolved, ...path });
      return resolved.placeholder;
    }
    if (resolved.kind === "scalar" && resolved.value === null) return undefined;
    this.#isWritten = resolved === node;
    if (wanted === "any") return this.#any(resolved, path);
    if (typeof wanted === "string") return this.#scalar(resolved, wanted, path);
    if ("list" in wanted) return this.#list(resolved, wanted.list, path);
    if ("pairs" in wanted) return this.#pairs(resolved, path);
    if ("dimensions" in wanted) return this.#dimensions(resolved, path);
    if ("values" in wanted) return this.#object(resolved, path, {}, wanted.values);
    const { members, of } = wanted;
    if (resolved.kind === "map" && of !== undefined) this.#tellStrangers(resolved, { members, of }, path);
    return this.#object(resolved, path, members);
  }

  #any(node: Exclude<Resolved, Unknown | { kind: "none" }>, path: Named): unknown {
    if (node.kind === "scalar") return node.value;
    return node.kind === "list" ? this.#list(node, "any", path) : this.#object(node, path);
  }

  #scalar(node: Resolved, wanted: "text" | "number" | "boolean", path: Named): unknown {
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

  #list(node: Resolved, wanted: Shape, path: Named): unknown {
    if (node.kind !== "list") return this.#mismatch(node, "a list", path);
    const values: unknown[] = [];
    for (const item of node.items) {
      // Paths count what stays: an item that comes to AWS::NoValue is not there.
      const value = this.value(item, wanted, within(path, `[${values.length}]`));
      if (value !== undefined) values.push(value);
    }
    return values;
  }

  #object(node: Resolved, path: Named, known: Readonly<Record<string, Member>> = {}, other: Shape = "any"): unknown {
    if (node.kind !== "map") return this.#mismatch(node, "an object", path);
    const object = emptyObject();
    for (const { key, value } of node.entries) {
      const entry = Object.hasOwn(known, key) ? known[key]! : { shape: other };
      const name = entry.as ?? key;
      const made = this.value(value, entry.shape, within(path, name, key));
      if (made !== undefined) set(object, name, made);
    }
    return object;
  }

  #tellStrangers(node: MapNode, { members, of }: { readonly members: object; readonly of: string }, path: Named): void {
    for (const { key, keySpan } of node.entries) {
      if (Object.hasOwn(members, key)) continue;
      const { written } = within(path, key);
      this.strangers.push({ written, name: key, span: keySpan, of, known: Object.keys(members) });
    }
  }

  #pairs(node: Resolved, path: Named): unknown {
    if (node.kind !== "list") return this.#mismatch(node, "a list of { Key, Value }", path);
    const object = emptyObject();
    for (const item of node.items) {
      const pair = this.#resolver.resolve(item);
      if (pair.kind === "none") continue;
      const [key, value] = pair.kind === "map" ? [member(pair, "Key"), member(pair, "Value")] : [];
      const name = key === undefined ? undefined : this.value(key, "text", within(path, "Key"));
      if (typeof name !== "string" || value === undefined) {
        this.#mismatch(pair, "{ Key, Value }", path);
        continue;
      }
      set(object, name, this.value(value, "text", within(path, name)));
    }
    return object;
  }

  #dimensions(node: Resolved, path: Named): unknown {
    if (node.kind !== "map") return this.#mismatch(node, "an object", path);
    return node.entries.map(({ key, keySpan, value }, index) => {
      const at = within(path, `[${index}]`);
      this.members[at.path] = { span: keySpan };
      return { Name: key, Value: this.value(value, "text", within(at, "Value")) };
    });
  }

  #mismatch(node: Resolved, expected: string, path: Named): undefined {
    this.mismatches.push({ ...path, span: node.span, expected, isWritten: this.#isWritten });
    return undefined;
  }
}

function placeOf(node: Exclude<Resolved, { kind: "none" }>): MemberSpan {
  const { span } = node;
  if (node.kind === "unknown") return node.made === undefined ? { span } : { span, made: node.made };
  if (node.kind !== "scalar") return { span };
  const { offsets, made, byDefault } = node;
  return { span, offsets, ...(made && { made }), ...(byDefault && { byDefault }) };
}

/** The member of a member; an index in brackets is joined without a point. */
function within({ path, written }: Named, name: string, key: string = name): Named {
  const joined = (before: string, after: string) =>
    before === "" || after.startsWith("[") ? before + after : `${before}.${after}`;
  return { path: joined(path, name), written: joined(written, key) };
}

function emptyObject(): Record<string, unknown> {
  return {};
}

/** A key of the file is data: `__proto__` is a member like any other. */
function set(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
