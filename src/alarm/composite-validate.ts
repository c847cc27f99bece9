// Holds: what the service refuses about a composite alarm.
// In: a configuration, and what is known of the alarms it depends on. Out: findings, each with the path of its member.
// Always: never throws. Where the service's words are known, the message is these words [O], except for the syntax of a rule: there
//   `related` has them. Members that PutCompositeAlarm does not have are refused by name, never ignored.

import type { DiagnosticCode } from "../text/catalogue.ts";
import { type Diagnostic, type DiagnosticExtras, diagnostic } from "../text/diagnostic.ts";
import { shown } from "../text/shown.ts";
import { type Span, span } from "../text/span.ts";
import { given } from "./alarm.ts";
import { type AlarmArn, readAlarmArn, writeAlarmArn } from "./arn.ts";
import type { CompositeAlarm } from "./composite.ts";
import { parseAlarmRule } from "./rule/parse.ts";
import { inAlarmRule } from "./rule/service.ts";
import { type AlarmReference, alarmsOf } from "./rule/tree.ts";
import { tagFindings } from "./tags.ts";

/** What a composite alarm is held against. */
export interface CompositeOptions {
  /** The names of all alarms there are; when given, a name that is not among them is refused. */
  readonly alarms?: Iterable<string> | undefined;
  /** When given, alarms and actions of other regions or accounts are refused. */
  readonly region?: string | undefined;
  readonly accountId?: string | undefined;
}

/** Every finding about a composite alarm. */
export function validateCompositeAlarm(alarm: CompositeAlarm, options: CompositeOptions = {}): readonly Diagnostic[] {
  if (typeof alarm !== "object" || alarm === null || Array.isArray(alarm))
    return [finding("composite-request", "", "A composite alarm is an object")];
  const { region, accountId, alarms } = given(options) ? options : {};
  const context: Context = {
    region: isText(region) ? region : undefined,
    accountId: isText(accountId) ? accountId : undefined,
    known: isList(alarms) ? setOf(alarms) : undefined,
  };
  return [
    ...optionFindings(options),
    ...nameFindings(alarm),
    ...ruleFindings(alarm, context),
    ...actionFindings(alarm, context),
    ...suppressorFindings(alarm, context),
    ...unknownMembers(alarm),
  ];
}

