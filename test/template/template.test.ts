// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Fn::Sub writes its holes.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTemplate } from "../../src/template/read.ts";
import { locate, type TemplateOptions } from "../../src/template/template.ts";
import { applyFix } from "../../src/text/fix.ts";

/** A CloudFormation template with one filter of the given properties. */
function withFilter(properties: string, rest = ""): string {
  const indented = properties.trim().replaceAll("\n", "\n      ");
  return `Resources:\n  Errors:\n    Type: AWS::Logs::MetricFilter\n    Properties:\n      ${indented}\n${rest}`;
}

function alarmOf(properties: string, rest = "", options: TemplateOptions = {}) {
  const indented = properties.trim().replaceAll("\n", "\n      ");
  const text = `Resources:\n  Alarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      ${indented}\n${rest}`;
  const template = readTemplate(text, options);
  const { origin: _origin, ...alarm } = template.metricAlarms[0]!;
  return { alarm, diagnostics: template.diagnostics, text };
}

function codes(text: string): readonly string[] {
  return readTemplate(text).diagnostics.map((d) => d.code);
}

/** What the first finding points at. */
function pointedAt(text: string): string {
  const { span } = readTemplate(text).diagnostics[0]!;
  return text.slice(span.start, span.end);
}

const TRANSFORMATION = `
MetricTransformations:
  - MetricName: Errors
    MetricNamespace: App
    MetricValue: "1"`;

describe("CloudFormation", () => {
  test("a metric filter becomes a PutMetricFilter request", () => {
    const text = withFilter(`
FilterPattern: ERROR
LogGroupName: /app/web
FilterName: web-errors
MetricTransformations:
  - MetricName: Errors
    MetricNamespace: App
    MetricValue: $.count
    DefaultValue: "0"
    Unit: Count
    Dimensions:
      - Key: Host
        Value: $.host`);
    const { metricFilters, diagnostics } = readTemplate(text);
    expect(diagnostics).toEqual([]);
    expect(metricFilters).toHaveLength(1);
    const { origin, ...request } = metricFilters[0]!;
    expect(request).toEqual({
      filterName: "web-errors",
      filterPattern: "ERROR",
      logGroupName: "/app/web",
      metricTransformations: [
        {
          metricName: "Errors",
          metricNamespace: "App",
          metricValue: "$.count",
          defaultValue: 0,
          unit: "Count",
          dimensions: { Host: "$.host" },
        },
      ],
    });
    expect(origin.logicalId).toBe("Errors");
    expect(text.slice(origin.span.start, origin.span.end)).toMatch(/^Errors:\n/);
  });

  test("an alarm keeps its names, and numbers given as text become numbers", () => {
    const { alarm, diagnostics } = alarmOf(`
AlarmName: high
Period: "60"
EvaluationPeriods: '2'
Threshold: 1.5
ActionsEnabled: "false"
ComparisonOperator: GreaterThanThreshold
Dimensions: [{ Name: Host, Value: 7 }]`);
    expect(diagnostics).toEqual([]);
    expect(alarm).toEqual({
      AlarmName: "high",
      Period: 60,
      EvaluationPeriods: 2,
      Threshold: 1.5,
      ActionsEnabled: false,
      ComparisonOperator: "GreaterThanThreshold",
      Dimensions: [{ Name: "Host", Value: "7" }],
    });
  });

  test("numbers that stand for text keep the form they are written in", () => {
    const text = withFilter(`FilterPattern: 404\n${TRANSFORMATION.replace('"1"', "1.0")}`);
    const [filter] = readTemplate(text).metricFilters;
    expect(filter!.filterPattern).toBe("404");
    expect(filter!.metricTransformations![0]!.metricValue).toBe("1.0");
  });

  test("a resource without a name is called by its logical id", () => {
    expect(readTemplate(withFilter("FilterPattern: x")).metricFilters[0]!.filterName).toBe("Errors");
    expect(alarmOf("Period: 60").alarm.AlarmName).toBe("Alarm");
  });

  test("the same template in JSON gives the same, tabs and all", () => {
    const template = {
      Resources: {
        Errors: { Type: "AWS::Logs::MetricFilter", Properties: { FilterPattern: { "Fn::Sub": '${AWS::Region} "q"' } } },
      },
    };
    const text = JSON.stringify(template, null, "\t");
    const { metricFilters, diagnostics } = readTemplate(text);
    expect(diagnostics).toEqual([]);
    expect(metricFilters[0]!.filterPattern).toBe('us-east-1 "q"');
  });

  test("a byte-order mark and CR LF are no harm", () => {
    const text = `\ufeff${withFilter("FilterPattern: ERROR")}`.replaceAll("\n", "\r\n");
    const { metricFilters, diagnostics } = readTemplate(text);
    expect(diagnostics).toEqual([]);
    const span = locate(metricFilters[0]!, "filterPattern", { start: 0, end: 5 });
    expect(text.slice(span.start, span.end)).toBe("ERROR");
  });

  test("anchors and merges are followed", () => {
    const text = `
Base: &base { Period: 60, Statistic: Sum }
Resources:
  A:
    Type: AWS::CloudWatch::Alarm
    Properties:
      <<: *base
      Statistic: Maximum`;
    const { origin: _origin, ...alarm } = readTemplate(text).metricAlarms[0]!;
    expect(alarm).toEqual({ AlarmName: "A", Period: 60, Statistic: "Maximum" });
  });
});

