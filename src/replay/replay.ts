// Holds: the replay: log events in, the changes of every alarm and an account of the whole out.
// In: metric filters and alarms in the API's shapes, events in any order. Out: state changes in order of time, then one summary.
// Always: pure but for reading the events; the same events in another order give the same result; bounded by minutes and metrics.

import type { MetricAlarm } from "../alarm/alarm.ts";
import type { CompositeAlarm } from "../alarm/composite.ts";
import { validateCompositeAlarm } from "../alarm/composite-validate.ts";
import { AlarmError } from "../alarm/error.ts";
import { validateMetricAlarm } from "../alarm/validate-whole.ts";
import { metricKey } from "../metric/datum.ts";
import { compileMetricFilter, type MetricFilter } from "../metric/filter.ts";
import type { PutMetricFilterRequest } from "../metric/request.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import { type AlarmRun, type AlarmRunState, type Clock, runAlarm, settledAt } from "./clock.ts";
import { type CompositeRun, runComposites } from "./composites.ts";
import { EventFold, foldEvents } from "./fold.ts";
import { type ReplayOptions, type SoundOptions, soundOptions } from "./options.ts";
import { checkState, type ReplayState } from "./state.ts";
import { actionsOutput, type ReplayOutput, stateChangeOutput, summarise } from "./summary.ts";
import { binnedMetrics, type SeriesOf } from "./watched.ts";

export type { ReplayOptions } from "./options.ts";

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
  return replayOf(soundOptions(options), (fold) => foldEvents(fold, options.events));
}

/** The same, for who has the events in another form.
 * @param supply puts all of them into the fold. */
export function replayFolded(
  options: Omit<ReplayOptions, "events">,
  supply: (fold: EventFold) => Promise<void>,
): Replay {
  return replayOf(soundOptions({ ...options, events: [] }), supply);
}

function replayOf(sound: SoundOptions, supply: (fold: EventFold) => Promise<void>): Replay {
  const { metricAlarms, compositeAlarms, place, state } = sound;
  const filters = sound.metricFilters.map((filter) => (isCompiled(filter) ? filter : compileMetricFilter(filter)));
  for (const alarm of metricAlarms) refuse(replayFindings(alarm));
  const alarms = new Set([...metricAlarms, ...compositeAlarms].map(({ AlarmName }) => AlarmName ?? ""));
  for (const alarm of compositeAlarms) refuse(compositeFindings(alarm, { alarms, ...place }));
  if (state !== undefined) checkState(state, filters);
  return new Replay(() => run(sound, filters, supply));
}

function refuse(findings: readonly Diagnostic[]): void {
  if (hasErrors(findings)) throw new AlarmError(findings);
}

/** What keeps an alarm from being replayed; its actions and tags do not, for they decide nothing about its state. */
export function replayFindings(alarm: MetricAlarm): readonly Diagnostic[] {
  return validateMetricAlarm(alarm).filter(decides);
}

/** The same for a composite alarm. */
export function compositeFindings(
  alarm: CompositeAlarm,
  options: Parameters<typeof validateCompositeAlarm>[1] = {},
): readonly Diagnostic[] {
  return validateCompositeAlarm(alarm, options).filter(decides);
}

function decides({ code, path }: Diagnostic): boolean {
  return code !== "alarm-action" && code !== "composite-action" && path?.startsWith("Tags") !== true;
}

async function run(
  options: SoundOptions,
  filters: readonly MetricFilter[],
  supply: (fold: EventFold) => Promise<void>,
): Promise<Result> {
  const { from, to, useLogGroups, state, metricAlarms, compositeAlarms, place, evaluation } = options;
  const fold = new EventFold(filters, { from, to, useLogGroups, binned: binnedMetrics(metricAlarms) });
  if (state !== undefined) fold.addState(state.fold);
  await supply(fold);
  const clock = clockOf(fold, options) ?? STANDING;
  const savedOf = savedStates(state?.alarms ?? []);
  const seriesOf: SeriesOf = (metric) => fold.metrics.all.get(metricKey(metric))?.series;
  const runs = metricAlarms.map((alarm) =>
    runAlarm(alarm, seriesOf, clock, { ...evaluation, saved: savedOf(alarm.AlarmName ?? "") }),
  );
  const composites =
    clock === STANDING
      ? []
      : runComposites({ composites: compositeAlarms, runs, clock, saved: state?.composites ?? [], ...place });
  const changes = clock === STANDING ? [] : outputsOf(runs, composites, clock, place);
  const alarms = [...metricAlarms, ...compositeAlarms];
  const summary = summarise(fold, runs, composites, clock === STANDING ? undefined : clock, alarms);
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

/** Gives each alarm the state it was saved with: of several alarms of one name the first the first, and so on. */
function savedStates(alarms: readonly AlarmRunState[]): (name: string) => AlarmRunState | undefined {
  const states = new Map<string, AlarmRunState[]>();
  for (const alarm of alarms.toReversed()) {
    const others = states.get(alarm.AlarmName);
    if (others === undefined) states.set(alarm.AlarmName, [alarm]);
    else others.push(alarm);
  }
  return (name) => states.get(name)?.pop();
}

/** Without an event there is no time. */
const STANDING: Clock = { from: 0, after: 0, to: 0, save: 0 };

const MINUTE = 60_000;

/** Bounds given win over those of the events; without either there is no time to simulate. */
function clockOf(fold: EventFold, options: SoundOptions): Clock | undefined {
  const { state, from, to, metricAlarms, evaluation } = options;
  const earliest = state?.from ?? from ?? (fold.events > 0 ? fold.earliest : undefined);
  if (earliest === undefined) return undefined;
  const start = Math.floor(earliest / MINUTE) * MINUTE;
  const after = state?.to ?? start;
  const latest = fold.events > 0 ? Math.max(fold.latest, earliest) : earliest;
  const end = Math.max(Math.floor(latest / MINUTE) * MINUTE + MINUTE, after);
  if (to !== undefined) return { from: start, after, to: Math.max(to, after), save: Math.max(to, after) };
  const settled = settledAt(metricAlarms, start, end, evaluation) + longestHold(options);
  return { from: start, after, to: Math.min(settled, LAST), save: end };
}

/** The clock goes no further, whatever the ingestion delay: the end of any period that begins here is still a date. */
const LAST = 8.63e15;

/** How long actions can be held back after the last change: a wait, then an extension. */
function longestHold({ compositeAlarms }: SoundOptions): number {
  const suppressed = compositeAlarms.filter(({ ActionsSuppressor }) => ActionsSuppressor);
  const longest = (member: "ActionsSuppressorWaitPeriod" | "ActionsSuppressorExtensionPeriod"): number =>
    suppressed.reduce((most, alarm) => Math.max(most, alarm[member] ?? 0), 0);
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
  return typeof (filter as MetricFilter | null)?.evaluate === "function";
}
