// What holds for every replay, whatever its alarms and events: changes are a chain, times add up, only configured actions run.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { MetricAlarm, StateValue } from "../../src/alarm/alarm.ts";
import type { CompositeAlarm } from "../../src/alarm/composite.ts";
import type { ReplayEvent } from "../../src/replay/fold.ts";
import { replay } from "../../src/replay/replay.ts";
import type { ReplayOutput, StateChangeOutput } from "../../src/replay/summary.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 28, 20, 3);
const lists = { OKActions: ["ok"], AlarmActions: ["alarm", "other"], InsufficientDataActions: ["unknown"] };

const metricFilters = [
  {
    filterPattern: "{ $.ms = * }",
    metricTransformations: [{ metricName: "Latency", metricNamespace: "App", metricValue: "$.ms" }],
  },
];
const metric = { Namespace: "App", MetricName: "Latency" };
const watched = fc.oneof(
  fc.constantFrom("Sum", "Average", "SampleCount", "Maximum").map((Statistic) => ({ ...metric, Statistic })),
  fc
    .constantFrom("p90", "tm99", "IQM", "PR(:4)", "WM(10%:90%)")
    .map((name) => ({ ...metric, ExtendedStatistic: name })),
  fc
    .constantFrom("m1 * 2", "FILL(m1, 0)", "IF(MINUTE(m1) > 30, m1, 9)", "DIFF(m1)")
    .map((Expression) => ({ Expression })),
);
const alarms: fc.Arbitrary<readonly MetricAlarm[]> = fc
  .array(
    fc.record({
      watched,
      Period: fc.constantFrom(60, 60, 300, 900),
      EvaluationPeriods: fc.integer({ min: 1, max: 5 }),
      m: fc.nat(4),
      operator: fc.constantFrom("GreaterThanThreshold", "LessThanOrEqualToThreshold"),
      TreatMissingData: fc.constantFrom(undefined, "missing", "ignore", "breaching", "notBreaching"),
      zone: fc.option(fc.constantFrom("UTC", "+05:45", "Europe/Berlin"), { nil: undefined, freq: 3 }),
      warm: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined, freq: 3 }),
      ActionsEnabled: fc.constantFrom(undefined, true, false),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((specs) =>
    specs.map(({ watched: what, Period, EvaluationPeriods, m, operator, zone, warm, ...rest }, i) => {
      const stat = { Metric: metric, Period, Stat: "Sum" };
      const calendar = zone !== undefined && Period !== 900;
      return {
        ...{ AlarmName: `m${i}`, EvaluationPeriods, ComparisonOperator: operator, Threshold: 4, ...lists, ...rest },
        DatapointsToAlarm: m === 0 ? undefined : Math.min(m, EvaluationPeriods),
        ...("Expression" in what
          ? {
              Metrics: [
                { Id: "e1", ...what },
                { Id: "m1", MetricStat: stat, ReturnData: false },
              ],
            }
          : { ...what, Period }),
        EvaluationWindow: calendar ? { WallClockWindow: { Timezone: zone } } : undefined,
        WarmUpConfiguration: warm === undefined ? undefined : { WarmUpPeriodDurationInMinutes: warm },
      };
    }),
  );
const rules = fc.array(
  fc.record({
    a: fc.nat(3),
    b: fc.nat(5),
    joint: fc.constantFrom(" AND ", " OR NOT "),
    suppressor: fc.option(fc.nat(5)),
  }),
  { maxLength: 3 },
);

/** Composite alarms on those above and on each other, cycles among them. */
function composites(
  count: number,
  specs: readonly { a: number; b: number; joint: string; suppressor: number | null }[],
) {
  const names = [...Array.from({ length: count }, (_, i) => `m${i}`), ...specs.map((_, i) => `c${i}`)];
  return specs.map(({ a, b, joint, suppressor }, i): CompositeAlarm => {
    // Not on itself, which is refused.
    const others = names.filter((name) => name !== `c${i}`);
    const named = (place: number): string => others[place % others.length]!;
    return {
      ...{ AlarmName: `c${i}`, AlarmRule: `ALARM(${named(a)})${joint}OK(${named(b)})`, ...lists },
      ...(suppressor === null
        ? {}
        : {
            ...{ ActionsSuppressor: named(suppressor), ActionsSuppressorWaitPeriod: 90 },
            ActionsSuppressorExtensionPeriod: 30,
          }),
    };
  });
}

const events: fc.Arbitrary<readonly ReplayEvent[]> = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 0, max: 9 })).map(([minute, ms]) => ({
    ...{ timestamp: START + minute * MINUTE, message: JSON.stringify({ ms }) },
  })),
  { minLength: 1, maxLength: 40 },
);

const instant = (text: string): number => Date.parse(text.replace("+0000", "Z"));
const timeOf = (one: ReplayOutput): number =>
  one.type === "state-change"
    ? instant(one.StateChangeTime)
    : one.type === "actions"
      ? instant(one.ActionsTime)
      : Infinity;

describe("every replay", () => {
  property.prop([alarms, rules, events], { numRuns: 40 })(
    "tells a chain of changes for each alarm, and times that add up",
    async (metricAlarms, specs, list) => {
      const compositeAlarms = composites(metricAlarms.length, specs);
      const outputs = await replay({ metricFilters, metricAlarms, compositeAlarms, events: list });
      const summary = outputs.at(-1)!;
      if (summary.type !== "summary") throw new Error("the summary comes last");
      const times = outputs.map(timeOf);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      const changes = outputs.filter((one): one is StateChangeOutput => one.type === "state-change");
      const configured = new Map([...metricAlarms, ...compositeAlarms].map((alarm) => [alarm.AlarmName!, alarm]));
      expect(summary.alarms.map(({ AlarmName }) => AlarmName)).toEqual([...configured.keys()]);
      for (const { AlarmName, StateValue, StateReason, changes: count, timeInState } of summary.alarms) {
        const own = changes.filter((one) => one.AlarmName === AlarmName);
        expect(own).toHaveLength(count);
        const spent = { OK: 0, ALARM: 0, INSUFFICIENT_DATA: 0 };
        let [state, since]: [StateValue, number] = ["INSUFFICIENT_DATA", summary.from!];
        for (const one of own) {
          expect(one.OldStateValue).toBe(state);
          expect(one.NewStateValue).not.toBe(state);
          expect(one.change.previousState?.at ?? summary.from).toBe(since);
          spent[state] += timeOf(one) - since;
          [state, since] = [one.NewStateValue, timeOf(one)];
          const alarm = configured.get(AlarmName)!;
          const all = {
            OK: lists.OKActions,
            ALARM: lists.AlarmActions,
            INSUFFICIENT_DATA: lists.InsufficientDataActions,
          };
          const silent = alarm.ActionsEnabled === false || one.actionsSuppressedBy !== undefined;
          expect(one.actions).toEqual(silent ? [] : all[state]);
        }
        spent[state] += summary.to! - since;
        expect([StateValue, timeInState]).toEqual([state, spent]);
        expect(StateReason).toBe(own.at(-1)?.NewStateReason ?? "Unchecked: Initial alarm creation");
      }
    },
  );
});
