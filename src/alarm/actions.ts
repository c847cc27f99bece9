// Holds: which actions run when an alarm's state changes, and while it stays.
// In: an alarm's action lists, the states before and after. Out: ARNs, in the order they were configured.
// Always: nothing runs with ActionsEnabled false [D]; only the actions of Auto Scaling run again without a change [D].

import { given, type StateValue } from "./alarm.ts";
import { MOST_ACTIONS } from "./validate.ts";

const MINUTE = 60_000;

/** The members that name an alarm's actions; metric and composite alarms share them. */
export interface AlarmActions {
  readonly ActionsEnabled?: boolean | undefined;
  readonly OKActions?: readonly string[] | undefined;
  readonly AlarmActions?: readonly string[] | undefined;
  readonly InsufficientDataActions?: readonly string[] | undefined;
}

/** What an evaluation did to the state. */
export interface StateStep {
  readonly oldState: StateValue;
  /** The same as `oldState` when nothing changed. */
  readonly newState: StateValue;
  /** The instant of the evaluation. */
  readonly at?: number | undefined;
  /** When the alarm entered the state it has kept: the actions of Auto Scaling run again each full minute from then. */
  readonly since?: number | undefined;
}

/** The ARNs of the actions that run: all of the new state on a change, those of Auto Scaling once a minute without one [D]. */
export function actionsOf(alarm: AlarmActions, { oldState, newState, at, since }: StateStep): readonly string[] {
  const actions = actionsFor(alarm, newState);
  if (oldState !== newState) return actions;
  const isMinute = given(at) && given(since) && at > since && (at - since) % MINUTE === 0;
  return isMinute ? actions.filter(isAutoScaling) : [];
}

/** The actions of a state, when actions are enabled; an alarm has at most five of each [D]. */
export function actionsFor(alarm: AlarmActions, state: StateValue): readonly string[] {
  const { ActionsEnabled, OKActions, AlarmActions: ALARM, InsufficientDataActions: INSUFFICIENT_DATA } = alarm;
  const list = { OK: OKActions, ALARM, INSUFFICIENT_DATA }[state];
  return ActionsEnabled === false || !Array.isArray(list) ? [] : list.slice(0, MOST_ACTIONS);
}

/** A scaling policy of Auto Scaling, of instances or of other resources. */
function isAutoScaling(action: string): boolean {
  return /^arn:[^:]+:autoscaling:/.test(action);
}
