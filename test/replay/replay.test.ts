import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MetricAlarm } from "../../src/alarm/alarm.ts";
import { AlarmError } from "../../src/alarm/error.ts";
import { compileMetricFilter } from "../../src/metric/filter.ts";
import { renderEmail } from "../../src/notify/email.ts";
import { PatternError } from "../../src/pattern/error.ts";
import type { ReplayEvent } from "../../src/replay/fold.ts";
import { METRIC_LIMIT } from "../../src/replay/metrics.ts";
import { type ReplayOptions, replay } from "../../src/replay/replay.ts";
import type { ReplaySummary, StateChangeOutput } from "../../src/replay/summary.ts";

const MINUTE = 60_000;
const START = Date.UTC(2014, 10, 5, 19, 0);

const FILTER = {
  filterName: "Errors",
  filterPattern: "ERROR",
  metricTransformations: [{ metricName: "Errors", metricNamespace: "App", metricValue: "1" }],
};

const ALARM: MetricAlarm = {
  AlarmName: "ErrorsAlarm",
  Namespace: "App",
  MetricName: "Errors",
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 1,
  ComparisonOperator: "GreaterThanThreshold",
  Threshold: 1,
};

/** An event some minutes (and fractions) after the start. */
function at(minute: number, message = "ERROR"): ReplayEvent {
  return { timestamp: START + Math.floor(minute * MINUTE), message };
}

async function run(options: Partial<ReplayOptions>) {
  const defaults = { metricFilters: [FILTER], metricAlarms: [ALARM], events: [] };
  const outputs = await replay({ ...defaults, ...options });
  const changes = outputs.filter((o): o is StateChangeOutput => o.type === "state-change");
  const summary = outputs.at(-1) as ReplaySummary;
  return { outputs, changes, summary, story: changes.map(told) };
}

/** A change in short: the minute after the start, and the states. */
function told({ change }: StateChangeOutput): string {
  return `${(change.at - START) / MINUTE} ${change.oldState}->${change.newState}`;
}

describe("the clock", () => {
  test("an alarm sees the data of a minute when the minute is over", async () => {
    const { story } = await run({ events: [at(11.1), at(11.5), at(11.9)] });
    expect(story[0]).toBe("12 INSUFFICIENT_DATA->ALARM");
  });

  test("it goes on until the range after the last event is empty", async () => {
    const { story, summary } = await run({ events: [at(0), at(0.5), at(3)] });
    // One period is decided with three slots, so that the last datapoint is out of sight three minutes after it.
    expect(story).toEqual(["1 INSUFFICIENT_DATA->ALARM", "4 ALARM->OK", "7 OK->INSUFFICIENT_DATA"]);
    expect(summary).toMatchObject({ from: START, to: START + 7 * MINUTE });
    expect(summary.alarms[0]).toEqual({
      AlarmName: "ErrorsAlarm",
      StateValue: "INSUFFICIENT_DATA",
      StateReason: "Insufficient Data: 1 datapoint was unknown.",
      changes: 3,
      timeInState: { INSUFFICIENT_DATA: MINUTE, ALARM: 3 * MINUTE, OK: 3 * MINUTE },
    });
  });

  test("a period of five minutes slides by the minute", async () => {
    const alarm = { ...ALARM, Period: 300, TreatMissingData: "notBreaching" };
    const { story } = await run({ metricAlarms: [alarm], events: [at(2), at(6)] });
    // The periods count back from each minute: minutes 2 and 6 share one at 7, and again when it has become an older slot.
    expect(story).toEqual([
      "3 INSUFFICIENT_DATA->OK",
      ...["7 OK->ALARM", "8 ALARM->OK"],
      ...["12 OK->ALARM", "13 ALARM->OK"],
      ...["17 OK->ALARM", "18 ALARM->OK"],
    ]);
  });

  test("an alarm over more than a day is evaluated on the hour, with data up to the hour", async () => {
    const alarm = { ...ALARM, Period: 3600, EvaluationPeriods: 25, DatapointsToAlarm: 1 };
    const { changes } = await run({ metricAlarms: [alarm], events: [at(5), at(5.5)] });
    expect(changes[0]!.change.at).toBe(START + 60 * MINUTE);
    expect(changes.every(({ change }) => change.at % (60 * MINUTE) === 0)).toBe(true);
  });

  test("a period below a minute finds no data in metrics of standard resolution", async () => {
    const { changes, summary } = await run({ metricAlarms: [{ ...ALARM, Period: 10 }], events: [at(0), at(0), at(1)] });
    expect(changes).toEqual([]);
    expect(summary.alarms[0]!.StateValue).toBe("INSUFFICIENT_DATA");
    expect(summary.alarms[0]!.note).toBe(
      "A period of 10 seconds never sees the data of a metric filter, which are one minute apart; the shortest that does is 60.",
    );
  });

  test("years without data cost nothing", async () => {
    const events = [
      { timestamp: 0, message: "ERROR" },
      { timestamp: Date.UTC(2200, 0, 1), message: "ERROR" },
    ];
    const { changes, summary } = await run({ events });
    expect(changes).toHaveLength(4);
    const { timeInState } = summary.alarms[0]!;
    expect(timeInState.OK + timeInState.ALARM + timeInState.INSUFFICIENT_DATA).toBe(summary.to! - summary.from!);
  });

  test("from and to bound the events and the clock", async () => {
    const events = [at(0), at(0), at(10), at(10), at(20)];
    const { summary, story } = await run({ events, from: START + 5 * MINUTE, to: START + 12 * MINUTE });
    expect(summary).toMatchObject({ events: 2, eventsOutside: 3, from: START + 5 * MINUTE, to: START + 12 * MINUTE });
    expect(story).toEqual(["11 INSUFFICIENT_DATA->ALARM"]);
  });

  test("without events nothing is evaluated, and the alarm is as it was made", async () => {
    const { changes, summary } = await run({});
    expect(changes).toEqual([]);
    expect(summary).toMatchObject({ events: 0, from: null, to: null });
    expect(summary.alarms[0]!.StateReason).toBe("Unchecked: Initial alarm creation");
  });

  test("with from and to an alarm is evaluated over silence too", async () => {
    const alarm = { ...ALARM, TreatMissingData: "breaching" };
    const { story } = await run({ metricAlarms: [alarm], from: START, to: START + 9 * MINUTE });
    expect(story).toEqual(["1 INSUFFICIENT_DATA->ALARM"]);
  });
});

