// Composite alarms: reasons and data as the service writes them, alarms on alarms, cycles.

import { readFileSync } from "node:fs";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { STATE_VALUES, type StateValue } from "../../src/alarm/alarm.ts";
import { type CompositeAlarm, cyclesOf } from "../../src/alarm/composite.ts";
import {
  type AlarmState,
  type CompositeChange,
  CompositeSet,
  type CompositeState,
  evaluateComposite,
} from "../../src/alarm/composite-evaluate.ts";
import { AlarmError } from "../../src/alarm/error.ts";
import { AlarmRuleError } from "../../src/alarm/rule/error.ts";
import { referenceRule } from "../reference/rule.ts";

const place = { region: "us-east-1", accountId: "123456789012" };
const at = Date.UTC(2026, 8, 14, 6, 29, 58, 924);
const arn = (name: string): string => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;
const alarm = (AlarmName: string, AlarmRule: string): CompositeAlarm => ({ AlarmName, AlarmRule });

type States = Readonly<Record<string, AlarmState>>;
const looking =
  (states: States) =>
  (name: string): AlarmState | undefined =>
    states[name];

const triggering = (data: string): readonly string[] =>
  (JSON.parse(data) as { triggeringAlarms: { arn: string }[] }).triggeringAlarms.map(
    (one) => one.arn.split(":").pop()!,
  );

describe("the service's own words", () => {
  const facts = JSON.parse(
    readFileSync(new URL("../conformance/composite-states.json", import.meta.url), "utf8"),
  ) as readonly {
    readonly name: string;
    readonly rule: string;
    readonly at: string;
    readonly before?: StateValue;
    readonly cause: "created" | "updated" | { readonly child: string };
    readonly children: Readonly<Record<string, readonly [StateValue, string]>>;
    readonly state: StateValue;
    readonly reason: string;
    readonly data: string;
  }[];

  test.each(facts)("$rule, $state", ({ name, rule, at: when, before, cause, children, state, reason, data }) => {
    const stateOf = (child: string): AlarmState | undefined => {
      const known = children[child];
      return known && { stateValue: known[0], since: Date.parse(known[1]) };
    };
    const already = before && { stateValue: before, since: 0, stateReason: "", stateReasonData: "" };
    const after = evaluateComposite(alarm(name, rule), {
      ...place,
      state: already,
      stateOf,
      cause,
      at: Date.parse(when),
    });
    expect(after).toEqual({ stateValue: state, since: Date.parse(when), stateReason: reason, stateReasonData: data });
  });
});

describe("a composite alarm", () => {
  test("is ALARM or OK from its creation on", () => {
    const created = evaluateComposite(alarm("c", "INSUFFICIENT_DATA(unknown)"), {
      ...{ ...place, stateOf: () => undefined, cause: "created", at },
    });
    expect(created?.stateValue).toBe("ALARM");
    expect(created?.stateReasonData).toBe('{"triggeringAlarms":[]}');
  });

  test("keeps state, reason, data and time while its rule says the same", () => {
    const state: CompositeState = { stateValue: "OK", since: 1, stateReason: "r", stateReasonData: "d" };
    const context = { ...place, state, stateOf: () => undefined, at };
    expect(evaluateComposite(alarm("c", "FALSE"), { ...context, cause: "updated" })).toBeUndefined();
    expect(evaluateComposite(alarm("c", "ALARM(a)"), { ...context, cause: { child: "a" } })).toBeUndefined();
  });

  test("with a rule that is none is refused", () => {
    expect(() => new CompositeSet([alarm("c", "alarm(a)")])).toThrow(AlarmRuleError);
    expect(() => new CompositeSet([{ AlarmName: "c" }])).toThrow(AlarmRuleError);
  });
});

