// Large reads, JSON.parse and a closure: `node parse.mjs <file> <question>` prints how many events match.

import { openSync, readSync } from "node:fs";
import { TESTS } from "./tests.mjs";

const [, , path, question] = process.argv;
const test = TESTS[question];
const file = openSync(path);
const buffer = Buffer.allocUnsafe(2 ** 20);
let count = 0;
let kept = 0;
for (;;) {
  const read = readSync(file, buffer, kept, buffer.length - kept, null);
  if (read === 0) break;
  const end = kept + read;
  let start = 0;
  for (let feed = buffer.indexOf(10); feed !== -1 && feed < end; feed = buffer.indexOf(10, start)) {
    if (test(JSON.parse(buffer.toString("utf8", start, feed)))) count++;
    start = feed + 1;
  }
  buffer.copy(buffer, 0, start, end);
  kept = end - start;
}
console.log(count);
