// Actions of a composite alarm and its suppressor: the documented examples, what captures show, and a simulation second by second.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { StateValue } from "../../src/alarm/alarm.ts";
import {
  type ActionsRun,
  type Suppression,
  type SuppressionEvent,
  type Suppressor,
  suppress,
  suppressorFor,
} from "../../src/alarm/suppression.ts";

const ARN = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:suppressor";
const SECOND = 1000;

const alarm = (t: number, stateValue: StateValue): SuppressionEvent => ({ kind: "alarm", at: t * SECOND, stateValue });
const suppressor = (t: number, stateValue: StateValue): SuppressionEvent => ({
  ...{ kind: "suppressor", at: t * SECOND, stateValue },
});
const clock = (t: number): SuppressionEvent => ({ kind: "clock", at: t * SECOND });

interface Told {
  /** `t STATE` for actions that ran. */
  readonly run: readonly string[];
  /** After each event: what holds actions back. */
  readonly held: readonly (string | undefined)[];
  readonly last: Suppression;
}

function play(config: Suppressor | undefined, events: readonly SuppressionEvent[], from: Suppression = {}): Told {
  const run: string[] = [];
  const held: (string | undefined)[] = [];
  let last = from;
  for (const event of events) {
    const step = suppress(config, last, event);
    last = step.suppression;
    run.push(...step.run.map(({ at, stateValue }) => `${at / SECOND} ${stateValue}`));
    held.push(last.actionsSuppressedBy);
  }
  return { run, held, last };
}

/** The periods of the documented examples: two units to wait, three of extension. */
const documented: Suppressor = { arn: ARN, wait: 2 * SECOND, extension: 3 * SECOND };

describe("the documented examples", () => {
  test("1: actions are not suppressed after the wait period", () => {
    expect(play(documented, [alarm(2, "ALARM"), clock(3), clock(4)])).toMatchObject({
      ...{ run: ["4 ALARM"], held: ["WaitPeriod", "WaitPeriod", undefined] },
    });
  });
  test("2: actions are suppressed by the alarm before the wait period expires", () => {
    const told = play(documented, [alarm(2, "ALARM"), suppressor(3, "ALARM"), clock(4), clock(100)]);
    expect(told).toMatchObject({ run: [], held: ["WaitPeriod", "Alarm", "Alarm", "Alarm"] });
    expect(told.last.until).toBeUndefined();
  });
  test("3: a state transition while the wait period suppresses begins a new one", () => {
    const told = play(documented, [alarm(2, "ALARM"), alarm(3, "OK"), clock(4), clock(5)]);
    expect(told).toMatchObject({ run: ["5 OK"], held: ["WaitPeriod", "WaitPeriod", "WaitPeriod", undefined] });
  });
  test("4: a state transition while the suppressor is in ALARM is suppressed by it", () => {
    expect(play(documented, [suppressor(1, "ALARM"), alarm(2, "ALARM"), clock(100)])).toMatchObject({
      ...{ run: [], held: [undefined, "Alarm", "Alarm"] },
    });
  });
  test("5: actions are not suppressed after the extension period", () => {
    const events = [alarm(2, "ALARM"), suppressor(3, "ALARM"), suppressor(6, "OK"), clock(8), clock(9)];
    const held = ["WaitPeriod", "Alarm", "ExtensionPeriod", "ExtensionPeriod", undefined];
    expect(play(documented, events)).toMatchObject({ run: ["9 ALARM"], held });
  });
  test("6: a state transition while the extension period suppresses begins a wait period", () => {
    const events = [alarm(2, "ALARM"), suppressor(3, "ALARM"), suppressor(6, "OK"), alarm(7, "OK"), clock(9)];
    const held = ["WaitPeriod", "Alarm", "ExtensionPeriod", "WaitPeriod", undefined];
    expect(play(documented, events)).toMatchObject({ run: ["9 OK"], held });
  });
});

