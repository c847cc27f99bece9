// Holds: what a metric alarm is configured with, the states it can have, and the facts its members imply.
// In: the members of PutMetricAlarm as the SDK spells them. Out: types, and the defaults the service fills in.
// Always: nothing here refuses anything (see validate.ts); `null` counts as absent, as it comes from JSON.

/** The three states. A new alarm is in INSUFFICIENT_DATA until its first evaluation [D]. */
export type StateValue = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export const STATE_VALUES: readonly StateValue[] = ["INSUFFICIENT_DATA", "ALARM", "OK"];

/** The state before anything is known [D]. */
export const INITIAL_STATE: StateValue = "INSUFFICIENT_DATA";

/** A metric alarm as PutMetricAlarm takes it: SDK objects pass without a cast. */
export interface MetricAlarm {
  readonly AlarmName?: string | undefined;
  readonly AlarmDescription?: string | undefined;
  readonly ActionsEnabled?: boolean | undefined;
  readonly OKActions?: readonly string[] | undefined;
  readonly AlarmActions?: readonly string[] | undefined;
  readonly InsufficientDataActions?: readonly string[] | undefined;
  readonly Namespace?: string | undefined;
  readonly MetricName?: string | undefined;
  readonly Dimensions?:
    | readonly { readonly Name?: string | undefined; readonly Value?: string | undefined }[]
    | undefined;
  /** SampleCount, Average, Sum, Minimum or Maximum. */
  readonly Statistic?: string | undefined;
  /** A percentile or trimmed statistic, such as `p99.9`. */
  readonly ExtendedStatistic?: string | undefined;
  /** Seconds: 10, 20, 30 or a multiple of 60. */
  readonly Period?: number | undefined;
  readonly Unit?: string | undefined;
  /** N: how many periods are looked at. */
  readonly EvaluationPeriods?: number | undefined;
  /** M of N; N when absent. Given or not, the wording of the state reason differs [O]. */
  readonly DatapointsToAlarm?: number | undefined;
  readonly Threshold?: number | undefined;
  readonly ComparisonOperator?: string | undefined;
  /** breaching, notBreaching, ignore or missing. */
  readonly TreatMissingData?: string | undefined;
  /** evaluate or ignore, for percentiles of few samples. */
  readonly EvaluateLowSampleCountPercentile?: string | undefined;
  readonly Tags?: unknown;
  /** Metric math or a query instead of one metric. */
  readonly Metrics?: unknown;
  readonly ThresholdMetricId?: string | undefined;
  /** Which periods are looked at; the sliding window when absent. */
  readonly EvaluationWindow?: EvaluationWindow | undefined;
  readonly WarmUpConfiguration?: WarmUpConfiguration | undefined;
  readonly EvaluationCriteria?: unknown;
  readonly EvaluationInterval?: unknown;
}

/** Either of the two: periods that end with the evaluation, or periods of the calendar [D]. */
export interface EvaluationWindow {
  readonly SlidingWindow?: object | undefined;
  readonly WallClockWindow?: WallClockWindow | undefined;
}

export interface WallClockWindow {
  /** An IANA name (`America/New_York`), an offset (`+05:30`) or a prefixed one (`UTC+05:30`); UTC when absent [D]. */
  readonly Timezone?: string | undefined;
}

/** How long a new alarm waits before it is evaluated [D]. */
export interface WarmUpConfiguration {
  /** 1 to 2880. */
  readonly WarmUpPeriodDurationInMinutes?: number | undefined;
  /** False when absent: the warm-up ends as soon as data fill the window. */
  readonly OnlyStartEvaluatingAfterWarmUpPeriodEnds?: boolean | undefined;
}

/** One period of the evaluation range. */
export interface Slot {
  /** The start of the period, epoch milliseconds. */
  readonly timestamp: number;
  /** The statistic over the period; absent (or not finite) when the period has no data. */
  readonly value?: number | undefined;
  /** How many samples the statistic is made of, where known. */
  readonly sampleCount?: number | undefined;
  /** The sides of the anomaly band in this period, for the operators that compare with one. */
  readonly lowerThreshold?: number | undefined;
  readonly upperThreshold?: number | undefined;
}

export type MissingData = "breaching" | "notBreaching" | "ignore" | "missing";

/** True for a member that was given: JSON's `null` counts as not given. */
export function given<T>(member: T | null | undefined): member is T {
  return member !== undefined && member !== null;
}

/** M: DatapointsToAlarm, or all of the evaluation periods [D]. */
export function datapointsToAlarm(alarm: MetricAlarm): number {
  return given(alarm.DatapointsToAlarm) ? alarm.DatapointsToAlarm : (alarm.EvaluationPeriods ?? 1);
}

/**
 * How missing data count: as configured, else `missing` [D], for AWS/DynamoDB `ignore`.
 * An explicit setting overrides DynamoDB's default [O], though the API page says it is always `ignore`.
 */
export function missingData(alarm: MetricAlarm): MissingData {
  if (given(alarm.TreatMissingData)) return alarm.TreatMissingData as MissingData;
  return isOnDynamoDb(alarm) ? "ignore" : "missing";
}

/** On a metric of AWS/DynamoDB; an alarm on queries, when every metric among them is one [D]. */
function isOnDynamoDb({ Namespace, Metrics }: MetricAlarm): boolean {
  if (!Array.isArray(Metrics)) return Namespace === "AWS/DynamoDB";
  type Query = { readonly MetricStat?: { readonly Metric?: { readonly Namespace?: unknown } | null } | null } | null;
  const metrics = (Metrics as readonly Query[]).filter((query) => given(query?.MetricStat));
  return metrics.length > 0 && metrics.every((query) => query?.MetricStat?.Metric?.Namespace === "AWS/DynamoDB");
}

/** True for an alarm on an expression or query rather than on one metric. */
export function isMath(alarm: MetricAlarm): boolean {
  return given(alarm.Metrics);
}

/** The period that the queries of a math alarm share, when one of them names it. */
export function periodOfQueries(alarm: MetricAlarm): number | undefined {
  if (!Array.isArray(alarm.Metrics)) return undefined;
  for (const query of alarm.Metrics as readonly unknown[]) {
    const { Period, MetricStat } = (query ?? {}) as { Period?: unknown; MetricStat?: { Period?: unknown } | null };
    const period = Period ?? MetricStat?.Period;
    if (typeof period === "number") return period;
  }
  return undefined;
}

/** The period where neither the alarm nor its queries name one. A choice: the shortest that every metric has. */
const DEFAULT_PERIOD = 60;

/** Seconds per period. */
export function periodOf(alarm: MetricAlarm): number {
  return given(alarm.Period) ? alarm.Period : (periodOfQueries(alarm) ?? DEFAULT_PERIOD);
}
