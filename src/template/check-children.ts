// Holds: what composite alarms say of other alarms: those they depend on that are written nowhere.
// In: the documents of a check. Out: findings by document: a name in a rule, or of an actions suppressor, that no alarm has.
// Always: nothing is told where what is not known, or was not read, may be the alarm, nor of a name with a hole in it, nor of a rule that
//   is refused; an alarm without a name of its own is called by its logical id, as for a replay.

import { suppressorOf } from "../alarm/composite.ts";
import { parseAlarmRule } from "../alarm/rule/parse.ts";
import { alarmsOf } from "../alarm/rule/tree.ts";
import { type Diagnostic, diagnostic, hasErrors } from "../text/diagnostic.ts";
import { nearest } from "../text/nearest.ts";
import { shown } from "../text/shown.ts";
import { type Span, span } from "../text/span.ts";
import type { CrossFinding } from "./check-metrics.ts";
import { isReadWhole, type TemplateDocument } from "./document.ts";
import { steadyFindings } from "./probe.ts";
import { withSubAdvice } from "./sub-advice.ts";
import { requestsOf, type TemplateAlarm, type TemplateComposite } from "./template.ts";

/** The alarms there are. */
interface Names {
  readonly known: ReadonlySet<string>;
  /** How names begin and end that only a deployment knows. */
  readonly open: readonly (readonly [start: string, end: string])[];
}

export function childFindings(documents: readonly TemplateDocument[]): readonly CrossFinding[] {
  if (!documents.every(isReadWhole)) return [];
  const names = namesOf(documents.flatMap(alarmsIn));
  return documents.flatMap((document) => {
    const near = [...namesOf(alarmsIn(document)).known];
    return requestsOf(document.found, "composite-alarm").flatMap((request) =>
      withSubAdvice(request, [...ruleFindings(request, names, near), ...suppressorFindings(request, names, near)]).map(
        (finding) => ({ document, request, finding }),
      ),
    );
  });
}

function alarmsIn({ found }: TemplateDocument): readonly (TemplateAlarm | TemplateComposite)[] {
  return [...requestsOf(found, "metric-alarm"), ...requestsOf(found, "composite-alarm")];
}

function namesOf(alarms: readonly (TemplateAlarm | TemplateComposite)[]): Names {
  const known = new Set<string>();
  const open = new Map<string, readonly [string, string]>();
  for (const alarm of alarms) {
    const ends = openEnds(alarm);
    if (ends !== undefined) open.set(JSON.stringify(ends), ends);
    if (typeof alarm.AlarmName === "string") known.add(alarm.AlarmName);
  }
  return { known, open: [...open.values()] };
}

/** What is written before and after the holes of a name; nothing for a name that is written as it is. */
function openEnds({ origin }: TemplateAlarm | TemplateComposite): readonly [string, string] | undefined {
  const { made, byDefault } = origin.memberSpans.AlarmName ?? {};
  const [first, last] = [made?.holes[0], made?.holes.at(-1)];
  if (made !== undefined && first !== undefined && last !== undefined)
    return [made.text.slice(0, first.start), made.text.slice(last.end)];
  return byDefault === true || origin.unresolved.includes("AlarmName") ? ["", ""] : undefined;
}

function isMissing(name: string, { known, open }: Names): boolean {
  if (known.has(name)) return false;
  return !open.some(
    ([start, end]) => name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end),
  );
}

/** Of each name the first place. */
function ruleFindings(
  { AlarmRule, origin }: TemplateComposite,
  names: Names,
  near: readonly string[],
): readonly Diagnostic[] {
  const findings = (text: string): readonly Diagnostic[] => {
    const { rule, diagnostics } = parseAlarmRule(text);
    if (hasErrors(diagnostics)) return diagnostics;
    const missing = alarmsOf(rule).filter(({ name }) => isMissing(name, names));
    const first = new Map(missing.toReversed().map((one) => [one.name, one]));
    return [...first.values()].toReversed().map(({ name, span: where }) => finding("AlarmRule", where, name, near));
  };
  const { made, byDefault } = origin.memberSpans.AlarmRule ?? {};
  // A default stands for any rule.
  if (byDefault === true) return [];
  if (made !== undefined && made.holes.length > 0)
    return own(steadyFindings(made, !origin.unresolved.includes("AlarmRule"), findings));
  return typeof AlarmRule === "string" ? own(findings(AlarmRule)) : [];
}

function own(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  return findings.filter(({ code }) => code === "composite-elsewhere");
}

function suppressorFindings(alarm: TemplateComposite, names: Names, near: readonly string[]): readonly Diagnostic[] {
  const name = typeof alarm.ActionsSuppressor === "string" ? suppressorOf(alarm) : undefined;
  const holes = alarm.origin.memberSpans.ActionsSuppressor?.made?.holes ?? [];
  if (name === undefined || holes.length > 0 || !isMissing(name, names)) return [];
  return [finding("ActionsSuppressor", span(0, 0), name, near)];
}

function finding(path: string, where: Span, name: string, near: readonly string[]): Diagnostic {
  const meant = nearest(name, near);
  const advice = meant === undefined ? "" : `; did you mean ${shown(meant)}?`;
  const message = `No alarm that is checked here is called ${shown(name)}: unless it exists elsewhere, the service refuses this one${advice}`;
  return diagnostic("composite-elsewhere", where, message, { path });
}
