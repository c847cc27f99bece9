import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { drive, folder } from "./drive.ts";

const files = folder();
const EXAMPLE = fileURLToPath(new URL("../../examples/authorization-failures.yaml", import.meta.url));

/** Records of CloudTrail: three refused calls in minute 19:11, and calls that went well around it. */
const RECORDS = [
  { eventTime: "2014-11-05T19:05:10Z", eventName: "DescribeInstances" },
  { eventTime: "2014-11-05T19:11:01Z", eventName: "RunInstances", errorCode: "Client.UnauthorizedOperation" },
  { eventTime: "2014-11-05T19:11:20Z", eventName: "GetObject", errorCode: "AccessDenied" },
  { eventTime: "2014-11-05T19:11:59Z", eventName: "PutObject", errorCode: "AccessDeniedException" },
  { eventTime: "2014-11-05T19:12:01Z", eventName: "ListBuckets", userAgent: "AccessDenied-tester" },
];
const trail = files.file("trail.json.gz", gzipSync(JSON.stringify({ Records: RECORDS })));

/** The objects of `--json`. */
function objects(out: string) {
  return out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** A file of requests with one filter and one alarm on it. */
function requests(name: string, filter: object = {}, alarm: object = {}): string {
  const metricFilters = [
    {
      filterName: "errors",
      filterPattern: "ERROR",
      metricTransformations: [{ metricName: "Errors", metricNamespace: "App", metricValue: "1" }],
      ...filter,
    },
  ];
  const metricAlarms = [
    {
      AlarmName: "errors",
      Namespace: "App",
      MetricName: "Errors",
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: "GreaterThanThreshold",
      Threshold: 0,
      ...alarm,
    },
  ];
  return files.file(name, JSON.stringify({ metricFilters, metricAlarms }, null, 2));
}

describe("the founding scene", () => {
  test("three refused calls in a minute ring the alarm, and the mail of 2014 says so to the letter", async () => {
    const { code, out, err } = await drive(["replay", EXAMPLE, trail, "--email", "--style", "2014"]);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toContain(
      'You are receiving this email because your Amazon CloudWatch Alarm "AuthorizationFailureCount" in the US - N. Virginia ' +
        'region has entered the ALARM state, because "Threshold Crossed: 1 datapoint (3.0) was greater than the threshold (1.0)." ' +
        'at "Wednesday 05 November, 2014 19:12:00 UTC".\n',
    );
    expect(out).toContain('Subject: ALARM: "AuthorizationFailureCount" in US East (N. Virginia)\n');
    // Only the ALARM state has an action: no mail for the way back.
    expect(out).toContain("Mails (2)");
    expect(out).not.toContain("has entered the OK state");
  });

  test("the account tells events, matches, metrics, changes and reasons", async () => {
    const { out } = await drive(["replay", EXAMPLE, trail]);
    expect(out).toContain("5 events, clock from 2014-11-05 19:05 to 2014-11-05 19:16 UTC");
    expect(out).toMatch(/RefusedCalls +LogMetrics\/AuthorizationFailureCount +5 +3 +3 +3\n/);
    expect(out).toMatch(/RefusedCallTerms +LogMetrics\/AuthorizationFailureTermCount +5 +4 +4 +4\n/);
    expect(out).toMatch(/LogMetrics\/AuthorizationFailureCount +1 +3 +3 +1 +1\n/);
    expect(out).toContain("2014-11-05 19:12:00Z  AuthorizationFailureCount  OK -> ALARM\n");
    expect(out).toContain(
      "Threshold Crossed: 1 datapoint [3.0 (05/11/14 19:11:00)] was greater than the threshold (1.0).",
    );
    expect(out).toMatch(/AuthorizationFailureCount +OK +3 +3 min\n/);
  });

  test("--json gives state changes with the fields of the SNS message, then the summary", async () => {
    const { out } = await drive([
      "replay",
      EXAMPLE,
      trail,
      "--json",
      "--region",
      "eu-west-1",
      "--account",
      "111122223333",
    ]);
    const lines = objects(out);
    expect(lines.find((line) => line.NewStateValue === "ALARM")).toMatchObject({
      type: "state-change",
      AlarmName: "AuthorizationFailureCount",
      OldStateValue: "OK",
      Region: "EU (Ireland)",
      AlarmActions: ["arn:aws:sns:eu-west-1:111122223333:Security"],
      Trigger: { Namespace: "LogMetrics", Period: 60, Threshold: 1 },
    });
    expect(lines.at(-1)).toMatchObject({ type: "summary", events: 5 });
    expect(lines.slice(0, -1).every((line) => line.type === "state-change")).toBe(true);
  });

  test("--json with --email gives each mail after its change", async () => {
    const { out } = await drive(["replay", EXAMPLE, trail, "--json", "--email"]);
    const lines = objects(out);
    const mail = lines.findIndex(({ type }) => type === "email");
    expect(lines[mail - 1]).toMatchObject({ type: "state-change", NewStateValue: "ALARM" });
    expect(lines[mail].Body).toMatch(/^You are receiving this email/);
  });

  test("--from and --to bound the events", async () => {
    const bounds = ["--from", "2014-11-05T19:11:10Z", "--to", "1415214720"];
    const { out } = await drive(["replay", EXAMPLE, trail, "--json", ...bounds]);
    expect(objects(out).at(-1)).toMatchObject({ events: 2, eventsOutside: 3, to: Date.UTC(2014, 10, 5, 19, 12) });
  });
});

describe("log groups", () => {
  const a = files.file("a.log", "2014-11-05T19:00:00Z ERROR a\n");
  const b = files.file("b.log", "2014-11-05T19:00:00Z ERROR b\n");
  const template = requests("groups.json", { logGroupName: "/app/a" });

  test("without --group a filter sees everything", async () => {
    expect(objects((await drive(["replay", template, a, b, "--json"])).out).at(-1).filters[0].matches).toBe(2);
  });

  const groups = ["--group", `/app/a=${a}`, "--group", `/app/b=${b}`];

  test("with --group it sees its own, and the path of a group need not be named twice", async () => {
    for (const logs of [[], [a], [a, b]]) {
      const { out } = await drive(["replay", template, ...logs, ...groups, "--json"]);
      expect(objects(out).at(-1)).toMatchObject({ events: 2, filters: [{ events: 1, matches: 1 }] });
    }
  });
});

describe("what can't be used", () => {
  test("a mistake in a pattern is shown in the template's file, with line, column and reason; exit code 2", async () => {
    const text = readFileSync(EXAMPLE, "utf8").replace(
      '"?AccessDenied ?UnauthorizedOperation"',
      '"?AccessDenied ?a:b"',
    );
    const template = files.file("mistake.yaml", text);
    const line = text.slice(0, text.indexOf("?a:b")).split("\n").length;
    const column = text.indexOf("?a:b") - text.lastIndexOf("\n", text.indexOf("?a:b")) + 2;
    const { code, out, err } = await drive(["replay", template, trail]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(`--> ${template}:${line}:${column}\n`);
    expect(err).toContain("in RefusedCallTerms; the service would answer: Invalid character(s) in term ':'");
    expect(err).toContain(`The template ${template} can't be used: an error in it.`);
  });

  test("where the file holds a pattern in another form, the whole value is shown, and the place in it told", async () => {
    const text = readFileSync(EXAMPLE, "utf8").replace('"?AccessDenied ?UnauthorizedOperation"', '"\\"a\\" b:c"');
    const template = files.file("escaped.yaml", text);
    const { code, err } = await drive(["replay", template, trail]);
    expect(code).toBe(2);
    expect(err).toContain('at character 6 of the value "\\"a\\" b:c"');
  });

  test("all mistakes are shown, each at its member", async () => {
    const transformations = [{ metricName: "Errors", metricNamespace: "AWS/X", metricValue: "$.a[*]" }];
    const template = requests(
      "many.json",
      { metricTransformations: transformations },
      { Period: 7, EvaluationPeriods: 0 },
    );
    const text = readFileSync(template, "utf8");
    const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split("\n").length;
    const { code, err } = await drive(["replay", template, trail]);
    expect(code).toBe(2);
    for (const part of ["AWS/X", "$.a[*]", '7,\n      "Eval', '0,\n      "Comp']) {
      expect(err).toContain(`--> ${template}:${lineOf(part)}:`);
    }
  });

  test("a value only a deployment knows is an error where it matters; --parameter gives it", async () => {
    const text = readFileSync(EXAMPLE, "utf8")
      .replace("Parameters:\n", "Parameters:\n  Limit: { Type: Number }\n")
      .replace("Threshold: 1\n", "Threshold: !Ref Limit\n");
    const template = files.file("limit.yaml", text);
    const refused = await drive(["replay", template, trail]);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain("parameter Limit has no Default");
    const given = await drive(["replay", template, trail, "--parameter", "Limit=5", "--json"]);
    expect(given.code).toBe(0);
    expect(objects(given.out)[0]).toMatchObject({ NewStateValue: "OK", Trigger: { Threshold: 5 } });
  });

  test("an action that is no ARN is told, and stops nothing", async () => {
    const template = requests("action.json", {}, { AlarmActions: ["nobody"] });
    const { code, err } = await drive(["replay", template, "-"], { stdin: "2014-11-05T19:00:00Z ERROR\n" });
    expect(code).toBe(0);
    expect(err).toMatch(/^warning\[alarm-action\]/);
  });

  test.each([
    ["a missing file", "/no/such/template.yaml", /\/no\/such\/template\.yaml can't be read: no such file/],
    ["a file that is no YAML", files.file("bad.yaml", "a: [\n"), /bad\.yaml:\d+:\d+\n/],
    ["a template without alarms", files.file("empty.json", "{}"), /neither Resources .* nor metricFilters/],
    ["types that the API does not take", requests("types.json", { filterPattern: 5 }), /filterPattern is not a text/],
  ])("%s ends with exit code 2", async (_what, template, reason) => {
    const { code, out, err } = await drive(["replay", template, trail]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(reason);
  });

  test.each([
    [[], /replay takes a template/],
    [[EXAMPLE], /takes logs after the template/],
    [[EXAMPLE, trail, "--style", "1999"], /--style is today or 2014/],
    [[EXAMPLE, trail, "--from", "tomorrow"], /--from takes a time such as/],
    [[EXAMPLE, trail, "--from", "2014-11-06", "--to", "2014-11-05"], /--from has to be before --to/],
    [[EXAMPLE, trail, "--group", "nopath"], /--group takes NAME=VALUE/],
    [[EXAMPLE, trail, "--region", "Ireland"], /--region takes a region's code/],
    [[EXAMPLE, trail, "--account", "12"], /twelve digits/],
    [[EXAMPLE, trail, "--emails"], /did you mean --email/],
  ])("refuses %j in a sentence", async (argv, sentence) => {
    const { code, err } = await drive(["replay", ...argv]);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});

describe("bad input", () => {
  test("is named with how much was read; everything else still counts; exit code 1", async () => {
    const cut = files.file("cut.json.gz", gzipSync(JSON.stringify({ Records: RECORDS })).subarray(0, 60));
    const half = files.file("half.ndjson", `${JSON.stringify(RECORDS[1])}\n{"eventTime":"2014-11-05T19:11`);
    const binary = files.file("noise.bin", new Uint8Array(2000));
    const { code, out, err } = await drive(["replay", EXAMPLE, trail, cut, half, binary, "/no/file", "--json"]);
    expect(code).toBe(1);
    for (const name of ["cut.json.gz", "half.ndjson:2", "noise.bin", "/no/file"]) {
      expect(err).toMatch(new RegExp(`problem: \\S*${name}: .* events? read of it`));
    }
    expect(objects(out).at(-1).filters[0].matches).toBeGreaterThanOrEqual(4);
  });
});
