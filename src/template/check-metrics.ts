// Holds: what filters and alarms say about each other: which metrics are published, and which are watched.
// In: the documents of a check. Out: findings by document: an alarm on a metric that nobody publishes, a period that is too short, two
//   filters on one metric.
// Always: nothing is told of a metric whose name no filter publishes anywhere to a namespace of nobody, nor where what is not known, or was
//   not read, may be the metric.

import { given, type MetricAlarm } from "../alarm/alarm.ts";
import type { MetricTransformation } from "../metric/request.ts";
import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import { nearest } from "../text/nearest.ts";
import { span } from "../text/span.ts";
import { isReadWhole, type TemplateDocument } from "./document.ts";
import { locate, type Origin, requestsOf, type TemplateAlarm, type TemplateFilter } from "./template.ts";

/** A metric that a filter publishes; what is not known is undefined. */
interface Published {
  readonly document: TemplateDocument;
  readonly filter: TemplateFilter;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  /** The names of its dimensions, in order. */
  readonly dimensions: string | undefined;
  readonly unit: string | undefined;
}

/** A metric that an alarm watches, and the path of its members. */
interface Watched {
  readonly path: string;
  readonly metric: Pick<MetricAlarm, "Namespace" | "MetricName" | "Dimensions" | "Unit" | "Period">;
  readonly periodPath: string;
  readonly unitPath: string;
}

/** A finding about a request of a document. */
export interface CrossFinding {
  readonly document: TemplateDocument;
  readonly request: { readonly origin: Origin };
  readonly finding: Diagnostic;
}

/** Metric filters publish to the minute [D]. */
const RESOLUTION = 60;

export function metricFindings(documents: readonly TemplateDocument[]): readonly CrossFinding[] {
  const published = documents.flatMap((document) =>
    requestsOf(document.found, "metric-filter").flatMap((filter) => publishedBy(document, filter)),
  );
  const filters: Filters = { byNamespace: grouped(published), areAll: documents.every(isReadWhole) };
  const found: CrossFinding[] = [...sharedMetrics(published)];
  if (published.length === 0) return found;
  for (const document of documents)
    for (const alarm of requestsOf(document.found, "metric-alarm"))
      for (const watched of watchedBy(alarm))
        for (const finding of watchFindings(document, alarm, watched, filters))
          found.push({ document, request: alarm, finding });
  return found;
}

/** Of a namespace the metrics by name, each once for its dimensions and unit. */
type Names = ReadonlyMap<string | undefined, ReadonlyMap<string, Published>>;

/** What all filters publish; `areAll` is false when a document could not be read whole. */
interface Filters {
  readonly byNamespace: ReadonlyMap<string, Names>;
  readonly areAll: boolean;
}

/** By namespace; a namespace that is not known yet may be any, as far as its template goes. */
function grouped(published: readonly Published[]): ReadonlyMap<string, Names> {
  const groups = new Map<string, Map<string | undefined, Map<string, Published>>>();
  for (const one of published) {
    const namespace = one.namespace ?? unknownNamespace(one.document);
    const names = groups.get(namespace) ?? new Map<string | undefined, Map<string, Published>>();
    groups.set(namespace, names);
    const kinds = names.get(one.name) ?? new Map<string, Published>();
    names.set(one.name, kinds);
    kinds.set(JSON.stringify([one.dimensions, one.unit]), one);
  }
  return groups;
}

function unknownNamespace(document: TemplateDocument): string {
  return `\0${stackOf(document)}`;
}

