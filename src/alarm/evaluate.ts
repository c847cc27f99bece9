// Holds: the evaluation of a metric alarm: from the periods it looks at to its state.
// In: an alarm, the slots of its evaluation range, the state before. Out: the state after, why, and whether it changed.
// Always: a pure function of its arguments: no clock, no memory; a decision costs one pass over the slots and makes no text.

import { diagnostic } from "../text/diagnostic.ts";
import { INITIAL_STATE, type MetricAlarm, periodOf, type Slot, type StateValue } from "./alarm.ts";
import { isInstant } from "./dates.ts";
import { AlarmError } from "./error.ts";
import { type PreparedAlarm, prepareAlarm } from "./prepared.ts";
import { INITIAL_REASON, stateReason } from "./reason.ts";
import { type Seen, type SeenSlot, stateReasonData } from "./reason-data.ts";
import { slotsAt } from "./windows.ts";

/** What is known when an evaluation starts. */
export interface AlarmContext {
  /** The state before; absent for an alarm just made, which is in INSUFFICIENT_DATA. */
  readonly state?: StateValue | undefined;
  /** The instant of the evaluation, epoch milliseconds. */
  readonly at: number;
  /** The reason and data the alarm carries so far: an unchanged state keeps them [O]. */
  readonly stateReason?: string | undefined;
  readonly stateReasonData?: string | undefined;
}

export interface AlarmEvaluation {
  readonly stateValue: StateValue;
  readonly stateReason: string;
  /** Text of JSON; empty for an alarm that no evaluation has decided about. */
  readonly stateReasonData: string;
  /** Whether the state differs from the one before; only then actions run [D]. */
  readonly changed: boolean;
}

/** A state, and the counts it rests on. */
export interface Decision {
  readonly stateValue: StateValue;
  /** Why the state before was kept without a decision. */
  readonly kept?: "missing data are ignored" | "datapoints of few samples are ignored";
  /** Of the N newest datapoints: those that breach, those that do not, and N less all of them. */
  readonly breaching: number;
  readonly good: number;
  readonly missing: number;
}

/**
 * Evaluates a metric alarm once.
 *
 * `slots` is the evaluation range, one slot for every period, a period without data without a `value`; any order, any length:
 * periods beyond the slots given count as missing. The values are those of the alarm's statistic or expression.
 *
 * An unchanged state keeps the context's reason and data [O]; where the context has none, the reason is the one that
 * this evaluation would have given. Throws AlarmError for an alarm or slots without a meaningful evaluation.
 */
export function evaluateMetricAlarm(
  alarm: MetricAlarm,
  slots: readonly Slot[],
  context: AlarmContext,
): AlarmEvaluation {
  const prepared = prepareAlarm(alarm);
  checkTimes(slots, context.at);
  return evaluate(prepared, inOrder(slots), context);
}

/** The same for a prepared alarm and slots that are oldest first: what a replay calls every minute. */
export function evaluate(alarm: PreparedAlarm, slots: readonly Slot[], context: AlarmContext): AlarmEvaluation {
  const before = context.state ?? INITIAL_STATE;
  const decision = decide(alarm, slots, before);
  const { stateValue } = decision;
  if (stateValue === before && context.stateReason !== undefined)
    return {
      stateValue,
      stateReason: context.stateReason,
      stateReasonData: context.stateReasonData ?? "",
      changed: false,
    };
  if (decision.kept !== undefined)
    return {
      stateValue,
      stateReason: keptReason(decision),
      stateReasonData: context.stateReasonData ?? "",
      changed: false,
    };
  return { stateValue, ...explain(alarm, slots, decision, context.at), changed: stateValue !== before };
}

/**
 * Decides the state from slots that are oldest first. Datapoints win over missing data, and older ones of the range stand
 * in for missing newer ones [D]; only then the treatment of missing data counts.
 */
function decide(alarm: PreparedAlarm, slots: readonly Slot[], before: StateValue): Decision {
  const { evaluationPeriods: n, datapointsToAlarm: m } = alarm;
  let breaching = 0;
  let good = 0;
  let low = 0;
  let oldestBreach = 0;
  for (let age = 1; age <= slots.length && breaching + good + low < n; age++) {
    const slot = slots[slots.length - age]!;
    const value = slot.value;
    if (!isDatapoint(value)) continue;
    if (isLow(alarm, slot)) low++;
    else if (breaches(alarm, value)) {
      breaching++;
      oldestBreach = age;
    } else good++;
  }
  const missing = n - breaching - good - low;
  const state = (stateValue: StateValue): Decision => ({ stateValue, breaching, good, missing });
  const keep = (kept: Decision["kept"] & string): Decision => ({ ...state(before), kept });

  if (breaching >= m) return state("ALARM");
  if (good >= n - m + 1) return state("OK");
  if (low > 0) return keep("datapoints of few samples are ignored");
  if (alarm.missingData === "breaching") return state(breaching + missing >= m ? "ALARM" : "OK");
  if (alarm.missingData === "notBreaching") return state("OK");
  if (good > 0) return state("OK");
  if (alarm.missingData === "ignore") return keep("missing data are ignored");
  if (breaching === 0) return state("INSUFFICIENT_DATA");
  // A lone breach must be M periods old before missing data let it raise the alarm [D], anywhere in the range [O].
  return state(oldestBreach >= m ? "ALARM" : "INSUFFICIENT_DATA");
}

