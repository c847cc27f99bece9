import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AlarmError } from "../../src/alarm/error.ts";
import { setAlarmState, validateSetAlarmState } from "../../src/alarm/set-state.ts";

const present = { stateValue: "OK", stateReason: "as it was", stateReasonData: "{}" } as const;

describe("setting a state", () => {
  test("puts it with its reason in place of the present one", () => {
    const request = { AlarmName: "errors", StateValue: "ALARM", StateReason: "a drill" } as const;
    expect(setAlarmState(present, request)).toEqual({
      stateValue: "ALARM",
      stateReason: "a drill",
      stateReasonData: "",
      changed: true,
    });
    expect(setAlarmState(present, { ...request, StateReasonData: '{"x":1}' }).stateReasonData).toBe('{"x":1}');
  });

  test("that the alarm has already changes nothing, not even the reason", () => {
    expect(setAlarmState(present, { StateValue: "OK", StateReason: "again" })).toEqual({ ...present, changed: false });
  });
});

describe("a request that is refused", () => {
  test("names the member, with the service's words where they are known", () => {
    const told = (request: object) => validateSetAlarmState(request).map(({ path, message }) => [path, message]);
    expect(told({ StateValue: "INVALID", StateReason: "x" })).toEqual([
      [
        "StateValue",
        "1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]",
      ],
    ]);
    expect(told({ StateValue: "OK", StateReason: "x".repeat(1024) }).map(([path]) => path)).toEqual(["StateReason"]);
    expect(told({ StateValue: "OK", stateReason: "x" }).map(([path]) => path)).toEqual(["stateReason", "StateReason"]);
    expect(told({ StateValue: "OK", StateReason: "", StateReasonData: "x".repeat(4001) })).toHaveLength(1);
    expect(() => setAlarmState(present, {})).toThrow(AlarmError);
  });

  test("is told of, never thrown about", () => {
    const request = fc.oneof(
      fc.anything(),
      fc.record({ StateValue: fc.anything(), StateReason: fc.anything(), StateReasonData: fc.anything() }),
    );
    fc.assert(fc.property(request, (wrong) => Array.isArray(validateSetAlarmState(wrong as object))));
  });
});
