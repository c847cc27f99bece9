// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Fn::Sub writes its holes.
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { readTemplate } from "../../src/template/read.ts";
import { locate, type TemplateOptions } from "../../src/template/template.ts";

/** Two metric alarms, one without a name of its own, and a composite alarm with the given properties. */
function stack(properties: string, rest = ""): string {
  const indented = properties.trim().replaceAll("\n", "\n      ");
  return `Parameters:
  Stage: { Type: String, Default: test }
  Secret: { Type: String }
Resources:
  Errors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: !Sub "\${Stage} errors"
  Latency:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Period: 60
  Both:
    Type: AWS::CloudWatch::CompositeAlarm
    Properties:
      ${indented}
${rest}`;
}

function compositeOf(properties: string, options: TemplateOptions = {}) {
  const { compositeAlarms, diagnostics } = readTemplate(stack(properties), options);
  const { origin: _origin, ...alarm } = compositeAlarms[0]!;
  return { alarm, codes: diagnostics.map(({ code }) => code), messages: diagnostics.map(({ message }) => message) };
}

describe("AWS::CloudWatch::CompositeAlarm", () => {
  test("becomes a PutCompositeAlarm request, its periods numbers", () => {
    const { alarm, codes } = compositeOf(`
AlarmName: both
AlarmDescription: two at once
AlarmRule: ALARM(a) AND ALARM(b)
ActionsEnabled: "true"
AlarmActions: [!Ref Stage]
ActionsSuppressor: !Ref Latency
ActionsSuppressorWaitPeriod: "60"
ActionsSuppressorExtensionPeriod: 120
Tags: [{ Key: team, Value: ops }]`);
    expect(codes).toEqual([]);
    expect(alarm).toEqual({
      AlarmName: "both",
      AlarmDescription: "two at once",
      AlarmRule: "ALARM(a) AND ALARM(b)",
      ActionsEnabled: true,
      AlarmActions: ["test"],
      ActionsSuppressor: "Latency",
      ActionsSuppressorWaitPeriod: 60,
      ActionsSuppressorExtensionPeriod: 120,
      Tags: [{ Key: "team", Value: "ops" }],
    });
  });

  test("without a name is called by its logical id", () => {
    expect(compositeOf("AlarmRule: 'TRUE'").alarm.AlarmName).toBe("Both");
  });

  test.each([
    ["Sub with names", '!Sub "ALARM(\\"${Errors}\\") OR OK(${Latency})"', 'ALARM("test errors") OR OK(Latency)'],
    [
      "Sub with ARNs",
      "!Sub 'ALARM(\"${Errors.Arn}\")'",
      'ALARM("arn:aws:cloudwatch:us-east-1:123456789012:alarm:test errors")',
    ],
    ["Join of Refs", "!Join [' ', ['ALARM(', !Ref Latency, ')']]", "ALARM( Latency )"],
    [
      "Join of GetAtt",
      "!Join ['', ['OK(', !GetAtt Latency.Arn, ')']]",
      "OK(arn:aws:cloudwatch:us-east-1:123456789012:alarm:Latency)",
    ],
    [
      "the long form of GetAtt",
      "{ 'Fn::Join': ['', ['OK(', { 'Fn::GetAtt': [Latency, Arn] }, ')']] }",
      "OK(arn:aws:cloudwatch:us-east-1:123456789012:alarm:Latency)",
    ],
  ])("names the alarms of its template: %s", (_form, written, rule) => {
    const { alarm, codes } = compositeOf(`AlarmRule: ${written}`);
    expect(codes).toEqual([]);
    expect(alarm.AlarmRule).toBe(rule);
  });

  test("an alarm's ARN is one of the region, the account and the partition that are given", () => {
    const { alarm } = compositeOf("AlarmRule: !Sub OK(${Latency.Arn})", {
      region: "cn-north-1",
      accountId: "111122223333",
    });
    expect(alarm.AlarmRule).toBe("OK(arn:aws-cn:cloudwatch:cn-north-1:111122223333:alarm:Latency)");
  });

  test("a composite alarm can be named by another", () => {
    const more =
      "  Outer:\n    Type: AWS::CloudWatch::CompositeAlarm\n    Properties: { AlarmRule: !Sub 'OK(${Both.Arn}) OR OK(${Both})' }\n";
    const { compositeAlarms } = readTemplate(stack("AlarmName: inner\nAlarmRule: 'TRUE'", more));
    expect(compositeAlarms[1]!.AlarmRule).toBe(
      "OK(arn:aws:cloudwatch:us-east-1:123456789012:alarm:inner) OR OK(inner)",
    );
  });

  test.each([
    ["another attribute", "AlarmRule: !Sub ALARM(${Latency.Name})", "template-unresolved"],
    ["an attribute of what is no alarm", "AlarmRule: !GetAtt Stage.Arn", "template-unresolved"],
    ["a parameter without value", "AlarmRule: !Sub ALARM(${Secret})", "template-unresolved"],
    ["a member that does not exist", "AlarmRul: 'TRUE'", "template-unknown-member"],
    ["a member of metric alarms", "Period: 60", "template-unknown-member"],
    ["a period that is none", "ActionsSuppressorWaitPeriod: soon", "template-type"],
  ])("%s is told", (_what, properties, code) => {
    expect(compositeOf(properties).codes).toEqual([code]);
  });

  test("what decides nothing may stay unknown", () => {
    expect(compositeOf("AlarmRule: 'TRUE'\nAlarmActions: [!Ref Secret]").codes).toEqual([]);
  });

  test("an alarm whose name leads back to itself ends", () => {
    expect(compositeOf("AlarmName: !Sub ${Both.Arn}\nAlarmRule: 'TRUE'").alarm.AlarmName).toMatch(/:alarm:Both$/);
  });

  test("a name that a metric alarm has too is told", () => {
    const { messages } = compositeOf("AlarmName: Latency\nAlarmRule: 'TRUE'");
    expect(messages).toEqual(['Two alarms are called "Latency"; the service keeps the last one only.']);
  });
});