function publishedBy(document: TemplateDocument, filter: TemplateFilter): readonly Published[] {
  const transformations: unknown = filter.metricTransformations;
  if (!Array.isArray(transformations)) return [];
  return (transformations as readonly MetricTransformation[]).map((one, index) => {
    const path = `metricTransformations[${index}]`;
    const known = (name: "metricName" | "metricNamespace" | "unit"): string | undefined =>
      isOpen(filter.origin, `${path}.${name}`) ? undefined : one?.[name];
    const dimensions = isOpen(filter.origin, `${path}.dimensions`)
      ? undefined
      : namesOf(Object.keys(one?.dimensions ?? {}));
    const unit = isOpen(filter.origin, `${path}.unit`) ? undefined : (one?.unit ?? "None");
    return { document, filter, namespace: known("metricNamespace"), name: known("metricName"), dimensions, unit };
  });
}

function isOpen({ unresolved }: Origin, path: string): boolean {
  return unresolved.some((open) => open === path || path.startsWith(`${open}.`) || path.startsWith(`${open}[`));
}

function namesOf(names: readonly (string | undefined)[]): string {
  return names.map(String).sort().join(", ");
}

function* watchedBy(alarm: TemplateAlarm): Iterable<Watched> {
  if (given(alarm.MetricName)) yield { path: "", metric: alarm, periodPath: "Period", unitPath: "Unit" };
  const queries: unknown = alarm.Metrics;
  for (const [index, query] of (Array.isArray(queries) ? queries : []).entries()) {
    const stat = (query as { MetricStat?: { Metric?: MetricAlarm; Period?: number; Unit?: string } } | null)
      ?.MetricStat;
    if (typeof stat?.Metric !== "object" || stat.Metric === null) continue;
    const base = `Metrics[${index}].MetricStat`;
    const metric = { ...stat.Metric, Period: stat.Period, Unit: stat.Unit };
    yield { path: `${base}.Metric.`, metric, periodPath: `${base}.Period`, unitPath: `${base}.Unit` };
  }
}

function* watchFindings(
  document: TemplateDocument,
  { origin }: TemplateAlarm,
  { path, metric, periodPath, unitPath }: Watched,
  { byNamespace, areAll }: Filters,
): Iterable<Diagnostic> {
  const { Namespace: namespace, MetricName: name } = metric;
  if (typeof namespace !== "string" || typeof name !== "string" || namespace.startsWith("AWS/")) return;
  if (isOpen(origin, `${path}Namespace`) || isOpen(origin, `${path}MetricName`)) return;
  const there = byNamespace.get(namespace);
  // A filter whose metric is not known yet may be the one, and one that was not read.
  const somewhere = byNamespace.get(unknownNamespace(document));
  const mayBeThere = !areAll || there?.has(undefined) || somewhere?.has(undefined) || somewhere?.has(name);
  if (there === undefined) {
    const meant = mayBeThere ? undefined : namespaceOf(name, namespace, document, byNamespace);
    if (meant !== undefined) yield finding("alarm-metric", `${path}Namespace`, elsewhere(namespace, name, meant));
    return;
  }
  const same = [...(there.get(name)?.values() ?? [])];
  if (same.length === 0) {
    const names = [...there.keys()].flatMap((one) => one ?? []);
    const isMisspelt = names.some((one) => one.toLowerCase() === name.toLowerCase());
    if (!mayBeThere || isMisspelt)
      yield finding("alarm-metric", `${path}MetricName`, unpublished(namespace, name, names));
    return;
  }
  if (typeof metric.Period === "number" && metric.Period < RESOLUTION && !isOpen(origin, periodPath)) {
    const message = `Metric filters publish to the minute: with a period of ${metric.Period} s most periods have no data.`;
    yield finding("alarm-resolution", periodPath, message);
  }
  if (!mayBeThere) yield* mismatch(origin, path, unitPath, metric, same);
}

/** Another namespace that the metric is published to: one that is spelt nearly so, or one of the alarm's own template. */
function namespaceOf(
  name: string,
  namespace: string,
  document: TemplateDocument,
  byNamespace: ReadonlyMap<string, Names>,
): string | undefined {
  const others = [...byNamespace].filter(([one, names]) => !one.startsWith("\0") && names.has(name));
  const near = nearest(
    namespace,
    others.map(([one]) => one),
  );
  const stack = stackOf(document);
  const isOwn = (one: Published): boolean => stackOf(one.document) === stack;
  return near ?? others.find(([, names]) => [...names.get(name)!.values()].some(isOwn))?.[0];
}

