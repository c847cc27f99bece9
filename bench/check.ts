// Holds: how long a check of many templates takes: `node bench/check.ts`.
// In: nothing; a thousand templates of each host are made here. Out: medians with their spread, the goal beside them.
// Always: reading, checking and the check of all together are measured, not the disk; every pattern is another one.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { checkDocuments } from "../src/template/check.ts";
import { readDocument } from "../src/template/document.ts";
import { loadHclParser } from "../src/template/hcl-parser.ts";

const TEMPLATES = 1000;
const RUNS = 5;
const GOAL = 5;

const hcl = await loadHclParser(
  readFileSync(createRequire(import.meta.url).resolve("@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm")),
);

/** Eight filters and eight alarms, as a stack of some size has them. */
const NUMBERS = [0, 1, 2, 3, 4, 5, 6, 7];
const patternOf = (n: number, i: number): string => `{ ($.code = "*Denied${n}x${i}") || ($.code = "Refused*") }`;

function resources(n: number): Readonly<Record<string, object>> {
  const filters = NUMBERS.map((i) => {
    const transformation = { MetricName: `Errors${i}`, MetricNamespace: "App", MetricValue: "1" };
    const Properties = { LogGroupName: "web", FilterPattern: patternOf(n, i), MetricTransformations: [transformation] };
    return [`Filter${i}`, { Type: "AWS::Logs::MetricFilter", Properties }];
  });
  const alarms = NUMBERS.map((i) => {
    const metric = { MetricName: `Errors${i}`, Namespace: "App", Statistic: "Sum", Period: 60 };
    const Properties = { ...metric, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: "GreaterThanThreshold" };
    return [`Alarm${i}`, { Type: "AWS::CloudWatch::Alarm", Properties }];
  });
  return Object.fromEntries([...filters, ...alarms]);
}

function asYaml(value: unknown, indent: string): string {
  if (typeof value === "string") return ` '${value.replaceAll("'", "''")}'\n`;
  if (typeof value !== "object" || value === null) return ` ${String(value)}\n`;
  if (Array.isArray(value))
    return `\n${value.map((one) => `${indent}- ${asYaml(one, `${indent}  `).trimStart()}`).join("")}`;
  return `\n${Object.entries(value)
    .map(([key, one]) => `${indent}${key}:${asYaml(one, `${indent}  `)}`)
    .join("")}`;
}

function asTerraform(n: number): string {
  const filter = (i: number): string => `resource "aws_cloudwatch_log_metric_filter" "f${i}" {
  name    = "f${i}"
  pattern = ${JSON.stringify(patternOf(n, i))}
  metric_transformation {
    name      = "Errors${i}"
    namespace = "App"
    value     = "1"
  }
}
`;
  const alarm = (i: number): string => `resource "aws_cloudwatch_metric_alarm" "a${i}" {
  alarm_name          = "a${i}"
  metric_name         = "Errors${i}"
  namespace           = "App"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"
}
`;
  return NUMBERS.map((i) => filter(i) + alarm(i)).join("");
}

const HOSTS: Readonly<Record<string, { readonly ending: string; readonly write: (n: number) => string }>> = {
  "CloudFormation, YAML": { ending: "yaml", write: (n) => asYaml({ Resources: resources(n) }, "").trimStart() },
  "CloudFormation, JSON": { ending: "json", write: (n) => JSON.stringify({ Resources: resources(n) }, null, 2) },
  Terraform: { ending: "tf", write: asTerraform },
};

function measure(texts: readonly string[], ending: string): number {
  const started = performance.now();
  const documents = texts.map((text, n) => readDocument(text, { name: `s${n}/t.${ending}`, hcl }));
  const findings = checkDocuments(documents).flat();
  const seconds = (performance.now() - started) / 1000;
  const found = documents.reduce((sum, document) => sum + document.found.length, 0);
  if (findings.length > 0 || found !== TEMPLATES * 16) throw new Error(`not sound: ${JSON.stringify(findings[0])}`);
  return seconds;
}

console.log(`${cpus()[0]?.model ?? "?"}, Node ${process.version}; ${TEMPLATES} templates of 8 filters and 8 alarms\n`);
console.log("| host | size of all | median | spread | goal |\n| --- | --- | --- | --- | --- |");
for (const [host, { ending, write }] of Object.entries(HOSTS)) {
  const texts = Array.from({ length: TEMPLATES }, (_, n) => write(n));
  const size = texts.reduce((sum, text) => sum + text.length, 0) / 1e6;
  const runs = Array.from({ length: RUNS }, () => measure(texts, ending)).sort((a, b) => a - b);
  const [low, middle, high] = [runs[0]!, runs[RUNS >> 1]!, runs.at(-1)!];
  const verdict = middle < GOAL ? "met" : "missed";
  console.log(
    `| ${host} | ${size.toFixed(1)} MB | ${middle.toFixed(2)} s | ${low.toFixed(2)} to ${high.toFixed(2)} s | under ${GOAL} s: ${verdict} |`,
  );
}
