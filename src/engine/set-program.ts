// Holds: the way from many analysed patterns to one program of the engine.
// In: analysed patterns. Out: bytes that stand at PROGRAM.
// Always: every pattern is filed where any event that it matches shows it: under texts, pieces and ranges of values, under literals of
//   the whole event, or under no condition at all; one that bytes can't stand for is ODD for every event.

import type { AnalysedPattern, Condition, JsonPredicate, TermsTest } from "../pattern/analysed.ts";
import { type Anchor, anchorsOf, type Shares, valueKey } from "./anchors.ts";
import { Blob } from "./blob.ts";
import {
  isLimited,
  isReadable,
  JsonConditions,
  predicatesOf,
  writeFieldsCondition,
  writeJunction,
  writeRegexCondition,
  writeTermsCondition,
} from "./conditions.ts";
import { writeFilter } from "./filter.ts";
import { Grams } from "./grams.ts";
import {
  HEAD_ALWAYS,
  HEAD_BITS,
  HEAD_COUNT,
  HEAD_FILTER,
  HEAD_GRAMS2,
  HEAD_GRAMS4,
  HEAD_JSON_ALWAYS,
  HEAD_KIND,
  HEAD_OUT,
  HEAD_OUT_END,
  HEAD_ROOT,
  HEAD_SIZE,
  HEAD_TELLING,
  IF_AND,
  IF_NO_VALUE,
  IF_OR,
  IF_VALUES,
  KIND_CANDIDATES,
  KIND_DECIDED,
  KIND_FIELDS,
  KIND_JSON,
  KIND_SET,
  KIND_TERMS,
  PATTERN_CONDITION,
  PATTERN_FIELDS,
  PATTERN_KIND,
  PATTERN_LIMITED,
  PATTERN_NUMBER,
  PATTERN_SIZE,
} from "./layout.ts";
import {
  type Necessary,
  necessaryOf,
  necessaryOfFields,
  necessaryOfJson,
  necessaryOfRegex,
  necessaryOfTerms,
  piecesOfValue,
} from "./necessary.ts";
import type { Program } from "./program.ts";
import { wholeRangeOf } from "./ranges.ts";
import { type GuardedPattern, type KnownText, SlotIndex } from "./slot-index.ts";
import { encoder } from "./utf8.ts";

/** Room for the lines found between two stops. */
const SMALLEST_OUT = 65_536;
/** More literals than this are looked for more slowly than JSON is read. */
const MAX_LITERALS = 48;
/** But those of so many bytes are passed over in steps, sooner than texts without JSON are searched for all of them. */
const LONG = 5;
/** Less selective literals cost more than they save. */
const MAX_CHANCE = 0.3;

type JsonCondition = Condition<JsonPredicate>;

export interface SetProgram extends Program {
  /** How many predicates an event is asked at most that no text, piece or literal of it has called for. */
  readonly cost: number;
}

export function setProgramOf(patterns: readonly AnalysedPattern[]): SetProgram {
  return new SetWriter(patterns).finish();
}

type Pair = readonly [slot: number, number: number];
type File = (kind: number, condition: number | undefined, necessary: Necessary | undefined) => void;

interface JsonPart {
  readonly conditions: JsonConditions;
  readonly slots: ReadonlyMap<number, SlotIndex>;
  readonly shares: Shares;
}

class SetWriter {
  readonly #blob: Blob = new Blob();
  readonly #head: number;
  readonly #grams: Grams = new Grams();
  readonly #always: number[] = [];
  readonly #jsonAlways: number[] = [];
  readonly #necessary: (Necessary | undefined)[] = [];
  readonly #count: number;
  #cost = 0;
  #json: JsonPart | undefined;

  constructor(patterns: readonly AnalysedPattern[]) {
    this.#head = this.#blob.allocate(HEAD_SIZE, 16);
    this.#count = patterns.length;
    const json = patterns.flatMap((p) => (p.kind === "json" && isReadable(p.condition) ? [p.condition] : []));
    if (json.length > 0) this.#json = this.#readJson(json);
    patterns.forEach((pattern, number) => {
      this.#add(pattern, number);
    });
  }

