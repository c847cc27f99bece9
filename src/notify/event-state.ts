// Holds: an alarm's state and the one before as events tell them.
// In: a change. Out: plain objects.
// Always: members stand in the service's order [O]; state reason data are a text.

import type { AlarmStateChange } from "./change.ts";
import { type EventObject, eventObject } from "./configuration.ts";
import { stamp } from "./dates.ts";

export function eventState(change: AlarmStateChange): EventObject {
  return state(change.newState, change);
}

export function eventPreviousState({ oldState, previousState }: AlarmStateChange): EventObject {
  return state(oldState, previousState ?? {});
}

interface Told {
  readonly stateReason?: string | undefined;
  readonly stateReasonData?: string | undefined;
  readonly at?: number | undefined;
  readonly actionsSuppressedBy?: string | undefined;
  readonly actionsSuppressedReason?: string | undefined;
  readonly evaluationState?: string | undefined;
}

function state(value: string, told: Told): EventObject {
  return eventObject({
    actionsSuppressedBy: told.actionsSuppressedBy,
    actionsSuppressedReason: told.actionsSuppressedReason,
    value,
    reason: told.stateReason,
    // Evaluation gives an empty text where there are none.
    reasonData: told.stateReasonData === "" ? undefined : told.stateReasonData,
    timestamp: told.at === undefined ? undefined : stamp(told.at),
    evaluationState: told.evaluationState,
  });
}