describe("an evaluation that can't have a meaning is refused by the name of what is wrong", () => {
  const context = { ...place, stateOf: () => undefined, cause: "created" as const, at };
  test.each<[string, unknown]>([
    ["context", undefined],
    ["context", 5],
    ["context.at", { ...context, at: Number.NaN }],
    ["context.at", { ...context, at: 9e15 }],
    ["context.region", { ...context, region: undefined }],
    ["context.accountId", { ...context, accountId: 1 }],
    ["context.stateOf", { ...context, stateOf: {} }],
    ["context.cause", { ...context, cause: "deleted" }],
    ["context.cause", { ...context, cause: { child: 1 } }],
    ["context.cause", { ...context, cause: null }],
    ["context.state", { ...context, state: { stateValue: "ok" } }],
  ])("%s: %j", (path, wrong) => {
    try {
      evaluateComposite(alarm("c", "TRUE"), wrong as never);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(AlarmError);
      expect((error as AlarmError).diagnostics).toMatchObject([{ code: "alarm-slots", path }]);
    }
  });

  test("a state that is none, with the three that there are, as for a metric alarm", () => {
    const wrong = { ...context, state: { stateValue: "ok", since: at, stateReason: "", stateReasonData: "" } };
    try {
      evaluateComposite(alarm("c", "TRUE"), wrong as never);
      expect.unreachable();
    } catch (error) {
      const [finding] = (error as AlarmError).diagnostics;
      expect(finding).toMatchObject({ path: "context.state", expected: STATE_VALUES });
    }
  });

  test("an alarm that is none too; a member `rule` of a request makes it no prepared alarm", () => {
    for (const wrong of [null, "c", [], 7])
      expect(() => evaluateComposite(wrong as never, context)).toThrow(AlarmError);
    const odd = { ...alarm("c", "FALSE"), rule: "TRUE", children: 3 } as CompositeAlarm;
    expect(evaluateComposite(odd, context)?.stateValue).toBe("OK");
  });
});

describe("composite alarms on composite alarms", () => {
  const since = at - 60_000;
  const summary = (changes: readonly CompositeChange[]): string[] =>
    changes.map((one) => `${one.name} ${one.after.stateValue}`);

  test("are created children first, whatever their order", () => {
    const set = new CompositeSet([alarm("top", "ALARM(middle)"), alarm("middle", "ALARM(a)")]);
    const changes = set.create(looking({ a: { stateValue: "ALARM", since } }), at, place);
    expect(summary(changes)).toEqual(["middle ALARM", "top ALARM"]);
    expect(triggering(changes[1]!.after.stateReasonData)).toEqual(["middle"]);
  });

  test("change in one instant, each told by its own child", () => {
    const set = new CompositeSet([alarm("top", "ALARM(middle)"), alarm("middle", "ALARM(a)")]);
    const states: Record<string, AlarmState> = { a: { stateValue: "OK", since } };
    for (const { name, after } of set.create(looking(states), since, place)) states[name] = after;
    states.a = { stateValue: "ALARM", since: at };
    const changes = set.spread(["a"], looking(states), at, place);
    expect(changes.map(({ after }) => after.stateReason)).toEqual([
      `${arn("a")} transitioned to ALARM at Monday 14 September, 2026 06:29:58 UTC`,
      `${arn("middle")} transitioned to ALARM at Monday 14 September, 2026 06:29:58 UTC`,
    ]);
    expect(changes.map(({ before }) => before?.stateValue)).toEqual(["OK", "OK"]);
  });

  test("are evaluated once after all of their children", () => {
    const set = new CompositeSet([
      alarm("z", "ALARM(x) AND NOT ALARM(y)"),
      alarm("x", "ALARM(a)"),
      alarm("y", "ALARM(a)"),
    ]);
    const states: Record<string, AlarmState> = { a: { stateValue: "OK", since } };
    for (const { name, after } of set.create(looking(states), since, place)) states[name] = after;
    states.a = { stateValue: "ALARM", since: at };
    expect(summary(set.spread(["a"], looking(states), at, place))).toEqual(["x ALARM", "y ALARM"]);
  });

  test("that depend on each other come to rest, as the service's were seen to", () => {
    // C was OK and D followed it; then C's rule became NOT ALARM(D).
    const set = new CompositeSet([alarm("C", "NOT ALARM(D)"), alarm("D", "ALARM(C)")]);
    const states: Record<string, AlarmState> = {
      C: { stateValue: "ALARM", since: at },
      D: { stateValue: "OK", since },
    };
    const changes = set.spread(["C"], looking(states), at, place);
    expect(summary(changes)).toEqual(["D ALARM", "C OK"]);
    expect(changes[0]!.after.stateReason).toContain(`${arn("C")} transitioned to ALARM`);
  });

  test("are found where they depend on each other", () => {
    expect(
      cyclesOf([alarm("C", "NOT ALARM(D)"), alarm("D", "ALARM(C)"), alarm("E", "ALARM(D)")]).map((one) =>
        [...one].sort(),
      ),
    ).toEqual([["C", "D"]]);
    expect(cyclesOf([alarm("C", "ALARM(C)")])).toEqual([["C"]]);
    expect(cyclesOf([alarm("C", "ALARM(D)"), alarm("D", "ALARM(a)"), alarm("E", "alarm(")])).toEqual([]);
  });

  test("twenty thousand deep are no deeper for the stack", () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => alarm(`c${i}`, `ALARM(c${i + 1})`));
    expect(cyclesOf(chain)).toEqual([]);
  });
});

