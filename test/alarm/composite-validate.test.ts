// Requests of PutCompositeAlarm: the service's words, paths and places, and any value.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { CompositeAlarm } from "../../src/alarm/composite.ts";
import { type CompositeOptions, validateCompositeAlarm } from "../../src/alarm/composite-validate.ts";
import { CATALOGUE } from "../../src/text/catalogue.ts";

const good: CompositeAlarm = {
  AlarmName: "both",
  AlarmDescription: "two in one",
  AlarmRule: "ALARM(one) AND ALARM(other)",
  ActionsEnabled: true,
  OKActions: [],
  AlarmActions: ["arn:aws:sns:us-east-1:123456789012:topic", "arn:aws:ssm:us-east-1:123456789012:opsitem:1"],
  ActionsSuppressor: "maintenance",
  ActionsSuppressorWaitPeriod: 120,
  ActionsSuppressorExtensionPeriod: 0,
};
const options: CompositeOptions = {
  ...{ alarms: ["one", "other", "maintenance"], region: "us-east-1", accountId: "123456789012" },
};
const arn = (name: string): string => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;

test("an alarm that the service takes has no findings", () => {
  expect(validateCompositeAlarm(good, options)).toEqual([]);
  expect(validateCompositeAlarm({ AlarmName: "a", AlarmRule: "TRUE", AlarmDescription: null as never })).toEqual([]);
});

describe("the service's own words", () => {
  const circular =
    "A composite alarm cannot have a child relation with itself via its AlarmRule, as it would introduce a circular dependency";
  const cases: readonly [rule: string, place: string, message: string][] = [
    [
      "ALARM(none)",
      "none",
      `Could not save the composite alarm as alarms [${arn("none")}] in the alarm rule do not exist`,
    ],
    [
      "ALARM('one')",
      "'one'",
      `Could not save the composite alarm as alarms [${arn("'one'")}] in the alarm rule do not exist`,
    ],
    [
      'ALARM("a\\"b")',
      '"a\\"b"',
      `Could not save the composite alarm as alarms [${arn('a"b')}] in the alarm rule do not exist`,
    ],
    ["ALARM(both)", "both", circular],
    [`OK(${arn("both")})`, arn("both"), circular],
    [
      "ALARM(arn:aws:cloudwatch:us-east-1:111111111111:alarm:one)",
      "arn:aws:cloudwatch:us-east-1:111111111111:alarm:one",
      "A composite alarm cannot have a child relation with alarms from another AWS account",
    ],
    [
      "ALARM(arn:aws:cloudwatch:us-west-2:123456789012:alarm:one)",
      "arn:aws:cloudwatch:us-west-2:123456789012:alarm:one",
      "Error in AlarmRule [Wrong ARN region, it was us-west-2 but us-east-1 was expected instead]",
    ],
  ];
  test.each(cases)("%s", (AlarmRule, place, message) => {
    const found = validateCompositeAlarm({ ...good, AlarmRule }, options).filter((one) => one.severity === "error");
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code: "composite-child", path: "AlarmRule", message });
    const { start, end } = found[0]!.span;
    expect(AlarmRule.slice(start, end)).toBe(place);
  });

  test("all alarms that do not exist are named at once, each with its place", () => {
    const AlarmRule = "ALARM(x) OR ALARM(one) OR ALARM(y)";
    const [found] = validateCompositeAlarm({ ...good, AlarmRule }, options);
    expect(found!.message).toContain(`[${arn("x")}, ${arn("y")}]`);
    expect(found!.related?.map(({ span }) => span.start)).toEqual([32]);
  });

  test("a rule that can't be read has its findings, and the service's answer beside the first", () => {
    const found = validateCompositeAlarm({ ...good, AlarmRule: "alarm(one) and OK(other)" }, options);
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "rule-keyword AlarmRule",
      "rule-keyword AlarmRule",
    ]);
    expect(found[0]!.related?.[0]?.message).toContain("Unsupported token 'alarm' at char 0");
  });
});

