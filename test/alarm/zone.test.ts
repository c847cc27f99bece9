import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { periodStart, zoneOf } from "../../src/alarm/zone.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const zone = (name: string) => zoneOf(name)!;
const at = (text: string) => Date.parse(text);

describe("the name of a time zone", () => {
  test("is an IANA name in any case, an offset, or an offset with a prefix", () => {
    const summer = at("2026-07-01T00:00:00Z");
    for (const [name, hours] of [
      ["UTC", 0],
      ["America/New_York", -4],
      ["america/new_york", -4],
      ["Asia/Kathmandu", 5.75],
      ["Etc/GMT+5", -5],
      ["+05:30", 5.5],
      ["-0330", -3.5],
      ["UTC+05:30", 5.5],
      ["GMT-11:55", -11 - 55 / 60],
      ["+00:00", 0],
    ] as const)
      expect(zoneOf(name)?.offsetAt(summer), name).toBeCloseTo(hours * HOUR);
  });

  test("is nothing else", () => {
    const wrong = [
      "",
      "Mars/Base",
      "+05:31",
      "+19:00",
      "+05:60",
      "5",
      "+5",
      "UTC+5:30",
      "UTC+05:30:00",
      "x".repeat(51),
    ];
    for (const name of [...wrong, "America/New_York ", "\u0000", "__proto__", 5, null, {}, ["UTC"]])
      expect(zoneOf(name), String(name)).toBeUndefined();
  });
});

describe("days", () => {
  const days = (name: string, from: string, count: number): number[] => {
    const starts = [periodStart(zone(name), DAY, at(from))];
    while (starts.length <= count) starts.push(periodStart(zone(name), DAY, starts.at(-1)! + 26 * HOUR));
    return starts.slice(1).map((start, i) => (start - starts[i]!) / HOUR);
  };

  test("have 23 hours when clocks are put forward, 25 when they are put back", () => {
    expect(days("America/New_York", "2026-03-07T12:00:00Z", 3)).toEqual([24, 23, 24]);
    expect(days("America/New_York", "2026-10-31T12:00:00Z", 3)).toEqual([24, 25, 24]);
    expect(days("Australia/Lord_Howe", "2026-04-04T12:00:00Z", 3)).toEqual([24, 24.5, 24]);
    expect(days("UTC", "2026-03-07T12:00:00Z", 3)).toEqual([24, 24, 24]);
  });

  test("begin with the change where it skips midnight, and with the first midnight of two", () => {
    const start = (name: string, instant: string) => new Date(periodStart(zone(name), DAY, at(instant))).toISOString();
    expect(start("America/Sao_Paulo", "2018-11-04T12:00:00Z")).toBe("2018-11-04T03:00:00.000Z");
    expect(start("America/Havana", "2026-11-01T12:00:00Z")).toBe("2026-11-01T04:00:00.000Z");
    expect(days("America/Havana", "2026-10-31T12:00:00Z", 2)).toEqual([24, 25]);
  });
});

test("weeks begin on Monday, whatever the zone", () => {
  for (const name of ["UTC", "America/New_York", "Asia/Tokyo", "+14:00", "-11:30"])
    for (const instant of ["2026-10-28T00:00:00Z", "2026-11-01T23:59:59Z", "1969-12-31T00:00:00Z"]) {
      const start = periodStart(zone(name), WEEK, at(instant));
      const local = new Date(start + zone(name).offsetAt(start));
      expect(local.toISOString().slice(11), name).toBe("00:00:00.000Z");
      expect(local.getUTCDay(), name).toBe(1);
      expect(at(instant) - start).toBeLessThan(WEEK + HOUR);
    }
});

test("hours begin where the zone's clocks show them", () => {
  const start = periodStart(zone("Asia/Kathmandu"), HOUR, at("2026-01-05T10:20:00Z"));
  expect(new Date(start).toISOString()).toBe("2026-01-05T10:15:00.000Z");
});

const names = ["Europe/Berlin", "America/St_Johns", "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo", "Asia/Tokyo"];
const instants = fc
  .integer({ min: Date.UTC(1990, 0) / 60_000, max: Date.UTC(2030, 0) / 60_000 })
  .map((m) => m * 60_000);

/** The local date as people write it, asked of the platform and of nothing else. */
const localDate = (name: string, instant: number) => new Date(instant).toLocaleDateString("en-CA", { timeZone: name });

property.prop([fc.constantFrom(...names), instants], { numRuns: 300 })(
  "a day starts with the first instant that has its date",
  (name, instant) => {
    const start = periodStart(zone(name), DAY, instant);
    const date = localDate(name, instant);
    expect(localDate(name, start)).toBe(date);
    // St. John's once put its clocks back at a minute past midnight, so that the date before came again.
    if (name !== "America/St_Johns") expect(localDate(name, start - 1) < date).toBe(true);
    expect(start).toBeLessThanOrEqual(instant);
    expect(instant - start).toBeLessThan(26 * HOUR);
  },
);

property.prop([fc.constantFrom(...names, "UTC"), instants, fc.constantFrom(60_000, 300_000, HOUR, DAY, WEEK)])(
  "a period is the period of its own start, and the one before ends there",
  (name, instant, step) => {
    const start = periodStart(zone(name), step, instant);
    expect(periodStart(zone(name), step, start)).toBe(start);
    const before = periodStart(zone(name), step, start - 1);
    expect(before).toBeLessThan(start);
    expect(start - before).toBeLessThanOrEqual(step + 2 * HOUR);
  },
);

test("any instant has an answer", () => {
  for (const instant of [-8.6e15, 8.6e15, 0, -1])
    for (const name of ["America/New_York", "+05:30"])
      expect(periodStart(zone(name), DAY, instant), `${name} ${instant}`).toBeLessThanOrEqual(instant);
});
