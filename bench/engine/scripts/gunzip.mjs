// Unpacks and does nothing else: `node gunzip.mjs <file>` prints how many lines there are; with a question, how many events match.

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { TESTS } from "./tests.mjs";

const [, , file, question] = process.argv;
const unpacked = createReadStream(file, { highWaterMark: 2 ** 20 }).pipe(createGunzip({ chunkSize: 2 ** 18 }));
let count = 0;
if (question === undefined) {
  for await (const chunk of unpacked) {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count++;
  }
} else {
  const test = TESTS[question];
  for await (const line of createInterface({ input: unpacked })) if (test(JSON.parse(line))) count++;
}
console.log(count);
