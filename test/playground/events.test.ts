// Log events in whatever text is pasted: each with its message, its time and its place.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventsOf } from "../../docs/playground/events.ts";

const NOW = Date.UTC(2026, 10, 5);
const at = (time: string): number => Date.parse(time);

const messages = (text: string): readonly string[] => [...eventsOf(text, NOW)].map(({ message }) => message);

describe("events are", () => {
  test("the lines of a text, empty ones left out", () => {
    expect([...eventsOf("2014-11-05T19:11:03Z ERROR a\r\n\n  at b\n", NOW)]).toEqual([
      { start: 0, message: "2014-11-05T19:11:03Z ERROR a", timestamp: at("2014-11-05T19:11:03Z") },
      { start: 31, message: "  at b", timestamp: undefined },
    ]);
  });

  test("JSON objects, one a line, as they are written", () => {
    expect([...eventsOf('{"eventTime":"2014-11-05T19:11:03Z","n":1.0}\n{"b": 2}', NOW)]).toEqual([
      { start: 0, message: '{"eventTime":"2014-11-05T19:11:03Z","n":1.0}', timestamp: at("2014-11-05T19:11:03Z") },
      { start: 45, message: '{"b": 2}', timestamp: undefined },
    ]);
  });

  test("the records of a CloudTrail file, without white space and with their numbers as written", () => {
    const text = '{"Records": [\n  {"a": 1.0},\n  {"eventTime": "2014-11-05T19:11:03Z"}\n]}';
    expect([...eventsOf(text, NOW)]).toEqual([
      { start: 16, message: '{"a":1.0}', timestamp: undefined },
      { start: 30, message: '{"eventTime":"2014-11-05T19:11:03Z"}', timestamp: at("2014-11-05T19:11:03Z") },
    ]);
  });

  test("the elements of a list, and what `aws logs filter-log-events` prints", () => {
    expect(messages('[{"a":"]"},\n {"b":"\\"}"}]')).toEqual(['{"a":"]"}', '{"b":"\\"}"}']);
    const exported =
      '{"events":[{"timestamp":1415214663000,"message":"ERROR a","eventId":"1"}],"searchedLogStreams":[]}';
    expect([...eventsOf(exported, NOW)]).toEqual([{ start: 11, message: "ERROR a", timestamp: 1415214663000 }]);
  });

  test("JSON objects over several lines, among lines", () => {
    expect(messages('before\n{\n  "a": 1\n}\n{\n  "b": 2\n}\nafter')).toEqual([
      "before",
      '{"a":1}',
      '{"b":2}',
      "after",
    ]);
  });

  test("lines that look like JSON and are none", () => {
    expect(messages("[2014] a\n{b\n[c\n{d}\n]")).toEqual(["[2014] a", "{b", "[c", "{d}", "]"]);
    expect(messages("[1,2]\n[]x")).toEqual(["[1,2]", "[]x"]);
  });
});

describe("whatever the text", () => {
  const word = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    '"',
    "\\",
    "\n",
    "\r\n",
    " ",
    ",",
    ":",
    "a",
    '"Records"',
    "1",
    "\ufeff",
  );
  const anyText = fc.array(word, { maxLength: 60 }).map((words) => words.join(""));

  test("events come in order and inside it, and none is empty", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let before = -1;
        for (const { start, message } of eventsOf(text, NOW)) {
          expect(start).toBeGreaterThan(before);
          expect(start).toBeLessThan(text.length);
          expect(message.trim()).not.toBe("");
          before = start;
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("one that has no braces and brackets is its lines", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", " ", "\n", "\r\n", '"', "1") }), (text) => {
        expect(messages(text)).toEqual(text.split(/\r?\n/).filter((line) => line.trim() !== ""));
      }),
    );
  });

  test.each(["[ [ x ]\n", "{\n", '{"a":\n', "[1]\n", '"{\n'])("megabytes of %j take no time to speak of", (line) => {
    const start = performance.now();
    let count = 0;
    for (const _ of eventsOf(line.repeat(200_000), NOW)) count++;
    expect(count).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
