// Holds: that a built pattern means its structure, no more and no less.
// In: random structures, built and compiled on one side, evaluated as plainly as can be on the other.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { build, compilePattern, formatPattern, PatternError, validatePattern } from "../../src/index.ts";
import { matchesWildcard } from "../reference/wildcard.ts";

type Json = null | boolean | string | number | readonly Json[] | { readonly [name: string]: Json };
type Structure<Leaf> =
  | { readonly joins: "and" | "or"; readonly parts: readonly Structure<Leaf>[] }
  | { readonly leaf: Leaf };

/** What is asked of one value. */
type Question =
  | { readonly operator: "=" | "!="; readonly value: build.Value }
  | { readonly operator: "<" | "<=" | ">" | ">="; readonly value: number };
type State = "null" | "true" | "false" | "absent";

/** A place in a JSON event: what the builder is given, and the steps that it means. */
interface Place {
  readonly given: build.PropertySelector;
  readonly path: readonly (string | number | typeof build.each)[];
}
type JsonLeaf = { readonly place: Place } & (Question | { readonly state: State });

// Building

function built<Leaf, Dialect extends "json" | "fields">(
  structure: Structure<Leaf>,
  leaf: (one: Leaf) => build.Condition<Dialect>,
): build.Condition<Dialect> {
  if ("leaf" in structure) return leaf(structure.leaf);
  return build[structure.joins](...structure.parts.map((part) => built(part, leaf)));
}

const { eq, ne, lt, le, gt, ge } = build;
const COMPARISONS = { "=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge };
const STATES = { null: build.isNull, true: build.isTrue, false: build.isFalse, absent: build.notExists };

/** The order of anything but numbers does not compile; `Question` has none. */
function comparison({ operator }: Question): build.Compare<build.Value> {
  return COMPARISONS[operator] as build.Compare<build.Value>;
}

function builtJson(leaf: JsonLeaf): build.JsonCondition {
  const { given } = leaf.place;
  return "state" in leaf ? STATES[leaf.state](given) : comparison(leaf)(given, leaf.value);
}

/** A built pattern is valid and in canonical form. */
function sound(pattern: string): string {
  expect(validatePattern(pattern).filter(({ severity }) => severity === "error")).toEqual([]);
  expect(formatPattern(pattern)).toBe(pattern);
  return pattern;
}

// Evaluating

function leaves<Leaf>(structure: Structure<Leaf>): readonly Leaf[] {
  return "leaf" in structure ? [structure.leaf] : structure.parts.flatMap(leaves);
}

function holds<Leaf>(structure: Structure<Leaf>, leaf: (one: Leaf) => boolean): boolean {
  if ("leaf" in structure) return leaf(structure.leaf);
  const parts = structure.parts.map((part) => holds(part, leaf));
  return structure.joins === "and" ? parts.every(Boolean) : parts.some(Boolean);
}

function numberHolds(number: number, { operator, value }: Question): boolean {
  const right = value as number;
  if (operator === "=" || operator === "!=") return (number === right) === (operator === "=");
  return number !== right ? number < right === operator.startsWith("<") : operator.endsWith("=");
}

/** A text, or the text of a number: those used here the service writes as JavaScript does. */
function textHolds(text: string, { operator, value }: Question): boolean {
  if (operator !== "=" && operator !== "!=") return false;
  if (typeof value !== "object") return (text === String(value)) === (operator === "=");
  const found = "wildcard" in value ? matchesWildcard(value.wildcard, text) : new RegExp(value.regex).test(text);
  return found === (operator === "=");
}

function nodeHolds(node: Json, asked: Question): boolean {
  if (typeof node === "number" && typeof asked.value === "number") return numberHolds(node, asked);
  return (typeof node === "number" || typeof node === "string") && textHolds(String(node), asked);
}

function fieldHolds(text: string, asked: Question): boolean {
  if (typeof asked.value !== "number") return textHolds(text, asked);
  return /^-?[0-9.]+$/.test(text) ? numberHolds(Number(text), asked) : asked.operator === "!=";
}

function child(node: Json, step: Place["path"][number]): readonly Json[] {
  if (typeof node !== "object" || node === null) return [];
  if (typeof step === "object") return Object.values(node);
  if (Array.isArray(node) !== (typeof step === "number") || !Object.hasOwn(node, step)) return [];
  return [(node as { readonly [name: string]: Json })[step]!];
}

function select(path: Place["path"], event: Json): readonly Json[] {
  return path.reduce((nodes: readonly Json[], step) => nodes.flatMap((node) => child(node, step)), [event]);
}

function jsonHolds(leaf: JsonLeaf, event: Json): boolean {
  const { path } = leaf.place;
  const nodes = select(path, event);
  const wildcard = path.indexOf(build.each);
  if ("state" in leaf) {
    if (leaf.state === "absent") return nodes.length === 0;
    if (leaf.state !== "null") return nodes.includes(leaf.state === "true");
    return nodes.some((node) => node === null || (wildcard === -1 && Array.isArray(node) && node.includes(null)));
  }
  if (leaf.operator !== "!=" || wildcard === -1) return nodes.some((node) => nodeHolds(node, leaf));
  const hasParent = select(path.slice(0, wildcard), event).length > 0;
  return hasParent && !nodes.some((node) => nodeHolds(node, { ...leaf, operator: "=" }));
}

// Making up

const pick = <const T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const numbers = pick(0, 1, -1, 2, 1.5, 10);
const texts = pick("a", "ab", "1", "1.5", "true", "null", "", 'a"b', "\\", "a b", "}", "]", "é", "&& $.a = 1");
const values: fc.Arbitrary<build.Value> = fc.oneof(
  { weight: 3, arbitrary: numbers },
  { weight: 4, arbitrary: texts },
  { weight: 2, arbitrary: pick("a*", "*b", "*", "1*", '*"*').map((wildcard) => ({ wildcard })) },
  { weight: 1, arbitrary: pick("^a", "b$", "1|}").map((regex) => ({ regex })) },
);
const questions: fc.Arbitrary<Question> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ operator: pick("=", "!="), value: values }) },
  { weight: 1, arbitrary: fc.record({ operator: pick("<", "<=", ">", ">="), value: numbers }) },
);

