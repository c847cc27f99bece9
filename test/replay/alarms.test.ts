// Alarms of every kind over the same simulated clock: statistics, expressions, windows, composite alarms; put aside and resumed.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { MetricAlarm } from "../../src/alarm/alarm.ts";
import type { CompositeAlarm } from "../../src/alarm/composite.ts";
import type { ReplayEvent } from "../../src/replay/fold.ts";
import { type ReplayOptions, replay } from "../../src/replay/replay.ts";
import type { ReplayState } from "../../src/replay/state.ts";
import type { ReplayOutput } from "../../src/replay/summary.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5, 9, 0);
const TOPIC = "arn:aws:sns:us-east-1:123456789012:pager";

const filter = (metricName: string, filterPattern: string, metricValue: string) => ({
  filterName: metricName,
  filterPattern,
  metricTransformations: [{ metricName, metricNamespace: "App", metricValue }],
});
const FILTERS = [filter("Latency", "{ $.ms = * }", "$.ms"), filter("Errors", "{ $.error IS TRUE }", "1")];

const ERRORS: MetricAlarm = {
  AlarmName: "errors",
  Namespace: "App",
  MetricName: "Errors",
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 1,
  ComparisonOperator: "GreaterThanThreshold",
  Threshold: 0,
  TreatMissingData: "notBreaching",
};
const LATENCY: MetricAlarm = {
  ...ERRORS,
  AlarmName: "latency",
  MetricName: "Latency",
  Statistic: "Maximum",
  Threshold: 100,
};

const at = (minute: number, message: object): ReplayEvent => ({
  timestamp: START + minute * MINUTE,
  message: JSON.stringify(message),
});
const failed = (minute: number): ReplayEvent => at(minute, { error: true });
const took = (minute: number, ms: number): ReplayEvent => at(minute, { ms });

/** An output in short, at its minute after the start. */
function told(output: ReplayOutput): string {
  if (output.type === "summary") return "";
  if (output.type === "actions") {
    const minute = (Date.parse(output.ActionsTime.replace("+0000", "Z")) - START) / MINUTE;
    return `${minute} ${output.AlarmName} late actions: ${output.actions.length}`;
  }
  const { change, actions, actionsSuppressedBy } = output;
  const held = actionsSuppressedBy === undefined ? "" : `, held back by ${actionsSuppressedBy}`;
  const ran = actions.length === 0 ? "" : `, actions: ${actions.length}`;
  return `${(change.at - START) / MINUTE} ${output.AlarmName} ${change.oldState}->${change.newState}${ran}${held}`;
}

async function story(options: Partial<ReplayOptions>): Promise<readonly string[]> {
  const outputs = await replay({ metricFilters: FILTERS, events: [], from: START, ...options });
  return outputs.slice(0, -1).map(told);
}

