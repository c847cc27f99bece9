import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MetricAlarm } from "../../src/alarm/alarm.ts";
import type { AlarmStateChange } from "../../src/notify/change.ts";
import { renderSnsMessage } from "../../src/notify/sns.ts";
import { renderSubject } from "../../src/notify/subject.ts";

const change: AlarmStateChange & { readonly alarm: MetricAlarm } = {
  alarm: {
    AlarmName: "cpu",
    AlarmDescription: 'says "high"',
    AlarmActions: ["arn:aws:sns:us-east-1:123456789012:ops"],
    Namespace: "AWS/EC2",
    MetricName: "CPUUtilization",
    Dimensions: [{ Name: "InstanceId", Value: "i-1" }],
    Statistic: "SampleCount",
    Unit: "Percent",
    Period: 300,
    EvaluationPeriods: 2,
    DatapointsToAlarm: 1,
    Threshold: 50,
    ComparisonOperator: "GreaterThanThreshold",
    TreatMissingData: "ignore",
  },
  oldState: "INSUFFICIENT_DATA",
  newState: "ALARM",
  stateReason: "set by hand",
  at: Date.parse("2026-09-14T11:18:44.401Z"),
  region: "us-east-1",
  accountId: "123456789012",
  configurationUpdated: Date.parse("2026-09-14T11:18:43.496Z"),
};

describe("the message", () => {
  test("has the service's members in the service's order, the threshold a double", () => {
    expect(renderSnsMessage(change).Message).toBe(
      '{"AlarmName":"cpu","AlarmDescription":"says \\"high\\"","AWSAccountId":"123456789012","AlarmConfigurationUpdatedTimestamp":"2026-09-14T11:18:43.496+0000","NewStateValue":"ALARM","NewStateReason":"set by hand","StateChangeTime":"2026-09-14T11:18:44.401+0000","Region":"US East (N. Virginia)","AlarmArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:cpu","OldStateValue":"INSUFFICIENT_DATA","ActionExecutedAfterMuteWindow":false,"OKActions":[],"AlarmActions":["arn:aws:sns:us-east-1:123456789012:ops"],"InsufficientDataActions":[],"Trigger":{"MetricName":"CPUUtilization","Namespace":"AWS/EC2","StatisticType":"Statistic","Statistic":"SAMPLE_COUNT","Unit":"Percent","Dimensions":[{"value":"i-1","name":"InstanceId"}],"Period":300,"EvaluationPeriods":2,"DatapointsToAlarm":1,"ComparisonOperator":"GreaterThanThreshold","Threshold":50.0,"TreatMissingData":"ignore","EvaluateLowSampleCountPercentile":""}}',
    );
  });

  test("leaves out what was not configured, or says null", () => {
    const { DatapointsToAlarm: _d, TreatMissingData: _t, AlarmDescription: _a, Unit: _u, ...alarm } = change.alarm;
    const message = JSON.parse(renderSnsMessage({ ...change, alarm, configurationUpdated: undefined }).Message);
    expect(message.AlarmDescription).toBeNull();
    expect(message).not.toHaveProperty("AlarmConfigurationUpdatedTimestamp");
    expect(message.Trigger).not.toHaveProperty("DatapointsToAlarm");
    expect(message.Trigger).toMatchObject({ Unit: null, TreatMissingData: "missing" });
  });

  test("names a percentile as an extended statistic", () => {
    const { Statistic: _, ...alarm } = change.alarm;
    const { Trigger } = JSON.parse(
      renderSnsMessage({ ...change, alarm: { ...alarm, ExtendedStatistic: "p99" } }).Message,
    );
    expect(Object.entries(Trigger).slice(2, 4)).toEqual([
      ["StatisticType", "ExtendedStatistic"],
      ["ExtendedStatistic", "p99"],
    ]);
  });

  test("carries the queries of an alarm on an expression instead of a metric", () => {
    const Metrics = [
      {
        Id: "m1",
        ReturnData: false,
        MetricStat: {
          Period: 60,
          Stat: "Sum",
          Metric: { Namespace: "App", MetricName: "Errors", Dimensions: [{ Name: "A", Value: "b" }] },
        },
      },
      { Id: "e1", Expression: "m1 * 2", Label: "Twice" },
    ];
    const alarm = {
      AlarmName: "math",
      Metrics,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "GreaterThanThreshold",
    };
    expect(renderSnsMessage({ ...change, alarm }).Message).toContain(
      '"Trigger":{"Period":60,"EvaluationPeriods":1,"ComparisonOperator":"GreaterThanThreshold","Threshold":1.0,"TreatMissingData":"missing","EvaluateLowSampleCountPercentile":"","Metrics":[{"Id":"m1","MetricStat":{"Metric":{"Dimensions":[{"value":"b","name":"A"}],"MetricName":"Errors","Namespace":"App"},"Period":60,"Stat":"Sum"},"ReturnData":false},{"Expression":"m1 * 2","Id":"e1","Label":"Twice","ReturnData":true}]}}',
    );
  });

  test("is JSON for any name, description and reason", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string(),
        fc.string(),
        (AlarmName, AlarmDescription, stateReason) => {
          const alarm = { ...change.alarm, AlarmName, AlarmDescription };
          const message = JSON.parse(renderSnsMessage({ ...change, alarm, stateReason }).Message);
          expect(message).toMatchObject({ AlarmName, AlarmDescription, NewStateReason: stateReason });
        },
      ),
    );
  });
});

describe("the subject", () => {
  const subject = (AlarmName: string, region = "us-east-1") =>
    renderSnsMessage({ ...change, region, alarm: { ...change.alarm, AlarmName } }).Subject;

  test("is the state, the name and the region", () => {
    expect(subject("cpu")).toBe('ALARM: "cpu" in US East (N. Virginia)');
    expect(subject("cpu", "eu-west-1")).toBe('ALARM: "cpu" in EU (Ireland)');
    expect(subject("cpu", "xx-new-9")).toBe('ALARM: "cpu" in xx-new-9');
  });

  test("has at most 100 characters: a longer name is cut and ends with three dots", () => {
    const longest = 100 - 'ALARM: "" in US East (N. Virginia)'.length;
    expect(subject("n".repeat(longest))).toBe(`ALARM: "${"n".repeat(longest)}" in US East (N. Virginia)`);
    expect(subject("n".repeat(longest + 1))).toBe(`ALARM: "${"n".repeat(longest - 3)}..." in US East (N. Virginia)`);
  });

  test("has one low line for each run of letters beyond ASCII", () => {
    expect(subject("disk-größe-ディスク")).toBe('ALARM: "disk-gr_e-_" in US East (N. Virginia)');
  });
});

describe("the subject of 2014", () => {
  test("has the region's name of 2014, today's the name of today", () => {
    expect(renderSubject(change, { style: "2014" })).toBe('ALARM: "cpu" in US - N. Virginia');
    expect(renderSubject(change, { style: "today" })).toBe(renderSnsMessage(change).Subject);
  });

  test("has at most 100 characters too", () => {
    const long = { ...change, alarm: { ...change.alarm, AlarmName: "a".repeat(200) } };
    expect(renderSubject(long, { style: "2014" })).toHaveLength(100);
  });
});
