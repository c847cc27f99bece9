// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Fn::Sub writes its holes.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { drive, folder } from "./drive.ts";

const files = folder();
const TOPIC = "arn:aws:sns:us-east-1:123456789012:Ops";
const ARN = "arn:aws:cloudwatch:us-east-1:123456789012:alarm";
const RULE = '!Sub "ALARM(${Errors}) AND NOT OK(${Errors.Arn})"';

/** Errors and deployments, and an alarm on the first whose actions the second suppresses. */
const STACK = `Resources:
  ErrorFilter:
    Type: AWS::Logs::MetricFilter
    Properties:
      FilterPattern: ERROR
      MetricTransformations: [{ MetricName: Errors, MetricNamespace: App, MetricValue: "1" }]
  DeployFilter:
    Type: AWS::Logs::MetricFilter
    Properties:
      FilterPattern: DEPLOY
      MetricTransformations: [{ MetricName: Deploys, MetricNamespace: App, MetricValue: "1" }]
  Errors:
    Type: AWS::CloudWatch::Alarm
    Properties: &alarm
      Namespace: App
      MetricName: Errors
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      ComparisonOperator: GreaterThanThreshold
      Threshold: 0
      TreatMissingData: notBreaching
  Deploys:
    Type: AWS::CloudWatch::Alarm
    Properties:
      <<: *alarm
      MetricName: Deploys
  Trouble:
    Type: AWS::CloudWatch::CompositeAlarm
    Properties:
      AlarmRule: ${RULE}
      AlarmActions: ["${TOPIC}"]
      ActionsSuppressor: !Ref Deploys
      ActionsSuppressorWaitPeriod: 60
      ActionsSuppressorExtensionPeriod: 60
`;
const stack = files.file("stack.yaml", STACK);

const lines = (...events: readonly string[]) => events.map((event) => `2026-05-05T${event}\n`).join("");
const calm = files.file("calm.log", lines("10:00:10Z hello", "10:05:10Z ERROR one", "10:07:10Z ERROR two"));
const busy = files.file("busy.log", lines("10:20:10Z DEPLOY", "10:20:40Z ERROR", "10:22:10Z ERROR", "10:40:10Z bye"));

