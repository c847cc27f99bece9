// Holds: `tocsin replay`: what the alarms of a template would have done over logs.
// In: a template, logs. Out: a readable account, or one JSON object a line; mails on demand.
// Always: what can't be used ends before any log is read; problems of inputs are told and do not stop the rest.

import { resolve, sep } from "node:path";
import { renderEmail } from "../notify/email.ts";
import { renderSubject } from "../notify/subject.ts";
import { epochTime, textTime } from "../replay/event-time.ts";
import { replayFolded } from "../replay/replay.ts";
import type { ActionsOutput, ReplayOutput, ReplaySummary, StateChangeOutput } from "../replay/summary.ts";
import { visible } from "../text/frame.ts";
import { foldLogs } from "./fold-logs.ts";
import { Inputs } from "./inputs.ts";
import { type Io, Lines, roomOf, widthOf } from "./io.ts";
import { painter } from "./paint.ts";
import { reportLines } from "./report.ts";
import { checkSavable, readState, saveState } from "./state-file.ts";
import { type LoadedTemplate, loadTemplate } from "./template-file.ts";
import { type Arguments, limitOption, pairOptions, readArguments, textOption, UsageError } from "./usage.ts";

export const REPLAY_HELP = `tocsin replay <template> <logs…>

Runs log events through the metric filters of a template, evaluates its alarms
minute by minute, and tells what they would have done.

  <template>         CloudFormation (YAML or JSON) with AWS::Logs::MetricFilter,
                     AWS::CloudWatch::Alarm and AWS::CloudWatch::CompositeAlarm,
                     or JSON { "metricFilters": […], "metricAlarms": […],
                     "compositeAlarms": […] } in the API's shapes; - reads
                     standard input
  <logs…>            files and folders: CloudTrail deliveries, JSON lines, text
                     lines with a time, exported events, any of them gzipped;
                     - reads standard input
  --email            the mails that would have been sent
  --style STYLE      the mails' wording: today (the default) or 2014
  --json             one JSON object a line: state changes, actions that ran
                     late, then a summary, whose times are epoch milliseconds
  --from T, --to T   only events from T on, and before T: ISO 8601, or epoch
                     seconds or milliseconds
  --group NAME=PATH  the events under PATH belong to log group NAME; filters
                     that name a group then see only its events (repeatable)
  --parameter N=V    the value of a parameter of the template (repeatable)
  --region REGION    where the alarms live; us-east-1 by default
  --account ID       the account's number; 123456789012 by default
  --jobs N           read with N threads; by default one for each core, 8 at
                     most, when there is much to do. The output is the same
  --save FILE        writes where the replay stands after the last event
  --resume FILE      goes on from there, with later events
  -h, --help         this text

Exit code: 0 done, 1 an input had a problem, 2 wrong usage, or a template,
pattern or state that can't be used.

Examples:
  tocsin replay alarms.yaml AWSLogs/
  tocsin replay alarms.yaml AWSLogs/ --email --from 2014-11-05 --to 2014-11-06
  tocsin replay stack.json --group /app/web=web.log --group trail=AWSLogs/
  tocsin replay alarms.yaml AWSLogs/ --json | jq .AlarmName
  tocsin replay alarms.yaml monday/ --save state.json
  tocsin replay alarms.yaml tuesday/ --resume state.json --save state.json`;

const OPTIONS = {
  json: { type: "boolean" },
  email: { type: "boolean" },
  style: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  region: { type: "string" },
  account: { type: "string" },
  jobs: { type: "string" },
  save: { type: "string" },
  resume: { type: "string" },
  group: { type: "string", multiple: true },
  parameter: { type: "string", multiple: true },
} as const;

type Style = "today" | "2014";

