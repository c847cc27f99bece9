// Holds: a set of patterns, matched together.
// In: patterns; events. Out: which of them match, by their places, ascending.
// Always: the same answers as the patterns one by one; where there is no engine the plain matchers give them.

import { type Engine, type FoundBySet, LONGEST, newEngine, ODD_BIT } from "../engine/engine.ts";
import { type SetProgram, setProgramOf } from "../engine/set-program.ts";
import type { AnalysedPattern } from "../pattern/analysed.ts";
import { PatternError } from "../pattern/error.ts";
import { requirePattern } from "../pattern/validate.ts";
import type { DiagnosticCode } from "../text/catalogue.ts";
import { diagnostic } from "../text/diagnostic.ts";
import { span } from "../text/span.ts";
import { textOf } from "../text/utf8.ts";
import { chunksOf, type LineVisitor, linesOf } from "./lines.ts";
import { plainTest } from "./matching.ts";
import { type PlainEvent, PlainSet } from "./plain-set.ts";

/** So many predicates may be forced on every event [chosen]: some milliseconds for an event of the usual size. */
const MAX_COST = 50_000;

/**
 * Compiles patterns to be matched together. Throws PatternError for the first that the service would refuse, and for a set that
 * would be too costly.
 */
export function compilePatternSet(patterns: readonly string[]): PatternSet {
  if (!Array.isArray(patterns)) throw refused("A set of patterns is a list of texts.", "pattern-type");
  return new PatternSet(patterns.map(patternOfSet));
}

function patternOfSet(text: string, index: number): AnalysedPattern {
  try {
    return requirePattern(text, {});
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const named = error.diagnostics.map((d) => ({ ...d, message: `patterns[${index}]: ${d.message}` }));
    throw new PatternError(named, error.serviceMessage);
  }
}

function refused(message: string, code: DiagnosticCode): PatternError {
  return new PatternError([diagnostic(code, span(0, 0), message, { path: "patterns" })], message);
}

function tooCostly({ cost, forced }: SetProgram): string {
  const number = (count: number): string => count.toLocaleString("en");
  // No pattern is long enough to be too costly by itself.
  const others = `${number(forced.length - 1)} more`;
  return (
    `The set would force ${number(cost)} tests on every event, more than ${number(MAX_COST)}: patterns[${forced[0]}] and ${others} ` +
    "have nothing that tells which events are worth trying. Give them a text or a piece of one that must be there, or a number: " +
    "!=, NOT EXISTS, IS NULL, TRUE or FALSE, `[*]` and excluded terms tell nothing."
  );
}

/** Patterns that are matched together: the cost of an event grows far slower than their number. */
export class PatternSet {
  /** How many patterns there are. */
  readonly size: number;
  readonly #plain: PlainSet;
  readonly #program: SetProgram;
  readonly #engine: Engine | undefined;

  constructor(patterns: readonly AnalysedPattern[]) {
    this.size = patterns.length;
    this.#plain = new PlainSet(patterns.map((analysed) => ({ analysed, plain: plainTest(analysed) })));
    this.#program = setProgramOf(patterns);
    if (this.#program.cost > MAX_COST) throw refused(tooCostly(this.#program), "set-cost");
    this.#engine = newEngine();
  }

  /** The places of the patterns that match the event, ascending. */
  match(event: string | Uint8Array): number[] {
    const engine = this.#engine;
    if (engine === undefined) return this.#plain.match(textOf(event));
    let answer: number[] = [];
    const text = (): string => textOf(event);
    const found: FoundBySet = (start, end, isOdd, words, from, to) => {
      answer = isOdd ? this.#plain.match(text()) : this.#settle(words, from, to, text, start, end);
    };
    const judged =
      typeof event === "string"
        ? engine.judgeTextBySet(this.#program, event, found)
        : event instanceof Uint8Array && engine.judgeBytesBySet(this.#program, event, found);
    return judged ? answer : this.#plain.match(textOf(event));
  }

  /** As `scanLines` does. */
  scan(bytes: Uint8Array, visit: LineVisitor | undefined): number {
    let matches = 0;
    const tell = (start: number, end: number, patterns: readonly number[]): void => {
      if (patterns.length === 0) return;
      matches++;
      visit?.(start, end, patterns);
    };
    if (this.#engine === undefined) {
      for (const [start, end] of linesOf(bytes)) tell(start, end, this.match(bytes.subarray(start, end)));
      return matches;
    }
    for (const [from, to] of chunksOf(bytes)) {
      if (to - from > LONGEST) {
        for (const [start, end] of linesOf(bytes.subarray(from, to))) {
          tell(from + start, from + end, this.match(bytes.subarray(from + start, from + end)));
        }
        continue;
      }
      const text = (start: number, end: number): string => textOf(bytes.subarray(from + start, from + end));
      this.#engine.scanBySet(this.#program, bytes.subarray(from, to), (start, end, isOdd, words, first, last) => {
        const patterns = isOdd
          ? this.#plain.match(text(start, end))
          : this.#settle(words, first, last, text, start, end);
        tell(from + start, from + end, patterns);
      });
    }
    return matches;
  }

  /** What the engine found, and what it left to the plain matchers, in order. */
  #settle(
    words: Uint32Array,
    from: number,
    to: number,
    text: (start: number, end: number) => string,
    start: number,
    end: number,
  ): number[] {
    let event: PlainEvent | undefined;
    const settled: number[] = [];
    let last = -1;
    let isSorted = true;
    for (let word = from; word < to; word++) {
      const given = words[word]!;
      const number = given >= ODD_BIT ? given - ODD_BIT : given;
      if (given >= ODD_BIT) {
        event ??= this.#plain.event(text(start, end));
        if (!event.matches(number)) continue;
      }
      isSorted &&= number > last;
      last = number;
      settled.push(number);
    }
    return isSorted ? settled : settled.sort((a, b) => a - b);
  }
}
