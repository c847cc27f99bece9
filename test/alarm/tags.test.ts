// The tags of an alarm: what the service refuses of them, in requests of either kind, and whatever else stands there.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { tagFindings } from "../../src/alarm/tags.ts";
import { validateCompositeAlarm, validateMetricAlarm } from "../../src/index.ts";

const told = (tags: unknown): readonly string[] =>
  [...tagFindings(tags, "alarm-request")].map(({ code, path }) => `${code} ${path}`);

describe("tags", () => {
  test.each<[unknown]>([
    [undefined],
    [null],
    [[]],
    [[{ Key: "team", Value: "" }]],
    [[{ Key: "k".repeat(128), Value: "v".repeat(256) }]],
    [Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: "v" }))],
  ])("are taken: %j", (tags) => {
    expect(told(tags)).toEqual([]);
  });

  test.each<[string, unknown, readonly string[]]>([
    ["that are no list", { Key: "k", Value: "v" }, ["alarm-request Tags"]],
    ["of more than fifty", Array.from({ length: 51 }, (_, i) => ({ Key: `${i}`, Value: "" })), ["alarm-request Tags"]],
    ["without a key", [{ Value: "v" }], ["alarm-request Tags[0]"]],
    ["with an empty key", [{ Key: "", Value: "v" }], ["alarm-request Tags[0]"]],
    ["with a key too long", [{ Key: "k".repeat(129), Value: "v" }], ["alarm-request Tags[0]"]],
    ["with a value too long", [{ Key: "k", Value: "v".repeat(257) }], ["alarm-request Tags[0]"]],
    ["without a value", [{ Key: "k" }], ["alarm-request Tags[0]"]],
    ["that are none", [{ Key: "k", Value: "v" }, null, "k=v"], ["alarm-request Tags[1]", "alarm-request Tags[2]"]],
    ["with other members", [{ Key: "k", Value: "v", Colour: 1 }], ["alarm-unknown-member Tags[0].Colour"]],
  ])("%s are refused by their place", (_what, tags, expected) => {
    expect(told(tags)).toEqual(expected);
  });

  test("are looked at in requests of either kind, under their own code", () => {
    const Tags = [{ Key: "" }];
    const codes = (found: readonly { readonly code: string; readonly path?: string }[]) =>
      found.filter(({ path }) => path?.startsWith("Tags")).map(({ code }) => code);
    expect(codes(validateMetricAlarm({ Tags }))).toEqual(["alarm-request"]);
    expect(codes(validateCompositeAlarm({ Tags }))).toEqual(["composite-request"]);
  });

  property.prop([fc.anything()])("never throw, whatever they are", (tags) => {
    for (const path of told(tags)) expect(path).toMatch(/^alarm-(request|unknown-member) Tags/);
  });
});
