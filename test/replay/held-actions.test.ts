// Composite alarms on the clock, and their actions while suppressors hold them back: against a simulation that asks every alarm in
// every second; the same in any order of the alarms; saved, changed and resumed.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { actionsOf } from "../../src/alarm/actions.ts";
import type { StateValue } from "../../src/alarm/alarm.ts";
import type { CompositeAlarm } from "../../src/alarm/composite.ts";
import { type AlarmState, CompositeSet } from "../../src/alarm/composite-evaluate.ts";
import { type Suppression, type SuppressionEvent, suppress, suppressorFor } from "../../src/alarm/suppression.ts";
import { type AlarmRun, created } from "../../src/replay/clock.ts";
import { type CompositeRun, runComposites } from "../../src/replay/composites.ts";
import type { CompositeRunState } from "../../src/replay/held-actions.ts";

const SECOND = 1000;
const END = 40;
const place = { region: "us-east-1", accountId: "123456789012" };
const METRICS = ["m0", "m1", "m2"] as const;
const clock = { from: 0, after: 0, to: END * SECOND, save: END * SECOND };

/** A metric alarm that was in each state from a second on. */
interface Course {
  readonly name: string;
  readonly changes: readonly (readonly [second: number, state: StateValue])[];
}

function runOf({ name, changes }: Course): AlarmRun {
  const before = created(name, 0);
  let oldState = before.stateValue;
  const transitions = changes.flatMap(([second, newState]) => {
    if (newState === oldState) return [];
    const change = { at: second * SECOND, oldState, newState, stateReason: "", stateReasonData: "" };
    oldState = newState;
    return [{ ...change, previousState: {}, actions: [] }];
  });
  const { stateReason, timeInState } = before;
  const changed = transitions.length;
  return {
    ...{
      alarm: { AlarmName: name },
      before,
      transitions,
      stateValue: oldState,
      stateReason,
      changes: changed,
      timeInState,
    },
    saved: { ...before, stateValue: oldState },
  };
}

const courses: fc.Arbitrary<readonly Course[]> = fc
  .tuple(
    ...METRICS.map(() =>
      fc.uniqueArray(
        fc.tuple(fc.integer({ min: 1, max: END - 5 }), fc.constantFrom<StateValue>("OK", "ALARM", "INSUFFICIENT_DATA")),
        { maxLength: 7, selector: ([second]) => second },
      ),
    ),
  )
  .map((lists) => lists.map((changes, i) => ({ name: METRICS[i]!, changes: changes.toSorted((a, b) => a[0] - b[0]) })));

