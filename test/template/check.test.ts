// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how templates write their holes.
import { readdirSync, readFileSync } from "node:fs";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { checkDocument, checkDocuments } from "../../src/template/check.ts";
import { readDocument } from "../../src/template/document.ts";
import { readJson } from "../../src/template/json.ts";
import type { Node } from "../../src/template/nodes.ts";
import { readNodes } from "../../src/template/read-nodes.ts";
import { LineMap } from "../../src/text/lines.ts";
import { hcl } from "./hcl.ts";

const FOLDER = new URL("documents/", import.meta.url);

type Row = readonly [place: string, severity: string, code: string, source: string, resource: string];

/** The findings of a document as rows. */
function rows(text: string, name = "t.yaml"): readonly Row[] {
  const lines = new LineMap(text);
  return checkDocument(readDocument(text, { name, hcl })).map(({ span, severity, code, resource = "" }) => {
    const { line, column } = lines.at(span.start);
    return [`${line}:${column}`, severity, code, text.slice(span.start, span.end), resource];
  });
}

const codes = (text: string, name?: string): readonly string[] => rows(text, name).map(([, , code]) => code);

describe("documents of every host, with the findings that are expected", () => {
  const expected = JSON.parse(readFileSync(new URL("expected.json", FOLDER), "utf8")) as Readonly<
    Record<string, { readonly host: string; readonly findings: readonly Row[] }>
  >;

  test("each has its expectation", () => {
    const files = readdirSync(FOLDER).filter((name) => name !== "expected.json");
    expect(files.sort()).toEqual(Object.keys(expected).sort());
  });

  test.each(Object.entries(expected))("%s", (name, { host, findings }) => {
    const text = readFileSync(new URL(name, FOLDER), "utf8");
    expect(readDocument(text, { name, hcl }).host).toBe(host);
    expect(rows(text, name)).toEqual(findings);
  });
});

const subscription = (pattern: string, more = ""): string =>
  `Resources:\n  A:\n    Type: AWS::Logs::SubscriptionFilter\n    Properties:\n      FilterPattern: ${pattern}\n${more}`;

describe("a pattern with holes", () => {
  test.each([
    ["!Sub '{ $.a = ${X} }'"],
    ["!Sub '{ $.a ${X} 1 }'"],
    ["!Sub '{ ${X} }'"],
    ["!Sub '{ ${X} = 1 }'"],
    ["!Sub '{ $.a = \"${X}\" && ($.b = ${Y}) }'"],
    ["!Sub '${X}'"],
    ["!Sub '${X} -timeout'"],
    ["!Sub '\"${X}\"'"],
    ["!Sub '[a, ${X}]'"],
    ["!Sub '%${X}%'"],
    ["!Sub '{ $.a = 1 ${X}'"],
    ["!Join ['', ['{ $.a = ', !ImportValue X, ' }']]"],
    ["!ImportValue X"],
    ["!Ref X"],
  ])("that may well be right is told to depend on them, once and no more: %s", (pattern) => {
    expect(codes(subscription(pattern))).toEqual(["template-hole"]);
  });

  test.each([
    ["!Sub '{ $.a == 1 && $.b = ${X} }'", "=="],
    ["!Sub '{ $.b = ${X} && $.a == 1 }'", "=="],
    ["!Join ['', ['{ $.b = ', !ImportValue X, ' && $.a == 1 }']]", "=="],
    ["!Sub '{ $.b = ${X} && $.a = true }'", "true"],
    ["!Sub 'ERROR: ${X}'", ":"],
    ["!Sub ['{ $.b = ${X} && $.a ${Y} 1 }', { Y: '==' }]", "${Y}"],
  ])("that is wrong beside them is told so at the very place: %s", (pattern, source) => {
    const found = rows(subscription(pattern)).filter(([, , code]) => code !== "template-hole");
    expect(found.map((row) => row[3]).join()).toContain(source);
    expect(found).toHaveLength(1);
  });

  test("of a Serverless file with nothing but resources has its variables for holes", () => {
    expect(codes(subscription("'{ $.a = ${self:custom.level} }'"))).toEqual(["template-hole"]);
    expect(codes(subscription("'{ $.a = ${file(x.yml):a} && $.b == 1 }'"))).toEqual(["template-hole", "operator-form"]);
    for (const name of ["Forgotten", "env", "self"])
      expect(codes(subscription(`'{ $.a = \${${name}} }'`))).toContain("selector-form");
  });

  test("whose holes have defaults is judged by them, beside the holes only", () => {
    const text = `Parameters: { X: { Type: String, Default: "==" } }\n${subscription("!Sub '{ $.a ${X} 1 }'")}`;
    expect(codes(text)).toEqual(["template-hole"]);
  });

  test("is none where the function is given a plain text for it", () => {
    expect(codes(subscription("!Sub ['{ $.a = ${X} }', { X: 5 }]"))).toEqual([]);
  });

  test("a parameter that is the whole pattern has its default checked where that is written, fixes and all", () => {
    const text = `Parameters: { X: { Type: String, Default: "{ $.a == 1 }" } }\n${subscription("!Ref X")}`;
    const [first] = checkDocument(readDocument(text));
    expect(text.slice(first!.span.start, first!.span.end)).toBe("==");
    expect(first!.fixes![0]!.edits[0]!.span).toEqual(first!.span);
  });

  test("defaults of other members are not blamed: they stand for any value", () => {
    const alarm = `Parameters: { T: { Type: String, Default: "" } }
Resources:
  A:
    Type: AWS::CloudWatch::Alarm
    Properties: { Namespace: N, MetricName: M, Statistic: Sum, Period: 60, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: GreaterThanThreshold, AlarmActions: [!Ref T] }`;
    expect(codes(alarm)).toEqual([]);
  });

  const piece = fc.constantFrom(
    "{",
    "}",
    "(",
    "$.a",
    " = ",
    " == ",
    "1",
    '"',
    "x",
    "&&",
    "[",
    ",",
    "]",
    "%",
    "-",
    "?",
    " ",
  );
  property.prop(
    [fc.array(piece, { maxLength: 8 }), fc.array(piece, { maxLength: 8 }), fc.array(piece, { maxLength: 4 })],
    {
      numRuns: 150,
    },
  )(
    "is told no refusal when what fills the hole makes it sound, for the fillings that are tried",
    (before, after, _) => {
      const [left, right] = [before.join(""), after.join("")];
      const found = checkDocument(
        readDocument(
          JSON.stringify({
            Resources: {
              A: {
                Type: "AWS::Logs::SubscriptionFilter",
                Properties: { FilterPattern: { "Fn::Join": ["", [left, { Ref: "X" }, right]] } },
              },
            },
          }),
        ),
      );
      const isSound = ["x", "1", '"x"', "$.x", ""].some((filling) =>
        checkDocument(
          readDocument(`${left}${filling}${right}`, { name: "p.cwfilter", context: "subscription-filter" }),
        ).every(({ severity }) => severity !== "error"),
      );
      if (isSound) expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
    },
  );
});

