// Holds: the way from many analysed patterns to one program of the engine.
// In: analysed patterns. Out: bytes that stand at PROGRAM.
// Always: every pattern is filed where any event that it matches shows it: under texts, pieces and ranges of values, under literals of
//   the whole event, or under no condition at all; one that bytes can't stand for is ODD for every event.

import type { AnalysedPattern, TermsTest } from "../pattern/analysed.ts";
import { Blob } from "./blob.ts";
import {
  isLimited,
  isReadable,
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
  HEAD_KIND,
  HEAD_OUT,
  HEAD_OUT_END,
  HEAD_SIZE,
  IF_AND,
  KIND_CANDIDATES,
  KIND_DECIDED,
  KIND_FIELDS,
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
} from "./necessary.ts";
import type { Program } from "./program.ts";
import { JsonFiles } from "./set-json.ts";

/** Room for the lines found between two stops. */
const SMALLEST_OUT = 65_536;
/** More literals than this are looked for more slowly than JSON is read. */
const MAX_LITERALS = 48;
/** But those of so many bytes are passed over in steps, sooner than texts without JSON are searched for all of them. */
const LONG = 5;
/** Less selective literals cost more than they save. */
const MAX_CHANCE = 0.3;

export interface SetProgram extends Program {
  /** How many predicates an event is asked at most that no text, piece or literal of it has called for. */
  readonly cost: number;
  /** The patterns that ask them, by number. */
  readonly forced: readonly number[];
}

export function setProgramOf(patterns: readonly AnalysedPattern[]): SetProgram {
  return new SetWriter(patterns).finish();
}

type File = (kind: number, condition: number | undefined, necessary: Necessary | undefined) => void;

class SetWriter {
  readonly #blob: Blob = new Blob();
  readonly #head: number;
  readonly #grams: Grams = new Grams();
  readonly #always: number[] = [];
  readonly #necessary: (Necessary | undefined)[] = [];
  readonly #count: number;
  readonly #forced: number[] = [];
  #cost = 0;
  readonly #json: JsonFiles | undefined;

  constructor(patterns: readonly AnalysedPattern[]) {
    this.#head = this.#blob.allocate(HEAD_SIZE, 16);
    this.#count = patterns.length;
    const json = patterns.flatMap((p) => (p.kind === "json" && isReadable(p.condition) ? [p.condition] : []));
    this.#json = json.length > 0 ? new JsonFiles(this.#blob, json) : undefined;
    patterns.forEach((pattern, number) => {
      this.#add(pattern, number);
    });
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
        this.#force(pattern, number);
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
        if (this.#json === undefined || !isReadable(pattern.condition)) {
          file(KIND_CANDIDATES, undefined, undefined);
          break;
        }
        this.#necessary.push(necessaryOf(pattern.condition, necessaryOfJson));
        if (!this.#json.add(pattern.condition, at, number)) this.#force(pattern, number);
    }
  }

  /** Every event, or every event with some property, is asked about this pattern. */
  #force(pattern: AnalysedPattern, number: number): void {
    this.#cost += sizeOf(pattern);
    this.#forced.push(number);
  }

  #addTerms(pattern: TermsTest, file: File): void {
    const condition = writeTermsCondition(this.#blob, pattern);
    const necessary = condition === undefined ? undefined : usable(necessaryOfTerms(pattern));
    const isDecided = pattern.required.length <= 1 && pattern.excluded.length === 0 && necessary !== undefined;
    file(isDecided ? KIND_DECIDED : KIND_TERMS, condition, necessary);
  }

  finish(): SetProgram {
    const blob = this.#blob;
    const head = this.#head;
    blob.word(head + HEAD_KIND, KIND_SET);
    blob.word(head + HEAD_COUNT, this.#count);
    if (this.#always.length > 0) blob.word(head + HEAD_ALWAYS, blob.words([this.#always.length, ...this.#always]));
    const { four, two } = this.#grams.write(blob);
    blob.word(head + HEAD_GRAMS4, four);
    blob.word(head + HEAD_GRAMS2, two);
    this.#json?.finish(head);
    this.#writeFilter();
    blob.word(head + HEAD_BITS, blob.allocate(Math.ceil(this.#count / 64) * 8));
    const size = Math.max(SMALLEST_OUT, (this.#count + 3) * 8);
    const out = blob.allocate(size);
    blob.word(head + HEAD_OUT, out);
    blob.word(head + HEAD_OUT_END, out + size);
    return { bytes: blob.finish(), cost: this.#cost, forced: this.#forced };
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

/** Grams have two bytes at least. */
function usable(necessary: Necessary | undefined): Necessary | undefined {
  return necessary?.literals.every(({ length }) => length >= 2) ? necessary : undefined;
}