describe("what comes out", () => {
  test("a change carries the fields of its SNS message, and the change itself beside them", async () => {
    const { changes } = await run({ events: [at(11), at(11), at(11)], region: "eu-west-1", accountId: "111122223333" });
    const [change] = changes;
    expect(JSON.parse(JSON.stringify(change))).toMatchObject({
      type: "state-change",
      AlarmName: "ErrorsAlarm",
      AWSAccountId: "111122223333",
      OldStateValue: "INSUFFICIENT_DATA",
      NewStateValue: "ALARM",
      NewStateReason: "Threshold Crossed: 1 datapoint [3.0 (05/11/14 19:11:00)] was greater than the threshold (1.0).",
      StateChangeTime: "2014-11-05T19:12:00.000+0000",
      Region: "EU (Ireland)",
      AlarmArn: "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:ErrorsAlarm",
      Trigger: { MetricName: "Errors", Namespace: "App", Statistic: "SUM", Threshold: 1 },
    });
    expect(Object.keys(change!)).not.toContain("change");
    expect(renderEmail(change!.change)).toContain(
      '"ErrorsAlarm" in the EU (Ireland) region has entered the ALARM state',
    );
  });

  test("the summary counts events, matches, datapoints and sums", async () => {
    const withDefault = {
      filterName: "Latency",
      filterPattern: "{ $.ms = * }",
      metricTransformations: [{ metricName: "Ms", metricNamespace: "App", metricValue: "$.ms", defaultValue: 7 }],
    };
    const events = [at(0), at(0.5, '{"ms":3}'), at(1, '{"ms":5}'), at(2, '{"ms":1e300}')];
    const { summary } = await run({ metricFilters: [FILTER, withDefault], metricAlarms: [], events });
    expect(summary.filters).toEqual([
      {
        filterName: "Errors",
        metricNamespace: "App",
        metricName: "Errors",
        events: 4,
        matches: 1,
        datapoints: 1,
        sum: 1,
      },
      {
        filterName: "Latency",
        metricNamespace: "App",
        metricName: "Ms",
        events: 4,
        matches: 3,
        datapoints: 3,
        sum: 15,
        refused: 1,
      },
    ]);
    expect(summary.metrics[1]).toEqual({
      Namespace: "App",
      MetricName: "Ms",
      Dimensions: [],
      minutes: 2,
      SampleCount: 3,
      Sum: 15,
      Minimum: 3,
      Maximum: 7,
    });
  });

  test("an alarm without data says why", async () => {
    const alarms = [
      { ...ALARM, AlarmName: "fed" },
      { ...ALARM, AlarmName: "unfed", MetricName: "Other" },
      { ...ALARM, AlarmName: "other dimensions", Dimensions: [{ Name: "a", Value: "b" }] },
      { ...ALARM, AlarmName: "other unit", Unit: "Seconds" },
    ];
    const { summary } = await run({ metricAlarms: alarms, events: [at(0)] });
    expect(summary.alarms.map(({ note }) => note)).toEqual([
      undefined,
      "No filter publishes the metric App/Other.",
      "The filters publish App/Errors only with other dimensions than the alarm names.",
      "The metric is published in the unit None, and the alarm reads only Seconds.",
    ]);
  });

  test("an alarm on dimensions reads the metric with just these", async () => {
    const filter = {
      filterPattern: "{ $.host = * }",
      metricTransformations: [
        { metricName: "Hits", metricNamespace: "App", metricValue: "1", dimensions: { Host: "$.host" } },
      ],
    };
    const alarm = { ...ALARM, MetricName: "Hits", Dimensions: [{ Name: "Host", Value: "b" }] };
    const events = ["a", "b", "a", "b"].map((host) => at(0, `{"host":"${host}"}`));
    const { story, summary } = await run({ metricFilters: [filter], metricAlarms: [alarm], events });
    expect(story[0]).toBe("1 INSUFFICIENT_DATA->ALARM");
    expect(summary.metrics.map(({ Dimensions, Sum }) => [Dimensions[0]!.Value, Sum])).toEqual([
      ["a", 2],
      ["b", 2],
    ]);
  });

  test("changes of several alarms come in order of time, at one instant in order of the alarms", async () => {
    const alarms = ["late", "first", "second"].map((AlarmName, i) => ({
      ...ALARM,
      AlarmName,
      Threshold: i === 0 ? 2 : 1,
    }));
    const events = [at(0), at(0), at(1), at(1), at(1)];
    const { changes } = await run({ metricAlarms: alarms, events });
    const times = changes.map(({ change }) => change.at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(changes.slice(0, 4).map((c) => `${c.AlarmName} ${c.NewStateValue}`)).toEqual([
      "late OK",
      "first ALARM",
      "second ALARM",
      "late ALARM",
    ]);
  });

  test("it can be iterated and awaited, and reads its events once", async () => {
    let reads = 0;
    function* events() {
      reads++;
      yield at(0);
    }
    const replayed = replay({ metricFilters: [FILTER], metricAlarms: [ALARM], events: events() });
    const iterated = [];
    for await (const output of replayed) iterated.push(output);
    expect(iterated).toEqual(await replayed);
    expect(reads).toBe(1);
  });

  test("a failing source fails the replay", async () => {
    async function* events() {
      yield at(0);
      throw new Error("gone");
    }
    await expect(replay({ events: events() })).rejects.toThrow("gone");
  });
});

describe("log groups", () => {
  const filters = ["/a", "/b", undefined].map((logGroupName) => ({
    ...FILTER,
    filterName: logGroupName,
    logGroupName,
  }));
  const events = [{ ...at(0), logGroup: "/a" }, { ...at(0), logGroup: "/c" }, at(0)];

  test("a filter sees the events of its group and those that name none; one without a group sees all", async () => {
    const { summary } = await run({ metricFilters: filters, events });
    expect(summary.filters.map((f) => f.events)).toEqual([2, 1, 3]);
  });

  test("strictly, events that name no group are seen by the filters without one only", async () => {
    const { summary } = await run({ metricFilters: filters, events, useLogGroups: "strict" });
    expect(summary.filters.map((f) => f.events)).toEqual([1, 0, 3]);
  });

  test("unless groups are not looked at", async () => {
    const { summary } = await run({ metricFilters: filters, events, useLogGroups: false });
    expect(summary.filters.map((f) => f.events)).toEqual([3, 3, 3]);
  });
});

describe("what is refused, before any event is read", () => {
  test.each([
    ["a pattern", { metricFilters: [{ ...FILTER, filterPattern: "a:b" }] }, PatternError],
    ["an alarm", { metricAlarms: [{ ...ALARM, Period: 7 }] }, AlarmError],
    [
      "a statistic that does not exist",
      { metricAlarms: [{ ...ALARM, Statistic: undefined, ExtendedStatistic: "p101" }] },
      AlarmError,
    ],
    ["metric math", { metricAlarms: [{ ...ALARM, Metrics: [{ Id: "m", Expression: "1" }] }] }, AlarmError],
    ["a composite alarm without a rule", { compositeAlarms: [{ AlarmName: "c" }] }, AlarmError],
    ["a child that does not exist", { compositeAlarms: [{ AlarmName: "c", AlarmRule: "ALARM(x)" }] }, AlarmError],
    ["a state of something else", { state: { version: 1 } as never }, TypeError],
  ])("%s", (_what, options, error) => {
    const events = {
      // biome-ignore lint/correctness/useYield: reading it is the failure.
      *[Symbol.iterator](): Generator<ReplayEvent> {
        throw new Error("read");
      },
    };
    expect(() => replay({ metricFilters: [FILTER], metricAlarms: [ALARM], events, ...options })).toThrow(error);
  });

  test("an event whose timestamp is no time reaches no filter, and is counted", async () => {
    const events = [Number.NaN, Number.POSITIVE_INFINITY, 9e15].map((timestamp) => ({ timestamp, message: "ERROR" }));
    const { summary } = await run({ events: [...events, at(0)] });
    expect(summary).toMatchObject({ events: 1, eventsWithoutTime: 3 });
  });

  test("dimensions that make a metric of every event stop at a limit, told as refused", async () => {
    const filter = {
      filterPattern: "{ $.id = * }",
      metricTransformations: [
        { metricName: "M", metricNamespace: "App", metricValue: "1", dimensions: { Id: "$.id" } },
      ],
    };
    function* events() {
      for (let id = 0; id < METRIC_LIMIT + 5; id++) yield at(0, `{"id":${id}}`);
    }
    const { summary } = await run({ metricFilters: [filter], metricAlarms: [], events: events() });
    expect(summary.filters[0]).toMatchObject({ datapoints: METRIC_LIMIT, refused: 5 });
  });
});

describe("laws", () => {
  const event = fc.record({
    minute: fc.integer({ min: 0, max: 40 }),
    second: fc.integer({ min: 0, max: 59 }),
    value: fc.integer({ min: 0, max: 9 }),
  });
  const filters = [
    {
      filterName: "value",
      filterPattern: "{ $.value > 2 }",
      metricTransformations: [{ metricName: "Value", metricNamespace: "App", metricValue: "$.value" }],
    },
  ];
  const alarms = ["breaching", "notBreaching", "ignore", "missing"].flatMap((TreatMissingData) =>
    [60, 180].map((Period) => ({
      ...ALARM,
      AlarmName: `${TreatMissingData} ${Period}`,
      MetricName: "Value",
      Period,
      TreatMissingData,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      Threshold: 6,
    })),
  );
  const made = (rows: readonly { minute: number; second: number; value: number }[]) =>
    rows.map(({ minute, second, value }) => at(minute + second / 60, JSON.stringify({ value })));
  const all = async (events: ReplayOptions["events"]) =>
    JSON.stringify(await replay({ metricFilters: filters, metricAlarms: alarms, events }));

  test("the order of events, and the form they are supplied in, change nothing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 40 }), fc.integer(), async (rows, seed) => {
        const sorted = made(rows).toSorted((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0));
        const shuffled = sorted
          .map((e, i) => ({ e, key: Math.sin(seed + i) }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ e }) => e);
        async function* batches() {
          yield shuffled.slice(0, 3);
          for (const one of shuffled.slice(3)) yield one;
        }
        const expected = await all(sorted);
        expect(await all(shuffled)).toBe(expected);
        expect(await all(batches())).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });

  test("compiled filters give what their requests give", async () => {
    const events = made([{ minute: 1, second: 0, value: 8 }]);
    const compiled = await replay({ metricFilters: filters.map(compileMetricFilter), metricAlarms: alarms, events });
    expect(JSON.stringify(compiled)).toBe(await all(events));
  });

  test("sums, counts and states agree with a naive count", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 60 }), async (rows) => {
        const alarm = { ...ALARM, MetricName: "Value", Threshold: 6, TreatMissingData: "notBreaching" };
        const { summary, changes } = await run({ metricFilters: filters, metricAlarms: [alarm], events: made(rows) });
        const counted = rows.filter(({ value }) => value > 2);
        const sum = counted.reduce((total, { value }) => total + value, 0);
        expect(summary.filters[0]).toMatchObject({ events: rows.length, matches: counted.length, sum });
        expect(summary.metrics[0]?.Sum ?? 0).toBe(sum);
        expect(summary.metrics[0]?.minutes ?? 0).toBe(new Set(counted.map(({ minute }) => minute)).size);
        // The newest minute with data among the three before an evaluation decides; none of them: not breaching.
        const sums = new Map<number, number>();
        for (const { minute, value } of counted) sums.set(minute, (sums.get(minute) ?? 0) + value);
        const expected: string[] = [];
        let state = "INSUFFICIENT_DATA";
        const minutes = rows.map(({ minute }) => minute);
        for (let now = Math.min(...minutes) + 1; now <= Math.max(...minutes) + 4; now++) {
          const newest = [now - 1, now - 2, now - 3].find((minute) => sums.has(minute));
          const next = newest !== undefined && sums.get(newest)! > 6 ? "ALARM" : "OK";
          if (next !== state) expected.push(`${now} ${state}->${next}`);
          state = next;
        }
        expect(changes.map(told)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});
