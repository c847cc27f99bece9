// Holds: the way back from a notification to the change that it tells of.
// In: a mail, a message, an event, a history item. Out: a change that should give the same again.
// Always: reads what is written there, and knows nothing of how it is written.

import type { MetricAlarm, StateValue } from "../../src/alarm/alarm.ts";
import type { Alarm, AlarmStateChange, PreviousState } from "../../src/notify/change.ts";
import type { AlarmConfigurationChange } from "../../src/notify/configuration-change.ts";
import type { AlarmEvent, LambdaAlarmEvent } from "../../src/notify/event.ts";

// biome-ignore lint/suspicious/noExplicitAny: samples are JSON of any shape.
type Json = any;

const time = (written: string | undefined) =>
  written === undefined || written === "date" ? 0 : Date.parse(written.replace("+0000", "Z"));

const STATISTICS: Readonly<Record<string, string>> = {
  AVERAGE: "Average",
  SUM: "Sum",
  MINIMUM: "Minimum",
  MAXIMUM: "Maximum",
  SAMPLE_COUNT: "SampleCount",
};

const dimensions = (list: Json) => list.map((d: Json) => ({ Name: d.name, Value: d.value }));

/** The text of an SNS message. */
export function changeOfMessage(message: string): AlarmStateChange {
  const { Trigger, TriggeringChildren, ...said }: Json = JSON.parse(message);
  const { AlarmName, AlarmDescription, OKActions, AlarmActions, InsufficientDataActions, AlarmRule } = said;
  const arn = (said.AlarmArn ?? "").split(":");
  return {
    alarm: {
      AlarmName,
      AlarmDescription,
      OKActions,
      AlarmActions,
      InsufficientDataActions,
      ...(AlarmRule === undefined ? watchedOf(Trigger) : { AlarmRule }),
    } as Alarm,
    oldState: said.OldStateValue,
    newState: said.NewStateValue,
    stateReason: said.NewStateReason,
    at: time(said.StateChangeTime),
    ...(said.AlarmConfigurationUpdatedTimestamp === undefined
      ? {}
      : { configurationUpdated: time(said.AlarmConfigurationUpdatedTimestamp) }),
    region: arn[3] ?? "us-east-1",
    accountId: arn[4] ?? said.AWSAccountId,
    triggeringChildren: TriggeringChildren?.map(({ Arn, State }: Json) => ({
      arn: Arn,
      state: { value: State.Value, timestamp: State.Timestamp },
    })),
  };
}

function watchedOf({ Statistic, StatisticType, Dimensions, Metrics, TreatMissingData, ...trigger }: Json): MetricAlarm {
  return {
    ...trigger,
    ...(Statistic === undefined ? {} : { Statistic: STATISTICS[Statistic] }),
    ...(Dimensions === undefined ? {} : { Dimensions: dimensions(Dimensions) }),
    // Older messages have a whole line of a mail there.
    TreatMissingData: /NonBreaching$/.test(TreatMissingData)
      ? "notBreaching"
      : TreatMissingData?.replace(/^.*:\s*/, ""),
    ...(Metrics === undefined
      ? {}
      : {
          Metrics: Metrics.map(({ MetricStat, ...query }: Json) =>
            MetricStat === undefined
              ? query
              : {
                  ...query,
                  MetricStat: {
                    ...MetricStat,
                    Metric: { ...MetricStat.Metric, Dimensions: dimensions(MetricStat.Metric.Dimensions) },
                  },
                },
          ),
        }),
  };
}

