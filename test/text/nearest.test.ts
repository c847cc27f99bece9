import { describe, expect, test } from "vitest";
import { nearest } from "../../src/text/nearest.ts";

const MEMBERS = ["FilterPattern", "FilterName", "TreatMissingData", "Threshold", "ThresholdMetricId"];

describe("the nearest name", () => {
  test.each([
    ["FilterPatern", "FilterPattern"],
    ["filterPattern", "FilterPattern"],
    ["TREATMISSINGDATA", "TreatMissingData"],
    ["TreatMissingDta", "TreatMissingData"],
    ["Treshold", "Threshold"],
    ["Filter", "FilterPattern"],
  ])("%s is meant to be %s", (name, meant) => {
    expect(nearest(name, MEMBERS)).toBe(meant);
  });

  test("is none when none is near", () => {
    expect(nearest("Color", MEMBERS)).toBeUndefined();
    expect(nearest("x".repeat(1000), ["y".repeat(1000)])).toBeUndefined();
  });
});
