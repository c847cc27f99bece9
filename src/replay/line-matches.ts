// Holds: which lines of a stretch the filters match.
// In: metric filters; bytes of whole lines. Out: for each filter the places where matching lines begin, ascending.
// Always: the answers of each filter's own matcher.

import { scanOne } from "../match/scan-one.ts";
import type { PatternSet } from "../match/set.ts";
import { compilePatternSet } from "../match/set.ts";
import type { MetricFilter } from "../metric/filter.ts";
import { PatternError } from "../pattern/error.ts";

/** So many filters are sooner asked one by one: each passes over what can't match, a set reads every line. */
const FEW = 4;

export class LineMatches {
  readonly #filters: readonly MetricFilter[];
  /** Undefined for few, and for those that would be too costly together. */
  readonly #set: PatternSet | undefined;

  constructor(filters: readonly MetricFilter[]) {
    this.#filters = filters;
    this.#set = filters.length > FEW ? setOf(filters) : undefined;
  }

  /** @param found told of each match: the filter's place, and where the line begins. Of one filter the lines come in order. */
  find(bytes: Uint8Array, found: (filter: number, start: number) => void): void {
    if (this.#set === undefined) {
      for (const [index, { matcher }] of this.#filters.entries())
        scanOne(matcher, bytes, (start) => found(index, start));
    } else {
      this.#set.scan(bytes, (start, _end, filters) => {
        for (const filter of filters) found(filter, start);
      });
    }
  }
}

function setOf(filters: readonly MetricFilter[]): PatternSet | undefined {
  try {
    return compilePatternSet(filters.map(({ matcher }) => matcher.text));
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}
