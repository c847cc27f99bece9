// Holds: conditions, as the engine reads them.
// In: analysed patterns. Out: addresses of conditions in a program; the trie of the paths they ask for.
// Always: undefined, or not readable, where bytes do not stand exactly for the pattern's texts.

import type {
  Comparison,
  Condition,
  FieldsTest,
  JsonPredicate,
  Path,
  RegexTest,
  TermsTest,
} from "../pattern/analysed.ts";
import type { Blob } from "./blob.ts";
import {
  FINDING_SIZE,
  IF_ABSENT,
  IF_AGAINST,
  IF_AND,
  IF_FIELD,
  IF_FINDING,
  IF_FROM_END,
  IF_LENGTH,
  IF_NO_TERM,
  IF_OR,
  IF_PLACE,
  IF_SIZE,
  IF_SLOT,
  IF_TERM,
  IF_TEST,
  IF_TEXT,
  IF_TYPE,
  IF_WHOLE,
  IF_WILDCARD,
  TEST_DATA,
} from "./layout.ts";
import { isExactPath, pathKey, type Want, writeTrie } from "./paths.ts";
import { isComparable, writeAny, writeComparison, writePlain } from "./predicates.ts";
import { encoder, isExact } from "./utf8.ts";

export function writeJunction(blob: Blob, type: number, operands: readonly number[]): number {
  return blob.words([type, operands.length, ...operands]);
}

export function writeTermsCondition(blob: Blob, { required, excluded, anyOf }: TermsTest): number | undefined {
  if (![...required, ...excluded, ...anyOf].every(isExact)) return undefined;
  const term = (type: number) => (text: string) => {
    const at = blob.allocate(IF_SIZE);
    const bytes = encoder().encode(text);
    blob.word(at + IF_TYPE, type);
    blob.word(at + IF_LENGTH, bytes.length);
    blob.word(at + IF_TEXT, blob.text(bytes));
    return at;
  };
  const parts = [...required.map(term(IF_TERM)), ...excluded.map(term(IF_NO_TERM))];
  if (anyOf.length > 0) parts.push(writeJunction(blob, IF_OR, anyOf.map(term(IF_TERM))));
  return writeJunction(blob, IF_AND, parts);
}

/** Undefined where the engine has no table for the expression. */
export function writeRegexCondition(blob: Blob, { regex, span }: RegexTest): number | undefined {
  const test = writeComparison(blob, { operator: "=", literal: { kind: "regex", regex }, span });
  if (blob.wordAt(test + TEST_DATA) === 0) return undefined;
  return blob.words([IF_WHOLE, test]);
}

/** Whether the last field takes the rest of the event. */
export function isLimited({ fields, ellipsis }: FieldsTest): boolean {
  return fields.length > 0 && ellipsis === undefined;
}

/** How many fields decide, however many an event has; 0 when its end has to be known. */
export function enoughFields({ fields, ellipsis }: FieldsTest): number {
  const isAtEnd = ellipsis !== undefined && fields.slice(ellipsis).every(({ condition }) => condition === undefined);
  return isAtEnd ? fields.length : 0;
}

export function writeFieldsCondition(blob: Blob, { fields, ellipsis }: FieldsTest): number | undefined {
  const comparisons = fields.flatMap(({ condition }) => (condition === undefined ? [] : [...predicatesOf(condition)]));
  if (!comparisons.every(isComparable)) return undefined;
  const parts = fields.flatMap(({ condition }, index) => {
    if (condition === undefined) return [];
    const isFromEnd = ellipsis !== undefined && index >= ellipsis;
    const leaf = (comparison: Comparison): number => {
      const at = blob.allocate(IF_SIZE);
      blob.word(at + IF_TYPE, IF_FIELD);
      blob.word(at + IF_TEST, writeComparison(blob, comparison));
      blob.word(at + IF_PLACE, isFromEnd ? fields.length - index : index);
      blob.word(at + IF_FROM_END, isFromEnd ? 1 : 0);
      return at;
    };
    return [writeCondition(blob, condition, leaf)];
  });
  return writeJunction(blob, IF_AND, parts);
}