function structures<Leaf>(leaf: fc.Arbitrary<Leaf>): fc.Arbitrary<Structure<Leaf>> {
  return fc.letrec<{ whole: Structure<Leaf>; parts: Structure<Leaf>[] }>((tie) => ({
    whole: fc.oneof(
      { depthIdentifier: "structure", maxDepth: 3 },
      leaf.map((one) => ({ leaf: one })),
      fc.record({ joins: pick("and", "or"), parts: tie("parts") }),
    ),
    parts: fc.array(tie("whole"), { minLength: 1, maxLength: 3, depthIdentifier: "structure" }),
  })).whole;
}

const places = pick<Place>(
  { given: "$.a", path: ["a"] },
  { given: ["a"], path: ["a"] },
  { given: ["b", 0], path: ["b", 0] },
  { given: "$.['b'][1].a", path: ["b", 1, "a"] },
  { given: ["a.b"], path: ["a.b"] },
  { given: "$.['a.b']", path: ["a.b"] },
  { given: ["*"], path: ["*"] },
  { given: ['é "'], path: ['é "'] },
  { given: ["b", build.each], path: ["b", build.each] },
  { given: "$.b.*.a", path: ["b", build.each, "a"] },
);
const jsonStructures = structures<JsonLeaf>(
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(places, questions).map(([place, asked]) => ({ place, ...asked })) },
    { weight: 1, arbitrary: fc.record({ place: places, state: pick<State>("null", "true", "false", "absent") }) },
  ),
);
const scalars: fc.Arbitrary<Json> = fc.oneof(numbers, texts, pick<Json>(true, false, null));
const children: fc.Arbitrary<Json> = fc.oneof(scalars, fc.dictionary(pick("a", "b"), scalars, { maxKeys: 2 }));
const nodes: fc.Arbitrary<Json> = fc.oneof(children, fc.array(children, { maxLength: 3 }));
const events = fc.dictionary(pick("a", "b", "a.b", "*", 'é "'), nodes, { maxKeys: 4 });

