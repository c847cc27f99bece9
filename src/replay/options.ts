// Holds: what a replay is asked for.
// In: options as callers give them, typed or not. Out: the same, checked: lists that are lists, times that are times.
// Always: `null` counts as absent; what is of another type is refused by the name of its option, before any event is read.

import type { MetricAlarm } from "../alarm/alarm.ts";
import type { CompositeAlarm } from "../alarm/composite.ts";
import { isInstant } from "../alarm/dates.ts";
import { AlarmError } from "../alarm/error.ts";
import { finding, isObject } from "../alarm/finding.ts";
import { optionFindings } from "../alarm/validate-evaluation.ts";
import type { EvaluationOptions } from "../alarm/windows.ts";
import type { MetricFilter } from "../metric/filter.ts";
import type { PutMetricFilterRequest } from "../metric/request.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { shown } from "../text/shown.ts";
import type { UseLogGroups } from "./filter-views.ts";
import type { ReplayEvents } from "./fold.ts";
import type { ReplayState } from "./state.ts";

export interface ReplayOptions {
  /** PutMetricFilter requests, or filters compiled before. */
  readonly metricFilters?: readonly (PutMetricFilterRequest | MetricFilter)[] | undefined;
  /** PutMetricAlarm inputs. */
  readonly metricAlarms?: readonly MetricAlarm[] | undefined;
  /** PutCompositeAlarm inputs; their children are among the alarms given. */
  readonly compositeAlarms?: readonly CompositeAlarm[] | undefined;
  readonly events: ReplayEvents;
  /** Events before it do not count, and the clock starts here: epoch milliseconds. */
  readonly from?: number | undefined;
  /** Events from here on do not count, and the clock ends here: epoch milliseconds. */
  readonly to?: number | undefined;
  /** Where the alarms live; us-east-1 when not given. */
  readonly region?: string | undefined;
  /** 123456789012 when not given. */
  readonly accountId?: string | undefined;
  /** Which events a filter with a log group sees. By default those of its group and those that name none; "strict": only
   * those of its group; false: all. */
  readonly useLogGroups?: UseLogGroups | undefined;
  /** How many periods an evaluation looks at, instead of the rule of `evaluationRange`. */
  readonly evaluationRange?: number | undefined;
  /** Milliseconds until data are seen; none when not given. */
  readonly ingestionDelay?: number | undefined;
  /** Where an earlier replay of the same filters was saved (see `Replay.state`): this one goes on from there. */
  readonly state?: ReplayState | undefined;
}

/** Options that are what they have to be, with what counts where nothing was given. */
export interface SoundOptions {
  readonly metricFilters: readonly (PutMetricFilterRequest | MetricFilter)[];
  readonly metricAlarms: readonly MetricAlarm[];
  readonly compositeAlarms: readonly CompositeAlarm[];
  readonly events: ReplayEvents;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly useLogGroups: UseLogGroups;
  /** Where the alarms live. */
  readonly place: { readonly region: string; readonly accountId: string };
  readonly evaluation: EvaluationOptions;
  readonly state: ReplayState | undefined;
}

const REGION = "us-east-1";
const ACCOUNT = "123456789012";

/** Throws AlarmError for options that can't be used. */
export function soundOptions(options: ReplayOptions): SoundOptions {
  if (!isObject(options)) throw new AlarmError([refused("", "A replay is given an object with at least events")]);
  const findings = [...typeFindings(options), ...optionFindings(options as EvaluationOptions)];
  if (findings.length > 0) throw new AlarmError(findings);
  const { events, from, to, useLogGroups, region, accountId, evaluationRange, ingestionDelay, state } =
    options as ReplayOptions;
  return {
    ...{ events, from: from ?? undefined, to: to ?? undefined, useLogGroups: useLogGroups ?? true },
    metricFilters: options.metricFilters ?? [],
    metricAlarms: options.metricAlarms ?? [],
    compositeAlarms: options.compositeAlarms ?? [],
    place: { region: region ?? REGION, accountId: accountId ?? ACCOUNT },
    evaluation: { evaluationRange: evaluationRange ?? undefined, ingestionDelay: ingestionDelay ?? undefined },
    state: state ?? undefined,
  };
}

const isTime: Test = [isInstant, "a number of milliseconds since 1970"];
const isList: Test = [Array.isArray, "a list"];
const isText: Test = [(value) => typeof value === "string", "a text"];

/** What an option has to be, in code and in words. */
type Test = readonly [is: (value: unknown) => boolean, what: string];

const TESTS: Readonly<Record<string, Test>> = {
  ...{ metricFilters: isList, metricAlarms: isList, compositeAlarms: isList, from: isTime, to: isTime },
  ...{ region: isText, accountId: isText },
  useLogGroups: [(value) => value === true || value === false || value === "strict", 'true, false or "strict"'],
};

function* typeFindings(options: Readonly<Record<string, unknown>>): Iterable<Diagnostic> {
  for (const [name, [is, what]] of Object.entries(TESTS)) {
    const value = options[name] ?? undefined;
    if (value !== undefined && !is(value)) yield refused(name, `${name} is ${what}, not ${shown(value)}`);
  }
  for (const name of ["metricAlarms", "compositeAlarms"]) {
    const alarms: unknown = options[name];
    const wrong = Array.isArray(alarms) ? alarms.findIndex((alarm) => !isObject(alarm)) : -1;
    if (wrong !== -1) yield refused(`${name}[${wrong}]`, "An alarm is an object");
  }
  if (!isSupply(options.events)) yield refused("events", "events are a list, or something else to iterate over");
}

function isSupply(value: unknown): boolean {
  return typeof value === "object" && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
}

function refused(name: string, message: string): Diagnostic {
  return finding("alarm-slots", name === "" ? "options" : `options.${name}`, message);
}
