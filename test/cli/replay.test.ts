// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Fn::Sub writes its holes.
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
    expect(out).toContain('Subject: ALARM: "AuthorizationFailureCount" in US - N. Virginia\n');
    // Only the ALARM state has an action: no mail for the way back.
    expect(out).toContain("Mails (2)");
    expect(out).not.toContain("has entered the OK state");
  });

  test("the account tells events, matches, metrics, changes and reasons", async () => {
    const { out } = await drive(["replay", EXAMPLE, trail]);
    expect(out).toContain("5 events, clock from 2014-11-05 19:05 to 2014-11-05 19:16 UTC");
    expect(out).toMatch(/RefusedCalls +5 +3 +3 +3\n +LogMetrics\/AuthorizationFailureCount\n/);
    expect(out).toMatch(/RefusedCallTerms +5 +4 +4 +4\n +LogMetrics\/AuthorizationFailureTermCount\n/);
    expect(out).toMatch(/LogMetrics\/AuthorizationFailureCount +1 +3 +3 +1 +1\n/);
    expect(out).toContain("2014-11-05 19:12:00Z  AuthorizationFailureCount  OK -> ALARM\n");
    expect(out).toContain(
      "Threshold Crossed: 1 datapoint [3.0 (05/11/14 19:11:00)] was greater than the threshold (1.0).",
    );
    expect(out).toMatch(/AuthorizationFailureCount +OK +3 +3 min\n/);
  });

  test("its tables fit 80 columns, and use the width there is", async () => {
    const { out } = await drive(["replay", EXAMPLE, trail]);
    const tables = out.split("\n").filter((line) => /^ {2}\S/.test(line) && !/->/.test(line));
    expect(tables.length).toBeGreaterThan(8);
    for (const line of tables) expect(line.length, line).toBeLessThanOrEqual(80);
    const wide = (await drive(["replay", EXAMPLE, trail], { columns: 120 })).out;
    expect((await drive(["replay", EXAMPLE, trail], { columns: 1 })).out).toContain("AuthorizationFailureC");
    expect(wide).toMatch(/RefusedCalls +LogMetrics\/AuthorizationFailureCount +5 +3 +3 +3\n/);
  });

  test("on a terminal reasons are broken at spaces, elsewhere not at all", async () => {
    const reasonsAt = async (columns?: number): Promise<readonly string[]> => {
      const { out } = await drive(["replay", EXAMPLE, trail], columns === undefined ? {} : { columns });
      const changes = out.slice(out.indexOf("Alarm changes\n"), out.indexOf("\nAlarms\n"));
      return changes.split("\n").filter((line) => line.startsWith("      "));
    };
    const words = (lines: readonly string[]) => lines.map((line) => line.trim()).join(" ");
    const whole = await reasonsAt();
    expect(whole.some((line) => line.length > 80)).toBe(true);
    const broken = await reasonsAt(60);
    for (const line of broken) expect(line.length, line).toBeLessThanOrEqual(60);
    expect(broken.some((line) => line.length > 50)).toBe(true);
    expect(words(broken)).toBe(words(whole));
    // Here some words are longer than the line.
    expect(words(await reasonsAt(20))).toBe(words(whole));
  });

  test("on a terminal notes are broken at spaces too, their colour around the word alone", async () => {
    const template = requests("note.json", {}, { MetricName: "Other" });
    const { out } = await drive(["replay", template, trail], { columns: 40, tty: true });
    expect(out).toContain("\u001b[33mnote\u001b[39m: errors: No filter publishes the\n  metric App/Other.\n");
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
    expect(lines[mail].Subject).toContain("in US East (N. Virginia)");
    const { out: old } = await drive(["replay", EXAMPLE, trail, "--json", "--style", "2014"]);
    expect(objects(old).find(({ type }) => type === "email").Subject).toContain("in US - N. Virginia");
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

describe("log groups that do not fit", () => {
  const grouped = files.file("in.log", "2014-11-05T19:00:00Z ERROR a\n");
  const other = files.file("out.log", "2014-11-05T19:00:00Z ERROR b\n");

  test("an event of no named group is seen only by filters that name none", async () => {
    const argv = [grouped, other, "--group", `/app/a=${grouped}`, "--json"];
    const named = await drive(["replay", requests("one.json", { logGroupName: "/app/a" }), ...argv]);
    expect(objects(named.out).at(-1)).toMatchObject({ events: 2, filters: [{ events: 1 }] });
    const all = await drive(["replay", requests("all.json"), ...argv]);
    expect(objects(all.out).at(-1)).toMatchObject({ events: 2, filters: [{ events: 2 }] });
  });

  test("a group that no filter watches is told, with those that are watched", async () => {
    const argv = [grouped, "--group", `/app/b=${grouped}`, "--json"];
    const named = await drive(["replay", requests("one.json", { logGroupName: "/app/a" }), ...argv]);
    expect(named.code).toBe(0);
    expect(named.err).toBe("warning: no filter watches the log group /app/b; the filters watch /app/a\n");
    const all = await drive(["replay", requests("all.json"), ...argv]);
    expect(all.err).toBe(
      "warning: no filter watches the log group /app/b; the filters name no log group and see every event\n",
    );
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

  test.each([
    ["escapes", '"\\"a\\" b:c"', 0, 7],
    ["a folded block", ">-\n        ERROR\n        b:c", 2, 9],
  ])("the place in a pattern is exact, however the file holds it: %s", async (_form, written, line, column) => {
    const text = readFileSync(EXAMPLE, "utf8");
    const at = text.indexOf('"?AccessDenied ?UnauthorizedOperation"');
    const template = files.file("form.yaml", text.replace('"?AccessDenied ?UnauthorizedOperation"', written));
    const first = text.slice(0, at).split("\n").length;
    const before = line === 0 ? at - text.lastIndexOf("\n", at) - 1 : 0;
    const { code, err } = await drive(["replay", template, trail]);
    expect(code).toBe(2);
    expect(err).toContain(`--> ${template}:${first + line}:${before + column + (line === 0 ? 2 : 1)}\n`);
  });

  test("where the file does not hold a pattern, the whole value is shown, and the place in it told", async () => {
    const text = readFileSync(EXAMPLE, "utf8").replace(
      '"?AccessDenied ?UnauthorizedOperation"',
      '!Sub "${AWS::Region} b:c"',
    );
    const { code, err } = await drive(["replay", files.file("sub.yaml", text), trail]);
    expect(code).toBe(2);
    expect(err).toContain('of the value "us-east-1 b:c"');
  });

  test("a pattern in which !Sub was forgotten is told so, at the hole", async () => {
    const text = readFileSync(EXAMPLE, "utf8").replace(
      '"?AccessDenied ?UnauthorizedOperation"',
      '"ERROR ${AWS::Region}"',
    );
    const { code, err } = await drive(["replay", files.file("forgotten.yaml", text), trail]);
    expect(code).toBe(2);
    expect(err).toMatch(
      /= \d+:\d+: this text is not inside Fn::Sub, so \$\{AWS::Region\} stands as it is; write !Sub before it\n/,
    );
    expect(err).toContain("the service would answer");
  });

  test("a block that ends with a line break is told how to be written without", async () => {
    const text = readFileSync(EXAMPLE, "utf8").replace(
      '"?AccessDenied ?UnauthorizedOperation"',
      "|\n        { $.a = 1 }",
    );
    const { code, err } = await drive(["replay", files.file("literal.yaml", text), trail]);
    expect(code).toBe(2);
    expect(err).toContain("error[missing-end]");
    expect(err).toContain("= the line break at the end belongs to the pattern; in YAML write `|-` or `>-`");
  });

  test("a pattern that YAML took for an object is shown with its fix", async () => {
    const text = readFileSync(EXAMPLE, "utf8").replace('"?AccessDenied ?UnauthorizedOperation"', "{$.errorCode = 1}");
    const { code, err } = await drive(["replay", files.file("unquoted.yaml", text), trail]);
    expect(code).toBe(2);
    expect(err).toContain(
      "RefusedCallTerms.FilterPattern is not a text: a pattern that starts with { or [ needs quotes in YAML.",
    );
    expect(err).toContain("= fix: Put the pattern in quotes: '{$.errorCode = 1}'");
    expect(err.match(/-->/g)).toHaveLength(1);
  });

  test("a filter without a pattern is refused beside a member that is misspelt", async () => {
    const text = readFileSync(EXAMPLE, "utf8").replace(
      'FilterPattern: "?AccessDenied ?UnauthorizedOperation"',
      'FilterPatern: "?AccessDenied ?UnauthorizedOperation"',
    );
    const { code, err } = await drive(["replay", files.file("missing.yaml", text), trail]);
    expect(code).toBe(2);
    expect(err).toContain("Did you mean FilterPattern?");
    expect(err).toMatch(/error\[filter-request\]: filterPattern is a text and can't be missing/);
  });

  test("a missing pattern is told even where something else of the filter is refused", async () => {
    const template = requests("two.json", { filterPattern: undefined, logGroupName: 5 });
    const { err } = await drive(["replay", template, trail]);
    expect(err).toContain("logGroupName is not a text");
    expect(err).toContain("filterPattern is a text and can't be missing");
  });

  test("a template may come from standard input", async () => {
    const stdin = readFileSync(EXAMPLE, "utf8");
    expect((await drive(["replay", "-", trail], { stdin })).code).toBe(0);
    const { err, code } = await drive(["replay", "-", trail], { stdin: "a: [\n" });
    expect(code).toBe(2);
    expect(err).toMatch(/--> <stdin>:\d/);
  });

  test("control characters in a template's name are made visible", async () => {
    const template = files.file("te\u001b[31m.yaml", "a: [\n");
    const { err } = await drive(["replay", template, trail]);
    expect(err).toContain("te·[31m.yaml");
    expect(err).not.toContain("\u001b");
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
    ["a folder", files.path, /is a folder; replay takes one file/],
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
    [[EXAMPLE, trail, "--from", "2014-11-05T19:00:00Zjunk"], /--from takes a time such as/],
    [[EXAMPLE, trail, "--parameter", "Nope=1"], /The template has no parameter Nope\. It has/],
    [[requests("plain.json"), trail, "--parameter", "Nope=1"], /has no parameter Nope; it has none\./],
    [["-", "-"], /standard input can be read once/],
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
