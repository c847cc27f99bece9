// Holds: what a pattern matches, in plain English.
// In: any text. Out: sentences and lists; for a text that is no valid pattern, what is wrong with it.
// Always: never throws; says what the service does, also where that surprises: the rules are those of docs/differences.md.

import type { AnalysedPattern, RegexTest, TermsTest } from "../analysed.ts";
import type { RegexItem } from "../regex.ts";
import type { Term } from "../syntax.ts";
import { type CheckedPattern, checkPattern } from "../validate.ts";
import { explainFieldsPattern } from "./fields.ts";
import { explainJsonPattern } from "./json.ts";
import { type Explained, enumerated, outlineLines } from "./outline.ts";

/** What a filter pattern matches, in plain English; for an invalid one, what is wrong with it. Never throws. */
export function explainPattern(text: string): string {
  const checked = checkPattern(text);
  return checked.analysed === undefined ? refusal(checked) : explanationOf(checked.analysed, text);
}

/** The explanation of a pattern that has been analysed already. */
export function explanationOf(analysed: AnalysedPattern, text: string): string {
  const { outline, notes } = explained(analysed, text);
  const isList = typeof outline !== "string";
  return [...outlineLines(outline), ...(isList ? [""] : []), ...notes].join("\n");
}

function refusal({ diagnostics, serviceMessage }: CheckedPattern): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const lines = errors.map(({ message, span }) => `- ${message} (at ${span.start})`);
  return [`Not a valid pattern; the service would answer: ${serviceMessage}`, ...lines].join("\n");
}

function explained(analysed: AnalysedPattern, text: string): Explained {
  switch (analysed.kind) {
    case "all":
      return { outline: "Matches every event", notes: [] };
    case "terms":
      return explainTerms(analysed, text);
    case "regex":
      return explainRegex(analysed, text);
    case "json":
      return explainJsonPattern(analysed, text);
    case "fields":
      return explainFieldsPattern(analysed, text);
  }
}

function explainTerms({ terms, required, excluded, anyOf }: TermsTest, text: string): Explained {
  const written = (term: Term): string => text.slice(term.span.start, term.span.end);
  const isIgnored = ({ role }: Term): boolean => role === "optional" && anyOf.length === 0;
  const ignored = terms.filter(isIgnored).map(written);
  const split = terms.filter(
    (term, at) => at > 0 && term.role !== "required" && terms[at - 1]!.span.end === term.span.start,
  );
  return {
    outline: `Matches an event that ${wanted([...required, ...anyOf], excluded, anyOf.length > 0)}`,
    notes: [
      "Case counts, and a term is found inside longer words too.",
      ...(ignored.length === 0
        ? []
        : [`${enumerated(ignored, "and")}: ignored by the service, because a term without ? stands in the pattern.`]),
      ...split.map(
        (term) => `${written(term)} is a term of its own; a word with a hyphen or question mark in it needs quotes.`,
      ),
    ],
  };
}

function wanted(present: readonly string[], absent: readonly string[], any: boolean): string {
  const [some, none] = [present, absent].map((terms) => terms.map((term) => JSON.stringify(term))) as [
    string[],
    string[],
  ];
  const without = none.length === 1 ? `does not contain ${none[0]}` : `contains neither ${enumerated(none, "nor")}`;
  if (some.length === 0) return without;
  const within = `contains ${enumerated(some, any ? "or" : "and")}`;
  const but = none.length === 1 ? `not ${none[0]}` : `neither ${enumerated(none, "nor")}`;
  return none.length === 0 ? within : `${within}, but ${but}`;
}

function explainRegex({ regex, span }: RegexTest, text: string): Explained {
  const items = regex.alternatives.flat();
  const hasAnchors = items.some(({ kind }) => kind !== "set");
  const { length } = regex.alternatives;
  return {
    outline: `Matches an event that contains a match of the regular expression ${text.slice(span.start, span.end)}`,
    notes: [
      "Case counts, and the match may stand anywhere in the event.",
      ...(hasAnchors ? ["^ and $ are the start and the end of the whole event."] : []),
      ...(items.some(isDot) ? [". is any character but a line feed."] : []),
      ...(length > 1 ? [`Any of the ${length} alternatives between | will do.`] : []),
    ],
  };
}

const LINE_FEED = 10;

function isDot(item: RegexItem): boolean {
  return item.kind === "set" && item.set.every((member, symbol) => (member === 0) === (symbol === LINE_FEED));
}
