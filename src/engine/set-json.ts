// Holds: the JSON patterns of a set, filed under what their events show.
// In: conditions. Out: slots with what their values tell; conditions, for what that does not decide.
// Always: a pattern that one text, two texts or a range decides stands in one place only, with its number.

import type { Condition, JsonPredicate } from "../pattern/analysed.ts";
import { type Anchor, anchorsOf, type Shares, valueKey } from "./anchors.ts";
import type { Blob } from "./blob.ts";
import { JsonConditions, predicatesOf, writeJunction } from "./conditions.ts";
import {
  HEAD_JSON_ALWAYS,
  HEAD_ROOT,
  HEAD_TELLING,
  IF_AND,
  IF_NO_VALUE,
  IF_OR,
  IF_VALUES,
  KIND_DECIDED,
  KIND_JSON,
  PATTERN_CONDITION,
  PATTERN_KIND,
} from "./layout.ts";
import { piecesOfValue } from "./necessary.ts";
import { wholeRangeOf } from "./ranges.ts";
import { type GuardedPattern, type KnownText, SlotIndex } from "./slot-index.ts";
import { encoder } from "./utf8.ts";

export type JsonCondition = Condition<JsonPredicate>;
type Pair = readonly [slot: number, number: number];

export class JsonFiles {
  readonly #blob: Blob;
  readonly #conditions: JsonConditions;
  readonly #slots: ReadonlyMap<number, SlotIndex>;
  readonly #shares: Shares;
  readonly #always: number[] = [];

  /** @param all the conditions of all patterns that will be filed. */
  constructor(blob: Blob, all: readonly JsonCondition[]) {
    this.#blob = blob;
    this.#conditions = new JsonConditions(blob, all);
    this.#slots = new Map(this.#conditions.slots.map((slot) => [slot, new SlotIndex(slot)]));
    this.#shares = sharesOf(all);
  }

  /** Files a pattern whose record stands at `at`. False when any event may make it worth trying. */
  add(condition: JsonCondition, at: number, number: number): boolean {
    const anchors = anchorsOf(condition, this.#shares);
    const pairs = this.#pairsOf(condition);
    if (this.#decide(condition, anchors, pairs, number)) return true;
    this.#blob.word(at + PATTERN_KIND, isOnePiece(condition) ? KIND_DECIDED : KIND_JSON);
    this.#blob.word(at + PATTERN_CONDITION, this.#condition(condition));
    for (const anchor of anchors) {
      if (anchor.kind === "always") this.#always.push(at);
      else this.#file(anchor, at, pairs);
    }
    return anchors.every(({ kind }) => kind !== "always" && kind !== "present");
  }

  /** Files a pattern whose only anchor is all that it asks for. */
  #decide(condition: JsonCondition, [anchor]: readonly Anchor[], pairs: readonly Pair[], number: number): boolean {
    if (anchor?.kind === "value" && isTwoTexts(condition, pairs)) {
      const slot = this.#slotOf(anchor.predicate);
      const text = slot.text(anchor.text);
      text.decided.push(guarded(number, slot, text, pairs));
      return true;
    }
    const range = anchor?.kind === "range" ? wholeRangeOf(condition) : undefined;
    if (anchor?.kind !== "range" || range === undefined) return false;
    this.#slotOf(anchor.predicate).ranges.push({ ...range, pattern: 0, number });
    return true;
  }

  #file(anchor: Exclude<Anchor, { kind: "always" }>, pattern: number, pairs: readonly Pair[]): void {
    const slot = this.#slotOf(anchor.predicate);
    if (anchor.kind === "value") {
      const text = slot.text(anchor.text);
      text.patterns.push(guarded(pattern, slot, text, pairs));
    } else if (anchor.kind === "piece") slot.grams.add(anchor.piece, pattern);
    else if (anchor.kind === "range") slot.ranges.push({ low: anchor.low, high: anchor.high, pattern, number: 0 });
    else slot.present.push(pattern);
  }

