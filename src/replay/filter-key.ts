// Holds: what makes two metric filters the same to a replay that goes on.
// In: a compiled filter. Out: a text, equal for equal filters.
// Always: tells name, group, metric and pattern apart, and nothing else.

import type { MetricFilter } from "../metric/filter.ts";

/** The name, log group, metric and pattern of a filter. */
export function filterKey({ filterName, logGroupName, metricNamespace, metricName, matcher }: MetricFilter): string {
  return JSON.stringify([filterName ?? null, logGroupName ?? null, metricNamespace, metricName, matcher.text]);
}
