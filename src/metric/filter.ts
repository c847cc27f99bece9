// Holds: a metric filter: what it publishes for each log event.
// In: a PutMetricFilter request; then log events. Out: at most one datum an event.
// Always: pure; the datum has the event's own time; all of a datum's dimensions are there, or none [O].

import type { Match, Matcher } from "../match/matcher.ts";
import { matcherOf } from "../match/matching.ts";
import { compileSelection, type SelectedValue } from "../match/select.ts";
import { numberText } from "../match/values.ts";
import type { Path } from "../pattern/analysed.ts";
import { PatternError } from "../pattern/error.ts";
import { diagnosticsOf, serviceMessage } from "../pattern/finding.ts";
import { parseValueSelector, type ValueSelector } from "../pattern/selector.ts";
import { checkPattern } from "../pattern/validate.ts";
import type { MetricDatum } from "./datum.ts";
import {
  type MetricTransformation,
  type PutMetricFilterRequest,
  parseMetricValue,
  requestFindings,
} from "./request.ts";

/** A log event as metric filters see it. */
export interface LogEvent {
  /** Epoch milliseconds; a datum of an event without it has the timestamp NaN. */
  readonly timestamp?: number | undefined;
  /** Text, or UTF-8 bytes; an event without it is an empty one. */
  readonly message?: string | Uint8Array | undefined;
}

/** A compiled metric filter. */
export interface MetricFilter {
  readonly filterName: string | undefined;
  readonly logGroupName: string | undefined;
  readonly metricName: string;
  readonly metricNamespace: string;
  readonly matcher: Matcher;
  /** What the service publishes for this event; undefined for nothing. */
  publish(event: LogEvent): MetricDatum | undefined;
  /** The same, with whether the event matched. */
  evaluate(event: LogEvent): { readonly matched: boolean; readonly datum: MetricDatum | undefined };
  /** The same of an event that is known to match: nothing is tested again. */
  publishMatching(event: LogEvent): MetricDatum | undefined;
  /** Whether what is published of a matching event depends on its message; a literal value without dimensions does not. */
  readonly readsMessage: boolean;
  /** What is published of an event that does not match. */
  publishOther(event: LogEvent): MetricDatum | undefined;
  /** Whether anything is published of events that do not match: there is a default value. */
  readonly publishesOthers: boolean;
}

/** Compiles a metric filter. Throws PatternError when the service would refuse the request. */
export function compileMetricFilter(request: PutMetricFilterRequest): MetricFilter {
  if (typeof request !== "object" || request === null) return compileMetricFilter({});
  // A pattern that is missing is told as such below; the empty text stands in for it until then.
  const pattern = typeof request.filterPattern === "string" ? request.filterPattern : "";
  const checked = checkPattern(pattern);
  const findings = requestFindings(request, checked.analysed);
  const analysed = checked.analysed;
  if (analysed === undefined || findings.length > 0) {
    const answer = checked.serviceMessage ?? serviceMessage(findings, "metric-filter");
    throw new PatternError(
      [...checked.diagnostics, ...diagnosticsOf(findings)],
      answer ?? "Invalid metric filter pattern",
    );
  }
  const matcher = matcherOf(pattern, analysed);
  const transformation = request.metricTransformations![0]!;
  const publishing = compileTransformation(transformation, matcher);
  return {
    filterName: request.filterName ?? undefined,
    logGroupName: request.logGroupName ?? undefined,
    metricName: transformation.metricName!,
    metricNamespace: transformation.metricNamespace!,
    matcher,
    publish: (event) => publishing.evaluate(event).datum,
    ...publishing,
  };
}

type Publishing = Omit<
  MetricFilter,
  "filterName" | "logGroupName" | "metricName" | "metricNamespace" | "matcher" | "publish"
>;

/** What stands at a selector: a text, nothing (missing or null), or something that is neither number nor text. */
type Taken = { readonly text: string; readonly isText: boolean } | "nothing" | "other";

