// Holds: CloudTrail records of today's form, as they come to a log group: one JSON object a line.
// In: random choices. Out: lines.
// Always: the account, its people and its resources are made up; addresses are of the ranges kept for documentation. About 92 in 100
//   records are of IAM users, 11 in 100 failed, 4 in 100 were refused, 1 in 100 holds a backslash.

import { ACCOUNT, REGIONS } from "../../examples/calls.ts";
import type { Random } from "../../examples/random.ts";

type Members = Record<string, unknown>;

/** Services, how busy they are, and what they keep. */
const SERVICES: readonly { readonly name: string; readonly weight: number; readonly things: readonly string[] }[] = [
  {
    name: "ec2",
    weight: 30,
    things: ["Instances", "Volumes", "RouteTables", "SecurityGroups", "Subnets", "Snapshots"],
  },
  { name: "s3", weight: 20, things: ["BucketPolicy", "BucketAcl", "BucketLocation", "Object", "BucketTagging"] },
  { name: "iam", weight: 12, things: ["User", "Role", "AccessKeys", "PolicyVersion", "InstanceProfile"] },
  { name: "kms", weight: 12, things: ["Key", "DataKey", "KeyRotationStatus"] },
  { name: "ssm", weight: 10, things: ["Parameters", "InstanceInformation", "Document"] },
  { name: "secretsmanager", weight: 6, things: ["SecretValue", "ResourcePolicy"] },
  { name: "logs", weight: 5, things: ["LogGroups", "MetricFilter", "SubscriptionFilters"] },
  { name: "lambda", weight: 5, things: ["Function", "FunctionCodeSigningConfig", "EventSourceMapping"] },
];

const VERBS = [
  { verb: "Describe", weight: 40 },
  { verb: "Get", weight: 35 },
  { verb: "List", weight: 13 },
  { verb: "Create", weight: 5 },
  { verb: "Put", weight: 3 },
  { verb: "Delete", weight: 3 },
  { verb: "Stop", weight: 1 },
];

const FAILURES = [
  { errorCode: "ThrottlingException", errorMessage: "Rate exceeded", weight: 40 },
  {
    errorCode: "Client.UnauthorizedOperation",
    errorMessage: "You are not authorized to perform this operation.",
    weight: 28,
  },
  { errorCode: "AccessDenied", errorMessage: "User is not authorized to perform this call", weight: 8 },
  { errorCode: "NoSuchBucketPolicy", errorMessage: "The bucket policy does not exist", weight: 12 },
  { errorCode: "Client.InvalidRouteTableID.NotFound", errorMessage: "The routeTable ID does not exist", weight: 12 },
];

const PEOPLE = ["alma", "bruno", "chidi", "dagny", "emre", "fumiko", "gül", "hana", "ivo", "jelena", "kofi", "lin"];
const AGENTS = [
  {
    agent: "APN/1.0 Example/1.0 Builder/1.1.2 (+https://www.example.com) provider/3.76.1 aws-sdk-go/1.42.52",
    weight: 45,
  },
  {
    agent: "aws-cli/2.13.5 Python/3.11.4 Linux/5.15.0-1039-aws exe/x86_64.ubuntu.22 prompt/off command/s3.ls",
    weight: 20,
  },
  { agent: "Boto3/1.26.165 Python/3.10.6 Linux/5.15.0-1034-aws Botocore/1.29.165", weight: 15 },
  { agent: "AWS Internal", weight: 12 },
  { agent: '[S3Console/0.4, aws-internal/3 "a\\b"]', weight: 1 },
  { agent: "console.amazonaws.com", weight: 7 },
];
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const START = Date.UTC(2024, 4, 2);

/** `count` records, in order of time. */
export function trailLines(random: Random, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => JSON.stringify(record(random, START + index * 250)));
}