describe("each member", () => {
  const cases: readonly [member: string, value: unknown, code: string, path?: string][] = [
    ["AlarmName", "", "composite-request"],
    ["AlarmName", "x".repeat(256), "composite-request"],
    ["AlarmName", "a\nb", "composite-request"],
    ["AlarmName", 7, "composite-request"],
    ["AlarmDescription", "x".repeat(1025), "composite-request"],
    ["ActionsEnabled", "true", "composite-request"],
    ["Tags", Array(51).fill({}), "composite-request"],
    ["AlarmRule", undefined, "composite-request"],
    ["AlarmRule", null, "composite-request"],
    ["AlarmRule", 7, "rule-length"],
    ["AlarmRule", "", "rule-length"],
    ["AlarmActions", "arn:aws:sns:us-east-1:123456789012:topic", "alarm-action"],
    ["OKActions", Array(6).fill("arn:aws:sns:us-east-1:123456789012:topic"), "alarm-action"],
    ["OKActions", ["topic"], "alarm-action", "OKActions[0]"],
    ["AlarmActions", ["arn:aws:sns:eu-west-1:123456789012:topic"], "alarm-action", "AlarmActions[0]"],
    ["AlarmActions", ["arn:aws:automate:us-east-1:ec2:stop"], "composite-action", "AlarmActions[0]"],
    [
      ...["AlarmActions", ["arn:aws:swf:us-east-1:123456789012:action/actions/AWS_EC2.InstanceId.Stop/1.0"]],
      ...["composite-action", "AlarmActions[0]"],
    ] as [string, unknown, string, string],
    [
      ...[
        "OKActions",
        ["arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:u:autoScalingGroupName/g:policyName/p"],
      ],
      ...["composite-action", "OKActions[0]"],
    ] as [string, unknown, string, string],
    ["ActionsSuppressor", "", "composite-suppressor"],
    ["ActionsSuppressor", 7, "composite-suppressor"],
    ["ActionsSuppressor", "unknown", "composite-child"],
    ["ActionsSuppressor", "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:maintenance", "composite-child"],
    ["ActionsSuppressorWaitPeriod", undefined, "composite-suppressor"],
    ["ActionsSuppressorExtensionPeriod", null, "composite-suppressor"],
    ["ActionsSuppressorExtensionPeriod", -1, "composite-suppressor"],
    ["ActionsSuppressorWaitPeriod", 1.5, "composite-suppressor"],
    ["ActionsSuppressorWaitPeriod", Number.NaN, "composite-suppressor"],
    ["MuteTargets", {}, "alarm-not-supported"],
    ["Metrics", [], "alarm-not-supported"],
  ];
  test.each(cases)("%s: %j", (member, value, code, path = member) => {
    const found = validateCompositeAlarm({ ...good, [member]: value }, options);
    expect(found.map((one) => `${one.code} ${one.path}`)).toEqual([`${code} ${path}`]);
  });

  test("about mute windows says that they are not modelled", () => {
    const [found] = validateCompositeAlarm({ ...good, MuteTargets: {} } as CompositeAlarm, options);
    expect(found!.message).toContain("tocsin does not model mute windows");
  });

  test("is checked without knowing the alarms, the region or the account", () => {
    expect(validateCompositeAlarm({ ...good, AlarmRule: `OK(${arn("x")}) OR ALARM(y)` })).toEqual([]);
  });
});

property.prop([
  fc.oneof(
    fc.anything(),
    fc.record(Object.fromEntries(Object.keys(good).map((member) => [member, fc.anything()])), { requiredKeys: [] }),
  ),
])("any value is told without a throw, by codes of the catalogue", (value) => {
  for (const found of validateCompositeAlarm(value as CompositeAlarm, options)) {
    expect(Object.keys(CATALOGUE)).toContain(found.code);
    expect(found.path).toBeDefined();
    expect(found.message).not.toBe("");
  }
});
