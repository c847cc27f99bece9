// Holds: the logs that only the playground's examples need: console sign-ins, and a web server's access log.
// In: random choices. Out: lines in order of time.
// Always: every name is made up; addresses are of the ranges kept for documentation; the account is 123456789012.

import { ACCOUNT } from "../../examples/calls.ts";
import type { Random } from "../../examples/random.ts";

const SECOND = 1000;
const MINUTE = 60_000;
const START: number = Date.UTC(2026, 10, 5, 9);

const PEOPLE = ["alma", "bruno", "chidi", "dagny", "emre", "fumiko"];

/** Two hours of sign-ins to the console and other calls, by users with and without MFA, through single sign-on, and by root. */
export function signIns(random: Random): string {
  const lines: string[] = [];
  for (let at = START; at < START + 120 * MINUTE; at += random.int(60, 400) * SECOND) {
    const kind = random.next();
    if (kind < 0.45) lines.push(signIn(random, at, user(random), { MFAUsed: random.chance(0.85) ? "Yes" : "No" }));
    else if (kind < 0.55) lines.push(signIn(random, at, { type: "AssumedRole", accountId: ACCOUNT }, undefined));
    else lines.push(call(random, at, user(random), random.pick(["DescribeInstances", "ListBuckets", "GetUser"])));
  }
  const root = { type: "Root", accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root` };
  const at = START + 71 * MINUTE;
  const byRoot = [signIn(random, at, root, { MFAUsed: "No" }), call(random, at + 40 * SECOND, root, "CreateAccessKey")];
  return [...lines, ...byRoot].sort((a, b) => (timeIn(a) < timeIn(b) ? -1 : 1)).join("\n");
}

const timeIn = (line: string): string => (JSON.parse(line) as { readonly eventTime: string }).eventTime;

function user(random: Random): object {
  const userName = random.pick(PEOPLE);
  return { type: "IAMUser", accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/${userName}`, userName };
}

function signIn(random: Random, at: number, userIdentity: object, mfa: object | undefined): string {
  const additionalEventData = mfa && { LoginTo: "https://console.aws.amazon.com/console/home", ...mfa };
  const more = { additionalEventData, responseElements: { ConsoleLogin: "Success" }, eventType: "AwsConsoleSignIn" };
  return line(random, at, userIdentity, "signin.amazonaws.com", "ConsoleLogin", more);
}

function call(random: Random, at: number, userIdentity: object, eventName: string): string {
  return line(random, at, userIdentity, "ec2.amazonaws.com", eventName, { eventType: "AwsApiCall" });
}

function line(
  random: Random,
  at: number,
  userIdentity: object,
  eventSource: string,
  eventName: string,
  more: object,
): string {
  const eventTime = new Date(at).toISOString().replace(".000", "");
  const place = { awsRegion: "us-east-1", sourceIPAddress: `198.51.100.${random.int(10, 40)}` };
  return JSON.stringify({ eventVersion: "1.09", userIdentity, eventTime, eventSource, eventName, ...place, ...more });
}

const PATHS = ["/", "/index.html", "/orders", "/orders/81", "/cart", "/stock", "/assets/app.js"];
const USERS = ["-", "-", "-", "anna", "bela"];
const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** Forty minutes of a web server, eight of them bad: many answers of 5xx, and slow ones. */
export function accessLog(random: Random): string {
  const lines: string[] = [];
  for (let at = START; at < START + 40 * MINUTE; at += random.int(4, 22) * SECOND) {
    const minute = (at - START) / MINUTE;
    const isBad = minute >= 17 && minute < 25;
    const status = random.chance(isBad ? 0.6 : 0.04)
      ? random.pick([500, 502, 503])
      : random.pick([200, 200, 200, 304, 404]);
    const ms = isBad ? random.int(300, 2400) : random.int(5, 320);
    const head = `203.0.113.${random.int(1, 254)} - ${random.pick(USERS)} [${apacheTime(at)}]`;
    const request = `"${random.chance(0.8) ? "GET" : "POST"} ${random.pick(PATHS)} HTTP/1.1"`;
    lines.push(`${head} ${request} ${status} ${random.int(180, 24_000)} ${ms}`);
  }
  return lines.join("\n");
}

function apacheTime(at: number): string {
  const iso = new Date(at).toISOString();
  const month = MONTHS.slice(Number(iso.slice(5, 7)) * 3 - 3).slice(0, 3);
  return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
