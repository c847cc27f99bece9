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
  /** Whether a text is the example's events, as far as these were made: nobody else writes them. */
  readonly hasEvents: (text: string) => boolean;
}

const SEED = 20141105;
const MINUTE = 60_000;

/** A text that is made when it is first asked for. */
class Log {
  readonly #make: () => string;
  #text: string | undefined;

  constructor(make: () => string) {
    this.#make = make;
  }

  get text(): string {
    this.#text ??= this.#make();
    return this.#text;
  }

  is(text: string): boolean {
    return this.#text === text;
  }
}

/** The calls of one region around the minute in which three of them were refused, in order of time. */
const refusedCalls = new Log((): string => {
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

const access = new Log((): string => accessLog(new Random(SEED)));
const signedIn = new Log((): string => signIns(new Random(SEED)));
const application = new Log((): string => applicationLog(new Random(SEED), BURST - 90 * MINUTE, BURST + 30 * MINUTE));

const REFUSED = { metricName: "AuthorizationFailureCount", threshold: "1", mailStyle: "2014" };
const ANY = { operator: "GreaterThanOrEqualToThreshold", threshold: "1", period: "300" };

export const EXAMPLES: readonly Example[] = [
  example("refused-calls", "CloudTrail: calls that were refused", refusedCalls, {
    ...REFUSED,
    pattern: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  }),
  example("mistakes", "CloudTrail: mistakes and their fixes", refusedCalls, {
    ...REFUSED,
    pattern: '{ $["errorCode"] == \'AccessDenied\' OR $.errorCode = "*UnauthorizedOperation" }',
  }),
  example("cis-no-mfa", "CIS: console sign-in without MFA", signedIn, {
    ...{ ...ANY, metricName: "SignInWithoutMfa" },
    pattern: '{ $.eventName = "ConsoleLogin" && $.additionalEventData.MFAUsed != "Yes" }',
  }),
  example("cis-root", "CIS: use of the root user", signedIn, {
    ...{ ...ANY, metricName: "RootUse" },
    pattern:
      '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  }),
  example("server-errors", "Access log: answers of 5xx, 3 of 5 minutes", access, {
    ...{ metricName: "ServerErrors", evaluationPeriods: "5", datapointsToAlarm: "3", threshold: "2" },
    pattern: "[ip, id, user, time, request, status = 5*, bytes, ms]",
  }),
  example("slow-answers", "Access log: how slow, by percentile", access, {
    ...{ metricName: "Latency", metricValue: "$ms", statistic: "p90" },
    ...{ evaluationPeriods: "3", datapointsToAlarm: "2", threshold: "800" },
    pattern: "[ip, id, user, time, request, status, bytes, ms]",
  }),
  example("application-errors", "Application log: errors, by the word", application, {
    ...{ ...ANY, metricName: "ApplicationErrors" },
    pattern: 'ERROR -"connections in use"',
  }),
];

function example(id: string, title: string, log: Log, values: Partial<Settings>): Example {
  const settings = (): Settings => ({ ...DEFAULTS, ...values, events: log.text });
  return { id, title, settings, hasEvents: (text) => log.is(text) };
}
