import { describe, expect, test } from "vitest";
import { actionsOf } from "../../src/alarm/actions.ts";

const MINUTE = 60_000;
const topic = "arn:aws:sns:us-east-1:123456789012:topic";
const scaling = "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:id:autoScalingGroupName/a:policyName/b";
const alarm = { AlarmActions: [topic, scaling], OKActions: [topic], InsufficientDataActions: [scaling] };

describe("a change of state", () => {
  test("runs the actions of the state that is entered", () => {
    expect(actionsOf(alarm, { oldState: "OK", newState: "ALARM" })).toEqual([topic, scaling]);
    expect(actionsOf(alarm, { oldState: "ALARM", newState: "OK" })).toEqual([topic]);
    expect(actionsOf(alarm, { oldState: "OK", newState: "INSUFFICIENT_DATA" })).toEqual([scaling]);
    expect(actionsOf({}, { oldState: "OK", newState: "ALARM" })).toEqual([]);
  });

  test("runs nothing when actions are disabled, and at most five", () => {
    expect(actionsOf({ ...alarm, ActionsEnabled: false }, { oldState: "OK", newState: "ALARM" })).toEqual([]);
    expect(actionsOf({ ...alarm, ActionsEnabled: true }, { oldState: "OK", newState: "ALARM" })).toHaveLength(2);
    const seven = { OKActions: Array.from({ length: 7 }, (_, i) => `${topic}-${i}`) };
    expect(actionsOf(seven, { oldState: "ALARM", newState: "OK" })).toHaveLength(5);
  });
});

describe("a state that stays", () => {
  const since = Date.UTC(2026, 0, 5, 12, 0, 10);
  const stays = (seconds: number, config: object = alarm) =>
    actionsOf(config, { oldState: "ALARM", newState: "ALARM", at: since + seconds * 1000, since });

  test("runs the actions of Auto Scaling again, once a minute", () => {
    expect([0, 10, 50, 60, 70, 120].map((seconds) => stays(seconds).length)).toEqual([0, 0, 0, 1, 0, 1]);
    expect(stays(60)).toEqual([scaling]);
    expect(stays(60, { ...alarm, ActionsEnabled: false })).toEqual([]);
  });

  test("runs nothing where nobody knows since when", () => {
    expect(actionsOf(alarm, { oldState: "ALARM", newState: "ALARM", at: since + MINUTE })).toEqual([]);
  });
});
