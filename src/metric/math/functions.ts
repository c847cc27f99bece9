// Holds: the functions of metric math: what they take, what they give, what they do.
// In: arguments of the right types. Out: a value.
// Always: names are in capitals [D]; every rule is of the documentation's table unless it says otherwise.

import { numberOf, pointsOf } from "./operations.ts";
import {
  eachPair,
  eachPoint,
  fillLinear,
  fillRepeat,
  fillWith,
  REDUCTIONS,
  type Reduction,
  reducePoints,
  reduceSeries,
  runningSum,
} from "./points.ts";
import { type MathType, SCALAR, SERIES } from "./types.ts";
import { type MathContext, type MathValue, mapSeries, type Points, scalar, series } from "./value.ts";

/** One argument: the kinds of values, or the words, that may stand there. `metric` is a series that no expression made. */
export interface Parameter {
  readonly kinds: readonly ("scalar" | "series" | "array" | "string" | "metric")[];
  readonly words?: readonly string[];
  readonly optional?: boolean;
}

export interface MathFunction {
  readonly parameters: readonly Parameter[];
  readonly type: (given: readonly MathType[]) => MathType;
  readonly evaluate: (given: readonly MathValue[], context: MathContext) => MathValue;
  /** True when the result for a period depends on how many periods were asked for: a trap in alarms. */
  readonly dependsOnRange?: (given: readonly MathType[]) => boolean;
}

const MANY: Parameter = { kinds: ["series", "array"] };
const ARRAY: Parameter = { kinds: ["array"] };
const ONE: Parameter = { kinds: ["series"] };
const NUMBER: Parameter = { kinds: ["scalar"] };
const EITHER: Parameter = { kinds: ["scalar", "series"] };
const optional = (parameter: Parameter): Parameter => ({ ...parameter, optional: true });

const first = ([type]: readonly MathType[]): MathType =>
  type?.kind === "series" ? SERIES : (type ?? { kind: "unknown" });

/** A series gives a series, an array an array. */
function mapping(change: (points: Points, context: MathContext) => Points): MathFunction {
  return {
    parameters: [MANY],
    type: first,
    evaluate: ([value], context) => mapSeries(value!, (points) => change(points, context)),
  };
}

/** A series gives a scalar, an array a series. */
function reducing(reduction: Reduction): MathFunction {
  return {
    parameters: [MANY],
    type: ([type]) => (type?.kind === "array" ? SERIES : SCALAR),
    evaluate: ([value], { timestamps }) =>
      value?.kind === "array"
        ? series(reduceSeries(reduction, value.series, timestamps.length))
        : scalar(reducePoints(reduction, pointsOf(value))),
    dependsOnRange: ([type]) => type?.kind === "series",
  };
}

/** A series without gaps, made of the time of each period, in UTC. */
function dating(part: (time: Date) => number): MathFunction {
  return {
    parameters: [ONE],
    type: () => SERIES,
    evaluate: (_given, { timestamps }) => series(timestamps.map((at) => part(new Date(at)))),
  };
}

/** The `index`-th series of an array; one without datapoints when the array is empty [chosen]. */
function picking(index: 0 | -1): MathFunction {
  return {
    parameters: [ARRAY],
    type: () => SERIES,
    evaluate: ([value], { timestamps }) => series(seriesOf(value).at(index) ?? timestamps.map(() => Number.NaN)),
  };
}

function seriesOf(value: MathValue | undefined): readonly Points[] {
  return value?.kind === "array" ? value.series : [];
}

const textOf = (value: MathValue | undefined): string => (value?.kind === "text" ? value.text : "");