describe("what captures show", () => {
  const captured: Suppressor = { arn: ARN, wait: 5 * SECOND, extension: 5 * SECOND };

  test("the first state of a new alarm waits too", () => {
    expect(play(captured, [suppressor(0, "OK"), alarm(1, "OK"), alarm(3, "ALARM"), clock(8)])).toMatchObject({
      ...{ run: ["8 ALARM"], held: [undefined, "WaitPeriod", "WaitPeriod", undefined] },
    });
  });
  test("a suppressor that comes too late, and leaves, changes nothing", () => {
    const events = [alarm(3, "ALARM"), clock(8), suppressor(49, "ALARM"), clock(68), suppressor(70, "OK"), clock(90)];
    expect(play(captured, events)).toMatchObject({
      run: ["8 ALARM"],
      held: ["WaitPeriod", ...Array(5).fill(undefined)],
    });
  });
  test("reasons are the service's, with the time of the suppressor's transition", () => {
    const from = Date.UTC(2026, 8, 14, 6, 31, 5, 902) / SECOND;
    const { last } = play(captured, [suppressor(from, "ALARM"), alarm(from + 1, "ALARM")]);
    expect(last.actionsSuppressedReason).toBe(
      `Actions suppressed by ${ARN} that transitioned to ALARM at Monday 14 September, 2026 06:31:05 UTC`,
    );
    expect(play(captured, [alarm(1, "ALARM")]).last.actionsSuppressedReason).toBe("Actions suppressed by WaitPeriod");
    const extended = play(captured, [suppressor(from + 2, "OK")], last).last;
    expect(extended.actionsSuppressedReason).toBe("Actions suppressed by ExtensionPeriod");
    expect(extended.until).toBe((from + 7) * SECOND);
  });
  test("another suppressor lets go what the one before held back", () => {
    const held = play(captured, [suppressor(1, "ALARM"), alarm(2, "ALARM")]).last;
    const replaced = { ...suppressor(4, "OK"), replaced: true } as SuppressionEvent;
    expect(play(captured, [replaced], held)).toMatchObject({ run: ["4 ALARM"], held: [undefined] });
    expect(play(undefined, [clock(4)], held)).toMatchObject({ run: ["4 ALARM"], held: [undefined] });
  });
  test("an alarm may be suppressed by its own child", () => {
    expect(play(captured, [suppressor(2, "ALARM"), alarm(2, "ALARM")]).held).toEqual([undefined, "Alarm"]);
  });
});

describe("the edges", () => {
  test("without a suppressor, and with a wait of no seconds, actions run at once", () => {
    expect(play(undefined, [alarm(2, "ALARM"), alarm(3, "OK")]).run).toEqual(["2 ALARM", "3 OK"]);
    expect(play({ arn: ARN, wait: 0, extension: 0 }, [alarm(2, "ALARM")]).run).toEqual(["2 ALARM"]);
  });
  test("a suppressor that leaves ALARM for want of data leaves it", () => {
    const events = [suppressor(1, "ALARM"), alarm(2, "ALARM"), suppressor(3, "INSUFFICIENT_DATA")];
    expect(play(documented, events).held.at(-1)).toBe("ExtensionPeriod");
  });
  test("what happens in the last instant of a period falls into it", () => {
    expect(play(documented, [alarm(2, "ALARM"), suppressor(4, "ALARM"), clock(4)])).toMatchObject({ run: [] });
    expect(play(documented, [alarm(2, "ALARM"), clock(4), suppressor(4, "ALARM")]).run).toEqual(["4 ALARM"]);
  });
  test("the configuration's periods are seconds; absent ones, which validation refuses, are none", () => {
    expect(suppressorFor({ ActionsSuppressor: "s", ActionsSuppressorWaitPeriod: 60 }, ARN)).toEqual({
      ...{ arn: ARN, wait: 60_000, extension: 0 },
    });
    expect(suppressorFor({ AlarmRule: "TRUE" }, ARN)).toBeUndefined();
  });
});