describe("what an alarm watches", () => {
  test("a percentile is read from the samples of each window", async () => {
    const { Statistic: _, ...rest } = LATENCY;
    const alarm = { ...rest, ExtendedStatistic: "p50", Threshold: 100, TreatMissingData: "missing" };
    // Two slow ones of three lift the median, one of three does not.
    const events = [took(0, 10), took(0, 11), took(0, 500), took(1, 10), took(1, 500), took(1, 510)];
    expect(await story({ metricAlarms: [alarm], events, to: START + 2 * MINUTE })).toEqual([
      "1 latency INSUFFICIENT_DATA->OK",
      "2 latency OK->ALARM",
    ]);
  });

  test("an expression over two metrics, minute by minute", async () => {
    const stat = (MetricName: string, Stat: string) => ({ Metric: { Namespace: "App", MetricName }, Period: 60, Stat });
    const alarm: MetricAlarm = {
      AlarmName: "rate",
      EvaluationPeriods: 1,
      ComparisonOperator: "GreaterThanThreshold",
      Threshold: 50,
      Metrics: [
        { Id: "rate", Expression: "100 * errors / calls" },
        { Id: "errors", MetricStat: stat("Errors", "Sum"), ReturnData: false },
        { Id: "calls", MetricStat: stat("Latency", "SampleCount"), ReturnData: false },
      ],
    };
    const events = [0, 1, 2, 3].flatMap((minute) => [
      took(minute, 1),
      took(minute, 1),
      ...[failed(minute)].slice(minute % 2),
    ]);
    events.push(failed(2.5));
    expect(await story({ metricAlarms: [alarm], events, to: START + 4 * MINUTE })).toEqual([
      "1 rate INSUFFICIENT_DATA->OK",
      "3 rate OK->ALARM",
      "4 rate ALARM->OK",
    ]);
  });

  test("an expression that has values without any data", async () => {
    const alarm: MetricAlarm = {
      AlarmName: "filled",
      EvaluationPeriods: 1,
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      Metrics: [
        { Id: "e1", Expression: "FILL(m1, 0)" },
        {
          Id: "m1",
          MetricStat: { Metric: { Namespace: "App", MetricName: "Errors" }, Period: 60, Stat: "Sum" },
          ReturnData: false,
        },
      ],
    };
    const changes = await story({ metricAlarms: [alarm], events: [failed(5)], to: START + 20 * MINUTE });
    expect(changes.slice(-2)).toEqual(["6 filled ALARM->OK", "7 filled OK->ALARM"].slice(-2));
  });

  test("the clock's hour, in a time zone of its own", async () => {
    const window = { WallClockWindow: { Timezone: "+05:30" } };
    const alarm = { ...ERRORS, Period: 3600, Threshold: 1, EvaluationWindow: window };
    // 09:00 UTC is 14:30 there: the hours end at half past. Failures at 09:20 and 09:40 lie in different ones. The one hour that
    // breaches counts until it has left the range of three.
    expect(await story({ metricAlarms: [alarm], events: [failed(20), failed(40)] })).toEqual([
      "1 errors INSUFFICIENT_DATA->OK",
    ]);
    expect(await story({ metricAlarms: [alarm], events: [failed(40), failed(50)] })).toEqual([
      "1 errors INSUFFICIENT_DATA->OK",
      "90 errors OK->ALARM",
      "270 errors ALARM->OK",
    ]);
  });

  test("nothing during a warm-up", async () => {
    const warmUp = { WarmUpPeriodDurationInMinutes: 10, OnlyStartEvaluatingAfterWarmUpPeriodEnds: true };
    const alarm = { ...ERRORS, WarmUpConfiguration: warmUp };
    expect(await story({ metricAlarms: [alarm], events: [failed(3), failed(9)] })).toEqual([
      "10 errors INSUFFICIENT_DATA->ALARM",
      "13 errors ALARM->OK",
    ]);
  });

  test("a wider range, later data, when the caller knows better", async () => {
    const events = [failed(2)];
    const metricAlarms = [ERRORS];
    expect(await story({ metricAlarms, events })).toEqual([
      "1 errors INSUFFICIENT_DATA->OK",
      "3 errors OK->ALARM",
      "6 errors ALARM->OK",
    ]);
    expect((await story({ metricAlarms, events, evaluationRange: 5 })).at(-1)).toBe("8 errors ALARM->OK");
    expect((await story({ metricAlarms, events, ingestionDelay: 90_000 }))[1]).toBe("5 errors OK->ALARM");
  });
});

