// Holds: the simulated clock: one alarm evaluated at every instant it is due.
// In: an alarm, what it watches, the first and last instant, its state if it has one already. Out: its changes of state, and how it ends.
// Always: an evaluation sees the data up to its own minute; stretches without data are passed in one step where they decide nothing,
//         so that the cost goes with the minutes that have data, not with the length of the clock.

import { actionsOf } from "../alarm/actions.ts";
import { given, INITIAL_STATE, type MetricAlarm, periodOf, type StateValue } from "../alarm/alarm.ts";
import { evaluate } from "../alarm/evaluate.ts";
import { type PreparedAlarm, prepareAlarm } from "../alarm/prepared.ts";
import { INITIAL_REASON } from "../alarm/reason.ts";
import { cadence, type EvaluationOptions, endAt, evaluationRange } from "../alarm/windows.ts";
import type { AlarmStateChange, PreviousState } from "../notify/change.ts";
import { type SeriesOf, type Watched, watch } from "./watched.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** One change of state. */
export interface Transition
  extends Pick<AlarmStateChange, "actionsSuppressedBy" | "actionsSuppressedReason" | "triggeringChildren"> {
  readonly at: number;
  readonly oldState: StateValue;
  readonly newState: StateValue;
  readonly stateReason: string;
  readonly stateReasonData: string;
  readonly previousState: PreviousState;
  /** The ARNs of the actions that run at once. */
  readonly actions: readonly string[];
}

export type TimeInState = Readonly<Record<StateValue, number>>;

/** An alarm between two evaluations, as plain data. */
export interface AlarmRunState {
  readonly AlarmName: string;
  readonly createdAt: number;
  readonly stateValue: StateValue;
  readonly stateReason: string;
  readonly stateReasonData: string;
  /** Since when it has the state. */
  readonly since: number;
  readonly changes: number;
  /** Up to the instant of saving. */
  readonly timeInState: TimeInState;
  readonly warmUpEnded: boolean;
}

export interface AlarmRun {
  readonly alarm: MetricAlarm;
  readonly transitions: readonly Transition[];
  /** The state that the first evaluation met. */
  readonly before: AlarmRunState;
  readonly stateValue: StateValue;
  readonly stateReason: string;
  /** How often the state changed, also before this run. */
  readonly changes: number;
  /** Milliseconds spent in each state between the clock's first and last instant. */
  readonly timeInState: TimeInState;
  /** The alarm at the clock's instant of saving. */
  readonly saved: AlarmRunState;
}

/** The simulated time. */
export interface Clock {
  /** Where it started, also before this run. */
  readonly from: number;
  /** Evaluations follow after it: `from`, or where the run before was saved. */
  readonly after: number;
  /** Up to and including it. */
  readonly to: number;
  /** When the state is saved: every event so far is accounted for. */
  readonly save: number;
}

/** When the range of every alarm has run empty after the last event: no later evaluation can decide otherwise. */
export function settledAt(
  alarms: readonly MetricAlarm[],
  from: number,
  end: number,
  options: EvaluationOptions,
): number {
  return alarms.reduce((last, alarm) => Math.max(last, settled(alarm, from, end, options)), end);
}

function settled(alarm: MetricAlarm, from: number, end: number, options: EvaluationOptions): number {
  const range = evaluationRange(alarm, options) * periodOf(alarm) * 1000 + (options.ingestionDelay ?? 0);
  // Days and weeks of a time zone begin within a day of those of another, and last an hour more or less.
  const zone = given(alarm.EvaluationWindow?.WallClockWindow) ? periodOf(alarm) * 1000 + DAY : 0;
  const warmUp = from + (alarm.WarmUpConfiguration?.WarmUpPeriodDurationInMinutes ?? 0) * MINUTE;
  return ceilTo(Math.max(end + range + zone, warmUp), Math.max(cadence(alarm), MINUTE));
}

/** Runs one alarm from where it is, or from its creation, to the clock's end. */
export function runAlarm(
  alarm: MetricAlarm,
  seriesOf: SeriesOf,
  clock: Clock,
  { saved, ...options }: EvaluationOptions & { readonly saved?: AlarmRunState | undefined } = {},
): AlarmRun {
  const before = saved ?? created(alarm.AlarmName ?? "", clock.after);
  const run = new Run(prepareAlarm(alarm, options), watch(alarm, seriesOf, options), before, clock.after);
  run.until(clock.save);
  const state = run.state(clock.save);
  run.until(clock.to);
  const { stateValue, stateReason, changes, timeInState } = run.state(clock.to);
  return { alarm, transitions: run.transitions, before, stateValue, stateReason, changes, timeInState, saved: state };
}

