// Holds: the public API, listed by hand.
// In: nothing. Out: every name that users may rely on.
// Always: what is not listed here or in a sub-path entry is not public.

export type { MetricAlarm, Slot, StateValue } from "./alarm/alarm.ts";
export { AlarmError } from "./alarm/error.ts";
export { type AlarmContext, type AlarmEvaluation, evaluateMetricAlarm } from "./alarm/evaluate.ts";
export { validateMetricAlarm } from "./alarm/validate.ts";
export { compilePattern } from "./match/compile.ts";
export type { Clause, Explanation, Outcome, Seen } from "./match/explanation.ts";
export type { Match, Matcher } from "./match/matcher.ts";
export { type MetricFilterMatch, type TestMetricFilterRequest, testMetricFilter } from "./match/test-metric-filter.ts";
export type { MetricDatum } from "./metric/datum.ts";
export { compileMetricFilter, type LogEvent, type MetricFilter } from "./metric/filter.ts";
export type { MetricTransformation, PutMetricFilterRequest } from "./metric/request.ts";
export { type AlarmStateChange, alarmArn } from "./notify/change.ts";
export { type EmailOptions, renderEmail } from "./notify/email.ts";
export { regionName } from "./notify/region.ts";
export { renderSnsMessage } from "./notify/sns.ts";
export { renderSubject } from "./notify/subject.ts";
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
export type {
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