describe("composite alarms", () => {
  const BOTH: CompositeAlarm = {
    AlarmName: "both",
    AlarmRule: "ALARM(errors) AND ALARM(latency)",
    AlarmActions: [TOPIC],
    OKActions: [TOPIC],
  };
  const metricAlarms = [ERRORS, LATENCY];

  test("are evaluated as they are created, and on every change of a child", async () => {
    const events = [failed(2), took(3, 500)];
    expect(await story({ metricAlarms, compositeAlarms: [BOTH], events })).toEqual([
      "0 both INSUFFICIENT_DATA->OK, actions: 1",
      "1 errors INSUFFICIENT_DATA->OK",
      "1 latency INSUFFICIENT_DATA->OK",
      "3 errors OK->ALARM",
      "4 latency OK->ALARM",
      "4 both OK->ALARM, actions: 1",
      "6 errors ALARM->OK",
      "6 both ALARM->OK, actions: 1",
      "7 latency ALARM->OK",
    ]);
  });

  test("stand on each other, children first", async () => {
    const outer = { AlarmName: "outer", AlarmRule: "ALARM(both) OR INSUFFICIENT_DATA(errors)" };
    const changes = await story({ metricAlarms, compositeAlarms: [outer, BOTH], events: [failed(2), took(2, 500)] });
    expect(changes.filter((line) => /outer|both/.test(line))).toEqual([
      "0 outer INSUFFICIENT_DATA->ALARM",
      "0 both INSUFFICIENT_DATA->OK, actions: 1",
      "1 outer ALARM->OK",
      "3 outer OK->ALARM",
      "3 both OK->ALARM, actions: 1",
      "6 outer ALARM->OK",
      "6 both ALARM->OK, actions: 1",
    ]);
  });

  test("hold their actions back for a suppressor, and let them run when it did not come", async () => {
    const suppressed: CompositeAlarm = {
      ...{ AlarmName: "page", AlarmRule: "ALARM(errors)", AlarmActions: [TOPIC] },
      ...{ ActionsSuppressor: "latency", ActionsSuppressorWaitPeriod: 90, ActionsSuppressorExtensionPeriod: 120 },
    };
    const own = async (events: readonly ReplayEvent[]) =>
      (await story({ metricAlarms, compositeAlarms: [suppressed], events })).filter((line) => line.includes("page"));
    expect(await own([failed(2)])).toEqual([
      "0 page INSUFFICIENT_DATA->OK, held back by WaitPeriod",
      "1.5 page late actions: 0",
      "3 page OK->ALARM, held back by WaitPeriod",
      "4.5 page late actions: 1",
      "6 page ALARM->OK, held back by WaitPeriod",
      "7.5 page late actions: 0",
    ]);
    expect((await own([took(1, 500), failed(2), failed(4), failed(6)])).slice(2, 4)).toEqual([
      "3 page OK->ALARM, held back by Alarm",
      "7 page late actions: 1",
    ]);
  });

  test("of one name are one alarm, the last that was given", async () => {
    const never = { ...BOTH, AlarmRule: "FALSE" };
    const outputs = await replay({
      metricFilters: FILTERS,
      metricAlarms,
      compositeAlarms: [never, BOTH],
      events: [failed(2), took(2, 500)],
    });
    const summary = outputs.at(-1)!;
    expect(summary.type === "summary" && summary.alarms.map(({ AlarmName }) => AlarmName)).toEqual([
      "errors",
      "latency",
      "both",
    ]);
    expect(
      outputs.some((one) => one.type === "state-change" && one.AlarmName === "both" && one.NewStateValue === "ALARM"),
    ).toBe(true);
  });

  test.each<[string, readonly MetricAlarm[], readonly CompositeAlarm[], string]>([
    ["two composite alarms", [], [BOTH], "keeps the last one only, as this replay does."],
    ["two metric alarms", metricAlarms.slice(0, 1), [], "keeps the last one only; this replay has more than one."],
    [
      "one of each kind",
      [],
      [{ AlarmName: "errors", AlarmRule: "ALARM(latency)" }],
      "keeps the last one only; this replay has more than one.",
    ],
  ])("of one name are told in the summary: %s", async (_kinds, more, others, told) => {
    const outputs = await replay({
      metricFilters: FILTERS,
      metricAlarms: [...metricAlarms, ...more],
      compositeAlarms: [BOTH, ...others],
      events: [failed(2), took(2, 500)],
    });
    const summary = outputs.at(-1)!;
    const notes = summary.type === "summary" ? summary.alarms.filter(({ note }) => note !== undefined) : [];
    const name = others[0]?.AlarmName ?? "errors";
    expect(notes.map(({ AlarmName }) => AlarmName)).toEqual(name === "both" ? [name] : [name, name]);
    for (const { note } of notes) expect(note).toBe(`Two alarms are called "${name}"; the service ${told}`);
  });

  test("of one name that have a note already are told both", async () => {
    const unseen = { ...metricAlarms[0]!, Namespace: "Nowhere" };
    const outputs = await replay({ metricFilters: FILTERS, metricAlarms: [unseen, unseen], events: [failed(2)] });
    const summary = outputs.at(-1)!;
    const [first] = summary.type === "summary" ? summary.alarms : [];
    expect(first!.note).toMatch(/^No filter publishes the metric Nowhere\/.*\. Two alarms are called "errors"; /);
  });

  test("that depend on each other come to rest, and the summary names them", async () => {
    const compositeAlarms = [
      { AlarmName: "a", AlarmRule: "NOT ALARM(b) AND OK(errors)" },
      { AlarmName: "b", AlarmRule: "ALARM(a)" },
    ];
    const outputs = await replay({ metricFilters: FILTERS, metricAlarms, compositeAlarms, events: [failed(2)] });
    const summary = outputs.at(-1)!;
    expect(summary.type === "summary" && summary.alarms.slice(-2).map(({ note }) => note)).toEqual([
      expect.stringMatching(/a, b depend on each other|b, a depend on each other/),
      expect.stringMatching(/depend on each other/),
    ]);
  });
});

