// Holds: one change of an alarm's configuration, and the event that EventBridge gets of it.
// In: the alarm, before and after, what was done, when and where. Out: an event.
// Always: members stand in the order of the service's events [O]: what only this kind of alarm has, then what all have.

import { given, INITIAL_STATE, type MetricAlarm, type StateValue } from "../alarm/alarm.ts";
import { type Alarm, isComposite, listed, worded } from "./change.ts";
import { type EventObject, eventMetrics, eventObject, eventRule } from "./configuration.ts";
import { stamp } from "./dates.ts";
import { type AlarmEvent, alarmEvent, type EventOptions } from "./event.ts";

/** An alarm was created, updated or deleted. */
export interface AlarmConfigurationChange {
  readonly operation: "create" | "update" | "delete";
  /** As it is now; of a deletion, as it was. */
  readonly alarm: Alarm;
  /** As it was before an update. */
  readonly previousAlarm?: Alarm | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
  /** A code: `us-east-1`. */
  readonly region: string;
  readonly accountId: string;
  /** When the alarm got the configuration it has; `at` when not given, but for a deletion. */
  readonly configurationUpdated?: number | undefined;
  /** When it had got the one before. */
  readonly previousConfigurationUpdated?: number | undefined;
  /** INSUFFICIENT_DATA when not given. */
  readonly state?: StateValue | undefined;
  /** Since when; `at` when not given, for a creation. */
  readonly stateUpdated?: number | undefined;
  /** Told when the alarm is deleted. */
  readonly stateReason?: string | undefined;
  readonly actionsSuppressedBy?: string | undefined;
}

export interface ConfigurationEventOptions extends EventOptions {
  /** The id of the one query that a single metric stood for before an update. */
  readonly previousMetricId?: string | undefined;
}

/** The event `CloudWatch Alarm Configuration Change`. */
export function renderConfigurationChangeEvent(
  change: AlarmConfigurationChange,
  options: ConfigurationEventOptions = {},
): AlarmEvent {
  const { alarm, previousAlarm, operation } = change;
  const updated = operation === "delete" ? change.configurationUpdated : (change.configurationUpdated ?? change.at);
  const before = operation === "update" && given(previousAlarm) ? previousAlarm : undefined;
  return alarmEvent(
    "CloudWatch Alarm Configuration Change",
    change,
    options.id,
    eventObject({
      alarmName: worded(alarm.AlarmName),
      operation,
      state: state(change),
      configuration: configuration(alarm, updated, options.metricId),
      previousConfiguration:
        before && configuration(before, change.previousConfigurationUpdated, options.previousMetricId),
    }),
  );
}

/** The reason is told of a deleted alarm only [O]. */
function state(change: AlarmConfigurationChange): EventObject {
  const { operation, at, stateUpdated } = change;
  const since = stateUpdated ?? (operation === "create" ? at : undefined);
  return eventObject({
    actionsSuppressedBy: change.actionsSuppressedBy,
    value: change.state ?? INITIAL_STATE,
    reason: operation === "delete" ? change.stateReason : undefined,
    timestamp: given(since) ? stamp(since) : undefined,
  });
}

function configuration(alarm: Alarm, updated: number | undefined, metricId: string | undefined): EventObject {
  return eventObject({
    ...(isComposite(alarm) ? eventRule(alarm) : metricRule(alarm, metricId)),
    alarmName: alarm.AlarmName,
    description: alarm.AlarmDescription,
    actionsEnabled: alarm.ActionsEnabled ?? true,
    timestamp: given(updated) ? stamp(updated) : undefined,
    okActions: listed(alarm.OKActions),
    alarmActions: listed(alarm.AlarmActions),
    insufficientDataActions: listed(alarm.InsufficientDataActions),
  });
}

/** The places of ThresholdMetricId and EvaluateLowSampleCountPercentile are inferred. */
function metricRule(alarm: MetricAlarm, metricId: string | undefined): EventObject {
  return {
    evaluationPeriods: alarm.EvaluationPeriods,
    datapointsToAlarm: alarm.DatapointsToAlarm,
    threshold: alarm.Threshold,
    thresholdMetricId: alarm.ThresholdMetricId,
    comparisonOperator: alarm.ComparisonOperator,
    treatMissingData: alarm.TreatMissingData,
    evaluateLowSampleCountPercentile: alarm.EvaluateLowSampleCountPercentile,
    metrics: eventMetrics(alarm, metricId),
  };
}
