// Holds: uses of the SDK's and aws-lambda's types, none with a cast.
// In: nothing. Out: functions that nobody calls: `npm run types` judges them.
// Always: every door that takes an object of the API's shape is here.

import type {
  MetricAlarm as DescribedAlarm,
  CompositeAlarm as DescribedComposite,
  PutCompositeAlarmCommandInput,
  PutMetricAlarmCommandInput,
  SetAlarmStateCommandInput,
} from "@aws-sdk/client-cloudwatch";
import type {
  MetricFilter as DescribedFilter,
  FilteredLogEvent,
  OutputLogEvent,
  PutMetricFilterCommandInput,
  TestMetricFilterCommandInput,
} from "@aws-sdk/client-cloudwatch-logs";
import type { CloudWatchAlarmEvent, CloudWatchLogsDecodedData } from "aws-lambda";
import {
  compileMetricFilter,
  evaluateComposite,
  evaluateMetricAlarm,
  type LambdaAlarmEvent,
  replay,
  setAlarmState,
  testMetricFilter,
  validateCompositeAlarm,
  validateMetricAlarm,
} from "../../src/index.ts";

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
}): readonly unknown[] {
  const { putAlarm, described, putComposite, composite, putFilter } = sdk;
  const at = 0;
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
  ];
}

/** What a handler in Lambda takes is what tocsin writes. */
export const handled = (event: LambdaAlarmEvent): Pick<CloudWatchAlarmEvent, "source" | "alarmArn" | "accountId"> =>
  event;
