// Holds: the replay: log events in, the changes of every alarm and an account of the whole out.
// In: metric filters and alarms in the API's shapes, events in any order. Out: state changes in order of time, then one summary.
// Always: pure but for reading the events; the same events in another order give the same result; bounded by minutes and metrics.

import type { MetricAlarm } from "../alarm/alarm.ts";
import { AlarmError } from "../alarm/error.ts";
import { validateMetricAlarm } from "../alarm/validate.ts";
import { metricKey } from "../metric/datum.ts";
import { compileMetricFilter, type MetricFilter } from "../metric/filter.ts";
import type { PutMetricFilterRequest } from "../metric/request.ts";
import type { AlarmStateChange } from "../notify/change.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import { type AlarmRun, type Clock, clockOver, runAlarm } from "./clock.ts";
import { EventFold, foldEvents, type ReplayEvents, type UseLogGroups } from "./fold.ts";
import { type ReplayOutput, stateChangeOutput, summarise } from "./summary.ts";

export interface ReplayOptions {
  /** PutMetricFilter requests, or filters compiled before. */
  readonly metricFilters?: readonly (PutMetricFilterRequest | MetricFilter)[] | undefined;
  /** PutMetricAlarm inputs. */
  readonly metricAlarms?: readonly MetricAlarm[] | undefined;
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
}

/** A replay under way: `await` it for all outputs, or iterate over them. The events are read once, at first use. */
export class Replay implements AsyncIterable<ReplayOutput>, PromiseLike<readonly ReplayOutput[]> {
  readonly #start: () => Promise<readonly ReplayOutput[]>;
  #running: Promise<readonly ReplayOutput[]> | undefined;

  constructor(start: () => Promise<readonly ReplayOutput[]>) {
    this.#start = start;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ReplayOutput> {
    yield* await this.#outputs();
  }

  // biome-ignore lint/suspicious/noThenProperty: `await replay(…)` gives the collected outputs.
  then<A = readonly ReplayOutput[], B = never>(
    onfulfilled?: ((outputs: readonly ReplayOutput[]) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#outputs().then(onfulfilled, onrejected);
  }

  #outputs(): Promise<readonly ReplayOutput[]> {
    this.#running ??= this.#start();
    return this.#running;
  }
}

/**
 * Folds events through filters into metrics, then evaluates every alarm on a simulated clock: each minute from the one after the
 * first event until its range after the last event is empty. Alarms start in INSUFFICIENT_DATA. A change happens at the
 * minute of its evaluation. Throws at once for a pattern, a filter or an alarm that can't be used.
 */
export function replay(options: ReplayOptions): Replay {
  refuseComposites(options);
  const filters = (options.metricFilters ?? []).map((filter) =>
    isCompiled(filter) ? filter : compileMetricFilter(filter),
  );
  const alarms = options.metricAlarms ?? [];
  for (const alarm of alarms) {
    const findings = replayFindings(alarm);
    if (hasErrors(findings)) throw new AlarmError(findings);
  }
  return new Replay(() => run(options, filters, alarms));
}

/** What keeps an alarm from being replayed; its actions do not, for they decide nothing about its state. */
export function replayFindings(alarm: MetricAlarm): readonly Diagnostic[] {
  return validateMetricAlarm(alarm).filter((finding) => finding.code !== "alarm-action");
}

async function run(
  options: ReplayOptions,
  filters: readonly MetricFilter[],
  alarms: readonly MetricAlarm[],
): Promise<readonly ReplayOutput[]> {
  const { from, to, region = "us-east-1", accountId = "123456789012", useLogGroups = true } = options;
  const fold = new EventFold(filters, { from, to, useLogGroups });
  await foldEvents(fold, options.events);
  const clock = clockOf(fold, alarms, from, to);
  const runs = alarms.map((alarm) =>
    runAlarm(alarm, fold.metrics.get(metricKey(alarm))?.series, clock ?? { from: 0, to: 0 }),
  );
  const changes = clock === undefined ? [] : changesOf(runs, clock, region, accountId);
  return [...changes.map(stateChangeOutput), summarise(fold, runs, clock)];
}

/** Bounds given win over those of the events; without either there is no time to simulate. */
function clockOf(
  fold: EventFold,
  alarms: readonly MetricAlarm[],
  from: number | undefined,
  to: number | undefined,
): Clock | undefined {
  const earliest = from ?? (fold.events > 0 ? fold.earliest : undefined);
  if (earliest === undefined) return undefined;
  const latest = fold.events > 0 ? fold.latest : earliest;
  const clock = clockOver(earliest, latest, alarms);
  return to === undefined ? clock : { from: clock.from, to: Math.max(to, clock.from) };
}

/** All changes in order of time; at the same instant in order of the alarms. */
function changesOf(runs: readonly AlarmRun[], clock: Clock, region: string, accountId: string): AlarmStateChange[] {
  const changes = runs.flatMap(({ alarm, transitions }) =>
    transitions.map((transition) => ({
      alarm,
      ...transition,
      region,
      accountId,
      // The alarm is as old as the simulated time.
      configurationUpdated: clock.from,
    })),
  );
  return changes.sort((a, b) => a.at - b.at);
}

function isCompiled(filter: PutMetricFilterRequest | MetricFilter): filter is MetricFilter {
  return typeof (filter as MetricFilter).evaluate === "function";
}

function refuseComposites(options: ReplayOptions): void {
  const { compositeAlarms } = options as { compositeAlarms?: unknown };
  if (compositeAlarms === undefined || (Array.isArray(compositeAlarms) && compositeAlarms.length === 0)) return;
  throw new TypeError("replay() does not evaluate composite alarms; leave compositeAlarms out");
}
