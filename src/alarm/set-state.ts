// Holds: SetAlarmState: a state put in place of the one that an evaluation gave.
// In: the state an alarm has, a request. Out: the state it has then, and whether that is a change.
// Always: setting the present state changes nothing, its reason included [O]; the next evaluation decides anew [O].

import type { Diagnostic } from "../text/diagnostic.ts";
import { shown } from "../text/shown.ts";
import { given, STATE_VALUES, type StateValue } from "./alarm.ts";
import { AlarmError } from "./error.ts";
import type { AlarmEvaluation } from "./evaluate.ts";
import { finding, isObject, unknownMembers } from "./finding.ts";

/** The request of SetAlarmState; SDK objects fit without a cast. */
export interface SetAlarmStateRequest {
  readonly AlarmName?: string | undefined;
  readonly StateValue?: StateValue | undefined;
  readonly StateReason?: string | undefined;
  /** Text of JSON; not read here. */
  readonly StateReasonData?: string | undefined;
}

/** What an alarm carries between evaluations. */
export type CarriedState = Pick<AlarmEvaluation, "stateValue" | "stateReason" | "stateReasonData">;

/** The state after the request. Throws AlarmError for a request that the service refuses. */
export function setAlarmState(present: CarriedState, request: SetAlarmStateRequest): AlarmEvaluation {
  const findings = validateSetAlarmState(request);
  if (findings.length > 0) throw new AlarmError(findings);
  const { stateValue, stateReason, stateReasonData } = present;
  const { StateValue: wanted, StateReason, StateReasonData } = request;
  if (wanted === stateValue) return { stateValue, stateReason, stateReasonData, changed: false };
  return {
    stateValue: wanted!,
    stateReason: StateReason!,
    stateReasonData: StateReasonData ?? "",
    changed: true,
  };
}

const MEMBERS: readonly string[] = ["AlarmName", "StateValue", "StateReason", "StateReasonData"];

/** Everything the service refuses about a request; the alarm's name may be left out, for it decides nothing here. */
export function validateSetAlarmState(request: SetAlarmStateRequest): readonly Diagnostic[] {
  if (!isObject(request)) return [finding("alarm-request", "", `A request is an object, not ${shown(request)}`)];
  return [...unknownMembers(request, MEMBERS, "SetAlarmState"), ...stateFindings(request)];
}

function* stateFindings({ StateValue, StateReason, StateReasonData }: SetAlarmStateRequest): Iterable<Diagnostic> {
  if (!given(StateValue) || !STATE_VALUES.includes(StateValue)) {
    const value = given(StateValue) ? `'${shown(StateValue)}'` : "null";
    const constraint = given(StateValue)
      ? `Member must satisfy enum value set: [${STATE_VALUES.join(", ")}]`
      : "Member must not be null";
    const message = `1 validation error detected: Value ${value} at 'stateValue' failed to satisfy constraint: ${constraint}`;
    yield finding("alarm-request", "StateValue", message, STATE_VALUES);
  }
  if (!isText(StateReason, 1023))
    yield finding("alarm-request", "StateReason", "StateReason is a text of at most 1023 characters");
  if (given(StateReasonData) && !isText(StateReasonData, 4000))
    yield finding("alarm-request", "StateReasonData", "StateReasonData is a text of at most 4000 characters");
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === "string" && value.length <= longest;
}
