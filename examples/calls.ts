// Holds: who calls which service in the example account, and how a call is written down.
// In: random choices. Out: CloudTrail records as of 2014 (event version 1.02).
// Always: every name is made up; addresses are of the ranges kept for documentation; the account is 123456789012.

import type { Random } from "./random.ts";

export const ACCOUNT = "123456789012";

/** The regions of the example, and how busy each is. */
export const REGIONS: readonly { readonly name: string; readonly weight: number }[] = [
  { name: "us-east-1", weight: 60 },
  { name: "us-west-2", weight: 20 },
  { name: "eu-west-1", weight: 15 },
  { name: "ap-southeast-2", weight: 5 },
];

export type TrailRecord = Readonly<Record<string, unknown>>;
type Members = Readonly<Record<string, unknown>> | null;

/** Who calls: the identity as it is recorded, and from where. */
export interface Caller {
  readonly identity: Readonly<Record<string, unknown>>;
  readonly address: string;
  readonly agent: string;
}

/** An API call as it is made now and then. */
export interface Call {
  readonly service: string;
  readonly name: string;
  readonly weight: number;
  /** Global services are recorded in us-east-1. */
  readonly global?: true;
  readonly request?: (random: Random) => Members;
  readonly response?: (random: Random) => Members;
}

export interface Failure {
  readonly errorCode: string;
  readonly errorMessage: string;
}

const instance = (random: Random): string => `i-${random.hex(8)}`;
const items = (...members: readonly Record<string, unknown>[]) => ({ items: members });
const instances = (random: Random): Members => ({ instancesSet: items({ instanceId: instance(random) }) });
const bucket = (random: Random): Members => ({ bucketName: `example-${random.pick(["assets", "reports", "backup"])}` });
const group = (random: Random): Members => ({
  autoScalingGroupName: `web-${random.pick(["blue", "green"])}`,
  maxRecords: 100,
});