/** A mail. */
export function changeOfEmail(mail: string): AlarmStateChange {
  const field = (label: string) => new RegExp(`^- ${label}: *(.*)$`, "m").exec(mail)?.[1]?.trimEnd();
  const list = (label: string) =>
    (field(label) ?? "")
      .split(" ")
      .map((arn) => arn.slice(1, -1))
      .filter((arn) => arn !== "");
  const [oldState, newState] = field("State Change")!.split(" -> ") as [StateValue, StateValue];
  const rule = /the metric is (\S+) (\S+) for (?:at least (\d+) of the last (\d+) period\(s\) of )?(\d+) seconds/.exec(
    mail,
  );
  const unit = field("Unit");
  const children = [...mail.matchAll(/^- (arn:\S+) {3}(\S+) +(.*)$/gm)];
  const alarm = {
    AlarmName: field("Name")!,
    AlarmDescription: field("Description"),
    OKActions: list("OK"),
    AlarmActions: list("ALARM"),
    InsufficientDataActions: list("INSUFFICIENT_DATA"),
  };
  const metric = rule && {
    ComparisonOperator: rule[1]!,
    Threshold: Number(rule[2]),
    ...(rule[3] === undefined ? {} : { DatapointsToAlarm: Number(rule[3]), EvaluationPeriods: Number(rule[4]) }),
    Period: Number(rule[5]),
    Namespace: field("MetricNamespace"),
    MetricName: field("MetricName"),
    Statistic: field("Statistic"),
    TreatMissingData: field("TreatMissingData"),
    ...(unit === "not specified" ? {} : { Unit: unit }),
    Dimensions: [...(field("Dimensions") ?? "").matchAll(/\[(.*?) = (.*?)\]/g)].map((d) => ({
      Name: d[1]!,
      Value: d[2]!,
    })),
  };
  return {
    alarm: metric ? { ...alarm, ...metric } : { ...alarm, AlarmRule: field("Alarm Rule")! },
    oldState,
    newState,
    stateReason: field("Reason for State Change")!,
    at: Date.parse(field("Timestamp")!.replace(/^\w+ /, "")),
    region: /region=([^#]+)/.exec(mail)![1]!,
    accountId: field("AWS Account")!,
    triggeringChildren: children.map(([, arn, value, at]) => ({
      arn: arn!,
      state: { value: value!, timestamp: Date.parse(at!.replace(/^\w+ /, "")) },
    })),
  };
}

/** The HistoryData of a StateUpdate. */
export function changeOfHistory({ oldState, newState }: Json): AlarmStateChange {
  const data = (state: Json) => (state.stateReasonData ? JSON.stringify(state.stateReasonData) : undefined);
  return {
    alarm: { AlarmName: "any" },
    oldState: oldState.stateValue,
    newState: newState.stateValue,
    stateReason: newState.stateReason,
    stateReasonData: data(newState),
    previousState: { stateReason: oldState.stateReason, stateReasonData: data(oldState) },
    at: 0,
    region: "us-east-1",
    accountId: "123456789012",
  };
}

const told = (state: Json): PreviousState & { readonly stateReason: string } => ({
  stateReason: state.reason,
  stateReasonData: state.reasonData,
  at: time(state.timestamp),
  actionsSuppressedBy: state.actionsSuppressedBy,
  actionsSuppressedReason: state.actionsSuppressedReason,
  evaluationState: state.evaluationState,
});

/** The detail of a state change, of an event or a function's payload. */
function changeOfDetail({
  alarmName,
  state,
  previousState,
  configuration,
}: Json): Omit<AlarmStateChange, "region" | "accountId"> {
  return {
    alarm: alarmOf(configuration, alarmName),
    oldState: previousState.value,
    newState: state.value,
    ...told(state),
    at: time(state.timestamp),
    previousState: told(previousState),
  };
}

export function changeOfEvent({ detail, region, account }: AlarmEvent): AlarmStateChange {
  return { ...changeOfDetail(detail), region, accountId: account };
}

export function changeOfLambdaEvent({ alarmData, region, accountId }: LambdaAlarmEvent): AlarmStateChange {
  return { ...changeOfDetail(alarmData), region, accountId };
}

export function configurationChangeOf({ detail, region, account, time: at }: AlarmEvent): AlarmConfigurationChange {
  const { alarmName, operation, state, configuration, previousConfiguration }: Json = detail;
  return {
    operation,
    alarm: alarmOf(configuration, alarmName),
    ...(previousConfiguration === undefined
      ? {}
      : {
          previousAlarm: alarmOf(previousConfiguration, alarmName),
          previousConfigurationUpdated: time(previousConfiguration.timestamp),
        }),
    at: time(at),
    region,
    accountId: account,
    configurationUpdated: time(configuration.timestamp),
    state: state.value,
    stateReason: state.reason,
    stateUpdated: time(state.timestamp),
    actionsSuppressedBy: state.actionsSuppressedBy,
  };
}

function alarmOf(configuration: Json, AlarmName: string): Alarm {
  const all = {
    AlarmName,
    AlarmDescription: configuration.description,
    ActionsEnabled: configuration.actionsEnabled,
    OKActions: configuration.okActions,
    AlarmActions: configuration.alarmActions,
    InsufficientDataActions: configuration.insufficientDataActions,
  };
  if (configuration.alarmRule !== undefined)
    return {
      ...all,
      AlarmRule: configuration.alarmRule,
      ActionsSuppressor: configuration.actionsSuppressor,
      ActionsSuppressorWaitPeriod: configuration.actionsSuppressorWaitPeriod,
      ActionsSuppressorExtensionPeriod: configuration.actionsSuppressorExtensionPeriod,
    };
  const queries = configuration.metrics.map(queryOf);
  const single = queries.length === 1 && queries[0].MetricStat;
  return {
    ...all,
    EvaluationPeriods: configuration.evaluationPeriods,
    DatapointsToAlarm: configuration.datapointsToAlarm,
    Threshold: configuration.threshold,
    ComparisonOperator: configuration.comparisonOperator,
    TreatMissingData: configuration.treatMissingData,
    ...(single ? { ...single.Metric, Period: single.Period, Statistic: single.Stat } : { Metrics: queries }),
  };
}

function queryOf({ id, expression, label, returnData, period, metricStat }: Json): Json {
  const stat = metricStat && {
    Metric: {
      Namespace: metricStat.metric.namespace,
      MetricName: metricStat.metric.name,
      Dimensions: Object.entries(metricStat.metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: metricStat.period,
    Stat: metricStat.stat,
  };
  return { Id: id, Expression: expression, Label: label, ReturnData: returnData, Period: period, MetricStat: stat };
}

/** The ids that the service drew. */
export function idsOf({ configuration, previousConfiguration }: Json): Json {
  return {
    metricId: configuration.metrics?.[0].id,
    previousMetricId: previousConfiguration?.metrics?.[0].id,
  };
}
