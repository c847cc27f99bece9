// Holds: the queries of an alarm on an expression.
// In: the alarm. Out: its queries, loosely typed, and the one it is about.
// Always: an entry that is no object counts as an empty query.

import type { MetricAlarm } from "../alarm/alarm.ts";
import { listed } from "./change.ts";

/** A MetricDataQuery, as far as anything can be known of it. */
export interface Query {
  readonly Id?: unknown;
  readonly Expression?: unknown;
  readonly Label?: unknown;
  readonly MetricStat?: {
    readonly Metric?: {
      readonly Dimensions?: MetricAlarm["Dimensions"];
      readonly MetricName?: unknown;
      readonly Namespace?: unknown;
    } | null;
    readonly Period?: unknown;
    readonly Stat?: unknown;
    readonly Unit?: unknown;
  } | null;
  readonly ReturnData?: unknown;
  readonly AccountId?: unknown;
  readonly Period?: unknown;
}

export function queriesOf(alarm: MetricAlarm): readonly Query[] {
  return listed(alarm.Metrics as readonly (Query | null)[]).map((query) => query ?? {});
}

/** The query a mail shows: the one that returns data [O]; of a metric and its band the band, a choice. */
export function shownQuery(alarm: MetricAlarm): Query {
  const returned = queriesOf(alarm).filter((query) => query.ReturnData !== false);
  return returned.find((query) => query.Id === alarm.ThresholdMetricId) ?? returned[0] ?? {};
}