export async function replayCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArguments(argv, OPTIONS);
  if (args.values.help === true) {
    io.stdout.write(`${REPLAY_HELP}\n`);
    return 0;
  }
  const plan = planOf(args);
  const { region, accountId, parameters, from, to } = plan;
  const template = await loadTemplate(plan.template, { parameters, region, accountId }, io);
  for (const line of unwatched(plan.groups, template)) {
    io.stderr.write(`${painter(io.stderr, io.env)("warning", "warning")}: ${line}\n`);
  }
  const state = plan.resume === undefined ? undefined : await readState(plan.resume, template.metricFilters);
  if (plan.save !== undefined) await checkSavable(plan.save);
  const inputs = new Inputs(io);
  const useLogGroups = plan.groups.length > 0 ? "strict" : false;
  const { filterRequests, ...sound } = template;
  const run = replayFolded({ ...sound, from, to, region, accountId, useLogGroups, state }, (fold) =>
    foldLogs(fold, { ...plan, filterRequests }, inputs, io),
  );
  const outputs = await run;
  if (plan.save !== undefined) await saveState(plan.save, await run.state());
  const out = new Lines(io.stdout);
  for (const line of plan.json ? jsonLines(outputs, plan) : textLines(outputs, plan, io)) {
    out.add(line);
    await out.ease();
  }
  await out.flush();
  return inputs.problems === 0 ? 0 : 1;
}

/** What is said about groups that no filter watches. */
function* unwatched(groups: Plan["groups"], { metricFilters }: LoadedTemplate): Iterable<string> {
  const watched = new Set(metricFilters.flatMap(({ logGroupName: name }) => (name === undefined ? [] : [name])));
  const others =
    watched.size > 0
      ? `the filters watch ${[...watched].map(visible).join(", ")}`
      : "the filters name no log group and see every event";
  for (const name of new Set(groups.map(([group]) => group))) {
    if (!watched.has(name)) yield `no filter watches the log group ${visible(name)}; ${others}`;
  }
}

