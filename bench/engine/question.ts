// Holds: questions to CloudTrail records, in the words of everybody who is asked.
// In: nothing. Out: the questions.
// Always: the closure is what a person would write for this one question; all ask the same, but for texts that a JSON string can
//   spell in several ways.

import type { TopLevelCondition } from "json-rules-engine";

/** The members that are asked for. */
export interface Trail {
  readonly eventName?: string;
  readonly eventSource?: string;
  readonly awsRegion?: string;
  readonly sourceIPAddress?: string;
  readonly userAgent?: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly readOnly?: boolean;
  readonly userIdentity?: { readonly type?: string; readonly userName?: string; readonly arn?: string };
  readonly requestParameters?: { readonly maxResults?: unknown; readonly bucketName?: string } | null;
  readonly additionalEventData?: { readonly bytesTransferredOut?: unknown };
  readonly resources?: readonly { readonly type?: string }[];
}

export interface Question {
  readonly id: string;
  readonly what: string;
  readonly pattern: string;
  readonly closure: (event: Trail) => boolean;
  /** In the query language of MongoDB. */
  readonly query: Readonly<Record<string, unknown>>;
  readonly jsonata: string;
  readonly rules: TopLevelCondition;
  /** A text that every match holds, unless it is written with escapes. */
  readonly hint?: string;
}

const eq = (fact: string, value: unknown, path?: string) =>
  path === undefined ? { fact, operator: "equal", value } : { fact, operator: "equal", value, path };

export const QUESTIONS: readonly Question[] = [
  {
    id: "selective",
    what: "two equalities, rare",
    pattern: '{ $.eventName = "ConsoleLogin" && $.errorMessage = "Failed authentication" }',
    closure: (event) => event.eventName === "ConsoleLogin" && event.errorMessage === "Failed authentication",
    query: { eventName: "ConsoleLogin", errorMessage: "Failed authentication" },
    jsonata: 'eventName = "ConsoleLogin" and errorMessage = "Failed authentication"',
    rules: { all: [eq("eventName", "ConsoleLogin"), eq("errorMessage", "Failed authentication")] },
    hint: "Failed authentication",
  },
  {
    id: "or",
    what: "OR of two texts with a wildcard each, 4 in 100",
    pattern: '{ $.errorCode = "*UnauthorizedOperation" || $.errorCode = "AccessDenied*" }',
    closure: ({ errorCode }) =>
      typeof errorCode === "string" &&
      (errorCode.endsWith("UnauthorizedOperation") || errorCode.startsWith("AccessDenied")),
    query: { $or: [{ errorCode: { $regex: /UnauthorizedOperation$/ } }, { errorCode: { $regex: /^AccessDenied/ } }] },
    jsonata: "$contains(errorCode, /UnauthorizedOperation$/) or $contains(errorCode, /^AccessDenied/)",
    rules: {
      any: [
        { fact: "errorCode", operator: "matches", value: "UnauthorizedOperation$" },
        { fact: "errorCode", operator: "matches", value: "^AccessDenied" },
      ],
    },
  },
  {
    id: "common",
    what: "one equality, 92 in 100",
    pattern: '{ $.userIdentity.type = "IAMUser" }',
    closure: (event) => event.userIdentity?.type === "IAMUser",
    query: { "userIdentity.type": "IAMUser" },
    jsonata: 'userIdentity.type = "IAMUser"',
    rules: { all: [eq("userIdentity", "IAMUser", "$.type")] },
  },
  {
    id: "no-literal",
    what: "no text to look for",
    pattern: "{ $.errorCode NOT EXISTS && $.readOnly IS FALSE }",
    closure: (event) => event.errorCode === undefined && event.readOnly === false,
    query: { errorCode: { $exists: false }, readOnly: false },
    jsonata: "$not($exists(errorCode)) and readOnly = false",
    rules: { all: [{ fact: "errorCode", operator: "absent", value: true }, eq("readOnly", false)] },
  },
  {
    id: "array",
    what: "an element of an array",
    pattern: '{ $.resources[0].type = "AWS::IAM::Role" }',
    closure: (event) => event.resources?.[0]?.type === "AWS::IAM::Role",
    query: { "resources.0.type": "AWS::IAM::Role" },
    jsonata: 'resources[0].type = "AWS::IAM::Role"',
    rules: { all: [eq("resources", "AWS::IAM::Role", "$[0].type")] },
    hint: "AWS::IAM::Role",
  },
  {
    id: "numeric",
    what: "a number",
    pattern: "{ $.requestParameters.maxResults > 10 }",
    closure: ({ requestParameters }) =>
      typeof requestParameters?.maxResults === "number" && requestParameters.maxResults > 10,
    query: { "requestParameters.maxResults": { $gt: 10 } },
    jsonata: "requestParameters.maxResults > 10",
    rules: { all: [{ fact: "requestParameters", path: "$.maxResults", operator: "greaterThan", value: 10 }] },
    hint: "maxResults",
  },
  {
    id: "wildcard",
    what: "a text with two wildcards",
    pattern: '{ $.userAgent = "*Boto3*Linux*" }',
    closure: ({ userAgent }) => {
      const found = typeof userAgent === "string" ? userAgent.indexOf("Boto3") : -1;
      return found !== -1 && userAgent!.includes("Linux", found + 5);
    },
    query: { userAgent: { $regex: /Boto3.*Linux/ } },
    jsonata: "$contains(userAgent, /Boto3.*Linux/)",
    rules: { all: [{ fact: "userAgent", operator: "matches", value: "Boto3.*Linux" }] },
    hint: "Boto3",
  },
  {
    id: "regex",
    what: "a regular expression",
    pattern: "{ $.eventName = %^Delete[A-Z]|^Stop[A-Z]% }",
    closure: ({ eventName }) => typeof eventName === "string" && DESTRUCTIVE.test(eventName),
    query: { eventName: { $regex: /^(?:Delete|Stop)[A-Z]/ } },
    jsonata: "$contains(eventName, /^Delete[A-Z]|^Stop[A-Z]/)",
    rules: { all: [{ fact: "eventName", operator: "matches", value: "^(?:Delete|Stop)[A-Z]" }] },
  },
];

const DESTRUCTIVE = /^(?:Delete|Stop)[A-Z]/;

export function questionOf(id: string): Question {
  return QUESTIONS.find((question) => question.id === id)!;
}
