// Holds: a replay put aside: all that another needs to go on.
// In: whatever was saved, such as JSON read from a file. Out: the same, checked.
// Always: plain data; a state of other filters, or of another form, is refused before it is used.

import { STATE_VALUES } from "../alarm/alarm.ts";
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
  const wrong = wrongAt(state, STATE, "state");
  if (wrong !== undefined) throw new TypeError(`This is no saved state of a replay: ${wrong} is missing or wrong.`);
  const { fold } = state as ReplayState;
  const same =
    fold.filters.length === filters.length && fold.filters.every(({ key }, i) => key === filterKey(filters[i]!));
  if (!same) throw new TypeError("The state was saved with other metric filters; a replay goes on with the same.");
}

/** What a value has to be: a test of it, members, or a list of such. */
type Form = ((value: unknown) => boolean) | { readonly [member: string]: Form } | readonly [Form];

const number = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value);
const count = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const text = (value: unknown): boolean => typeof value === "string";
const time = (value: unknown): boolean => value === null || number(value);
const boolean = (value: unknown): boolean => typeof value === "boolean";
const state = (value: unknown): boolean => STATE_VALUES.includes(value as never);
const object = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);
const none = (value: unknown): boolean => value === null || object(value);

const ALARM: Form = {
  ...{ AlarmName: text, createdAt: number, stateValue: state, stateReason: text, stateReasonData: text },
  ...{ since: number, changes: count, warmUpEnded: boolean },
  timeInState: { OK: number, ALARM: number, INSUFFICIENT_DATA: number },
};

const STATE: Form = {
  ...{ version: (value) => value === 1, from: time, to: time },
  fold: {
    ...{ events: count, outside: count, withoutTime: count, earliest: time, latest: time },
    filters: [{ key: text, events: count, matches: count, datapoints: count, sum: number, refused: count }],
    metrics: [
      {
        ...{ Namespace: text, MetricName: text, Dimensions: [{ Name: text, Value: text }] },
        series: { refused: count, streams: [{ Unit: text, StorageResolution: number, periods: [isPeriod] }] },
      },
    ],
  },
  alarms: [ALARM],
  composites: [{ ...ALARM, suppression: object, last: none }],
};

/** The start of a minute or second, and the samples in it. */
function isPeriod(value: unknown): boolean {
  return Array.isArray(value) && number(value[0]) && object(value[1]);
}

/** The path of the first part that is not of its form. */
function wrongAt(value: unknown, form: Form, path: string): string | undefined {
  if (typeof form === "function") return form(value) ? undefined : path;
  if (isList(form)) {
    if (!Array.isArray(value)) return path;
    return first(value.keys(), (i) => wrongAt(value[i], form[0], `${path}[${i}]`));
  }
  if (!object(value)) return path;
  return first(Object.keys(form), (member) => {
    const part = Object.hasOwn(value as object, member) ? (value as Record<string, unknown>)[member] : undefined;
    return wrongAt(part, form[member]!, `${path}.${member}`);
  });
}

function isList(form: Exclude<Form, (value: unknown) => boolean>): form is readonly [Form] {
  return Array.isArray(form);
}

/** The first answer that there is. */
function first<T>(items: Iterable<T>, answer: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = answer(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
