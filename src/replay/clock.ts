// Holds: the simulated clock: one alarm evaluated at every instant it is due.
// In: an alarm, the series of its metric, the first and last instant. Out: its changes of state, and how it ends.
// Always: an evaluation sees the data up to its own minute; stretches without data are passed in one step, so that the cost
//         goes with the minutes that have data, not with the length of the clock.

import { INITIAL_STATE, type MetricAlarm, periodOf, type StateValue } from "../alarm/alarm.ts";
import { evaluate } from "../alarm/evaluate.ts";
import { type PreparedAlarm, prepareAlarm } from "../alarm/prepared.ts";
import { INITIAL_REASON } from "../alarm/reason.ts";
import { SlotReader } from "../alarm/slots.ts";
import { cadence, endAt, evaluationRange } from "../alarm/windows.ts";
import type { MetricSeries } from "../metric/series.ts";

const MINUTE = 60_000;

/** One change of state. */
export interface Transition {
  readonly at: number;
  readonly oldState: StateValue;
  readonly newState: StateValue;
  readonly stateReason: string;
  readonly stateReasonData: string;
}

export interface AlarmRun {
  readonly alarm: MetricAlarm;
  readonly transitions: readonly Transition[];
  readonly stateValue: StateValue;
  readonly stateReason: string;
  /** Milliseconds spent in each state between the clock's first and last instant. */
  readonly timeInState: Readonly<Record<StateValue, number>>;
}

/** Whole minutes of the simulated time: `from` starts it, evaluations follow up to and including `to`. */
export interface Clock {
  readonly from: number;
  readonly to: number;
}

/** The clock from the minute of the first event until the range of every alarm has run empty after the last. */
export function clockOver(earliest: number, latest: number, alarms: readonly MetricAlarm[]): Clock {
  const end = floorTo(latest, MINUTE) + MINUTE;
  const to = alarms.reduce((last, alarm) => Math.max(last, settledAt(alarm, end)), end);
  return { from: floorTo(earliest, MINUTE), to };
}

/** The first evaluation whose range lies wholly after `end`: no later one can decide otherwise. */
function settledAt(alarm: MetricAlarm, end: number): number {
  const range = evaluationRange(alarm) * periodOf(alarm) * 1000;
  return ceilTo(end + range, Math.max(cadence(alarm), MINUTE));
}

/** Runs one alarm from its creation, at the clock's start, to the clock's end. */
export function runAlarm(alarm: MetricAlarm, series: MetricSeries | undefined, clock: Clock): AlarmRun {
  const run = new Run(prepareAlarm(alarm), series);
  run.until(clock);
  return run.result(clock);
}

class Run {
  readonly #prepared: PreparedAlarm;
  readonly #slots: SlotReader;
  readonly #minutes: readonly number[];
  /** Milliseconds covered by one evaluation range. */
  readonly #range: number;
  readonly #transitions: Transition[] = [];
  #next = 0;
  #state: StateValue = INITIAL_STATE;
  #reason: string = INITIAL_REASON;
  #data = "";

  constructor(prepared: PreparedAlarm, series: MetricSeries | undefined) {
    this.#prepared = prepared;
    this.#slots = new SlotReader(prepared.alarm, series);
    // Metrics of metric filters have standard resolution: a period below a minute finds no data [D].
    this.#minutes = periodOf(prepared.alarm) < 60 ? [] : (series?.minutes() ?? []);
    this.#range = evaluationRange(prepared.alarm) * periodOf(prepared.alarm) * 1000;
  }

  until({ from, to }: Clock): void {
    const { alarm } = this.#prepared;
    const step = cadence(alarm);
    for (let at = ceilTo(from + 1, step); at <= to; ) {
      const empty = this.#isEmpty(endAt(this.#prepared.grid, at));
      this.#evaluate(at);
      at += step;
      // On an empty range a second evaluation decides what the first did: go on where data come into sight.
      if (empty) at = Math.max(at, ceilTo((this.#minutes[this.#next] ?? to) + MINUTE, step));
    }
  }

  /** Whether the range that ends at `end` holds no data; the ends asked for only grow. */
  #isEmpty(end: number): boolean {
    while (this.#next < this.#minutes.length && this.#minutes[this.#next]! < end - this.#range) this.#next++;
    const minute = this.#minutes[this.#next];
    return minute === undefined || minute >= end;
  }

  #evaluate(at: number): void {
    const slots = this.#slots.at(at);
    const before = { state: this.#state, stateReason: this.#reason, stateReasonData: this.#data, at };
    const { stateValue, stateReason, stateReasonData, changed } = evaluate(this.#prepared, slots, before);
    if (!changed) return;
    this.#transitions.push({ at, oldState: this.#state, newState: stateValue, stateReason, stateReasonData });
    this.#state = stateValue;
    this.#reason = stateReason;
    this.#data = stateReasonData;
  }

  result({ from, to }: Clock): AlarmRun {
    const timeInState: Record<StateValue, number> = { OK: 0, ALARM: 0, INSUFFICIENT_DATA: 0 };
    let since = from;
    for (const { at, oldState } of this.#transitions) {
      timeInState[oldState] += at - since;
      since = at;
    }
    timeInState[this.#state] += Math.max(to - since, 0);
    return {
      alarm: this.#prepared.alarm,
      transitions: this.#transitions,
      stateValue: this.#state,
      stateReason: this.#reason,
      timeInState,
    };
  }
}

function floorTo(at: number, step: number): number {
  return Math.floor(at / step) * step;
}

function ceilTo(at: number, step: number): number {
  return Math.ceil(at / step) * step;
}