/** The right name, with other dimensions or another unit: another metric. */
function* mismatch(
  origin: Origin,
  path: string,
  unitPath: string,
  { MetricName: name, Dimensions, Unit: unit }: Watched["metric"],
  same: readonly Published[],
): Iterable<Diagnostic> {
  if (isOpen(origin, `${path}Dimensions`) || same.some(({ dimensions }) => dimensions === undefined)) return;
  if (Dimensions?.some((_, index) => isOpen(origin, `${path}Dimensions[${index}].Name`))) return;
  const wanted = namesOf((Dimensions ?? []).map((one) => one?.Name));
  const fitting = same.filter(({ dimensions }) => dimensions === wanted);
  if (fitting.length === 0) {
    const has = [...new Set(same.map(({ dimensions }) => withDimensions(dimensions!)))].join(" or ");
    const message = `The filters publish ${name} ${has}, and the alarm watches it ${withDimensions(wanted)}: another metric.`;
    const at = wanted === "" ? `${path}MetricName` : `${path}Dimensions`;
    yield finding("alarm-metric", at, message);
    return;
  }
  if (typeof unit !== "string" || isOpen(origin, unitPath)) return;
  if (fitting.some((one) => one.unit === undefined || one.unit === unit)) return;
  const units = [...new Set(fitting.map((one) => one.unit))].join(" or ");
  const message = `The filters publish ${name} in the unit ${units}, and the alarm asks for ${unit}: it sees no data.`;
  yield finding("alarm-metric", unitPath, message);
}

function withDimensions(names: string): string {
  return names === "" ? "without dimensions" : `by ${names}`;
}

function unpublished(namespace: string, name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? ", …" : "");
  const advice = near === undefined ? `they publish ${shown}` : `did you mean ${near}?`;
  return `No filter publishes the metric ${name} to ${namespace}; ${advice}`;
}

function elsewhere(namespace: string, name: string, meant: string): string {
  return `No filter publishes the metric ${name} to ${namespace}; it is published to ${meant}`;
}

/** Filters of one template: those of others are deployed elsewhere. The first of a metric is not told. */
function* sharedMetrics(published: readonly Published[]): Iterable<CrossFinding> {
  const first = new Map<string, Published>();
  for (const one of published) {
    const { document, filter, namespace, name, dimensions } = one;
    if (namespace === undefined || name === undefined || dimensions === undefined) continue;
    const key = JSON.stringify([stackOf(document), namespace, name, dimensions]);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, one);
      continue;
    }
    // One filter may be read in several ways, as its conditions turn out.
    if (earlier.document === document && earlier.filter.origin.span.start === filter.origin.span.start) continue;
    const path = "metricTransformations[0].metricName";
    const other = earlier.filter.origin.logicalId;
    const where = earlier.document === document ? "" : ` of ${earlier.document.name}`;
    const message = `${other}${where} publishes into the metric ${name} of ${namespace} too; their datapoints count together.`;
    const related = earlier.document === document ? [{ span: locate(earlier.filter, path), message: "the first" }] : [];
    const told = diagnostic("metric-shared", span(0, 0), message, { path, ...(related.length > 0 && { related }) });
    yield { document, request: filter, finding: told };
  }
}

/** What is deployed together: a template, or the Terraform files of a folder. */
function stackOf({ name, host }: TemplateDocument): string {
  return host === "terraform" ? name.replace(/[^/\\]*$/, "*.tf") : name;
}

function finding(code: Diagnostic["code"], path: string, message: string): Diagnostic {
  return diagnostic(code, span(0, 0), message, { path });
}
