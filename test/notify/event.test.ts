import { describe, expect, test } from "vitest";
import type { MetricAlarm } from "../../src/alarm/alarm.ts";
import type { AlarmStateChange } from "../../src/notify/change.ts";
import {
  type AlarmConfigurationChange,
  renderConfigurationChangeEvent,
} from "../../src/notify/configuration-change.ts";
import { renderConfigurationHistoryItem } from "../../src/notify/configuration-history.ts";
import { renderEventBridgeEvent, renderLambdaEvent } from "../../src/notify/event.ts";
import { renderHistoryItems } from "../../src/notify/history.ts";

const topic = "arn:aws:sns:us-east-1:123456789012:ops";

const alarm: MetricAlarm = {
  AlarmName: "cpu",
  AlarmDescription: "too high",
  AlarmActions: [topic, "arn:aws:automate:us-east-1:ec2:stop"],
  Namespace: "AWS/EC2",
  MetricName: "CPUUtilization",
  Dimensions: [{ Name: "InstanceId", Value: "i-1" }],
  ExtendedStatistic: "p99",
  Unit: "Percent",
  Period: 300,
  EvaluationPeriods: 2,
  Threshold: 50,
  ComparisonOperator: "GreaterThanThreshold",
};

const change: AlarmStateChange = {
  alarm,
  oldState: "INSUFFICIENT_DATA",
  newState: "ALARM",
  stateReason: "because",
  stateReasonData: "",
  at: Date.parse("2026-09-14T11:18:44.401Z"),
  region: "us-east-1",
  accountId: "123456789012",
};

