// The stretches that the clock passes over in one step: nothing changes in them. The oracle evaluates every instant.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { INITIAL_STATE, type MetricAlarm } from "../../src/alarm/alarm.ts";
import { AlarmError } from "../../src/alarm/error.ts";
import { evaluate } from "../../src/alarm/evaluate.ts";
import { prepareAlarm } from "../../src/alarm/prepared.ts";
import { INITIAL_REASON } from "../../src/alarm/reason.ts";
import { cadence, type EvaluationOptions } from "../../src/alarm/windows.ts";
import { MetricSeries } from "../../src/metric/series.ts";
import { runAlarm } from "../../src/replay/clock.ts";
import { QuietStretches } from "../../src/replay/quiet.ts";
import { replay } from "../../src/replay/replay.ts";
import { type SeriesOf, watch } from "../../src/replay/watched.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Every evaluation from just after `from` to `to`, one by one. */
function everyEvaluation(alarm: MetricAlarm, seriesOf: SeriesOf, from: number, to: number, options: EvaluationOptions) {
  const prepared = prepareAlarm(alarm, options);
  const watched = watch(alarm, seriesOf, options);
  const changes: string[] = [];
  let state = { stateValue: INITIAL_STATE, stateReason: INITIAL_REASON, stateReasonData: "" };
  let warmUpEnded = false;
  const step = cadence(alarm);
  for (let at = (Math.floor(from / step) + 1) * step; at <= to; at += step) {
    const { stateValue, stateReason, stateReasonData } = state;
    const context = { state: stateValue, stateReason, stateReasonData, at, createdAt: from, warmUpEnded };
    const next = evaluate(prepared, watched.at(at), context);
    warmUpEnded ||= next.evaluationState !== "IN_WARM_UP";
    if (next.changed) changes.push(`${new Date(at).toISOString()} ${next.stateValue} ${next.stateReason}`);
    if (next.changed) state = next;
  }
  return { changes, warmUpEnded };
}

const ids = ["m1", "m2"] as const;
const metricOf = (id: string) => ({ Namespace: "App", MetricName: id });
const EXPRESSIONS = [
  ...["m1 + m2", "FILL(m1, 0)", "FILL(m1, REPEAT) + FILL(m2, 7)", "IF(m1 > 2, m2, 9)", "RATE(m1) * 60", "DIFF(m1)"],
  ...["HOUR(m1) + FILL(m1, 0)", "IF(MINUTE(m1) > 30, 9, 0)", "IF(DAY(m1) > 5, TIME_SERIES(9), m2)", "DATE(m1) - 26"],
  ...["DIFF_TIME(FILL(m1, 0)) - 82800", "86400 * RATE(RUNNING_SUM(FILL(m1, 1))) * 4.9", "TIME_SERIES(6)"],
];

/** Starts on the eve of a change of clocks, in a year or a day that is odd in some zone. */
const STARTS = [
  Date.UTC(2026, 9, 24, 21, 7),
  Date.UTC(2026, 2, 28, 22, 58),
  Date.UTC(2026, 10, 1, 3, 0),
  Date.UTC(2011, 11, 28, 9, 30),
];
const ZONES = [
  "UTC",
  "+05:30",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Asia/Kathmandu",
];

/** Clusters of datapoints with long gaps between them; each cluster at a part of the run's length. */
const clusters = (length: number) =>
  fc.array(
    fc.tuple(
      fc.double({ min: -0.05, max: 1.05, noNaN: true }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: length }), fc.constantFrom(...ids), fc.integer({ min: 0, max: 9 })), {
        maxLength: 6,
      }),
    ),
    { maxLength: 4 },
  );

const members = {
  start: fc.constantFrom(...STARTS),
  n: fc.integer({ min: 1, max: 3 }),
  m: fc.integer({ min: 0, max: 2 }),
  treat: fc.constantFrom("missing", "ignore", "breaching", "notBreaching"),
  expression: fc.option(fc.constantFrom(...EXPRESSIONS), { nil: undefined }),
  warmUp: fc.option(fc.tuple(fc.constantFrom(1, 7, 90, 2000), fc.boolean()), { nil: undefined, freq: 2 }),
  range: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
};
const sliding = fc.record({
  ...members,
  period: fc.constantFrom(60, 60, 300, 420, 3600, 86_400),
  zone: fc.constant(undefined),
  delay: fc.constantFrom(undefined, 0, 1, 90_000, 7_200_000),
  data: clusters(9),
});
const calendar = fc.record({
  ...members,
  period: fc.constantFrom(60, 300, 3600, 86_400),
  zone: fc.constantFrom(...ZONES),
  delay: fc.constantFrom(undefined, 0, 90_000, 7_200_000),
  data: clusters(90),
});
type Of<A> = A extends fc.Arbitrary<infer S> ? S : never;
type Scene = Of<typeof sliding> | Of<typeof calendar>;

