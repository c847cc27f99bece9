// An alarm in use: datapoints come, also late; time goes on; the configuration changes; the state is set by hand. After every
// evaluation the state is the one that the documented tables give, worked out from all datapoints anew.

import fc from "fast-check";
import { expect, test } from "vitest";
import { actionsOf } from "../../src/alarm/actions.ts";
import type { MetricAlarm, StateValue } from "../../src/alarm/alarm.ts";
import { evaluate } from "../../src/alarm/evaluate.ts";
import { prepareAlarm } from "../../src/alarm/prepared.ts";
import { setAlarmState } from "../../src/alarm/set-state.ts";
import { fillSlots } from "../../src/alarm/slots.ts";
import { isDue } from "../../src/alarm/windows.ts";
import { MetricSeries } from "../../src/metric/series.ts";
import { type ReferencePoint, referenceRange, referenceState } from "../reference/alarm.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5, 22, 57);

interface Configuration {
  readonly n: number;
  readonly m: number;
  readonly given: boolean;
  readonly period: number;
  readonly treat: "breaching" | "notBreaching" | "ignore" | "missing";
  readonly operator: keyof typeof BREACHES;
}

const BREACHES = {
  GreaterThanThreshold: (v: number) => v > 5,
  GreaterThanOrEqualToThreshold: (v: number) => v >= 5,
  LessThanThreshold: (v: number) => v < 5,
  LessThanOrEqualToThreshold: (v: number) => v <= 5,
};

/** What should be true, as plain as it gets. */
interface Model {
  points: ReferencePoint[];
  config: Configuration;
  state: StateValue;
  now: number;
}

/** The alarm itself, carried from evaluation to evaluation. */
class Alarm {
  readonly series = new MetricSeries();
  carried = {
    stateValue: "INSUFFICIENT_DATA" as StateValue,
    stateReason: "Unchecked: Initial alarm creation",
    stateReasonData: "",
  };
  actionsRun = 0;

  evaluate(config: Configuration, at: number): void {
    const alarm = alarmOf(config);
    if (!isDue(alarm, at)) return;
    const { stateValue: state, ...why } = this.carried;
    const result = evaluate(prepareAlarm(alarm), fillSlots(alarm, this.series, at), { state, ...why, at });
    this.enter(config, result);
  }

  enter(config: Configuration, result: ReturnType<typeof evaluate>): void {
    const before = this.carried;
    this.carried = {
      stateValue: result.stateValue,
      stateReason: result.stateReason,
      stateReasonData: result.stateReasonData,
    };
    const { length } = actionsOf(alarmOf(config), { oldState: before.stateValue, newState: result.stateValue });
    this.actionsRun += length;
    expect(result.changed).toBe(result.stateValue !== before.stateValue);
    expect(length).toBe(result.changed ? 1 : 0);
    if (!result.changed) expect(this.carried).toEqual(before);
  }
}

function alarmOf({ n, m, given, period, treat, operator }: Configuration): MetricAlarm {
  return {
    Statistic: "Sum",
    Period: period,
    EvaluationPeriods: n,
    DatapointsToAlarm: given ? m : undefined,
    Threshold: 5,
    ComparisonOperator: operator,
    TreatMissingData: treat,
    ...{ OKActions: ["ok"], AlarmActions: ["alarm"], InsufficientDataActions: ["unknown"] },
  };
}

const configuration: fc.Arbitrary<Configuration> = fc
  .record({
    n: fc.integer({ min: 1, max: 4 }),
    part: fc.integer({ min: 0, max: 3 }),
    given: fc.boolean(),
    period: fc.constantFrom(60, 60, 300, 86_400),
    treat: fc.constantFrom("breaching" as const, "notBreaching" as const, "ignore" as const, "missing" as const),
    operator: fc.constantFrom(...(Object.keys(BREACHES) as (keyof typeof BREACHES)[])),
  })
  .map(({ part, ...config }) => ({ ...config, m: config.given ? 1 + (part % config.n) : config.n }));

const publish = fc.tuple(fc.integer({ min: 0, max: 12 * 60 }), fc.constantFrom(0, 4, 5, 9, -3)).map(
  ([ago, value]): fc.Command<Model, Alarm> => ({
    check: () => true,
    run(model, real) {
      const at = model.now - ago * 17_000;
      model.points.push({ at, value });
      expect(real.series.add({ Timestamp: at, Value: value })).toBe(true);
    },
    toString: () => `publish ${value}, ${ago * 17} seconds ago`,
  }),
);

const advance = fc.integer({ min: 1, max: 12 }).map(
  (minutes): fc.Command<Model, Alarm> => ({
    check: () => true,
    run(model, real) {
      for (let i = 0; i < minutes; i++) {
        model.now += MINUTE;
        real.evaluate(model.config, model.now);
        const { n, m, period, treat, operator } = model.config;
        if (n * period > 86_400 && model.now % (60 * MINUTE) !== 0) continue;
        const range = referenceRange(model.points, model.config, model.now);
        model.state = referenceState({ n, m, treat, breaches: BREACHES[operator] }, range, model.state);
        expect(real.carried.stateValue).toBe(model.state);
      }
    },
    toString: () => `${minutes} minutes later`,
  }),
);

const configure = configuration.map(
  (config): fc.Command<Model, Alarm> => ({
    check: () => true,
    run(model) {
      model.config = config;
    },
    toString: () => `configure ${JSON.stringify(config)}`,
  }),
);

const setState = fc.constantFrom<StateValue>("OK", "ALARM", "INSUFFICIENT_DATA").map(
  (state): fc.Command<Model, Alarm> => ({
    check: () => true,
    run(model, real) {
      real.enter(model.config, setAlarmState(real.carried, { StateValue: state, StateReason: "by hand" }));
      model.state = state;
      expect(real.carried.stateValue).toBe(state);
    },
    toString: () => `set ${state}`,
  }),
);

test("an alarm in use is always in the state that the documented tables give", () => {
  const commands = fc.commands([publish, publish, advance, advance, configure, setState], { maxCommands: 40 });
  fc.assert(
    fc.property(configuration, commands, (config, run) => {
      fc.modelRun(
        () => ({
          model: { points: [], config, state: "INSUFFICIENT_DATA" as StateValue, now: START },
          real: new Alarm(),
        }),
        run,
      );
    }),
    { numRuns: 300 },
  );
});