function compileTransformation(transformation: MetricTransformation, matcher: Matcher): Publishing {
  const { metricName, metricNamespace, metricValue, unit } = transformation;
  const defaultValue = transformation.defaultValue ?? undefined;
  const literal = parseMetricValue(metricValue!);
  const names = Object.keys(transformation.dimensions ?? {});
  const selectors = [
    ...(literal === undefined ? [parseValueSelector(metricValue!)!] : []),
    ...Object.values(transformation.dimensions ?? {}).map((text) => parseValueSelector(text)!),
  ];
  const read = compileReading(selectors);
  const identity = { Namespace: metricNamespace!, MetricName: metricName!, Unit: unit ?? "None" };
  const datum = (
    { timestamp = Number.NaN }: LogEvent,
    Value: number | undefined,
    Dimensions: MetricDatum["Dimensions"],
  ): MetricDatum | undefined =>
    Value === undefined ? undefined : { ...identity, Dimensions, Timestamp: timestamp, Value };
  const ofMatch = (event: LogEvent, match: Match): MetricDatum | undefined => {
    const taken = read(event, match);
    const value = literal ?? metricValueOf(taken[0]!, defaultValue);
    return datum(event, value, dimensionsOf(names, taken.slice(taken.length - names.length)));
  };
  // The default is published for every event that does not match, not once for an idle minute [O].
  const publishOther = (event: LogEvent): MetricDatum | undefined => datum(event, defaultValue, []);
  const readsFields = selectors.some(({ kind }) => kind !== "property");

  return {
    evaluate(event) {
      const match = matcher.match(event.message ?? "");
      const matched = match !== undefined;
      return { matched, datum: matched ? ofMatch(event, match) : publishOther(event) };
    },
    publishMatching(event) {
      const match = readsFields ? matcher.match(event.message ?? "") : NOTHING_TAKEN;
      return match && ofMatch(event, match);
    },
    readsMessage: selectors.length > 0,
    publishOther,
    publishesOthers: defaultValue !== undefined,
  };
}

const NOTHING_TAKEN: Match = { extractedValues: {} };

/** Reads all selectors of a filter from a matching event. */
function compileReading(selectors: readonly ValueSelector[]): (event: LogEvent, match: Match) => readonly Taken[] {
  const paths: Path[] = selectors.flatMap((selector) => (selector.kind === "property" ? [selector.path] : []));
  const select = paths.length === 0 ? () => [] : compileSelection(paths);
  return (event, match) => {
    if (selectors.length === 0) return [];
    const nodes = [...select(event.message ?? "")];
    return selectors.map((selector) => {
      if (selector.kind === "property") return takenNode(nodes.shift());
      const text = Object.hasOwn(match.extractedValues, selector.key) ? match.extractedValues[selector.key] : undefined;
      return text === undefined ? "nothing" : { text, isText: true };
    });
  };
}

function takenNode(node: SelectedValue | undefined): Taken {
  if (node === undefined || node.kind === "null") return "nothing";
  if (node.kind === "string") return { text: node.text, isText: true };
  if (node.kind === "number") return { text: node.source, isText: false };
  return node.kind === "true" || node.kind === "false" ? { text: node.kind, isText: true } : "other";
}

/** Missing or null: the default, if there is one [O]; a text that is no number: nothing, not even the default [O]; a numeric text counts as a number [I]. */
function metricValueOf(taken: Taken, defaultValue: number | undefined): number | undefined {
  if (taken === "nothing") return defaultValue;
  return taken === "other" ? undefined : parseMetricValue(taken.text);
}

/** All dimensions or, when one has no value, none [O]; a boolean counts as its text, an empty text as no value [chosen]. */
function dimensionsOf(names: readonly string[], taken: readonly Taken[]): MetricDatum["Dimensions"] {
  const dimensions: { Name: string; Value: string }[] = [];
  for (const [index, value] of taken.entries()) {
    if (typeof value === "string" || value.text === "") return [];
    dimensions.push({ Name: names[index]!, Value: value.isText ? value.text : numberText(value.text) });
  }
  return dimensions;
}
