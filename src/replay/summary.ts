// Holds: what a replay gives out: changes of state one by one, then one account of everything.
// In: the fold, the runs of the alarms. Out: plain data, ready for JSON.
// Always: a change carries the fields of its SNS message under the service's names; numbers that have no value are left out.

import { isMath, type MetricAlarm, periodOf, type StateValue } from "../alarm/alarm.ts";
import { type CompositeAlarm, cyclesOf } from "../alarm/composite.ts";
import { isoDate } from "../alarm/dates.ts";
import { sameNameSentence, sameNames } from "../alarm/names.ts";
import { type MetricIdentity, metricKey } from "../metric/datum.ts";
import type { AlarmStateChange } from "../notify/change.ts";
import { renderSnsMessage } from "../notify/sns.ts";
import type { AlarmRun, Clock } from "./clock.ts";
import type { CompositeRun } from "./composites.ts";
import type { EventFold, FilterCount } from "./fold.ts";
import type { FoldedMetric } from "./metrics.ts";

/** A change of state: the SNS message's fields, and beside them the change itself. */
export interface StateChangeOutput {
  readonly type: "state-change";
  readonly AlarmName: string;
  readonly AlarmDescription: string | null;
  readonly AWSAccountId: string;
  readonly NewStateValue: StateValue;
  readonly NewStateReason: string;
  readonly StateChangeTime: string;
  /** The region's long name. */
  readonly Region: string;
  readonly AlarmArn: string;
  readonly OldStateValue: StateValue;
  /** What a metric alarm watches; composite alarms have an AlarmRule instead. */
  readonly Trigger?: Readonly<Record<string, unknown>>;
  /** The ARNs of the actions that run at once. */
  readonly actions: readonly string[];
  /** WaitPeriod, ExtensionPeriod or Alarm, when the actions of a composite alarm are held back. */
  readonly actionsSuppressedBy?: string;
  readonly [field: string]: unknown;
  /** What mails and messages are made from. Not enumerable: JSON and copies do not hold it. */
  readonly change: AlarmStateChange;
}

/** Actions of a composite alarm that had been held back, and ran later. */
export interface ActionsOutput {
  readonly type: "actions";
  readonly AlarmName: string;
  /** The state whose actions they are. */
  readonly StateValue: StateValue;
  readonly ActionsTime: string;
  readonly actions: readonly string[];
  /** The change they belong to. Not enumerable. */
  readonly change: AlarmStateChange;
}

/** What one filter did. */
export interface FilterSummary {
  readonly filterName?: string;
  readonly logGroupName?: string;
  readonly metricNamespace: string;
  readonly metricName: string;
  /** Events the filter saw. */
  readonly events: number;
  readonly matches: number;
  /** Datapoints published, default values among them. */
  readonly datapoints: number;
  readonly sum: number;
  /** Datapoints that the metric did not take; present only when there are any. */
  readonly refused?: number;
}

/** One metric over the whole replay. */
export interface MetricSummary {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  /** Minutes that hold a datapoint. */
  readonly minutes: number;
  readonly SampleCount: number;
  readonly Sum: number;
  readonly Minimum: number;
  readonly Maximum: number;
}

export interface AlarmSummary {
  readonly AlarmName: string;
  readonly StateValue: StateValue;
  readonly StateReason: string;
  /** How often the state changed. */
  readonly changes: number;
  /** Milliseconds in each state, from the clock's start to its end. */
  readonly timeInState: Readonly<Record<StateValue, number>>;
  /** What is to be known beside: why the alarm saw no data, that its rule leads back to it, that another has its name. */
  readonly note?: string;
}

export interface ReplaySummary {
  readonly type: "summary";
  /** Events counted. */
  readonly events: number;
  /** Events left out because they lie outside of `from` and `to`; present only when there are any. */
  readonly eventsOutside?: number;
  /** Events left out because their timestamp is no time; present only when there are any. */
  readonly eventsWithoutTime?: number;
  /** The first and last instant of the simulated clock, epoch milliseconds; null when there was nothing to evaluate. */
  readonly from: number | null;
  readonly to: number | null;
  readonly filters: readonly FilterSummary[];
  readonly metrics: readonly MetricSummary[];
  readonly alarms: readonly AlarmSummary[];
}

export type ReplayOutput = StateChangeOutput | ActionsOutput | ReplaySummary;

/** A change as it is given out. */
export function stateChangeOutput(change: AlarmStateChange, actions: readonly string[]): StateChangeOutput {
  const fields = JSON.parse(renderSnsMessage(change).Message) as object;
  const { actionsSuppressedBy } = change;
  const held = actionsSuppressedBy === undefined ? {} : { actionsSuppressedBy };
  return withChange({ type: "state-change", ...fields, actions, ...held }, change) as StateChangeOutput;
}

/** Actions that ran at `at`, after their change. */
export function actionsOutput(change: AlarmStateChange, at: number, actions: readonly string[]): ActionsOutput {
  const { alarm, newState } = change;
  const fields = { AlarmName: alarm.AlarmName ?? "", StateValue: newState, ActionsTime: isoDate(at), actions };
  return withChange({ type: "actions", ...fields }, change) as ActionsOutput;
}

function withChange(output: object, change: AlarmStateChange): object {
  return Object.defineProperty(output, "change", { value: change, enumerable: false });
}

/**
 * The account of a replay.
 * @param given all alarms that were given, those among them that did not run.
 */
