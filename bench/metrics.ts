// Holds: how long metrics take: `node bench/metrics.ts`.
// In: nothing; samples are made here. Out: samples a second, medians with their spread, the goal beside them.
// Always: contenders first agree on what they compute; their runs are interleaved; cases that are lost are shown like the others.

import { cpus } from "node:os";
import {
  type Distribution,
  DistributionBuilder,
  distribution,
  mergeDistributions,
} from "../src/metric/distribution.ts";
import { MetricSeries } from "../src/metric/series.ts";
import { statistic } from "../src/metric/statistic.ts";

const SAMPLES = 2_000_000;
const RUNS = 15;

/** Latencies as they are: most near 100, a long tail; the same in every run of the program. */
function latencies(): Float64Array {
  let state = 1;
  const random = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return Float64Array.from({ length: SAMPLES }, () =>
    Math.exp(4.6 + 0.5 * Math.sqrt(-2 * Math.log(random())) * Math.cos(6.28 * random())),
  );
}

interface Summary {
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Counts of the bins in use, in their order; none where none are kept. */
  readonly bins: readonly (readonly [number, number])[];
}

interface Contender {
  readonly what: string;
  readonly goal: string;
  readonly run: () => Summary;
}

const values = latencies();
const points = Array.from(values, (value) => [value, 1] as const);
const small = new Float64Array(values).map((value) => Math.floor(value / 20));

function ofDistribution({ Sum, Minimum, Maximum, bins }: Distribution): Summary {
  return { sum: Sum, minimum: Minimum!, maximum: Maximum!, bins };
}

function built(samples: Float64Array): Summary {
  const builder = new DistributionBuilder();
  for (let i = 0; i < samples.length; i++) builder.add(samples[i]!);
  return ofDistribution(builder.build());
}

function basic(samples: Float64Array): Summary {
  let [sum, minimum, maximum] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i]!;
    sum += value;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { sum, minimum, maximum, bins: [] };
}

function mapped(samples: Float64Array): Summary {
  const bins = new Map<number, number>();
  for (let i = 0; i < samples.length; i++) {
    const bin = samples[i] === 0 ? -7001 : Math.floor(Math.log(samples[i]!) / Math.log(1.1));
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  return { ...basic(samples), bins: [...bins].sort(([a], [b]) => a - b) };
}

const CONTENDERS: readonly Contender[] = [
  { what: "DistributionBuilder.add", goal: "goal 20 million", run: () => built(values) },
  { what: "the same, whole numbers and zeros", goal: "goal 20 million", run: () => built(small) },
  { what: "distribution() of [value, count] pairs", goal: "", run: () => ofDistribution(distribution(points)) },
  { what: "sum, minimum and maximum in a plain loop", goal: "", run: () => basic(values) },
  { what: "bins by logarithm in a Map", goal: "", run: () => mapped(values) },
];

function checkAgreement(): void {
  const same = (a: Summary, b: Summary, what: string): void => {
    const sums = Math.abs(a.sum - b.sum) <= 1e-9 * Math.abs(a.sum);
    const bins = a.bins.length === 0 || b.bins.length === 0 || JSON.stringify(a.bins) === JSON.stringify(b.bins);
    if (!sums || !bins || a.minimum !== b.minimum || a.maximum !== b.maximum) throw new Error(`${what} disagrees`);
  };
  for (const { what, run } of CONTENDERS.filter(({ what }) => !what.includes("zeros")))
    same(built(values), run(), what);
  same(built(small), mapped(small), "the Map over whole numbers");
}

/** As people read them: the middle, and the first and third quarter. */
function quartiles(runs: readonly number[]): readonly [low: number, median: number, high: number] {
  const sorted = [...runs].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
  return [at(0.25), at(0.5), at(0.75)];
}

function timed(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** Runs of each, taken in turns, in milliseconds. */
function interleaved(works: readonly (() => void)[], runs: number): readonly (readonly number[])[] {
  const times = works.map((): number[] => []);
  for (let run = -2; run < runs; run++)
    works.forEach((work, i) => {
      const time = timed(work);
      if (run >= 0) times[i]!.push(time);
    });
  return times;
}

checkAgreement();
console.log(`Node ${process.version}, ${cpus()[0]?.model.trim()}; median (quartiles)`);

console.log("\nMillion samples a second");
interleaved(
  CONTENDERS.map(({ run }) => run),
  RUNS,
).forEach((runs, i) => {
  const [low, median, high] = quartiles(runs.map((ms) => SAMPLES / ms / 1000));
  const { what, goal } = CONTENDERS[i]!;
  const spread = `(${low.toFixed(1)} … ${high.toFixed(1)})`;
  console.log(`  ${what.padEnd(42)}${median.toFixed(1).padStart(7)}  ${spread.padEnd(18)}${goal}`);
});

const MINUTE = 60_000;
const half = distribution(points.slice(0, SAMPLES / 2));
const whole = distribution(points);
const DAY = new MetricSeries({ keepsBins: true });
for (let i = 0; i < 1440 * 20; i++) DAY.add({ Timestamp: i * 3000, Value: values[i]! });

const CALLS: readonly (readonly [what: string, call: (i: number) => unknown])[] = [
  ["mergeDistributions", () => mergeDistributions(half, whole)],
  ["p99 of a distribution", () => statistic(whole, "p99")],
  ["TM(10%:90%) of a distribution", () => statistic(whole, "TM(10%:90%)")],
  ["Sum of five minutes of a series", (i) => DAY.statistic("Sum", (i % 1400) * MINUTE, ((i % 1400) + 5) * MINUTE)],
  ["p99 of five minutes of a series", (i) => DAY.statistic("p99", (i % 1400) * MINUTE, ((i % 1400) + 5) * MINUTE)],
];
const INNER = 2000;

console.log("\nMicroseconds a call");
interleaved(
  CALLS.map(([, call]) => () => {
    for (let i = 0; i < INNER; i++) call(i);
  }),
  RUNS,
).forEach((runs, i) => {
  const [low, median, high] = quartiles(runs.map((ms) => (ms * 1000) / INNER));
  console.log(`  ${CALLS[i]![0].padEnd(42)}${median.toFixed(2).padStart(7)}  (${low.toFixed(2)} … ${high.toFixed(2)})`);
});