  #slotOf(predicate: JsonPredicate): SlotIndex {
    return this.#slots.get(this.#conditions.slotOf(predicate))!;
  }

  /** The texts that an and asks for, each as its slot and number. */
  #pairsOf(condition: JsonCondition): readonly Pair[] {
    if (condition.kind !== "and") return [];
    return condition.operands.flatMap((operand) => {
      const pair = operand.kind === "predicate" ? this.#pair(operand.predicate, "=") : undefined;
      return pair === undefined ? [] : [pair];
    });
  }

  /** A condition whose comparisons with whole texts look at the numbers of texts; those of an and stand together. */
  #condition(condition: JsonCondition): number {
    const blob = this.#blob;
    if (condition.kind === "predicate") {
      const { predicate } = condition;
      return this.#values([predicate]) ?? this.#noValue(predicate) ?? this.#conditions.leaf(predicate);
    }
    const isEqual = (operand: JsonCondition): operand is { kind: "predicate"; predicate: JsonPredicate } =>
      condition.kind === "and" && operand.kind === "predicate" && textOf(operand.predicate, "=") !== undefined;
    const values = this.#values(condition.operands.filter(isEqual).map(({ predicate }) => predicate));
    const rest = condition.operands.filter((operand) => !isEqual(operand)).map((operand) => this.#condition(operand));
    const operands = values === undefined ? rest : [values, ...rest];
    if (operands.length === 1) return operands[0]!;
    return writeJunction(blob, condition.kind === "and" ? IF_AND : IF_OR, operands);
  }

  #values(predicates: readonly JsonPredicate[]): number | undefined {
    const pairs = predicates.flatMap((predicate) => this.#pair(predicate, "=") ?? []);
    return pairs.length === 0 ? undefined : this.#blob.words([IF_VALUES, pairs.length / 2, ...pairs]);
  }

  #noValue(predicate: JsonPredicate): number | undefined {
    const pair = this.#pair(predicate, "!=");
    return pair && this.#blob.words([IF_NO_VALUE, 0, ...pair]);
  }

  /** A slot, and the number of a text that it is compared with. */
  #pair(predicate: JsonPredicate, operator: "=" | "!="): Pair | undefined {
    const text = textOf(predicate, operator);
    if (text === undefined) return undefined;
    const slot = this.#slotOf(predicate);
    return [slot.slot, slot.text(text).number];
  }

  /** Writes what the values of slots tell, once all patterns are filed. */
  finish(head: number): void {
    const blob = this.#blob;
    for (const slot of this.#slots.values()) slot.write(blob);
    blob.word(head + HEAD_ROOT, this.#conditions.root);
    blob.word(head + HEAD_TELLING, blob.allocate(this.#slots.size * 4));
    if (this.#always.length > 0) {
      blob.word(head + HEAD_JSON_ALWAYS, blob.words([this.#always.length, ...this.#always]));
    }
  }
}

/** How many patterns ask for the same text at the same path. */
function sharesOf(all: readonly JsonCondition[]): Shares {
  const shares = new Map<string, number>();
  for (const condition of all) {
    const keys = new Set<string>();
    for (const predicate of predicatesOf(condition)) {
      const text = textOf(predicate, "=");
      if (text !== undefined) keys.add(valueKey(predicate, text));
    }
    for (const key of keys) shares.set(key, (shares.get(key) ?? 0) + 1);
  }
  return shares;
}

/** The text that a plain selector's value is compared with by the operator. */
function textOf(predicate: JsonPredicate, operator: "=" | "!="): string | undefined {
  if (predicate.kind !== "comparison" || predicate.path.some((step) => step.kind === "wildcard")) return undefined;
  const { literal, operator: own } = predicate.comparison;
  return own === operator && literal.kind === "text" ? literal.text : undefined;
}

/** A pattern found by one text, with another one that it asks for. */
function guarded(pattern: number, slot: SlotIndex, text: KnownText, pairs: readonly Pair[]): GuardedPattern {
  const [guard, number] = pairs.find(([other, own]) => other !== slot.slot || own !== text.number) ?? [0, 0];
  return { pattern, slot: guard, number };
}

/** One text or two are all that is asked for: `pairs` are those of an and. */
function isTwoTexts(condition: JsonCondition, pairs: readonly Pair[]): boolean {
  if (condition.kind === "predicate") return textOf(condition.predicate, "=") !== undefined;
  const isAll = condition.kind === "and" && pairs.length === condition.operands.length;
  return isAll && new Set(pairs.map((pair) => pair.join())).size <= 2;
}

/** A value that holds one piece, and nothing else is asked: the piece that it is filed under. */
function isOnePiece(condition: JsonCondition): boolean {
  if (condition.kind !== "predicate" || condition.predicate.kind !== "comparison") return false;
  const { path, comparison } = condition.predicate;
  const { literal } = comparison;
  if (literal.kind !== "wildcard" || path.some((step) => step.kind === "wildcard")) return false;
  const [before, piece, after, ...more] = literal.pieces;
  const isWhole = before === "" && after === "" && more.length === 0 && piece !== undefined;
  return isWhole && encoder().encode(piece).length >= 2 && piecesOfValue(comparison) !== undefined;
}
