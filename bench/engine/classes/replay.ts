// Holds: the case of a replay: a file's events through two metric filters and an alarm.
// In: a bench. Out: cases.
// Always: what is compared is how many events the filters match; the alarm and the report come on top of that.

import { writeFileSync } from "node:fs";
import type { Bench } from "../bench.ts";
import type { Absent, Case, Contender } from "../contender.ts";
import { command, script } from "../processes.ts";
import { questionOf } from "../question.ts";
import { tocsin } from "./processes.ts";

const QUESTIONS = ["or", "common"] as const;

export function* replayCases(bench: Bench): Iterable<Case> {
  const { path, bytes } = bench.trailFile();
  const template = bench.path("template.json");
  writeFileSync(template, JSON.stringify(templateOf(QUESTIONS.map((id) => questionOf(id).pattern))));
  const name = "node: readline + JSON.parse + minutes";
  const program = process.execPath;
  yield {
    ...{ group: "replay", id: "two-filters", bytes, isWhole: true },
    what: "a file of records through two filters, 4 and 92 in 100 match",
    pattern: QUESTIONS.map((id) => questionOf(id).pattern).join(" and "),
    contenders: [
      command({ name, program, arguments: [script("fold.mjs"), path, ...QUESTIONS] }),
      replay(bench, "tocsin", template, path, "1"),
      replay(bench, "tocsin --jobs 2", template, path, "2"),
    ],
  };
}

function templateOf(patterns: readonly string[]): object {
  const metricFilters = patterns.map((filterPattern, index) => ({
    filterPattern,
    metricTransformations: [{ metricNamespace: "Bench", metricName: `M${index}`, metricValue: "1" }],
  }));
  const alarm = { AlarmName: "a", Namespace: "Bench", MetricName: "M0", Statistic: "Sum", Period: 300 };
  const limits = { EvaluationPeriods: 1, Threshold: 100, ComparisonOperator: "GreaterThanThreshold" };
  return { metricFilters, metricAlarms: [{ ...alarm, ...limits }] };
}

function replay(bench: Bench, name: string, template: string, path: string, jobs: string): Contender | Absent {
  return tocsin(bench, name, ["replay", "--json", "--jobs", jobs, template, path], matchesOf);
}

/** The last line is the summary. */
function matchesOf(output: string): number {
  const summary = JSON.parse(output.trimEnd().split("\n").at(-1)!) as { filters: { matches: number }[] };
  return summary.filters.reduce((sum, { matches }) => sum + matches, 0);
}