describe("functions of CloudFormation", () => {
  const PARAMETERS = `
Parameters:
  Limit: { Type: Number, Default: 5 }
  Stage: { Type: String, Default: prod }
  Words: { Type: CommaDelimitedList, Default: "a, b" }
  Open: { Type: String }
  Stored: { Type: "AWS::SSM::Parameter::Value<String>", Default: /key }
Mappings:
  Limits: { prod: { High: 10 }, test: { High: 1 } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsTest: !Not [!Condition IsProd]
  Both: !And [!Condition IsProd, !Condition IsTest]
  Loop: !Condition Loop
  OpenOrProd: !Or [!Equals [!Ref Open, x], !Condition IsProd]
  Unclear: !Equals [!Ref Open, x]
`;

  test.each([
    ["!Ref Stage", "prod"],
    ["{ Ref: Stage }", "prod"],
    ["!Ref AWS::Region", "eu-west-1"],
    ["!Ref AWS::AccountId", "123456789012"],
    ["!Ref AWS::StackName", "web"],
    ["!Sub '${Stage}-${AWS::Partition}-${!Literal}'", "prod-aws-${Literal}"],
    ["!Sub ['${a}-${Stage}', { a: !Ref Limit }]", "5-prod"],
    ["!Join ['-', [a, !Ref Stage, !Ref AWS::NoValue]]", "a-prod"],
    ["!Join ['+', !Ref Words]", "a+b"],
    ["!Select [1, [x, !Ref Stage]]", "prod"],
    ["!Select ['0', !Split ['/', 'p/q']]", "p"],
    ["!FindInMap [Limits, !Ref Stage, High]", "10"],
    ["!If [IsProd, yes-it-is, no]", "yes-it-is"],
    ["!If [IsTest, a, !If [Both, b, c]]", "c"],
    ["!If [OpenOrProd, a, b]", "a"],
    ["!Ref Topic", "arn:aws:sns:eu-west-1:123456789012:Topic"],
    ["!Ref Group", "/aws/web"],
  ])("%s is %s", (expression, expected) => {
    const resources = `  Topic: { Type: AWS::SNS::Topic }\n  Group: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /aws/web } }\n`;
    const options = { name: "stacks/web.yaml", region: "eu-west-1" };
    const { alarm, diagnostics } = alarmOf(`MetricName: ${expression}`, `${resources}${PARAMETERS}`, options);
    expect(diagnostics).toEqual([]);
    expect(alarm.MetricName).toBe(expected);
  });

  test("a number reached through functions is a number", () => {
    expect(alarmOf("Threshold: !Ref Limit", PARAMETERS).alarm.Threshold).toBe(5);
    expect(alarmOf("Threshold: !FindInMap [Limits, test, High]", PARAMETERS).alarm.Threshold).toBe(1);
  });

  test("a parameter's given value wins over its default", () => {
    const parameters = { Stage: "test", Open: "x" };
    const { alarm } = alarmOf("MetricName: !Ref Stage\nUnit: !Ref Open", PARAMETERS, { parameters });
    expect(alarm).toMatchObject({ MetricName: "test", Unit: "x" });
  });

  test("NoValue is a member that is not there", () => {
    const { alarm, diagnostics } = alarmOf("Unit: !If [IsProd, !Ref AWS::NoValue, Count]", PARAMETERS);
    expect(diagnostics).toEqual([]);
    expect(alarm).toEqual({ AlarmName: "Alarm" });
  });

  test.each([
    ["!Ref Open", /parameter Open has no Default/],
    ["!Ref Nowhere", /no parameter or resource Nowhere/],
    ["!Ref Stored", /Systems Manager/],
    ["!GetAtt Queue.QueueName", /attribute Queue.QueueName/],
    ["!ImportValue x", /does not work out Fn::ImportValue/],
    ["!FindInMap [Limits, none, High]", /the mappings hold no Limits \/ none \/ High/],
    ["!If [Loop, a, b]", /refers to itself/],
    ["!If [Nothing, a, b]", /no condition Nothing/],
    ["!Join [a]", /Fn::Join is not given what it takes/],
    ["!Select [5, [a]]", /no item 5/],
  ])("%s can't be known, which is an error where it matters, at its place", (expression, why) => {
    const { diagnostics, text } = alarmOf(`MetricName: ${expression}`, PARAMETERS);
    expect(diagnostics.map((d) => d.code)).toEqual(["template-unresolved"]);
    expect(diagnostics[0]!.message).toMatch(why);
    expect(diagnostics[0]!.message).toContain("Alarm.MetricName");
    expect(expression).toContain(text.slice(diagnostics[0]!.span.start, diagnostics[0]!.span.end));
  });

  test("where it decides nothing, a placeholder stands for it", () => {
    const { alarm, diagnostics } = alarmOf(`
AlarmDescription: !Sub "for \${Queue.Arn}"
AlarmActions: [!GetAtt Hook.Arn, !Ref Open]`);
    expect(diagnostics).toEqual([]);
    expect(alarm.AlarmDescription).toBe("for ${Queue.Arn}");
    expect(alarm.AlarmActions).toEqual(["${Hook.Arn}", "${Open}"]);
  });

  test("a log group that can't be known is left out with a warning", () => {
    const { metricFilters, diagnostics } = readTemplate(
      withFilter("FilterPattern: x\nLogGroupName: !Ref Open", PARAMETERS),
    );
    expect(diagnostics.map((d) => [d.code, d.severity])).toEqual([["template-log-group", "warning"]]);
    expect(metricFilters[0]).not.toHaveProperty("logGroupName");
  });

  test.each([
    ["IsTest", 0, ["template-condition", "template-empty"]],
    ["IsProd", 1, []],
    ["Unclear", 1, ["template-condition-unknown"]],
  ])("a resource with Condition %s", (condition, filters, expected) => {
    const text = `Resources:\n  F:\n    Type: AWS::Logs::MetricFilter\n    Condition: ${condition}\n    Properties: { FilterPattern: x }\n${PARAMETERS}`;
    const template = readTemplate(text);
    expect(template.metricFilters).toHaveLength(filters);
    expect(template.diagnostics.map((d) => d.code)).toEqual(expected);
  });
});

