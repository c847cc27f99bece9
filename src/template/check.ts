// Holds: the check of documents: every pattern where it is used, every metric transformation, alarm and composite alarm, and all together.
// In: documents as `readDocument` gives them. Out: for each its findings, at their places in the file, in order.
// Always: never throws; every finding is one of `validatePattern`, of the validations of requests, or of the documents together; what only
//   a deployment knows is neither guessed nor blamed; comments `tocsin-ignore` are honoured.

import type { CompositeAlarm } from "../alarm/composite.ts";
import { validateCompositeAlarm } from "../alarm/composite-validate.ts";
import { validateMetricAlarm } from "../alarm/validate-whole.ts";
import { requestFindings } from "../metric/request.ts";
import type { PatternContext } from "../pattern/finding.ts";
import { type CheckedPattern, checkPattern } from "../pattern/validate.ts";
import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import type { Span } from "../text/span.ts";
import { carried, type DocumentFinding } from "./carry.ts";
import { childFindings } from "./check-children.ts";
import { metricFindings } from "./check-metrics.ts";
import { isReadWhole, type TemplateDocument } from "./document.ts";
import { type Placed, withoutIgnored } from "./ignore.ts";
import { steadyFindings } from "./probe.ts";
import { COMPOSITE_MEMBERS } from "./shapes.ts";
import { withSubAdvice } from "./sub-advice.ts";
import type { Found, TemplateAlarm, TemplateComposite, TemplateFilter, TemplatePattern } from "./template.ts";

/** Every finding about one document. */
export function checkDocument(document: TemplateDocument): readonly DocumentFinding[] {
  return checkDocuments([document])[0]!;
}

/** Every finding about documents that belong together: an alarm may watch what a filter of another file publishes. */
export function checkDocuments(documents: readonly TemplateDocument[]): readonly (readonly DocumentFinding[])[] {
  const placed = new Map(documents.map((document) => [document, ownFindings(document)]));
  for (const { document, request, finding } of childFindings(documents)) {
    const one = carried(request, finding, document.diagnostics);
    if (one !== undefined) placed.get(document)?.push(one);
  }
  for (const { document, request, finding } of metricFindings(documents)) {
    const one = carried(request, finding, document.diagnostics);
    // A related place is one of the file already.
    const related = finding.related === undefined ? {} : { related: finding.related };
    if (one !== undefined) placed.get(document)?.push({ ...one, finding: { ...one.finding, ...related } });
  }
  return documents.map((document) => {
    const { kept, about } = withoutIgnored(eachOnce(placed.get(document)!), document.text, isReadWhole(document));
    return [...kept, ...about].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  });
}

/** What a resource has in several worlds is told once. */
function eachOnce(placed: readonly Placed<DocumentFinding>[]): readonly Placed<DocumentFinding>[] {
  const told = placed.map((one) => {
    const { code, message, path, resource, span } = one.finding;
    return [JSON.stringify([code, message, path, resource, span.start, span.end]), one] as const;
  });
  return [...new Map(told.reverse()).values()].reverse();
}

function ownFindings(document: TemplateDocument): Placed<DocumentFinding>[] {
  const { diagnostics, found, text } = document;
  const told: Placed<DocumentFinding>[] = diagnostics.map((finding) => ({ finding, anchor: finding.span.start }));
  for (const one of found) {
    for (const finding of withSubAdvice(one.request, findingsOf(one))) {
      const placed = carried(one.request, forCheck(finding), diagnostics);
      if (placed !== undefined) told.push(placed);
    }
    if (one.kind === "metric-filter" || one.kind === "pattern") told.push(...holeFinding(one.request, text));
  }
  return told;
}

/** What the service takes and only tocsin can't evaluate is no mistake of the document. */
const NOT_SUPPORTED = /^(filter|alarm)-not-supported$/;

function forCheck(finding: Diagnostic): Diagnostic {
  return NOT_SUPPORTED.test(finding.code) ? { ...finding, severity: "information" } : finding;
}

