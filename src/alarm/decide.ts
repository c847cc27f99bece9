// Holds: the decision about an alarm's state: the documented rules, in their order.
// In: an alarm, slots that are oldest first, the state before. Out: the state after, and the counts it rests on.
// Always: one pass over the slots that makes no text; datapoints win over missing data, and older ones of the range stand in
//         for missing newer ones [D]; only then the treatment of missing data counts.

import type { Slot, StateValue } from "./alarm.ts";
import type { PreparedAlarm } from "./prepared.ts";

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

export function decide(alarm: PreparedAlarm, slots: readonly Slot[], before: StateValue): Decision {
  const { evaluationPeriods: n, datapointsToAlarm: m } = alarm;
  let breaching = 0;
  let good = 0;
  let low = 0;
  let oldestBreach = 0;
  for (let age = 1; age <= slots.length && breaching + good + low < n; age++) {
    const slot = slots[slots.length - age]!;
    if (!isDatapoint(alarm, slot)) continue;
    if (isLow(alarm, slot)) low++;
    else if (breaches(alarm, slot)) {
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

/**
 * A slot with a finite value: the service stores no other [D]. For a band operator also one whose band is known: a value that
 * can't be compared counts as missing, a choice.
 */
export function isDatapoint(alarm: PreparedAlarm, slot: Slot): boolean {
  if (!Number.isFinite(slot.value)) return false;
  return alarm.threshold !== undefined || hasBand(alarm, slot);
}

/** Whether the sides that the operator compares with are known. */
export function hasBand({ comparison }: PreparedAlarm, slot: Slot): boolean {
  return comparison.sides.every(({ threshold }) =>
    Number.isFinite(threshold === "LowerThreshold" ? slot.lowerThreshold : slot.upperThreshold),
  );
}

/** A percentile of too few samples, for an alarm that ignores these; an unknown number of samples is enough. */
export function isLow(alarm: PreparedAlarm, slot: Slot): boolean {
  return slot.sampleCount !== undefined && slot.sampleCount !== null && slot.sampleCount < alarm.samplesNeeded;
}

/** Whether a datapoint breaches. */
export function breaches({ comparison, threshold }: PreparedAlarm, slot: Slot): boolean {
  if (threshold !== undefined) return comparison.breaches(slot.value!, threshold, threshold);
  return comparison.breaches(slot.value!, slot.lowerThreshold!, slot.upperThreshold!);
}