interface Happening {
  readonly t: number;
  readonly who: "alarm" | "suppressor";
  readonly state: StateValue;
}

/** Second by second, with a counter of the seconds that are left. */
function simulate(wait: number, extension: number, happenings: readonly Happening[], end: number): string[] {
  const run: string[] = [];
  let state = "";
  let inAlarm = false;
  let mode = "free" as "free" | "period" | "alarm";
  let left = 0;
  const begin = (t: number, seconds: number): void => {
    mode = seconds === 0 ? "free" : "period";
    left = seconds;
    if (seconds === 0) run.push(`${t} ${state}`);
  };
  for (let t = 0; t <= end; t++) {
    if (mode === "period") left--;
    for (const one of happenings.filter((each) => each.t === t)) {
      if (one.who === "alarm") {
        state = one.state;
        if (inAlarm) mode = "alarm";
        else begin(t, wait);
      } else {
        inAlarm = one.state === "ALARM";
        if (inAlarm && mode === "period") mode = "alarm";
        else if (!inAlarm && mode === "alarm") begin(t, extension);
      }
    }
    if (mode === "period" && left === 0) {
      run.push(`${t} ${state}`);
      mode = "free";
    }
  }
  return run;
}

const END = 40;
const happenings = fc
  .array(
    fc.record({
      t: fc.integer({ min: 0, max: 25 }),
      who: fc.constantFrom("alarm" as const, "suppressor" as const),
      state: fc.constantFrom<StateValue>("OK", "ALARM", "ALARM", "INSUFFICIENT_DATA"),
    }),
    { maxLength: 14 },
  )
  .map((all) => all.toSorted((a, b) => a.t - b.t));
const periods = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }));
const events = (all: readonly Happening[]): SuppressionEvent[] =>
  all.map(({ t, who, state }) => (who === "alarm" ? alarm(t, state) : suppressor(t, state)));

describe("any history", () => {
  property.prop([periods, happenings])(
    "runs the actions that a simulation second by second runs",
    ([wait, extension], all) => {
      const config: Suppressor = { arn: ARN, wait: wait * SECOND, extension: extension * SECOND };
      const ticking = Array.from({ length: END + 1 }, (_, t) => [
        ...events(all.filter((one) => one.t === t)),
        clock(t),
      ]).flat();
      const expected = simulate(wait, extension, all, END);
      expect(play(config, ticking).run).toEqual(expected);
      // The clock may sleep: periods that ran out are noticed with the next event.
      expect(play(config, [...events(all), clock(END)]).run).toEqual(expected);
    },
  );

  property.prop([periods, happenings, fc.nat(14)])(
    "can be saved in the middle and resumed",
    ([wait, extension], all, at) => {
      const config: Suppressor = { arn: ARN, wait: wait * SECOND, extension: extension * SECOND };
      const whole = play(config, [...events(all), clock(END)]);
      const first = play(config, events(all).slice(0, at));
      const saved = JSON.parse(JSON.stringify(first.last)) as Suppression;
      const second = play(config, [...events(all).slice(at), clock(END)], saved);
      expect([...first.run, ...second.run]).toEqual(whole.run);
      expect(second.last).toEqual(whole.last);
    },
  );

  property.prop([periods, happenings])(
    "tells when the next decision is due, and only then one is made",
    ([wait, extension], all) => {
      const config: Suppressor = { arn: ARN, wait: wait * SECOND, extension: extension * SECOND };
      const { last } = play(config, events(all));
      const later: readonly ActionsRun[] = suppress(config, last, { kind: "clock", at: END * SECOND }).run;
      expect(later.map(({ at }) => at)).toEqual(last.until === undefined ? [] : [last.until]);
      if (last.until !== undefined)
        expect(suppress(config, last, { kind: "clock", at: last.until - 1 }).suppression).toEqual(last);
    },
  );
});
