// Holds: the warnings about JSON comparisons that leave out more than they seem to.
// In: the places of a condition's tests. Out: comparisons with true and false, with `*`, and `!=` of what may be missing.
// Always: a comparison holds for texts and numbers only, `!=` too [O]; a finding is silenced by the test that covers the rest.

import { type Diagnostic, diagnostic } from "../../text/diagnostic.ts";
import { replacement } from "../../text/fix.ts";
import { span } from "../../text/span.ts";
import { MAX_DEPTH } from "../parse.ts";
import type { JsonComparison, JsonState, Value } from "../syntax.ts";
import { stateText } from "../write.ts";
import { type Clause, hasWildcard, isWithin, sameSubject } from "./clause.ts";
import { beforeBrace } from "./edits.ts";
import { neverHolds } from "./exclusion.ts";
import type { ClausePlace, Places } from "./places.ts";

export function jsonWarnings({ clauses }: Places, text: string): readonly Diagnostic[] {
  return clauses.flatMap((place) => {
    const { leaf } = place.clause;
    if (leaf.kind !== "comparison" || !("selector" in leaf)) return [];
    return [
      ...comparesBoolean(place, leaf, text),
      ...comparesAny(place, leaf, text),
      ...missesMissing(place, leaf, clauses, text),
    ];
  });
}

/** The selector as it is written. */
function subjectText({ selector }: JsonComparison, text: string): string {
  return text.slice(selector.span.start, selector.span.end);
}

/** True when a state of the same property may hold instead. */
function hasStateInstead({ clause, instead }: ClausePlace, states: readonly JsonState["state"][]): boolean {
  return instead.some(
    (other) => other.leaf.kind === "state" && states.includes(other.leaf.state) && sameSubject(other, clause),
  );
}

function textOf(value: Value): string | undefined {
  return value.kind === "text" ? value.text : undefined;
}

/** `= true` asks for the text, not for the JSON value [O]. */
function comparesBoolean(place: ClausePlace, leaf: JsonComparison, text: string): readonly Diagnostic[] {
  const word = textOf(leaf.value)?.toLowerCase();
  if (word !== "true" && word !== "false") return [];
  if (hasStateInstead(place, ["true", "false"])) return [];
  const isQuoted = text[leaf.value.span.start] === '"';
  const isEqual = leaf.operator === "=";
  const right = stateText(subjectText(leaf, text), isEqual === (word === "true") ? "true" : "false").text;
  const message = `\`${leaf.operator} ${word}\` compares with the text, not with the JSON value ${word}`;
  return [
    diagnostic(isQuoted ? "value-boolean-text" : "value-boolean", leaf.value.span, message, {
      fixes: [replacement(`Write ${right}`, leaf.span, `${right}${beforeBrace(text, leaf.span.end)}`)],
    }),
  ];
}

/** `= *` is no test of existence: true, false, null, lists and objects are left out [O]. */
function comparesAny(place: ClausePlace, leaf: JsonComparison, text: string): readonly Diagnostic[] {
  if (leaf.operator !== "=" || !/^\*+$/.test(textOf(leaf.value) ?? "")) return [];
  if (hasStateInstead(place, ["true", "false", "null"])) return [];
  const subject = subjectText(leaf, text);
  const others = (["true", "false", "null"] as const).map((state) => ` || ${stateText(subject, state).text}`).join("");
  return [
    diagnostic(
      "value-any",
      leaf.span,
      `\`= *\` holds for texts and numbers only; true, false, null, arrays and objects exist but do not match`,
      hasWildcard(place.clause) ? {} : widened("Match true, false and null as well", [place], others, text),
    ),
  ];
}

/** `!=` does not hold where the property is missing [O]: what CIS' `MFAUsed != "Yes"` overlooks. */
function missesMissing(
  place: ClausePlace,
  leaf: JsonComparison,
  all: readonly ClausePlace[],
  text: string,
): readonly Diagnostic[] {
  const { clause, together, instead } = place;
  if (leaf.operator !== "!=" || hasWildcard(clause) || neverHolds(clause)) return [];
  if (instead.some((other) => isAbsence(other) && isWithin(clause, other))) return [];
  if (together.some((other) => asksForPresence(other) && isWithin(other, clause))) return [];
  // Of several with the same property the first is told, and its fix mends all.
  const isSame = (other: Clause): boolean => isUnequal(other) && sameSubject(other, clause);
  if ([...together, ...instead].some((other) => isSame(other) && other.leaf.span.start < leaf.span.start)) return [];
  const subject = subjectText(leaf, text);
  const same = all.filter((other) => isSame(other.clause) && areTogether(other, place));
  const absent = ` || ${stateText(subject, "absent").text}`;
  return [
    diagnostic(
      clause.subject.length > 1 ? "unequal-missing" : "unequal-missing-top",
      leaf.span,
      `\`!=\` does not hold where \`${subject}\` is missing`,
      widened(`Match events without ${subject} as well`, same, absent, text),
    ),
  ];
}

function isUnequal({ comparison }: Clause): boolean {
  return comparison?.operator === "!=";
}

function isAbsence({ leaf }: Clause): boolean {
  return leaf.kind === "state" && leaf.state === "absent";
}

/** True for a test that only an event with the property satisfies, and that says so. */
function asksForPresence(clause: Clause): boolean {
  return !isAbsence(clause) && !isUnequal(clause);
}

function areTogether(a: ClausePlace, b: ClausePlace): boolean {
  return a.together.includes(b.clause) || b.together.includes(a.clause);
}

/** A fix that lets something else hold instead of each of these tests; parentheses are added where they are needed. */
function widened(
  title: string,
  places: readonly ClausePlace[],
  instead: string,
  text: string,
): Pick<Diagnostic, "fixes"> {
  if (places.some(({ isBare, depth }) => isBare && depth >= MAX_DEPTH)) return {};
  const edits = places.flatMap(({ clause, isBare }) => {
    const { start, end } = clause.leaf.span;
    const after = { span: span(end, end), text: instead + (isBare ? ")" : beforeBrace(text, end)) };
    return isBare ? [{ span: span(start, start), text: "(" }, after] : [after];
  });
  return { fixes: [{ title, edits }] };
}
