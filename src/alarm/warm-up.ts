// Holds: the warm-up of a new alarm, in which it is not evaluated.
// In: its configuration, the instants of its creation and of an evaluation, the slots. Out: whether it is still warming up.
// Always: a warm-up belongs to the creation alone and does not begin again [D]; with it no state changes and no action runs [D].

import type { MetricAlarm, Slot } from "./alarm.ts";

const MINUTE = 60_000;

/** What a warm-up depends on, beside the alarm and its slots. */
export interface WarmUpContext {
  /** The instant of the evaluation. */
  readonly at: number;
  /** When the alarm was made; an alarm of unknown age is taken to be past its warm-up. */
  readonly createdAt?: number | undefined;
  /** True once an evaluation took place: the warm-up is over for good. */
  readonly warmUpEnded?: boolean | undefined;
}

/** Whether an evaluation is too early; `isDatapoint` tells the slots that have data. */
export function isInWarmUp(
  { WarmUpConfiguration: warmUp, EvaluationPeriods: n }: MetricAlarm,
  slots: readonly Slot[],
  isDatapoint: (slot: Slot) => boolean,
  { at, createdAt, warmUpEnded }: WarmUpContext,
): boolean {
  const minutes = warmUp?.WarmUpPeriodDurationInMinutes ?? 0;
  if (warmUpEnded === true || createdAt === undefined || at >= createdAt + minutes * MINUTE) return false;
  return warmUp?.OnlyStartEvaluatingAfterWarmUpPeriodEnds === true || !fills(slots, n!, isDatapoint);
}

/**
 * Data fill the window when its most recent period has a datapoint [D] and there are data from before its start: an alarm of
 * 3 periods of 5 minutes whose data begin at 10:04 is evaluated from about 10:19 on [D]. M plays no part [D].
 */
function fills(slots: readonly Slot[], n: number, isDatapoint: (slot: Slot) => boolean): boolean {
  const before = Math.min(n + 1, slots.length);
  const newest = slots.at(-1);
  return newest !== undefined && isDatapoint(newest) && slots.slice(0, slots.length - before + 1).some(isDatapoint);
}