describe("a value that conditions choose", () => {
  const resource = (id: string, members: string): string =>
    `  ${id}:\n    Type: AWS::Logs::SubscriptionFilter\n${members.replaceAll(/^/gm, "    ")}\n`;
  const whole = (pattern: string, head = "", above = ""): string =>
    `${head}Resources:\n${resource("A", `${above}Properties:\n  FilterPattern: ${pattern}`)}`;
  const STAGE = "Parameters: { Stage: { Type: String, Default: dev } }\n";
  const PROD = `${STAGE}Conditions: { Prod: !Equals [!Ref Stage, prod], Test: !Equals [!Ref Stage, test], Not: !Not [!Condition Prod] }\n`;

  test.each([
    ["either branch", whole("!If [Prod, 'a:', 'b;']", PROD), [":", ";"]],
    ["the long form", whole("{ 'Fn::If': [Prod, 'a:', 'b;'] }", PROD), [":", ";"]],
    ["branches within branches", whole("!If [Prod, 'a:', !If [Test, 'b;', 'c~']]", PROD), [":", ";", "~"]],
    ["but not what contradicts itself", whole("!If [Prod, !If [Test, 'a:', x], !If [Not, x, 'b;']]", PROD), []],
    [
      "a condition that nothing decides",
      whole("!If [C, 'a:', 'b;']", "Conditions: { C: !Equals [!ImportValue X, y] }\n"),
      [":", ";"],
    ],
    ["a condition that is not there", whole("!If [C, 'a:', 'b;']"), []],
    ["only where it is deployed", whole("!If [Prod, 'a:', 'b;']", PROD, "Condition: Prod\n"), [":"]],
    [
      "but not a piece of a text, which is a hole",
      whole("!Join ['', ['{ $.a ', !If [Prod, '= 1', '== 1'], ' }']]", PROD),
      [],
    ],
    [
      "a region",
      whole("!If [Here, 'a:', 'b;']", "Conditions: { Here: !Equals [us-east-1, !Ref AWS::Region] }\n"),
      [":", ";"],
    ],
    [
      "only values that are allowed",
      whole("!If [Prod, 'a:', 'b;']", PROD.replace("Default: dev", "AllowedValues: [prod]")),
      [":"],
    ],
  ])("is checked in every branch: %s", (_, text, sources) => {
    expect(
      rows(text)
        .filter(([, severity]) => severity === "error")
        .map((row) => row[3])
        .sort(),
    ).toEqual(sources.sort());
  });

  test("is one with itself: neither two alarms of a name nor two filters of a metric", () => {
    const text = `${PROD}Resources:
  A:
    Type: AWS::CloudWatch::Alarm
    Properties: { AlarmName: a, Namespace: N, MetricName: M, Statistic: Sum, Period: 60, EvaluationPeriods: 1, Threshold: !If [Prod, 1, 5], ComparisonOperator: GreaterThanThreshold }
  F:
    Type: AWS::Logs::MetricFilter
    Properties:
      FilterPattern: !If [Prod, "{ $.a = 1 }", "{ $.a = 2 }"]
      MetricTransformations:
        - MetricName: M
          MetricNamespace: N
          MetricValue: "1"
          Dimensions: !If [Prod, [{ Key: H, Value: $.h }], !Ref AWS::NoValue]
          DefaultValue: !If [Prod, !Ref AWS::NoValue, 0]
`;
    expect(codes(text)).toEqual([]);
  });

  test("many conditions are bounded in time", () => {
    const names = Array.from({ length: 60 }, (_, i) => `C${i}`);
    const conditions = names.map((name, i) => `  ${name}: !Equals [!Ref P${i}, x]\n`).join("");
    const pattern = `!Join ['', [${names.map((name) => `!If [${name}, a, b]`).join()}]]`;
    expect(codes(whole(pattern, `Conditions:\n${conditions}`))).not.toContain("template-syntax");
  });
});