interface Plan {
  readonly template: string;
  readonly logs: readonly string[];
  readonly groups: readonly (readonly [string, string])[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly region: string;
  readonly accountId: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly json: boolean;
  /** How many threads read; Infinity when nothing is said. */
  readonly jobs: number;
  /** The file of the state to go on from. */
  readonly resume: string | undefined;
  /** The file to save the state to. */
  readonly save: string | undefined;
  /** The style of the mails; undefined when none are wanted. */
  readonly style: Style | undefined;
}

function planOf(args: Arguments): Plan {
  const [template, ...given] = args.positionals;
  if (template === undefined) throw new UsageError("replay takes a template, and then logs.");
  const groups = pairOptions(args, "group");
  const logs = withGroups(given, groups);
  if (logs.length === 0)
    throw new UsageError("replay takes logs after the template: files, folders, or - for standard input.");
  if (template === "-" && logs.includes("-"))
    throw new UsageError("standard input can be read once: as the template or as logs.");
  const from = timeOption(args, "from");
  const to = timeOption(args, "to");
  if (from !== undefined && to !== undefined && from >= to) throw new UsageError("--from has to be before --to.");
  return {
    template,
    logs,
    groups,
    parameters: Object.fromEntries(pairOptions(args, "parameter")),
    region: regionOption(args),
    accountId: accountOption(args),
    from,
    to,
    json: args.values.json === true,
    jobs: limitOption(args, "jobs"),
    resume: fileOption(args, "resume"),
    save: fileOption(args, "save"),
    style: styleOption(args),
  };
}

/** The path of a group is read too, unless a path that is given holds it. */
function withGroups(given: readonly string[], groups: Plan["groups"]): readonly string[] {
  const logs = [...given];
  for (const [, path] of groups) if (!logs.some((other) => holds(other, path))) logs.push(path);
  return logs;
}

function holds(folder: string, path: string): boolean {
  if (folder === "-" || path === "-") return folder === path;
  const [outer, inner] = [resolve(folder), resolve(path)];
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

function timeOption(args: Arguments, name: string): number | undefined {
  const text = textOption(args, name)?.trim();
  if (text === undefined) return undefined;
  const time = /^\d+(\.\d+)?$/.test(text) ? epochTime(Number(text)) : isoOption(text);
  if (time !== undefined) return time;
  const example = "2014-11-05T19:00:00Z, 2014-11-05 or 1415214000";
  throw new UsageError(`--${name} takes a time such as ${example}; ${JSON.stringify(text)} is none.`);
}

/** A date, or a date with a time, to its last character. */
const ISO_TIME = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?( ?(Z|[+-]\d{2}(:?\d{2})?))?)?$/i;

function isoOption(text: string): number | undefined {
  if (!ISO_TIME.test(text)) return undefined;
  return textTime(text.length === 10 ? `${text}T00:00:00Z` : text, 0);
}

function regionOption(args: Arguments): string {
  const region = textOption(args, "region") ?? "us-east-1";
  if (/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) return region;
  throw new UsageError(`--region takes a region's code such as us-east-1; ${JSON.stringify(region)} is none.`);
}

function accountOption(args: Arguments): string {
  const account = textOption(args, "account") ?? "123456789012";
  if (/^\d{12}$/.test(account)) return account;
  throw new UsageError(`--account takes the twelve digits of an account; ${JSON.stringify(account)} is none.`);
}

function fileOption(args: Arguments, name: string): string | undefined {
  const path = textOption(args, name);
  if (path === "" || path === "-") throw new UsageError(`--${name} takes a file.`);
  return path;
}

function styleOption(args: Arguments): Style | undefined {
  const style = textOption(args, "style");
  if (style !== undefined && style !== "today" && style !== "2014") {
    throw new UsageError(`--style is today or 2014; ${JSON.stringify(style)} is neither.`);
  }
  // Who chooses a style wants to see the mails.
  return style ?? (args.values.email === true ? "today" : undefined);
}

function* jsonLines(outputs: readonly ReplayOutput[], { style }: Plan): Iterable<string> {
  for (const output of outputs) {
    yield JSON.stringify(output);
    if (style === undefined || output.type === "summary" || !isMailed(output)) continue;
    const { AlarmName } = output;
    const time =
      output.type === "actions" ? { ActionsTime: output.ActionsTime } : { StateChangeTime: output.StateChangeTime };
    const Subject = renderSubject(output.change, { style });
    yield JSON.stringify({ type: "email", AlarmName, ...time, Subject, Body: mailOf(output, style) });
  }
}

function* textLines(outputs: readonly ReplayOutput[], { style }: Plan, io: Io): Iterable<string> {
  const changes = outputs.filter((output) => output.type !== "summary");
  const summary = outputs.find((output): output is ReplaySummary => output.type === "summary")!;
  const paint = painter(io.stdout, io.env);
  yield* reportLines(summary, changes, { paint, width: widthOf(io.stdout), room: roomOf(io.stdout) });
  if (style === undefined) return;
  const mailed = changes.filter(isMailed);
  yield "";
  yield paint("bold", mailed.length === 0 ? "No mail would have been sent." : `Mails (${mailed.length})`);
  for (const output of mailed) {
    yield "";
    yield `${paint("dim", "Subject:")} ${renderSubject(output.change, { style })}`;
    yield "";
    yield mailOf(output, style).replace(/\n$/, "");
  }
}

function mailOf({ change }: StateChangeOutput | ActionsOutput, style: Style): string {
  return renderEmail(change, { style });
}

/**
 * Whether a change sends a mail, at once or late: its alarm has an action for the new state [D], and nothing holds it back. Of an alarm that names no action at all every
 * change is shown as if it had one, a choice: templates under test often leave their topics out.
 */
function isMailed(output: StateChangeOutput | ActionsOutput): boolean {
  const { change } = output;
  if (output.type === "state-change" && output.actionsSuppressedBy !== undefined) return false;
  const { ActionsEnabled, OKActions = [], AlarmActions = [], InsufficientDataActions = [] } = change.alarm;
  if (ActionsEnabled === false) return false;
  const actions = { OK: OKActions, ALARM: AlarmActions, INSUFFICIENT_DATA: InsufficientDataActions };
  const none = Object.values(actions).every((list) => list.length === 0);
  return none || actions[change.newState].length > 0;
}
