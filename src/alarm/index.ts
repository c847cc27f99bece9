// Holds: the entry `tocsin/alarm`: alarms alone, without any grammar.
// In: nothing. Out: what evaluates and checks metric alarms.
// Always: loads no parser, so that it stays small.

export type { MetricAlarm, Slot, StateValue } from "./alarm.ts";
export { AlarmError } from "./error.ts";
export { type AlarmContext, type AlarmEvaluation, evaluateMetricAlarm } from "./evaluate.ts";
export { validateMetricAlarm } from "./validate.ts";
export { evaluationRange, isDue, slotsAt } from "./windows.ts";
