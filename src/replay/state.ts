// Holds: a replay put aside: all that another needs to go on.
// In: whatever was saved, such as JSON read from a file. Out: the same, checked.
// Always: plain data; a state of other filters, or of another form, is refused before it is used.

import { STATE_VALUES } from "../alarm/alarm.ts";
import { isObject } from "../alarm/finding.ts";
import { BIN_COUNT, ZERO_BIN } from "../metric/bins.ts";
import { STANDARD_UNITS } from "../metric/datum.ts";
import type { MetricFilter } from "../metric/filter.ts";
import { isCount, isValue } from "../metric/samples.ts";
import type { AlarmRunState } from "./clock.ts";
import { filterKey } from "./filter-key.ts";
import type { FoldState } from "./fold.ts";
import type { CompositeRunState } from "./held-actions.ts";

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

/** What a value has to be: a test of it, members (`?` after those that may be absent), or a list of such. */
type Form = ((value: unknown) => boolean) | { readonly [member: string]: Form } | readonly [Form];

const number = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value);
const count = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const text = (value: unknown): boolean => typeof value === "string";
const boolean = (value: unknown): boolean => typeof value === "boolean";
/** Later than an event can be, as ends of periods are, and still a date with room behind it. */
const time = (value: unknown): boolean => number(value) && Math.abs(value as number) <= 8.61e15;
const state = (value: unknown): boolean => STATE_VALUES.includes(value as never);
const unit = (value: unknown): boolean => STANDARD_UNITS.includes(value as never);
/** A value or nothing. */
const orNull =
  (form: (value: unknown) => boolean): Form =>
  (value) =>
    value === null || form(value);

const ALARM: Form = {
  ...{ AlarmName: text, createdAt: time, stateValue: state, stateReason: text, stateReasonData: text },
  ...{ since: time, changes: count, warmUpEnded: boolean },
  timeInState: { OK: number, ALARM: number, INSUFFICIENT_DATA: number },
};

const BY: readonly unknown[] = ["WaitPeriod", "ExtensionPeriod", "Alarm"];
const SUPPRESSED: Form = { "actionsSuppressedBy?": (value) => BY.includes(value), "actionsSuppressedReason?": text };

const LAST: Form = {
  ...{ at: time, oldState: state, newState: state, stateReason: text, stateReasonData: text, actions: [text] },
  previousState: { stateReason: text, stateReasonData: text, at: time, ...SUPPRESSED },
  ...SUPPRESSED,
};

const SUPPRESSION: Form = {
  ...{ "stateValue?": state, "suppressor?": { stateValue: state, since: time }, "until?": time },
  ...SUPPRESSED,
};

const SAMPLES: Form = {
  ...{ SampleCount: isCount, Sum: number, SumRest: number, "Minimum?": isValue, "Maximum?": isValue },
  ...{ isBinned: boolean, bins: [isBin], refused: count },
};

const STATE: Form = {
  ...{ version: (value) => value === 1, from: orNull(time), to: orNull(time) },
  fold: {
    ...{ events: count, outside: count, withoutTime: count, earliest: orNull(time), latest: orNull(time) },
    filters: [{ key: text, events: count, matches: count, datapoints: count, sum: number, refused: count }],
    metrics: [
      {
        ...{ Namespace: text, MetricName: text, Dimensions: [{ Name: text, Value: text }] },
        series: {
          refused: count,
          streams: [{ Unit: unit, StorageResolution: (value) => value === 60 || value === 1, periods: [isPeriod] }],
        },
      },
    ],
  },
  alarms: [ALARM],
  composites: [
    {
      ...{ ...ALARM, suppression: SUPPRESSION, AlarmRule: text, ActionsSuppressor: orNull(text) },
      last: (value) => value === null || wrongAt(value, LAST, "") === undefined,
    },
  ],
};

/** The start of a minute or second, and the samples in it. */
function isPeriod(value: unknown): boolean {
  return isPair(value) && time(value[0]) && wrongAt(value[1], SAMPLES, "") === undefined;
}

/** A bin that there is, and how many samples are in it. */
function isBin(value: unknown): boolean {
  if (!isPair(value) || !Number.isInteger(value[0])) return false;
  const place = (value[0] as number) - ZERO_BIN;
  return place >= 0 && place < BIN_COUNT && isCount(value[1]);
}

function isPair(value: unknown): value is readonly [unknown, unknown] {
  return Array.isArray(value) && value.length === 2;
}

/** The path of the first part that is not of its form. */
function wrongAt(value: unknown, form: Form, path: string): string | undefined {
  if (typeof form === "function") return form(value) ? undefined : path;
  if (isList(form)) {
    if (!Array.isArray(value)) return path;
    return first(value.keys(), (i) => wrongAt(value[i], form[0], `${path}[${i}]`));
  }
  if (!isObject(value)) return path;
  return first(Object.keys(form), (key) => {
    const member = key.endsWith("?") ? key.slice(0, -1) : key;
    const part = Object.hasOwn(value, member) ? value[member] : undefined;
    if (part === undefined && member !== key) return undefined;
    return wrongAt(part, form[key]!, `${path}.${member}`);
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