const words = fc.oneof(pick("ERROR", "a", "b", "-", "?", "a-b", "{", '"', "\\", " ", "é"), fc.string({ minLength: 1 }));
const someWords = fc.array(words, { maxLength: 4 });

const namedFields = fc
  .uniqueArray(pick("x", "y", "z", "w_1", "é"), { maxLength: 3 })
  .chain((names) => fc.tuple(...names.map((name) => fc.tuple(pick(name, name, ""), fc.option(structures(questions))))));
const eventFields = fc.array(pick("a", "ab", "1", "1.5", "-1", "10", "true", "é", "*b"), {
  minLength: 1,
  maxLength: 5,
});

const isSearch = (leaf: JsonLeaf | Question): boolean =>
  "value" in leaf && typeof leaf.value === "object" && "regex" in leaf.value;

describe("a built pattern means its structure", () => {
  property.prop([someWords, someWords, fc.array(words, { maxLength: 8 })])("terms", (some, others, parts) => {
    const event = parts.join("");
    const isIn = (term: string): boolean => event.includes(term);
    const all = compilePattern(sound(build.terms({ all: some, none: others })));
    expect(all.test(event)).toBe(some.every(isIn) && !others.some(isIn));
    if (some.length === 0) return;
    expect(compilePattern(sound(build.terms({ any: some }))).test(event)).toBe(some.some(isIn));
  });

  property.prop([jsonStructures, fc.array(events, { minLength: 1, maxLength: 5 })], { numRuns: 2000 })(
    "conditions on JSON events, or passes a quota and is refused",
    (structure, some) => {
      const wildcards = leaves(structure).filter(({ place }) => place.path.includes(build.each)).length;
      const searches = leaves(structure).filter(isSearch).length;
      const condition = built(structure, builtJson);
      if (wildcards > 3 || searches > 2) {
        expect(() => build.json(condition)).toThrow(PatternError);
        return;
      }
      const matcher = compilePattern(sound(build.json(condition)));
      for (const event of some) {
        const expected = holds(structure, (leaf) => jsonHolds(leaf, event));
        expect(matcher.test(JSON.stringify(event)), `${matcher.text} on ${JSON.stringify(event)}`).toBe(expected);
      }
    },
  );

  property.prop([namedFields, fc.option(fc.nat(3)), eventFields], { numRuns: 2000 })(
    "fields and their conditions",
    (named, ellipsis, found) => {
      const asked = named.map(([name, condition]) => (name === "" ? null : condition));
      fc.pre(asked.flatMap((condition) => (condition ? leaves(condition) : [])).filter(isSearch).length <= 2);
      const entries = named.map(([name], index) => {
        const condition = asked[index];
        return condition ? built(condition, (leaf) => comparison(leaf)(name, leaf.value)) : name;
      });
      const before = Math.min(ellipsis ?? named.length, named.length);
      const all = ellipsis === null ? entries : [...entries.slice(0, before), "...", ...entries.slice(before)];
      fc.pre(all.length !== 1 || all[0] !== "");
      const matches = compilePattern(sound(build.fields(all))).test(found.join(" "));

      const gap = found.length - named.length;
      const whole = found.slice(named.length - 1).join(" ");
      const seen = (index: number): string => {
        if (ellipsis === null) return index === named.length - 1 ? whole : found[index]!;
        return found[index < before ? index : index + gap]!;
      };
      const expected = asked.every(
        (condition, index) => !condition || (gap >= 0 && holds(condition, (leaf) => fieldHolds(seen(index), leaf))),
      );
      expect(matches).toBe(all.length === 0 || (gap >= 0 && expected));
    },
  );
});