// Alarms named by numbers, each on some of the others; metric alarms m0 to m2 below them.
const network = fc
  .integer({ min: 1, max: 6 })
  .chain((count) =>
    fc.array(
      fc.record({
        children: fc.uniqueArray(fc.integer({ min: -3, max: count - 1 }), { minLength: 1, maxLength: 3 }),
        negated: fc.boolean(),
        joint: fc.constantFrom(" AND ", " OR "),
      }),
      { minLength: count, maxLength: count },
    ),
  )
  .map((specs) =>
    specs.map(({ children, negated, joint }, i) => {
      const tests = children.map((child) => `ALARM(${child < 0 ? `m${-1 - child}` : `c${child}`})`);
      return { name: `c${i}`, rule: `${negated ? "NOT " : ""}(${tests.join(joint)})`, children };
    }),
  );

/** Whether an alarm reaches itself, by walking. */
function inCycle(start: number, specs: readonly { readonly children: readonly number[] }[]): boolean {
  const seen = new Set<number>();
  const open = [...specs[start]!.children];
  while (open.length > 0) {
    const next = open.pop()!;
    if (next === start) return true;
    if (next < 0 || seen.has(next)) continue;
    seen.add(next);
    open.push(...specs[next]!.children);
  }
  return false;
}

describe("any composite alarms", () => {
  property.prop([network])("have exactly the cycles that walking finds", (specs) => {
    const found = new Set(cyclesOf(specs.map(({ name, rule }) => alarm(name, rule))).flat());
    expect([...found].sort()).toEqual(
      specs
        .filter((_, i) => inCycle(i, specs))
        .map(({ name }) => name)
        .sort(),
    );
  });

  const changes = fc.array(fc.tuple(fc.constantFrom("m0", "m1", "m2"), fc.constantFrom<StateValue>("OK", "ALARM")), {
    maxLength: 8,
  });

  property.prop([network, changes])("without cycles satisfy their rules after every change", (all, steps) => {
    const specs = all.map((spec, i) => ({ ...spec, children: spec.children.filter((child) => child < i) }));
    const kept = specs.map(({ name, children, rule }, i) =>
      children.length === all[i]!.children.length ? alarm(name, rule) : alarm(name, "FALSE"),
    );
    const set = new CompositeSet(kept.toReversed());
    const states: Record<string, AlarmState> = {};
    const apply = (found: readonly CompositeChange[]): void => {
      for (const { name, before, after } of found) {
        expect(after.stateValue).not.toBe(before?.stateValue);
        states[name] = after;
      }
      for (const { AlarmName, AlarmRule } of kept) {
        const truth = referenceRule(AlarmRule!, (name) => states[name]?.stateValue ?? "INSUFFICIENT_DATA");
        expect(states[AlarmName!]?.stateValue).toBe(truth ? "ALARM" : "OK");
      }
    };
    apply(set.create(looking(states), 0, place));
    steps.forEach(([name, stateValue], i) => {
      states[name] = { stateValue, since: i };
      apply(set.spread([name], looking(states), i, place));
    });
  });

  const acyclic = network.map((specs) =>
    specs.map(({ name, children, rule }, i) =>
      children.every((child) => child < i) ? alarm(name, rule) : alarm(name, `ALARM(m${i % 3}) OR ALARM(c${i - 1})`),
    ),
  );
  const shuffles = acyclic.chain((alarms) =>
    fc.tuple(fc.constant(alarms), fc.shuffledSubarray(alarms, { minLength: alarms.length, maxLength: alarms.length })),
  );
  const batches = fc.array(
    fc.dictionary(fc.constantFrom("m0", "m1", "m2"), fc.constantFrom<StateValue>("OK", "ALARM"), { maxKeys: 3 }),
    { maxLength: 5 },
  );

  /** All that happens to alarms, as texts in the order of their names. */
  const history = (alarms: readonly CompositeAlarm[], steps: readonly Readonly<Record<string, StateValue>>[]) => {
    const set = new CompositeSet(alarms);
    const states: Record<string, AlarmState> = {};
    const told: string[][] = [];
    const take = (found: readonly CompositeChange[]): void => {
      for (const { name, after } of found) states[name] = after;
      told.push(found.map(({ name, after }) => `${name} ${JSON.stringify(after)}`).sort());
    };
    take(set.create(looking(states), 0, place));
    steps.forEach((step, i) => {
      for (const [name, stateValue] of Object.entries(step)) states[name] = { stateValue, since: i + 1 };
      take(set.spread(Object.keys(step), looking(states), i + 1, place));
    });
    return told;
  };

  property.prop([shuffles, batches])(
    "without cycles change alike in any order of the alarms and of what changed",
    (orders, steps) => {
      const reversed = steps.map((step) => Object.fromEntries(Object.entries(step).reverse()));
      expect(history(orders[1], reversed)).toEqual(history(orders[0], steps));
    },
  );

  property.prop([acyclic, acyclic, fc.constantFrom<StateValue>("OK", "ALARM")])(
    "of which some are new and some have another rule satisfy their rules, each changing once",
    (before, after, stateValue) => {
      const states: Record<string, AlarmState> = {
        m0: { stateValue, since: 0 },
        m1: { stateValue: "ALARM", since: 0 },
      };
      for (const { name, after: state } of new CompositeSet(before).create(looking(states), 1, place))
        states[name] = state;
      const known = new Map(before.map(({ AlarmName, AlarmRule }) => [AlarmName!, AlarmRule]));
      const causes = new Map<string, "created" | "updated">();
      for (const { AlarmName, AlarmRule } of after) {
        if (!known.has(AlarmName!)) causes.set(AlarmName!, "created");
        else if (known.get(AlarmName!) !== AlarmRule) causes.set(AlarmName!, "updated");
      }
      const found = new CompositeSet(after).put(causes, looking({ ...states }), 2, place);
      expect(new Set(found.map(({ name }) => name)).size).toBe(found.length);
      for (const { name, before: was, after: now } of found) {
        const cause = causes.get(name);
        expect(was).toEqual(cause === "created" ? undefined : states[name]);
        expect(now.since).toBe(2);
        if (cause !== undefined) expect(now.stateReason).toContain(`${arn(name)} was ${cause} and its`);
        else expect(now.stateReason).toMatch(/transitioned to (OK|ALARM) at Thursday 01 January, 1970 00:00:00 UTC/);
      }
      for (const { name, after: now } of found) states[name] = now;
      for (const { AlarmName, AlarmRule } of after) {
        const truth = referenceRule(AlarmRule!, (name) => states[name]?.stateValue ?? "INSUFFICIENT_DATA");
        expect(states[AlarmName!]?.stateValue).toBe(truth ? "ALARM" : "OK");
      }
    },
  );

  property.prop([network, changes])("with cycles come to rest, each evaluated once a change", (specs, steps) => {
    const set = new CompositeSet(specs.map(({ name, rule }) => alarm(name, rule)));
    const states: Record<string, AlarmState> = {};
    for (const { name, after } of set.create(looking(states), 0, place)) states[name] = after;
    steps.forEach(([name, stateValue], i) => {
      states[name] = { stateValue, since: i };
      const names = set.spread([name], looking(states), i, place).map((one) => one.name);
      expect(new Set(names).size).toBe(names.length);
    });
  });
});
