// Facts about alarm evaluation, run against the public function. Evidence: `documented` (the user guide and the support
// articles), `capture` (states and reasons recorded from the service), `observed` (published notifications, some inputs
// assumed), `inferred`.
import { describe, expect, test } from "vitest";
import type { MetricAlarm, Slot, StateValue } from "../../src/alarm/alarm.ts";
import { evaluateMetricAlarm } from "../../src/alarm/evaluate.ts";
import { slotsAt } from "../../src/alarm/windows.ts";
import alarms from "./alarms.json" with { type: "json" };
import reasons from "./state-reasons.json" with { type: "json" };

interface Fact {
  /** Oldest first; `_`: no data. */
  readonly series: string;
  readonly samples?: readonly (number | null)[];
  /** The sides of the band, for an operator that compares with one. */
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
  readonly to: StateValue;
  readonly reason?: string;
  /** When the service evaluated. */
  readonly at?: string;
  readonly evidence: string;
  readonly source: string;
}

interface Group {
  readonly alarm: MetricAlarm;
  readonly facts: readonly (Fact & { readonly from?: StateValue })[];
}

interface ReasonFact extends Fact {
  readonly alarm: MetricAlarm;
  readonly reason: string;
  /** The start of the oldest slot, where the text or the data tell it. */
  readonly start?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

const SOME_MINUTE = Date.UTC(2026, 0, 5, 12, 0);

function slotsOf({ series, samples, lower, upper }: Fact, starts: readonly number[]): Slot[] {
  const values = series.split(" ");
  expect(starts).toHaveLength(values.length);
  return values.map((value, i) => ({
    timestamp: starts[i]!,
    value: value === "_" ? undefined : Number(value),
    sampleCount: samples?.[i] ?? undefined,
    lowerThreshold: lower?.[i],
    upperThreshold: upper?.[i],
  }));
}

/** The starts of a series' slots, a period apart, the first at `start` or the last ending at some minute. */
function apart(alarm: MetricAlarm, { series }: Fact, start?: number): number[] {
  const step = alarm.Period! * 1000;
  const { length } = series.split(" ");
  const first = start ?? SOME_MINUTE - length * step;
  return Array.from({ length }, (_, i) => first + i * step);
}

describe("the states of the documentation and of recorded alarms", () => {
  for (const { alarm, facts } of alarms as unknown as readonly Group[]) {
    const { EvaluationPeriods: n, DatapointsToAlarm: m = n, TreatMissingData: treatment } = alarm;
    for (const fact of facts) {
      const title = `${m} of ${n}, ${treatment}, ${fact.from ?? "new"}: ${fact.series} -> ${fact.to}`;
      test(`${title} [${fact.evidence}: ${fact.source}]`, () => {
        const at = fact.at === undefined ? SOME_MINUTE : Date.parse(fact.at);
        // Where the instant is known, the windows must place the slots: the reasons name their times.
        const starts = fact.at === undefined ? apart(alarm, fact) : slotsAt(alarm, at);
        const result = evaluateMetricAlarm(alarm, slotsOf(fact, starts), { at, state: fact.from });
        expect(result.stateValue).toBe(fact.to);
        expect(result.changed).toBe(fact.to !== (fact.from ?? "INSUFFICIENT_DATA"));
        if (fact.reason !== undefined) expect(result.stateReason).toBe(fact.reason);
      });
    }
  }
});

describe("state reasons to the letter, and their data", () => {
  for (const fact of reasons as unknown as readonly ReasonFact[]) {
    const { alarm, start, data } = fact;
    test(`${fact.reason} [${fact.evidence}: ${fact.source}]`, () => {
      const starts = apart(alarm, fact, start === undefined ? undefined : Date.parse(start));
      const at = fact.at === undefined ? starts.at(-1)! + alarm.Period! * 1000 : Date.parse(fact.at);
      const state = fact.to === "ALARM" ? "OK" : "ALARM";
      const result = evaluateMetricAlarm(alarm, slotsOf(fact, starts), { state, at });
      expect(result).toMatchObject({ stateValue: fact.to, stateReason: fact.reason, changed: true });
      if (data === undefined) return;
      const given = JSON.parse(result.stateReasonData);
      // Before 2021 the data had no evaluated datapoints.
      if (!("evaluatedDatapoints" in data)) delete given.evaluatedDatapoints;
      // As texts: the order of the members counts.
      expect(JSON.stringify(given, null, 1)).toBe(JSON.stringify(data, null, 1));
    });
  }
});