describe("comments that silence", () => {
  test.each([
    ["FilterPattern: a-b # tocsin-ignore term-split", []],
    ["# tocsin-ignore term-split\n      FilterPattern: a-b", []],
    ["# tocsin-ignore term-split\n      # because\n      FilterPattern: a-b", []],
    ["# tocsin-ignore term-split, value-any\n      FilterPattern: a-b", ["ignore-unused"]],
    ["# tocsin-ignore term-spilt\n      FilterPattern: a-b", ["ignore-unknown", "term-split"]],
    ["# tocsin-ignore\n      FilterPattern: a-b", ["ignore-unknown", "term-split"]],
    ["# tocsin-ignore term-split\n\n      FilterPattern: a-b", ["ignore-unused", "term-split"]],
    ["LogGroupName: g # tocsin-ignore term-split\n      FilterPattern: a-b", ["ignore-unused", "term-split"]],
    ["# tocsin-ignore operator-form\n      FilterPattern: |-\n        {\n          $.a == 1 }", []],
  ])("%j leaves %j", (members, left) => {
    const text = `Resources:\n  A:\n    Type: AWS::Logs::SubscriptionFilter\n    Properties:\n      ${members}\n`;
    expect(codes(text)).toEqual(left);
  });

  test.each(["# tocsin-ignore term-split", "// tocsin-ignore term-split"])("%s in Terraform", (comment) => {
    const text = (where: string): string => `resource "aws_cloudwatch_log_subscription_filter" "x" {\n${where}}\n`;
    expect(codes(text(`  ${comment}\n  filter_pattern = "a-b"\n`), "m.tf")).toEqual([]);
    expect(codes(text(`  filter_pattern = "a-b" ${comment}\n`), "m.tf")).toEqual([]);
    expect(codes(text(`  ${comment}\n  filter_pattern = <<EOT\nx\na-b\nEOT\n`), "m.tf")).toEqual([]);
  });

  test("a code that does not exist is told with the one that is meant", () => {
    const text = subscription("a-b # tocsin-ignore term-spilt");
    const finding = checkDocument(readDocument(text)).find(({ code }) => code === "ignore-unknown");
    expect(finding!.message).toContain("Did you mean term-split?");
    expect(finding!.fixes![0]!.edits).toEqual([{ span: finding!.span, text: "term-split" }]);
  });
});

describe("a text in which !Sub was forgotten", () => {
  const advice = (
    text: string,
    name = "t.yaml",
  ): readonly (readonly [code: string, source: string, message: string])[] =>
    checkDocument(readDocument(text, { name, hcl })).flatMap(({ code, related = [] }) =>
      related
        .filter(({ message }) => message.includes("Fn::Sub"))
        .map(({ span, message }) => [code, text.slice(span.start, span.end), message] as const),
    );
  const YAML = "this text is not inside Fn::Sub, so ${Level} stands as it is; write !Sub before it";

  test.each([
    ["'{ $.a = ${Level} }'", "selector-form", ["selector-form", "syntax", "syntax"]],
    ["'{ $.a = ${Level} && $.b == 1 }'", "selector-form", ["selector-form", "syntax", "syntax", "operator-form"]],
    ["'{ $.b == 1 && $.a = ${Level} }'", "selector-form", ["operator-form", "selector-form", "syntax", "syntax"]],
    ["'[a, b=${Level}]'", "syntax", ["syntax", "syntax", "syntax"]],
    ["ERROR ${Level}", "term-character", ["term-character"]],
    ["'${Level} ${Level}'", "term-character", ["term-character", "term-character"]],
    ["|-\n        { $.a =\n         ${Level} }", "selector-form", ["selector-form", "syntax", "syntax"]],
    ["!If [C, 'a ${Level}', '{ $.a = 1 }']", "term-character", ["term-character"]],
  ])("is told once how it is filled, beside all that is wrong: %s", (pattern, code, all) => {
    const text = subscription(pattern, "Conditions: { C: !Equals [!Ref X, y] }\n");
    expect(advice(text)).toEqual([[code, "${Level}", YAML]]);
    expect(codes(text)).toEqual(all);
  });

  test("has no fix that would have the hole searched for as it stands", () => {
    const found = checkDocument(readDocument(subscription("'${Level} a:b ${Level}'")));
    expect(found.map(({ code, fixes }) => [code, fixes?.[0]?.title])).toEqual([
      ["term-character", undefined],
      ["term-character", 'Write "a:b"'],
      ["term-character", undefined],
    ]);
  });

  test("in JSON is told the long form", () => {
    const properties = { FilterPattern: "ERROR ${AWS::Region}" };
    const text = JSON.stringify({
      Resources: { A: { Type: "AWS::Logs::SubscriptionFilter", Properties: properties } },
    });
    expect(advice(text, "t.json")).toEqual([
      [
        "term-character",
        "${AWS::Region}",
        'this text is not inside Fn::Sub, so ${AWS::Region} stands as it is; write { "Fn::Sub": … } around it',
      ],
    ]);
  });

  test("may be the rule of a composite alarm", () => {
    const text =
      "Resources:\n  A:\n    Type: AWS::CloudWatch::CompositeAlarm\n    Properties:\n      AlarmRule: ALARM(${Level}) OR ALARM(b)\n";
    expect(advice(text)).toEqual([["composite-elsewhere", "${Level}", YAML]]);
  });

  test.each([
    ["of Fn::Sub, where it is meant", subscription("!Sub 'ERROR: ${!Level}'"), "t.yaml"],
    ["of Fn::Join", subscription("!Join ['', ['ERROR: ${Level}', !Ref X]]"), "t.yaml"],
    [
      "of a parameter, where no function may stand",
      `Parameters: { P: { Type: String, Default: "ERROR \${Level}" } }\n${subscription("!Ref P")}`,
      "t.yaml",
    ],
    [
      "of a mapping",
      `Mappings: { M: { a: { b: "ERROR \${Level}" } } }\n${subscription("!FindInMap [M, a, b]")}`,
      "t.yaml",
    ],
    ["without a hole", subscription("'ERROR: $Level {} ${} ${!Level}'"), "t.yaml"],
    ["that is in order elsewhere", subscription("'\"${Level}\" a:b'"), "t.yaml"],
    ["of a request", '{ "metricFilters": [{ "filterPattern": "ERROR ${Level}" }] }', "t.json"],
    ["that is a pattern alone", "ERROR ${Level}", "t.cwfilter"],
    [
      "of Terraform",
      'resource "aws_cloudwatch_log_subscription_filter" "f" {\n  filter_pattern = "ERROR $${Level}"\n}\n',
      "t.tf",
    ],
  ])("is none: a text %s", (_what, text, name) => {
    expect(codes(text, name)).not.toEqual([]);
    expect(advice(text, name)).toEqual([]);
  });
});

