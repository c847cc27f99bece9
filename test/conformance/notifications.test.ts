// Facts about notifications, run against the public functions: mails, messages, events and history items that the service
// was seen to send, restated with names of our own. Then real ones, from a folder of more facts, if there is one.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { AlarmStateChange } from "../../src/notify/change.ts";
import { renderConfigurationChangeEvent } from "../../src/notify/configuration-change.ts";
import { renderEmail } from "../../src/notify/email.ts";
import {
  type AlarmEvent,
  type LambdaAlarmEvent,
  renderEventBridgeEvent,
  renderLambdaEvent,
} from "../../src/notify/event.ts";
import { renderHistoryItems } from "../../src/notify/history.ts";
import { renderSnsMessage, renderSnsPublish } from "../../src/notify/sns.ts";
import { renderSms, renderSubject } from "../../src/notify/subject.ts";
import { casesFolder } from "./facts.ts";
import facts from "./notifications.json" with { type: "json" };
import {
  changeOfEmail,
  changeOfEvent,
  changeOfHistory,
  changeOfLambdaEvent,
  changeOfMessage,
  configurationChangeOf,
  idsOf,
} from "./samples.ts";

interface Fact {
  readonly title: string;
  readonly evidence: string;
  readonly change: AlarmStateChange;
  readonly ids?: { readonly id?: string; readonly metricId?: string };
  readonly subject?: string;
  readonly sms?: string;
  readonly message?: string;
  readonly messageHas?: readonly string[];
  readonly emailHas?: readonly string[];
  readonly event?: object;
  /** Type, summary, data; where one is null or absent it was not observed. */
  readonly history?: readonly (readonly [string, string | null, string?])[];
}

/** Times are dates in the file, for readers. */
function withTimes(_key: string, value: unknown): unknown {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? Date.parse(value) : value;
}

const text = (value: unknown) => JSON.stringify(value, null, 1);

describe("notifications of the service", () => {
  for (const { change: written, ...fact } of facts as unknown as readonly Fact[]) {
    const change = JSON.parse(JSON.stringify(written), withTimes) as AlarmStateChange;
    test(`${fact.title} [${fact.evidence}]`, () => {
      if (fact.subject !== undefined) expect(renderSubject(change)).toBe(fact.subject);
      if (fact.sms !== undefined) expect(renderSms(change)).toBe(fact.sms);
      if (fact.message !== undefined) expect(renderSnsMessage(change).Message).toBe(fact.message);
      for (const part of fact.messageHas ?? []) expect(renderSnsMessage(change).Message).toContain(part);
      for (const part of fact.emailHas ?? []) expect(renderEmail(change)).toContain(part);
      // As texts: the order of the members counts.
      if (fact.event !== undefined) expect(text(renderEventBridgeEvent(change, fact.ids))).toBe(text(fact.event));
      if (fact.history === undefined) return;
      const items = renderHistoryItems(change);
      expect(items).toHaveLength(fact.history.length);
      for (const [i, [type, summary, data]] of fact.history.entries()) {
        expect(items[i]!.HistoryItemType).toBe(type);
        if (summary !== null) expect(items[i]!.HistorySummary).toBe(summary);
        if (data !== undefined) expect(items[i]!.HistoryData).toBe(data);
      }
    });
  }
});

const folder = join(casesFolder() ?? "none", "notifications");
const names = existsSync(folder) ? readdirSync(folder) : [];
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const json = (name: string) => JSON.parse(read(name));

/** Samples whose text can't be today's, and why. Their members are compared, not their text. */
const OLDER: Readonly<Record<string, string>> = {
  "aws-lambda-go-multiple-metrics.json": "before 2021: the mail's line in TreatMissingData, no action lists",
  "aws-lambda-go-single-metric.json": "before 2021: the mail's line in TreatMissingData, no action lists",
  "notify-slack-messages.json": "of 2019; its region's name was made up",
  "sns-2017-ecs-five-datapoints.json": "of 2017; the tail of Trigger is lost, dimensions had the name first",
  "sns-2025-tokyo-set-alarm-state.json": "before ActionExecutedAfterMuteWindow",
};

