// Holds: what an evaluation saw, sorted for its reason and its data.
// In: an alarm, its slots, the state that was decided. Out: the N newest datapoints, those of the winning side, the empty periods.
// Always: made only when a text is needed; periods before the slots given are empty ones.

import { periodOf, type Slot, type StateValue } from "./alarm.ts";
import { breaches, isDatapoint, isLow } from "./decide.ts";
import type { PreparedAlarm } from "./prepared.ts";
import { endAt, startBefore } from "./windows.ts";

/** One slot as an evaluation saw it. */
export interface SeenSlot extends Slot {
  /** Whether it is one of the winning side's datapoints. */
  readonly winner: boolean;
}

export interface Seen {
  readonly stateValue: StateValue;
  /** Seconds. */
  readonly period: number;
  /** Oldest first, from the oldest of the N newest datapoints to the newest one; a period without data has no value. */
  readonly recent: readonly SeenSlot[];
  /** Newest first: the winning side's datapoints. */
  readonly winners: readonly SeenSlot[];
  /** Newest first: periods without data, as many as could be needed. */
  readonly empty: readonly SeenSlot[];
}

/** Sorts the slots, which are oldest first. */
export function see(alarm: PreparedAlarm, slots: readonly Slot[], stateValue: StateValue, at: number): Seen {
  const recent: SeenSlot[] = [];
  const empty: SeenSlot[] = [];
  let received = 0;
  let lengthToOldest = 0;
  for (let i = slots.length - 1; i >= 0; i--) {
    const slot = seenSlot(alarm, slots[i]!, stateValue);
    if (slot.value === undefined) empty.push(slot);
    if (received === alarm.evaluationPeriods || (received === 0 && slot.value === undefined)) continue;
    recent.push(slot);
    if (slot.value === undefined) continue;
    received++;
    lengthToOldest = recent.length;
  }
  recent.length = lengthToOldest;
  const period = alarm.period ?? spacing(slots) ?? periodOf(alarm.alarm);
  addEarlier(empty, alarm, slots, period, at);
  return { stateValue, period, recent: recent.toReversed(), winners: recent.filter((slot) => slot.winner), empty };
}

function seenSlot(alarm: PreparedAlarm, slot: Slot, stateValue: StateValue): SeenSlot {
  if (!isDatapoint(alarm, slot)) return { timestamp: slot.timestamp, winner: false };
  return { ...slot, winner: !isLow(alarm, slot) && breaches(alarm, slot) === (stateValue !== "OK") };
}

/** Periods before the oldest slot given (or all, when none was) are missing too: as many as a decision can ask for. */
function addEarlier(empty: SeenSlot[], alarm: PreparedAlarm, slots: readonly Slot[], period: number, at: number): void {
  const grid = { ...alarm.grid, step: period * 1000 };
  let timestamp = slots[0]?.timestamp ?? endAt(alarm.grid, at);
  for (let given = slots.length; given < alarm.evaluationPeriods; given++) {
    timestamp = startBefore(grid, timestamp);
    empty.push({ timestamp, winner: false });
  }
}

/** The seconds between slots, where there are two to tell. */
function spacing(slots: readonly Slot[]): number | undefined {
  const [first, second] = slots;
  const apart = first === undefined || second === undefined ? 0 : (second.timestamp - first.timestamp) / 1000;
  return apart > 0 ? apart : undefined;
}
