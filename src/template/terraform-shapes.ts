// Holds: the arguments of Terraform's resources, under Terraform's names and the API's.
// In: nothing. Out: shapes for the making of requests.
// Always: what a check does not read is kept as it is; Terraform itself tells of arguments that do not exist.

import type { Member, Shape } from "./shape.ts";

const as = (name: string, shape: Shape): Member => ({ as: name, shape });
const TEXTS: Shape = { list: "text" };

/** `aws_cloudwatch_log_metric_filter`. */
export const TERRAFORM_FILTER: Shape = {
  members: {
    name: as("filterName", "text"),
    pattern: as("filterPattern", "text"),
    log_group_name: as("logGroupName", "text"),
    apply_on_transformed_logs: as("applyOnTransformedLogs", "boolean"),
    field_selection_criteria: as("fieldSelectionCriteria", "text"),
    emit_system_field_dimensions: as("emitSystemFieldDimensions", TEXTS),
    metric_transformation: as("metricTransformations", {
      list: {
        members: {
          name: as("metricName", "text"),
          namespace: as("metricNamespace", "text"),
          value: as("metricValue", "text"),
          default_value: as("defaultValue", "number"),
          dimensions: as("dimensions", { values: "text" }),
          unit: as("unit", "text"),
        },
      },
    }),
  },
};

/** `aws_cloudwatch_log_subscription_filter`. */
export const TERRAFORM_SUBSCRIPTION: Shape = { members: { filter_pattern: as("filterPattern", "text") } };

const COMMON: Readonly<Record<string, Member>> = {
  alarm_name: as("AlarmName", "text"),
  alarm_description: as("AlarmDescription", "text"),
  actions_enabled: as("ActionsEnabled", "boolean"),
  alarm_actions: as("AlarmActions", TEXTS),
  ok_actions: as("OKActions", TEXTS),
  insufficient_data_actions: as("InsufficientDataActions", TEXTS),
};

const METRIC_STAT: Shape = {
  members: {
    Metric: {
      shape: {
        members: {
          namespace: as("Namespace", "text"),
          metric_name: as("MetricName", "text"),
          dimensions: as("Dimensions", { dimensions: true }),
        },
      },
    },
    period: as("Period", "number"),
    stat: as("Stat", "text"),
    unit: as("Unit", "text"),
  },
};

/** `aws_cloudwatch_metric_alarm`; a query's `metric` is made a MetricStat before. */
export const TERRAFORM_ALARM: Shape = {
  members: {
    ...COMMON,
    namespace: as("Namespace", "text"),
    metric_name: as("MetricName", "text"),
    dimensions: as("Dimensions", { dimensions: true }),
    statistic: as("Statistic", "text"),
    extended_statistic: as("ExtendedStatistic", "text"),
    unit: as("Unit", "text"),
    period: as("Period", "number"),
    evaluation_periods: as("EvaluationPeriods", "number"),
    datapoints_to_alarm: as("DatapointsToAlarm", "number"),
    threshold: as("Threshold", "number"),
    comparison_operator: as("ComparisonOperator", "text"),
    treat_missing_data: as("TreatMissingData", "text"),
    evaluate_low_sample_count_percentiles: as("EvaluateLowSampleCountPercentile", "text"),
    threshold_metric_id: as("ThresholdMetricId", "text"),
    metric_query: as("Metrics", {
      list: {
        members: {
          id: as("Id", "text"),
          expression: as("Expression", "text"),
          label: as("Label", "text"),
          return_data: as("ReturnData", "boolean"),
          period: as("Period", "number"),
          account_id: as("AccountId", "text"),
          MetricStat: { shape: METRIC_STAT },
        },
      },
    }),
  },
};

/** `aws_cloudwatch_composite_alarm`; the block `actions_suppressor` is spread over the alarm before. */
export const TERRAFORM_COMPOSITE: Shape = {
  members: {
    ...COMMON,
    alarm_rule: as("AlarmRule", "text"),
    ActionsSuppressor: { shape: "text" },
    ActionsSuppressorWaitPeriod: { shape: "number" },
    ActionsSuppressorExtensionPeriod: { shape: "number" },
  },
};
