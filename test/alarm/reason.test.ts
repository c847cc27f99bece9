import { describe, expect, test } from "vitest";
import type { MetricAlarm } from "../../src/alarm/alarm.ts";
import { evaluateMetricAlarm } from "../../src/alarm/evaluate.ts";
import { readCrossed } from "../../src/alarm/reason.ts";

const start = Date.UTC(2026, 0, 5, 12, 0);

function reason(config: Partial<MetricAlarm>, values: readonly (number | undefined)[]): string {
  const alarm = {
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 0.5,
    ComparisonOperator: "GreaterThanThreshold",
    ...config,
  };
  const slots = values.map((value, i) => ({ timestamp: start + i * 60_000, value }));
  const result = evaluateMetricAlarm(alarm, slots, { at: start + values.length * 60_000 });
  return result.stateReason;
}

describe("the wording", () => {
  test("says each operator in words, and its negation for OK", () => {
    const words = {
      GreaterThanThreshold: "not greater than",
      GreaterThanOrEqualToThreshold: "not greater than or equal to",
      LessThanThreshold: "less than",
      LessThanOrEqualToThreshold: "less than or equal to",
    };
    for (const [ComparisonOperator, said] of Object.entries(words))
      expect(reason({ ComparisonOperator }, [0])).toBe(
        `Threshold Crossed: 1 datapoint [0.0 (05/01/26 12:00:00)] was ${said} the threshold (0.5).`,
      );
  });

  test("prints doubles as Java does", () => {
    expect(reason({ Threshold: 1e5 }, [15075595059.2])).toBe(
      "Threshold Crossed: 1 datapoint [1.50755950592E10 (05/01/26 12:00:00)] was greater than the threshold (100000.0).",
    );
  });

  test("names four datapoints inside the sentence, from five on the newest five after it", () => {
    expect(reason({ EvaluationPeriods: 4 }, [1, 2, 3, 4])).toBe(
      "Threshold Crossed: 4 datapoints [4.0 (05/01/26 12:03:00), 3.0 (05/01/26 12:02:00), 2.0 (05/01/26 12:01:00), 1.0 (05/01/26 12:00:00)] were greater than the threshold (0.5).",
    );
    expect(reason({ EvaluationPeriods: 6, DatapointsToAlarm: 6 }, [1, 2, 3, 4, 5, 6])).toBe(
      "Threshold Crossed: 6 out of the last 6 datapoints were greater than the threshold (0.5). The most recent datapoints which crossed the threshold: [6.0 (05/01/26 12:05:00), 5.0 (05/01/26 12:04:00), 4.0 (05/01/26 12:03:00), 3.0 (05/01/26 12:02:00), 2.0 (05/01/26 12:01:00)] (minimum 6 datapoints for OK -> ALARM transition).",
    );
  });

  test("names the minimum only when DatapointsToAlarm is given, even for 1 of 1", () => {
    expect(reason({ DatapointsToAlarm: 1 }, [1])).toBe(
      "Threshold Crossed: 1 out of the last 1 datapoints [1.0 (05/01/26 12:00:00)] was greater than the threshold (0.5) (minimum 1 datapoint for OK -> ALARM transition).",
    );
  });

  test("names missing data only when something was put in their place", () => {
    const three = { EvaluationPeriods: 3, DatapointsToAlarm: 1 };
    expect(reason({ ...three, TreatMissingData: "notBreaching" }, [undefined, 1])).toContain(
      "(0.5) and 2 missing datapoints were treated as [NonBreaching] (minimum 1 datapoint for",
    );
    expect(reason({ ...three, TreatMissingData: "missing" }, [undefined, 1])).not.toContain("missing");
  });

  test("never outgrows the 1,023 characters that the service keeps", () => {
    const values = Array.from({ length: 1440 }, (_, i) => -1.2345678901234567e300 - i * 1e290);
    const text = reason(
      { EvaluationPeriods: 1440, DatapointsToAlarm: 1440, ComparisonOperator: "LessThanThreshold" },
      values,
    );
    expect(text.length).toBeLessThan(1023);
  });
});

describe("reading a reason back", () => {
  test("gives what was compared, in every form", () => {
    const facts = { count: 1, negated: false, words: "greater than", threshold: "0.5", values: ["1.0"] };
    expect(readCrossed(reason({}, [1]))).toEqual(facts);
    expect(readCrossed(reason({ DatapointsToAlarm: 1 }, [1]))).toEqual(facts);
    expect(readCrossed(reason({}, [0]))).toEqual({ ...facts, negated: true, values: ["0.0"] });
    expect(readCrossed(reason({ EvaluationPeriods: 5 }, [1, 2, 3, 4, 5]))).toEqual({
      ...facts,
      count: 5,
      values: ["5.0", "4.0", "3.0", "2.0", "1.0"],
    });
    const filled = { EvaluationPeriods: 2, TreatMissingData: "breaching" };
    expect(readCrossed(reason(filled, [1]))).toEqual(facts);
  });

  test("gives nothing for a reason that no threshold gave", () => {
    for (const text of [
      "",
      "test",
      "Threshold Crossed",
      "Insufficient Data: 1 datapoint was unknown.",
      reason({ TreatMissingData: "breaching" }, []),
    ])
      expect(readCrossed(text)).toBeUndefined();
  });
});
