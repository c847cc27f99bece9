// Holds: the explanation of a pattern over an event, and of the patterns that look at the whole text.
// In: an analysed pattern; then the text of an event. Out: the clauses of an Explanation.
// Always: agrees with the matcher; every part is tried, whether or not the answer still needs it, so it may be slow.

import type { AnalysedPattern, RegexTest, TermsTest } from "../pattern/analysed.ts";
import type { Term } from "../pattern/syntax.ts";
import { span } from "../text/span.ts";
import { clauseOf, joinedClause, MAX_SEEN } from "./clause.ts";
import { explainFields } from "./explain-fields.ts";
import { explainJson } from "./explain-json.ts";
import type { Clause, Explanation, Seen } from "./explanation.ts";
import { compileRegexSpan } from "./regex-span.ts";
import { whyTerm } from "./why.ts";

/** Prepares the explanation of events, but for the values extracted from them. */
export function compileExplanation(
  pattern: AnalysedPattern,
): (text: string) => Pick<Explanation, "matches" | "clauses" | "note"> {
  const explain = clausesOf(pattern);
  return (text) => {
    const found = explain(text);
    return { matches: found.clauses.every(({ outcome }) => outcome !== "fails"), ...found };
  };
}

function clausesOf(pattern: AnalysedPattern): (text: string) => Pick<Explanation, "clauses" | "note"> {
  switch (pattern.kind) {
    case "all":
      return () => ({ clauses: [] });
    case "terms":
      return (text) => ({ clauses: termClauses(pattern, text) });
    case "regex":
      return regexClauses(pattern);
    case "json":
      return explainJson(pattern);
    case "fields":
      return explainFields(pattern);
  }
}

/** One clause for each term; those of which any will do are joined to one. */
function termClauses({ terms, anyOf }: TermsTest, text: string): readonly Clause[] {
  const isIgnored = anyOf.length === 0;
  const clauses = terms.map((term) =>
    term.role === "optional" && isIgnored ? ignoredClause(term) : termClause(term, text),
  );
  return isIgnored || clauses.length === 1 ? clauses : [joinedClause("or", clauses)];
}

function ignoredClause({ span }: Term): Clause {
  const note = "the service ignores a ? term beside terms that are required or excluded";
  return { kind: "term", span, outcome: "ignored", seen: [], operands: [], note };
}

function termClause(term: Term, text: string): Clause {
  const isWanted = term.role !== "excluded";
  const size = term.text.length;
  const seen: Seen[] = [];
  for (let at = text.indexOf(term.text); at !== -1 && seen.length < MAX_SEEN; at = text.indexOf(term.text, at + size)) {
    seen.push({ span: span(at, at + size), value: term.text, holds: isWanted });
  }
  const isFound = seen.length > 0;
  const note = isFound || !isWanted ? undefined : whyTerm(term.text, text);
  return clauseOf({ kind: "term", span: term.span, holds: isFound === isWanted, seen, note });
}

function regexClauses({ regex, span }: RegexTest): (text: string) => Pick<Explanation, "clauses"> {
  const find = compileRegexSpan(regex);
  return (text) => {
    const found = find(text);
    const seen = found && { span: found, value: text.slice(found.start, found.end), holds: true, found };
    return {
      clauses: [clauseOf({ kind: "regex", span, holds: seen !== undefined, seen: seen === undefined ? [] : [seen] })],
    };
  };
}
