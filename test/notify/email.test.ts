import { describe, expect, test } from "vitest";
import type { MetricAlarm } from "../../src/alarm/alarm.ts";
import type { AlarmStateChange } from "../../src/notify/change.ts";
import { renderEmail } from "../../src/notify/email.ts";
import { reason2014 } from "../../src/notify/reason-2014.ts";

const topic = "arn:aws:sns:us-east-1:123456789012:security";

const change: AlarmStateChange = {
  alarm: {
    AlarmName: "AuthorizationFailureCount",
    AlarmDescription: "Refused calls",
    AlarmActions: [topic],
    Namespace: "LogMetrics",
    MetricName: "AuthorizationFailureCount",
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: "GreaterThanThreshold",
  },
  oldState: "OK",
  newState: "ALARM",
  stateReason: "Threshold Crossed: 1 datapoint [3.0 (05/11/14 19:11:00)] was greater than the threshold (1.0).",
  at: Date.UTC(2014, 10, 5, 19, 12, 58),
  region: "us-east-1",
  accountId: "123456789012",
};

/** Lines that end in a blank end in `·` here, so that no editor can lose it. */
const lines = (...text: string[]) => text.map((line) => `${line.replaceAll("·", " ")}\n`).join("");

describe("today's mail", () => {
  test("of an alarm on a band shows the band, and its id in place of a number", () => {
    const Metrics = [
      { Id: "m1", MetricStat: { Period: 60 }, ReturnData: true },
      { Id: "ad1", Expression: "ANOMALY_DETECTION_BAND(m1, 2)", Label: "Band", ReturnData: true },
    ];
    const { Threshold: _, ...rest } = change.alarm as MetricAlarm;
    const alarm = { ...rest, ComparisonOperator: "GreaterThanUpperThreshold", ThresholdMetricId: "ad1", Metrics };
    const mail = renderEmail({ ...change, alarm });
    expect(mail).toContain("when the metric is GreaterThanUpperThreshold ad1 for 60 seconds. \n");
    expect(mail).toContain("- MetricExpression:           ANOMALY_DETECTION_BAND(m1, 2)\n");
  });

  test("is laid out as the service's, blanks at line ends included", () => {
    expect(
      renderEmail({
        ...change,
        alarm: { ...change.alarm, DatapointsToAlarm: 1, TreatMissingData: "ignore", Unit: "Count" },
      }),
    ).toBe(
      lines(
        'You are receiving this email because your Amazon CloudWatch Alarm "AuthorizationFailureCount" in the US East (N. Virginia) region has entered the ALARM state, because "Threshold Crossed: 1 datapoint [3.0 (05/11/14 19:11:00)] was greater than the threshold (1.0)." at "Wednesday 05 November, 2014 19:12:58 UTC".',
        "",
        "View this alarm in the AWS Management Console:",
        "https://us-east-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=us-east-1#alarmsV2:alarm/AuthorizationFailureCount",
        "",
        "Alarm Details:",
        "- Name:                       AuthorizationFailureCount",
        "- Description:                Refused calls",
        "- State Change:               OK -> ALARM",
        "- Reason for State Change:    Threshold Crossed: 1 datapoint [3.0 (05/11/14 19:11:00)] was greater than the threshold (1.0).",
        "- Timestamp:                  Wednesday 05 November, 2014 19:12:58 UTC",
        "- AWS Account:                123456789012",
        "- Alarm Arn:                  arn:aws:cloudwatch:us-east-1:123456789012:alarm:AuthorizationFailureCount",
        "",
        "Threshold:",
        "- The alarm is in the ALARM state when the metric is GreaterThanThreshold 1.0 for at least 1 of the last 1 period(s) of 60 seconds.·",
        "",
        "Monitored Metric:",
        "- MetricNamespace:                     LogMetrics",
        "- MetricName:                          AuthorizationFailureCount",
        "- Dimensions:                         ·",
        "- Period:                              60 seconds",
        "- Statistic:                           Sum",
        "- Unit:                                Count",
        "- TreatMissingData:                    ignore",
        "",
        "",
        "State Change Actions:",
        "- OK:·",
        `- ALARM: [${topic}]`,
        "- INSUFFICIENT_DATA:·",
      ),
    );
  });

  test("says how long without M of N when DatapointsToAlarm is not given", () => {
    expect(renderEmail(change)).toContain("when the metric is GreaterThanThreshold 1.0 for 60 seconds. \n");
  });

  test("pads an empty description, lists dimensions and several actions", () => {
    const alarm = {
      ...change.alarm,
      AlarmDescription: undefined,
      Dimensions: [
        { Name: "A", Value: "b" },
        { Name: "C", Value: "d e" },
      ],
      AlarmActions: [topic, `${topic}-2`],
    };
    const mail = renderEmail({ ...change, alarm });
    expect(mail).toContain(`\n- Description:${" ".repeat(16)}\n`);
    expect(mail).toContain("- Dimensions:                          [A = b] [C = d e]\n");
    expect(mail).toContain(`- ALARM: [${topic}] [${topic}-2]\n`);
    expect(mail).toContain("- Unit:                                not specified\n");
  });

  test("links a name percent-encoded, whatever it holds", () => {
    const named = (AlarmName: string) => renderEmail({ ...change, alarm: { ...change.alarm, AlarmName } });
    expect(named("a b/ü")).toContain("#alarmsV2:alarm/a%20b%2F%C3%BC\n");
    expect(named("\ud800")).toContain("#alarmsV2:alarm/%EF%BF%BD\n");
  });

  test("shows the query that returns data for an alarm on an expression", () => {
    const mail = renderEmail({
      ...change,
      alarm: {
        ...change.alarm,
        Metrics: [
          { Id: "m1", ReturnData: false, MetricStat: { Period: 60 } },
          { Id: "e1", Expression: "m1 * 2", Label: "Twice" },
        ],
      },
    });
    expect(mail).toContain(
      "Monitored Metrics:\n- MetricExpression:           m1 * 2\n- MetricLabel:                Twice\n\nState Change Actions:\n",
    );
  });

  test("ends with what SNS appends when a link to unsubscribe is given", () => {
    const mail = renderEmail(change, { unsubscribe: "https://example.com/unsubscribe" });
    expect(mail).toContain(
      "\n- INSUFFICIENT_DATA: \n\n--\nIf you wish to stop receiving notifications from this topic,",
    );
    expect(mail.endsWith("please contact us at https://aws.amazon.com/support\n")).toBe(true);
  });
});

