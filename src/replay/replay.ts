// Holds: the replay: log events in, the changes of every alarm and an account of the whole out.
// In: metric filters and alarms in the API's shapes, events in any order. Out: state changes in order of time, then one summary.
// Always: pure but for reading the events; the same events in another order give the same result; bounded by minutes and metrics.

import type { MetricAlarm } from "../alarm/alarm.ts";
import type { CompositeAlarm } from "../alarm/composite.ts";
import { validateCompositeAlarm } from "../alarm/composite-validate.ts";
import { AlarmError } from "../alarm/error.ts";
import { validateMetricAlarm } from "../alarm/validate-whole.ts";
import type { EvaluationOptions } from "../alarm/windows.ts";
import { metricKey } from "../metric/datum.ts";
import { compileMetricFilter, type MetricFilter } from "../metric/filter.ts";
import type { PutMetricFilterRequest } from "../metric/request.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import { type AlarmRun, type Clock, runAlarm, settledAt } from "./clock.ts";
import { type CompositeRun, runComposites } from "./composites.ts";
import { EventFold, foldEvents, type ReplayEvents, type UseLogGroups } from "./fold.ts";
import { checkState, type ReplayState } from "./state.ts";
import { actionsOutput, type ReplayOutput, stateChangeOutput, summarise } from "./summary.ts";
import { binnedMetrics, type SeriesOf } from "./watched.ts";

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

/** What a replay comes to. */
interface Result {
  readonly outputs: readonly ReplayOutput[];
  readonly state: ReplayState;
}

/** A replay under way: `await` it for all outputs, or iterate over them. The events are read once, at first use. */
export class Replay implements AsyncIterable<ReplayOutput>, PromiseLike<readonly ReplayOutput[]> {
  readonly #start: () => Promise<Result>;
  #running: Promise<Result> | undefined;

