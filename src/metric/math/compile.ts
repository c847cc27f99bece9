// Holds: the queries of an alarm made ready for evaluation.
// In: Metrics of PutMetricAlarm; then the values of its inputs over some periods. Out: the values of the one series it watches.
// Always: pure, no clock; only what the watched series needs is asked for and evaluated; NaN and infinities never come out.

import type { Diagnostic } from "../../text/diagnostic.ts";
import type { MetricIdentity } from "../datum.ts";
import { evaluate } from "./evaluate.ts";
import { pointsOf } from "./operations.ts";
import type { MetricDataQuery, MetricStat } from "./query.ts";
import { type CheckedMath, type CheckedQuery, checkMath, isSound, type MathOptions } from "./validate.ts";
import { finite, type MathContext, type MathValue, type MathWindow, type Points, series } from "./value.ts";

/** A metric that the queries read. */
export interface MathInput {
  readonly id: string;
  readonly metric: MetricIdentity;
  readonly stat: string;
  /** Seconds. */
  readonly period: number;
  readonly unit: string | undefined;
  /** The account that owns the metric, where the query names one. */
  readonly accountId: string | undefined;
}

export interface MathPlan {
  /** The metrics that the watched series needs, in the order of the request. */
  readonly inputs: readonly MathInput[];
  /** Seconds: that of every query. */
  readonly period: number;
  /** The Id of the query that returns data. */
  readonly id: string;
  /** The watched series over a window, one value for each timestamp; undefined where it has no datapoint. */
  evaluate(window: MathWindow): readonly (number | undefined)[];
}

/** The plan of sound queries; none where a finding is an error. Never throws. */
export function compileMath(
  queries: readonly MetricDataQuery[],
  options: MathOptions = {},
): { readonly plan: MathPlan | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const checked = checkMath(queries, options);
  const watched = checked.returning.find(({ id }) => id !== options?.thresholdMetricId);
  const sound = isSound(checked) && watched !== undefined && checked.period !== undefined;
  return {
    plan: sound ? planOf(checked, watched, checked.period) : undefined,
    diagnostics: checked.diagnostics,
  };
}

function planOf({ queries, metrics }: CheckedMath, watched: CheckedQuery, period: number): MathPlan {
  const needed = neededBy(watched, queries);
  const steps = [...queries.values()].filter(({ id }) => needed.has(id));
  const ids = metrics.filter((id) => needed.has(id));
  return {
    inputs: ids.map((id) => inputOf(queries.get(id)!)),
    period,
    id: watched.id,
    evaluate: ({ timestamps, period: seconds, series: given }) => {
      const values = new Map<string, MathValue>();
      const read = new Map(ids.map((id) => [id, readPoints(given, id, timestamps.length)] as const));
      // What METRICS() selects is needed, so that it finds all of it among the inputs.
      const context: MathContext = {
        ...{ timestamps, period: seconds },
        metrics: ids.map((id) => ({ id, points: read.get(id)! })),
      };
      for (const { id, expression } of steps)
        values.set(id, expression === undefined ? series(read.get(id)!) : evaluate(expression, values, context));
      const result = pointsOf(values.get(watched.id));
      return timestamps.map((_, i) => (Number.isFinite(result[i]) ? result[i] : undefined));
    },
  };
}

function neededBy(watched: CheckedQuery, queries: ReadonlyMap<string, CheckedQuery>): ReadonlySet<string> {
  const needed = new Set([watched.id]);
  // A set is walked in the order of insertion, what is added meanwhile included.
  for (const id of needed) for (const other of queries.get(id)?.references.keys() ?? []) needed.add(other);
  return needed;
}

function inputOf({ id, query }: CheckedQuery): MathInput {
  const { Metric, Period, Stat, Unit } = query.MetricStat as MetricStat;
  return {
    ...{ id, stat: Stat!, period: Period!, unit: Unit ?? undefined, accountId: query.AccountId ?? undefined },
    metric: { Namespace: Metric!.Namespace, MetricName: Metric!.MetricName, Dimensions: Metric!.Dimensions ?? [] },
  };
}

function readPoints(given: MathWindow["series"], id: string, length: number): Points {
  const values = Object.hasOwn(given, id) ? given[id]! : [];
  const points: number[] = [];
  for (let i = 0; i < length; i++) points.push(finite(values[i] ?? Number.NaN));
  return points;
}