function findingsOf(one: Found): readonly Diagnostic[] {
  switch (one.kind) {
    case "metric-filter":
      return patternFindings(one.request, "metric-filter", (text, checked) =>
        filterFindings(one.request, text, checked),
      );
    case "pattern":
      return patternFindings(one.request, one.context, (_text, checked) => checked.diagnostics);
    case "metric-alarm":
      return alarmFindings(one.request);
    case "composite-alarm":
      return compositeFindings(one.request);
  }
}

/** Findings of a pattern, whole or with holes. */
function patternFindings(
  { filterPattern, origin }: TemplatePattern,
  context: PatternContext,
  findings: (text: string | undefined, checked: CheckedPattern) => readonly Diagnostic[],
): readonly Diagnostic[] {
  const made = origin.memberSpans.filterPattern?.made;
  const isKnown = !origin.unresolved.includes("filterPattern");
  const validate = (text: string): readonly Diagnostic[] => findings(text, checkPattern(text, { context }));
  if (made !== undefined && made.holes.length > 0) return steadyFindings(made, isKnown, validate);
  if (typeof filterPattern !== "string") return findings(filterPattern, { ...checkPattern(""), diagnostics: [] });
  // Of a pattern that is not known at all, nothing is known: neither its kind nor its mistakes.
  return isKnown ? validate(filterPattern) : findings(filterPattern, { ...UNREAD, pattern: checkPattern("").pattern });
}

const UNREAD: Omit<CheckedPattern, "pattern"> = { diagnostics: [], serviceMessage: undefined, analysed: undefined };

function filterFindings(
  request: TemplateFilter,
  text: string | undefined,
  { diagnostics, analysed }: CheckedPattern,
): readonly Diagnostic[] {
  const whole = requestFindings({ ...request, filterPattern: text }, analysed).map((finding) => finding.diagnostic);
  return [...diagnostics, ...whole];
}

/** An expression with a part that is not known can't be judged, nor what is built on it. */
function alarmFindings(alarm: TemplateAlarm): readonly Diagnostic[] {
  const isOpen = alarm.origin.unresolved.some((path) =>
    /^Metrics(\[\d+\](\.(Expression|Id|ReturnData|Period))?)?$/.test(path),
  );
  const findings = validateMetricAlarm(alarm);
  return isOpen ? findings.filter(({ code }) => !code.startsWith("math-")) : findings;
}

function compositeFindings(alarm: TemplateComposite): readonly Diagnostic[] {
  const { origin } = alarm;
  // What describe-alarms adds, and what was told to be no member, is left out.
  const request: CompositeAlarm = Object.fromEntries(
    Object.entries(alarm).filter(([name]) => Object.hasOwn(COMPOSITE_MEMBERS, name)),
  );
  const made = origin.memberSpans.AlarmRule?.made;
  if (made === undefined || made.holes.length === 0) return validateCompositeAlarm(request);
  const isKnown = !origin.unresolved.includes("AlarmRule");
  return steadyFindings(made, isKnown, (AlarmRule) => validateCompositeAlarm({ ...request, AlarmRule }));
}

/** Says once of a pattern that it depends on values that are not in the document. */
function* holeFinding({ origin }: TemplatePattern, text: string): Iterable<Placed<DocumentFinding>> {
  const place = origin.memberSpans.filterPattern;
  const isOpen = origin.unresolved.includes("filterPattern") || place?.byDefault === true;
  const holes = place?.made?.holesInFile() ?? (isOpen && place !== undefined ? [place.span] : []);
  const [first] = holes;
  if (first === undefined || place === undefined) return;
  const names = [...new Set(holes.map((hole) => shown(text, hole)))];
  const what = place.byDefault === true ? "its default is checked" : "nothing is said that depends on them";
  const message = `The pattern depends on ${listed(names)}, known at deployment only; ${what}.`;
  const finding = diagnostic("template-hole", first, message, { path: "filterPattern" });
  yield { finding: { ...finding, resource: origin.logicalId }, anchor: place.span.start };
}

function shown(text: string, { start, end }: Span): string {
  const source = text.slice(start, Math.min(end, start + 60)).replaceAll(/\s+/g, " ");
  return end - start > 60 ? `${source}…` : source;
}

function listed(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 4).join(", ")} and ${names.length - 4} more` : names.join(", ");
}
