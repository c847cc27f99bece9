// Holds: the simulated clock: one alarm evaluated at every instant it is due.
// In: an alarm, what it watches, the first and last instant, its state if it has one already. Out: its changes of state, and how it ends.
// Always: an evaluation sees the data up to its own minute; stretches in which nothing new can be decided are passed in one step (see
//         quiet.ts), so that the cost goes with the minutes that have data, not with the length of the clock.

import { actionsOf } from "../alarm/actions.ts";
import { given, INITIAL_STATE, type MetricAlarm, periodOf, type StateValue } from "../alarm/alarm.ts";
import { evaluate } from "../alarm/evaluate.ts";
import { type PreparedAlarm, prepareAlarm } from "../alarm/prepared.ts";
import { INITIAL_REASON } from "../alarm/reason.ts";
import { cadence, type EvaluationOptions, evaluationRange } from "../alarm/windows.ts";
import type { AlarmStateChange, PreviousState } from "../notify/change.ts";
import { QuietStretches } from "./quiet.ts";
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
  return ceilTo(Math.max(end + range + zone, warmUpEndOf(alarm, from)), Math.max(cadence(alarm), MINUTE));
}

function warmUpEndOf({ WarmUpConfiguration: warmUp }: MetricAlarm, createdAt: number): number {
  return createdAt + (warmUp?.WarmUpPeriodDurationInMinutes ?? 0) * MINUTE;
}

/** Runs one alarm from where it is, or from its creation, to the clock's end. */
export function runAlarm(
  alarm: MetricAlarm,
  seriesOf: SeriesOf,
  clock: Clock,
  { saved, ...options }: EvaluationOptions & { readonly saved?: AlarmRunState | undefined } = {},
): AlarmRun {
  const before = saved ?? created(alarm.AlarmName ?? "", clock.after);
  const prepared = prepareAlarm(alarm, options);
  const watched = watch(alarm, seriesOf, options);
  const run = new Run(prepared, watched, new QuietStretches(prepared, watched, options), before, clock.after);
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
  readonly #quiet: QuietStretches;
  readonly #before: AlarmRunState;
  readonly #start: number;
  #done: number;
  #state: StateValue;
  #reason: string;
  #data: string;
  #since: number;
  #warmUpEnded: boolean;
  /** When it ends at the latest. */
  readonly #warmUpEnd: number;

  constructor(prepared: PreparedAlarm, watched: Watched, quiet: QuietStretches, before: AlarmRunState, after: number) {
    this.#prepared = prepared;
    this.#watched = watched;
    this.#quiet = quiet;
    this.#before = before;
    this.#start = after;
    this.#done = after;
    this.#state = before.stateValue;
    this.#reason = before.stateReason;
    this.#data = before.stateReasonData;
    this.#since = before.since;
    this.#warmUpEnded = before.warmUpEnded;
    this.#warmUpEnd = warmUpEndOf(prepared.alarm, before.createdAt);
  }

  /** Every evaluation up to and including `to` that can decide something new. */
  until(to: number): void {
    const { cadence: step } = this.#prepared.grid;
    for (let at = ceilTo(this.#done + 1, step); at <= to; ) {
      this.#evaluate(at);
      const warmUp = this.#warmUpEnded ? Number.POSITIVE_INFINITY : this.#warmUpEnd;
      at = Math.max(at + step, ceilTo(Math.min(this.#quiet.after(at), warmUp, to + 1), step));
    }
    this.#done = Math.max(this.#done, to);
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
