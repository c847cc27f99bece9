// Holds: what PutMetricAlarm refuses about Metrics, and what surely is not meant in them.
// In: queries, however wrong. Out: findings with a path and, in expressions, a span; and what is known of sound queries.
// Always: never throws; at most ten metrics and ten expressions are looked at [O]; every expression is analysed after those
//   it refers to.

import { type Diagnostic, hasErrors } from "../../text/diagnostic.ts";
import type { Span } from "../../text/span.ts";
import { analyse, referencesOf } from "./analyse.ts";
import { parseMathExpression } from "./parse.ts";
import { given, type MetricDataQuery, memberFinding, queryFindings } from "./query.ts";
import { answered, NO_SERIES } from "./service.ts";
import type { MathExpression } from "./tree.ts";
import { described, type MathType, UNKNOWN } from "./types.ts";

export interface MathOptions {
  /** The member before each path; `Metrics` when not given. */
  readonly path?: string | undefined;
  /** ThresholdMetricId of an alarm on an anomaly band. */
  readonly thresholdMetricId?: string | null | undefined;
}

/** A query together with what is known of it. */
export interface CheckedQuery {
  readonly id: string;
  readonly index: number;
  readonly query: MetricDataQuery;
  /** Absent for a metric. */
  readonly expression?: MathExpression;
  readonly references: ReadonlyMap<string, Span>;
}

export interface CheckedMath {
  readonly diagnostics: readonly Diagnostic[];
  /** By Id, each after those it refers to; in a cycle there is no such order. */
  readonly queries: ReadonlyMap<string, CheckedQuery>;
  /** In the order of the request. */
  readonly metrics: readonly string[];
  readonly returning: readonly CheckedQuery[];
  readonly period: number | undefined;
}

const MAX_QUERIES = 10;

/** Every finding about the queries of a metric alarm. */
export function validateMath(queries: readonly MetricDataQuery[], options: MathOptions = {}): readonly Diagnostic[] {
  return checkMath(queries, options).diagnostics;
}

/** As `validateMath`, with what is known of the queries. */
export function checkMath(queries: readonly MetricDataQuery[], options: MathOptions = {}): CheckedMath {
  const { path: named, thresholdMetricId } = options ?? {};
  const path = named ?? "Metrics";
  const none = { queries: new Map<string, CheckedQuery>(), metrics: [], returning: [], period: undefined };
  const shape = shapeFinding(queries, path);
  if (shape !== undefined) return { ...none, diagnostics: [shape] };
  const found: Diagnostic[] = [];
  for (const [i, query] of queries.entries()) found.push(...queryFindings(query, `${path}[${i}]`));
  const metrics = queries.flatMap(({ Id, MetricStat }) => (given(MetricStat) && typeof Id === "string" ? [Id] : []));
  const read = readQueries(queries, metrics, path, found);
  const ordered = inOrder(read, path, found);
  const types = typesOf(ordered, metrics, path, found);
  const returning = returningQueries(queries, ordered, path, thresholdMetricId ?? undefined, found);
  if (!given(thresholdMetricId)) found.push(...resultFindings(returning, types, path));
  found.push(...periodFindings(queries, path));
  return { diagnostics: found, queries: ordered, metrics, returning, period: periodsOf(queries)[0]?.period };
}

/** The service counts before it looks at anything else [O]. */
function shapeFinding(queries: unknown, path: string): Diagnostic | undefined {
  if (!Array.isArray(queries) || queries.length === 0)
    return memberFinding("alarm-request", path, `${path} is a list of at least one query`);
  const counted = (member: "Expression" | "MetricStat"): number =>
    queries.filter((query: unknown) => given((query as MetricDataQuery | null)?.[member])).length;
  if (counted("MetricStat") > MAX_QUERIES)
    return memberFinding("alarm-request", path, `Too many metrics in alarm, maximum is ${MAX_QUERIES}`);
  if (counted("Expression") > MAX_QUERIES)
    return memberFinding("alarm-request", path, `Too many expressions in alarm, maximum is ${MAX_QUERIES}`);
  const wrong = queries.findIndex((query: unknown) => typeof query !== "object" || query === null);
  if (wrong >= 0) return memberFinding("alarm-request", `${path}[${wrong}]`, "A query is an object");
  if (queries.length > 2 * MAX_QUERIES)
    return memberFinding("alarm-request", path, `${path} holds at most ${2 * MAX_QUERIES} queries`);
  return undefined;
}

/** Reads every expression; a query without a sound Id is left out, a second one of the same Id too. */
function readQueries(
  queries: readonly MetricDataQuery[],
  metrics: readonly string[],
  path: string,
  found: Diagnostic[],
): ReadonlyMap<string, CheckedQuery> {
  const read = new Map<string, CheckedQuery>();
  for (const [index, query] of queries.entries()) {
    const { Id: id, Expression } = query;
    const parsed = given(Expression) ? parseMathExpression(Expression) : undefined;
    if (parsed !== undefined) found.push(...placed(answeredFor(id, parsed.diagnostics), path, index));
    if (typeof id !== "string") continue;
    if (read.has(id)) {
      found.push(memberFinding("math-reference", `${path}[${index}].Id`, `The Id ${shown(id)} stands twice`));
      continue;
    }
    const expression = parsed?.expression;
    const references = expression === undefined ? new Map<string, Span>() : referencesOf(expression, metrics);
    read.set(id, { id, index, query, references, ...(expression !== undefined && { expression }) });
  }
  return read;
}

/** Reading does not know the Id that the service's answer names. */
function answeredFor(id: unknown, findings: readonly Diagnostic[]): readonly Diagnostic[] {
  if (typeof id !== "string") return findings;
  // Their message is the service's own.
  return findings.map((finding) =>
    finding.code === "math-function" ? answered(finding, id, finding.message) : finding,
  );
}