describe("the event of a state change", () => {
  test("has the same ids for the same change, others for another, and those it is given", () => {
    const one = renderEventBridgeEvent(change);
    expect(renderEventBridgeEvent({ ...change })).toEqual(one);
    expect(one.id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    const later = renderEventBridgeEvent({ ...change, at: change.at + 1 });
    expect(later.id).not.toBe(one.id);
    expect(later.detail.configuration).toEqual(one.detail.configuration);
    expect(renderEventBridgeEvent(change, { id: "x" }).id).toBe("x");
  });

  test("leaves out what is not known of the states: no empty texts", () => {
    const { state, previousState } = renderEventBridgeEvent(change).detail;
    expect(state).toEqual({ value: "ALARM", reason: "because", timestamp: "2026-09-14T11:18:44.401+0000" });
    expect(previousState).toEqual({ value: "INSUFFICIENT_DATA" });
  });

  test("tells a single metric as the one query it stands for, unit and percentile included", () => {
    expect(renderEventBridgeEvent(change, { metricId: "m" }).detail.configuration).toEqual({
      metrics: [
        {
          id: "m",
          metricStat: {
            metric: { namespace: "AWS/EC2", name: "CPUUtilization", dimensions: { InstanceId: "i-1" } },
            period: 300,
            stat: "p99",
            unit: "Percent",
          },
          returnData: true,
        },
      ],
      description: "too high",
    });
  });

  test("keeps a metric's id while actions alone change", () => {
    const idOf = (other: MetricAlarm) =>
      (
        renderEventBridgeEvent({ ...change, alarm: other }).detail as never as {
          configuration: { metrics: { id: string }[] };
        }
      ).configuration.metrics[0]!.id;
    expect(idOf({ ...alarm, ActionsEnabled: false, AlarmActions: [] })).toBe(idOf(alarm));
    expect(idOf({ ...alarm, Threshold: 51 })).not.toBe(idOf(alarm));
  });
});

describe("the payload of a Lambda function", () => {
  test("has the same states as the event, the time with milliseconds, and the description first", () => {
    const payload = renderLambdaEvent(change);
    expect(Object.keys(payload)).toEqual(["source", "alarmArn", "accountId", "time", "region", "alarmData"]);
    expect(payload.time).toBe("2026-09-14T11:18:44.401+0000");
    expect(payload.alarmData.state).toEqual(renderEventBridgeEvent(change).detail.state);
    expect(Object.keys(payload.alarmData.configuration)).toEqual(["description", "metrics"]);
  });
});

const creation: AlarmConfigurationChange = {
  operation: "create",
  alarm,
  at: Date.parse("2026-09-14T05:42:25.543Z"),
  region: "us-east-1",
  accountId: "123456789012",
};

describe("the event of a configuration change", () => {
  test("of a creation: the first state, since then", () => {
    const { time, detail } = renderConfigurationChangeEvent(creation);
    expect(time).toBe("2026-09-14T05:42:25Z");
    expect(Object.keys(detail)).toEqual(["alarmName", "operation", "state", "configuration"]);
    expect(detail.state).toEqual({ value: "INSUFFICIENT_DATA", timestamp: "2026-09-14T05:42:25.543+0000" });
    expect(Object.keys(detail.configuration as object)).toEqual([
      "evaluationPeriods",
      "threshold",
      "comparisonOperator",
      "metrics",
      "alarmName",
      "description",
      "actionsEnabled",
      "timestamp",
      "okActions",
      "alarmActions",
      "insufficientDataActions",
    ]);
  });

  test("of an update: both configurations, each with its time", () => {
    const { detail } = renderConfigurationChangeEvent({
      ...creation,
      operation: "update",
      alarm: { ...alarm, ActionsEnabled: false },
      previousAlarm: alarm,
      previousConfigurationUpdated: creation.at - 1000,
      state: "OK",
      stateReason: "not told",
      stateUpdated: creation.at - 500,
    });
    expect(detail).toMatchObject({
      operation: "update",
      configuration: { actionsEnabled: false, timestamp: "2026-09-14T05:42:25.543+0000" },
      previousConfiguration: { actionsEnabled: true, timestamp: "2026-09-14T05:42:24.543+0000" },
    });
    expect(detail.state).toEqual({ value: "OK", timestamp: "2026-09-14T05:42:25.043+0000" });
  });

  test("of a deletion: the reason of its state, as observed", () => {
    const { detail } = renderConfigurationChangeEvent({
      ...creation,
      operation: "delete",
      state: "ALARM",
      stateReason: "because",
      stateUpdated: creation.at,
      configurationUpdated: creation.at,
      at: creation.at + 5000,
    });
    expect(Object.keys(detail.state as object)).toEqual(["value", "reason", "timestamp"]);
    expect(detail).toMatchObject({ configuration: { timestamp: "2026-09-14T05:42:25.543+0000" } });
  });
});

describe("history", () => {
  test("tells the change, then each action; only a topic's has a message", () => {
    const items = renderHistoryItems(change);
    expect(items.map(({ HistoryItemType, HistorySummary }) => [HistoryItemType, HistorySummary])).toEqual([
      ["StateUpdate", "Alarm updated from INSUFFICIENT_DATA to ALARM"],
      ["Action", `Successfully executed action ${topic}`],
      ["Action", "Successfully executed action arn:aws:automate:us-east-1:ec2:stop"],
    ]);
    const messages = items.slice(1).map(({ HistoryData }) => JSON.parse(HistoryData).publishedMessage);
    expect(Object.keys(JSON.parse(messages[0]))).toEqual(["default", "sms", "email"]);
    expect(messages[1]).toBeNull();
  });

  test("tells no actions while they are switched off", () => {
    expect(renderHistoryItems({ ...change, alarm: { ...alarm, ActionsEnabled: false } })).toHaveLength(1);
  });

  test("keeps the numbers of state reason data as they are written, and takes what is no JSON as text", () => {
    const data = (stateReasonData: string) => renderHistoryItems({ ...change, stateReasonData })[0]!.HistoryData;
    expect(data('{"threshold":50.0}')).toContain('"stateReasonData":{"threshold":50.0}}}');
    expect(data('{"threshold":')).toContain('"stateReasonData":"{\\"threshold\\":"}}');
  });

  test("tells a creation as observed", () => {
    // Observed 2022 and 2023, public.
    const { HistorySummary, HistoryData } = renderConfigurationHistoryItem({
      ...creation,
      alarm: {
        AlarmName: "bill",
        AlarmDescription: "",
        Namespace: "AWS/Billing",
        MetricName: "EstimatedCharges",
        Statistic: "Maximum",
        Period: 21600,
        Dimensions: [{ Name: "Currency", Value: "USD" }],
        Threshold: 20,
        ComparisonOperator: "GreaterThanThreshold",
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        TreatMissingData: "missing",
      },
    });
    expect(HistorySummary).toBe('Alarm "bill" created');
    expect(HistoryData).toBe(
      '{"version":"1.0","type":"Create","createdAlarm":{"alarmName":"bill","alarmDescription":"","alarmArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:bill","alarmConfigurationUpdatedTimestamp":"2026-09-14T05:42:25.543+0000","namespace":"AWS/Billing","metricName":"EstimatedCharges","statistic":"Maximum","period":21600,"dimensions":[{"value":"USD","name":"Currency"}],"threshold":20.0,"comparisonOperator":"GreaterThanThreshold","evaluationPeriods":1,"datapointsToAlarm":1,"treatMissingData":"missing","stateValue":"INSUFFICIENT_DATA","stateUpdatedTimestamp":"2026-09-14T05:42:25.543+0000","actionsEnabled":true,"alarmActions":[],"insufficientDataActions":[],"okactions":[]}}',
    );
  });
});
