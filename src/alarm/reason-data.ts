// Holds: StateReasonData: the datapoints behind a state, as a text of JSON.
// In: an evaluation's slots and what it found in them. Out: one line of JSON with the service's member order [O].
// Always: dates with milliseconds and `+0000`, doubles with `.0`; never a member that the service would leave out.

import { given, isMath } from "./alarm.ts";
import { isBand, type Side } from "./comparison.ts";
import { isoDate } from "./dates.ts";
import { jsonArray, jsonDouble, jsonIfGiven, jsonObject, jsonValue } from "./json.ts";
import type { PreparedAlarm } from "./prepared.ts";
import { datapointsNeeded } from "./reason.ts";
import type { Seen, SeenSlot } from "./seen.ts";

/** The text of StateReasonData for an evaluation at `at`. */
export function stateReasonData(alarm: PreparedAlarm, seen: Seen, at: number): string {
  const { Unit, Statistic, ExtendedStatistic } = alarm.alarm;
  const band = isBand(alarm.comparison);
  // A band comes with queries, whose datapoints have no statistic [O].
  const math = isMath(alarm.alarm) || band;
  const oldest = seen.recent[0];
  const side = (threshold: Side["threshold"], of: (slot: SeenSlot) => number | undefined) =>
    alarm.comparison.sides.some((one) => one.threshold === threshold) ? recent(seen, of) : undefined;
  return jsonObject([
    ["version", '"1.0"'],
    ["queryDate", date(at)],
    ["startDate", oldest === undefined ? undefined : date(oldest.timestamp)],
    ["unit", math ? undefined : jsonIfGiven(Unit)],
    ["statistic", math ? undefined : jsonIfGiven(Statistic ?? ExtendedStatistic)],
    ["period", jsonValue(seen.period)],
    ["recentDatapoints", recent(seen, (slot) => slot.value)],
    ["recentLowerThresholds", side("LowerThreshold", (slot) => slot.lowerThreshold)],
    ["recentUpperThresholds", side("UpperThreshold", (slot) => slot.upperThreshold)],
    ["threshold", given(alarm.threshold) ? jsonDouble(alarm.threshold) : undefined],
    ["evaluatedDatapoints", jsonArray(evaluated(alarm, seen).map((slot) => datapoint(alarm, slot, math)))],
  ]);
}

/** One number of each recent slot; `null` for a period without data [O]. */
function recent(seen: Seen, of: (slot: SeenSlot) => number | undefined): string {
  return jsonArray(seen.recent.map((slot) => (slot.value === undefined ? "null" : jsonDouble(of(slot)!))));
}

/** As many datapoints as the decision needs: the winning side's newest, then the newest periods without data; newest first [O]. */
function evaluated(alarm: PreparedAlarm, seen: Seen): readonly SeenSlot[] {
  const needed = datapointsNeeded(alarm, seen.stateValue);
  const chosen = seen.winners.slice(0, needed);
  return [...chosen, ...seen.empty.slice(0, needed - chosen.length)].sort((a, b) => b.timestamp - a.timestamp);
}

/** An expression has no samples to count [O], a band its threshold beside each value [O]; a period without data has its start alone [O]. */
function datapoint(alarm: PreparedAlarm, slot: SeenSlot, math: boolean): string {
  const { timestamp, value, sampleCount } = slot;
  if (value === undefined) return jsonObject([["timestamp", date(timestamp)]]);
  const counted = !math && Number.isFinite(sampleCount);
  return jsonObject([
    ["timestamp", date(timestamp)],
    ["sampleCount", counted ? jsonDouble(sampleCount!) : undefined],
    ["value", jsonDouble(value)],
    ["threshold", isBand(alarm.comparison) ? jsonDouble(thresholdOf(alarm, slot)) : undefined],
  ]);
}

/**
 * The side of the band that a datapoint is told with. One side was observed with the operators that have one [O]; of two
 * it is the upper one, unless the value lies below the lower one: a choice.
 */
function thresholdOf({ comparison }: PreparedAlarm, { value, lowerThreshold, upperThreshold }: SeenSlot): number {
  const [only, other] = comparison.sides;
  const isLower = other === undefined ? only?.threshold === "LowerThreshold" : value! < lowerThreshold!;
  return isLower ? lowerThreshold! : upperThreshold!;
}

function date(at: number): string {
  return `"${isoDate(at)}"`;
}
