// Holds: the evaluation of a metric alarm: from the periods it looks at to its state.
// In: an alarm, the slots of its evaluation range, the state before. Out: the state after, why, and whether it changed.
// Always: a pure function of its arguments: no clock, no memory; a decision costs one pass over the slots and makes no text.

import { diagnostic } from "../text/diagnostic.ts";
import { given, INITIAL_STATE, type MetricAlarm, type Slot, STATE_VALUES, type StateValue } from "./alarm.ts";
import { isInstant } from "./dates.ts";
import { type Decision, decide, hasBand, isDatapoint } from "./decide.ts";
import { AlarmError, unusable } from "./error.ts";
import { isObject } from "./finding.ts";
import { type PreparedAlarm, prepareAlarm } from "./prepared.ts";
import { INITIAL_REASON, stateReason } from "./reason.ts";
import { stateReasonData } from "./reason-data.ts";
import { see } from "./seen.ts";
import { isInWarmUp } from "./warm-up.ts";
import { type EvaluationOptions, endAt } from "./windows.ts";

/** What is known when an evaluation starts. */
export interface AlarmContext {
  /** The state before; absent for an alarm just made, which is in INSUFFICIENT_DATA. */
  readonly state?: StateValue | undefined;
  /** The instant of the evaluation, epoch milliseconds. */
  readonly at: number;
  /** The reason and data the alarm carries so far: an unchanged state keeps them [O]. */
  readonly stateReason?: string | undefined;
  readonly stateReasonData?: string | undefined;
  /** When the alarm was made, epoch milliseconds: where a warm-up starts. An alarm of unknown age has none. */
  readonly createdAt?: number | undefined;
  /** True once an evaluation was not `IN_WARM_UP`: a warm-up does not begin again [D]. */
  readonly warmUpEnded?: boolean | undefined;
}

export interface AlarmEvaluation {
  readonly stateValue: StateValue;
  readonly stateReason: string;
  /** Text of JSON; empty for an alarm that no evaluation has decided about. */
  readonly stateReasonData: string;
  /** Whether the state differs from the one before; only then actions run [D]. */
  readonly changed: boolean;
  /** Present in the warm-up, in which nothing is decided. */
  readonly evaluationState?: "IN_WARM_UP";
}

/**
 * Evaluates a metric alarm once.
 *
 * `slots` is the evaluation range, one slot for every period, a period without data without a `value`; any order, any length:
 * periods beyond the slots given count as missing. Which periods they are is the caller's word, whatever `at` says [chosen]. The
 * values are those of the alarm's statistic or expression; for a band operator each slot brings the sides of the band along. The
 * options say what is known better than the rules: of the slots only the newest `evaluationRange` count, and those that ended less
 * than `ingestionDelay` ago count as missing.
 *
 * An unchanged state keeps the context's reason and data [O]; where the context has none, the reason is the one that
 * this evaluation would have given. Throws AlarmError for an alarm or slots without a meaningful evaluation.
 */
export function evaluateMetricAlarm(
  alarm: MetricAlarm,
  slots: readonly Slot[],
  context: AlarmContext,
  options: EvaluationOptions = {},
): AlarmEvaluation {
  const known = given(options) ? options : {};
  const prepared = prepareAlarm(alarm, known);
  checkContext(context);
  checkSlots(prepared, slots);
  return evaluate(prepared, visible(prepared, inOrder(slots), context.at, known), context);
}

/** The same for a prepared alarm and slots that are oldest first: what a replay calls every minute. */
export function evaluate(alarm: PreparedAlarm, slots: readonly Slot[], context: AlarmContext): AlarmEvaluation {
  const before = context.state ?? INITIAL_STATE;
  if (isInWarmUp(alarm.alarm, slots, (slot) => isDatapoint(alarm, slot), context))
    return { ...unchanged(before, context, "the alarm is in its warm-up"), evaluationState: "IN_WARM_UP" };
  const decision = decide(alarm, slots, before);
  const { stateValue, kept } = decision;
  if (kept !== undefined || (stateValue === before && context.stateReason !== undefined))
    return unchanged(before, context, kept);
  return { stateValue, ...explain(alarm, slots, decision, context.at), changed: stateValue !== before };
}

