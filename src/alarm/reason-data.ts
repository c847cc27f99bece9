// Holds: StateReasonData: the datapoints behind a state, as a text of JSON.
// In: an evaluation's slots and what it found in them. Out: one line of JSON with the service's member order [O].
// Always: dates with milliseconds and `+0000`, doubles with `.0`; never a member that the service would leave out.

import { given, isMath, type StateValue } from "./alarm.ts";
import { isoDate } from "./dates.ts";
import { jsonArray, jsonDouble, jsonIfGiven, jsonObject, jsonValue } from "./json.ts";
import type { PreparedAlarm } from "./prepared.ts";
import { datapointsNeeded } from "./reason.ts";

/** One slot as an evaluation saw it. */
export interface SeenSlot {
  readonly timestamp: number;
  /** Undefined: missing. */
  readonly value: number | undefined;
  readonly sampleCount: number | undefined;
  /** Whether it is one of the winning side's datapoints. */
  readonly winner: boolean;
}

export interface Seen {
  readonly stateValue: StateValue;
  /** Seconds. */
  readonly period: number;
  /** Oldest first, from the oldest of the N newest datapoints to the newest one. */
  readonly recent: readonly SeenSlot[];
  /** Newest first: the winning side's datapoints. */
  readonly winners: readonly SeenSlot[];
  /** Newest first: periods without data, as many as could be needed. */
  readonly empty: readonly SeenSlot[];
}

/** The text of StateReasonData for an evaluation at `at`. */
export function stateReasonData(alarm: PreparedAlarm, seen: Seen, at: number): string {
  const { Unit, Statistic, ExtendedStatistic } = alarm.alarm;
  const math = isMath(alarm.alarm);
  const oldest = seen.recent[0];
  const date = (time: number) => JSON.stringify(isoDate(time));
  const side = (name: "LowerThreshold" | "UpperThreshold") =>
    // Without a band's values only the empty lists of an evaluation without data can be written [O].
    alarm.comparison.sides.includes(name) ? "[]" : undefined;
  return jsonObject([
    ["version", '"1.0"'],
    ["queryDate", date(at)],
    ["startDate", oldest === undefined ? undefined : date(oldest.timestamp)],
    ["unit", math ? undefined : jsonIfGiven(Unit)],
    ["statistic", math || !alarm.comparison.breaches ? undefined : jsonIfGiven(Statistic ?? ExtendedStatistic)],
    ["period", jsonValue(seen.period)],
    [
      "recentDatapoints",
      jsonArray(seen.recent.map((slot) => (slot.value === undefined ? "null" : jsonDouble(slot.value)))),
    ],
    ["recentLowerThresholds", side("LowerThreshold")],
    ["recentUpperThresholds", side("UpperThreshold")],
    ["threshold", given(alarm.threshold) ? jsonDouble(alarm.threshold) : undefined],
    ["evaluatedDatapoints", jsonArray(evaluated(alarm, seen).map((slot) => datapoint(slot, math)))],
  ]);
}

/** As many datapoints as the decision needs: the winning side's newest, then the newest periods without data; newest first [O]. */
function evaluated(alarm: PreparedAlarm, seen: Seen): readonly SeenSlot[] {
  const needed = datapointsNeeded(alarm, seen.stateValue);
  const chosen = seen.winners.slice(0, needed);
  return [...chosen, ...seen.empty.slice(0, needed - chosen.length)].sort((a, b) => b.timestamp - a.timestamp);
}

/** An expression has no samples to count [O]; a period without data has its start alone [O]. */
function datapoint(slot: SeenSlot, math: boolean): string {
  const counted = !math && slot.value !== undefined && Number.isFinite(slot.sampleCount);
  return jsonObject([
    ["timestamp", JSON.stringify(isoDate(slot.timestamp))],
    ["sampleCount", counted ? jsonDouble(slot.sampleCount!) : undefined],
    ["value", slot.value === undefined ? undefined : jsonDouble(slot.value)],
  ]);
}
