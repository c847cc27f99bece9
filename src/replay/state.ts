// Holds: a replay put aside: all that another needs to go on.
// In: whatever was saved, such as JSON read from a file. Out: the same, checked.
// Always: plain data; a state of other filters, or of another form, is refused before it is used.

import type { MetricFilter } from "../metric/filter.ts";
import type { AlarmRunState } from "./clock.ts";
import type { CompositeRunState } from "./composites.ts";
import { filterKey } from "./filter-key.ts";
import type { FoldState } from "./fold.ts";

/** A replay as of an instant. */
export interface ReplayState {
  readonly version: 1;
  /** Where the clock started; null when there was no event yet. */
  readonly from: number | null;
  /** Evaluations up to and including it are done; null when there was none. */
  readonly to: number | null;
  readonly fold: FoldState;
  readonly alarms: readonly AlarmRunState[];
  readonly composites: readonly CompositeRunState[];
}

/** Throws TypeError for what is no state, or the state of a replay with other metric filters. */
export function checkState(state: unknown, filters: readonly MetricFilter[]): asserts state is ReplayState {
  if (!isState(state)) throw new TypeError("This is no saved state of a replay.");
  const same =
    state.fold.filters.length === filters.length &&
    state.fold.filters.every(({ key }, i) => key === filterKey(filters[i]!));
  if (!same) throw new TypeError("The state was saved with other metric filters; a replay goes on with the same.");
}

function isState(value: unknown): value is ReplayState {
  const state = (value ?? {}) as Partial<ReplayState>;
  return (
    state.version === 1 &&
    isTime(state.from) &&
    isTime(state.to) &&
    Array.isArray(state.fold?.filters) &&
    Array.isArray(state.fold.metrics) &&
    Array.isArray(state.alarms) &&
    Array.isArray(state.composites)
  );
}

function isTime(value: unknown): boolean {
  return value === null || Number.isFinite(value);
}
