// Holds: for each code an example that has it, one that has not, and on what evidence the rule stands.
// In: nothing. Out: the table that docs/diagnostics.md is made from, together with the catalogue.
// Always: every code of the catalogue is here (the type says so); a test runs each example.

import type { DiagnosticCode } from "../src/text/catalogue.ts";

/** Documented by AWS, observed on the live service, inferred from either, or a choice or limit of tocsin's own. */
export type Evidence = "documented" | "observed" | "inferred" | "tocsin";

export interface PatternExample {
  readonly kind: "pattern";
  readonly wrong: string;
  readonly right: string;
  readonly evidence: Evidence;
}

/** Members that are put into a sound request. */
export interface RequestExample {
  readonly kind: "metric filter" | "transformation" | "alarm";
  readonly wrong: Readonly<Record<string, unknown>>;
  readonly right: Readonly<Record<string, unknown>>;
  readonly evidence: Evidence;
}

/** Code that is told, not run. */
export interface TextExample {
  readonly kind: "text";
  readonly wrong: string;
  readonly right: string;
  readonly evidence: Evidence;
}

export type Example = PatternExample | RequestExample | TextExample;

const pattern = (evidence: Evidence, wrong: string, right: string): Example => ({
  kind: "pattern",
  wrong,
  right,
  evidence,
});
const request =
  (kind: RequestExample["kind"]) =>
  (evidence: Evidence, wrong: RequestExample["wrong"], right: RequestExample["right"]): Example => ({
    ...{ kind, wrong, right, evidence },
  });
const filter = request("metric filter");
const transformation = request("transformation");
const alarm = request("alarm");
const text = (wrong: string, right: string): Example => ({ kind: "text", wrong, right, evidence: "tocsin" });
const expression = (evidence: Evidence, wrong: string, right: string): Example => ({
  ...{ kind: "text", wrong, right, evidence },
});
const rule = (evidence: Evidence, wrong: string, right: string): Example => ({ kind: "text", wrong, right, evidence });

