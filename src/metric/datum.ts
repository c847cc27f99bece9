// Holds: one datapoint on its way into a metric, and the identity of the metric it belongs to.
// In: namespace, name and dimensions in the service's own member names. Out: a plain object; a text that is equal for equal metrics only.
// Always: a metric is its namespace, its name and its exact set of dimensions, in any order [D]; the unit is no part of it [D].

/** What a metric filter publishes for one event: one value at one instant. */
export interface MetricDatum {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  /** Epoch milliseconds of the event; a series counts it in the minute it lies in. */
  readonly Timestamp: number;
  readonly Value: number;
  /** `None` when the transformation names no unit. */
  readonly Unit: string;
}

/** The members that name a metric: of a datum, of an alarm, of a query. */
export interface MetricIdentity {
  readonly Namespace?: string | undefined;
  readonly MetricName?: string | undefined;
  readonly Dimensions?:
    | readonly { readonly Name?: string | undefined; readonly Value?: string | undefined }[]
    | undefined;
}

/**
 * The text that two metrics share exactly when they are the same metric.
 * `{A=1}` and `{A=1, B=2}` are different metrics: nothing is summed up over dimensions [D].
 */
export function metricKey(metric: MetricIdentity): string {
  const dimensions = (metric.Dimensions ?? []).map((d) => [d.Name ?? "", d.Value ?? ""] as const);
  // JSON quotes every name and value, so that no character in them can pass for a separator.
  return JSON.stringify([metric.Namespace ?? "", metric.MetricName ?? "", dimensions.sort(byNameAndValue)]);
}

function byNameAndValue(a: readonly [string, string], b: readonly [string, string]): number {
  return compare(a[0], b[0]) || compare(a[1], b[1]);
}

/** Order by UTF-16 units: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Every unit that the service knows [D]; a datapoint without one has `None`. */
export const STANDARD_UNITS: readonly string[] = [
  ...["Seconds", "Microseconds", "Milliseconds"],
  ...["Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes"],
  ...["Bits", "Kilobits", "Megabits", "Gigabits", "Terabits"],
  ...["Percent", "Count", "None"],
  ...["Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second", "Terabytes/Second"],
  ...["Bits/Second", "Kilobits/Second", "Megabits/Second", "Gigabits/Second", "Terabits/Second"],
  "Count/Second",
];