function alarmOf({ period, zone, n, m, treat, expression, warmUp }: Scene): MetricAlarm {
  const query = (id: string) => ({
    ...{ Id: id, ReturnData: false },
    MetricStat: { Metric: metricOf(id), Period: period, Stat: "Sum" },
  });
  return {
    ...(expression === undefined
      ? { ...metricOf("m1"), Statistic: "Sum", Period: period }
      : { Metrics: [{ Id: "e1", Expression: expression }, ...ids.map(query)] }),
    EvaluationPeriods: n,
    DatapointsToAlarm: Math.min(m + 1, n),
    ...{ ComparisonOperator: "GreaterThanThreshold", Threshold: 5, TreatMissingData: treat },
    ...(zone !== undefined ? { EvaluationWindow: { WallClockWindow: { Timezone: zone } } } : {}),
    ...(warmUp === undefined
      ? {}
      : {
          WarmUpConfiguration: {
            ...{ WarmUpPeriodDurationInMinutes: warmUp[0], OnlyStartEvaluatingAfterWarmUpPeriodEnds: warmUp[1] },
          },
        }),
  };
}

describe("a run over its quiet stretches", () => {
  property.prop([fc.oneof(sliding, calendar)], { numRuns: 500 })(
    "changes when evaluating every instant does, and says the same",
    (one) => {
      const alarm = alarmOf(one);
      const { start, period } = one;
      const to = start + (period < 3600 ? 0.3 : period < 86_400 ? 1 : 5) * DAY;
      const series = new Map(ids.map((id) => [id as string, new MetricSeries()]));
      for (const [place, points] of one.data) {
        const around = start + Math.floor(place * (to - start));
        for (const [minute, id, Value] of points) series.get(id)!.add({ Timestamp: around + minute * MINUTE, Value });
      }
      const seriesOf: SeriesOf = ({ MetricName }) => series.get(MetricName ?? "");
      const options = { evaluationRange: one.range, ingestionDelay: one.delay };
      const clock = { from: start, after: start, to, save: to };
      const run = runAlarm(alarm, seriesOf, clock, options);
      const expected = everyEvaluation(alarm, seriesOf, start, to, options);
      const changes = run.transitions.map(
        ({ at, newState, stateReason }) => `${new Date(at).toISOString()} ${newState} ${stateReason}`,
      );
      expect(changes).toEqual(expected.changes);
      expect(run.saved.warmUpEnded).toBe(expected.warmUpEnded);
    },
  );
});

test("days of 23 and 25 hours differ from others, also without data, for what counts their hours", () => {
  const alarm: MetricAlarm = {
    ...{ EvaluationPeriods: 1, ComparisonOperator: "LessThanThreshold", Threshold: 86_400 },
    EvaluationWindow: { WallClockWindow: { Timezone: "Europe/Berlin" } },
    Metrics: [
      { Id: "e1", Expression: "DIFF_TIME(FILL(m1, 0))" },
      { Id: "m1", ReturnData: false, MetricStat: { Metric: metricOf("m1"), Period: 86_400, Stat: "Sum" } },
    ],
  };
  const [from, to] = [Date.UTC(2026, 2, 25), Date.UTC(2026, 3, 5)];
  const run = runAlarm(alarm, () => undefined, { from, after: from, to, save: to });
  const told = run.transitions.map(({ at, newState }) => `${new Date(at).toISOString().slice(0, 16)} ${newState}`);
  expect(told).toEqual(["2026-03-25T00:01 OK", "2026-03-30T22:00 ALARM", "2026-03-31T22:00 OK"]);
});

