// Holds: two days of CloudTrail deliveries of the example account.
// In: random choices. Out: deliveries: the path of the file under the bucket, and its records.
// Always: exactly three calls are refused in the minute 19:11 of 2014-11-05, all in us-east-1, and never more than one in any other minute of
// any region; records come minutes late and out of order, as CloudTrail delivers them.

import {
  ACCOUNT,
  anyCaller,
  CALLS,
  type Call,
  FAILURES,
  type Failure,
  REGIONS,
  type TrailRecord,
  trailRecord,
  userCaller,
} from "./calls.ts";
import type { Random } from "./random.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The two days of the example. */
export const FROM: number = Date.UTC(2014, 10, 4);
export const TO: number = FROM + 2 * DAY;

/** The minute of the burst: Wednesday 2014-11-05, 19:11 UTC. */
export const BURST: number = Date.UTC(2014, 10, 5, 19, 11);

const EVENTS = 4500;
const SINGLE_REFUSALS = 14;

export interface Delivery {
  readonly path: string;
  readonly at: number;
  readonly records: readonly TrailRecord[];
}

interface Happening {
  readonly at: number;
  readonly region: string;
  readonly record: TrailRecord;
}

/** All deliveries, by region and time. */
export function cloudTrailDeliveries(random: Random): readonly Delivery[] {
  const happenings = [...normalCalls(random), ...singleRefusals(random), ...burst(random), patternDeployment(random)];
  return REGIONS.flatMap(({ name }) =>
    deliver(
      random,
      name,
      happenings.filter((h) => h.region === name),
    ),
  );
}

function normalCalls(random: Random): Happening[] {
  return Array.from({ length: EVENTS }, () => {
    const at = busyTime(random);
    const call = random.weighted(CALLS);
    const region = call.global ? "us-east-1" : random.weighted(REGIONS).name;
    const failure = random.chance(0.015) ? random.pick(FAILURES) : undefined;
    return { at, region, record: trailRecord(random, at, region, anyCaller(random, at), call, failure) };
  });
}

/** A second of the two days; office hours are three times as busy. */
function busyTime(random: Random): number {
  for (;;) {
    const at = FROM + random.int(0, (TO - FROM) / 1000 - 1) * 1000;
    const hour = new Date(at).getUTCHours();
    if ((hour >= 7 && hour < 20) || random.chance(1 / 3)) return at;
  }
}

/** Now and then somebody tries what is not allowed: never two in a minute, and none around the burst. */
function singleRefusals(random: Random): Happening[] {
  const minutes = new Set<number>();
  while (minutes.size < SINGLE_REFUSALS) {
    const minute = Math.floor(busyTime(random) / MINUTE) * MINUTE;
    if (Math.abs(minute - BURST) > 30 * MINUTE) minutes.add(minute);
  }
  return [...minutes].map((minute) => {
    const at = minute + random.int(0, 59) * 1000;
    const call = random.weighted(CALLS.filter((c) => c.global === undefined));
    const region = random.weighted(REGIONS).name;
    const caller = anyCaller(random, at);
    return { at, region, record: trailRecord(random, at, region, caller, call, refusal(random, call)) };
  });
}

/** A key in the wrong hands: one refused call, then three within a minute, then one more. */
function burst(random: Random): Happening[] {
  const caller = userCaller("contractor", "203.0.113.66", "aws-cli/1.5.5 Python/2.7.6 Linux/3.13.0-37-generic");
  const tried: readonly (readonly [name: string, seconds: number])[] = [
    ["DescribeInstances", -94],
    ["ListAccessKeys", random.int(2, 12)],
    ["RunInstances", random.int(14, 35)],
    ["StopInstances", random.int(37, 58)],
    ["DescribeTrails", 155],
  ];
  return tried.map(([name, seconds]) => {
    const at = BURST + seconds * 1000;
    const call = CALLS.find((c) => c.name === name)!;
    return {
      at,
      region: "us-east-1",
      record: trailRecord(random, at, "us-east-1", caller, call, refusal(random, call)),
    };
  });
}

/** How services refuse: EC2 with a code of its own, the others with AccessDenied. */
function refusal(random: Random, call: Call): Failure {
  if (call.service !== "ec2") {
    return {
      errorCode: "AccessDenied",
      errorMessage: `User is not authorized to perform: ${call.service}:${call.name}`,
    };
  }
  const message = `You are not authorized to perform this operation. Encoded authorization failure message: ${random.hex(160)}`;
  return { errorCode: "Client.UnauthorizedOperation", errorMessage: message };
}

/** The day before, somebody put the metric filter itself in place. Nothing was refused, yet the words stand in the record:
 * a pattern of terms counts it, a pattern over `$.errorCode` does not. */
function patternDeployment(random: Random): Happening {
  const at = Date.UTC(2014, 10, 4, 3, 30, 17);
  const request = {
    logGroupName: "CloudTrail/logs",
    filterName: "refused",
    filterPattern: "?AccessDenied ?UnauthorizedOperation",
  };
  const call: Call = { service: "logs", name: "PutMetricFilter", weight: 0, request: () => request };
  const caller = userCaller("dagny", "198.51.100.21", "aws-cli/1.5.5 Python/2.7.6 Linux/3.13.0-37-generic");
  return { at, region: "us-east-1", record: trailRecord(random, at, "us-east-1", caller, call) };
}

/** Puts what happened in a region into files, one every five to fifteen minutes; a record is ready three to twelve minutes after its call. */
function deliver(random: Random, region: string, happenings: readonly Happening[]): Delivery[] {
  const ready = happenings.map((h) => ({ record: h.record, at: h.at + random.int(3 * MINUTE, 12 * MINUTE) }));
  ready.sort((a, b) => a.at - b.at);
  const deliveries: Delivery[] = [];
  let next = 0;
  for (let at = FROM; next < ready.length; at += random.int(5, 15) * MINUTE) {
    const records: TrailRecord[] = [];
    while (next < ready.length && ready[next]!.at <= at) records.push(ready[next++]!.record);
    if (records.length > 0) deliveries.push({ path: deliveryPath(random, region, at), at, records });
  }
  return deliveries;
}

function deliveryPath(random: Random, region: string, at: number): string {
  const time = new Date(at).toISOString();
  const folder = `AWSLogs/${ACCOUNT}/CloudTrail/${region}/${time.slice(0, 10).replaceAll("-", "/")}`;
  const stamp = `${time.slice(0, 16).replaceAll(/[-:]/g, "")}Z`;
  const id = random.text(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
  return `${folder}/${ACCOUNT}_CloudTrail_${region}_${stamp}_${id}.json.gz`;
}
