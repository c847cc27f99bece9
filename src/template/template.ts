// Holds: what is found in a template: filter patterns, metric filters, metric alarms and composite alarms as API requests, each with its
//   place in the file.
// In: nothing. Out: types, and the place of any member of a request.
// Always: a place is exact where the file holds the text itself, else the nearest thing around it.

import type { MetricAlarm } from "../alarm/alarm.ts";
import type { CompositeAlarm } from "../alarm/composite.ts";
import type { PutMetricFilterRequest } from "../metric/request.ts";
import type { PatternContext } from "../pattern/finding.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { Span } from "../text/span.ts";
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
  /** True where CloudFormation's functions may make the values. */
  readonly functions?: true | undefined;
}

export type TemplateFilter = PutMetricFilterRequest & { readonly origin: Origin };
export type TemplateAlarm = MetricAlarm & { readonly origin: Origin };
export type TemplateComposite = CompositeAlarm & { readonly origin: Origin };

/** A filter pattern that publishes no metric: of a subscription, or a pattern alone. */
export interface TemplatePattern {
  readonly filterPattern?: string | undefined;
  readonly origin: Origin;
}

/** One thing found in a document. */
export type Found =
  | { readonly kind: "metric-filter"; readonly request: TemplateFilter }
  | { readonly kind: "pattern"; readonly context: PatternContext; readonly request: TemplatePattern }
  | { readonly kind: "metric-alarm"; readonly request: TemplateAlarm }
  | { readonly kind: "composite-alarm"; readonly request: TemplateComposite };

/** The requests of one kind. */
export function requestsOf<K extends Found["kind"]>(
  found: readonly Found[],
  kind: K,
): readonly Extract<Found, { kind: K }>["request"][] {
  return found.flatMap((one) => (one.kind === kind ? [one.request] : []));
}

export interface Template {
  readonly metricFilters: readonly TemplateFilter[];
  readonly metricAlarms: readonly TemplateAlarm[];
  readonly compositeAlarms: readonly TemplateComposite[];
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
