// The two ways an evaluation writes an instant, against what a Date says of it.

import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { isInstant, isoDate, shortDate } from "../../src/alarm/dates.ts";

test("an instant is written for data and for reasons", () => {
  const at = Date.UTC(2026, 8, 14, 5, 42, 30, 7);
  expect([isoDate(at), shortDate(at)]).toEqual(["2026-09-14T05:42:30.007+0000", "14/09/26 05:42:30"]);
});

const instants = fc.oneof(
  fc.integer({ min: -8.6e15, max: 8.6e15 }),
  fc.integer({ min: -200_000_000, max: 200_000_000 }),
  fc.double({ min: -1e12, max: 4e12, noNaN: true }),
  // Years of five digits, and those before the first.
  fc.constantFrom(0, -0, -1, 86_399_999, 253_402_300_800_000, -62_198_755_200_000, 8.6e15, -8.6e15),
);

property.prop([fc.array(instants, { minLength: 1, maxLength: 5 })])(
  "as a Date writes it, one after the other",
  (list) => {
    for (const at of list) {
      expect(isInstant(at)).toBe(true);
      const text = new Date(at).toISOString();
      expect(isoDate(at)).toBe(text.replace("Z", "+0000"));
      const [, year, month, day, time] = /(\d\d)-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(text)!;
      expect(shortDate(at)).toBe(`${day}/${month}/${year} ${time}`);
    }
  },
);

test("what no Date can hold, or no range of periods fits before, is no instant", () => {
  for (const at of [Number.NaN, Number.POSITIVE_INFINITY, 8.7e15, "0", new Date(0), null, undefined])
    expect(isInstant(at)).toBe(false);
});