describe("the alarms that a composite alarm depends on", () => {
  const alarm = (id: string, name = ""): string =>
    `  ${id}:\n    Type: AWS::CloudWatch::Alarm\n    Properties: { ${name}Namespace: N, MetricName: M, Statistic: Sum, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: GreaterThanThreshold, Period: 60 }\n`;
  const composite = (rule: string, more = ""): string =>
    `  Both:\n    Type: AWS::CloudWatch::CompositeAlarm\n    Properties:\n      AlarmName: both\n      AlarmRule: ${rule}\n${more}`;
  const ERRORS = alarm("Errors", "AlarmName: errors, ");
  const stack = (...resources: readonly string[]): string => `Resources:\n${resources.join("")}`;
  const told = (text: string, name?: string): readonly string[] =>
    rows(text, name)
      .filter(([, , code]) => code === "composite-elsewhere")
      .map(([, , , source]) => source);

  test.each([
    ["an alarm of the template", "ALARM(errors)", []],
    ["one without a name of its own", "ALARM(Unnamed)", []],
    ["itself, which is an error of its own", "ALARM(both) OR ALARM(errors)", []],
    ["another", "ALARM(errors) AND OK(elsewhere)", ["elsewhere"]],
    ["another in quotes", '\'ALARM("errors") AND OK("else where")\'', ['"else where"']],
    ["others, each told once", "ALARM(a) OR OK(a) OR AT_LEAST(1, OK, (b, errors, c))", ["a", "b", "c"]],
    ["one by its ARN", "OK(arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors)", []],
    ["another by its ARN", "OK(arn:aws:cloudwatch:eu-west-1:1:alarm:x)", ["arn:aws:cloudwatch:eu-west-1:1:alarm:x"]],
    ["another, in a rule that is refused", "ALARM(a) and ALARM(b)", []],
    ["a hole with the name of a resource", '!Sub "ALARM(${Errors}) OR OK(${Unnamed.Arn})"', []],
    ["a hole of a value that is not known", '!Sub "ALARM(${Missing}) OR OK(${Imported.Out})"', []],
    ["a hole with a default", '!Sub "ALARM(${Name}) OR ALARM(a-${Name})"', []],
    ["another beside holes", '!Sub "ALARM(${Missing}) OR OK(elsewhere) OR OK(${Name}-b)"', ["elsewhere"]],
    ["another beside a hole that may be anything", '!Sub "${Rule} OR OK(elsewhere)"', ["elsewhere"]],
    ["a joined rule", "!Join [' OR ', [!Ref Rule, 'OK(elsewhere)', 'OK(errors)']]", ["elsewhere"]],
    ["a rule that is imported", "!ImportValue Rule", []],
    ["a rule that is a parameter", "!Ref Rule", []],
    ["a list, which is told otherwise", "[a]", []],
  ])("in its rule: %s", (_what, rule, expected) => {
    const parameters = 'Parameters: { Name: { Type: String, Default: x }, Rule: { Type: String, Default: "OK(y)" } }\n';
    expect(told(parameters + stack(ERRORS, alarm("Unnamed"), composite(rule)))).toEqual(expected);
  });

  test("is told as an information that names what may be meant", () => {
    const [finding] = checkDocument(readDocument(stack(ERRORS, composite("ALARM(error)"))));
    expect(finding).toMatchObject({ severity: "information", path: "AlarmRule", resource: "Both" });
    expect(finding!.message).toBe(
      "No alarm that is checked here is called error: unless it exists elsewhere, the service refuses this one; did you mean errors?",
    );
    const [other] = checkDocument(readDocument(stack(ERRORS, composite("ALARM(quite-another)"))));
    expect(other!.message).toBe(
      "No alarm that is checked here is called quite-another: unless it exists elsewhere, the service refuses this one",
    );
  });

  test("as its suppressor too", () => {
    const suppressor = (name: string): string =>
      stack(
        ERRORS,
        composite(
          "OK(errors)",
          `      ActionsSuppressor: ${name}\n      ActionsSuppressorWaitPeriod: 1\n      ActionsSuppressorExtensionPeriod: 1\n`,
        ),
      );
    expect(told(suppressor("errors"))).toEqual([]);
    expect(told(suppressor("!Ref Errors"))).toEqual([]);
    expect(told(suppressor("!GetAtt Errors.Arn"))).toEqual([]);
    expect(told(suppressor("!ImportValue X"))).toEqual([]);
    expect(told(suppressor('!Sub "${Missing}-x"'))).toEqual([]);
    expect(told(suppressor("deploys"))).toEqual(["deploys"]);
  });

  test.each([
    ['!Sub "${Stage}-errors"', ["errors", "prod-latency"]],
    ['!Sub "app-${Stage}"', ["errors", "prod-errors", "prod-latency"]],
    ["!ImportValue Name", []],
    ["!Ref Stage", []],
    ["!If [InProduction, prod-errors, errors]", ["prod-latency"]],
  ])("which an alarm may be whose name only a deployment knows: %s", (name, expected) => {
    const head =
      "Parameters: { Stage: { Type: String, Default: test } }\nConditions: { InProduction: !Equals [!Ref Stage, prod] }\n";
    const rule = composite("ALARM(errors) OR ALARM(prod-errors) OR OK(prod-latency)");
    expect(told(head + stack(alarm("Errors", `AlarmName: ${name}, `), rule))).toEqual(expected);
  });

  test("may stand in another file of the same check, and in one that could not be read", () => {
    const read = (text: string, name: string) => readDocument(text, { name, hcl });
    const one = read(stack(composite("ALARM(errors)")), "a.yaml");
    const elsewhere = (...texts: readonly string[]) =>
      checkDocuments([one, ...texts.map((text, i) => read(text, `b${i}.yaml`))])[0]!.map(({ code }) => code);
    expect(elsewhere()).toEqual(["composite-elsewhere"]);
    expect(elsewhere(stack(ERRORS))).toEqual([]);
    expect(elsewhere("Resources: { A: [")).toEqual([]);
  });

  test("in documents of every host", () => {
    const tf = `resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name = "errors"
}
resource "aws_cloudwatch_composite_alarm" "b" {
  alarm_name = "both"
  alarm_rule = "ALARM(errors) OR ALARM(\${aws_cloudwatch_metric_alarm.a.alarm_name}) OR OK(elsewhere) OR OK(x-\${var.x})"
  actions_suppressor {
    alarm            = "deploys"
    wait_period      = 1
    extension_period = 1
  }
}
`;
    expect(told(tf, "m.tf")).toEqual(["elsewhere", '"deploys"']);
    const rule = "ALARM(errors) OR OK(elsewhere) OR OK(${aws_cloudwatch_metric_alarm.a.arn})";
    const json = { aws_cloudwatch_metric_alarm: { a: { alarm_name: "errors" } } };
    const both = { aws_cloudwatch_composite_alarm: { b: { alarm_name: "both", alarm_rule: rule } } };
    expect(told(JSON.stringify({ resource: { ...json, ...both } }), "m.tf.json")).toEqual(["elsewhere"]);
    const heredoc =
      'resource "aws_cloudwatch_composite_alarm" "b" {\n  alarm_name = "b"\n  alarm_rule = <<EOT\nALARM(a) OR\nOK(${var.x})\nEOT\n}\n';
    expect(told(heredoc, "m.tf")).toEqual(["a"]);
    const listed = {
      metricAlarms: [{ AlarmName: "errors" }],
      compositeAlarms: [{ AlarmName: "b", AlarmRule: rule.slice(0, 30) }],
    };
    expect(told(JSON.stringify(listed), "r.json")).toEqual(["elsewhere"]);
    const serverless = `service: s\nprovider: aws\nresources:\n${stack(ERRORS, composite("ALARM(errors) OR OK(elsewhere) OR OK(${self:custom.x})")).replaceAll(/^/gm, "  ")}`;
    expect(told(serverless, "serverless.yml")).toEqual(["elsewhere"]);
    expect(told(stack(ERRORS, composite("ALARM(a) # tocsin-ignore composite-elsewhere")))).toEqual([]);
  });
});

