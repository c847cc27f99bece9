import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonTime, textTime } from "../../src/replay/event-time.ts";
import { exportedEvent } from "../../src/replay/exported-event.ts";

const REFERENCE = Date.UTC(2014, 10, 6);
const SCENE = Date.UTC(2014, 10, 5, 19, 12, 58);
const SCENE_TEXT = "2014-11-05T19:12:58Z";

describe("the time of a text line", () => {
  test.each([
    ["2014-11-05T19:12:58Z INFO started", SCENE],
    ["2014-11-05T19:12:58.123Z INFO started", SCENE + 123],
    ["2014-11-05T19:12:58.123456789Z nanoseconds are cut", SCENE + 123],
    ["2014-11-05T19:12:58.5Z", SCENE + 500],
    ["2014-11-05 19:12:58,123 a comma before the fraction", SCENE + 123],
    ["2014-11-05T19:12:58 no zone is UTC", SCENE],
    ["2014-11-05 19:12 no seconds", SCENE - 58_000],
    ["2014-11-05T20:12:58+01:00", SCENE],
    ["2014-11-05T20:12:58.000+0100 x", SCENE],
    ["2014-11-05T20:12:58+01", SCENE],
    ["2014-11-05T13:42:58-05:30", SCENE],
    ["2014-11-05 12:12:58 -0700 a zone after a space", SCENE],
    ["2014-11-05 19:12:58 -5 degrees: no zone", SCENE],
    ["2014-11-05 19:12:58 - 0700 is no zone", SCENE],
    ["2014/11/05 19:12:58 [error] 31#0: slashes", SCENE],
    ["[2014-11-05T19:12:58Z] in brackets", SCENE],
    ["INFO  [main] 2014-11-05 19:12:58.000 behind a level", SCENE],
    ['"2014-11-05T19:12:58Z","quoted"', SCENE],
    ["  2014-11-05T19:12:58Z indented", SCENE],
    ["[INFO]\t2014-11-05T19:12:58.000Z\t6f9\tLambda, Python", SCENE],
    ["[I 2014-11-05 19:12:58.000 App] a level within the brackets", SCENE],
    ["I, [2014-11-05T19:12:58.000000 #7]  INFO -- : Ruby", SCENE],
    ["ERROR:root:2014-11-05 19:12:58,000:Python", SCENE],
    ["[ERROR] [pool-1 thread three] 2014-11-05T19:12:58Z words in brackets", SCENE],
    ["web-1  | 2014-11-05T19:12:58Z a container", SCENE],
    ["web  | INFO 2014-11-05T19:12:58Z a container and a level", SCENE],
    ["[pod/shop-7d9/web] 2014-11-05T19:12:58Z", SCENE],
    ["shop-7d9 web 2014-11-05T19:12:58Z pod and container", SCENE],
    ["/aws/lambda/shop 2014/11/05/[$LATEST]6f9e 2014-11-05T19:12:58Z group and stream", SCENE],
    ["http 2014-11-05T19:12:58.000000Z app/shop/50d 192.0.2.1:2817 a load balancer", SCENE],
    ['time="2014-11-05T19:12:58Z" level=info msg=x', SCENE],
    ['level=info msg="not 2013-01-01T00:00:00Z" ts=2014-11-05T19:12:58Z', SCENE],
    ["# Time: 2014-11-05T19:12:58.000000Z", SCENE],
    ["7,2014-11-05 19:12:58,second column", SCENE],
    ["2016-12-31T23:59:60Z a leap second", Date.UTC(2017, 0, 1)],
    ["2016-02-29T00:00:00Z", Date.UTC(2016, 1, 29)],
  ])("ISO 8601: %s", (line, time) => {
    expect(textTime(line, REFERENCE)).toBe(time);
  });

  test.each([
    ['192.0.2.1 - - [05/Nov/2014:19:12:58 +0000] "GET / HTTP/1.1" 200 12', SCENE],
    ['192.0.2.1 - alma [05/Nov/2014:12:12:58 -0700] "GET / HTTP/1.1" 200 12', SCENE],
    ['shop.example:443 192.0.2.1 - - [05/Nov/2014:19:12:58 +0000] "GET / HTTP/1.1" 200 12', SCENE],
    [`${"79a5".repeat(16)} bucket [05/Nov/2014:19:12:58 +0000] 192.0.2.1`, SCENE],
    ["[10/Oct/2000:13:25:15 -0700]", Date.UTC(2000, 9, 10, 20, 25, 15)],
  ])("Apache: %s", (line, time) => {
    expect(textTime(line, REFERENCE)).toBe(time);
  });

  test.each([
    ["Nov  5 19:12:58 bastion sshd[1]: x", SCENE],
    ["Nov 05 19:12:58 bastion sshd[1]: x", SCENE],
    ["Nov 5 19:12:58 bastion sshd[1]: x", SCENE],
    ["<34>Nov  5 19:12:58 bastion su: x", SCENE],
    ["<165>1 2014-11-05T19:12:58.003Z host app - ID47 - RFC 5424", SCENE + 3],
  ])("syslog: %s", (line, time) => {
    expect(textTime(line, REFERENCE)).toBe(time);
  });

  test("a syslog time has the latest year that is no more than a day after the reference", () => {
    const line = "Nov  5 19:12:58 host x";
    expect(textTime(line, SCENE - 86_400_000)).toBe(SCENE);
    expect(textTime(line, SCENE - 86_400_001)).toBe(Date.UTC(2013, 10, 5, 19, 12, 58));
    expect(textTime("Dec 31 23:59:59 host x", Date.UTC(2015, 0, 1))).toBe(Date.UTC(2014, 11, 31, 23, 59, 59));
    expect(textTime("Jan  1 00:00:01 host x", Date.UTC(2014, 11, 31, 23))).toBe(Date.UTC(2015, 0, 1, 0, 0, 1));
    expect(textTime("Feb 29 12:00:00 host x", REFERENCE)).toBe(Date.UTC(2012, 1, 29, 12));
  });

  test.each([
    "",
    "no time at all",
    "\tat com.example.Shop.main(Shop.java:12)",
    "2014-13-05T19:12:58Z",
    "2014-11-31T19:12:58Z",
    "2015-02-29T19:12:58Z",
    "2014-11-05T24:12:58Z",
    "2014-11-05T19:60:58Z",
    "2014-11-05T19:12:61Z",
    "2014-11-05T19:12:589Z",
    "2014-11-05",
    "0001-01-01T00:00:00Z",
    "12014-11-05T19:12:58Z",
    "Nov : 19:12:58 host",
    "Nov  5",
    "Nov",
    "Nox  5 19:12:58 host",
    "ovD  5 19:12:58 host",
    "05/Nov/2014",
    "31/Feb/2014:19:12:58 +0000",
    "1415214778 epoch seconds in a text line are not told from other numbers",
    `${"x".repeat(300)} 2014-11-05T19:12:58Z too far into the line`,
    "order 20 of 2014-11-05: done at 2014-11-05T19:12:58Z",
    "Caused by: the token expired at 2013-01-01T00:00:00Z",
    "java.time.format.DateTimeParseException: Text '2013-01-01T00:00:00Z' could not be parsed",
    "ValueError: 2013-01-01T00:00:00Z is in the past",
    "Expires: 2013-01-01T00:00:00Z",
    "level=warn notAfter=2013-01-01T00:00:00Z",
    "can't read the line 192.0.2.1 - - [05/Nov/2014:19:12:58 +0000]",
    '{"notAfter":"2013-01-01T00:00:00Z"',
    "(see the note on 2013-01-01T00:00:00Z",
    "1 2 3 4 5 6 7 8 9 2013-01-01T00:00:00Z",
  ])("is not found in: %s", (line) => {
    expect(textTime(line, REFERENCE)).toBeUndefined();
  });

  test("is read back from every time that is written", () => {
    const times = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });
    fc.assert(fc.property(times, (time) => textTime(`x ${new Date(time).toISOString()} y`, REFERENCE) === time));
  });

  test("costs no more than the head of a line, however long or odd the line is", () => {
    const lines = [
      "1".repeat(1e6),
      "2014-11-05T".repeat(1e5),
      "2014-11-05T19:12:58.".repeat(5e4),
      "[".repeat(1e6),
      "<1".repeat(5e5),
    ];
    const started = performance.now();
    for (const line of lines) for (let i = 0; i < 100; i++) textTime(line, REFERENCE);
    expect(performance.now() - started).toBeLessThan(500);
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789-/:T.+Z NovDec<>[]()=|,\"'\t") }), (line) => {
        const time = textTime(line, REFERENCE);
        expect(time === undefined || Number.isInteger(time)).toBe(true);
      }),
    );
  });
});