test("a range with a day of 25 hours is as long as its days", () => {
  const alarm: MetricAlarm = {
    ...{ ...metricOf("m1"), Statistic: "Sum", Period: 86_400, EvaluationPeriods: 1, Threshold: 0 },
    ...{ ComparisonOperator: "GreaterThanThreshold", TreatMissingData: "notBreaching" },
    EvaluationWindow: { WallClockWindow: { Timezone: "Europe/Berlin" } },
  };
  // In the first minutes of the 23rd there; clocks change on the 25th, and the 26th is the last of the three days after.
  const series = new MetricSeries();
  series.add({ Timestamp: Date.UTC(2026, 9, 22, 22, 10), Value: 1 });
  const [from, to] = [Date.UTC(2026, 9, 22), Date.UTC(2026, 10, 2)];
  const run = runAlarm(alarm, () => series, { from, after: from, to, save: to });
  const told = run.transitions.map(({ at, newState }) => `${new Date(at).toISOString().slice(0, 16)} ${newState}`);
  expect(told).toEqual(["2026-10-22T00:01 OK", "2026-10-23T22:00 ALARM", "2026-10-26T23:00 OK"]);
});

describe("what costs nothing", () => {
  const filter = {
    filterPattern: "ERROR",
    metricTransformations: [{ metricName: "m1", metricNamespace: "App", metricValue: "1" }],
  };
  const plain: MetricAlarm = {
    ...{ AlarmName: "a", ...metricOf("m1"), Statistic: "Sum", Period: 60, EvaluationPeriods: 1 },
    ...{ ComparisonOperator: "GreaterThanThreshold", Threshold: 0, TreatMissingData: "notBreaching" },
  };
  const { Namespace: _, MetricName: __, Statistic: ___, Period: ____, ...ofQueries } = plain;
  const query = { Id: "m1", ReturnData: false, MetricStat: { Metric: metricOf("m1"), Period: 60, Stat: "Sum" } };
  const zoned = { EvaluationWindow: { WallClockWindow: { Timezone: "Europe/Berlin" } } };
  const events = [Date.UTC(1990, 0), Date.UTC(2200, 0)].map((timestamp) => ({ timestamp, message: "ERROR" }));

  test.each<[string, MetricAlarm]>([
    ["in a wall-clock window of minutes", { ...plain, ...zoned }],
    ["in a wall-clock window of days", { ...plain, ...zoned, Period: 86_400 }],
    ["in a sliding window", plain],
    [
      "of an expression that has values everywhere",
      { ...ofQueries, Metrics: [{ Id: "e1", Expression: "FILL(m1, 0)" }, query] },
    ],
  ])("two centuries without data, %s", async (_what, alarm) => {
    const warm = { ...alarm, AlarmName: "warm", WarmUpConfiguration: { WarmUpPeriodDurationInMinutes: 2880 } };
    const outputs = await replay({ metricFilters: [filter], metricAlarms: [alarm, warm], events });
    const alarmed = outputs.flatMap((one) => (one.type === "state-change" && one.NewStateValue === "ALARM" ? one : []));
    expect(alarmed.filter(({ AlarmName }) => AlarmName === "a")).toHaveLength(2);
    expect(alarmed.at(-1)!.AlarmName).toBe("warm");
  });

  test("but an expression that reads the clock is evaluated where there are no data, up to a limit, and then refused by name", () => {
    const alarm = { ...ofQueries, Metrics: [{ Id: "e1", Expression: "IF(HOUR(m1) > 3, 1, 0)" }, query] };
    const options = {};
    const quiet = new QuietStretches(
      prepareAlarm(alarm),
      watch(alarm, () => undefined, options),
      options,
    );
    let passedOver = 0;
    const evaluations = (): number => {
      for (let at = MINUTE; ; at += MINUTE) if (quiet.after(at) > at) passedOver++;
    };
    expect(evaluations).toThrow(AlarmError);
    expect(passedOver).toBe(0);
    expect(evaluations).toThrow(/"?a"? reads the clock \(HOUR\).* more than 1,000,000 times here/);
  });

  test("and with data it is evaluated as often as there are data", () => {
    const alarm = { ...plain, EvaluationPeriods: 5 };
    const series = new MetricSeries();
    for (let minute = 0; minute < 100; minute++) series.add({ Timestamp: minute * MINUTE, Value: 1 });
    const watched = watch(alarm, () => series, {});
    const quiet = new QuietStretches(prepareAlarm(alarm), watched, {});
    for (let minute = 1; minute < 100 + 7; minute++) expect(quiet.after(minute * MINUTE)).toBe(minute * MINUTE);
    expect(quiet.after(200 * MINUTE)).toBe(Number.POSITIVE_INFINITY);
  });
});