describe.skipIf(names.length === 0)("real notifications (skipped without a folder TOCSIN_CASES)", () => {
  for (const name of names.filter((name) => name.includes("email"))) {
    test(name, () => {
      const mail = read(name);
      const style = mail.includes("deeplink.js") ? "today" : mail.includes("Alarm Arn:") ? "2020" : "2019";
      const lines = (mail: string) => mail.trimEnd().split("\n");
      // The mail of 2020 lost the blanks at its line ends where it was published, and half of its account numbers a few digits.
      const given = (mail: string) =>
        style === "2020" ? lines(mail).map((line) => line.trimEnd().replace(/123456789(?:012)?/g, "1")) : lines(mail);
      expect(given(renderEmail(changeOfEmail(mail), { style }))).toEqual(given(mail));
    });
  }

  for (const name of names.filter((name) => name.endsWith("-envelope.json"))) {
    test(name, () => expect(renderSnsMessage(changeOfMessage(json(name).Message))).toEqual(json(name)));
  }

  for (const [name, reason] of Object.entries(OLDER).filter(([name]) => names.includes(name))) {
    test(`${name}: ${reason}`, () => {
      const record = json(name);
      const message = "Records" in record ? record.Records[0].Sns.Message : JSON.stringify(record);
      const sample = JSON.parse(message);
      const given = JSON.parse(renderSnsMessage(changeOfMessage(message)).Message);
      const common = (of: object, other: object) => Object.keys(of).filter((key) => key in other);
      expect(common(given, sample)).toEqual(common(sample, given));
      expect(common(given.Trigger, sample.Trigger)).toEqual(common(sample.Trigger, given.Trigger));
      // Where an example was masked its account and region were so by hand.
      const { Trigger, Region, AWSAccountId, ...rest } = sample;
      expect(given).toMatchObject(rest);
      const { TreatMissingData: treated, ...trigger } = Trigger;
      expect(given.Trigger).toMatchObject(trigger);
      const words = `${treated ?? "missing"}`.toLowerCase().replace("non", "not");
      expect(words).toContain(given.Trigger.TreatMissingData.toLowerCase());
    });
  }

  for (const name of names
    .filter((name) => name.startsWith("localstack-"))
    .filter((name) => read(name).includes("Trigger"))) {
    test(`${name}: what is not masked; the order of its members is lost`, () => {
      const records = Object.values(json(name)) as readonly Record<string, unknown>[];
      const messages = records.filter((record) => "NewStateValue" in record);
      expect(messages).not.toHaveLength(0);
      for (const { AlarmArn, AlarmConfigurationUpdatedTimestamp, Region, StateChangeTime, ...sample } of messages)
        expect(JSON.parse(renderSnsMessage(changeOfMessage(JSON.stringify(sample))).Message)).toMatchObject(sample);
    });
  }

  test.runIf(names.includes("native-sms.txt"))("native-sms.txt", () => {
    const long = changeOfMessage(json("native-metric-envelope.json").Message);
    for (const line of read("native-sms.txt").trimEnd().split("\n")) {
      const name = line.split('"')[1]!;
      const AlarmName = name.endsWith("...") ? long.alarm.AlarmName : name.replace("_", "界é");
      expect(renderSms({ ...long, alarm: { ...long.alarm, AlarmName } })).toBe(line);
    }
  });

  test.runIf(names.includes("native-action-history.json"))("native-action-history.json", () => {
    const { HistoryData: data, ...item } = json("native-action-history.json");
    const change = changeOfMessage(JSON.parse(data.publishedMessage).default);
    const action = renderHistoryItems(change)[1]!;
    expect(action).toMatchObject(item);
    expect(action.HistoryData).toBe(JSON.stringify(data));
    expect(renderSnsPublish(change).Message).toBe(data.publishedMessage);
  });

  test.runIf(names.includes("native-composite-state-history.json"))("native-composite-state-history.json", () => {
    const { HistoryData: data, ...item } = json("native-composite-state-history.json");
    const update = renderHistoryItems(changeOfHistory(data))[0]!;
    expect(update).toMatchObject(item);
    expect(update.HistoryData).toBe(JSON.stringify(data));
  });

  for (const name of names.filter((name) => name.startsWith("eventbridge-"))) {
    test(name, () => {
      const event = json(name) as AlarmEvent;
      const ids = idsOf(event.detail);
      const given =
        "operation" in event.detail
          ? renderConfigurationChangeEvent(configurationChangeOf(event), { id: event.id, ...ids })
          : renderEventBridgeEvent(changeOfEvent(event), { id: event.id, ...ids });
      expect(given).toEqual(event);
      // The examples of 2019 have another order than the events of today.
      if (!event.time.startsWith("2019")) expect(text(given)).toBe(text(event));
    });
  }

  test.runIf(names.includes("localstack-aws-lambda-action-payload.json"))("the payload of a Lambda function", () => {
    const payload = json("localstack-aws-lambda-action-payload.json")["lambda-alarm-invocations"] as LambdaAlarmEvent;
    const given = renderLambdaEvent(changeOfLambdaEvent(payload), idsOf(payload.alarmData));
    // The sample's times, region and partition are masked.
    const mask = { time: "date", timestamp: "date", alarmArn: payload.alarmArn } as Readonly<Record<string, string>>;
    const masked = JSON.stringify(given, (key, value) => (Object.hasOwn(mask, key) ? mask[key] : value), 1);
    expect(masked).toBe(text(payload));
  });
});
