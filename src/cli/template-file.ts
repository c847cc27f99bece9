// Holds: a template on disk, read and checked: what a replay starts from.
// In: a path, parameter values. Out: compiled filters and alarms; or every mistake as a frame in the file.
// Always: all mistakes of the file are shown, not only the first; warnings do not stop anything.

import { readFile } from "node:fs/promises";
import { type CompositeAlarm, cyclesOf } from "../alarm/composite.ts";
import { type CompositeOptions, validateCompositeAlarm } from "../alarm/composite-validate.ts";
import { validateMetricAlarm } from "../alarm/validate-whole.ts";
import { compileMetricFilter, type MetricFilter } from "../metric/filter.ts";
import type { PutMetricFilterRequest } from "../metric/request.ts";
import { PatternError } from "../pattern/error.ts";
import { compositeFindings, replayFindings } from "../replay/replay.ts";
import { reasonOf } from "../replay/sources/problem.ts";
import { readTemplate } from "../template/read.ts";
import { withSubAdvice } from "../template/sub-advice.ts";
import {
  locate,
  type Template,
  type TemplateAlarm,
  type TemplateComposite,
  type TemplateFilter,
  type TemplateOptions,
} from "../template/template.ts";
import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import { visible } from "../text/frame.ts";
import { nearest } from "../text/nearest.ts";
import type { Span } from "../text/span.ts";
import { frameOf, lineBreakNote } from "./frames.ts";
import { type Io, readAll, shownName } from "./io.ts";
import { Unusable, UsageError } from "./usage.ts";

export interface LoadedTemplate {
  readonly metricFilters: readonly MetricFilter[];
  /** What each of the filters was compiled from, as plain data. */
  readonly filterRequests: readonly PutMetricFilterRequest[];
  readonly metricAlarms: readonly TemplateAlarm[];
  readonly compositeAlarms: readonly CompositeAlarm[];
}

/** What was written in the file: filters and alarms of either kind. */
type Request = TemplateFilter | TemplateAlarm | TemplateComposite;

/** Reads and checks a template; throws Unusable when something in it can't be used, after showing everything wrong. */
export async function loadTemplate(path: string, options: TemplateOptions, io: Io): Promise<LoadedTemplate> {
  const text = path === "-" ? await readAll(io.stdin, FAR_TOO_LONG) : await readPath(path);
  const template = readTemplate(text, { ...options, ...(path === "-" ? {} : { name: path }) });
  checkParameters(Object.keys(options.parameters ?? {}), template.parameters);
  const report = new Report(shownName(path), text, io);
  for (const finding of template.diagnostics) report.show(finding);
  const compiled = template.metricFilters.flatMap((filter) => compileFilter(filter, template.diagnostics, report));
  for (const alarm of template.metricAlarms) checkAlarm(alarm, template.diagnostics, report);
  const compositeAlarms = template.compositeAlarms.map(compositeRequest);
  checkComposites(template, options, report);
  report.end();
  const metricFilters = compiled.map(({ filter }) => filter);
  const filterRequests = compiled.map(({ request }) => request);
  return { metricFilters, filterRequests, metricAlarms: template.metricAlarms, compositeAlarms };
}

/** What is so much longer than any template is refused without being read whole. */
const FAR_TOO_LONG = 32 * 1024 * 1024;

function readPath(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    const name = shownName(path);
    if (error.code === "EISDIR") throw new Unusable(`The template ${name} is a folder; replay takes one file.`);
    throw new Unusable(`The template ${name} can't be read: ${visible(reasonOf(error))}.`);
  });
}

/** @param declared undefined when the template could not be read that far. */
function checkParameters(given: readonly string[], declared: readonly string[] | undefined): void {
  const wrong = declared === undefined ? undefined : given.find((name) => !declared.includes(name));
  if (declared === undefined || wrong === undefined) return;
  const name = visible(wrong);
  if (declared.length === 0) throw new UsageError(`The template has no parameter ${name}; it has none.`);
  const near = nearest(wrong, declared);
  const advice = near === undefined ? `It has ${declared.map(visible).join(", ")}.` : `Did you mean ${visible(near)}?`;
  throw new UsageError(`The template has no parameter ${name}. ${advice}`);
}