describe("filters and alarms together", () => {
  const filter = (id: string, members: string): string =>
    `  ${id}:\n    Type: AWS::Logs::MetricFilter\n    Properties:\n      FilterPattern: "{ $.a = 1 }"\n      MetricTransformations: [{ MetricValue: "1", ${members} }]\n`;
  const alarm = (members: string): string =>
    `  Alarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties: { Statistic: Sum, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: GreaterThanThreshold, Period: 60, ${members} }\n`;
  const M = "MetricName: M, MetricNamespace: App";
  const messages = (...texts: readonly string[]): readonly string[] =>
    checkDocuments(texts.map((text, i) => readDocument(`Resources:\n${text}`, { name: `t${i}.yaml` })))
      .flat()
      .map(({ code, message }) => `${code}: ${message}`);

  test.each([
    ["the metric itself", filter("F", M), "MetricName: M, Namespace: App", []],
    ["another name", filter("F", M), "MetricName: Mm, Namespace: App", [/^alarm-metric: .*did you mean M\?/]],
    ["a namespace of nobody, by a name of nobody", filter("F", M), "MetricName: X, Namespace: Other", []],
    ["its name in another namespace", filter("F", M), "MetricName: M, Namespace: Other", [/ M to Other; .* to App$/]],
    ["its name in a misspelt namespace", filter("F", M), "MetricName: M, Namespace: Apps", [/ M to Apps; .* to App$/]],
    [
      "another name where one is not known yet",
      filter("F", M) + filter("G", "MetricName: !ImportValue N, MetricNamespace: App"),
      "MetricName: X, Namespace: App",
      [],
    ],
    [
      "other capitals where a name is not known yet",
      filter("F", M) + filter("G", "MetricName: !ImportValue N, MetricNamespace: App"),
      "MetricName: m, Namespace: App",
      [/did you mean M\?/],
    ],
    ["a service's metric", filter("F", M), "MetricName: Errors, Namespace: AWS/Lambda", []],
    [
      "dimensions it has not",
      filter("F", M),
      "MetricName: M, Namespace: App, Dimensions: [{ Name: H, Value: x }]",
      [/^alarm-metric: .*without dimensions.*by H/],
    ],
    [
      "no dimensions where it has some",
      filter("F", `${M}, Dimensions: [{ Key: H, Value: $.h }]`),
      "MetricName: M, Namespace: App",
      [/^alarm-metric: .*by H.*without/],
    ],
    [
      "its dimensions",
      filter("F", `${M}, Dimensions: [{ Key: H, Value: $.h }]`),
      "MetricName: M, Namespace: App, Dimensions: [{ Name: H, Value: x }]",
      [],
    ],
    [
      "another unit",
      filter("F", `${M}, Unit: Bytes`),
      "MetricName: M, Namespace: App, Unit: Count",
      [/^alarm-metric: .*Bytes.*Count/],
    ],
    ["its unit", filter("F", `${M}, Unit: Bytes`), "MetricName: M, Namespace: App, Unit: Bytes", []],
    [
      "a name not known yet",
      filter("F", "MetricName: !ImportValue N, MetricNamespace: App"),
      "MetricName: M, Namespace: App",
      [],
    ],
    [
      "in an expression",
      filter("F", M),
      "Metrics: [{ Id: m, MetricStat: { Metric: { Namespace: App, MetricName: N }, Period: 60, Stat: Sum } }]",
      [/^alarm-metric/],
    ],
    ["too often", filter("F", M), "MetricName: M, Namespace: App, Period: 30", [/^alarm-resolution/]],
  ] as const)("an alarm on %s", (_, filters, members, expected) => {
    const found = messages(filters + alarm(members)).filter((one) => /^alarm-(metric|resolution)/.test(one));
    expect(found).toHaveLength(expected.length);
    expected.forEach((one, index) => {
      expect(found[index]).toMatch(one);
    });
  });

  test("the filter may stand in another file of the same check", () => {
    const other = filter("F", M);
    expect(messages(other, alarm("MetricName: M, Namespace: App"))).toEqual([]);
    expect(messages(other, alarm("MetricName: X, Namespace: App"))).toHaveLength(1);
    expect(messages(alarm("MetricName: X, Namespace: App"))).toEqual([]);
  });

  test("nothing is missed where a file could not be read whole", () => {
    const [broken] = [`Resources:\n  A: { FilterPattern: [\n`];
    const documents = [filter("F", M), alarm("MetricName: X, Namespace: App")].map((text) => `Resources:\n${text}`);
    const found = checkDocuments([...documents, broken!].map((text, i) => readDocument(text, { name: `t${i}.yaml` })));
    expect(found.flat().map(({ code }) => code)).toEqual(["template-syntax"]);
  });

  test("two filters on one metric are told, in one template only and once for each that comes later", () => {
    const shared = messages(filter("F", M) + filter("G", M) + filter("H", M));
    expect(shared.map((one) => one.slice(0, 16))).toEqual(["metric-shared: F", "metric-shared: F"]);
    expect(messages(filter("F", M), filter("G", M))).toEqual([]);
  });
});

