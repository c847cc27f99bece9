// Holds: the trie of the paths that predicates ask for.
// In: predicates with their paths. Out: nodes in a program; where each predicate finds its slot or its finding.
// Always: where a wildcard and a name or an index lead from the same place, the named node has the wildcard's wants too.

import type { Path, PathStep } from "../pattern/analysed.ts";
import type { Blob } from "./blob.ts";
import {
  HASH_A,
  HASH_B,
  NAME_SIZE,
  NODE_BELOW,
  NODE_BLOOM,
  NODE_EVERY,
  NODE_INDEXES,
  NODE_MASK,
  NODE_NAMES,
  NODE_SIZE,
  NODE_SLOT,
  NODE_TESTS,
  SLOT_SIZE,
} from "./layout.ts";
import { encoder, isExact } from "./utf8.ts";

/** What somebody wants at the end of a path. */
export type Want =
  | { readonly kind: "slot"; readonly path: Path; slot: number }
  | { readonly kind: "test"; readonly path: Path; readonly test: number; readonly finding: number };

/** The same for the same path, wherever it was written. */
export function pathKey(path: Path): string {
  const names = path.map((step) => (step.kind === "name" ? step.name : step.kind === "index" ? step.index : true));
  return JSON.stringify(names);
}

/** Whether bytes stand exactly for the names of a path. */
export function isExactPath(path: Path): boolean {
  return path.every((step) => step.kind !== "name" || isExact(step.name));
}

interface Way {
  readonly rest: readonly PathStep[];
  readonly want: Want;
}

/** Writes the trie and tells each want its slot. */
export function writeTrie(blob: Blob, wants: readonly Want[]): number {
  return writeNode(
    blob,
    wants.map((want) => ({ rest: want.path, want })),
    false,
  );
}

function writeNode(blob: Blob, ways: readonly Way[], isBelow: boolean): number {
  const at = blob.allocate(NODE_SIZE);
  blob.word(at + NODE_BELOW, isBelow ? 1 : 0);
  const names = new Map<string, Way[]>();
  const indexes = new Map<number, Way[]>();
  const every: Way[] = [];
  const tests: number[] = [];
  for (const { rest, want } of ways) {
    const [step, ...further] = rest;
    if (step === undefined) arrive(blob, at, want, tests);
    else if (step.kind === "wildcard") every.push({ rest: further, want });
    else if (step.kind === "name") add(names, step.name, { rest: further, want });
    else add(indexes, step.index, { rest: further, want });
  }
  if (tests.length > 0) blob.word(at + NODE_TESTS, blob.words([tests.length / 2, ...tests]));
  const indexed = [...indexes].flatMap(([index, own]) => [index, writeNode(blob, [...own, ...every], isBelow)]);
  if (indexed.length > 0) blob.word(at + NODE_INDEXES, blob.words([indexed.length / 2, ...indexed]));
  if (every.length > 0) blob.word(at + NODE_EVERY, writeNode(blob, every, true));
  if (names.size > 0)
    writeNames(
      blob,
      at,
      [...names].map(([name, own]) => [name, writeNode(blob, [...own, ...every], isBelow)]),
    );
  return at;
}

/** Slots are made once a place; several predicates may look at one. */
function arrive(blob: Blob, node: number, want: Want, tests: number[]): void {
  if (want.kind === "test") {
    tests.push(want.test, want.finding);
    return;
  }
  const known = blob.wordAt(node + NODE_SLOT);
  want.slot = known === 0 ? blob.allocate(SLOT_SIZE) : known;
  blob.word(node + NODE_SLOT, want.slot);
}

function add<K>(groups: Map<K, Way[]>, key: K, way: Way): void {
  const known = groups.get(key);
  if (known === undefined) groups.set(key, [way]);
  else known.push(way);
}

function writeNames(blob: Blob, node: number, children: readonly (readonly [string, number])[]): void {
  let places = 2;
  while (places < children.length * 2) places *= 2;
  const mask = places - 1;
  const table = blob.allocate(places * NAME_SIZE);
  let bloom = 0n;
  for (const [name, child] of children) {
    const bytes = encoder().encode(name);
    const text = blob.text(bytes);
    bloom |= 1n << BigInt(bloomBit(bytes));
    const hash = hashOf(bytes);
    let place = hash & mask;
    while (blob.wordAt(table + place * NAME_SIZE + 12) !== 0) place = (place + 1) & mask;
    const entry = table + place * NAME_SIZE;
    blob.word(entry, hash);
    blob.word(entry + 4, bytes.length);
    blob.word(entry + 8, text);
    blob.word(entry + 12, child);
  }
  blob.long(node + NODE_BLOOM, bloom);
  blob.word(node + NODE_MASK, mask);
  blob.word(node + NODE_NAMES, table);
}

/** An empty name is followed by its own closing quote, and preceded by the opening one. */
const QUOTE = 34;

function bloomBit(bytes: Uint8Array): number {
  const first = bytes[0] ?? QUOTE;
  const last = bytes[bytes.length - 1] ?? QUOTE;
  return (first * 7 + bytes.length * 13 + last * 31) & 63;
}

function hashOf(bytes: Uint8Array): number {
  const { length } = bytes;
  const four = (at: number): number =>
    ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>>
    0;
  const hash =
    length < 4
      ? Math.imul(four(0), HASH_A) ^ Math.imul(length, HASH_B)
      : Math.imul(four(0), HASH_A) ^ Math.imul(four(length - 4) + length, HASH_B);
  return (hash ^ (hash >>> 15)) >>> 0;
}