/**
 * A kept state, with its reason and data. Where the reason is not known nobody but the caller has it: for
 * INSUFFICIENT_DATA it is then the initial one; else a plain sentence of tocsin's own.
 */
function unchanged(stateValue: StateValue, context: AlarmContext, why: string | undefined): AlarmEvaluation {
  const unknown = stateValue === INITIAL_STATE ? INITIAL_REASON : `Unchanged: ${why}.`;
  return {
    stateValue,
    stateReason: context.stateReason ?? unknown,
    stateReasonData: context.stateReasonData ?? "",
    changed: false,
  };
}

/** The reason and its data for a decision that was made, not kept. */
function explain(
  alarm: PreparedAlarm,
  slots: readonly Slot[],
  decision: Decision,
  at: number,
): { readonly stateReason: string; readonly stateReasonData: string } {
  const { stateValue, breaching, good, missing } = decision;
  const seen = see(alarm, slots, stateValue, at);
  return {
    stateReason: stateReason(alarm, { stateValue, winners: seen.winners, received: breaching + good, missing }),
    stateReasonData: stateReasonData(alarm, seen, at),
  };
}

/** The same slots, oldest first; a range that is in order already is not copied. */
function inOrder(slots: readonly Slot[]): readonly Slot[] {
  const sorted = slots.every((slot, i) => i === 0 || slots[i - 1]!.timestamp <= slot.timestamp);
  return sorted ? slots : slots.toSorted((a, b) => a.timestamp - b.timestamp);
}

/** The slots that a caller's options leave, those whose data can't be seen yet without data. */
function visible(
  { grid }: PreparedAlarm,
  slots: readonly Slot[],
  at: number,
  { evaluationRange, ingestionDelay: delay }: EvaluationOptions,
): readonly Slot[] {
  const range = given(evaluationRange) ? slots.slice(-evaluationRange) : slots;
  if (!given(delay) || delay === 0) return range;
  const newestEnd = (start: number): number => (grid.zone === undefined ? start + grid.step : endAt(grid, at));
  return range.map((slot, i) => {
    const end = range[i + 1]?.timestamp ?? newestEnd(slot.timestamp);
    return end + delay > at ? { timestamp: slot.timestamp } : slot;
  });
}

function checkContext(context: AlarmContext): void {
  if (!isObject(context)) throw unusable("A context is an object that holds at least the instant, at", "context");
  const { at, state, createdAt } = context;
  const time = "A time is a number of milliseconds since 1970";
  if (!isInstant(at)) throw unusable(time, "context.at");
  if (given(createdAt) && !isInstant(createdAt)) throw unusable(time, "context.createdAt");
  if (given(state) && !STATE_VALUES.includes(state))
    throw unusable("A state is one of three", "context.state", STATE_VALUES);
}

/** Slots have times; for a band operator those with data tell the band, or none can be compared. */
function checkSlots(alarm: PreparedAlarm, slots: readonly Slot[]): void {
  if (!Array.isArray(slots)) throw unusable("Slots are a list of { timestamp, value }", "slots");
  const bad = slots.findIndex((slot: Slot | null) => !isInstant(slot?.timestamp));
  if (bad !== -1) throw unusable("A time is a number of milliseconds since 1970", `slots[${bad}].timestamp`);
  if (alarm.threshold !== undefined || !slots.some((slot) => Number.isFinite(slot.value))) return;
  if (slots.some((slot) => hasBand(alarm, slot))) return;
  const message = `${alarm.alarm.ComparisonOperator} compares with a band, which tocsin does not compute: give it in lowerThreshold and upperThreshold of the slots`;
  throw new AlarmError([
    diagnostic("alarm-not-supported", { start: 0, end: 0 }, message, { path: "ComparisonOperator" }),
  ]);
}
