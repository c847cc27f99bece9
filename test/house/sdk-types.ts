// Holds: uses of the SDK's and aws-lambda's types, none with a cast.
// In: nothing. Out: functions that nobody calls: `npm run types` judges them.
// Always: every door that takes an object of the API's shape is here.

import type {
  DescribeAlarmsCommandOutput,
  MetricAlarm as DescribedAlarm,
  CompositeAlarm as DescribedComposite,
  PutCompositeAlarmCommandInput,
  PutMetricAlarmCommandInput,
  PutMetricDataCommandInput,
  SetAlarmStateCommandInput,
} from "@aws-sdk/client-cloudwatch";
import type {
  MetricFilter as DescribedFilter,
  DescribeMetricFiltersCommandOutput,
  FilteredLogEvent,
  OutputLogEvent,
  PutMetricFilterCommandInput,
  TestMetricFilterCommandInput,
} from "@aws-sdk/client-cloudwatch-logs";
import type { CloudWatchAlarmEvent, CloudWatchLogsDecodedData, EventBridgeEvent } from "aws-lambda";
import {
  type AlarmEvent,
  actionsOf,
  compileMath,
  compileMetricFilter,
  cyclesOf,
  evaluateComposite,
  evaluateMetricAlarm,
  type LambdaAlarmEvent,
  renderConfigurationChangeEvent,
  renderEmail,
  renderEventBridgeEvent,
  renderHistoryItems,
  renderSnsMessage,
  replay,
  setAlarmState,
  statisticSet,
  suppressorFor,
  testMetricFilter,
  validateCompositeAlarm,
  validateMath,
  validateMetricAlarm,
} from "../../src/index.ts";
import { MetricSeries } from "../../src/metric/index.ts";

/** What a user of the SDK would write; never called: the compiler is the judge. */
export function accepted(sdk: {
  readonly putAlarm: PutMetricAlarmCommandInput;
  readonly described: DescribedAlarm;
  readonly putComposite: PutCompositeAlarmCommandInput;
  readonly composite: DescribedComposite;
  readonly setState: SetAlarmStateCommandInput;
  readonly putFilter: PutMetricFilterCommandInput;
  readonly filter: DescribedFilter;
  readonly trial: TestMetricFilterCommandInput;
  readonly logged: OutputLogEvent;
  readonly found: FilteredLogEvent;
  readonly delivered: CloudWatchLogsDecodedData;
  readonly put: PutMetricDataCommandInput;
  readonly alarms: DescribeAlarmsCommandOutput;
  readonly filters: DescribeMetricFiltersCommandOutput;
}): readonly unknown[] {
  const { putAlarm, described, putComposite, composite, putFilter } = sdk;
  const at = 0;
  const change = { oldState: "OK", newState: "ALARM", stateReason: "", at, region: "", accountId: "" } as const;
  return [
    validateMetricAlarm(putAlarm),
    evaluateMetricAlarm(putAlarm, [], { at }),
    evaluateMetricAlarm(described, [], { at, state: described.StateValue }),
    validateCompositeAlarm(putComposite),
    evaluateComposite(composite, { at, cause: "created", stateOf: () => undefined, region: "", accountId: "" }),
    setAlarmState({ stateValue: "OK", stateReason: "", stateReasonData: "" }, sdk.setState),
    compileMetricFilter(putFilter).publish(sdk.logged),
    compileMetricFilter(sdk.filter).publish(sdk.found),
    testMetricFilter(sdk.trial),
    replay({
      metricFilters: [putFilter],
      metricAlarms: [putAlarm],
      compositeAlarms: [putComposite],
      events: sdk.delivered.logEvents,
    }),
    replay({
      metricFilters: sdk.filters.metricFilters,
      metricAlarms: sdk.alarms.MetricAlarms,
      compositeAlarms: sdk.alarms.CompositeAlarms,
      events: [sdk.logged, sdk.found],
    }),
    validateMath(putAlarm.Metrics ?? []),
    compileMath(described.Metrics ?? []),
    actionsOf(putAlarm, { oldState: "OK", newState: "ALARM" }),
    actionsOf(composite, { oldState: "OK", newState: "ALARM" }),
    suppressorFor(putComposite, ""),
    cyclesOf(sdk.alarms.CompositeAlarms ?? []),
    ...(sdk.put.MetricData ?? []).map((datum) => new MetricSeries().add(datum)),
    ...(sdk.put.MetricData ?? []).map(({ StatisticValues }) => StatisticValues && statisticSet(StatisticValues)),
    ...[putAlarm, described, putComposite, composite].flatMap((alarm) => [
      renderEmail({ ...change, alarm }),
      renderSnsMessage({ ...change, alarm }),
      renderEventBridgeEvent({ ...change, alarm }),
      renderHistoryItems({ ...change, alarm }),
      renderConfigurationChangeEvent({ operation: "create", alarm, at, region: "", accountId: "" }),
    ]),
  ];
}

/** What a handler in Lambda takes is what tocsin writes. */
export const handled = (event: LambdaAlarmEvent): Pick<CloudWatchAlarmEvent, "source" | "alarmArn" | "accountId"> =>
  event;

/** So is what a rule of EventBridge invokes it with. */
export const routed = (event: AlarmEvent): Omit<EventBridgeEvent<string, AlarmEvent["detail"]>, "resources"> => event;