/** The objects of `--json`. */
function objects(out: string) {
  return out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** A stack with another rule. */
function withRule(name: string, rule: string): string {
  return files.file(name, STACK.replace(RULE, rule));
}

describe("a composite alarm with a suppressor", () => {
  test("changes with its children, and the report tells what holds its actions back and when they run", async () => {
    const { code, out, err } = await drive(["replay", stack, calm, busy]);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toContain(
      `  2026-05-05 10:06:00Z  Trouble  OK -> ALARM
      ${ARN}:Errors transitioned to ALARM at Tuesday 05 May, 2026 10:06:00 UTC
      Actions suppressed by WaitPeriod
  2026-05-05 10:07:00Z  Trouble  actions of ALARM run
      ${TOPIC}
`,
    );
    expect(out).toContain(
      `      Actions suppressed by ${ARN}:Deploys that transitioned to ALARM at Tuesday 05 May, 2026 10:21:00 UTC\n`,
    );
    // The suppressor leaves ALARM at 10:24; its extension period ends a minute later.
    expect(out).toContain(`  2026-05-05 10:25:00Z  Trouble  actions of ALARM run\n      ${TOPIC}\n`);
    expect(out).toContain("Trouble  actions of OK run: there are none\n");
    expect(out).toMatch(/\n {2}Trouble +OK +\d/);
  });

  test("sends its mails when its actions run, and none while they are suppressed", async () => {
    const { out } = await drive(["replay", stack, calm, busy, "--json", "--email"]);
    const all = objects(out);
    const mails = all.filter(({ type, AlarmName }) => type === "email" && AlarmName === "Trouble");
    expect(mails.map(({ ActionsTime, Subject }) => [ActionsTime.slice(11, 16), Subject])).toEqual([
      ["10:07", 'ALARM: "Trouble" in US East (N. Virginia)'],
      ["10:25", 'ALARM: "Trouble" in US East (N. Virginia)'],
    ]);
    for (const mail of mails) expect(all[all.indexOf(mail) - 1]).toMatchObject({ type: "actions", actions: [TOPIC] });
    const text = (await drive(["replay", stack, calm, busy, "--email"])).out;
    expect(text.match(/Subject: ALARM: "Trouble"/g)).toHaveLength(2);
  });

  test("whose name another has is told at its place, and in the report", async () => {
    const two = STACK + STACK.slice(STACK.indexOf("  Trouble:")).replace("Trouble:\n", "Again:\n");
    const named = two.replaceAll("      AlarmRule:", "      AlarmName: trouble\n      AlarmRule:");
    const { code, out, err } = await drive(["replay", files.file("twice.yaml", named), calm]);
    expect(code).toBe(0);
    expect(err).toContain('warning[template-duplicate-alarm]: Two alarms are called "trouble"');
    const told = 'Two alarms are called "trouble"; the service keeps the last one only, as this replay does.';
    expect(out).toContain(`note: trouble: ${told}\n`);
  });

  test("may come from describe-alarms", async () => {
    const metric = { Namespace: "App", MetricName: "Errors", Statistic: "Sum", Period: 60, EvaluationPeriods: 1 };
    const alarm = { ...metric, AlarmName: "Errors", ComparisonOperator: "GreaterThanThreshold", Threshold: 0 };
    const CompositeAlarms = [
      { AlarmName: "Both", AlarmArn: `${ARN}:Both`, AlarmRule: "ALARM(Errors)", StateValue: "OK" },
    ];
    const template = files.file("described.json", JSON.stringify({ MetricAlarms: [alarm], CompositeAlarms }));
    const { code, out, err } = await drive(["replay", template, calm, "--json"]);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(objects(out).at(-1).alarms).toMatchObject([{ AlarmName: "Errors" }, { AlarmName: "Both" }]);
  });
});

describe("mistakes in a rule", () => {
  /** The column after the start of the member's value, counted from one. */
  const column = (written: string, part: string) => "      AlarmRule: ".length + written.indexOf(part) + 1;
  const row = STACK.slice(0, STACK.indexOf("AlarmRule")).split("\n").length;

  test.each([
    ["plain", "ALARM(Errors) and ALARM(Deploys)", "and ", "and"],
    ["in quotes, with escapes", '"ALARM(\\"Errors\\") && OK(Deploys)"', "&&", "&&"],
    ["behind holes", '!Sub "OK(${Errors.Arn}) oder TRUE"', "oder", "oder"],
    ["a name that is no alarm's", "ALARM(Errors) OR OK(Deployz)", "Deployz", "Deployz"],
    ["a name in a hole's place", '!Sub "OK(${Errors}) OR OK(${AWS::Region})"', "${AWS", "${AWS::Region}"],
  ])("are shown at the exact character: %s", async (_form, written, part, marked) => {
    const template = withRule("mistake.yaml", written);
    const { code, out, err } = await drive(["replay", template, calm]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(`--> ${template}:${row}:${column(written, part)}\n`);
    const caret = /\|( *)(\^+)\n/.exec(err)!;
    expect([caret[1]!.length, caret[2]!.length]).toEqual([column(written, part), marked.length]);
    expect(err).toContain("= in Trouble\n");
  });

  test("come with the service's words, and with the place in a value that functions made", async () => {
    const { err } = await drive(["replay", withRule("words.yaml", '!Sub "ALARM(${Errors}) and TRUE"'), calm]);
    expect(err).toContain("The service answers: Error in AlarmRule [Unsupported token 'and' at char");
    expect(err).toContain('at character 15 of the value "ALARM(Errors) and TRUE"');
    const joined = await drive(["replay", withRule("join.yaml", "!Join [' ', [TRUE, and, TRUE]]"), calm]);
    expect(joined.err).toContain('at character 6 of the value "TRUE and TRUE"');
  });

  test("of all alarms are shown at once, an alarm that names itself among them", async () => {
    const text = STACK.replace(RULE, "ALARM(Trouble)").replace("WaitPeriod: 60", "WaitPeriod: -1");
    const { code, err } = await drive(["replay", files.file("many.yaml", text), calm]);
    expect(code).toBe(2);
    expect(err).toContain("A composite alarm cannot have a child relation with itself");
    expect(err).toContain("ActionsSuppressorWaitPeriod is a whole number of seconds from 0");
  });

  test("an action that composite alarms can't have is told, and stops nothing", async () => {
    const text = STACK.replace(TOPIC, "arn:aws:automate:us-east-1:ec2:stop");
    const { code, err } = await drive(["replay", files.file("action.yaml", text), calm]);
    expect(err).toMatch(/^warning\[composite-action\]/);
    expect(code).toBe(0);
  });

  test("alarms that depend on each other are a warning, at their rules", async () => {
    const other = "  Other:\n    Type: AWS::CloudWatch::CompositeAlarm\n    Properties: { AlarmRule: OK(Trouble) }\n";
    const text = STACK.replace(RULE, "ALARM(Errors) OR OK(Other)") + other;
    const { code, err } = await drive(["replay", files.file("cycle.yaml", text), calm]);
    expect(code).toBe(0);
    expect(err).toMatch(/^warning\[composite-cycle\]: .*depend on each other/);
    expect(err).toContain(`:${row}:${"      AlarmRule: ".length + 1}\n`);
    expect(err).toContain("Other is part of it");
    expect(err.match(/-->/g)).toHaveLength(1);
  });
});

describe("queries of a metric alarm", () => {
  test("a mistake in an expression is shown at the exact character", async () => {
    const queries = `Metrics:
        - { Id: e, Expression: "SUMM([m, m])" }
        - { Id: m, ReturnData: "false", MetricStat: { Period: "60", Stat: Sum, Metric: { Namespace: App, MetricName: Errors } } }`;
    const text = STACK.replace(
      "Namespace: App\n      MetricName: Errors\n      Statistic: Sum\n      Period: 60",
      queries,
    ).replace(
      "<<: *alarm",
      "Namespace: App\n      Statistic: Sum\n      Period: 60\n      EvaluationPeriods: 1\n      ComparisonOperator: GreaterThanThreshold\n      Threshold: 0",
    );
    const template = files.file("math.yaml", text);
    const { code, err } = await drive(["replay", template, calm]);
    const at = text.indexOf("SUMM");
    const line = text.slice(0, at).split("\n").length;
    expect(err).toContain(`--> ${template}:${line}:${at - text.lastIndexOf("\n", at)}\n`);
    expect(err.match(/-->/g)).toHaveLength(1);
    expect(code).toBe(2);
  });
});

describe("a replay in parts", () => {
  const to = ["--to", "2026-05-05T10:10:00Z"];

  test("resumed, is one replay", async () => {
    const saved = `${files.path}/parts.json`;
    const first = objects((await drive(["replay", stack, calm, ...to, "--save", saved, "--json"])).out);
    const second = objects((await drive(["replay", stack, busy, "--resume", saved, "--save", saved, "--json"])).out);
    const whole = objects((await drive(["replay", stack, calm, busy, "--json"])).out);
    const changes = (all: readonly { type: string }[]) => all.filter(({ type }) => type !== "summary");
    expect(changes(first).length).toBeGreaterThan(3);
    expect(changes(second).length).toBeGreaterThan(3);
    expect([...changes(first), ...changes(second)]).toEqual(changes(whole));
    expect(second.at(-1)).toEqual(whole.at(-1));
  });

  test("a state is plain JSON, and nothing else is left beside it", async () => {
    const saved = `${files.path}/plain.json`;
    expect((await drive(["replay", stack, calm, "--save", saved])).code).toBe(0);
    expect(JSON.parse(readFileSync(saved, "utf8"))).toMatchObject({ version: 1 });
    expect(existsSync(`${saved}.${process.pid}.tmp`)).toBe(false);
  });

  test("a state of other filters is refused", async () => {
    const saved = `${files.path}/other.json`;
    await drive(["replay", stack, calm, "--save", saved]);
    const other = files.file("other.yaml", STACK.replace("FilterPattern: ERROR", "FilterPattern: WARN"));
    const { code, err } = await drive(["replay", other, busy, "--resume", saved]);
    expect(code).toBe(2);
    expect(err).toMatch(/^error: The state \S+other\.json can't be used: .*other metric filters/);
  });

  test.each([
    ["no file", ["--resume", "/no/such.json"], /^error: The state \/no\/such\.json can't be read: no such file/],
    ["a folder", ["--resume", files.path], /is a folder; --resume takes one file/],
    ["no JSON", ["--resume", files.file("no.json", "hello")], /can't be used: it is not JSON, as --save writes it/],
    ["other JSON", ["--resume", files.file("odd.json", '{"a":1}')], /can't be used: This is no saved state/],
    ["null", ["--resume", files.file("null.json", "null")], /can't be used: This is no saved state/],
    ["standard input", ["--resume", "-"], /--resume takes a file/],
    ["a folder to save to", ["--save", files.path], /can't be saved to \S+: it is a folder/],
    [
      "a folder that does not exist",
      ["--save", "/no/such/state.json"],
      /can't be saved to \S+: no such file or folder/,
    ],
    ["no name", ["--save", ""], /--save takes a file/],
  ])("%s is refused in a sentence, before any log is read", async (_what, options, sentence) => {
    const { code, out, err } = await drive(["replay", stack, "/no/such.log", ...options]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(sentence);
    expect(err).not.toContain("such.log");
  });
});
