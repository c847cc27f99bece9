// Holds: how long alarms take: `node bench/alarms.ts`.
// In: nothing; alarms and datapoints are made here. Out: a table of medians with their spread, goals beside them.
// Always: what is measured is said in the row; growth is shown by the same work at several sizes.

import { cpus } from "node:os";
import type { MetricAlarm, Slot, StateValue } from "../src/alarm/alarm.ts";
import { type AlarmContext, evaluate } from "../src/alarm/evaluate.ts";
import { type PreparedAlarm, prepareAlarm } from "../src/alarm/prepared.ts";
import { fillSlots } from "../src/alarm/slots.ts";
import { slotsAt } from "../src/alarm/windows.ts";
import { MetricSeries } from "../src/metric/series.ts";
import { runAlarm } from "../src/replay/clock.ts";

interface Row {
  readonly what: string;
  readonly goal: string;
  /** Milliseconds, one number a run. */
  readonly runs: readonly number[];
}

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5);

function measured(runs: number, work: () => void): readonly number[] {
  work();
  return Array.from({ length: runs }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
}

/** As people read them: the middle, and the distance between the first and the third quarter. */
function summary(runs: readonly number[]): { median: number; low: number; high: number } {
  const sorted = [...runs].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

function print(title: string, rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ what }) => what.length));
  console.log(`\n${title}`);
  for (const { what, goal, runs } of rows) {
    const { median, low, high } = summary(runs);
    const spread = `${low.toFixed(2)} … ${high.toFixed(2)}`;
    console.log(`  ${what.padEnd(width)}  ${median.toFixed(2).padStart(9)} ms  (${spread})`.padEnd(width + 42) + goal);
  }
}

const OPERATORS = ["GreaterThanThreshold", "LessThanThreshold", "GreaterThanOrEqualToThreshold"];
const TREATMENTS = ["missing", "ignore", "breaching", "notBreaching"];
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!;

/** Alarms as they stand in templates: five periods of a minute, three of which must breach. */
function alarmOf(index: number): MetricAlarm {
  return {
    AlarmName: `alarm-${index}`,
    Namespace: "Bench",
    MetricName: `metric-${index}`,
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 5,
    DatapointsToAlarm: 3,
    Threshold: 50,
    ComparisonOperator: pick(OPERATORS, index),
    TreatMissingData: pick(TREATMENTS, index),
  };
}

/** A value of a minute, or none: runs of good and bad minutes, with gaps. */
function valueAt(index: number, minute: number): number | undefined {
  const hash = Math.imul((index + 1) * 2_654_435_761 + (minute >> 3), 2_246_822_519) >>> 0;
  if (hash % 11 === 0) return undefined;
  return hash % 100;
}

interface Watched {
  readonly alarm: PreparedAlarm;
  readonly slots: readonly Slot[];
  readonly context: AlarmContext;
}

/** Alarms with the slots of one minute, in the state of the minute before. */
function watched(count: number): readonly Watched[] {
  return Array.from({ length: count }, (_, index) => {
    const alarm = prepareAlarm(alarmOf(index));
    const slotsOf = (at: number): Slot[] =>
      slotsAt(alarm.alarm, at).map((timestamp) => ({ timestamp, value: valueAt(index, timestamp / MINUTE) }));
    const { stateValue, stateReason, stateReasonData } = evaluate(alarm, slotsOf(START - MINUTE), {
      at: START - MINUTE,
    });
    return { alarm, slots: slotsOf(START), context: { state: stateValue, stateReason, stateReasonData, at: START } };
  });
}

function evaluateAll(alarms: readonly Watched[]): number {
  let changes = 0;
  for (const { alarm, slots, context } of alarms) if (evaluate(alarm, slots, context).changed) changes++;
  return changes;
}

/** The same, each time from another state: every second evaluation writes a reason. */
function evaluateAllChanged(alarms: readonly Watched[]): void {
  const other: Readonly<Record<StateValue, StateValue>> = { OK: "ALARM", ALARM: "OK", INSUFFICIENT_DATA: "OK" };
  for (const { alarm, slots, context } of alarms) evaluate(alarm, slots, { ...context, state: other[context.state!] });
}

/** A metric whose good, bad and missing stretches last `stretch` minutes or a multiple. */
function seriesOf(minutes: number, stretch: number): MetricSeries {
  const series = new MetricSeries();
  for (let minute = 0; minute < minutes; minute++) {
    const Value = valueAt(7, Math.floor(minute / stretch) * 8);
    if (Value !== undefined) series.add({ Timestamp: START + minute * MINUTE, Value });
  }
  return series;
}

function clock(minutes: number, alarm: MetricAlarm, stretch: number = 360): () => void {
  const series = seriesOf(minutes, stretch);
  const end = START + minutes * MINUTE;
  return () => {
    const { transitions } = runAlarm(alarm, () => series, { from: START, after: START, to: end, save: end });
    if (transitions.length === 0) throw new Error("the benchmark's alarm never changes");
  };
}

function filled(count: number): () => void {
  const alarms = Array.from({ length: count }, (_, index) => alarmOf(index));
  const series = alarms.map((_, index) => {
    const one = new MetricSeries();
    for (let minute = -10; minute < 0; minute++)
      one.add({ Timestamp: START + minute * MINUTE, Value: valueAt(index, minute) ?? 0 });
    return one;
  });
  return () => {
    for (let index = 0; index < count; index++) fillSlots(alarms[index]!, series[index], START);
  };
}

const DAY = 1440;
const MONTH = 30 * DAY;
const newYork = { EvaluationWindow: { WallClockWindow: { Timezone: "America/New_York" } } };

console.log(`Node ${process.version}, ${cpus()[0]?.model.trim()}; median (quartiles)`);
const sizes = [2500, 5000, 10_000, 20_000];
const most = watched(20_000);
print("Alarms of five periods, one minute", [
  ...sizes.map((count) => ({
    what: `${count.toLocaleString("en")} alarms`,
    goal: count === 10_000 ? "goal 100 ms" : "",
    runs: measured(31, () => void evaluateAll(most.slice(0, count))),
  })),
  {
    what: "10,000 alarms, every state changes",
    goal: "",
    runs: measured(11, () => evaluateAllChanged(most.slice(0, 10_000))),
  },
  { what: "their slots from 10,000 series", goal: "", runs: measured(11, filled(10_000)) },
]);
print("One alarm of five periods, evaluated each minute on a simulated clock", [
  ...[7 * DAY, 15 * DAY, MONTH, 2 * MONTH].map((minutes) => ({
    what: `${minutes / DAY} days`,
    goal: minutes === MONTH ? "goal 50 ms" : "",
    runs: measured(15, clock(minutes, alarmOf(0))),
  })),
  {
    what: "30 days, a change every 15 minutes",
    goal: "",
    runs: measured(15, clock(MONTH, alarmOf(0), 8)),
  },
  {
    what: "30 days, wall-clock hours of New York",
    goal: "",
    runs: measured(7, clock(MONTH, { ...alarmOf(0), Period: 3600, EvaluationPeriods: 3, Threshold: 2900, ...newYork })),
  },
]);
