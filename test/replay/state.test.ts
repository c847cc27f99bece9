// A saved replay is checked to its last member before it is used: whatever was cut or edited is refused by its place.

import { describe, expect, test } from "vitest";
import type { CompositeAlarm } from "../../src/alarm/composite.ts";
import { replay } from "../../src/replay/replay.ts";
import type { ReplayState } from "../../src/replay/state.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5, 9, 0);
const metricFilters = [
  {
    filterName: "latency",
    filterPattern: "{ $.ms = * }",
    metricTransformations: [
      {
        ...{ metricName: "Latency", metricNamespace: "App", metricValue: "$.ms", unit: "Milliseconds" },
        dimensions: { Host: "$.host" },
      },
    ],
  },
];
const rule = { Period: 60, EvaluationPeriods: 1, ComparisonOperator: "GreaterThanThreshold", Threshold: 10 };
const watched = { Namespace: "App", MetricName: "Latency", Dimensions: [{ Name: "Host", Value: "a" }], ...rule };
const metricAlarms = [
  { ...watched, AlarmName: "slow", ExtendedStatistic: "p90" },
  { ...watched, AlarmName: "broken", Statistic: "Maximum", Threshold: 1000 },
];
const compositeAlarms: readonly CompositeAlarm[] = [
  {
    ...{ AlarmName: "page", AlarmRule: "ALARM(slow)", AlarmActions: ["arn:aws:sns:us-east-1:123456789012:pager"] },
    ...{ ActionsSuppressor: "broken", ActionsSuppressorWaitPeriod: 600, ActionsSuppressorExtensionPeriod: 0 },
  },
];
const events = [0, 1, 2].map((minute) => ({
  timestamp: START + minute * MINUTE,
  message: JSON.stringify({ ms: 20 + minute, host: "a" }),
}));
const options = { metricFilters, metricAlarms, compositeAlarms };

const saved = async (): Promise<ReplayState> =>
  JSON.parse(JSON.stringify(await replay({ ...options, events }).state())) as ReplayState;

type Path = readonly (string | number)[];

/** The paths of everything inside a value. */
function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, member]) => pathsIn(member, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce((inner, key) => (inner as Record<string | number, unknown>)[key], value);

/** A copy with another value at a path. */
function changed(value: ReplayState, path: Path, other: unknown): ReplayState {
  const copy = structuredClone(value);
  const holder = at(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  holder[path.at(-1)!] = other;
  return copy;
}

const resume = (state: unknown) => replay({ ...options, events: [], state: state as ReplayState });

describe("a saved replay", () => {
  test("has everything that is looked at here", async () => {
    const state = await saved();
    expect(state.composites[0]!.suppression.actionsSuppressedBy).toBe("WaitPeriod");
    expect(state.composites[0]!.last).not.toBeNull();
    expect(state.fold.metrics[0]!.series.streams[0]!.periods[0]![1].bins.length).toBeGreaterThan(0);
    expect(() => resume(state)).not.toThrow();
  });

  test("is refused with a value of another type in any place", async () => {
    const state = await saved();
    const paths = pathsIn(state);
    expect(paths.length).toBeGreaterThan(120);
    for (const path of paths) {
      const value = at(state, path);
      const wrong = typeof value === "string" ? [5, null, {}] : [typeof value === "object" ? 5 : {}, "x", "", [[]]];
      for (const other of wrong) {
        // Without a value, a last change, a bound or a suppressor is one that there was none of.
        if (other === null && /^(last|ActionsSuppressor)$/.test(`${path.at(-1)}`)) continue;
        expect(() => resume(changed(state, path, other)), `${path.join(".")} = ${JSON.stringify(other)}`).toThrow(
          TypeError,
        );
      }
    }
  });

  test.each<[string, Path, unknown]>([
    ["a state that there is none of", ["alarms", 0, "stateValue"], "FINE"],
    ["a unit that there is none of", ["fold", "metrics", 0, "series", "streams", 0, "Unit"], "Apples"],
    ["a resolution of its own", ["fold", "metrics", 0, "series", "streams", 0, "StorageResolution"], 7],
    ["a suppression of its own", ["composites", 0, "suppression", "actionsSuppressedBy"], "Night"],
    ["a time beyond all dates", ["alarms", 1, "since"], 8.7e15],
    ["a count below zero", ["alarms", 0, "changes"], -1],
    ["a count that is not whole", ["fold", "events"], 1.5],
    ["a number that is none", ["fold", "filters", 0, "sum"], Number.NaN],
    ["a bin that there is none of", ["fold", "metrics", 0, "series", "streams", 0, "periods", 0, 1, "bins", 0, 0], 1e9],
    ["a bin with less than nothing", ["fold", "metrics", 0, "series", "streams", 0, "periods", 0, 1, "bins", 0, 1], -1],
    ["a value that no metric takes", ["fold", "metrics", 0, "series", "streams", 0, "periods", 0, 1, "Maximum"], 1e300],
    ["another version", ["version"], 2],
  ])("is refused with %s", async (_what, path, value) => {
    const place = path.reduce<string>(
      (text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}.${key}`),
      "",
    );
    const message = /^state\..* is missing or wrong/;
    try {
      resume(changed(await saved(), path, value));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError);
      const told = /: (\S+) is missing or wrong\.$/.exec((error as TypeError).message)?.[1];
      expect(`${told} is missing or wrong`).toMatch(message);
      // A period is told as a whole.
      expect(`state${place}`.startsWith(told!)).toBe(true);
    }
  });

  test("is refused without a member that it needs, and taken without one that can be absent", async () => {
    const state = await saved();
    const optional = /^(stateValue|suppressor|until|actionsSuppressedBy|actionsSuppressedReason|Minimum|Maximum)$/;
    for (const path of pathsIn(state)) {
      if (typeof path.at(-1) !== "string" || Array.isArray(at(state, path.slice(0, -1)))) continue;
      const inSuppression = path.includes("suppression") || path.includes("last");
      const isOptional =
        optional.test(`${path.at(-1)}`) &&
        (inSuppression || /imum$/.test(`${path.at(-1)}`)) &&
        path.at(-2) !== "suppressor";
      const without = () => resume(changed(state, path, undefined));
      if (isOptional) expect(without, path.join(".")).not.toThrow();
      else expect(without, path.join(".")).toThrow(TypeError);
    }
  });
});