  #readJson(all: readonly JsonCondition[]): JsonPart {
    const conditions = new JsonConditions(this.#blob, all);
    const slots = new Map(conditions.slots.map((slot) => [slot, new SlotIndex(slot)]));
    const shares = new Map<string, number>();
    for (const condition of all) {
      const keys = new Set<string>();
      for (const predicate of predicatesOf(condition)) {
        const text = textOf(predicate, "=");
        if (text !== undefined) keys.add(valueKey(predicate, text));
      }
      for (const key of keys) shares.set(key, (shares.get(key) ?? 0) + 1);
    }
    return { conditions, slots, shares };
  }

  #add(pattern: AnalysedPattern, number: number): void {
    const blob = this.#blob;
    const at = blob.allocate(PATTERN_SIZE);
    blob.word(at + PATTERN_NUMBER, number);
    const file: File = (kind, condition, necessary) => {
      blob.word(at + PATTERN_KIND, condition === undefined ? KIND_CANDIDATES : kind);
      blob.word(at + PATTERN_CONDITION, condition ?? 0);
      this.#necessary.push(necessary);
      if (necessary === undefined) {
        this.#always.push(at);
        this.#cost += sizeOf(pattern);
      } else for (const literal of necessary.literals) this.#grams.add(literal, at);
    };
    switch (pattern.kind) {
      case "all":
        file(KIND_TERMS, writeJunction(blob, IF_AND, []), undefined);
        break;
      case "terms":
        this.#addTerms(pattern, file);
        break;
      case "regex":
        file(KIND_TERMS, writeRegexCondition(blob, pattern), usable(necessaryOfRegex(pattern.regex)));
        break;
      case "fields": {
        const condition = writeFieldsCondition(blob, pattern);
        blob.word(at + PATTERN_FIELDS, pattern.fields.length);
        blob.word(at + PATTERN_LIMITED, isLimited(pattern) ? 1 : 0);
        // Texts that bytes can't stand for can't be looked for either.
        file(KIND_FIELDS, condition, condition === undefined ? undefined : usable(necessaryOfFields(pattern)));
        break;
      }
      case "json":
        if (isReadable(pattern.condition)) this.#addJson(pattern.condition, at, number);
        else file(KIND_CANDIDATES, undefined, undefined);
    }
  }

  #addTerms(pattern: TermsTest, file: File): void {
    const condition = writeTermsCondition(this.#blob, pattern);
    const necessary = condition === undefined ? undefined : usable(necessaryOfTerms(pattern));
    const isDecided = pattern.required.length <= 1 && pattern.excluded.length === 0 && necessary !== undefined;
    file(isDecided ? KIND_DECIDED : KIND_TERMS, condition, necessary);
  }

  #addJson(condition: JsonCondition, at: number, number: number): void {
    const { conditions, slots, shares } = this.#json!;
    this.#necessary.push(necessaryOf(condition, necessaryOfJson));
    const anchors = anchorsOf(condition, shares);
    const pairs = this.#pairsOf(condition);
    const [anchor] = anchors;
    if (anchor?.kind === "value" && isTwoTexts(condition, pairs)) {
      const slot = slots.get(conditions.slotOf(anchor.predicate))!;
      const text = slot.text(anchor.text);
      text.decided.push(guarded(number, slot, text, pairs));
      return;
    }
    const range = wholeRangeOf(condition);
    if (anchor?.kind === "range" && range !== undefined) {
      slots.get(conditions.slotOf(anchor.predicate))!.ranges.push({ ...range, pattern: 0, number });
      return;
    }
    this.#blob.word(at + PATTERN_KIND, isOnePiece(condition) ? KIND_DECIDED : KIND_JSON);
    this.#blob.word(at + PATTERN_CONDITION, this.#condition(condition));
    if (anchors.some(({ kind }) => kind === "always" || kind === "present"))
      this.#cost += sizeOf({ kind: "json", condition });
    for (const anchor of anchors) {
      if (anchor.kind === "always") this.#jsonAlways.push(at);
      else fileUnder(slots.get(conditions.slotOf(anchor.predicate))!, anchor, at, pairs);
    }
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
      return this.#values([predicate]) ?? this.#noValue(predicate) ?? this.#json!.conditions.leaf(predicate);
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
    const slot = this.#json!.conditions.slotOf(predicate);
    return [slot, this.#json!.slots.get(slot)!.text(text).number];
  }

  finish(): SetProgram {
    const blob = this.#blob;
    const head = this.#head;
    const list = (patterns: readonly number[]): number =>
      patterns.length === 0 ? 0 : blob.words([patterns.length, ...patterns]);
    blob.word(head + HEAD_KIND, KIND_SET);
    blob.word(head + HEAD_COUNT, this.#count);
    blob.word(head + HEAD_ALWAYS, list(this.#always));
    blob.word(head + HEAD_JSON_ALWAYS, list(this.#jsonAlways));
    const { four, two } = this.#grams.write(blob);
    blob.word(head + HEAD_GRAMS4, four);
    blob.word(head + HEAD_GRAMS2, two);
    if (this.#json !== undefined) {
      const { conditions, slots } = this.#json;
      for (const slot of slots.values()) slot.write(blob);
      blob.word(head + HEAD_ROOT, conditions.root);
      blob.word(head + HEAD_TELLING, blob.allocate(slots.size * 4));
    }
    this.#writeFilter();
    blob.word(head + HEAD_BITS, blob.allocate(Math.ceil(this.#count / 64) * 8));
    const size = Math.max(SMALLEST_OUT, (this.#count + 3) * 8);
    const out = blob.allocate(size);
    blob.word(head + HEAD_OUT, out);
    blob.word(head + HEAD_OUT_END, out + size);
    return { bytes: blob.finish(), cost: this.#cost };
  }

  #writeFilter(): void {
    const literals: Uint8Array[] = [];
    let chance = 0;
    for (const necessary of this.#necessary) {
      if (necessary === undefined) return;
      literals.push(...necessary.literals);
      chance += necessary.chance;
    }
    if (literals.length === 0 || chance > MAX_CHANCE) return;
    const isLong = this.#json === undefined && literals.every(({ length }) => length >= LONG);
    if (literals.length > MAX_LITERALS && !isLong) return;
    this.#blob.word(this.#head + HEAD_FILTER, writeFilter(this.#blob, literals, this.#json !== undefined));
  }
}

/** How many predicates a pattern may ask of an event. */
function sizeOf(pattern: AnalysedPattern): number {
  switch (pattern.kind) {
    case "terms":
      return pattern.required.length + pattern.excluded.length + pattern.anyOf.length;
    case "json":
      return [...predicatesOf(pattern.condition)].length;
    case "fields":
      return Math.max(1, pattern.fields.filter(({ condition }) => condition !== undefined).length);
    default:
      return 1;
  }
}

/** The text that a plain selector's value is compared with by the operator. */
function textOf(predicate: JsonPredicate, operator: "=" | "!="): string | undefined {
  if (predicate.kind !== "comparison" || predicate.path.some((step) => step.kind === "wildcard")) return undefined;
  const { literal, operator: own } = predicate.comparison;
  return own === operator && literal.kind === "text" ? literal.text : undefined;
}

function fileUnder(
  slot: SlotIndex,
  anchor: Exclude<Anchor, { kind: "always" }>,
  pattern: number,
  pairs: readonly Pair[],
): void {
  if (anchor.kind === "value") {
    const text = slot.text(anchor.text);
    text.patterns.push(guarded(pattern, slot, text, pairs));
  } else if (anchor.kind === "piece") slot.grams.add(anchor.piece, pattern);
  else if (anchor.kind === "range") slot.ranges.push({ low: anchor.low, high: anchor.high, pattern, number: 0 });
  else slot.present.push(pattern);
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

/** Grams have two bytes at least. */
function usable(necessary: Necessary | undefined): Necessary | undefined {
  return necessary?.literals.every(({ length }) => length >= 2) ? necessary : undefined;
}