describe("a replay put aside", () => {
  const compositeAlarms: readonly CompositeAlarm[] = [
    { AlarmName: "any", AlarmRule: "ALARM(errors) OR ALARM(latency)", AlarmActions: [TOPIC], OKActions: [TOPIC] },
    {
      ...{ AlarmName: "page", AlarmRule: "ALARM(any)", AlarmActions: [TOPIC], OKActions: [TOPIC] },
      ...{ ActionsSuppressor: "latency", ActionsSuppressorWaitPeriod: 150, ActionsSuppressorExtensionPeriod: 200 },
    },
  ];
  const arbitraryAlarm = fc.record({
    Period: fc.constantFrom(60, 120, 300),
    EvaluationPeriods: fc.integer({ min: 1, max: 3 }),
    TreatMissingData: fc.constantFrom("missing", "ignore", "breaching", "notBreaching"),
    warm: fc.constantFrom(undefined, { WarmUpPeriodDurationInMinutes: 7 }),
    percentile: fc.boolean(),
  });
  const arbitraryEvent = fc
    .tuple(fc.integer({ min: 0, max: 40 * 60 - 1 }), fc.constantFrom<object>({ error: true }, { ms: 500 }, { ms: 3 }))
    .map(([second, message]) => at(second / 60, message));

  const optionsOf = (
    alarm: typeof arbitraryAlarm extends fc.Arbitrary<infer A> ? A : never,
  ): Partial<ReplayOptions> => {
    const { warm, percentile, ...members } = alarm;
    const watched = percentile ? { Statistic: undefined, ExtendedStatistic: "p90" } : {};
    const latency = { ...LATENCY, ...members, ...watched };
    const errors = { ...ERRORS, TreatMissingData: members.TreatMissingData, WarmUpConfiguration: warm };
    return { metricFilters: FILTERS, metricAlarms: [errors, latency], compositeAlarms };
  };
  const saved = async (run: ReturnType<typeof replay>): Promise<ReplayState> =>
    JSON.parse(JSON.stringify(await run.state())) as ReplayState;

  property.prop([arbitraryAlarm, fc.array(arbitraryEvent, { maxLength: 30 }), fc.integer({ min: 1, max: 40 })], {
    numRuns: 150,
  })("at an instant and resumed tells what one replay of everything does", async (alarm, events, minute) => {
    const options = optionsOf(alarm);
    const split = START + minute * MINUTE;
    const early = events.filter(({ timestamp }) => timestamp! < split);
    const late = events.filter(({ timestamp }) => timestamp! >= split);
    const whole = await replay({ ...options, from: START, events });
    const first = replay({ ...options, from: START, to: split, events: early });
    const second = await replay({ ...options, events: late, state: await saved(first) });
    expect([...(await first).slice(0, -1), ...second].map(told)).toEqual(
      // Without a late event the whole ends where its last event's range does, the second part not before the split.
      late.length === 0 ? expect.arrayContaining(whole.map(told)) : whole.map(told),
    );
    if (late.length > 0) expect(second.at(-1)).toEqual(whole.at(-1));
  });

  property.prop([arbitraryAlarm, fc.array(arbitraryEvent, { maxLength: 30 }), fc.integer({ min: 1, max: 40 })], {
    numRuns: 100,
  })("after its last event goes on from there, whatever it told of the time after", async (alarm, events, minute) => {
    const options = optionsOf(alarm);
    const split = START + minute * MINUTE;
    const early = events.filter(({ timestamp }) => timestamp! < split);
    const late = events.filter(({ timestamp }) => timestamp! >= split);
    const whole = await replay({ ...options, from: START, events });
    const state = await saved(replay({ ...options, from: START, events: early }));
    const second = await replay({ ...options, events: late, state });
    expect(second.at(-1)).toEqual(whole.at(-1));
    const after = whole.filter((output) => output.type === "state-change" && output.change.at > state.to!);
    expect(second.filter(({ type }) => type === "state-change")).toEqual(after);
  });

  test("is refused with other filters", async () => {
    const state = await replay({ metricFilters: FILTERS, events: [failed(1)] }).state();
    expect(() => replay({ metricFilters: FILTERS.slice(1), events: [], state })).toThrow(/other metric filters/);
  });

  test("is refused, by the place of what is wrong, when it was cut or edited", async () => {
    const options = { metricFilters: FILTERS, metricAlarms: [ERRORS, LATENCY], compositeAlarms };
    const sound = await saved(replay({ ...options, events: [failed(1), took(2, 500)] }));
    const paths = pathsIn(sound).filter((path) => !/suppression|last|periods|Dimensions$/.test(path));
    expect(paths.length).toBeGreaterThan(60);
    for (const path of paths) {
      for (const value of [undefined, null, "x", {}, [null]]) {
        if (value === null && /state\.(from|to)$|earliest|latest|ActionsSuppressor$/.test(path)) continue;
        if (value === "x" && /Name|Namespace|Reason|AlarmRule$|ActionsSuppressor$|key$/.test(path)) continue;
        const state = changed(sound, path, value) as ReplayState;
        expect(() => replay({ ...options, events: [], state }), `${path} = ${JSON.stringify(value)}`).toThrow(
          TypeError,
        );
      }
    }
    const edited = changed(sound, "state.alarms.0.stateValue", "X") as ReplayState;
    expect(() => replay({ ...options, events: [], state: edited })).toThrow("state.alarms[0].stateValue");
  });
});

/** The paths of everything inside a value. */
function pathsIn(value: unknown, path = "state"): readonly string[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsIn(member, `${path}.${key}`))].filter(
    (one) => one !== "state",
  );
}

/** A copy with another value at a path. */
function changed(value: unknown, path: string, other: unknown): unknown {
  const copy = structuredClone({ state: value }) as Record<string, unknown>;
  const keys = path.split(".");
  let at = copy;
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
  at[keys.at(-1)!] = other;
  return copy.state;
}
