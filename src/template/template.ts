// Holds: the reading of a template: its metric filters and alarms as API requests, each with its place in the file.
// In: the text of a CloudFormation template (YAML or JSON), or of `{ metricFilters, metricAlarms }` in the API's shapes.
// Out: requests with their origin, and findings with spans in the text.
// Always: never throws; a value that only a deployment knows is never guessed where it matters; nothing that is read is checked here for its meaning.

import type { MetricAlarm } from "../alarm/alarm.ts";
import type { PutMetricFilterRequest } from "../metric/request.ts";
import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import { type Span, span } from "../text/span.ts";
import { readResources } from "./cloudformation.ts";
import { member, readNodes } from "./node.ts";
import { readRequests } from "./requests.ts";
import type { MemberSpan } from "./shape.ts";

/** Where a request was written. */
export interface Origin {
  /** The resource's logical id; for API shapes its path, such as `metricFilters[0]`. */
  readonly logicalId: string;
  /** The whole resource. */
  readonly span: Span;
  /** By path in the API's names, such as `metricTransformations[0].metricName`. */
  readonly memberSpans: Readonly<Record<string, MemberSpan>>;
  /** Paths of members whose value only a deployment knows: they hold a placeholder. */
  readonly unresolved: readonly string[];
}

export type TemplateFilter = PutMetricFilterRequest & { readonly origin: Origin };
export type TemplateAlarm = MetricAlarm & { readonly origin: Origin };

export interface Template {
  readonly metricFilters: readonly TemplateFilter[];
  readonly metricAlarms: readonly TemplateAlarm[];
  readonly diagnostics: readonly Diagnostic[];
  /** The names of the parameters it declares; undefined when the file could not be read that far. */
  readonly parameters?: readonly string[] | undefined;
}

/** What a template is read with. */
export interface TemplateOptions {
  /** What the text is called in findings: a file's path. */
  readonly name?: string | undefined;
  /** Values of parameters; they win over the template's defaults. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** `AWS::Region`; us-east-1 when not given. */
  readonly region?: string | undefined;
  /** `AWS::AccountId`; 123456789012 when not given. */
  readonly accountId?: string | undefined;
  /** `AWS::StackName`; the file's name without folder and ending when not given. */
  readonly stackName?: string | undefined;
}

/** Reads a template. Findings of severity `error` mean that something in it cannot be used. */
export function readTemplate(text: string, options: TemplateOptions = {}): Template {
  const { root, diagnostics } = readNodes(text);
  const broken = (...more: Diagnostic[]): Template => ({
    metricFilters: [],
    metricAlarms: [],
    diagnostics: [...diagnostics, ...more],
  });
  if (root === undefined) {
    return diagnostics.length > 0 ? broken() : broken(diagnostic("template-empty", span(0, 0), EMPTY));
  }
  if (root.kind !== "map") {
    const message = "A template is an object: CloudFormation with Resources, or { metricFilters, metricAlarms }.";
    return broken(diagnostic("template-shape", root.span, message));
  }
  const requests = REQUEST_LISTS.some((name) => member(root, name) !== undefined);
  const read = requests ? readRequests(root, text) : readResources(root, text, options);
  const all = [...diagnostics, ...read.diagnostics, ...sameNames(read.metricAlarms)];
  if (read.metricFilters.length + read.metricAlarms.length === 0 && !all.some((d) => d.severity === "error")) {
    all.push(diagnostic("template-empty", span(root.span.start, root.span.start), EMPTY));
  }
  const declared = requests ? undefined : member(root, "Parameters");
  const parameters = declared?.kind === "map" ? declared.entries.map(({ key }) => key) : [];
  return { ...read, diagnostics: all, parameters };
}

/** PutMetricAlarm under a name that exists writes over the alarm of that name [D]. */
function* sameNames(alarms: readonly TemplateAlarm[]): Iterable<Diagnostic> {
  const first = new Map<string, TemplateAlarm>();
  for (const alarm of alarms) {
    const { AlarmName: name, origin } = alarm;
    if (name === undefined || origin.unresolved.includes("AlarmName")) continue;
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, alarm);
      continue;
    }
    const related = [{ span: locate(earlier, "AlarmName"), message: "the first of that name" }];
    const message = `Two alarms are called ${JSON.stringify(name)}; the service keeps the last one only.`;
    yield diagnostic("template-duplicate-alarm", locate(alarm, "AlarmName"), message, { related });
  }
}

const REQUEST_LISTS = ["metricFilters", "metricAlarms", "MetricAlarms"];
const EMPTY = "The template holds no metric filter and no alarm.";

/**
 * The place in the file of a stretch of a member's text, for instance of a mistake in `filterPattern`:
 * exact where the file holds the text, in whatever form, else the whole member; without the member, the resource.
 */
export function locate(request: { readonly origin: Origin }, path: string, within?: Span): Span {
  const { memberSpans, span: whole } = request.origin;
  const place = placeOf(memberSpans, path);
  if (place === undefined) return whole;
  if (within === undefined || memberSpans[path] === undefined) return place.span;
  return place.offsets?.spanOf(within) ?? place.span;
}

/** The member of the path, or the nearest one that holds it: `a[0].b`, then `a[0]`, then `a`. */
function placeOf(spans: Readonly<Record<string, MemberSpan>>, path: string): MemberSpan | undefined {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("."), at.lastIndexOf("["), 0))) {
    const place = spans[at];
    if (place !== undefined) return place;
  }
  return undefined;
}