const FILL: MathFunction = {
  parameters: [MANY, { kinds: ["scalar", "series"], words: ["REPEAT", "LINEAR"] }],
  type: first,
  evaluate: ([value, filler], { timestamps }) =>
    mapSeries(value!, (points) => {
      if (textOf(filler) === "REPEAT") return fillRepeat(points);
      if (textOf(filler) === "LINEAR") return fillLinear(points, timestamps);
      if (filler?.kind === "series") return fillWith(points, (i) => filler.points[i]!);
      return fillWith(points, () => numberOf(filler));
    }),
};

/**
 * Period by period when the condition is a series: without a condition there is no datapoint; a true one takes a missing
 * value as 0, a false one drops it. A scalar condition chooses a whole series, as it is.
 */
const IF: MathFunction = {
  parameters: [EITHER, EITHER, optional(EITHER)],
  type: () => SERIES,
  evaluate: ([condition, whenTrue, whenFalse], { timestamps }) => {
    const valueAt = (value: MathValue | undefined, i: number): number =>
      value?.kind === "series" ? value.points[i]! : numberOf(value);
    return series(
      timestamps.map((_, i) => {
        const chosen = valueAt(condition, i);
        if (Number.isNaN(chosen)) return Number.NaN;
        if (chosen === 0) return valueAt(whenFalse, i);
        const value = valueAt(whenTrue, i);
        return Number.isNaN(value) && condition?.kind === "series" && whenTrue?.kind === "series" ? 0 : value;
      }),
    );
  },
};

/** METRICS("4xx"): the metrics of the request whose Id holds the text, or all; no expressions. */
const METRICS: MathFunction = {
  parameters: [{ kinds: ["string"], optional: true }],
  type: () => ({ kind: "array", count: undefined }),
  evaluate: ([text], { metrics }) => ({
    kind: "array",
    series: metrics.filter(({ id }) => id.includes(textOf(text))).map(({ points }) => points),
  }),
};

/** Series by their sum, average, least or greatest value; those without one last, ties in their order [chosen]. */
const SORT: MathFunction = {
  parameters: [
    ARRAY,
    { kinds: [], words: ["AVG", "MIN", "MAX", "SUM"] },
    { kinds: [], words: ["ASC", "DESC"] },
    optional(NUMBER),
  ],
  type: ([array, , , limit]) => ({ kind: "array", count: countOfSlice(array, { kind: "scalar", value: 0 }, limit) }),
  evaluate: ([array, by, order, limit]) => {
    const reduction = REDUCTIONS[textOf(by) as "AVG" | "MIN" | "MAX" | "SUM"];
    const sign = textOf(order) === "DESC" ? -1 : 1;
    const rows = seriesOf(array).map((points) => ({ points, value: reducePoints(reduction, points) }));
    rows.sort(
      (a, b) => Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value)) || sign * (a.value - b.value) || 0,
    );
    const many = limit === undefined ? rows.length : atLeast0(numberOf(limit));
    return { kind: "array", series: rows.slice(0, many).map(({ points }) => points) };
  },
  dependsOnRange: () => true,
};

/** From the first index up to, not including, the second; negative ones count as 0 [chosen]. */
const SLICE: MathFunction = {
  parameters: [ARRAY, NUMBER, optional(NUMBER)],
  type: ([array, from, to]) => ({ kind: "array", count: countOfSlice(array, from, to) }),
  evaluate: ([array, from, to]) => ({
    kind: "array",
    series: seriesOf(array).slice(atLeast0(numberOf(from)), to === undefined ? undefined : atLeast0(numberOf(to))),
  }),
};

function atLeast0(index: number): number {
  return Number.isNaN(index) ? 0 : Math.max(0, Math.floor(index));
}

function countOf(array: MathType | undefined): number | undefined {
  return array?.kind === "array" ? array.count : undefined;
}

function countOfSlice(
  array: MathType | undefined,
  from: MathType | undefined,
  to: MathType | undefined,
): number | undefined {
  const count = countOf(array);
  const start = from?.kind === "scalar" ? from.value : undefined;
  const end = to === undefined ? count : to.kind === "scalar" ? to.value : undefined;
  if (count === undefined || start === undefined || end === undefined) return undefined;
  return Math.max(0, Math.min(count, atLeast0(end)) - atLeast0(start));
}

