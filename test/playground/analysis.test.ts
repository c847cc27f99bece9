// What the page computes: the examples, and settings that are wrong.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type Analysis, analyse, MOST_SHOWN } from "../../docs/playground/analysis.ts";
import { EXAMPLES } from "../../docs/playground/examples.ts";
import { DEFAULTS, type Settings } from "../../docs/playground/settings.ts";

const NOW = Date.UTC(2026, 10, 5, 12);
const noRest = async (): Promise<void> => {};

const analysed = (values: Partial<Settings>): Promise<Analysis> => {
  const settings = { ...DEFAULTS, ...values };
  return analyse(settings, settings.events, NOW, noRest);
};

const example = (id: string): Settings => EXAMPLES.find((one) => one.id === id)!.settings();

describe("the examples", () => {
  test("the founding scene: three refused calls in a minute, the alarm of that minute and its mail of 2014", async () => {
    const { counts, metric, alarm } = await analysed(example("refused-calls"));
    expect(counts).toMatchObject({ events: 65, matches: 5, untimed: 0 });
    expect(Math.max(...metric!.values)).toBe(3);
    const inAlarm = alarm!.changes.filter(({ state }) => state === "ALARM");
    expect(inAlarm).toHaveLength(1);
    expect(new Date(inAlarm[0]!.at).toISOString()).toBe("2014-11-05T19:12:00.000Z");
    expect(inAlarm[0]!.mail).toContain(
      'You are receiving this email because your Amazon CloudWatch Alarm "AuthorizationFailureCount" in the US - N. Virginia region ' +
        'has entered the ALARM state, because "Threshold Crossed: 1 datapoint (3.0) was greater than the threshold (1.0)." ' +
        'at "Wednesday 05 November, 2014 19:12:00 UTC".',
    );
  });

  test.each(EXAMPLES.filter(({ id }) => id !== "mistakes"))(
    "$id matches, publishes and alarms",
    async ({ settings }) => {
      const { counts, findings, refusal, metric, alarm } = await analysed(settings());
      expect({ findings, refusal }).toEqual({ findings: [], refusal: undefined });
      expect(counts.matches).toBeGreaterThan(0);
      expect(metric!.datapoints).toBeGreaterThan(0);
      expect(alarm!.changes.map(({ state }) => state)).toContain("ALARM");
    },
  );

  test("have names of their own", () => {
    expect(new Set(EXAMPLES.map(({ id }) => id)).size).toBe(EXAMPLES.length);
  });
});

describe("an event is shown with", () => {
  test("its clauses, what they saw, and the extracted values", async () => {
    const { matching, others } = await analysed({ pattern: "[ip, status = 4*, bytes]", events: "a 404 12\nb 200 7" });
    expect(matching).toHaveLength(1);
    expect(matching[0]!.rows.map(({ number, outcome, text, seen }) => [number, outcome, text, seen])).toEqual([
      [0, "holds", "ip", "a"],
      [1, "holds", "status = 4*", "404"],
      [2, "holds", "bytes", "12"],
    ]);
    expect(matching[0]!.values).toEqual([
      ["$ip", "a"],
      ["$status", "404"],
      ["$bytes", "12"],
    ]);
    expect(others.map(({ number, isMatch, rows }) => [number, isMatch, rows[1]!.outcome])).toEqual([
      [2, false, "fails"],
    ]);
  });

  test("the clauses of an and / or below it", async () => {
    const { matching } = await analysed({ pattern: "{ $.a = 1 && ($.b = 2 || $.c = 3) }", events: '{"a":1,"c":3}' });
    expect(matching[0]!.rows.map(({ depth, text, outcome, seen }) => [depth, text, outcome, seen])).toEqual([
      [0, "$.a = 1", "holds", "1"],
      [0, "any of", "holds", ""],
      [1, "$.b = 2", "fails", "not there"],
      [1, "$.c = 3", "holds", "3"],
    ]);
  });
});

describe("what is wrong", () => {
  test("a refused pattern: the service's answer, and events that are counted all the same", async () => {
    const { counts, refusal, metric, alarm } = await analysed({ pattern: "ERR*", events: "a\nb" });
    expect(refusal).toBe("Invalid character(s) in term '*'");
    expect(counts).toMatchObject({ events: 2, matches: 0 });
    expect([metric, alarm]).toEqual([undefined, undefined]);
  });

  test.each<[Partial<Settings>, string]>([
    [{ metricValue: "x" }, "metricValue"],
    [{ metricName: "" }, "metricName"],
    [{ defaultValue: "zero" }, "defaultValue"],
    [{ threshold: "" }, "threshold"],
    [{ evaluationPeriods: "1.5" }, "evaluationPeriods"],
    [{ datapointsToAlarm: "2" }, "datapointsToAlarm"],
  ])("a field that %j is told at it, and the matches are there", async (values, field) => {
    const { findings, counts } = await analysed({ pattern: "ERROR", events: "ERROR", ...values });
    expect(findings.map((one) => one.field)).toContain(field);
    expect(counts.matches).toBe(1);
  });

  test("an alarm that is refused leaves the metric", async () => {
    const { metric, alarm } = await analysed({ pattern: "ERROR", events: "ERROR", threshold: "much" });
    expect(metric!.datapoints).toBe(1);
    expect(alarm).toBeUndefined();
  });
});

describe("events without a time", () => {
  test("have that of the event before, or of the first that has one", async () => {
    const { metric, counts } = await analysed({ pattern: "ERROR", events: "ERROR\n2014-11-05T19:11:03Z ERROR\nERROR" });
    expect(counts).toMatchObject({ untimed: 2, isTimeless: false });
    expect(metric).toMatchObject({ minutes: [Date.UTC(2014, 10, 5, 19, 11)], values: [3] });
  });

  test("are as of now when none has any", async () => {
    const { metric, counts } = await analysed({ pattern: "ERROR", events: "ERROR\nERROR" });
    expect(counts.isTimeless).toBe(true);
    expect(metric).toMatchObject({ minutes: [NOW], values: [2] });
  });
});

test("much is counted, little is shown, and between stretches the work can be given up", async () => {
  // A clock of its own: a fast machine reads all this in one stretch.
  let clock = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (clock += 0.01));
  onTestFinished(() => void vi.restoreAllMocks());
  const settings = { ...DEFAULTS, pattern: "ERROR" };
  const events = "2014-11-05T19:11:03Z ERROR disk full\n".repeat(60_000);
  const places: number[] = [];
  const { counts, matching, alarm } = await analyse(settings, events, NOW, async (done) => void places.push(done));
  expect(counts.matches).toBe(60_000);
  expect(matching).toHaveLength(MOST_SHOWN);
  expect(alarm!.total).toBeGreaterThan(0);
  expect(places.length).toBeGreaterThan(1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  const givenUp = new Error("given up");
  const giveUp = (): Promise<void> => Promise.reject(givenUp);
  await expect(analyse(settings, events, NOW, giveUp)).rejects.toBe(givenUp);
});

test("the page holds every part that the program looks for", () => {
  const folder = resolve(import.meta.dirname, "../../docs/playground");
  const page = readFileSync(resolve(folder, "index.html"), "utf8");
  for (const id of ["pattern", "events", "matches", "plot", "line", "changes", "mail", "status"])
    expect(page).toContain(`id="${id}"`);
});
