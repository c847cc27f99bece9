// Holds: the members of metric filters and alarms, with their types, under CloudFormation's names and the API's.
// In: nothing. Out: shapes for the making of requests.
// Always: a member that stands in no shape does not exist; what nothing here reads stands as `ANY`.

import type { Member, Shape } from "./shape.ts";

const TEXT: Member = { shape: "text" };
const NUMBER: Member = { shape: "number" };
const BOOLEAN: Member = { shape: "boolean" };
const ANY: Member = { shape: "any" };
const TEXTS: Member = { shape: { list: "text" } };
const as = (name: string, shape: Shape): Member => ({ as: name, shape });

/** `AWS::Logs::MetricFilter`, which becomes a PutMetricFilter request. */
export const FILTER_SHAPE: Shape = {
  of: "a metric filter",
  members: {
    FilterName: as("filterName", "text"),
    FilterPattern: as("filterPattern", "text"),
    LogGroupName: as("logGroupName", "text"),
    ApplyOnTransformedLogs: as("applyOnTransformedLogs", "boolean"),
    FieldSelectionCriteria: as("fieldSelectionCriteria", "text"),
    EmitSystemFieldDimensions: as("emitSystemFieldDimensions", { list: "text" }),
    MetricTransformations: as("metricTransformations", {
      list: {
        of: "a metric transformation",
        members: {
          MetricName: as("metricName", "text"),
          MetricNamespace: as("metricNamespace", "text"),
          MetricValue: as("metricValue", "text"),
          DefaultValue: as("defaultValue", "number"),
          Dimensions: as("dimensions", { pairs: true }),
          Unit: as("unit", "text"),
        },
      },
    }),
  },
};

/** A PutMetricFilter request itself. */
export const FILTER_REQUEST_SHAPE: Shape = {
  of: "a metric filter",
  members: {
    // What describe-metric-filters adds.
    creationTime: ANY,
    filterName: TEXT,
    filterPattern: TEXT,
    logGroupName: TEXT,
    applyOnTransformedLogs: BOOLEAN,
    fieldSelectionCriteria: TEXT,
    emitSystemFieldDimensions: TEXTS,
    metricTransformations: {
      shape: {
        list: {
          of: "a metric transformation",
          members: {
            metricName: TEXT,
            metricNamespace: TEXT,
            metricValue: TEXT,
            defaultValue: NUMBER,
            dimensions: { shape: { values: "text" } },
            unit: TEXT,
          },
        },
      },
    },
  },
};

const ALARM_MEMBERS: Readonly<Record<string, Member>> = {
  AlarmName: TEXT,
  AlarmDescription: TEXT,
  ActionsEnabled: BOOLEAN,
  AlarmActions: TEXTS,
  OKActions: TEXTS,
  InsufficientDataActions: TEXTS,
  Namespace: TEXT,
  MetricName: TEXT,
  Dimensions: { shape: { list: { of: "a dimension", members: { Name: TEXT, Value: TEXT } } } },
  Statistic: TEXT,
  ExtendedStatistic: TEXT,
  Unit: TEXT,
  Period: NUMBER,
  EvaluationPeriods: NUMBER,
  DatapointsToAlarm: NUMBER,
  Threshold: NUMBER,
  ComparisonOperator: TEXT,
  TreatMissingData: TEXT,
  EvaluateLowSampleCountPercentile: TEXT,
  ThresholdMetricId: TEXT,
  Tags: ANY,
  // Asked of every alarm by validateMetricAlarm, which says that they are not evaluated.
  Metrics: ANY,
  EvaluationWindow: ANY,
  WarmUpConfiguration: ANY,
  EvaluationCriteria: ANY,
  EvaluationInterval: ANY,
};

/** `AWS::CloudWatch::Alarm`, whose properties are those of a PutMetricAlarm request. */
export const ALARM_SHAPE: Shape = { of: "an alarm", members: ALARM_MEMBERS };

/** An alarm as describe-alarms prints it: the request, and what has become of it. */
export const DESCRIBED_ALARM_SHAPE: Shape = {
  of: "an alarm",
  members: {
    ...ALARM_MEMBERS,
    AlarmArn: ANY,
    AlarmConfigurationUpdatedTimestamp: ANY,
    StateValue: ANY,
    StateReason: ANY,
    StateReasonData: ANY,
    StateUpdatedTimestamp: ANY,
    StateTransitionedTimestamp: ANY,
    EvaluationState: ANY,
  },
};
