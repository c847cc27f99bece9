// Holds: what a template file says, as a tree of scalars, lists, maps, function calls and values that are not known yet.
// In: nothing. Out: the types, and the member of a map.
// Always: each node has its place in the file; nodes may be shared.

import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import type { Span } from "../text/span.ts";
import type { Places } from "./offsets.ts";
import type { Substitution } from "./substitution.ts";

/** Longest text read. */
export const LENGTH_LIMIT: number = 32 * 1024 * 1024;

/** One value of the file. `offsets` tell where each character of its text was written. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly span: Span;
  readonly value: string | number | boolean | null;
  /** The value as text: a number keeps the form it was written in. */
  readonly text: string;
  readonly offsets?: Places | undefined;
  /** The pieces of a text that functions made out of others. */
  readonly made?: Substitution | undefined;
  /** True for the Default of a parameter, where `offsets` lead. */
  readonly byDefault?: true | undefined;
}

export interface ListNode {
  readonly kind: "list";
  readonly span: Span;
  readonly items: readonly Node[];
}

export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Node;
}

export interface MapNode {
  readonly kind: "map";
  readonly span: Span;
  readonly entries: readonly Entry[];
  readonly byKey: ReadonlyMap<string, Entry>;
}

/** `!Ref x`, `{ "Fn::Join": … }` and the like; the name is always the long one: `Ref`, `Condition`, `Fn::Join`. */
export interface CallNode {
  readonly kind: "call";
  readonly span: Span;
  readonly name: string;
  readonly argument: Node;
}

/** A value that only a deployment knows. `placeholder` is what to show in its place. */
export interface UnknownNode {
  readonly kind: "unknown";
  readonly span: Span;
  readonly placeholder: string;
  /** Why it cannot be known, as the end of a sentence. */
  readonly why: string;
  /** The text as far as it is known. */
  readonly made?: Substitution | undefined;
}

export type Node = ScalarNode | ListNode | MapNode | CallNode | UnknownNode;

/** The member of a map, or nothing. */
export function member(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === "map" ? node.byKey.get(key)?.value : undefined;
}

/** Every reader of maps tells of a key that stands twice. */
export function duplicateKey(key: string, keySpan: Span, earlier: Span): Diagnostic {
  const related = [{ span: earlier, message: "first written here" }];
  const message = `The key ${JSON.stringify(key)} is written twice in one map.`;
  return diagnostic("template-duplicate-key", keySpan, message, { related });
}
