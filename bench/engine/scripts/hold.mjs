// What a set of patterns takes: `node --expose-gc hold.mjs <entry> <file of patterns> <file of events>` prints megabytes: the
// growth of the process by the compiled set and its first scan, garbage left out.

import { readFileSync } from "node:fs";

const [, , entry, patternFile, eventFile] = process.argv;
const { compilePattern, compilePatternSet, scanLines } = await import(entry);
const patterns = JSON.parse(readFileSync(patternFile, "utf8"));
const events = readFileSync(eventFile);
// Parsers are made at first use; they are not the set's.
compilePattern(patterns[0]);
const resident = () => {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().rss;
};
const before = resident();
const set = compilePatternSet(patterns);
scanLines(set, events);
console.log((resident() - before) / 1e6, set.size);
