// What holds of notifications whatever the alarm: they are made without an error, and can be read back.
import { fc, test as property } from "@fast-check/vitest";
import { expect } from "vitest";
import type { Alarm, AlarmStateChange } from "../../src/notify/change.ts";
import {
  type AlarmConfigurationChange,
  renderConfigurationChangeEvent,
} from "../../src/notify/configuration-change.ts";
import { renderConfigurationHistoryItem } from "../../src/notify/configuration-history.ts";
import { renderEmail } from "../../src/notify/email.ts";
import { renderEventBridgeEvent, renderLambdaEvent } from "../../src/notify/event.ts";
import { renderHistoryItems } from "../../src/notify/history.ts";
import { renderSnsMessage, renderSnsPublish } from "../../src/notify/sns.ts";
import { renderSms, renderSubject } from "../../src/notify/subject.ts";

/** Lone surrogates, quotes, line breaks, control characters among them. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('"', "\\", "\n", "\r", "\u0000", "\ud800", "\udc00", "é", "x", " "),
    maxLength: 300,
  }),
);
/** What stands where it should not, when inputs come from JSON. */
const wrong = fc.oneof(fc.constant(null), fc.constant(undefined), fc.jsonValue());
const text = fc.oneof({ weight: 4, arbitrary: anyText }, { weight: 1, arbitrary: wrong });
const number = fc.oneof(fc.double(), fc.integer(), wrong);
const actions = fc.oneof(fc.array(fc.oneof(anyText, fc.constant("arn:aws:sns:eu-west-1:1:t"))), wrong);
const dimensions = fc.oneof(fc.array(fc.oneof(fc.record({ Name: text, Value: text }), wrong)), wrong);
const query = fc.record({ Id: text, Expression: text, MetricStat: wrong, ReturnData: wrong }, { requiredKeys: [] });

const common = {
  AlarmName: text,
  AlarmDescription: text,
  ActionsEnabled: fc.oneof(fc.boolean(), wrong),
  OKActions: actions,
  AlarmActions: actions,
  InsufficientDataActions: actions,
};
const metricAlarm = fc.record(
  {
    ...common,
    Namespace: text,
    MetricName: text,
    Dimensions: dimensions,
    Statistic: text,
    Threshold: number,
    Period: number,
    EvaluationPeriods: number,
    DatapointsToAlarm: number,
    ThresholdMetricId: text,
    TreatMissingData: text,
    Metrics: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.array(query) }),
  },
  { requiredKeys: [] },
);
const compositeAlarm = fc.record(
  { ...common, AlarmRule: anyText, ActionsSuppressor: text, ActionsSuppressorWaitPeriod: number },
  { requiredKeys: ["AlarmRule"] },
);
const alarm = fc.oneof(metricAlarm, compositeAlarm) as unknown as fc.Arbitrary<Alarm>;
const state = fc.constantFrom("OK", "ALARM", "INSUFFICIENT_DATA");
const at = fc.oneof(fc.integer({ min: -9e15, max: 9e15 }), number);
const children = fc.oneof(
  fc.array(fc.oneof(fc.record({ arn: text, state: fc.record({ value: text, timestamp: at }) }), wrong)),
  wrong,
);

const change = fc.record(
  {
    alarm,
    oldState: state,
    newState: state,
    stateReason: text,
    stateReasonData: fc.oneof(fc.json(), text),
    at,
    region: fc.oneof(fc.constantFrom("us-east-1", "eusc-de-east-1", "cn-north-1"), text),
    accountId: text,
    triggeringChildren: children,
    previousState: fc.oneof(fc.record({ stateReason: text, stateReasonData: text, at }), fc.constant(undefined)),
    actionsSuppressedBy: text,
  },
  { requiredKeys: ["alarm", "oldState", "newState"] },
) as unknown as fc.Arbitrary<AlarmStateChange>;

property.prop([change])("every notification of every change is made, and its JSON can be read back", (change) => {
  const { Message } = renderSnsMessage(change);
  const read = JSON.parse(Message);
  expect(read.AlarmName).toStrictEqual(JSON.parse(JSON.stringify(change.alarm.AlarmName ?? null)));
  expect("Trigger" in read).toBe(!("AlarmRule" in change.alarm));
  const texts = JSON.parse(renderSnsPublish(change, "arn").Message);
  expect(texts).toStrictEqual({ default: Message, sms: renderSms(change), email: renderEmail(change) });
  for (const made of [renderEventBridgeEvent(change), renderLambdaEvent(change)])
    expect(JSON.parse(JSON.stringify(made))).toBeTypeOf("object");
  for (const { HistoryData } of renderHistoryItems(change)) expect(JSON.parse(HistoryData)).toBeTypeOf("object");
});

property.prop([change, fc.constantFrom("today", "2020", "2019", "2014")])(
  "a subject is one line of at most 100 printable letters of ASCII; a mail ends its lines, whatever its style",
  (change, style) => {
    const subject = renderSubject(change, { style });
    expect(subject).toMatch(/^[ -~]{0,100}$/);
    expect(renderSms(change)).toMatch(/^[ -~]*$/);
    const mail = renderEmail(change, { style });
    expect(mail.startsWith("You are receiving this email because your Amazon CloudWatch Alarm")).toBe(true);
    expect(mail.endsWith("\n")).toBe(true);
  },
);

property.prop([change, fc.constantFrom("create", "update", "delete"), alarm])(
  "every change of a configuration has its event and its history item",
  (change, operation, previousAlarm) => {
    const changed = { ...change, operation, previousAlarm } as unknown as AlarmConfigurationChange;
    const event = renderConfigurationChangeEvent(changed);
    expect(JSON.parse(JSON.stringify(event)).detail.operation).toBe(operation);
    expect("previousConfiguration" in event.detail).toBe(operation === "update");
    expect(JSON.parse(renderConfigurationHistoryItem(changed).HistoryData).version).toBe("1.0");
  },
);

property.prop([fc.string({ unit: fc.constantFrom("a", "é", "界", "-"), minLength: 1, maxLength: 255 }), state])(
  "a subject shows the name as far as there is room",
  (AlarmName, newState) => {
    const subject = renderSubject({
      alarm: { AlarmName },
      oldState: "OK",
      newState,
      stateReason: "",
      at: 0,
      region: "us-east-1",
      accountId: "1",
    });
    // The same, letter by letter.
    let name = "";
    for (const letter of AlarmName)
      if (letter < "\u0080") name += letter;
      else if (!name.endsWith("_")) name += "_";
    const whole = `${newState}: "${name}" in US East (N. Virginia)`;
    if (whole.length <= 100) expect(subject).toBe(whole);
    else {
      expect(subject).toHaveLength(100);
      expect(subject.endsWith('..." in US East (N. Virginia)')).toBe(true);
      expect(whole.startsWith(subject.slice(0, subject.indexOf('..."')))).toBe(true);
    }
  },
);