describe("composite alarms in the API's shapes", () => {
  test.each(["compositeAlarms", "CompositeAlarms"])("%s are read, alone too", (list) => {
    const alarm = { AlarmName: "both", AlarmRule: "TRUE", ActionsSuppressorWaitPeriod: 60 };
    const { compositeAlarms, diagnostics } = readTemplate(JSON.stringify({ [list]: [alarm] }));
    expect(diagnostics).toEqual([]);
    expect(compositeAlarms).toMatchObject([{ ...alarm, origin: { logicalId: `${list}[0]` } }]);
  });

  test("what describe-alarms adds is known in its own list only", () => {
    const alarm = {
      AlarmRule: "TRUE",
      StateValue: "OK",
      AlarmArn: "a",
      ActionsSuppressedBy: "Alarm",
      ActionsSuppressedReason: "r",
    };
    expect(readTemplate(JSON.stringify({ CompositeAlarms: [alarm] })).diagnostics).toEqual([]);
    expect(readTemplate(JSON.stringify({ compositeAlarms: [alarm] })).diagnostics).toHaveLength(4);
  });

  test("a number written as text is refused, as the API refuses it", () => {
    const text = '{"compositeAlarms":[{"ActionsSuppressorWaitPeriod":"60"}]}';
    expect(readTemplate(text).diagnostics[0]!.message).toContain("compositeAlarms[0].ActionsSuppressorWaitPeriod");
  });
});

describe("the newer members of metric alarms", () => {
  const alarm = (properties: string) => {
    const text = `Resources:\n  A:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      ${properties.trim().replaceAll("\n", "\n      ")}`;
    const { metricAlarms, diagnostics } = readTemplate(text);
    const { origin: _origin, ...request } = metricAlarms[0]!;
    return { request, codes: diagnostics.map(({ code }) => code) };
  };

  test("queries have the API's types", () => {
    const { request, codes } = alarm(`
Metrics:
  - { Id: e1, Expression: m1 * 2, Label: !Ref Unknown, ReturnData: "true", AccountId: 123456789012 }
  - Id: m1
    ReturnData: "false"
    MetricStat:
      Period: "300"
      Stat: Sum
      Unit: Count
      Metric: { Namespace: App, MetricName: Errors, Dimensions: [{ Name: Host, Value: 7 }] }`);
    expect(codes).toEqual([]);
    expect(request.Metrics).toEqual([
      { Id: "e1", Expression: "m1 * 2", Label: "${Unknown}", ReturnData: true, AccountId: "123456789012" },
      {
        Id: "m1",
        ReturnData: false,
        MetricStat: {
          Period: 300,
          Stat: "Sum",
          Unit: "Count",
          Metric: { Namespace: "App", MetricName: "Errors", Dimensions: [{ Name: "Host", Value: "7" }] },
        },
      },
    ]);
  });

  test("windows and warm-ups too", () => {
    const { request, codes } = alarm(`
EvaluationWindow: { WallClockWindow: { Timezone: Europe/Paris } }
WarmUpConfiguration: { WarmUpPeriodDurationInMinutes: "30", OnlyStartEvaluatingAfterWarmUpPeriodEnds: "true" }`);
    expect(codes).toEqual([]);
    expect(request).toMatchObject({
      EvaluationWindow: { WallClockWindow: { Timezone: "Europe/Paris" } },
      WarmUpConfiguration: { WarmUpPeriodDurationInMinutes: 30, OnlyStartEvaluatingAfterWarmUpPeriodEnds: true },
    });
    expect(alarm("EvaluationWindow: { SlidingWindow: {} }").request.EvaluationWindow).toEqual({ SlidingWindow: {} });
  });

  test("a member that does not exist is left for their validation to tell", () => {
    const { request, codes } = alarm("Metrics: [{ Id: m1, Expresion: 1 }]");
    expect(codes).toEqual([]);
    expect(request.Metrics).toEqual([{ Id: "m1", Expresion: 1 }]);
  });
});

/** Pieces of a text for Fn::Sub: letters that stand for themselves, or a hole. */
const pieces = fc.array(fc.oneof(fc.stringMatching(/^[a-z]{1,5}$/), fc.constantFrom("${AWS::Region}", "${Stage}")), {
  minLength: 1,
  maxLength: 8,
});

property.prop([pieces, fc.nat()])("each character that Fn::Sub made is found where it comes from", (parts, seed) => {
  const text = stack(`AlarmRule: !Sub "${parts.join("")}"`);
  const [alarm] = readTemplate(text).compositeAlarms;
  const rule = alarm!.AlarmRule!;
  // The oracle: for each character of the value, where the piece stands that made it.
  const filled: Readonly<Record<string, string>> = { "${AWS::Region}": "us-east-1", "${Stage}": "test" };
  let from = text.lastIndexOf('!Sub "') + '!Sub "'.length;
  const sources = parts.flatMap((part) => {
    const value = filled[part];
    const start = from;
    from += part.length;
    if (value === undefined) return [...part].map((_, i) => ({ start: start + i, end: start + i + 1 }));
    return [...value].map(() => ({ start, end: from }));
  });
  const at = seed % rule.length;
  expect(locate(alarm!, "AlarmRule", { start: at, end: at + 1 })).toEqual(sources[at]);
});