/** Monday is 1 and Sunday is 7. */
const weekday = (time: Date): number => ((time.getUTCDay() + 6) % 7) + 1;

const EPOCH = (time: Date): number => Math.floor(time.getTime() / 1000);

let made: ReadonlyMap<string, MathFunction> | undefined;

/** Every function that an alarm may use, by its name; made at first use. */
export function mathFunctions(): ReadonlyMap<string, MathFunction> {
  made ??= new Map(makeFunctions());
  return made;
}

const makeFunctions = (): readonly (readonly [string, MathFunction])[] => [
  ["ABS", mapping(eachPoint(Math.abs))],
  ["AVG", reducing(REDUCTIONS.AVG)],
  ["CEIL", mapping(eachPoint(Math.ceil))],
  ["DATAPOINT_COUNT", reducing(REDUCTIONS.DATAPOINT_COUNT)],
  ["DATE", dating((time) => time.getUTCDate())],
  ["DAY", dating(weekday)],
  ["DIFF", mapping((points, { timestamps }) => eachPair(points, timestamps, (change) => change))],
  ["DIFF_TIME", mapping((points, { timestamps }) => eachPair(points, timestamps, (_, seconds) => seconds))],
  ["EPOCH", dating(EPOCH)],
  ["FILL", FILL],
  ["FIRST", picking(0)],
  ["FLOOR", mapping(eachPoint(Math.floor))],
  ["HOUR", dating((time) => time.getUTCHours())],
  ["IF", IF],
  ["LAST", picking(-1)],
  ["LOG", mapping(eachPoint(Math.log))],
  ["LOG10", mapping(eachPoint(Math.log10))],
  ["MAX", reducing(REDUCTIONS.MAX)],
  ["METRICS", METRICS],
  ["METRIC_COUNT", { parameters: [ARRAY], type: () => SCALAR, evaluate: ([array]) => scalar(seriesOf(array).length) }],
  ["MIN", reducing(REDUCTIONS.MIN)],
  ["MINUTE", dating((time) => time.getUTCMinutes())],
  ["MONTH", dating((time) => time.getUTCMonth() + 1)],
  ["PERIOD", { parameters: [{ kinds: ["metric"] }], type: () => SCALAR, evaluate: (_, { period }) => scalar(period) }],
  ["RATE", mapping((points, { timestamps }) => eachPair(points, timestamps, (change, seconds) => change / seconds))],
  [
    "REMOVE_EMPTY",
    {
      parameters: [ARRAY],
      type: () => ({ kind: "array", count: undefined }),
      evaluate: ([array]) => ({
        kind: "array",
        series: seriesOf(array).filter((points) => points.some((value) => !Number.isNaN(value))),
      }),
      dependsOnRange: () => true,
    },
  ],
  ["RUNNING_SUM", { ...mapping(runningSum), dependsOnRange: () => true }],
  ["SLICE", SLICE],
  ["SORT", SORT],
  ["STDDEV", reducing(REDUCTIONS.STDDEV)],
  ["SUM", reducing(REDUCTIONS.SUM)],
  [
    "TIME_SERIES",
    {
      parameters: [NUMBER],
      type: () => SERIES,
      evaluate: ([value], { timestamps }) => series(timestamps.map(() => numberOf(value))),
    },
  ],
  ["YEAR", dating((time) => time.getUTCFullYear())],
];

/** Functions of metric math that no metric alarm takes, or whose data tocsin has not. */
export const REFUSED_FUNCTIONS: readonly string[] = [
  ...["ANOMALY_DETECTION_BAND", "DB_PERF_INSIGHTS", "INSIGHT_RULE_METRIC", "LAMBDA", "SEARCH", "SERVICE_QUOTA"],
];