  constructor(start: () => Promise<Result>) {
    this.#start = start;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ReplayOutput> {
    yield* (await this.#result()).outputs;
  }

  // biome-ignore lint/suspicious/noThenProperty: `await replay(…)` gives the collected outputs.
  then<A = readonly ReplayOutput[], B = never>(
    onfulfilled?: ((outputs: readonly ReplayOutput[]) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#result()
      .then(({ outputs }) => outputs)
      .then(onfulfilled, onrejected);
  }

  /**
   * Everything needed to go on, as plain data for JSON: as of `to` or, without it, as of the minute after the last event, before
   * the clock runs on to see what happens when nothing more comes. Given to another replay as `state`, that one comes to what a
   * single replay of all events would have, as long as its events are not earlier.
   */
  async state(): Promise<ReplayState> {
    return (await this.#result()).state;
  }

  #result(): Promise<Result> {
    this.#running ??= this.#start();
    return this.#running;
  }
}

/**
 * Folds events through filters into metrics, then evaluates every alarm on a simulated clock: each minute from the one after the
 * first event until its range after the last event is empty. Alarms start in INSUFFICIENT_DATA; composite alarms are evaluated as
 * they are created and on each change of a child. A change happens at the minute of its evaluation. Throws at once for a pattern, a
 * filter, an alarm or a state that can't be used.
 */
export function replay(options: ReplayOptions): Replay {
  const filters = (options.metricFilters ?? []).map((filter) =>
    isCompiled(filter) ? filter : compileMetricFilter(filter),
  );
  const { metricAlarms = [], compositeAlarms = [], region, accountId, state } = options;
  const names = [...metricAlarms, ...compositeAlarms].map(({ AlarmName }) => AlarmName ?? "");
  for (const alarm of metricAlarms) refuse(replayFindings(alarm));
  for (const alarm of compositeAlarms)
    refuse(compositeFindings(alarm, { alarms: names, region: region ?? REGION, accountId: accountId ?? ACCOUNT }));
  if (state !== undefined) checkState(state, filters);
  return new Replay(() => run(options, filters));
}

const REGION = "us-east-1";
const ACCOUNT = "123456789012";

function refuse(findings: readonly Diagnostic[]): void {
  if (hasErrors(findings)) throw new AlarmError(findings);
}

/** What keeps an alarm from being replayed; its actions do not, for they decide nothing about its state. */
export function replayFindings(alarm: MetricAlarm): readonly Diagnostic[] {
  return validateMetricAlarm(alarm).filter((finding) => finding.code !== "alarm-action");
}

/** The same for a composite alarm. */
export function compositeFindings(
  alarm: CompositeAlarm,
  options: Parameters<typeof validateCompositeAlarm>[1] = {},
): readonly Diagnostic[] {
  return validateCompositeAlarm(alarm, options).filter(
    ({ code }) => code !== "alarm-action" && code !== "composite-action",
  );
}

async function run(options: ReplayOptions, filters: readonly MetricFilter[]): Promise<Result> {
  const { from, to, useLogGroups = true, state, metricAlarms = [], compositeAlarms = [] } = options;
  const place = { region: options.region ?? REGION, accountId: options.accountId ?? ACCOUNT };
  const evaluation: EvaluationOptions = options;
  const fold = new EventFold(filters, { from, to, useLogGroups, binned: binnedMetrics(metricAlarms) });
  if (state !== undefined) fold.addState(state.fold);
  await foldEvents(fold, options.events);
  const clock = clockOf(fold, options) ?? STANDING;
  const saved = new Map(state?.alarms.map((alarm) => [alarm.AlarmName, alarm]));
  const seriesOf: SeriesOf = (metric) => fold.metrics.get(metricKey(metric))?.series;
  const runs = metricAlarms.map((alarm) =>
    runAlarm(alarm, seriesOf, clock, { ...evaluation, saved: saved.get(alarm.AlarmName ?? "") }),
  );
  const composites =
    clock === STANDING
      ? []
      : runComposites({ composites: compositeAlarms, runs, clock, saved: state?.composites ?? [], ...place });
  const changes = clock === STANDING ? [] : outputsOf(runs, composites, clock, place);
  const summary = summarise(fold, runs, composites, clock === STANDING ? undefined : clock);
  return {
    outputs: [...changes, summary],
    state: {
      version: 1,
      from: clock === STANDING ? null : clock.from,
      to: clock === STANDING ? null : clock.save,
      fold: fold.toState(),
      alarms: clock === STANDING ? [] : runs.map((one) => one.saved),
      composites: composites.map((one) => one.saved),
    },
  };
}

/** Without an event there is no time. */
const STANDING: Clock = { from: 0, after: 0, to: 0, save: 0 };

const MINUTE = 60_000;

/** Bounds given win over those of the events; without either there is no time to simulate. */
function clockOf(fold: EventFold, options: ReplayOptions): Clock | undefined {
  const { state, from, to, metricAlarms = [] } = options;
  const earliest = state?.from ?? from ?? (fold.events > 0 ? fold.earliest : undefined);
  if (earliest === undefined) return undefined;
  const start = Math.floor(earliest / MINUTE) * MINUTE;
  const after = state?.to ?? start;
  const latest = fold.events > 0 ? Math.max(fold.latest, earliest) : earliest;
  const end = Math.max(Math.floor(latest / MINUTE) * MINUTE + MINUTE, after);
  if (to !== undefined) return { from: start, after, to: Math.max(to, after), save: Math.max(to, after) };
  return { from: start, after, to: settledAt(metricAlarms, start, end, options) + longestHold(options), save: end };
}

/** How long actions can be held back after the last change: a wait, then an extension. */
function longestHold({ compositeAlarms = [] }: ReplayOptions): number {
  const longest = (member: "ActionsSuppressorWaitPeriod" | "ActionsSuppressorExtensionPeriod"): number =>
    Math.max(0, ...compositeAlarms.map((alarm) => (alarm.ActionsSuppressor ? (alarm[member] ?? 0) : 0)));
  const seconds = longest("ActionsSuppressorWaitPeriod") + longest("ActionsSuppressorExtensionPeriod");
  return Math.ceil((seconds * 1000) / MINUTE) * MINUTE;
}

/** All changes in order of time; at the same instant metric alarms first, each kind in the order given. */
function outputsOf(
  runs: readonly AlarmRun[],
  composites: readonly CompositeRun[],
  clock: Clock,
  place: { readonly region: string; readonly accountId: string },
): readonly ReplayOutput[] {
  // The alarms are as old as the simulated time.
  const common = { ...place, configurationUpdated: clock.from };
  const changes = [...runs, ...composites].flatMap(({ alarm, transitions }) =>
    transitions.map((transition) => ({
      at: transition.at,
      output: stateChangeOutput({ alarm, ...transition, ...common }, transition.actions),
    })),
  );
  const late = composites.flatMap(({ alarm, late: actions }) =>
    actions.map((one) => ({
      at: one.at,
      output: actionsOutput({ alarm, ...one.transition, ...common }, one.at, one.actions),
    })),
  );
  return [...changes, ...late].sort((a, b) => a.at - b.at).map(({ output }) => output);
}

function isCompiled(filter: PutMetricFilterRequest | MetricFilter): filter is MetricFilter {
  return typeof (filter as MetricFilter).evaluate === "function";
}