export function summarise(
  fold: EventFold,
  runs: readonly AlarmRun[],
  composites: readonly CompositeRun[],
  clock: Clock | undefined,
  given: readonly (MetricAlarm | CompositeAlarm)[],
): ReplaySummary {
  const cycles = new Map(
    cyclesOf(composites.map(({ alarm }) => alarm)).flatMap((names) => names.map((name) => [name, names] as const)),
  );
  const names = notesOnNames(given, [...runs, ...composites]);
  return {
    type: "summary",
    events: fold.events,
    ...(fold.outside > 0 ? { eventsOutside: fold.outside } : {}),
    ...(fold.withoutTime > 0 ? { eventsWithoutTime: fold.withoutTime } : {}),
    from: clock?.from ?? null,
    to: clock?.to ?? null,
    filters: fold.filters.map(filterSummary),
    metrics: fold.metrics.inOrder().map(metricSummary),
    alarms: [
      ...runs.map((run) => alarmSummary(run, [noteOn(run.alarm, fold), names(run)])),
      ...composites.map((run) => alarmSummary(run, [noteOnCycle(cycles.get(run.alarm.AlarmName ?? "")), names(run)])),
    ],
  };
}

function filterSummary({ filter, events, matches, datapoints, sum, refused }: FilterCount): FilterSummary {
  const { filterName, logGroupName, metricNamespace, metricName } = filter;
  return {
    ...(filterName === undefined ? {} : { filterName }),
    ...(logGroupName === undefined ? {} : { logGroupName }),
    metricNamespace,
    metricName,
    events,
    matches,
    datapoints,
    sum,
    ...(refused > 0 ? { refused } : {}),
  };
}

function metricSummary({ Namespace, MetricName, Dimensions, series }: FoldedMetric): MetricSummary {
  // Every metric of a fold has a datapoint, unless its only ones were refused.
  const all = series.window(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = all ?? {};
  return { Namespace, MetricName, Dimensions, minutes: series.minutes().length, SampleCount, Sum, Minimum, Maximum };
}

function alarmSummary(run: AlarmRun | CompositeRun, notes: readonly (string | undefined)[]): AlarmSummary {
  const told = notes.filter((note) => note !== undefined);
  return {
    AlarmName: run.alarm.AlarmName ?? "",
    StateValue: run.stateValue,
    StateReason: run.stateReason,
    changes: run.changes,
    timeInState: run.timeInState,
    ...(told.length === 0 ? {} : { note: told.join(" ") }),
  };
}

/** What is said of alarms that have one name: whether more than one of them ran. */
function notesOnNames(
  given: readonly (MetricAlarm | CompositeAlarm)[],
  runs: readonly (AlarmRun | CompositeRun)[],
): (run: AlarmRun | CompositeRun) => string | undefined {
  const shared = new Set([...sameNames(given)].map(({ name }) => name));
  const ran = runs.map(({ alarm }): MetricAlarm | CompositeAlarm => alarm);
  const several = new Set([...sameNames(ran)].map(({ name }) => name));
  return ({ alarm: { AlarmName: name } }) => {
    if (name === undefined || !shared.has(name)) return undefined;
    return `${sameNameSentence(name)}${several.has(name) ? "; this replay has more than one" : ", as this replay does"}.`;
  };
}

/** How many alarms of a cycle are named. */
const TOLD = 10;

/** The service stops where it comes back to an alarm, so that such alarms can rest in states their rules do not give [D, O]. */
function noteOnCycle(cycle: readonly string[] | undefined): string | undefined {
  if (cycle === undefined) return undefined;
  const [told, more] = [cycle.slice(0, TOLD), cycle.length - TOLD];
  return `The rules of ${told.join(", ")}${more > 0 ? ` and ${more} more` : ""} depend on each other; each change is followed once around and no further.`;
}

/** Why an alarm sees no data. */
function noteOn(alarm: MetricAlarm, fold: EventFold): string | undefined {
  const period = periodOf(alarm);
  if (period < 60)
    return `A period of ${period} seconds never sees the data of a metric filter, which are one minute apart; the shortest that does is 60.`;
  if (isMath(alarm)) return undefined;
  const metric = fold.metrics.all.get(metricKey(alarm));
  if (metric !== undefined) return noteOnUnit(alarm, metric);
  const name = `${alarm.Namespace}/${alarm.MetricName}`;
  const named = fold.filters.filter(({ filter }) => sameName(filter, alarm));
  if (named.length === 0) return `No filter publishes the metric ${name}.`;
  const published = [...fold.metrics.all.values()].some((other) => sameMetricName(other, alarm));
  if (published) return `The filters publish ${name} only with other dimensions than the alarm names.`;
  return `No event made a datapoint of ${name}.`;
}

function noteOnUnit(alarm: MetricAlarm, { series }: FoldedMetric): string | undefined {
  const { Unit: unit } = alarm;
  if (unit === undefined || unit === null || series.units.includes(unit)) return undefined;
  return `The metric is published in the unit ${series.units.join(", ")}, and the alarm reads only ${unit}.`;
}

function sameName(filter: { metricNamespace: string; metricName: string }, alarm: MetricAlarm): boolean {
  return filter.metricNamespace === alarm.Namespace && filter.metricName === alarm.MetricName;
}

function sameMetricName(metric: MetricIdentity, alarm: MetricAlarm): boolean {
  return metric.Namespace === alarm.Namespace && metric.MetricName === alarm.MetricName;
}
