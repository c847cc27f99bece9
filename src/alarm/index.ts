// Holds: the entry `tocsin/alarm`: alarms alone, without any grammar.
// In: nothing. Out: what evaluates and checks metric alarms.
// Always: loads no parser, so that it stays small.

export { type AlarmActions, actionsOf, type StateStep } from "./actions.ts";
export type { EvaluationWindow, MetricAlarm, Slot, StateValue, WarmUpConfiguration } from "./alarm.ts";
export { AlarmError } from "./error.ts";
export { type AlarmContext, type AlarmEvaluation, evaluateMetricAlarm } from "./evaluate.ts";
export { type CarriedState, type SetAlarmStateRequest, setAlarmState, validateSetAlarmState } from "./set-state.ts";
export { fillSlots, SlotReader } from "./slots.ts";
export { type AlarmValidationOptions, validateMetricAlarm } from "./validate.ts";
export { type EvaluationOptions, evaluationRange, isDue, slotsAt } from "./windows.ts";