export const EXAMPLES: Readonly<Record<DiagnosticCode, Example>> = {
  "pattern-type": text("validatePattern(404)", 'validatePattern("404")'),
  "pattern-too-long": pattern("documented", "x".repeat(1025), "x".repeat(1024)),
  "outer-blank": pattern("inferred", " { $.level = ERROR }", "{ $.level = ERROR }"),
  "missing-end": pattern("observed", "{ $.level = ERROR", "{ $.level = ERROR }"),
  syntax: pattern("observed", "{ ($.a = 1 }", "{ ($.a = 1) }"),
  "nesting-too-deep": pattern("tocsin", `{${"(".repeat(201)}$.a=1${")".repeat(201)}}`, "{ (($.a = 1)) }"),
  "term-character": pattern("observed", "ERROR: disk", '"ERROR:" disk'),
  "term-empty": pattern("observed", '""', '" "'),
  "term-separator": pattern("observed", '"ERROR"WARN', '"ERROR" WARN'),
  "term-dangling": pattern("tocsin", "ERROR -", "ERROR -timeout"),
  "quote-unterminated": pattern("observed", '"disk full', '"disk full"'),
  "quote-form": pattern("observed", "{ $.level = 'ERROR' }", '{ $.level = "ERROR" }'),
  "regex-character": pattern("observed", "%(a|b)%", "%a|b%"),
  "regex-empty": pattern("observed", "%%", "%.%"),
  "regex-unterminated": pattern("inferred", "{ $.a = %x }", "{ $.a = %x% }"),
  "regex-alone": pattern("observed", "%ERROR% %WARN%", "%ERROR|WARN%"),
  "regex-compile": pattern("observed", "%[z-a]%", "%[a-z]%"),
  "regex-quota": pattern("observed", "{ $.a = %x% || $.b = %y% || $.c = %z% }", "{ $.a = %x|y% || $.c = %z% }"),
  "selector-form": pattern("observed", "{ $['a.b'] = 1 }", "{ $.['a.b'] = 1 }"),
  "selector-root": pattern("observed", "{ level = ERROR }", "{ $.level = ERROR }"),
  "wildcard-quota": pattern("observed", "{ $.a[*].b[*] = 1 }", "{ $.a[*].b[0] = 1 }"),
  "value-character": pattern("observed", "{ $.arn = arn:aws:iam }", '{ $.arn = "arn:aws:iam" }'),
  "value-null": pattern("observed", "{ $.error = null }", "{ $.error IS NULL }"),
  "value-order": pattern("observed", '{ $.status > "399" }', "{ $.status > 399 }"),
  "number-range": pattern("observed", "{ $.a > 1e2147483648 }", "{ $.a > 1e308 }"),
  "operator-form": pattern("observed", "{ $.status == 404 }", "{ $.status = 404 }"),
  "keyword-form": pattern("observed", "{ $.a IS NOT NULL }", "{ $.a IS NULL }"),
  "field-name": pattern("observed", "[1st, rest]", "[_1st, rest]"),
  "field-duplicate": pattern("observed", "[word, word]", "[word, word2]"),
  "field-other-name": pattern("observed", "[a = 1 || b = 2, c]", "[a = 1 || a = 2, c]"),
  "build-argument": text('wildcard("plain")', 'wildcard("pre*")'),
  "term-split": pattern("observed", "ORDER-ITEM", '"ORDER-ITEM"'),
  "term-ignored": pattern("observed", "?ERROR timeout", "?ERROR ?timeout"),
  "term-operator": pattern("inferred", "ERROR OR WARN", "?ERROR ?WARN"),
  "term-literal": pattern("observed", '"ERR*"', "ERR"),
  "value-boolean": pattern("observed", "{ $.ok = true }", "{ $.ok IS TRUE }"),
  "value-boolean-text": pattern("observed", '{ $.ok = "true" }', '{ $.ok = "true" || $.ok IS TRUE }'),
  "value-any": pattern("observed", "{ $.user = * }", "{ $.user = * || $.user IS NULL }"),
  "unequal-missing": pattern(
    "observed",
    '{ $.data.MFAUsed != "Yes" }',
    '{ $.data.MFAUsed != "Yes" || $.data.MFAUsed NOT EXISTS }',
  ),
  "unequal-missing-top": pattern("observed", "{ $.status != 200 }", "{ $.status != 200 || $.status NOT EXISTS }"),
  "wildcard-tail": pattern("observed", '{ $.ip = "*111.111" }', "{ $.ip = %111\\.111$% }"),
  "never-holds": pattern("inferred", "{ $.status = 404 && $.status = 500 }", "{ $.status = 404 || $.status = 500 }"),
  "always-holds": pattern("inferred", "[user != root || user != admin, ...]", "[user != root && user != admin, ...]"),
  "duplicate-condition": pattern("tocsin", "{ $.name = A || $.name = A }", "{ $.name = A || $.name = B }"),
  "field-whole-event": pattern("observed", "[level = ERROR]", "[level = ERROR, ...]"),
  "field-untested": pattern("observed", "[ERROR]", '"[ERROR]"'),
  "filter-request": filter("documented", { filterName: "a:b" }, { filterName: "a-b" }),
  "filter-namespace": transformation("observed", { metricNamespace: "AWS/Logs" }, { metricNamespace: "Logs" }),
  "filter-value": transformation("observed", { metricValue: "$.values[*]" }, { metricValue: "$.values[0]" }),
  "filter-default": transformation("observed", { defaultValue: "0" }, { defaultValue: 0 }),
  "filter-dimensions": transformation("observed", { dimensions: { Code: "403" } }, { dimensions: { Code: "$.code" } }),
  "filter-not-supported": filter("tocsin", { applyOnTransformedLogs: true }, { applyOnTransformedLogs: false }),
  "alarm-request": alarm("documented", { AlarmName: "" }, { AlarmName: "errors" }),
  "alarm-operator": alarm("observed", { ComparisonOperator: ">" }, { ComparisonOperator: "GreaterThanThreshold" }),
  "alarm-threshold": alarm("observed", { Threshold: undefined }, { Threshold: 1 }),
  "alarm-evaluation-periods": alarm("observed", { DatapointsToAlarm: 6 }, { DatapointsToAlarm: 1 }),
  "alarm-period": alarm("observed", { Period: 90 }, { Period: 60 }),
  "alarm-span": alarm("observed", { EvaluationPeriods: 289, Period: 300 }, { EvaluationPeriods: 288, Period: 300 }),
  "alarm-statistic": alarm("observed", { Statistic: "Mean" }, { Statistic: "Average" }),
  "alarm-missing-data": alarm("observed", { TreatMissingData: "never" }, { TreatMissingData: "ignore" }),
  "alarm-low-samples": alarm(
    "documented",
    { EvaluateLowSampleCountPercentile: "ignore" },
    { EvaluateLowSampleCountPercentile: undefined },
  ),
  "alarm-unknown-member": alarm("documented", { TreatMissing: "ignore" }, { TreatMissingData: "ignore" }),
  "alarm-window": alarm("documented", { EvaluationWindow: {} }, { EvaluationWindow: { SlidingWindow: {} } }),
  "alarm-warm-up": alarm(
    "documented",
    { WarmUpConfiguration: { WarmUpPeriodDurationInMinutes: 0 } },
    { WarmUpConfiguration: undefined },
  ),
  "alarm-action": alarm("observed", { AlarmActions: ["mail"] }, { AlarmActions: [] }),
  "alarm-slots": text("evaluateMetricAlarm(alarm, slots, { at: NaN })", "evaluateMetricAlarm(alarm, slots, { at: 0 })"),
  "alarm-not-supported": alarm("tocsin", { EvaluationCriteria: {} }, { EvaluationCriteria: undefined }),
  "rule-length": rule("documented", "", "TRUE"),
  "rule-syntax": rule("observed", "ALARM(a) ALARM(b)", "ALARM(a) OR ALARM(b)"),
  "rule-keyword": rule("observed", "ALARM(a) and ALARM(b)", "ALARM(a) AND ALARM(b)"),
  "rule-name": rule("observed", "ALARM(disk is full)", 'ALARM("disk is full")'),
  "rule-quote": rule("observed", "ALARM('disk')", "ALARM(disk)"),
  "rule-threshold": rule("observed", "AT_LEAST(3, ALARM, (a, b))", "AT_LEAST(2, ALARM, (a, b))"),
  "rule-quota": text("ALARM(a1) OR ALARM(a2) … OR ALARM(a101)", "ALARM(a1) OR ALARM(a2) … OR ALARM(a100)"),
  "composite-request": text(
    "validateCompositeAlarm({ AlarmRule })",
    "validateCompositeAlarm({ AlarmName, AlarmRule })",
  ),
  "composite-child": text(
    "AlarmName: both, AlarmRule: ALARM(both)",
    "AlarmName: both, AlarmRule: ALARM(one) OR ALARM(other)",
  ),
  "composite-cycle": text(
    "one: AlarmRule: ALARM(two); two: AlarmRule: ALARM(one)",
    "one: AlarmRule: ALARM(two); two: AlarmRule: ALARM(a) OR ALARM(b)",
  ),
  "composite-action": text(
    "AlarmActions: arn:aws:automate:us-east-1:ec2:stop",
    "AlarmActions: the ARN of an SNS topic",
  ),
  "composite-suppressor": text(
    "ActionsSuppressor without ActionsSuppressorWaitPeriod",
    "ActionsSuppressor, ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod",
  ),
  "set-cost": text(
    "compilePatternSet: 60,000 patterns such as { $.code != 1 } or { $.code NOT EXISTS }",
    "compilePatternSet: 60,000 patterns that each ask for some text, such as { $.code != 1 && $.user = u17 }",
  ),
  "math-syntax": expression("observed", "m1 + ", "m1 + m2"),
  "math-function": expression("observed", "SUMM([m1, m2])", "SUM([m1, m2])"),
  "math-reference": expression("documented", "m1 + m3", "m1 + m2"),
  "math-type": expression("documented", "SUM([m1, m2] + [m2, m1])", "SUM([m1, m2] + m1)"),
  "math-result": expression("documented", "METRICS()", "SUM(METRICS())"),
  "math-period": text("m1 with Period: 60, m2 with Period: 300", "m1 and m2 with Period: 60"),
  "math-not-supported": expression("observed", "SEARCH('Errors', 'Sum', 60)", "m1"),
  "math-range": expression("documented", "m1 / SUM(m1)", "m1 / SUM([m1, m2])"),
  "math-fill": expression("documented", "FILL(m1, 0)", "FILL(m1, LINEAR)"),
  "math-empty": expression("tocsin", 'SUM(METRICS("errors"))', 'SUM(METRICS("m"))'),
  "template-syntax": text("Resources: [", "Resources: {}"),
  "template-duplicate-key": text("{ Period: 60, Period: 300 }", "{ Period: 60 }"),
  "template-too-large": text("a template of many megabytes", "the template of one stack"),
  "template-shape": text("Resources: [Filter]", "Resources: { Filter: { Type: …, Properties: … } }"),
  "template-empty": text(
    "Resources: { Topic: { Type: AWS::SNS::Topic } }",
    "a template with a metric filter or an alarm",
  ),
  "template-type": text("Period: [60]", "Period: 60"),
  "template-unresolved": text("FilterPattern: !ImportValue Pattern", 'FilterPattern: "ERROR"'),
  "template-unknown-member": text("Treshold: 5", "Threshold: 5"),
  "template-duplicate-alarm": text("two alarms with AlarmName: errors", "a name for each"),
  "template-log-group": text("LogGroupName: !ImportValue Group", "LogGroupName: /app/log"),
  "template-condition-unknown": text(
    "Condition: OnlyInProduction, of a parameter without a value",
    "the parameter given",
  ),
  "template-condition": text("Condition: Never", "a condition that is true"),
  "template-not-evaluated": text("Type: AWS::CloudWatch::AnomalyDetector", "Type: AWS::CloudWatch::Alarm"),
  "template-unreadable": text("tocsin check /root", "tocsin check templates/"),
  "template-terraform": text(
    "tocsin check main.tf",
    "npm install web-tree-sitter @tree-sitter-grammars/tree-sitter-hcl",
  ),
  "template-hole": text("FilterPattern: !Sub '{ $.env = $" + "{Env} }'", 'FilterPattern: "{ $.env = prod }"'),
  "alarm-metric": text("MetricName: Eror, where a filter publishes Error", "MetricName: Error"),
  "alarm-resolution": expression("documented", "Period: 10, on the metric of a filter", "Period: 60"),
  "composite-elsewhere": text(
    "AlarmRule: ALARM(eror), where an alarm is called error",
    "AlarmRule: ALARM(error), or the alarm in a stack that is deployed before",
  ),
  "metric-shared": text("two filters with MetricName: Errors", "a metric for each, unless their sum is wanted"),
  "ignore-unknown": text("# tocsin-ignore term-spilt", "# tocsin-ignore term-split"),
  "ignore-unused": text("# tocsin-ignore term-split, above ERROR", "# tocsin-ignore term-split, above a-b"),
};