describe("the mail of a composite alarm", () => {
  const arn = (name: string) => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;
  const composite: AlarmStateChange = {
    ...change,
    alarm: { AlarmName: "both", AlarmRule: 'ALARM("a") AND ALARM("b")', OKActions: [topic] },
    oldState: "INSUFFICIENT_DATA",
    newState: "OK",
    stateReason: `${arn("both")} was created and its alarm rule evaluates to OK`,
    triggeringChildren: [
      { arn: arn("a"), state: { value: "INSUFFICIENT_DATA", timestamp: change.at } },
      { arn: arn("b"), state: { value: "OK", timestamp: "2014-11-05T19:12:57.999+0000" } },
    ],
  };

  test("tells rule and children; the state before its first one is not available", () => {
    expect(renderEmail(composite)).toBe(
      lines(
        `You are receiving this email because your Amazon CloudWatch Alarm "both" in the US East (N. Virginia) region has transitioned to OK state on Wednesday 05 November, 2014 19:12:58 UTC, because "${arn("both")} was created and its alarm rule evaluates to OK".`,
        "",
        "View this alarm in the AWS Management Console:",
        "https://us-east-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=us-east-1#alarmsV2:alarm/both",
        "",
        "Alarm Details:",
        "- Name:                       both",
        "- Description:                ",
        "- State Change:               N/A -> OK",
        '- Alarm Rule:                 ALARM("a") AND ALARM("b")',
        `- Reason for State Change:    ${arn("both")} was created and its alarm rule evaluates to OK`,
        "- Timestamp:                  Wednesday 05 November, 2014 19:12:58 UTC",
        "- AWS Account:                123456789012",
        `- Alarm Arn:                  ${arn("both")}`,
        "",
        "Triggering children (max. 10):",
        `- ${arn("a")}   INSUFFICIENT_DATA   Wednesday 05 November, 2014 19:12:58 UTC`,
        `- ${arn("b")}   OK                  Wednesday 05 November, 2014 19:12:57 UTC`,
        "",
        "State Change Actions:",
        `- OK: [${topic}]`,
        "- ALARM:·",
        "- INSUFFICIENT_DATA:·",
      ),
    );
  });

  test("names ten children at most", () => {
    const child = (i: number) => ({ arn: arn(`c${i}`), state: { value: "OK", timestamp: 0 } });
    const mail = renderEmail({ ...composite, triggeringChildren: Array.from({ length: 12 }, (_, i) => child(i)) });
    expect(mail.match(/^- arn:/gm)).toHaveLength(10);
    expect(mail).toContain(`${arn("c9")} `);
  });

  test("reads the children from the state reason data when they are not given", () => {
    const { triggeringChildren, ...rest } = composite;
    const data = (value: unknown) => ({ ...rest, stateReasonData: JSON.stringify(value) });
    expect(renderEmail(data({ triggeringAlarms: triggeringChildren }))).toBe(renderEmail(composite));
    for (const value of [null, {}, { triggeringAlarms: 1 }, { triggeringAlarms: [null, {}] }])
      expect(renderEmail(data(value))).toContain("\nTriggering children (max. 10):\n\nState Change Actions:\n");
  });
});

