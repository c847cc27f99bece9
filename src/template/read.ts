// Holds: the reading of a template.
// In: the text of a CloudFormation template (YAML or JSON), or of `{ metricFilters, metricAlarms, compositeAlarms }` in the API's shapes.
// Out: requests with their origin, and findings with spans in the text.
// Always: never throws; a value that only a deployment knows is never guessed where it matters; nothing that is read is checked here for its meaning.

import { sameNameSentence, sameNames } from "../alarm/names.ts";
import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import { span } from "../text/span.ts";
import { readResources } from "./cloudformation.ts";
import { member } from "./nodes.ts";
import { readNodes } from "./read-nodes.ts";
import { REQUEST_LISTS, readRequests } from "./requests.ts";
import {
  locate,
  requestsOf,
  type Template,
  type TemplateAlarm,
  type TemplateComposite,
  type TemplateOptions,
} from "./template.ts";

/** Reads a template. Findings of severity `error` mean that something in it cannot be used. */
export function readTemplate(text: string, options: TemplateOptions = {}): Template {
  const { root, diagnostics } = readNodes(text);
  const broken = (...more: Diagnostic[]): Template => ({
    metricFilters: [],
    metricAlarms: [],
    compositeAlarms: [],
    diagnostics: [...diagnostics, ...more],
  });
  if (root === undefined) {
    return diagnostics.length > 0 ? broken() : broken(diagnostic("template-empty", span(0, 0), EMPTY));
  }
  if (root.kind !== "map") {
    const message =
      "A template is an object: CloudFormation with Resources, or { metricFilters, metricAlarms, compositeAlarms }.";
    return broken(diagnostic("template-shape", root.span, message));
  }
  const requests = REQUEST_LISTS.some((name) => member(root, name) !== undefined);
  const read = requests ? readRequests(root, text) : readResources(root, text, options);
  const metricFilters = requestsOf(read.found, "metric-filter");
  const metricAlarms = requestsOf(read.found, "metric-alarm");
  const compositeAlarms = requestsOf(read.found, "composite-alarm");
  const alarms = [...metricAlarms, ...compositeAlarms];
  const all = [...diagnostics, ...read.diagnostics, ...duplicateAlarms(alarms)];
  if (metricFilters.length + alarms.length === 0 && !all.some((d) => d.severity === "error")) {
    all.push(diagnostic("template-empty", span(root.span.start, root.span.start), EMPTY));
  }
  const declared = requests ? undefined : member(root, "Parameters");
  const parameters = declared?.kind === "map" ? declared.entries.map(({ key }) => key) : [];
  return { metricFilters, metricAlarms, compositeAlarms, diagnostics: all, parameters };
}

/** Alarms of a name that an earlier one has. */
export function* duplicateAlarms(alarms: readonly (TemplateAlarm | TemplateComposite)[]): Iterable<Diagnostic> {
  const known = alarms.filter(({ origin }) => !origin.unresolved.includes("AlarmName"));
  for (const { name, alarm, first } of sameNames(known)) {
    // One alarm may be read in several ways, as its conditions turn out.
    if (first.origin.span.start === alarm.origin.span.start) continue;
    const related = [{ span: locate(first, "AlarmName"), message: "the first of that name" }];
    const message = `${sameNameSentence(name)}.`;
    yield diagnostic("template-duplicate-alarm", locate(alarm, "AlarmName"), message, { related });
  }
}

const EMPTY = "The template holds no metric filter and no alarm.";