function record(random: Random, at: number): Members {
  const isLogin = random.chance(0.03);
  const service = isLogin ? undefined : random.weighted(SERVICES);
  const eventName = isLogin ? "ConsoleLogin" : random.weighted(VERBS).verb + random.pick(service!.things);
  const address = `${random.pick(["192.0.2", "198.51.100", "203.0.113"])}.${random.int(1, 254)}`;
  return {
    eventVersion: "1.08",
    userIdentity: identity(random, at),
    eventTime: trailTime(at),
    eventSource: `${isLogin ? "signin" : service!.name}.amazonaws.com`,
    eventName,
    awsRegion: random.weighted(REGIONS).name,
    sourceIPAddress: random.chance(0.12) ? "AWS Internal" : address,
    userAgent: random.weighted(AGENTS).agent,
    ...failure(random, isLogin),
    requestParameters: isLogin ? null : request(random, eventName),
    responseElements: isLogin ? { ConsoleLogin: random.chance(0.9) ? "Success" : "Failure" } : null,
    ...(isLogin
      ? { additionalEventData: { LoginTo: "https://console.example.com/", MFAUsed: "Yes" } }
      : transfer(random)),
    requestID: random.uuid(),
    eventID: random.uuid(),
    readOnly: /^(Describe|Get|List)/.test(eventName),
    ...resources(random),
    eventType: isLogin ? "AwsConsoleSignIn" : "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: "Management",
    tlsDetails: {
      tlsVersion: "TLSv1.2",
      cipherSuite: "ECDHE-RSA-AES128-GCM-SHA256",
      clientProvidedHostHeader: `${service?.name ?? "signin"}.us-east-1.amazonaws.com`,
    },
  };
}

function identity(random: Random, at: number): Members {
  const kind = random.next();
  if (kind > 0.99) return { type: "AWSService", invokedBy: "autoscaling.amazonaws.com" };
  if (kind > 0.985)
    return { type: "Root", principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT };
  const sessionContext = {
    sessionIssuer: {},
    webIdFederationData: {},
    attributes: {
      creationDate: trailTime(at - random.int(60, 3600) * 1000),
      mfaAuthenticated: String(random.chance(0.5)),
    },
  };
  const accessKeyId = `ASIAEXAMPLE${random.text(9, BASE32)}`;
  if (kind > 0.92) {
    const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/i-${random.hex(8)}`;
    return {
      type: "AssumedRole",
      principalId: `AROAEXAMPLE:i-${random.hex(8)}`,
      arn,
      accountId: ACCOUNT,
      accessKeyId,
      sessionContext,
    };
  }
  const userName = random.pick(PEOPLE);
  const arn = `arn:aws:iam::${ACCOUNT}:user/${userName}`;
  const principalId = `AIDAEXAMPLE${random.text(10, BASE32)}`;
  return { type: "IAMUser", principalId, arn, accountId: ACCOUNT, accessKeyId, userName, sessionContext };
}

function failure(random: Random, isLogin: boolean): Members {
  if (isLogin) return random.chance(0.1) ? { errorMessage: "Failed authentication" } : {};
  if (!random.chance(0.11)) return {};
  const { errorCode, errorMessage } = random.weighted(FAILURES);
  return {
    errorCode,
    errorMessage: `${errorMessage} Encoded authorization failure message: ${random.hex(random.int(0, 200))}`,
  };
}

function request(random: Random, eventName: string): Members {
  const name = `example-${random.pick(["assets", "reports", "backup", "logs"])}-${random.int(1, 40)}`;
  if (eventName.includes("Bucket") || eventName.endsWith("Object"))
    return { bucketName: name, Host: `${name}.s3.amazonaws.com` };
  if (random.chance(0.04)) return { maxResults: random.pick([1, 5, 10, 50, 100, 1000]), filterSet: {} };
  if (random.chance(0.02))
    return { policyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow" }] }) };
  return {
    name,
    items: Array.from({ length: random.int(1, 6) }, () => ({ id: `i-${random.hex(17)}`, size: random.int(1, 500) })),
  };
}

function transfer(random: Random): Members {
  if (!random.chance(0.3)) return {};
  const bytesTransferredOut = Math.floor(10 ** (random.next() * 6));
  return { additionalEventData: { SignatureVersion: "SigV4", bytesTransferredIn: 0, bytesTransferredOut } };
}

function resources(random: Random): Members {
  if (!random.chance(0.16)) return {};
  const type = random.chance(0.08) ? "AWS::IAM::Role" : random.pick(["AWS::S3::Bucket", "AWS::KMS::Key"]);
  return { resources: [{ accountId: ACCOUNT, type, ARN: `arn:aws:example:us-east-1:${ACCOUNT}:${random.uuid()}` }] };
}

function trailTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