/** Alarms without cycles in their rules; any alarm may suppress any other, itself included. */
const composites: fc.Arbitrary<readonly CompositeAlarm[]> = fc
  .array(
    fc.record({
      children: fc.array(fc.nat(9), { minLength: 1, maxLength: 2 }),
      joint: fc.constantFrom(" AND ", " OR ", " AND NOT "),
      suppressor: fc.option(fc.nat(9), { freq: 3 }),
      wait: fc.constantFrom(0, 1, 3, 6),
      extension: fc.constantFrom(0, 2, 5),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((specs) =>
    specs.map(({ children, joint, suppressor, wait, extension }, i) => {
      const below = [...METRICS, ...specs.slice(0, i).map((_, j) => `c${j}`)];
      const all = [...METRICS, ...specs.map((_, j) => `c${j}`)];
      return {
        AlarmName: `c${i}`,
        AlarmRule: children.map((child) => `ALARM(${below[child % below.length]})`).join(joint),
        ...{ AlarmActions: ["alarm"], OKActions: ["ok"] },
        ...(suppressor === null ? {} : { ActionsSuppressor: all[suppressor % all.length]! }),
        ...(suppressor === null
          ? {}
          : { ActionsSuppressorWaitPeriod: wait, ActionsSuppressorExtensionPeriod: extension }),
      };
    }),
  );

/** What happened to one alarm, in short. */
interface Told {
  readonly changes: readonly string[];
  readonly late: readonly string[];
}

const line = (second: number, state: StateValue, actions: readonly string[], by: string | undefined): string =>
  `${second} ${state}${actions.length > 0 ? " acts" : ""}${by === undefined ? "" : ` held by ${by}`}`;

function toldOf({ transitions, late }: CompositeRun): Told {
  return {
    changes: transitions.map((one) => line(one.at / SECOND, one.newState, one.actions, one.actionsSuppressedBy)),
    late: late.map(({ at, actions, transition }) => `${at / SECOND} ${transition.newState} ${actions.join()}`),
  };
}

/** Second by second, every alarm asked in each. */
function simulate(alarms: readonly CompositeAlarm[], metrics: readonly Course[]): ReadonlyMap<string, Told> {
  const set = new CompositeSet(alarms);
  const states = new Map<string, AlarmState>(metrics.map(({ name }) => [name, created(name, 0)]));
  const stateOf = (name: string): AlarmState | undefined => states.get(name);
  const held = new Map<string, Suppression>();
  const told = new Map(alarms.map(({ AlarmName }) => [AlarmName!, { changes: [] as string[], late: [] as string[] }]));
  const lastState = new Map<string, StateValue>();
  const step = (alarm: CompositeAlarm, event: SuppressionEvent): boolean => {
    const { ActionsSuppressor: name = "" } = alarm;
    const suppressor = suppressorFor(alarm, `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`);
    const { suppression, run } = suppress(suppressor, held.get(alarm.AlarmName!) ?? {}, event);
    held.set(alarm.AlarmName!, suppression);
    return run.length > 0;
  };
  const late = (alarm: CompositeAlarm, second: number, event: SuppressionEvent): void => {
    const name = alarm.AlarmName!;
    const state = lastState.get(name);
    if (!step(alarm, event) || state === undefined) return;
    told.get(name)!.late.push(`${second} ${state} ${state === "ALARM" ? "alarm" : "ok"}`);
  };
  for (let second = 0; second <= END; second++) {
    const at = second * SECOND;
    const changed: string[] = [];
    for (const { name, changes } of metrics)
      for (const [when, stateValue] of changes) {
        if (when !== second || states.get(name)!.stateValue === stateValue) continue;
        states.set(name, { stateValue, since: at });
        changed.push(name);
      }
    const found = second === 0 ? set.create(stateOf, at, place) : set.spread(changed, stateOf, at, place);
    for (const { name, after } of found) states.set(name, after);
    changed.push(...found.map(({ name }) => name));
    for (const alarm of alarms) {
      const { ActionsSuppressor: name = "" } = alarm;
      const state = states.get(name);
      // Where the replay starts, each learns how its suppressor stands.
      if (state !== undefined && (second === 0 || changed.includes(name)))
        late(alarm, second, { kind: "suppressor", at, stateValue: state.stateValue });
    }
    for (const { name, after } of found) {
      const alarm = alarms.find(({ AlarmName }) => AlarmName === name)!;
      const oldState = lastState.get(name) ?? "INSUFFICIENT_DATA";
      const runs = step(alarm, { kind: "alarm", at, stateValue: after.stateValue });
      const actions = runs ? actionsOf(alarm, { oldState, newState: after.stateValue }) : [];
      told.get(name)!.changes.push(line(second, after.stateValue, actions, held.get(name)!.actionsSuppressedBy));
      lastState.set(name, after.stateValue);
    }
    for (const alarm of alarms) late(alarm, second, { kind: "clock", at });
  }
  return told;
}

const run = (alarms: readonly CompositeAlarm[], metrics: readonly Course[], saved: readonly CompositeRunState[] = []) =>
  runComposites({ composites: alarms, runs: metrics.map(runOf), clock, saved, ...place });

describe("composite alarms on the clock", () => {
  property.prop([composites, courses], { numRuns: 400 })(
    "do what asking each of them every second gives",
    (alarms, metrics) => {
      const expected = simulate(alarms, metrics);
      for (const one of run(alarms, metrics)) expect(toldOf(one)).toEqual(expected.get(one.alarm.AlarmName!));
    },
  );

  const shuffled = composites.chain((alarms) =>
    fc.tuple(
      fc.constant(alarms),
      fc.shuffledSubarray([...alarms], { minLength: alarms.length, maxLength: alarms.length }),
    ),
  );
  property.prop([shuffled, courses], { numRuns: 200 })("do the same in any order", ([alarms, mixed], metrics) => {
    const byName = (runs: readonly CompositeRun[]) =>
      runs.map(({ alarm, ...one }) => ({ name: alarm.AlarmName!, ...one })).sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(byName(run(mixed, metrics.toReversed()))).toEqual(byName(run(alarms, metrics)));
  });
});

describe("a composite alarm put aside while its actions are held back", () => {
  const alarm: CompositeAlarm = {
    ...{ AlarmName: "c", AlarmRule: "ALARM(m0)", AlarmActions: ["alarm"], OKActions: ["ok"] },
    ...{ ActionsSuppressor: "m1", ActionsSuppressorWaitPeriod: 3, ActionsSuppressorExtensionPeriod: 4 },
  };
  const courses: readonly Course[] = [
    { name: "m0", changes: [[10, "ALARM"]] },
    { name: "m1", changes: [[5, "ALARM"]] },
    { name: "m2", changes: [[7, "OK"]] },
  ];
  const half = { ...clock, to: 20 * SECOND, save: 20 * SECOND };
  const [before] = runComposites({ composites: [alarm], runs: courses.map(runOf), clock: half, saved: [], ...place });
  const then = (changed: CompositeAlarm, later: readonly Course[] = []): Told => {
    const runs = courses.map((course) => {
      const { saved, ...whole } = runOf(course);
      const added = runOf({
        name: course.name,
        changes: later.find(({ name }) => name === course.name)?.changes ?? [],
      });
      return { ...whole, before: saved, transitions: added.transitions, saved };
    });
    const saved = [JSON.parse(JSON.stringify(before!.saved)) as CompositeRunState];
    const rest = { ...clock, after: 20 * SECOND };
    return toldOf(runComposites({ composites: [changed], runs, clock: rest, saved, ...place })[0]!);
  };

  test("was held back by its suppressor", () => {
    expect(toldOf(before!)).toEqual({
      changes: ["0 OK held by WaitPeriod", "10 ALARM held by Alarm"],
      late: ["3 OK ok"],
    });
    expect(before!.saved).toMatchObject({ AlarmRule: "ALARM(m0)", ActionsSuppressor: "m1" });
  });

  test("goes on being held back", () => {
    expect(then(alarm)).toEqual({ changes: [], late: [] });
    expect(then(alarm, [{ name: "m1", changes: [[25, "OK"]] }])).toEqual({ changes: [], late: ["29 ALARM alarm"] });
  });

  test("is freed by another suppressor, and by none", () => {
    expect(then({ ...alarm, ActionsSuppressor: "m2" })).toEqual({ changes: [], late: ["20 ALARM alarm"] });
    const { ActionsSuppressor: _, ...free } = alarm;
    expect(then(free)).toEqual({ changes: [], late: ["20 ALARM alarm"] });
  });

  test("stays held by another suppressor that is in ALARM", () => {
    expect(then({ ...alarm, ActionsSuppressor: "m0" })).toEqual({ changes: [], late: [] });
  });

  test("is evaluated anew when its rule is another, and only then", () => {
    expect(then({ ...alarm, AlarmRule: "ALARM( m0 ) OR ALARM(m2)" })).toEqual({ changes: [], late: [] });
    expect(then({ ...alarm, AlarmRule: "ALARM(m2)" })).toEqual({ changes: ["20 OK held by Alarm"], late: [] });
  });
});