/** Of more findings than this the rest is told as a number. */
const SHOWN = 50;

/** Shows findings, and counts those that stop the replay. */
class Report {
  readonly #path: string;
  readonly #text: string;
  readonly #io: Io;
  #errors = 0;
  #findings = 0;

  constructor(path: string, text: string, io: Io) {
    this.#path = path;
    this.#text = text;
    this.#io = io;
  }

  show(finding: Diagnostic, notes: readonly string[] = []): void {
    if (finding.severity === "error") this.#errors++;
    if (++this.#findings > SHOWN) return;
    const { stderr, env } = this.#io;
    const frame = frameOf(finding, { name: this.#path, text: this.#text }, stderr, env, notes);
    this.#io.stderr.write(`${frame}\n\n`);
  }

  end(): void {
    if (this.#findings > SHOWN) this.#io.stderr.write(`… and ${this.#findings - SHOWN} more findings\n\n`);
    if (this.#errors === 0) return;
    const errors = this.#errors === 1 ? "an error" : `${this.#errors} errors`;
    throw new Unusable(`The template ${this.#path} can't be used: ${errors} in it.`);
  }
}

interface CompiledFilter {
  readonly filter: MetricFilter;
  readonly request: PutMetricFilterRequest;
}

function compileFilter(filter: TemplateFilter, told: readonly Diagnostic[], report: Report): readonly CompiledFilter[] {
  const { origin, ...request } = filter;
  try {
    return [{ filter: compileMetricFilter(filter), request }];
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const answer = [`in ${origin.logicalId}; the service would answer: ${error.serviceMessage}`];
    for (const finding of withSubAdvice(filter, error.diagnostics)) {
      const path = finding.path ?? "filterPattern";
      const located = inFile(filter, finding, path);
      if (alreadyTold(located, told, filter)) continue;
      const hidden = isTextOf(finding, path) ? lineBreakNote(finding, filter.filterPattern ?? "") : [];
      report.show(located, [...whereInValue(filter, finding, path), ...hidden, ...answer]);
    }
    return [];
  }
}

function checkAlarm(alarm: TemplateAlarm, told: readonly Diagnostic[], report: Report): void {
  showFindings(alarm, validateMetricAlarm(alarm), replayFindings(alarm), told, report);
}

/** Composite alarms against all alarms of the template, and against each other. */
function checkComposites(template: Template, { region, accountId }: TemplateOptions, report: Report): void {
  const { metricAlarms, compositeAlarms, diagnostics } = template;
  const alarms = [...metricAlarms, ...compositeAlarms].flatMap(({ AlarmName: name }) => name ?? []);
  const options: CompositeOptions = { alarms, region, accountId };
  for (const alarm of compositeAlarms) {
    const request = compositeRequest(alarm);
    const findings = validateCompositeAlarm(request, options);
    showFindings(alarm, findings, compositeFindings(request, options), diagnostics, report);
  }
  for (const names of cyclesOf(compositeAlarms)) {
    // An alarm that names itself is refused already.
    const [first, ...others] = compositeAlarms.filter(({ AlarmName: name }) => names.includes(name ?? ""));
    if (first === undefined || others.length === 0) continue;
    const message = `${names.join(", ")} depend on each other; the service evaluates each once for a change, and then stops`;
    const related = others.map((one) => ({
      span: locate(one, "AlarmRule"),
      message: `${one.AlarmName} is part of it`,
    }));
    report.show(diagnostic("composite-cycle", locate(first, "AlarmRule"), message, { related }));
  }
}

/** The members of a PutCompositeAlarm request: without its place in the file, what describe-alarms adds, and what was told to be no member. */
function compositeRequest(alarm: TemplateComposite): CompositeAlarm {
  return {
    AlarmName: alarm.AlarmName,
    AlarmDescription: alarm.AlarmDescription,
    AlarmRule: alarm.AlarmRule,
    ActionsEnabled: alarm.ActionsEnabled,
    OKActions: alarm.OKActions,
    AlarmActions: alarm.AlarmActions,
    InsufficientDataActions: alarm.InsufficientDataActions,
    ActionsSuppressor: alarm.ActionsSuppressor,
    ActionsSuppressorWaitPeriod: alarm.ActionsSuppressorWaitPeriod,
    ActionsSuppressorExtensionPeriod: alarm.ActionsSuppressorExtensionPeriod,
    Tags: alarm.Tags,
  };
}

/** @param stopping those of the findings that keep the alarm from being replayed. */
function showFindings(
  alarm: TemplateAlarm | TemplateComposite,
  findings: readonly Diagnostic[],
  stopping: readonly Diagnostic[],
  told: readonly Diagnostic[],
  report: Report,
): void {
  const stops = new Set(stopping.map(({ code, path }) => `${code} ${path}`));
  for (const finding of withSubAdvice(alarm, findings)) {
    const path = finding.path ?? "";
    const located = inFile(alarm, finding, path);
    if (alreadyTold(located, told, alarm)) continue;
    // What the service refuses and no state depends on is told, and does not stop the replay.
    const severity = stops.has(`${finding.code} ${finding.path}`) ? finding.severity : "warning";
    report.show({ ...located, severity }, [...whereInValue(alarm, finding, path), `in ${alarm.origin.logicalId}`]);
  }
}

/** The finding with its place in the file; edits of a member's text are not edits of the file. */
function inFile(request: Request, finding: Diagnostic, path: string): Diagnostic {
  const { fixes: _fixes, related, ...rest } = finding;
  if (!isTextOf(finding, path)) return { ...rest, span: locate(request, path) };
  const places = request.origin.memberSpans[path]?.offsets;
  const moved = (related ?? []).flatMap((place) => {
    const span: Span | undefined = places?.spanOf(place.span);
    return span === undefined ? [] : [{ ...place, span }];
  });
  return { ...rest, related: moved, span: locate(request, path, finding.span) };
}

/** Where in the value a mistake is, when functions made the value and the caret can only show what they made it from. */
function whereInValue(request: Request, finding: Diagnostic, path: string): readonly string[] {
  const text = textAt(request, path);
  if (!isTextOf(finding, path) || isWritten(request, path) || text === undefined) return [];
  return [`at character ${finding.span.start + 1} of the value ${JSON.stringify(text)}`];
}

/** Members whose text has a grammar. */
const TEXTS = /^(filterPattern|AlarmRule|Metrics\[\d+\]\.Expression)$/;

/** Whether the finding's span lies in the text of such a member; else it is about a whole member. */
function isTextOf(finding: Diagnostic, path: string): boolean {
  return finding.path === undefined || path === "filterPattern" || (TEXTS.test(path) && finding.span.end > 0);
}

function textAt(request: Request, path: string): string | undefined {
  let value: unknown = request;
  for (const name of path.split(/[.[\]]+/)) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === "string" ? value : undefined;
}

/** Whether the file holds the text of the member. */
function isWritten({ origin }: Request, path: string): boolean {
  return origin.memberSpans[path]?.offsets?.exact === true;
}

/** A member that holds a placeholder, or was refused when it was read, is not blamed a second time. */
function alreadyTold(finding: Diagnostic, told: readonly Diagnostic[], { origin }: Request): boolean {
  const { span, path = "filterPattern" } = finding;
  if (origin.unresolved.some((unresolved) => path === unresolved || unresolved.startsWith(path))) return true;
  // A member that is not there stands for the whole request, in which something else may be told.
  if (origin.memberSpans[path] === undefined) return false;
  return told.some((d) => d.severity === "error" && span.start <= d.span.start && d.span.end <= span.end);
}