describe("requests in the API's shapes", () => {
  const REQUESTS = {
    metricFilters: [
      {
        filterName: "f",
        filterPattern: "ERROR",
        metricTransformations: [{ metricName: "m", metricNamespace: "n", metricValue: "1", defaultValue: 0 }],
      },
    ],
    metricAlarms: [{ AlarmName: "a", Threshold: 1, Period: 60, Other: ["x"] }],
  };

  test("are passed on as they are", () => {
    const { metricFilters, metricAlarms, diagnostics } = readTemplate(JSON.stringify(REQUESTS));
    expect(diagnostics.map((d) => d.code)).toEqual(["template-unknown-member"]);
    expect(metricFilters.map(({ origin: _origin, ...request }) => request)).toEqual(REQUESTS.metricFilters);
    expect(metricAlarms.map(({ origin: _origin, ...request }) => request)).toEqual(REQUESTS.metricAlarms);
    expect(metricFilters[0]!.origin.logicalId).toBe("metricFilters[0]");
  });

  test("a member of another type than the API takes is refused at its place, and left out", () => {
    const text = '{"metricFilters":[{"filterPattern":5,"metricTransformations":{}}],"metricAlarms":[{"Period":"60"}]}';
    const { metricFilters, metricAlarms, diagnostics } = readTemplate(text);
    expect(diagnostics.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([
      ["template-type", "5"],
      ["template-type", "{}"],
      ["template-type", '"60"'],
    ]);
    expect(metricFilters[0]!.filterPattern).toBeUndefined();
    expect(metricAlarms[0]!.Period).toBeUndefined();
  });

  test("one of the lists is enough", () => {
    expect(readTemplate('{"metricAlarms":[{"AlarmName":"a"}]}').metricAlarms).toHaveLength(1);
    expect(readTemplate('{"MetricAlarms":[{"AlarmName":"a"}]}').metricAlarms).toHaveLength(1);
  });

  test("what is not read is told", () => {
    expect(codes('{"metricAlarms":[{}],"logGroups":[{}]}')).toEqual(["template-not-evaluated"]);
    expect(codes('{"metricAlarms":{}}')).toEqual(["template-shape"]);
    expect(codes('{"metricFilters":[3]}')).toEqual(["template-shape"]);
  });

  test("a key of the file is data, whatever its name", () => {
    const [alarm] = readTemplate('{"metricAlarms":[{"__proto__":{"polluted":1},"AlarmName":"a"}]}').metricAlarms;
    expect((alarm as { polluted?: number }).polluted).toBeUndefined();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe("places in the file", () => {
  test.each([
    ["plain", "FilterPattern: ERROR x", "x"],
    ["single quotes", "FilterPattern: 'ERROR x'", "x"],
    ["double quotes", 'FilterPattern: "ERROR x"', "x"],
    ["folded, one line", "FilterPattern: >-\n  ERROR x", "x"],
    ["a Sub without holes", "FilterPattern: !Sub ERROR x", "x"],
    ["escapes", 'FilterPattern: "\\"ERROR\\"\\u0020\\x20 x"', "x"],
    ["a doubled quote", "FilterPattern: 'it''s x'", "x"],
    ["several lines", "FilterPattern: ERROR\n  y x", "x"],
    ["literal, several lines", "FilterPattern: |\n  ERROR\n    y x", "x"],
  ])("a stretch of a pattern is found exactly: %s", (_form, property, expected) => {
    const text = withFilter(property);
    const [filter] = readTemplate(text).metricFilters;
    const at = filter!.filterPattern!.indexOf("x");
    const span = locate(filter!, "filterPattern", { start: at, end: at + 1 });
    expect(text.slice(span.start, span.end)).toBe(expected);
    expect(text[span.start - 1]).toBe(" ");
  });

  test.each([
    ["a Join", "FilterPattern: !Join [' ', [a, b]]", "[' ', [a, b]]"],
    ["a Ref", "FilterPattern: !Ref AWS::Region", "AWS::Region"],
  ])("where the file does not hold it, the whole value is shown: %s", (_form, property, expected) => {
    const text = withFilter(property);
    const span = locate(readTemplate(text).metricFilters[0]!, "filterPattern", { start: 1, end: 2 });
    expect(text.slice(span.start, span.end)).toBe(expected);
  });

  test("a member inside a list is found, a missing one by what would hold it", () => {
    const text = withFilter(`FilterPattern: x${TRANSFORMATION}`);
    const [filter] = readTemplate(text).metricFilters;
    const at = (path: string) => {
      const { start, end } = locate(filter!, path);
      return text.slice(start, end).trim();
    };
    expect(at("metricTransformations[0].metricValue")).toBe('"1"');
    expect(at("metricTransformations[0].unit")).toMatch(/^MetricName: Errors/);
    expect(at("logGroupName")).toMatch(/^Errors:/);
  });
});

describe("what can't be read", () => {
  test.each([
    ["nothing", "", "template-empty"],
    ["only a comment", "# nothing\n", "template-empty"],
    ["no filter and no alarm", "Resources: { A: { Type: 'AWS::SNS::Topic' } }", "template-empty"],
    ["a text", "hello", "template-shape"],
    ["a list", "[1]", "template-shape"],
    ["no Resources", "a: 1", "template-shape"],
    ["Resources of another kind", "Resources: 3", "template-shape"],
    ["no Properties", "Resources: { A: { Type: 'AWS::Logs::MetricFilter' } }", "template-shape"],
    ["an unclosed bracket", "Resources: [", "template-syntax"],
    ["a tab as indentation", "Resources:\n\tA: 1", "template-syntax"],
    ["two documents", "a: 1\n---\nb: 2", "template-syntax"],
    ["an alias without anchor", "Resources: *none", "template-syntax"],
    ["an alias inside its anchor", "Resources: &r { A: *r }", "template-syntax"],
    ["a key that is a list", "? [a]\n: 1\nResources: {}", "template-syntax"],
    ["a key written twice", "Resources: { A: 1, A: 2 }", "template-duplicate-key"],
    ["a number that is none", withFilter("MetricTransformations: [{ DefaultValue: many }]"), "template-type"],
    ["a list that is none", withFilter("MetricTransformations: x"), "template-type"],
    ["a pair that is none", withFilter("MetricTransformations: [{ Dimensions: [{ Key: a }] }]"), "template-type"],
    ["a detector", "Resources: { C: { Type: 'AWS::CloudWatch::AnomalyDetector' } }", "template-not-evaluated"],
    ["a loop", "Resources: { 'Fn::ForEach::x': [] }", "template-not-evaluated"],
  ])("%s", (_what, text, code) => {
    expect(codes(text)[0]).toBe(code);
  });

  test("findings point at the mistake", () => {
    expect(pointedAt("Resources:\n\tA: 1")).toBe("\t");
    expect(pointedAt("Resources: { A: 1, A: 2 }")).toBe("A");
    expect(pointedAt(withFilter("MetricTransformations: [{ DefaultValue: many }]"))).toBe("many");
  });

  test("nesting without end and aliases that unfold without end are refused in good time", () => {
    expect(codes("[".repeat(50_000))).toEqual(["template-syntax"]);
    expect(codes("{a: ".repeat(20_000))).toEqual(["template-syntax"]);
    const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 30; i++) bomb.push(`a${i}: &a${i} [${`*a${i - 1}, `.repeat(10)}]`);
    expect(codes(`${bomb.join("\n")}\nResources: *a29`)).toEqual(["template-too-large"]);
    expect(codes("x".repeat(5_000_000))).toEqual(["template-too-large"]);
  });

  test("text that functions blow up is refused", () => {
    const holes = "${P}".repeat(100);
    const text = withFilter(
      `FilterPattern: !Sub "${holes}"`,
      `Parameters: { P: { Type: String, Default: ${"x".repeat(4000)} } }`,
    );
    expect(codes(text)).toEqual(["template-unresolved"]);
  });

  test("names that lead from one to the next without end, or double at each step, are refused", () => {
    const group = (name: string, value: string) =>
      `  ${name}: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: ${value} } }`;
    const chain = Array.from({ length: 5000 }, (_, i) => group(`G${i}`, `!Ref G${i + 1}`)).join("\n");
    expect(codes(withFilter("FilterPattern: !Ref G0", chain))).toEqual(["template-unresolved"]);
    const doubling = Array.from({ length: 60 }, (_, i) => group(`G${i}`, `!Sub "\${G${i + 1}}\${G${i + 1}}"`)).join(
      "\n",
    );
    const end = group("G60", '""');
    expect(codes(withFilter("FilterPattern: !Ref G0", `${doubling}\n${end}`))).toEqual(["template-unresolved"]);
    const conditions = Array.from({ length: 5000 }, (_, i) => `  C${i}: !Condition C${i + 1}`).join("\n");
    const looped = withFilter("FilterPattern: !If [C0, a, b]", `Conditions:\n${conditions}\n  C5000: !Condition C0`);
    expect(codes(looped)).toEqual(["template-unresolved"]);
  });

  test("any text gives an answer, with spans inside the text", () => {
    const pieces = fc.constantFrom(
      "Resources:",
      "\n",
      "  ",
      "A:",
      " Type: ",
      "AWS::Logs::MetricFilter",
      " Properties:",
      "!Ref ",
      "!Sub ",
      "x",
      "${",
      "}",
      "&a ",
      "*a",
      "<<: ",
      "{",
      "}",
      "[",
      "]",
      ",",
      '"',
      "'",
      "\t",
      "|",
      "- ",
      ": ",
      "Fn::If",
      "\ufeff",
      "\u0000",
      "metricFilters:",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 30 }).map((p) => p.join("")),
        ),
        (text) => {
          for (const { span } of readTemplate(text).diagnostics) {
            expect(span.start).toBeGreaterThanOrEqual(0);
            expect(span.end).toBeGreaterThanOrEqual(span.start);
            expect(span.end).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("members that do not exist", () => {
  const told = (text: string) =>
    readTemplate(text).diagnostics.map(({ code, severity, message, span }) => ({
      ...{ code, severity, message },
      at: text.slice(span.start, span.end),
    }));

  test.each([
    [
      "FilterPatern: x",
      "FilterPatern",
      "Errors.FilterPatern is no member of a metric filter. Did you mean FilterPattern?",
    ],
    ["Colour: x", "Colour", "Errors.Colour is no member of a metric filter."],
    [
      "MetricTransformations: [{ metricname: x }]",
      "metricname",
      "Errors.MetricTransformations[0].metricname is no member of a metric transformation. Did you mean MetricName?",
    ],
  ])("of a metric filter are told at their place: %s", (property, at, message) => {
    expect(told(withFilter(property))).toEqual([{ code: "template-unknown-member", severity: "warning", message, at }]);
  });

  test.each([
    ["TreatMissingDta: ignore", "TreatMissingData"],
    ["Treshold: 5", "Threshold"],
    ["Dimensions: [{ Nam: x }]", "Name"],
  ])("of an alarm are told, with the one that is meant: %s", (property, meant) => {
    const { diagnostics } = alarmOf(property);
    expect(diagnostics.map((d) => d.code)).toEqual(["template-unknown-member"]);
    expect(diagnostics[0]!.message).toContain(`Did you mean ${meant}?`);
  });

  test("of a request are told too; what describe-alarms and describe-metric-filters add is known", () => {
    const filter = { filterPatern: "x", creationTime: 1 };
    const alarm = { AlarmArn: "a", StateValue: "OK", StateUpdatedTimestamp: "t", Metrics: [], Tags: [] };
    expect(told(JSON.stringify({ metricFilters: [filter], MetricAlarms: [alarm] }))).toEqual([
      {
        ...{ code: "template-unknown-member", severity: "warning", at: '"filterPatern"' },
        message: "metricFilters[0].filterPatern is no member of a metric filter. Did you mean filterPattern?",
      },
    ]);
  });
});

describe("a pattern that YAML reads as something else", () => {
  test.each([
    ["{$.errorCode = 1}", "'{$.errorCode = 1}'"],
    ["[a, b = 'x']", "'[a, b = ''x'']'"],
  ])("is said to need quotes, which the fix puts: %s", (pattern, quoted) => {
    const text = withFilter(`FilterPattern: ${pattern}`);
    const [finding] = readTemplate(text).diagnostics;
    expect(finding!.message).toBe(
      "Errors.FilterPattern is not a text: a pattern that starts with { or [ needs quotes in YAML.",
    );
    const fixed = applyFix(text, finding!.fixes![0]!);
    expect(fixed).toBe(withFilter(`FilterPattern: ${quoted}`));
    expect(readTemplate(fixed).diagnostics).toEqual([]);
    expect(readTemplate(fixed).metricFilters[0]!.filterPattern).toBe(pattern);
  });

  test.each(["{ $.a[*].b = 1 }", "%a.c%"])("is said to need quotes where it is no YAML at all: %s", (pattern) => {
    const [finding] = readTemplate(withFilter(`FilterPattern: ${pattern}`)).diagnostics;
    expect(finding!.code).toBe("template-syntax");
    expect(finding!.message).toContain(`a pattern that starts with ${pattern[0]} needs quotes in YAML`);
  });

  test("other members are called by their own names too", () => {
    const { diagnostics } = readTemplate(withFilter("LogGroupName: [a]\nFilterPattern: x"));
    expect(diagnostics[0]!.message).toBe("Errors.LogGroupName is not a text.");
  });
});

describe("a quote that is not closed", () => {
  test.each([
    ["to the end", withFilter('FilterPattern: "ERROR\nFilterName: x')],
    ["up to another quote", '{"Type":"AWS::Logs::MetricFilter\n,"Properties":1}'],
  ])("is told with the place where it opened: %s", (_what, text) => {
    const [finding] = readTemplate(text).diagnostics;
    const opened = Math.max(text.indexOf('"ERROR'), text.indexOf('"AWS::'));
    expect(finding!.code).toBe("template-syntax");
    expect(finding!.span.start).toBeGreaterThan(opened + 5);
    expect(finding!.related).toEqual([{ span: { start: opened, end: opened + 1 }, message: "this quote opened here" }]);
  });
});

test("a quote that is closed by the next one is told where it opens", () => {
  const text = '{"Resources": {\n"A": {"Type": "AWS::Logs::MetricFilter,\n"Properties": {}}}}';
  const [finding] = readTemplate(text).diagnostics;
  expect(finding!.message).toBe("The quote that opens here is closed on a later line only.");
  expect(finding!.span.start).toBe(text.indexOf('"AWS::'));
});

test("two alarms of one name are told: the service keeps the last", () => {
  const text = JSON.stringify({ metricAlarms: [{ AlarmName: "a" }, { AlarmName: "b" }, { AlarmName: "a" }] });
  const [finding, ...more] = readTemplate(text).diagnostics;
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    code: "template-duplicate-alarm",
    severity: "warning",
    message: 'Two alarms are called "a"; the service keeps the last one only.',
    span: { start: text.lastIndexOf('"a"'), end: text.lastIndexOf('"a"') + 3 },
    related: [{ span: { start: text.indexOf('"a"'), end: text.indexOf('"a"') + 3 } }],
  });
});

test("the parameters that a template declares are listed; a file of requests has none", () => {
  expect(readTemplate("Parameters: { A: { Type: String } }\nResources: {}").parameters).toEqual(["A"]);
  expect(readTemplate("metricAlarms: []").parameters).toEqual([]);
  expect(readTemplate("a: [").parameters).toBeUndefined();
});