/** The reason and its data for a decision that was made, not kept. */
function explain(
  alarm: PreparedAlarm,
  slots: readonly Slot[],
  decision: Decision,
  at: number,
): { readonly stateReason: string; readonly stateReasonData: string } {
  const seen = see(alarm, slots, decision, at);
  const winners = seen.winners.map(({ timestamp, value }) => ({ timestamp, value: value! }));
  const received = decision.breaching + decision.good;
  return {
    stateReason: stateReason(alarm, { stateValue: decision.stateValue, winners, received, missing: decision.missing }),
    stateReasonData: stateReasonData(alarm, seen, at),
  };
}

/** Sorts what an evaluation looked at: the N newest datapoints, those of the winning side, the periods without data. */
function see(alarm: PreparedAlarm, slots: readonly Slot[], { stateValue }: Decision, at: number): Seen {
  const recent: SeenSlot[] = [];
  const empty: SeenSlot[] = [];
  let received = 0;
  let lengthToOldest = 0;
  for (let i = slots.length - 1; i >= 0; i--) {
    const { timestamp, value, sampleCount } = slots[i]!;
    const slot: SeenSlot = isDatapoint(value)
      ? {
          timestamp,
          value,
          sampleCount,
          winner: !isLow(alarm, slots[i]!) && breaches(alarm, value) === (stateValue !== "OK"),
        }
      : { timestamp, value: undefined, sampleCount: undefined, winner: false };
    if (slot.value === undefined) empty.push(slot);
    if (received === alarm.evaluationPeriods || (received === 0 && slot.value === undefined)) continue;
    recent.push(slot);
    if (slot.value !== undefined) {
      received++;
      lengthToOldest = recent.length;
    }
  }
  recent.length = lengthToOldest;
  const period = alarm.period ?? spacing(slots) ?? periodOf(alarm.alarm);
  addEarlier(empty, alarm, slots, period, at);
  return { stateValue, period, recent: recent.toReversed(), winners: recent.filter((slot) => slot.winner), empty };
}

/** Periods before the oldest slot given (or all, when none was) are missing too: as many as a decision can ask for. */
function addEarlier(empty: SeenSlot[], alarm: PreparedAlarm, slots: readonly Slot[], period: number, at: number): void {
  const newest = slotsAt(alarm.alarm, at).at(-1)!;
  let timestamp = slots[0]?.timestamp ?? newest + period * 1000;
  for (let given = slots.length; given < alarm.evaluationPeriods; given++) {
    timestamp -= period * 1000;
    empty.push({ timestamp, value: undefined, sampleCount: undefined, winner: false });
  }
}

/**
 * The reason of a kept state whose own reason is not known: nobody but the caller has it.
 * For INSUFFICIENT_DATA it is the initial one; else a plain sentence of tocsin's own.
 */
function keptReason({ stateValue, kept }: Decision): string {
  return stateValue === INITIAL_STATE ? INITIAL_REASON : `Unchanged: ${kept}.`;
}

/** A number that is not finite is no datapoint: the service stores none [D]. */
function isDatapoint(value: number | null | undefined): value is number {
  return Number.isFinite(value);
}

/** A percentile of too few samples, for an alarm that ignores these; an unknown number of samples is enough. */
function isLow(alarm: PreparedAlarm, slot: Slot): boolean {
  return slot.sampleCount !== undefined && slot.sampleCount !== null && slot.sampleCount < alarm.samplesNeeded;
}

function breaches({ comparison, threshold, alarm }: PreparedAlarm, value: number): boolean {
  if (comparison.breaches !== undefined && threshold !== undefined) return comparison.breaches(value, threshold);
  const message = `tocsin does not compute the band that ${alarm.ComparisonOperator} compares with`;
  throw new AlarmError([
    diagnostic("alarm-not-supported", { start: 0, end: 0 }, message, { path: "ComparisonOperator" }),
  ]);
}

/** The seconds between slots, where there are two to tell. */
function spacing(slots: readonly Slot[]): number | undefined {
  const [first, second] = slots;
  const apart = first === undefined || second === undefined ? 0 : (second.timestamp - first.timestamp) / 1000;
  return apart > 0 ? apart : undefined;
}

/** The same slots, oldest first; a range that is in order already is not copied. */
function inOrder(slots: readonly Slot[]): readonly Slot[] {
  const sorted = slots.every((slot, i) => i === 0 || slots[i - 1]!.timestamp <= slot.timestamp);
  return sorted ? slots : slots.toSorted((a, b) => a.timestamp - b.timestamp);
}

function checkTimes(slots: readonly Slot[], at: number): void {
  const bad = slots.findIndex((slot) => !isInstant(slot.timestamp));
  if (bad === -1 && isInstant(at)) return;
  const path = bad === -1 ? "context.at" : `slots[${bad}].timestamp`;
  const message = "A time is a number of milliseconds since 1970";
  throw new AlarmError([diagnostic("alarm-slots", { start: 0, end: 0 }, message, { path })]);
}