/** An alarm just made. */
export function created(AlarmName: string, at: number): AlarmRunState {
  const timeInState = { OK: 0, ALARM: 0, INSUFFICIENT_DATA: 0 };
  const state = { stateValue: INITIAL_STATE, stateReason: INITIAL_REASON, stateReasonData: "", since: at };
  return { AlarmName, createdAt: at, ...state, changes: 0, timeInState, warmUpEnded: false };
}

class Run {
  readonly transitions: Transition[] = [];
  readonly #prepared: PreparedAlarm;
  readonly #watched: Watched;
  /** Milliseconds covered by one evaluation range. */
  readonly #range: number;
  readonly #before: AlarmRunState;
  readonly #start: number;
  #done: number;
  #next = 0;
  #state: StateValue;
  #reason: string;
  #data: string;
  #since: number;
  #warmUpEnded: boolean;

  constructor(prepared: PreparedAlarm, watched: Watched, before: AlarmRunState, after: number) {
    this.#prepared = prepared;
    this.#watched = watched;
    this.#range = prepared.grid.range * prepared.grid.step;
    this.#before = before;
    this.#start = after;
    this.#done = after;
    this.#state = before.stateValue;
    this.#reason = before.stateReason;
    this.#data = before.stateReasonData;
    this.#since = before.since;
    this.#warmUpEnded = before.warmUpEnded;
  }

  /** Every evaluation up to and including `to`. */
  until(to: number): void {
    const { grid } = this.#prepared;
    const step = grid.cadence;
    for (let at = ceilTo(this.#done + 1, step); at <= to; ) {
      const minutes = this.#watched.minutes;
      const empty = minutes !== undefined && this.#isEmpty(minutes, endAt(grid, at));
      this.#evaluate(at);
      at += step;
      // On an empty range a second evaluation decides what the first did: go on where data come into sight.
      if (empty) at = Math.max(at, ceilTo((minutes[this.#next] ?? to) + MINUTE, step));
    }
    this.#done = Math.max(this.#done, to);
  }

  /** Whether the range that ends at `end` holds no data; the ends asked for only grow. */
  #isEmpty(minutes: readonly number[], end: number): boolean {
    while (this.#next < minutes.length && minutes[this.#next]! < end - this.#range) this.#next++;
    const minute = minutes[this.#next];
    return minute === undefined || minute >= end;
  }

  #evaluate(at: number): void {
    const { alarm } = this.#prepared;
    const evaluated = evaluate(this.#prepared, this.#watched.at(at), {
      ...{ state: this.#state, stateReason: this.#reason, stateReasonData: this.#data, at },
      ...{ createdAt: this.#before.createdAt, warmUpEnded: this.#warmUpEnded },
    });
    this.#warmUpEnded ||= evaluated.evaluationState !== "IN_WARM_UP";
    if (!evaluated.changed) return;
    const { stateValue: newState, stateReason, stateReasonData } = evaluated;
    const oldState = this.#state;
    const previousState = { stateReason: this.#reason, stateReasonData: this.#data, at: this.#since };
    const actions = actionsOf(alarm, { oldState, newState });
    this.transitions.push({ at, oldState, newState, stateReason, stateReasonData, previousState, actions });
    this.#state = newState;
    this.#reason = stateReason;
    this.#data = stateReasonData;
    this.#since = at;
  }

  /** The alarm at `at`, after the evaluations up to it. */
  state(at: number): AlarmRunState {
    return {
      AlarmName: this.#before.AlarmName,
      createdAt: this.#before.createdAt,
      stateValue: this.#state,
      stateReason: this.#reason,
      stateReasonData: this.#data,
      since: this.#since,
      changes: this.#before.changes + this.transitions.length,
      timeInState: spent(this.#before.timeInState, this.transitions, this.#state, this.#start, at),
      warmUpEnded: this.#warmUpEnded,
    };
  }
}

/** The time in each state: what was counted before, and what lies between `from` and `to`. */
export function spent(
  before: TimeInState,
  transitions: readonly Pick<Transition, "at" | "oldState">[],
  state: StateValue,
  from: number,
  to: number,
): TimeInState {
  const time: Record<StateValue, number> = { ...before };
  let since = from;
  for (const { at, oldState } of transitions) {
    time[oldState] += at - since;
    since = at;
  }
  time[state] += Math.max(to - since, 0);
  return time;
}

function ceilTo(at: number, step: number): number {
  return Math.ceil(at / step) * step;
}
