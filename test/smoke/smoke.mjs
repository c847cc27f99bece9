// The built package, as a user gets it: both module forms, the entry without grammars, the command. `npm run smoke` after a build.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const dist = new URL("../../dist/", import.meta.url);

for (const library of [await import("tocsin"), require("tocsin")]) {
  assert.equal(library.compilePattern("{ $.a = 1 }").test('{"a":1}'), true);
  assert.equal(library.validatePattern("ERROR:")[0].code, "term-character");
  assert.throws(() => library.compilePattern("ERR*"), {
    name: "PatternError",
    serviceMessage: "Invalid character(s) in term '*'",
  });
}

// What the README's table names is there, in both module forms.
const NAMES =
  "parsePattern validatePattern compilePattern testMetricFilter PatternError compileMetricFilter evaluateMetricAlarm " +
  "validateMetricAlarm AlarmError renderEmail renderSnsMessage replay distribution mergeDistributions statistic compileMath " +
  "validateMath parseAlarmRule evaluateAlarmRule validateCompositeAlarm renderEventBridgeEvent renderLambdaEvent " +
  "renderHistoryItems renderSms setAlarmState actionsOf suppress";
for (const library of [await import("tocsin"), require("tocsin")]) {
  assert.deepEqual(
    NAMES.split(" ").filter((name) => typeof library[name] !== "function"),
    [],
  );
}

for (const library of [await import("tocsin/alarm"), require("tocsin/alarm")]) {
  const alarm = {
    EvaluationPeriods: 1,
    Period: 60,
    Threshold: 1,
    ComparisonOperator: "GreaterThanThreshold",
    Statistic: "Sum",
  };
  const at = Date.UTC(2014, 10, 5, 19, 12);
  const { stateValue } = library.evaluateMetricAlarm(alarm, [{ timestamp: at - 60_000, value: 3 }], { at });
  assert.equal(stateValue, "ALARM");
}

for (const { distribution, mergeDistributions, statistic } of [
  await import("tocsin/metric"),
  require("tocsin/metric"),
]) {
  const merged = mergeDistributions(distribution([[20, 2]]), distribution([[100, 3]]));
  assert.equal(statistic(merged, "Sum"), 340);
  assert.equal(statistic(merged, "p100"), 100);
}

/** The files that an entry loads, itself included. */
function loads(entry, seen = new Set()) {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const text = readFileSync(new URL(entry, dist), "utf8");
  for (const [, from] of text.matchAll(/(?:from|import)\s*"([^"]+)"/g)) {
    if (from.startsWith("./")) loads(from.slice(2), seen);
    else seen.add(from);
  }
  return seen;
}
for (const entry of ["alarm.js", "metric.js"])
  assert.ok(!loads(entry).has("chevrotain"), `tocsin/${entry} loads no grammar`);
assert.ok(
  [...loads("index.js")].every((from) => !from.startsWith("node:")),
  "the library needs no Node",
);

const cli = (...args) => spawnSync(process.execPath, [new URL("cli.js", dist).pathname, ...args], { encoding: "utf8" });
assert.match(cli("--version").stdout, /^\d+\.\d+\.\d+/);
assert.equal(cli("check", "ERROR -timeout").status, 0);
assert.equal(cli("check", "ERR*").status, 1);
assert.equal(cli("nonsense").status, 2);

console.log(`smoke: ${readdirSync(dist).length} files of dist work on Node ${process.version}`);
