// Holds: the public API, listed by hand.
// In: nothing. Out: every name that users may rely on.
// Always: what is not listed here or in a sub-path entry is not public.

export { type AlarmActions, actionsOf, type StateStep } from "./alarm/actions.ts";
export type { EvaluationWindow, MetricAlarm, Slot, StateValue, WarmUpConfiguration } from "./alarm/alarm.ts";
export { type CompositeAlarm, cyclesOf } from "./alarm/composite.ts";
export {
  type AlarmPlace,
  type AlarmState,
  type CompositeCause,
  type CompositeContext,
  type CompositeState,
  evaluateComposite,
} from "./alarm/composite-evaluate.ts";
export { type CompositeOptions, validateCompositeAlarm } from "./alarm/composite-validate.ts";
export { AlarmError } from "./alarm/error.ts";
export { type AlarmContext, type AlarmEvaluation, evaluateMetricAlarm } from "./alarm/evaluate.ts";
export { AlarmRuleError } from "./alarm/rule/error.ts";
export { evaluateAlarmRule } from "./alarm/rule/evaluate.ts";
export { type AlarmRuleResult, parseAlarmRule } from "./alarm/rule/parse.ts";
export { type AlarmReference, type AlarmRule, alarmsOf, writeAlarmRule } from "./alarm/rule/tree.ts";
export {
  type CarriedState,
  type SetAlarmStateRequest,
  setAlarmState,
  validateSetAlarmState,
} from "./alarm/set-state.ts";
export {
  type ActionsRun,
  type Suppression,
  type SuppressionEvent,
  type SuppressionStep,
  type Suppressor,
  suppress,
  suppressorFor,
} from "./alarm/suppression.ts";
export type { AlarmValidationOptions } from "./alarm/validate.ts";
export { validateMetricAlarm } from "./alarm/validate-whole.ts";
export type { EvaluationOptions } from "./alarm/windows.ts";
export { compilePattern } from "./match/compile.ts";
export type { Clause, Explanation, Outcome, Seen } from "./match/explanation.ts";
export type { LineVisitor } from "./match/lines.ts";
export type { Match, Matcher } from "./match/matcher.ts";
export { scanLines } from "./match/scan-lines.ts";
export { compilePatternSet, type PatternSet } from "./match/set.ts";
export { type MetricFilterMatch, type TestMetricFilterRequest, testMetricFilter } from "./match/test-metric-filter.ts";
export type { MetricDatum } from "./metric/datum.ts";
export { type Distribution, distribution, mergeDistributions, statisticSet } from "./metric/distribution.ts";
export { compileMetricFilter, type LogEvent, type MetricFilter } from "./metric/filter.ts";
export {
  compileMath,
  type MathExpression,
  type MathInput,
  type MathOptions,
  type MathParse,
  type MathPlan,
  type MathWindow,
  type MetricDataQuery,
  type MetricStat,
  parseMathExpression,
  validateMath,
} from "./metric/math/index.ts";
export type { MetricTransformation, PutMetricFilterRequest } from "./metric/request.ts";
export type { StatisticSet } from "./metric/samples.ts";
export { statistic } from "./metric/statistic.ts";
export { type AlarmStateChange, alarmArn, type PreviousState, type TriggeringChild } from "./notify/change.ts";
export type { EventObject } from "./notify/configuration.ts";
export {
  type AlarmConfigurationChange,
  type ConfigurationEventOptions,
  renderConfigurationChangeEvent,
} from "./notify/configuration-change.ts";
export { renderConfigurationHistoryItem } from "./notify/configuration-history.ts";
export { type EmailOptions, renderEmail } from "./notify/email.ts";
export type { EmailStyle } from "./notify/email-style.ts";
export {
  type AlarmEvent,
  type EventOptions,
  type LambdaAlarmEvent,
  renderEventBridgeEvent,
  renderLambdaEvent,
} from "./notify/event.ts";
export { type AlarmHistoryItem, renderHistoryItems } from "./notify/history.ts";
export { regionName } from "./notify/region.ts";
export { renderSnsMessage, renderSnsPublish, type SnsPublishRequest } from "./notify/sns.ts";
export { renderSms, renderSubject } from "./notify/subject.ts";
export * as build from "./pattern/build.ts";
export { PatternError } from "./pattern/error.ts";
export { explainPattern } from "./pattern/explain/explain.ts";
export type { PatternContext } from "./pattern/finding.ts";
export { formatPattern } from "./pattern/format.ts";
export { parsePattern } from "./pattern/parse.ts";
export type * from "./pattern/syntax.ts";
export { type PatternOptions, validatePattern } from "./pattern/validate.ts";
export type { ReplayEvent, ReplayEvents } from "./replay/fold.ts";
export { Replay, type ReplayOptions, replay } from "./replay/replay.ts";
export type { ReplayState } from "./replay/state.ts";
export type {
  ActionsOutput,
  AlarmSummary,
  FilterSummary,
  MetricSummary,
  ReplayOutput,
  ReplaySummary,
  StateChangeOutput,
} from "./replay/summary.ts";
export type { DiagnosticCode } from "./text/catalogue.ts";
export type { Diagnostic, Fix, Related, Severity, TextEdit } from "./text/diagnostic.ts";
export { applyFix } from "./text/fix.ts";
export { caretFrame, type FrameInput } from "./text/frame.ts";
export type { Span } from "./text/span.ts";
