// Holds: a template on disk, read and checked: what a replay starts from.
// In: a path, parameter values. Out: compiled filters and alarms; or every mistake as a frame in the file.
// Always: all mistakes of the file are shown, not only the first; warnings do not stop anything.

import { readFile } from "node:fs/promises";
import { validateMetricAlarm } from "../alarm/validate.ts";
import { compileMetricFilter, type MetricFilter } from "../metric/filter.ts";
import { PatternError } from "../pattern/error.ts";
import { replayFindings } from "../replay/replay.ts";
import { reasonOf } from "../replay/sources/problem.ts";
import { readTemplate } from "../template/read.ts";
import { locate, type TemplateAlarm, type TemplateFilter, type TemplateOptions } from "../template/template.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { visible } from "../text/frame.ts";
import { nearest } from "../text/nearest.ts";
import { frameOf, lineBreakNote } from "./frames.ts";
import { type Io, readAll, shownName } from "./io.ts";
import { Unusable, UsageError } from "./usage.ts";

export interface LoadedTemplate {
  readonly metricFilters: readonly MetricFilter[];
  readonly metricAlarms: readonly TemplateAlarm[];
}

/** Reads and checks a template; throws Unusable when something in it can't be used, after showing everything wrong. */
export async function loadTemplate(path: string, options: TemplateOptions, io: Io): Promise<LoadedTemplate> {
  const text = path === "-" ? await readAll(io.stdin, FAR_TOO_LONG) : await readPath(path);
  const template = readTemplate(text, { ...options, ...(path === "-" ? {} : { name: path }) });
  checkParameters(Object.keys(options.parameters ?? {}), template.parameters);
  const report = new Report(shownName(path), text, io);
  for (const finding of template.diagnostics) report.show(finding);
  const metricFilters = template.metricFilters.flatMap((filter) => compileFilter(filter, template.diagnostics, report));
  for (const alarm of template.metricAlarms) checkAlarm(alarm, template.diagnostics, report);
  report.end();
  return { metricFilters, metricAlarms: template.metricAlarms };
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

function compileFilter(filter: TemplateFilter, told: readonly Diagnostic[], report: Report): readonly MetricFilter[] {
  const { origin, ...request } = filter;
  try {
    return [compileMetricFilter(request)];
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const answer = [`in ${origin.logicalId}; the service would answer: ${error.serviceMessage}`];
    for (const finding of error.diagnostics) {
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
  const stopping = new Set(replayFindings(alarm).map(({ code, path }) => `${code} ${path}`));
  for (const finding of validateMetricAlarm(alarm)) {
    const located = inFile(alarm, finding, finding.path ?? "");
    if (alreadyTold(located, told, alarm)) continue;
    // What the service refuses and no state depends on is told, and does not stop the replay.
    const severity = stopping.has(`${finding.code} ${finding.path}`) ? finding.severity : "warning";
    report.show({ ...located, severity }, [`in ${alarm.origin.logicalId}`]);
  }
}

/** The finding with its place in the file; edits of a pattern's text are not edits of the file. */
function inFile(request: TemplateFilter | TemplateAlarm, finding: Diagnostic, path: string): Diagnostic {
  const { fixes: _fixes, related, ...rest } = finding;
  if (!isTextOf(finding, path)) return { ...rest, span: locate(request, path) };
  const moved = isWritten(request, path) ? (related ?? []) : [];
  return {
    ...rest,
    related: moved.map((place) => ({ ...place, span: locate(request, path, place.span) })),
    span: locate(request, path, finding.span),
  };
}

/** Where in the value a mistake is, when functions made the value and the caret can only show all of them. */
function whereInValue(request: TemplateFilter, finding: Diagnostic, path: string): readonly string[] {
  if (!isTextOf(finding, path) || isWritten(request, path)) return [];
  return [`at character ${finding.span.start + 1} of the value ${JSON.stringify(request.filterPattern ?? "")}`];
}

/** Whether the finding's span lies in the text of the pattern; else it is about a whole member. */
function isTextOf(finding: Diagnostic, path: string): boolean {
  return finding.path === undefined || path === "filterPattern";
}

/** Whether the file holds the text of the member. */
function isWritten({ origin }: TemplateFilter | TemplateAlarm, path: string): boolean {
  return origin.memberSpans[path]?.offsets?.exact === true;
}

/** A member that holds a placeholder, or was refused when it was read, is not blamed a second time. */
function alreadyTold(
  finding: Diagnostic,
  told: readonly Diagnostic[],
  { origin }: TemplateFilter | TemplateAlarm,
): boolean {
  const { span, path = "filterPattern" } = finding;
  if (origin.unresolved.some((unresolved) => path === unresolved || unresolved.startsWith(path))) return true;
  // A member that is not there stands for the whole request, in which something else may be told.
  if (origin.memberSpans[path] === undefined) return false;
  return told.some((d) => d.severity === "error" && span.start <= d.span.start && d.span.end <= span.end);
}