/** A mistake that people made and told of in public issues. */
export interface Mistake {
  readonly what: string;
  readonly pattern: string;
  /** Members of a metric transformation, where the mistake is in one. */
  readonly transformation?: Readonly<Record<string, unknown>>;
}

/** Restated, with the shortest pattern that shows each. */
export const MISTAKES: readonly Mistake[] = [
  { what: "An unquoted colon", pattern: "ERROR: disk" },
  { what: "A selector without `$.`", pattern: '{ eventName = "ConsoleLogin" }' },
  { what: "A selector in brackets only", pattern: "{ $['detail-type'] = x }" },
  { what: "`==`", pattern: "{ $.status == 404 }" },
  { what: "`AND` for `&&`", pattern: "{ $.status = 404 AND $.method = GET }" },
  { what: "Single quotes", pattern: "{ $.level = 'ERROR' }" },
  { what: "A quote that is not closed", pattern: '"disk full' },
  { what: "Parentheses in a regular expression", pattern: "%(ERROR|WARN)%" },
  { what: "Quotes left out around two words", pattern: "{ $.errorMessage = Failed authentication }" },
  { what: "`IS NOT NULL`", pattern: "{ $.error IS NOT NULL }" },
  { what: "Dimensions on a term pattern", pattern: "ERROR", transformation: { dimensions: { Code: "$.code" } } },
  { what: "A term with a hyphen", pattern: "ORDER-ITEM-1" },
  { what: "A `?` term beside another term", pattern: "?ERROR timeout" },
  { what: "CIS: MFA not used", pattern: '{ $.eventName = "ConsoleLogin" && $.additionalEventData.MFAUsed != "Yes" }' },
  { what: "A wildcard before a tail that repeats", pattern: '{ $.sourceIPAddress = "*111.111" }' },
];