describe("what tocsin can't evaluate but the service takes", () => {
  test("is no error of a document", () => {
    const text = `Resources:\n  F:\n    Type: AWS::Logs::MetricFilter\n    Properties:\n      FilterPattern: x\n      ApplyOnTransformedLogs: true\n      MetricTransformations: [{ MetricValue: "1", MetricName: M, MetricNamespace: N }]\n`;
    expect(rows(text).map(([, severity, code]) => [severity, code])).toEqual([["information", "filter-not-supported"]]);
  });
});

test("a member that does not exist is told once, in each kind of resource", () => {
  const resource = (type: string, members: object): string =>
    JSON.stringify({ Resources: { A: { Type: type, Properties: { ...members, Colour: "red" } } } });
  const transformation = { MetricName: "M", MetricNamespace: "N", MetricValue: "1" };
  const alarm = { Namespace: "N", MetricName: "M", Statistic: "Sum", Period: 60, EvaluationPeriods: 1, Threshold: 1 };
  for (const text of [
    resource("AWS::Logs::MetricFilter", { FilterPattern: "x", MetricTransformations: [transformation] }),
    resource("AWS::Logs::SubscriptionFilter", { FilterPattern: "x" }),
    resource("AWS::CloudWatch::Alarm", { ...alarm, ComparisonOperator: "GreaterThanThreshold" }),
    resource("AWS::CloudWatch::CompositeAlarm", { AlarmName: "c", AlarmRule: "TRUE" }),
  ])
    expect(codes(text)).toEqual(["template-unknown-member"]);
});