/** The conditions of JSON patterns over one trie. */
export class JsonConditions {
  readonly root: number;
  readonly #blob: Blob;
  readonly #slots: Map<string, Want & { kind: "slot" }> = new Map();
  readonly #findings: Map<JsonPredicate, number> = new Map();

  constructor(blob: Blob, conditions: readonly Condition<JsonPredicate>[]) {
    this.#blob = blob;
    const wants: Want[] = [];
    for (const condition of conditions) {
      for (const predicate of predicatesOf(condition)) wants.push(...this.#wantsOf(predicate));
    }
    this.root = writeTrie(blob, wants);
  }

  #wantsOf(predicate: JsonPredicate): readonly Want[] {
    const wants: Want[] = [];
    const path = plainPart(predicate.path);
    const key = pathKey(path);
    if (!this.#slots.has(key)) {
      const want: Want & { kind: "slot" } = { kind: "slot", path, slot: 0 };
      this.#slots.set(key, want);
      wants.push(want);
    }
    if (path.length === predicate.path.length) return wants;
    const finding = this.#blob.allocate(FINDING_SIZE);
    this.#findings.set(predicate, finding);
    wants.push({ kind: "test", path: predicate.path, test: writeAny(this.#blob, predicate), finding });
    return wants;
  }

  /** The slot of a plain selector, or of a wildcard's parent. */
  slotOf({ path }: JsonPredicate): number {
    return this.#slots.get(pathKey(plainPart(path)))!.slot;
  }

  get slots(): readonly number[] {
    return [...new Set([...this.#slots.values()].map(({ slot }) => slot))];
  }

  write(condition: Condition<JsonPredicate>): number {
    return writeCondition(this.#blob, condition, (predicate) => this.leaf(predicate));
  }

  leaf(predicate: JsonPredicate): number {
    const blob = this.#blob;
    const at = blob.allocate(IF_SIZE);
    blob.word(at + IF_PLACE, this.slotOf(predicate));
    const finding = this.#findings.get(predicate);
    if (finding === undefined) {
      blob.word(at + IF_TYPE, IF_SLOT);
      blob.word(at + IF_TEST, writePlain(blob, predicate));
      return at;
    }
    const isAbsent = predicate.kind === "state" && predicate.state === "absent";
    const isUnequal = predicate.kind === "comparison" && predicate.comparison.operator === "!=";
    blob.word(at + IF_TYPE, IF_WILDCARD);
    blob.word(at + IF_AGAINST, isAbsent || isUnequal ? 1 : 0);
    blob.word(at + IF_FINDING, finding);
    blob.word(at + IF_ABSENT, isAbsent ? 1 : 0);
    return at;
  }
}

/** A path up to its wildcard. */
function plainPart(path: Path): Path {
  const wildcard = path.findIndex((step) => step.kind === "wildcard");
  return wildcard === -1 ? path : path.slice(0, wildcard);
}

function writeCondition<P>(blob: Blob, condition: Condition<P>, leaf: (predicate: P) => number): number {
  if (condition.kind === "predicate") return leaf(condition.predicate);
  const operands = condition.operands.map((operand) => writeCondition(blob, operand, leaf));
  return writeJunction(blob, condition.kind === "and" ? IF_AND : IF_OR, operands);
}

/** Whether bytes stand exactly for every text of a condition. */
export function isReadable(condition: Condition<JsonPredicate>): boolean {
  return [...predicatesOf(condition)].every((predicate) => {
    return isExactPath(predicate.path) && (predicate.kind === "state" || isComparable(predicate.comparison));
  });
}

export function* predicatesOf<P>(condition: Condition<P>): Iterable<P> {
  if (condition.kind === "predicate") yield condition.predicate;
  else for (const operand of condition.operands) yield* predicatesOf(operand);
}
