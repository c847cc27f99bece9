// What a replay is asked for: what is of another type is refused by its name, before any event is read.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { AlarmError } from "../../src/alarm/error.ts";
import { PatternError } from "../../src/pattern/error.ts";
import { type ReplayOptions, replay } from "../../src/replay/replay.ts";

function refusal(options: unknown): AlarmError {
  try {
    replay(options as ReplayOptions);
  } catch (error) {
    expect(error).toBeInstanceOf(AlarmError);
    return error as AlarmError;
  }
  throw new Error("not refused");
}

describe("options", () => {
  test.each<[string, unknown, string]>([
    ["options", undefined, "A replay is given an object with at least events"],
    ["options", [], "A replay is given an object with at least events"],
    ["options.events", {}, "events are a list, or something else to iterate over"],
    ["options.events", { events: "ERROR" }, "events are a list, or something else to iterate over"],
    ["options.events", { events: { length: 0 } }, "events are a list, or something else to iterate over"],
    ["options.metricFilters", { events: [], metricFilters: {} }, "metricFilters is a list, not {}"],
    ["options.metricAlarms", { events: [], metricAlarms: "a" }, "metricAlarms is a list, not a"],
    ["options.metricAlarms[1]", { events: [], metricAlarms: [{}, null] }, "An alarm is an object"],
    ["options.compositeAlarms", { events: [], compositeAlarms: new Map() }, "compositeAlarms is a list, not {}"],
    ["options.compositeAlarms[0]", { events: [], compositeAlarms: ["ALARM(a)"] }, "An alarm is an object"],
    ["options.from", { events: [], from: "2026-01-01" }, "from is a number of milliseconds since 1970, not 2026-01-01"],
    ["options.from", { events: [], from: Number.NaN }, "from is a number of milliseconds since 1970, not NaN"],
    ["options.to", { events: [], to: 9e15 }, "to is a number of milliseconds since 1970, not 9000000000000000"],
    ["options.to", { events: [], to: new Date(Number.NaN) }, "to is a number of milliseconds since 1970, not null"],
    ["options.region", { events: [], region: 1 }, "region is a text, not 1"],
    ["options.accountId", { events: [], accountId: 123456789012 }, "accountId is a text, not 123456789012"],
    ["options.useLogGroups", { events: [], useLogGroups: "no" }, 'useLogGroups is true, false or "strict", not no'],
    [
      "options.evaluationRange",
      { events: [], evaluationRange: 0 },
      "evaluationRange is a whole number of periods from 1 to 10000",
    ],
    ["options.ingestionDelay", { events: [], ingestionDelay: -1 }, "ingestionDelay is a number of milliseconds from 0"],
  ])("%s: %j", (path, options, message) => {
    expect(refusal(options).diagnostics).toMatchObject([{ code: "alarm-slots", path, message }]);
  });

  test("are all told at once", () => {
    const { diagnostics } = refusal({ from: "x", region: 1, ingestionDelay: "1" });
    expect(diagnostics.map(({ path }) => path)).toEqual([
      ...["options.from", "options.region", "options.events", "options.ingestionDelay"],
    ]);
  });

  test("that are null are as if they were not there", async () => {
    const names = ["metricFilters", "metricAlarms", "compositeAlarms", "from", "to", "region", "accountId"];
    const others = ["useLogGroups", "evaluationRange", "ingestionDelay", "state"];
    const options = Object.fromEntries([...names, ...others].map((name) => [name, null]));
    const events = [{ timestamp: 0, message: "x" }];
    expect(await replay({ ...options, events })).toEqual(await replay({ events }));
  });

  const odd = fc.oneof(fc.anything(), fc.constantFrom(0, 1, "strict", true, null, undefined));
  const names = ["metricFilters", "metricAlarms", "compositeAlarms", "from", "to", "region", "accountId"];
  const options = fc.record(
    Object.fromEntries(
      [...names, "useLogGroups", "evaluationRange", "ingestionDelay", "state"].map((name) => [name, odd]),
    ),
    { requiredKeys: [] },
  );
  property.prop([options])("whatever they are, give a replay or an error that says what is wrong", async (given) => {
    try {
      await replay({ ...given, events: [] } as ReplayOptions);
    } catch (error) {
      const known = [AlarmError, PatternError].some((kind) => error instanceof kind);
      // A state that is none is a TypeError of its own.
      if (!known) expect((error as Error).message).toMatch(/^This is no saved state of a replay: /);
    }
  });
});
