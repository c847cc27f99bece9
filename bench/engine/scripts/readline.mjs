// What one writes: `node readline.mjs <file> <question>` prints how many events match.

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { TESTS } from "./tests.mjs";

const [, , file, question] = process.argv;
const test = TESTS[question];
let count = 0;
for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
  if (test(JSON.parse(line))) count++;
}
console.log(count);