/** What is wrong with the options; one that is not what it has to be counts as absent. */
function* optionFindings(options: CompositeOptions): Iterable<Diagnostic> {
  const { region, accountId, alarms } = given(options) ? options : {};
  if (given(region) && !isText(region)) yield finding("alarm-slots", "options.region", "region is a text");
  if (given(accountId) && !isText(accountId)) yield finding("alarm-slots", "options.accountId", "accountId is a text");
  if (given(alarms) && !isList(alarms)) yield finding("alarm-slots", "options.alarms", "alarms are a list of names");
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isList(value: unknown): value is Iterable<string> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

/** A set is used as it is: a caller who checks many alarms makes it once. */
function setOf(names: Iterable<string>): ReadonlySet<string> {
  return names instanceof Set ? names : new Set(names);
}

interface Context {
  readonly region: string | undefined;
  readonly accountId: string | undefined;
  readonly known: ReadonlySet<string> | undefined;
}

/** Where an alarm is when nobody says, so that texts with ARNs can be written. */
const SOMEWHERE = { region: "us-east-1", accountId: "123456789012" };

function* nameFindings(alarm: CompositeAlarm): Iterable<Diagnostic> {
  const { AlarmName: name, AlarmDescription: description, Tags: tags, ActionsEnabled: enabled } = alarm;
  if (typeof name !== "string" || name === "") yield finding("composite-request", "AlarmName", "An alarm needs a name");
  else if (name.length > 255)
    yield finding("composite-request", "AlarmName", "An alarm's name has at most 255 characters");
  else if (/[\u0000-\u001f\u007f]/.test(name))
    yield finding("composite-request", "AlarmName", "AlarmName must not contain ASCII Control characters");
  if (given(description) && (typeof description !== "string" || description.length > 1024))
    yield finding(
      "composite-request",
      "AlarmDescription",
      "An alarm's description is a text of at most 1024 characters",
    );
  if (given(enabled) && typeof enabled !== "boolean")
    yield finding("composite-request", "ActionsEnabled", "ActionsEnabled is true or false");
  yield* tagFindings(tags, "composite-request");
}

function* ruleFindings(alarm: CompositeAlarm, context: Context): Iterable<Diagnostic> {
  if (!given(alarm.AlarmRule)) {
    yield finding("composite-request", "AlarmRule", "A composite alarm needs an AlarmRule");
    return;
  }
  const { rule, diagnostics } = parseAlarmRule(alarm.AlarmRule);
  for (const one of diagnostics) yield { ...one, path: "AlarmRule" };
  const named = alarmsOf(rule).filter(({ text }) => text !== "");
  for (const one of named) {
    const message = misplaced(one.arn, context);
    if (message !== undefined) yield child(one.span, message);
    else if (one.name === alarm.AlarmName)
      yield child(
        one.span,
        "A composite alarm cannot have a child relation with itself via its AlarmRule, as it would introduce a circular dependency",
      );
  }
  yield* missingFindings(
    named.filter(({ name }) => name !== alarm.AlarmName),
    context,
  );
}

/** An alarm of another region [O] or account [O]. */
function misplaced(arn: AlarmArn | undefined, { region, accountId }: Context): string | undefined {
  if (arn === undefined) return undefined;
  if (given(region) && arn.region !== region)
    return inAlarmRule(`Wrong ARN region, it was ${arn.region} but ${region} was expected instead`);
  if (given(accountId) && arn.accountId !== accountId)
    return "A composite alarm cannot have a child relation with alarms from another AWS account";
  return undefined;
}

/** The service names all that do not exist at once [I; one observed]. */
function* missingFindings(named: readonly AlarmReference[], context: Context): Iterable<Diagnostic> {
  const { known } = context;
  if (known === undefined) return;
  const missing = named.filter(({ name, arn }) => misplaced(arn, context) === undefined && !known.has(name));
  const [first, ...others] = missing;
  if (first === undefined) return;
  const region = context.region ?? SOMEWHERE.region;
  const accountId = context.accountId ?? SOMEWHERE.accountId;
  const arns = new Set(missing.map(({ name, arn }) => writeAlarmArn(arn ?? { region, accountId, name })));
  const message = `Could not save the composite alarm as alarms [${[...arns].join(", ")}] in the alarm rule do not exist`;
  const related = others.map((one) => ({ span: one.span, message: `${one.name} does not exist either` }));
  yield child(first.span, message, related.length > 0 ? { related } : {});
}

function child(where: Span, message: string, extras: DiagnosticExtras = {}): Diagnostic {
  return diagnostic("composite-child", where, message, { path: "AlarmRule", ...extras });
}

const ACTION_MEMBERS = ["OKActions", "AlarmActions", "InsufficientDataActions"] as const;

/** Services whose actions are for metric alarms only [D]: EC2, by either way to ask for it, and Auto Scaling. */
const METRIC_ALARM_ACTIONS: readonly string[] = ["automate", "swf", "autoscaling"];

function* actionFindings(alarm: CompositeAlarm, { region }: Context): Iterable<Diagnostic> {
  for (const member of ACTION_MEMBERS) {
    const actions: unknown = alarm[member];
    if (!given(actions)) continue;
    if (!Array.isArray(actions) || actions.length > 5)
      yield finding("alarm-action", member, `${member} is a list of at most 5 ARNs`);
    else for (const [i, action] of actions.entries()) yield* oneAction(action, `${member}[${i}]`, region);
  }
}

function* oneAction(action: unknown, path: string, region: string | undefined): Iterable<Diagnostic> {
  const parts =
    typeof action === "string" && action.length <= 1024 ? /^arn:[^:]+:([^:]+):([^:]*):[^:]*:./.exec(action) : null;
  if (parts === null) {
    yield finding("alarm-action", path, `Invalid arn syntax: ${shown(action)}`);
    return;
  }
  const [, service = "", place = ""] = parts;
  if (METRIC_ALARM_ACTIONS.includes(service))
    yield finding("composite-action", path, "A composite alarm can't have EC2 or Auto Scaling actions", {
      expected: ["the ARN of an SNS topic", "of a Lambda function", "of a Systems Manager OpsItem or incident"],
    });
  else if (given(region) && place !== "" && place !== region)
    yield finding("alarm-action", path, `Invalid region ${place} specified. Only ${region} is supported.`);
}

const PERIODS = ["ActionsSuppressorWaitPeriod", "ActionsSuppressorExtensionPeriod"] as const;

/** The API's type is Integer, which has 32 bits; a bound of the service's own is not known [chosen]. */
const LONGEST_PERIOD = 2 ** 31 - 1;

/** The two periods are required with a suppressor [D]; zero is a period [O]. Without one they say nothing, and are taken [chosen]. */
function* suppressorFindings(alarm: CompositeAlarm, context: Context): Iterable<Diagnostic> {
  const suppressor: unknown = alarm.ActionsSuppressor;
  for (const member of PERIODS) {
    const period: unknown = alarm[member];
    if (given(period) && !isPeriod(period))
      yield finding(
        "composite-suppressor",
        member,
        `${member} is a whole number of seconds from 0 to ${LONGEST_PERIOD.toLocaleString("en-US")}`,
      );
    else if (given(suppressor) && !given(period))
      yield finding("composite-suppressor", member, `An actions suppressor needs ${member}, in seconds`);
  }
  if (!given(suppressor)) return;
  if (typeof suppressor !== "string" || suppressor === "" || suppressor.length > 1600) {
    const message = "An actions suppressor is the name or ARN of an alarm, of 1 to 1600 characters";
    yield finding("composite-suppressor", "ActionsSuppressor", message);
    return;
  }
  const arn = readAlarmArn(suppressor);
  const name = arn?.name ?? suppressor;
  if (misplaced(arn, context) !== undefined)
    yield finding(
      "composite-child",
      "ActionsSuppressor",
      "An actions suppressor is an alarm of the same account and region",
    );
  else if (context.known !== undefined && !context.known.has(name))
    yield finding(
      "composite-child",
      "ActionsSuppressor",
      `The alarm ${shown(name)} that suppresses actions does not exist`,
    );
}

function isPeriod(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LONGEST_PERIOD;
}

const MEMBERS: readonly string[] = [
  ...["AlarmName", "AlarmDescription", "AlarmRule", "ActionsEnabled", "Tags"],
  ...ACTION_MEMBERS,
  ...["ActionsSuppressor", ...PERIODS],
];

/** What DescribeAlarms adds: an alarm that was read from the service can be replayed as it is; `origin` is its place in a template. */
const DESCRIBED: readonly string[] = [
  ...["AlarmArn", "AlarmConfigurationUpdatedTimestamp", "StateValue", "StateReason", "StateReasonData"],
  ...[
    "StateUpdatedTimestamp",
    "StateTransitionedTimestamp",
    "ActionsSuppressedBy",
    "ActionsSuppressedReason",
    "origin",
  ],
];

/** Mute rules are requests of their own, and not modelled: a window that mutes an alarm has no effect here. */
function* unknownMembers(alarm: CompositeAlarm): Iterable<Diagnostic> {
  for (const [member, value] of Object.entries(alarm)) {
    if (MEMBERS.includes(member) || DESCRIBED.includes(member) || !given(value)) continue;
    const message = /mute/i.test(member)
      ? `tocsin does not model mute windows, and composite alarms have no ${shown(member)}`
      : `tocsin knows no ${shown(member)} of composite alarms`;
    yield finding("alarm-not-supported", member, message);
  }
}

function finding(code: DiagnosticCode, path: string, message: string, extras: DiagnosticExtras = {}): Diagnostic {
  return diagnostic(code, span(0, 0), message, { path, ...extras });
}
