// Holds: what every matching event holds: a set of literals one of which is in it.
// In: an analysed pattern. Out: literals, or undefined when there is no such set.
// Always: sound for the event's bytes as they stand. In JSON any character may be written as a `\u` escape, which the filter looks for
//   as well; a slash has an escape of its own, and quotes, backslashes and control characters have no other form: literals end there.

import type { Comparison, Condition, FieldsTest, JsonPredicate, TermsTest } from "../pattern/analysed.ts";
import type { Regex, RegexItem } from "../pattern/regex.ts";
import { rarity } from "./rarity.ts";
import { encoder } from "./utf8.ts";

/** Literals, and how likely an event is to hold one. */
export interface Necessary {
  readonly literals: readonly Uint8Array[];
  readonly chance: number;
}

export function necessaryOfTerms({ required, anyOf }: TermsTest): Necessary | undefined {
  if (anyOf.length > 0) return allOf(anyOf.map((term) => literal(term)));
  return rarest(required.map((term) => literal(term)));
}

export function necessaryOfRegex(regex: Regex): Necessary | undefined {
  return allOf(regex.alternatives.map((items) => literal(longestRun(items))));
}

/** Of a condition, by what its predicates have. */
export function necessaryOf<P>(
  condition: Condition<P>,
  ofPredicate: (predicate: P) => Necessary | undefined,
): Necessary | undefined {
  if (condition.kind === "predicate") return ofPredicate(condition.predicate);
  const operands = condition.operands.map((operand) => necessaryOf(operand, ofPredicate));
  return condition.kind === "and" ? rarest(operands) : allOf(operands);
}

export function necessaryOfFields({ fields }: FieldsTest): Necessary | undefined {
  return rarest(fields.map(({ condition }) => condition && necessaryOf(condition, necessaryOfField)));
}

function necessaryOfField({ operator, literal: wanted }: Comparison): Necessary | undefined {
  if (operator !== "=") return undefined;
  if (wanted.kind === "text") return literal(longest(wanted.text.split(LINE_BREAKS)));
  if (wanted.kind === "wildcard")
    return rarest(wanted.pieces.map((piece) => literal(longest(piece.split(LINE_BREAKS)))));
  return wanted.kind === "regex" ? necessaryOfRegex(wanted.regex) : undefined;
}

export function necessaryOfJson(predicate: JsonPredicate): Necessary | undefined {
  if (predicate.kind === "state" && predicate.state === "absent") return undefined;
  const wildcard = predicate.path.findIndex((step) => step.kind === "wildcard");
  const isUnequal = predicate.kind === "comparison" && predicate.comparison.operator === "!=";
  const path = isUnequal && wildcard !== -1 ? predicate.path.slice(0, wildcard) : predicate.path;
  const names = path.map((step) => (step.kind === "name" ? jsonName(step.name) : undefined));
  const value = predicate.kind === "comparison" ? necessaryOfValue(predicate.comparison) : undefined;
  return rarest([value, ...names]);
}

function necessaryOfValue({ operator, literal: wanted }: Comparison): Necessary | undefined {
  if (operator !== "=") return undefined;
  switch (wanted.kind) {
    case "number":
      return undefined;
    case "text": {
      const { text } = wanted;
      // A number's text: an integer stands as it is; any other may be written in many ways.
      if (/^-?\d+$/.test(text)) return literal(text);
      return isNumberish(text) ? undefined : jsonLiteral(text, true, true);
    }
    case "wildcard": {
      const { pieces } = wanted;
      if (pieces.every((piece) => NUMBER_TEXT.test(piece))) return undefined;
      const last = pieces.length - 1;
      return rarest(pieces.map((piece, index) => jsonLiteral(piece, index === 0, index === last)));
    }
    case "regex": {
      const runs = wanted.regex.alternatives.map(longestRun);
      return runs.some((run) => NUMBER_TEXT.test(run))
        ? undefined
        : allOf(runs.map((run) => jsonLiteral(run, false, false)));
    }
  }
}

/** What the value itself must hold one of; undefined when a number may satisfy the comparison too. */
export function piecesOfValue({ operator, literal: wanted }: Comparison): readonly string[] | undefined {
  if (operator !== "=") return undefined;
  if (wanted.kind === "wildcard") {
    return wanted.pieces.every((piece) => NUMBER_TEXT.test(piece)) ? undefined : [longest(wanted.pieces)];
  }
  if (wanted.kind !== "regex") return undefined;
  const runs = wanted.regex.alternatives.map(longestRun);
  return runs.some((run) => NUMBER_TEXT.test(run)) ? undefined : runs;
}

const LINE_BREAKS = /[\r\n]/;
/** What the text of a number is made of. */
const NUMBER_TEXT = /^[-0-9.EINafinty]*$/;

/** The text that a number other than a plain integer may have. */
export function isNumberish(text: string): boolean {
  return /^-?\d+\.\d+(E-?\d+)?$|^-?Infinity$|^NaN$|^-0$/.test(text);
}

/** A name is in most events of its kind: far less telling than its length says. */
function jsonName(name: string): Necessary | undefined {
  const found = jsonLiteral(name, true, true);
  return found && { ...found, chance: found.chance ** 0.2 };
}

/** The longest piece of a string that has one form but for `\u`, with the quotes that stand beside it. */
function jsonLiteral(text: string, atStart: boolean, atEnd: boolean): Necessary | undefined {
  const pieces = text.split(/["\\/\p{Cc}]/u);
  const last = pieces.length - 1;
  return literal(
    longest(pieces.map((piece, i) => `${atStart && i === 0 ? '"' : ""}${piece}${atEnd && i === last ? '"' : ""}`)),
  );
}

function literal(text: string): Necessary | undefined {
  if (text === "" || LINE_BREAKS.test(text)) return undefined;
  const bytes = encoder().encode(text);
  return { literals: [bytes], chance: 2 ** -rarity(bytes) };
}

function longest(texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length > best.length ? text : best), "");
}

function rarest(sets: readonly (Necessary | undefined)[]): Necessary | undefined {
  return sets.reduce(
    (best, set) => (best === undefined || (set !== undefined && set.chance < best.chance) ? set : best),
    undefined,
  );
}

function allOf(sets: readonly (Necessary | undefined)[]): Necessary | undefined {
  const literals: Uint8Array[] = [];
  let chance = 0;
  for (const set of sets) {
    if (set === undefined) return undefined;
    literals.push(...set.literals);
    chance += set.chance;
  }
  return { literals, chance: Math.min(chance, 1) };
}

/** The longest run of single characters that a sequence of an expression begins, holds or ends with. */
function longestRun(items: readonly RegexItem[]): string {
  const runs = [""];
  for (const item of items) {
    if (item.kind !== "set") continue;
    const character = only(item);
    if (character === undefined) runs.push("");
    else runs[runs.length - 1] += character.repeat(Math.min(item.min, 64));
    // What may be repeated further breaks the run after it.
    if (character !== undefined && item.max !== item.min) runs.push("");
  }
  return longest(runs);
}

/** The one ASCII character that a set holds. */
function only({ set, min }: RegexItem & { kind: "set" }): string | undefined {
  if (min === 0) return undefined;
  const first = set.indexOf(1);
  return first < 128 && first !== -1 && set.indexOf(1, first + 1) === -1 ? String.fromCharCode(first) : undefined;
}
