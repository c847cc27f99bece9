// Patterns of the service, placed into documents of every host: the check says what validatePattern says, at the same characters.

import { describe, expect, test } from "vitest";
import { validatePattern } from "../../src/index.ts";
import { checkDocument } from "../../src/template/check.ts";
import { readDocument } from "../../src/template/document.ts";
import { casesFolder, readCases, readVerdicts } from "../conformance/facts.ts";
import { hcl } from "./hcl.ts";

interface Host {
  readonly name: string;
  readonly context: "metric-filter" | "subscription-filter";
  /** The pattern as the host writes it, character by character, quotes left out. */
  readonly encode: (text: string) => string;
  readonly write: (encoded: string) => string;
  readonly takes?: (pattern: string) => boolean;
}

const same = (text: string): string => text;
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const single = (text: string): string => text.replaceAll("'", "''");
const inHcl = (text: string): string => inJson(text).replaceAll("${", "$${").replaceAll("%{", "%%{");
const isPrintable = (text: string): boolean => /^[\x20-\x7e\u00a1-\ud7ff\u{10000}-\u{1ffff}]*$/u.test(text);
/** A line that YAML keeps as it is in a block, and between single quotes. */
const isLine = (text: string): boolean => isPrintable(text) && /^\S/.test(text) && /\S$/.test(text);

const METRIC = 'MetricTransformations: [{ MetricName: M, MetricNamespace: N, MetricValue: "1" }]';
const filter = (pattern: string): string =>
  `Resources:\n  A:\n    Type: AWS::Logs::MetricFilter\n    Properties:\n      FilterPattern: ${pattern}\n      ${METRIC}\n`;
const event = (pattern: string): string =>
  `service: s\nprovider: { name: aws }\nfunctions:\n  f:\n    events:\n      - cloudwatchLog: { logGroup: g, filter: ${pattern} }\n`;
const sam = (pattern: string): string =>
  `Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        L:\n          Type: CloudWatchLogs\n          Properties: { LogGroupName: g, FilterPattern: ${pattern} }\n`;
const terraform = (kind: string, member: string, value: string, rest = ""): string =>
  `resource "aws_cloudwatch_log_${kind}_filter" "f" {\n  ${member} = ${value}\n${rest}}\n`;
const TRANSFORMATION = '  metric_transformation {\n    name = "M"\n    namespace = "N"\n    value = "1"\n  }\n';

const HOSTS: Readonly<Record<string, Host>> = {
  "CloudFormation, single quotes": {
    ...{ name: "t.yaml", context: "metric-filter", encode: single, takes: isPrintable },
    write: (encoded) => filter(`'${encoded}'`),
  },
  "CloudFormation, double quotes": {
    ...{ name: "t.yaml", context: "metric-filter", encode: inJson },
    write: (encoded) => filter(`"${encoded}"`),
  },
  "CloudFormation, a block": {
    ...{ name: "t.yaml", context: "metric-filter", encode: same, takes: isLine },
    write: (encoded) => filter(`|-\n        ${encoded}`),
  },
  "CloudFormation, a folded block": {
    ...{ name: "t.yaml", context: "metric-filter", encode: same, takes: isLine },
    write: (encoded) => filter(`>-\n        ${encoded}`),
  },
  "CloudFormation, !Sub": {
    ...{ name: "t.yaml", context: "metric-filter", encode: inJson },
    write: (encoded) => filter(`!Sub "${encoded}"`),
  },
  "CloudFormation, a subscription": {
    ...{ name: "t.yaml", context: "subscription-filter", encode: inJson },
    write: (encoded) =>
      `Resources: { A: { Type: AWS::Logs::SubscriptionFilter, Properties: { FilterPattern: "${encoded}" } } }\n`,
  },
  "CloudFormation in JSON, as the CDK writes it": {
    ...{ name: "s.template.json", context: "metric-filter", encode: inJson },
    write: (encoded) => {
      const transformation = { MetricName: "M", MetricNamespace: "N", MetricValue: "1" };
      const properties = { FilterPattern: "@", MetricTransformations: [transformation] };
      const resource = { Type: "AWS::Logs::MetricFilter", Properties: properties };
      return JSON.stringify({ Resources: { A: resource } }, null, 1).replace("@", () => encoded);
    },
  },
  SAM: { name: "t.yaml", context: "subscription-filter", encode: inJson, write: (encoded) => sam(`"${encoded}"`) },
  Serverless: {
    ...{ name: "serverless.yml", context: "subscription-filter", encode: single, takes: isPrintable },
    write: (encoded) => event(`'${encoded}'`),
  },
  "Terraform, quotes": {
    ...{ name: "m.tf", context: "subscription-filter", encode: inHcl },
    write: (encoded) => terraform("subscription", "filter_pattern", `"${encoded}"`),
  },
  "Terraform, a heredoc": {
    ...{ name: "m.tf", context: "metric-filter", takes: isLine },
    encode: (text) => text.replaceAll("${", "$${").replaceAll("%{", "%%{"),
    write: (encoded) => terraform("metric", "pattern", `<<-EOT\n    ${encoded}\n  EOT`, TRANSFORMATION),
  },
  "Terraform in JSON": {
    ...{ name: "m.tf.json", context: "subscription-filter", encode: inJson },
    write: (encoded) =>
      `{ "resource": { "aws_cloudwatch_log_subscription_filter": { "f": { "filter_pattern": "${encoded}" } } } }`,
  },
  "a file of its own": { name: "p.cwfilter", context: "metric-filter", encode: same, write: same, takes: isPrintable },
};

const { accepted, refused, unknown } = readVerdicts();
const PATTERNS: readonly string[] = [
  ...new Set([...Object.values(accepted).flat(), ...refused.map(({ pattern }) => pattern), ...unknown]),
];

function agrees(host: Host, pattern: string): void {
  const { name, context, encode, write, takes = () => true } = host;
  // Half a pair can't be written in every host, and `${` is a hole in some.
  if (!takes(pattern) || !/^[^$]*(\$[^{][^$]*)*$/.test(pattern) || /[\ud800-\udfff]/u.test(pattern)) return;
  const encoded = encode(pattern);
  const text = write(encoded);
  const base = text.lastIndexOf(encoded);
  const at = (offset: number): number => base + encode(pattern.slice(0, offset)).length;
  const document = readDocument(text, { name, hcl, context: "metric-filter" });
  expect(document.diagnostics).toEqual([]);
  const found = checkDocument(document).map(({ code, message, span }) => ({ code, message, span }));
  const expected = validatePattern(pattern, { context }).map(({ code, message, span }) => ({
    ...{ code, message },
    span: { start: at(span.start), end: at(span.end) },
  }));
  expect(found, text).toEqual(expected);
}

describe.each(Object.entries(HOSTS))("%s", (_, host) => {
  test(`takes most of the ${PATTERNS.length} patterns`, () => {
    expect(PATTERNS.filter(host.takes ?? (() => true)).length).toBeGreaterThan(PATTERNS.length / 2);
  });

  test("says of each what validatePattern says", () => {
    for (const pattern of PATTERNS) agrees(host, pattern);
  });

  test.skipIf(casesFolder() === undefined)("of further patterns too (skipped without a folder TOCSIN_CASES)", () => {
    for (const { pattern } of readCases<{ readonly pattern: string }>("patterns.jsonl")) agrees(host, pattern);
  });
});