/** What the account's people, programs and services do on a normal day. */
export const CALLS: readonly Call[] = [
  { service: "ec2", name: "DescribeInstances", weight: 22, request: () => ({ instancesSet: {}, filterSet: {} }) },
  { service: "ec2", name: "DescribeVolumes", weight: 8, request: () => ({ volumeSet: {}, filterSet: {} }) },
  { service: "ec2", name: "DescribeSecurityGroups", weight: 6, request: () => ({ securityGroupSet: {} }) },
  { service: "ec2", name: "DescribeTags", weight: 5, request: () => ({ filterSet: {} }) },
  {
    service: "ec2",
    name: "CreateSnapshot",
    weight: 2,
    request: (random) => ({ volumeId: `vol-${random.hex(8)}`, description: "nightly" }),
    response: (random) => ({ snapshotId: `snap-${random.hex(8)}`, status: "pending", progress: "" }),
  },
  {
    service: "ec2",
    name: "RunInstances",
    weight: 1,
    request: (random) => ({ instanceType: random.pick(["t2.micro", "m3.medium"]), minCount: 1, maxCount: 1 }),
    response: instances,
  },
  { service: "ec2", name: "StopInstances", weight: 1, request: instances, response: instances },
  { service: "ec2", name: "TerminateInstances", weight: 1, request: instances, response: instances },
  { service: "autoscaling", name: "DescribeAutoScalingGroups", weight: 8, request: group },
  { service: "autoscaling", name: "DescribeScalingActivities", weight: 5, request: group },
  { service: "elasticloadbalancing", name: "DescribeLoadBalancers", weight: 8, request: () => ({ pageSize: 400 }) },
  {
    service: "elasticloadbalancing",
    name: "DescribeInstanceHealth",
    weight: 9,
    request: (random) => ({ loadBalancerName: `web-${random.pick(["public", "internal"])}` }),
  },
  { service: "rds", name: "DescribeDBInstances", weight: 5, request: () => ({ maxRecords: 100 }) },
  { service: "rds", name: "DownloadDBLogFilePortion", weight: 2, request: () => ({ dBInstanceIdentifier: "orders" }) },
  { service: "monitoring", name: "DescribeAlarms", weight: 6, request: () => ({ maxRecords: 100 }) },
  { service: "s3", name: "ListBuckets", weight: 3, global: true },
  { service: "s3", name: "GetBucketLocation", weight: 3, global: true, request: bucket },
  { service: "cloudformation", name: "DescribeStacks", weight: 5, request: () => ({ stackName: "orders-web" }) },
  { service: "cloudtrail", name: "DescribeTrails", weight: 2 },
  { service: "iam", name: "GetUser", weight: 3, global: true },
  { service: "iam", name: "ListAccessKeys", weight: 2, global: true },
  {
    service: "sts",
    name: "AssumeRole",
    weight: 6,
    global: true,
    request: () => ({ roleArn: `arn:aws:iam::${ACCOUNT}:role/deploy`, roleSessionName: "pipeline" }),
    response: (random) => ({
      assumedRoleUser: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/${random.hex(6)}` },
    }),
  },
];

/** What goes wrong on a normal day without anybody being refused. */
export const FAILURES: readonly Failure[] = [
  { errorCode: "Client.InvalidInstanceID.NotFound", errorMessage: "The instance ID does not exist" },
  { errorCode: "ThrottlingException", errorMessage: "Rate exceeded" },
  { errorCode: "ValidationError", errorMessage: "Stack with id orders-web does not exist" },
  { errorCode: "NoSuchEntityException", errorMessage: "The user with that name cannot be found." },
];

const PEOPLE = ["alma", "bruno", "chidi", "dagny", "emre", "fumiko"];
const PROGRAMS = ["inventory", "backup", "deploy", "monitoring"];
const SERVICES = ["autoscaling.amazonaws.com", "elasticloadbalancing.amazonaws.com"];
const AGENTS = [
  "aws-cli/1.5.5 Python/2.7.6 Linux/3.13.0-37-generic",
  "Boto/2.34.0 Python/2.7.6 Linux/3.13.0-37-generic",
  "aws-sdk-java/1.9.3 Linux/3.10.40 Java_HotSpot(TM)_64-Bit_Server_VM/24.65-b04",
  "aws-sdk-ruby/1.57.0 ruby/2.1.4 x86_64-linux",
  "console.ec2.amazonaws.com",
];

/** A user with long-term keys. */
export function userCaller(name: string, address: string, agent: string): Caller {
  const id = name.toUpperCase().padEnd(10, "X").slice(0, 10);
  const identity = {
    type: "IAMUser",
    principalId: `AIDAEXAMPLE${id}`,
    arn: `arn:aws:iam::${ACCOUNT}:user/${name}`,
    accountId: ACCOUNT,
    accessKeyId: `AKIAEXAMPLE${id}`,
    userName: name,
  };
  return { identity, address, agent };
}

/** Somebody of the account: mostly programs in their roles, then people, then services on the account's behalf. */
export function anyCaller(random: Random, at: number): Caller {
  const kind = random.next();
  if (kind < 0.3) return userCaller(random.pick(PEOPLE), `198.51.100.${random.int(10, 40)}`, random.pick(AGENTS));
  if (kind < 0.85) return roleCaller(random.pick(PROGRAMS), random, at);
  const service = random.pick(SERVICES);
  return { identity: { type: "AWSService", invokedBy: service }, address: service, agent: service };
}

function roleCaller(role: string, random: Random, at: number): Caller {
  const session = `i-${random.hex(8)}`;
  const issued = Math.floor(at / 3_600_000) * 3_600_000 + random.int(0, 59) * 1000;
  const identity = {
    type: "AssumedRole",
    principalId: `AROAEXAMPLE${role.toUpperCase()}:${session}`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`,
    accountId: ACCOUNT,
    accessKeyId: `ASIAEXAMPLE${random.text(9, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`,
    sessionContext: {
      attributes: { mfaAuthenticated: "false", creationDate: trailTime(issued) },
      sessionIssuer: { type: "Role", arn: `arn:aws:iam::${ACCOUNT}:role/${role}`, accountId: ACCOUNT, userName: role },
    },
  };
  return { identity, address: `192.0.2.${random.int(10, 90)}`, agent: random.pick(AGENTS) };
}

/** A call, written down. A call that failed has no response. */
export function trailRecord(
  random: Random,
  at: number,
  region: string,
  caller: Caller,
  call: Call,
  failure?: Failure,
): TrailRecord {
  return {
    eventVersion: "1.02",
    userIdentity: caller.identity,
    eventTime: trailTime(at),
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.name,
    awsRegion: region,
    sourceIPAddress: caller.address,
    userAgent: caller.agent,
    ...failure,
    requestParameters: call.request?.(random) ?? null,
    responseElements: failure === undefined ? (call.response?.(random) ?? null) : null,
    requestID: random.uuid(),
    eventID: random.uuid(),
    eventType: "AwsApiCall",
    recipientAccountId: ACCOUNT,
  };
}

/** A time as CloudTrail writes it, to the second. */
function trailTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
