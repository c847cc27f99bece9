// Holds: members that more than one text of JSON writes.
// In: values of an alarm. Out: JSON.
// Always: valid JSON, whatever the value.

import { given, type MetricAlarm } from "../alarm/alarm.ts";
import { jsonArray, jsonDouble, jsonObject, jsonValue } from "../alarm/json.ts";
import { listed } from "./change.ts";

/** A member of an object; undefined leaves it out. */
export type Member = readonly [name: string, json: string | undefined];

export function ifGiven(value: unknown): string | undefined {
  return given(value) ? jsonValue(value) : undefined;
}

/** A double, `50.0`, when it was given; JSON has no other than finite ones. */
export function doubleIfGiven(value: number | null | undefined): string | undefined {
  return Number.isFinite(value) ? jsonDouble(value!) : ifGiven(value);
}

/** `[{"value":…,"name":…}]` [O]. */
export function dimensions(list: MetricAlarm["Dimensions"]): string {
  const one = (dimension: { readonly Name?: string | undefined; readonly Value?: string | undefined } | null) =>
    jsonObject([
      ["value", jsonValue(dimension?.Value)],
      ["name", jsonValue(dimension?.Name)],
    ]);
  return jsonArray(listed(list).map(one));
}