describe("bad input", () => {
  test.each([
    ["{", "template-syntax"],
    ["Resources: [", "template-syntax"],
    ["a: {\tb: 1}\n\tc: 2", "template-syntax"],
  ])("%j is told", (text, code) => {
    expect(codes(text)).toContain(code);
  });

  const resource = (id: string, pattern: string): string =>
    `  ${id}:\n    Type: AWS::Logs::SubscriptionFilter\n    Properties:\n      FilterPattern: ${pattern}\n`;

  test.each([
    ['"ERROR" "x"', /others around it/],
    ["ERROR: x", /`: ` in it needs quotes/],
    ["%ERR%", /starts with % needs quotes/],
    ["{ $.a = 1", undefined],
    ["[ip, user", undefined],
    ["'ERROR' x", /others around it/],
  ])("a resource that is no YAML is told, and those beside it are checked: %s", (pattern, advice) => {
    const text = `Resources:\n${resource("A", "'a:'")}${resource("B", pattern)}${resource("C", "c;")}${resource("D", "d;")}`;
    const found = checkDocument(readDocument(text));
    const syntax = found.filter(({ code }) => code === "template-syntax");
    expect(syntax).toHaveLength(1);
    expect(new LineMap(text).at(syntax[0]!.span.start).line).toBeGreaterThanOrEqual(9);
    if (advice !== undefined) expect(syntax[0]!.message).toMatch(advice);
    const beside = found.filter(({ code }) => code !== "template-syntax").map(({ resource: of }) => of);
    expect(beside).toContain("A");
    expect(beside).toContain("D");
    expect(beside).not.toContain("B");
  });

  test("of several documents each is checked, and told not to be one template", () => {
    const one = `Resources:\n${resource("A", "'a:'")}`;
    expect(codes(`${one}---\n${one}`)).toEqual(["term-character", "template-syntax", "term-character"]);
    expect(codes(`---\n${one}---\n`)).toEqual(["term-character"]);
    expect(codes(`${one}...\n`)).toEqual(["term-character"]);
    expect(codes("---\na: 1\n---\nb: 2")).toEqual([]);
  });

  test.each(["", "null", "[]", "text", "a: 1", "Resources: []", '{"functions": 1, "service": 2}'])(
    "%j holds nothing, which is no mistake",
    (text) => {
      expect(readDocument(text).found).toEqual([]);
      expect(codes(text)).toEqual([]);
    },
  );

  test.each([
    ["FilterPattern: 404", []],
    ["FilterPattern: [a, b]", ["template-type"]],
    ["FilterPattern: { a: b }", ["template-type"]],
    ["FilterPattern: true", []],
    ["FilterPattern:", ["template-shape"]],
    ["LogGroupName: g", ["template-shape"]],
  ])("a pattern that is no text: %s", (member, expected) => {
    const text = `Resources:\n  A:\n    Type: AWS::Logs::SubscriptionFilter\n    Properties:\n      ${member}\n`;
    expect(codes(text)).toEqual(expected);
  });

  test.each([
    ["t.yaml", "FilterPattern: { $.a = 1 }", 1],
    ["t.yaml", 'FilterPattern: !Split [",", "a,b"]', 0],
    ["t.json", '"FilterPattern": { "a": 1 }', 0],
    ["t.tf", "filter_pattern = { a = 1 }", 0],
  ])("%s: quotes are offered only where they were forgotten: %s", (name, member, fixes) => {
    const documents: Readonly<Record<string, string>> = {
      "t.json": `{"Resources":{"A":{"Type":"AWS::Logs::SubscriptionFilter","Properties":{${member}}}}}`,
      "t.yaml": `Resources:\n  A:\n    Type: AWS::Logs::SubscriptionFilter\n    Properties:\n      ${member}\n`,
      "t.tf": `resource "aws_cloudwatch_log_subscription_filter" "x" {\n  ${member}\n}\n`,
    };
    const text = documents[name]!;
    const [finding] = checkDocument(readDocument(text, { name, hcl }));
    expect(finding!.code).toBe("template-type");
    expect(finding!.fixes ?? []).toHaveLength(fixes);
    expect(finding!.message.includes("needs quotes")).toBe(fixes > 0);
  });

  test("anchors and merges are followed to where they are written", () => {
    const text = `X: &x { FilterPattern: "{ $.a == 1 }" }\nResources:\n  A: { Type: AWS::Logs::SubscriptionFilter, Properties: { <<: *x } }\n`;
    expect(rows(text)).toEqual([["1:31", "error", "operator-form", "==", "A"]]);
  });

  property.prop([fc.json({ maxDepth: 5 }), fc.constantFrom("Resources", "functions", "resource", "metricFilters")])(
    "any JSON gives an answer",
    (json, key) => {
      for (const text of [json, `{"${key}": ${json}, "service": "s", "provider": {}}`]) {
        for (const { span } of checkDocument(readDocument(text))) expect(span.end).toBeLessThanOrEqual(text.length);
      }
    },
  );

  property.prop([fc.string({ maxLength: 80 }), fc.constantFrom("t.yaml", "t.json", "t.tf", "t.tf.json", "t.cwfilter")])(
    "any text gives an answer: %s",
    (text, name) => {
      for (const { span } of checkDocument(readDocument(text, { name, hcl })))
        expect(span.end).toBeLessThanOrEqual(text.length);
    },
  );

  test("ten megabytes are read, or told to be too much, in good time", () => {
    const resource = {
      Type: "AWS::Logs::SubscriptionFilter",
      Properties: { FilterPattern: "{ $.a = 1 }", X: "x".repeat(20_000) },
    };
    const resources = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`F${i}`, resource]));
    const json = JSON.stringify({ Resources: resources });
    expect(json.length).toBeGreaterThan(10_000_000);
    expect(readDocument(json).found).toHaveLength(500);
    const broken = `${json.slice(0, -2)},,}}`;
    const [finding] = checkDocument(readDocument(broken, { name: "t.json" }));
    expect(finding).toMatchObject({ code: "template-syntax", span: { start: json.length - 1 } });
    const yaml = `a: |\n${"  a line of text\n".repeat(700_000)}`;
    expect(codes(yaml)).toEqual(["template-too-large"]);
  });
});

