// Holds: the examples that the playground starts from.
// In: nothing. Out: settings, made when they are asked for and then kept.
// Always: the same every time; every name is made up; the calls and logs are those of examples/.

import { BURST, cloudTrailDeliveries } from "../../examples/cloudtrail.ts";
import { Random } from "../../examples/random.ts";
import { applicationLog } from "../../examples/server-logs.ts";
import { accessLog, signIns } from "./example-logs.ts";
import { DEFAULTS, type Settings } from "./settings.ts";

export interface Example {
  /** Stands in links: never another example's. */
  readonly id: string;
  readonly title: string;
  readonly settings: () => Settings;
}

const SEED = 20141105;
const MINUTE = 60_000;

/** The calls of one region around the minute in which three of them were refused, in order of time. */
const refusedCalls = kept((): string => {
  const records = cloudTrailDeliveries(new Random(SEED)).flatMap((delivery) => delivery.records);
  const timed = records.map((record) => ({ record, at: Date.parse(String(record.eventTime)) }));
  const near = timed.filter(
    ({ record, at }) => record.awsRegion === "us-east-1" && at >= BURST - 15 * MINUTE && at < BURST + 20 * MINUTE,
  );
  return near
    .sort((a, b) => a.at - b.at)
    .map(({ record }) => JSON.stringify(record))
    .join("\n");
});

const access = kept((): string => accessLog(new Random(SEED)));
const signedIn = kept((): string => signIns(new Random(SEED)));
const application = kept((): string => applicationLog(new Random(SEED), BURST - 90 * MINUTE, BURST + 30 * MINUTE));

const REFUSED = { metricName: "AuthorizationFailureCount", threshold: "1", mailStyle: "2014" };
const ANY = { operator: "GreaterThanOrEqualToThreshold", threshold: "1", period: "300" };

export const EXAMPLES: readonly Example[] = [
  {
    id: "refused-calls",
    title: "CloudTrail: calls that were refused",
    settings: () => ({
      ...{ ...DEFAULTS, ...REFUSED, events: refusedCalls() },
      pattern: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
    }),
  },
  {
    id: "mistakes",
    title: "CloudTrail: mistakes and their fixes",
    settings: () => ({
      ...{ ...DEFAULTS, ...REFUSED, events: refusedCalls() },
      pattern: '{ $["errorCode"] == \'AccessDenied\' OR $.errorCode = "*UnauthorizedOperation" }',
    }),
  },
  {
    id: "cis-no-mfa",
    title: "CIS: console sign-in without MFA",
    settings: () => ({
      ...{ ...DEFAULTS, ...ANY, metricName: "SignInWithoutMfa", events: signedIn() },
      pattern: '{ $.eventName = "ConsoleLogin" && $.additionalEventData.MFAUsed != "Yes" }',
    }),
  },
  {
    id: "cis-root",
    title: "CIS: use of the root user",
    settings: () => ({
      ...{ ...DEFAULTS, ...ANY, metricName: "RootUse", events: signedIn() },
      pattern:
        '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
    }),
  },
  {
    id: "server-errors",
    title: "Access log: answers of 5xx, 3 of 5 minutes",
    settings: () => ({
      ...{ ...DEFAULTS, metricName: "ServerErrors", events: access() },
      ...{ evaluationPeriods: "5", datapointsToAlarm: "3", threshold: "2" },
      pattern: "[ip, id, user, time, request, status = 5*, bytes, ms]",
    }),
  },
  {
    id: "slow-answers",
    title: "Access log: how slow, by percentile",
    settings: () => ({
      ...{ ...DEFAULTS, metricName: "Latency", metricValue: "$ms", events: access() },
      ...{ statistic: "p90", evaluationPeriods: "3", datapointsToAlarm: "2", threshold: "800" },
      pattern: "[ip, id, user, time, request, status, bytes, ms]",
    }),
  },
  {
    id: "application-errors",
    title: "Application log: errors, by the word",
    settings: () => ({
      ...{ ...DEFAULTS, ...ANY, metricName: "ApplicationErrors", events: application() },
      pattern: 'ERROR -"connections in use"',
    }),
  },
];

function kept(make: () => string): () => string {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
