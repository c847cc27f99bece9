// Holds: one entry of an alarm's Metrics, and what the service refuses about its members.
// In: objects of the API's shape, however wrong. Out: findings with a path.
// Always: never throws; `null` counts as absent; where the service's own words are known the message is these words [O].

import type { DiagnosticCode } from "../../text/catalogue.ts";
import { type Diagnostic, diagnostic } from "../../text/diagnostic.ts";
import { nearest } from "../../text/nearest.ts";
import { STANDARD_UNITS } from "../datum.ts";
import { parseStatistic } from "../statistic-name.ts";

/** MetricDataQuery of the API; SDK objects fit without a cast. */
export interface MetricDataQuery {
  readonly Id?: string | undefined;
  readonly Expression?: string | undefined;
  readonly MetricStat?: MetricStat | undefined;
  readonly Label?: string | undefined;
  /** True when absent [O]. */
  readonly ReturnData?: boolean | undefined;
  /** Seconds; of an expression. */
  readonly Period?: number | undefined;
  readonly AccountId?: string | undefined;
}

export interface MetricStat {
  readonly Metric?:
    | {
        readonly Namespace?: string | undefined;
        readonly MetricName?: string | undefined;
        readonly Dimensions?:
          | readonly { readonly Name?: string | undefined; readonly Value?: string | undefined }[]
          | undefined;
      }
    | undefined;
  /** Seconds. */
  readonly Period?: number | undefined;
  /** `Sum`, `p99`, … */
  readonly Stat?: string | undefined;
  readonly Unit?: string | undefined;
}

export const given = <T>(member: T | null | undefined): member is T => member !== undefined && member !== null;

/** A finding about a member. */
export function memberFinding(
  code: DiagnosticCode,
  path: string,
  message: string,
  expected?: readonly string[],
): Diagnostic {
  return diagnostic(code, { start: 0, end: 0 }, message, expected === undefined ? { path } : { path, expected });
}

const MEMBERS: readonly string[] = [
  ...["Id", "Expression", "MetricStat", "Label", "ReturnData", "Period", "AccountId"],
];
const STAT_MEMBERS: readonly string[] = ["Metric", "Period", "Stat", "Unit"];
const METRIC_MEMBERS: readonly string[] = ["Namespace", "MetricName", "Dimensions"];

/** How many unknown members of one object are told. */
const TOLD = 50;

/** Members that the API does not have: what they mean can't be known, so they are refused. */
function* unknownMembers(value: object, known: readonly string[], path: string): Iterable<Diagnostic> {
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  for (const name of unknown.slice(0, TOLD)) {
    const meant = nearest(name, known);
    const member = name.slice(0, 100);
    yield memberFinding("alarm-unknown-member", `${path}.${member}`, `There is no member ${member} here`, [
      ...(meant === undefined ? known : [meant]),
    ]);
  }
}

/** What is wrong with the members of one query, its expression's text excepted. */
export function* queryFindings(query: MetricDataQuery, path: string): Iterable<Diagnostic> {
  const { Id, Expression, MetricStat } = query;
  yield* unknownMembers(query, MEMBERS, path);
  if (typeof Id !== "string" || !/^[a-z][a-zA-Z0-9_]{0,254}$/.test(Id))
    yield memberFinding(
      "alarm-request",
      `${path}.Id`,
      "An Id starts with a lower-case letter and holds letters, digits and _, at most 255",
    );
  if (given(Expression) && given(MetricStat))
    yield memberFinding(
      "alarm-request",
      path,
      "The parameters MetricDataQuery Expression and MetricStat are mutually exclusive and you have specified both.",
    );
  else if (given(MetricStat)) yield* metricStatFindings(MetricStat, `${path}.MetricStat`);
  else if (!given(Expression))
    yield memberFinding("alarm-request", path, "A query has an Expression or a MetricStat", [
      "Expression",
      "MetricStat",
    ]);
  if (given(query.Period)) yield* periodFindings(query.Period, `${path}.Period`);
  if (given(query.ReturnData) && typeof query.ReturnData !== "boolean")
    yield memberFinding("alarm-request", `${path}.ReturnData`, "ReturnData is true or false");
  for (const member of ["Label", "AccountId"] as const)
    if (given(query[member]) && typeof query[member] !== "string")
      yield memberFinding("alarm-request", `${path}.${member}`, `${member} is a text`);
}

function* metricStatFindings(stat: MetricStat, path: string): Iterable<Diagnostic> {
  if (typeof stat !== "object") {
    yield memberFinding("alarm-request", path, "MetricStat is an object with Metric, Period and Stat");
    return;
  }
  const { Metric: metric, Period, Stat, Unit } = stat;
  yield* unknownMembers(stat, STAT_MEMBERS, path);
  if (typeof metric !== "object" || metric === null)
    yield memberFinding("alarm-request", `${path}.Metric`, "Metric is an object with Namespace and MetricName");
  else {
    yield* unknownMembers(metric, METRIC_MEMBERS, `${path}.Metric`);
    for (const member of ["Namespace", "MetricName"] as const) {
      const value: unknown = metric[member];
      if (typeof value !== "string" || value === "" || value.length > 255)
        yield memberFinding("alarm-request", `${path}.Metric.${member}`, `${member} has 1 to 255 characters`);
    }
    yield* dimensionFindings(metric.Dimensions, `${path}.Metric.Dimensions`);
  }
  if (!given(Period)) yield memberFinding("alarm-period", `${path}.Period`, "Period must not be null");
  else yield* periodFindings(Period, `${path}.Period`);
  if (parseStatistic(Stat) === undefined)
    yield memberFinding("alarm-statistic", `${path}.Stat`, "Stat is the name of a statistic, such as Sum or p99");
  if (given(Unit) && !STANDARD_UNITS.includes(Unit))
    yield memberFinding("alarm-request", `${path}.Unit`, "Unit is not one of the service's units", STANDARD_UNITS);
}

function* dimensionFindings(dimensions: unknown, path: string): Iterable<Diagnostic> {
  if (!given(dimensions)) return;
  if (!Array.isArray(dimensions) || dimensions.length > 30) {
    yield memberFinding("alarm-request", path, "Dimensions are a list of at most 30 { Name, Value }");
    return;
  }
  const seen = new Set<unknown>();
  for (const [i, dimension] of (dimensions as readonly unknown[]).entries()) {
    const { Name, Value } = (dimension ?? {}) as { Name?: unknown; Value?: unknown };
    if (typeof Name !== "string" || Name === "" || typeof Value !== "string" || Value === "")
      yield memberFinding("alarm-request", `${path}[${i}]`, "A dimension has a Name and a Value, neither empty");
    else if (seen.has(Name)) yield memberFinding("alarm-request", `${path}[${i}]`, "A dimension stands twice");
    seen.add(Name);
  }
}

/** Of a MetricStat too [O]. */
function* periodFindings(period: unknown, path: string): Iterable<Diagnostic> {
  const known = typeof period === "number" && Number.isSafeInteger(period) && period > 0;
  if (!known || !([10, 20, 30].includes(period) || period % 60 === 0))
    yield memberFinding("alarm-period", path, "Period must be 10, 20, 30 or a multiple of 60");
}
