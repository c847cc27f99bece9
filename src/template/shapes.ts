// Holds: the members of metric filters, metric alarms and composite alarms, with their types, under CloudFormation's names and the API's.
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

/** `AWS::Logs::SubscriptionFilter`, and the events of type CloudWatchLogs of a SAM function. */
export const SUBSCRIPTION_SHAPE: Shape = {
  of: "a subscription filter",
  members: {
    FilterPattern: as("filterPattern", "text"),
    LogGroupName: ANY,
    FilterName: ANY,
    DestinationArn: ANY,
    RoleArn: ANY,
    Distribution: ANY,
    ApplyOnTransformedLogs: ANY,
    FieldSelectionCriteria: ANY,
    EmitSystemFields: ANY,
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

/** What metric and composite alarms have in common. */
const COMMON_MEMBERS: Readonly<Record<string, Member>> = {
  AlarmName: TEXT,
  AlarmDescription: TEXT,
  ActionsEnabled: BOOLEAN,
  AlarmActions: TEXTS,
  OKActions: TEXTS,
  InsufficientDataActions: TEXTS,
  Tags: ANY,
};

const DIMENSIONS: Member = { shape: { list: { of: "a dimension", members: { Name: TEXT, Value: TEXT } } } };

// In queries, windows and warm-ups it is the alarm's validation that tells of members that do not exist.
const METRIC: Member = { shape: { members: { Namespace: TEXT, MetricName: TEXT, Dimensions: DIMENSIONS } } };
const METRIC_STAT: Member = { shape: { members: { Metric: METRIC, Period: NUMBER, Stat: TEXT, Unit: TEXT } } };
const QUERY: Shape = {
  members: {
    Id: TEXT,
    Expression: TEXT,
    Label: TEXT,
    MetricStat: METRIC_STAT,
    ReturnData: BOOLEAN,
    Period: NUMBER,
    AccountId: TEXT,
  },
};
const WARM_UP: Shape = {
  members: { WarmUpPeriodDurationInMinutes: NUMBER, OnlyStartEvaluatingAfterWarmUpPeriodEnds: BOOLEAN },
};
const WINDOW: Shape = {
  members: { SlidingWindow: { shape: { members: {} } }, WallClockWindow: { shape: { members: { Timezone: TEXT } } } },
};

const ALARM_MEMBERS: Readonly<Record<string, Member>> = {
  ...COMMON_MEMBERS,
  Namespace: TEXT,
  MetricName: TEXT,
  Dimensions: DIMENSIONS,
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
  Metrics: { shape: { list: QUERY } },
  EvaluationWindow: { shape: WINDOW },
  WarmUpConfiguration: { shape: WARM_UP },
  // Of alarms on a query: validateMetricAlarm says that they are not evaluated.
  EvaluationCriteria: ANY,
  EvaluationInterval: ANY,
};

/** `AWS::CloudWatch::Alarm`, whose properties are those of a PutMetricAlarm request. */
export const ALARM_SHAPE: Shape = { of: "an alarm", members: ALARM_MEMBERS };

/** What has become of an alarm, as describe-alarms tells it. */
const DESCRIBED: Readonly<Record<string, Member>> = {
  AlarmArn: ANY,
  AlarmConfigurationUpdatedTimestamp: ANY,
  StateValue: ANY,
  StateReason: ANY,
  StateReasonData: ANY,
  StateUpdatedTimestamp: ANY,
  StateTransitionedTimestamp: ANY,
};

/** An alarm as describe-alarms prints it. */
export const DESCRIBED_ALARM_SHAPE: Shape = {
  of: "an alarm",
  members: { ...ALARM_MEMBERS, ...DESCRIBED, EvaluationState: ANY },
};

export const COMPOSITE_MEMBERS: Readonly<Record<string, Member>> = {
  ...COMMON_MEMBERS,
  AlarmRule: TEXT,
  ActionsSuppressor: TEXT,
  ActionsSuppressorWaitPeriod: NUMBER,
  ActionsSuppressorExtensionPeriod: NUMBER,
};

/** `AWS::CloudWatch::CompositeAlarm`, whose properties are those of a PutCompositeAlarm request. */
export const COMPOSITE_SHAPE: Shape = { of: "a composite alarm", members: COMPOSITE_MEMBERS };

/** A composite alarm as describe-alarms prints it. */
export const DESCRIBED_COMPOSITE_SHAPE: Shape = {
  of: "a composite alarm",
  members: { ...COMPOSITE_MEMBERS, ...DESCRIBED, ActionsSuppressedBy: ANY, ActionsSuppressedReason: ANY },
};
