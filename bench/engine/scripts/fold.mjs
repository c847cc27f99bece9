// What one writes in place of a replay: `node fold.mjs <file> <question…>` counts the matches of each question by the minute of
// eventTime, and prints how many there are in all.

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { TESTS } from "./tests.mjs";

const [, , file, ...questions] = process.argv;
const tests = questions.map((question) => ({ test: TESTS[question], minutes: new Map() }));
let count = 0;
for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
  const event = JSON.parse(line);
  const minute = Math.floor(Date.parse(event.eventTime) / 60_000);
  for (const { test, minutes } of tests) {
    if (!test(event)) continue;
    minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
    count++;
  }
}
console.log(count);