function placed(findings: readonly Diagnostic[], path: string, index: number): readonly Diagnostic[] {
  return findings.map((finding) => ({ ...finding, path: `${path}[${index}].Expression` }));
}

/** Each query after those it refers to; one that refers to itself, by whatever way, is told once a cycle. */
function inOrder(
  read: ReadonlyMap<string, CheckedQuery>,
  path: string,
  found: Diagnostic[],
): ReadonlyMap<string, CheckedQuery> {
  const ordered = new Map<string, CheckedQuery>();
  const open: string[] = [];
  const visit = (query: CheckedQuery): void => {
    if (ordered.has(query.id)) return;
    const from = open.indexOf(query.id);
    if (from >= 0) {
      const cycle = [...open.slice(from), query.id];
      const told = memberFinding(
        "math-reference",
        `${path}[${query.index}].Expression`,
        `An expression refers to itself: ${cycle.join(" → ")}`,
      );
      found.push({ ...told, span: query.references.get(cycle[1]!) ?? told.span });
      return;
    }
    open.push(query.id);
    for (const id of query.references.keys()) {
      const other = read.get(id);
      if (other !== undefined) visit(other);
    }
    open.pop();
    ordered.set(query.id, query);
  };
  for (const query of read.values()) visit(query);
  return ordered;
}

/** The types of all queries; `unknown` for one that has mistakes, so that they are told once. */
function typesOf(
  ordered: ReadonlyMap<string, CheckedQuery>,
  metrics: readonly string[],
  path: string,
  found: Diagnostic[],
): ReadonlyMap<string, MathType> {
  const types = new Map<string, MathType>([...ordered.keys()].map((id) => [id, UNKNOWN]));
  for (const { id, index, query, expression } of ordered.values()) {
    if (expression === undefined) types.set(id, given(query.MetricStat) ? { kind: "series", metric: true } : UNKNOWN);
    else {
      const { type, findings } = analyse(expression, { types, metrics, id });
      found.push(...placed(findings, path, index));
      types.set(id, type.kind === "series" ? { kind: "series" } : type);
    }
  }
  return types;
}

function returningQueries(
  queries: readonly MetricDataQuery[],
  ordered: ReadonlyMap<string, CheckedQuery>,
  path: string,
  thresholdMetricId: string | undefined,
  found: Diagnostic[],
): readonly CheckedQuery[] {
  const indexes = [...queries.keys()].filter((i) => (queries[i]!.ReturnData ?? true) === true);
  const wanted = thresholdMetricId === undefined ? 1 : 2;
  if (indexes.length !== wanted) {
    const many = wanted === 1 ? "one element" : "two elements";
    found.push(memberFinding("math-result", path, `Exactly ${many} of the metrics list should return data.`));
  }
  if (thresholdMetricId !== undefined && !indexes.some((i) => queries[i]!.Id === thresholdMetricId))
    found.push(
      memberFinding(
        "math-reference",
        "ThresholdMetricId",
        "Metrics list must contain exactly one metric matching the ThresholdMetricId parameter",
      ),
    );
  return [...ordered.values()].filter(({ index }) => indexes.includes(index));
}

/** What an alarm watches is one time series [D]; an array of exactly one counts as one [I]. */
function* resultFindings(
  returning: readonly CheckedQuery[],
  types: ReadonlyMap<string, MathType>,
  path: string,
): Iterable<Diagnostic> {
  const [only] = returning;
  if (returning.length !== 1 || only === undefined) return;
  const type = types.get(only.id) ?? UNKNOWN;
  if (type.kind === "unknown" || type.kind === "series" || (type.kind === "array" && type.count === 1)) return;
  const instead = type.kind === "scalar" ? ["TIME_SERIES(…)"] : type.kind === "array" ? ["FIRST(…)", "SUM(…)"] : [];
  const message = `An alarm watches one time series; this is ${described(type)}`;
  const finding = memberFinding("math-result", `${path}[${only.index}].Expression`, message, instead);
  const told = { ...finding, span: only.expression?.span ?? finding.span };
  yield type.kind === "array" ? told : answered(told, only.id, NO_SERIES);
}

interface Period {
  readonly path: string;
  readonly period: number;
}

function periodsOf(queries: readonly MetricDataQuery[]): readonly Period[] {
  return queries.flatMap(({ MetricStat, Period }, i) => {
    const own: readonly (readonly [string, unknown])[] = [
      [`[${i}].MetricStat.Period`, given(MetricStat) ? MetricStat.Period : undefined],
      [`[${i}].Period`, Period],
    ];
    return own.flatMap(([path, period]) => (typeof period === "number" ? [{ path, period }] : []));
  });
}

/** Every period is the same [D]; an expression without metrics names its own [O]. */
function* periodFindings(queries: readonly MetricDataQuery[], path: string): Iterable<Diagnostic> {
  const periods = periodsOf(queries);
  for (const { path: where, period } of periods)
    if (period !== periods[0]!.period)
      yield memberFinding(
        "math-period",
        `${path}${where}`,
        `Every query has the same period; another has ${periods[0]!.period}`,
      );
  if (periods.length === 0 && !queries.some(({ MetricStat }) => given(MetricStat)))
    yield memberFinding("alarm-period", `${path}[0].Period`, "Period must not be null");
}

/** Whether an alarm of these findings can be evaluated. */
export function isSound(checked: CheckedMath): boolean {
  return !hasErrors(checked.diagnostics);
}

/** A wrong value inside a sentence: short. */
function shown(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
