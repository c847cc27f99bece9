// Holds: which filters see which events, and which of many lines they match.
// In: metric filters with their log groups; an event's log group; bytes of whole lines. Out: the filters that see it, by their places;
// matching lines.
// Always: the answers of each filter's own matcher; of one filter the lines come in order.

import { scanOne } from "../match/scan-one.ts";
import { compilePatternSet, type PatternSet } from "../match/set.ts";
import type { MetricFilter } from "../metric/filter.ts";
import { PatternError } from "../pattern/error.ts";

/**
 * Which events a filter with a log group sees. True: those of its group, and those that name none. "strict": those of its
 * group. False: all. A filter without a log group sees all.
 */
export type UseLogGroups = boolean | "strict";

/** Told of a match: which of the filters seen it is, and where the line begins. */
export type FoundMatch = (index: number, start: number) => void;

/** The filters that see the events of one log group. */
export interface FilterView {
  readonly places: readonly number[];
  find(bytes: Uint8Array, found: FoundMatch): void;
}

export class FilterViews {
  readonly #filters: readonly MetricFilter[];
  readonly #use: UseLogGroups;
  readonly #views: Map<string | undefined, FilterView> = new Map();

  constructor(filters: readonly MetricFilter[], use: UseLogGroups) {
    this.#filters = filters;
    this.#use = use;
  }

  sees({ logGroupName }: MetricFilter, logGroup: string | undefined): boolean {
    if (this.#use === false || logGroupName === undefined || logGroupName === logGroup) return true;
    return logGroup === undefined && this.#use !== "strict";
  }

  of(logGroup: string | undefined): FilterView {
    const known = this.#views.get(logGroup);
    if (known !== undefined) return known;
    const places = this.#filters.flatMap((filter, place) => (this.sees(filter, logGroup) ? [place] : []));
    const view = { places, find: finderOf(places.map((place) => this.#filters[place]!)) };
    this.#views.set(logGroup, view);
    return view;
  }
}

/** So many filters are sooner asked one by one: each passes over what can't match, a set reads every line. */
const FEW = 4;

function finderOf(filters: readonly MetricFilter[]): FilterView["find"] {
  const set = filters.length > FEW ? setOf(filters) : undefined;
  if (set === undefined) {
    return (bytes, found) => {
      for (const [index, { matcher }] of filters.entries()) scanOne(matcher, bytes, (start) => found(index, start));
    };
  }
  return (bytes, found) => {
    set.scan(bytes, (start, _end, matching) => {
      for (const index of matching) found(index, start);
    });
  };
}

/** Undefined for filters that would be too costly together. */
function setOf(filters: readonly MetricFilter[]): PatternSet | undefined {
  try {
    return compilePatternSet(filters.map(({ matcher }) => matcher.text));
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}