describe("what is nested or repeated without end", () => {
  const n = 100_000;
  const subscription = (pattern: string): string =>
    `Resources:\n  A:\n    Type: AWS::Logs::SubscriptionFilter\n    Properties:\n      FilterPattern: ${pattern}\n`;
  const terraformed = (body: string): string => `resource "aws_cloudwatch_log_subscription_filter" "x" {\n${body}\n}\n`;
  const laughs = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join()}]\n`);

  test.each([
    ["brackets in YAML", "t.yaml", subscription("[".repeat(n) + "]".repeat(n)), "template-syntax"],
    ["brackets in JSON", "t.json", `{"Resources": ${"[".repeat(n)}${"]".repeat(n)}}`, "template-syntax"],
    ["brackets in a pattern", "t.yaml", subscription(`"{ ${"(".repeat(n)}"`), "nesting-too-deep"],
    [
      "lists in Terraform",
      "t.tf",
      terraformed(`filter_pattern = ${"[".repeat(5000)}"x"${"]".repeat(5000)}`),
      "template-type",
    ],
    ["blocks in Terraform", "t.tf", terraformed(`a {\n`.repeat(5000) + "}\n".repeat(5000)), undefined],
    ["aliases", "t.yaml", `a0: &a0 x\n${laughs.join("")}${subscription("*a40")}`, "template-too-large"],
    ["comments", "t.yaml", `# tocsin-ignore term-split\n`.repeat(20_000) + subscription("a-b"), "ignore-unused"],
    ["holes", "t.yaml", subscription(`!Sub '${"${a}".repeat(20_000)}'`), "template-hole"],
  ])("%s", (_, name, text, code) => {
    const found = codes(text, name);
    if (code !== undefined) expect(found).toContain(code);
  });
});

describe("JSON", () => {
  /** A node without what only one of the readers makes. */
  const plain = (node: Node | undefined): unknown => {
    if (node === undefined) return undefined;
    if (node.kind === "scalar")
      return { span: node.span, value: node.value, text: node.text, exact: node.offsets?.exact };
    if (node.kind === "list") return { span: node.span, items: node.items.map(plain) };
    if (node.kind !== "map") return node;
    return {
      span: node.span,
      entries: node.entries.map(({ key, keySpan, value }) => ({ key, keySpan, value: plain(value) })),
    };
  };

  property.prop([
    fc.jsonValue({ maxDepth: 4 }).filter((value) => typeof value === "object" && value !== null),
    fc.constantFrom(0, 1, 2),
  ])("is read as the YAML reader reads it", (value, indent) => {
    const text = JSON.stringify(value, null, indent);
    // A comment makes it YAML.
    const yaml = readNodes(`${text} # YAML`);
    fc.pre(yaml.diagnostics.length === 0);
    expect(plain(readJson(text)?.root)).toEqual(plain(yaml.root));
  });

  test("what is no JSON is left to the YAML reader", () => {
    for (const text of ["{a: 1}", '{"a": 01}', '{"a": 1,}', '{"a": 1} x', "[1 2]", '{"a": "\t"}'])
      expect(readJson(text)).toBeUndefined();
    expect(readJson(`${"[".repeat(300)}${"]".repeat(300)}`)).toBeUndefined();
  });
});