describe("the time of a JSON object", () => {
  test.each([
    [{ timestamp: "2014-11-05T19:12:58Z" }, SCENE],
    [{ time: "2014-11-05T19:12:58Z" }, SCENE],
    [{ "@timestamp": "2014-11-05T19:12:58Z" }, SCENE],
    [{ eventTime: "2014-11-05T19:12:58Z" }, SCENE],
    [{ time: "05/Nov/2014:19:12:58 +0000" }, SCENE],
    [{ timestamp: SCENE }, SCENE],
    [{ timestamp: SCENE / 1000 }, SCENE],
    [{ time: SCENE / 1000 + 0.25 }, SCENE + 250],
    [{ time: String(SCENE) }, SCENE],
    [{ time: String(SCENE / 1000) }, SCENE],
    [{ time: `${SCENE / 1000}.250` }, SCENE + 250],
    [{ time: SCENE * 1000 + 999 }, SCENE],
    [{ time: `${SCENE}999` }, SCENE],
    [{ time: SCENE * 1e6 }, SCENE],
    [{ time: `${SCENE}999999` }, SCENE],
    [{ time: ` ${SCENE_TEXT}` }, SCENE],
  ])("%j", (object, time) => {
    expect(jsonTime(object, REFERENCE)).toBe(time);
  });

  test("members are asked in order, and one that holds no time gives way to the next", () => {
    const members = { eventTime: SCENE + 3, "@timestamp": SCENE + 2, time: SCENE + 1, timestamp: SCENE };
    expect(jsonTime(members, REFERENCE)).toBe(SCENE);
    expect(jsonTime({ ...members, timestamp: "yesterday" }, REFERENCE)).toBe(SCENE + 1);
    expect(jsonTime({ ...members, timestamp: null, time: 12.5 }, REFERENCE)).toBe(SCENE + 2);
    expect(jsonTime({ ...members, timestamp: {}, time: true, "@timestamp": -1 }, REFERENCE)).toBe(SCENE + 3);
  });

  test.each([
    {},
    { time: 12 },
    { time: 1e300 },
    { time: 1e17 },
    { time: 1e20 },
    { time: "14152147781234567" },
    { timestamp: "12" },
    { Time: SCENE },
    { eventTime: "nope" },
  ])("is not found in %j", (object) => {
    expect(jsonTime(object, REFERENCE)).toBeUndefined();
  });
});

describe("an exported event", () => {
  test("stands for its timestamp and message", () => {
    const members = { ingestionTime: 2, eventId: "3", id: "3", logStreamName: "s" };
    expect(exportedEvent({ timestamp: SCENE, message: "hello\n" })).toEqual({ timestamp: SCENE, message: "hello\n" });
    expect(exportedEvent({ timestamp: SCENE, message: "m", ...members })).toEqual({ timestamp: SCENE, message: "m" });
    expect(exportedEvent({ timestamp: 0, message: "m", logGroupName: "g" })).toEqual({
      timestamp: 0,
      message: "m",
      logGroupName: "g",
    });
  });

  test.each([
    { timestamp: SCENE, message: "m", level: "INFO" },
    { timestamp: "2014-11-05T19:12:58Z", message: "m" },
    { timestamp: SCENE, message: { text: "m" } },
    { timestamp: SCENE },
    { message: "m" },
    { timestamp: -1, message: "m" },
  ])("is not an application's own object: %j", (object) => {
    expect(exportedEvent(object)).toBeUndefined();
  });
});