describe("mails of other years", () => {
  const old = { ...change, alarm: { ...change.alarm, DatapointsToAlarm: 1 } };

  test("in 2020 had the ARN and the treatment of missing data, but no M of N and another link", () => {
    const mail = renderEmail(old, { style: "2020" });
    expect(mail).toMatch(/\n- Alarm Arn: .*\n[\s\S]*\n- TreatMissingData: {20}missing\n/);
    expect(mail).toContain(" 1.0 for 60 seconds. \n");
    expect(mail).toContain("/cloudwatch/home?region=us-east-1#s=Alarms&alarm=AuthorizationFailureCount\n");
  });

  test("in 2019 had neither, but today's region names and reasons", () => {
    const mail = renderEmail(old, { style: "2019" });
    expect(mail).not.toMatch(/Alarm Arn|TreatMissingData/);
    expect(mail).toContain("in the US East (N. Virginia) region");
    expect(mail).toContain("1 datapoint [3.0 (05/11/14 19:11:00)] was");
  });
});

describe("the mail of 2014", () => {
  const mail = renderEmail(change, { style: "2014" });

  test("opens with the founding sentence, to the letter", () => {
    expect(mail.split("\n")[0]).toBe(
      'You are receiving this email because your Amazon CloudWatch Alarm "AuthorizationFailureCount" in the US - N. Virginia region has entered the ALARM state, because "Threshold Crossed: 1 datapoint (3.0) was greater than the threshold (1.0)." at "Wednesday 05 November, 2014 19:12:58 UTC".',
    );
  });

  test("has no ARN, no treatment of missing data, no M of N, and the old link", () => {
    const old = renderEmail({ ...change, alarm: { ...change.alarm, DatapointsToAlarm: 1 } }, { style: "2014" });
    expect(old).toBe(mail);
    expect(mail).not.toMatch(/Alarm Arn|TreatMissingData|at least/);
    expect(mail).toContain("/cloudwatch/home?region=us-east-1#s=Alarms&alarm=AuthorizationFailureCount\n");
    expect(mail).toContain("- Unit:                                not specified\n\n\n\nState Change Actions:\n");
  });

  test("words reasons as they were worded then", () => {
    expect(
      reason2014(
        "Threshold Crossed: 2 out of the last 2 datapoints [40.292 (05/11/14 19:11:00), 38.958 (05/11/14 19:10:00)] were not greater than the threshold (70.0) (minimum 1 datapoint for ALARM -> OK transition).",
      ),
    ).toBe(
      "Threshold Crossed: 2 datapoints were not greater than the threshold (70.0). The most recent datapoints: [38.958, 40.292].",
    );
    expect(
      reason2014(
        "Threshold Crossed: 10 datapoints were not greater than or equal to the threshold (70.0). The most recent datapoints which crossed the threshold: [41.316 (05/11/14 19:11:00), 40.76 (05/11/14 19:10:00), 3.0 (05/11/14 19:09:00), 4.0 (05/11/14 19:08:00), 5.0 (05/11/14 19:07:00)].",
      ),
    ).toBe(
      "Threshold Crossed: 10 datapoints were not greater than or equal to the threshold (70.0). The most recent datapoints: [40.76, 41.316].",
    );
  });

  test("leaves a reason that someone wrote as it is", () => {
    for (const text of ["testing", "Unchecked: Initial alarm creation", "Insufficient Data: 1 datapoint was unknown."])
      expect(reason2014(text)).toBe(text);
  });
});
