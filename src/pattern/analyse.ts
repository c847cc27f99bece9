// Holds: the way from a syntax tree to what it means.
// In: a syntax tree. Out: the analysed pattern where the tree is whole, and findings.
// Always: pure; a tree with error nodes gives findings only (those of parsing are not repeated).

import { analyseFields } from "./analyse-fields.ts";
import type { AnalysedPattern, JsonPredicate } from "./analysed.ts";
import { Checks } from "./checks.ts";
import { conditionOf } from "./condition.ts";
import type { Finding } from "./finding.ts";
import type { JsonComparison, JsonState, Pattern, TermsPattern } from "./syntax.ts";

export interface Analysis {
  /** Undefined when something is missing; meaningful only when neither parsing nor analysis found an error. */
  readonly analysed: AnalysedPattern | undefined;
  readonly findings: readonly Finding[];
}

export function analyse(pattern: Pattern, text: string): Analysis {
  const checks = new Checks(text);
  const analysed = meaning(pattern, checks);
  return { analysed, findings: checks.findings };
}

function meaning(pattern: Pattern, checks: Checks): AnalysedPattern | undefined {
  switch (pattern.kind) {
    case "all":
      return { kind: "all" };
    case "terms":
      return termsMeaning(pattern);
    case "regex": {
      const regex = checks.regex(pattern.regex);
      return regex && { kind: "regex", regex, span: pattern.regex.span };
    }
    case "json": {
      const condition = conditionOf(pattern.expression, (leaf) => jsonPredicate(leaf, checks));
      return condition && { kind: "json", condition };
    }
    case "fields":
      return analyseFields(pattern, checks);
  }
}

function termsMeaning({ terms }: TermsPattern): AnalysedPattern {
  const of = (role: string): string[] => [...new Set(terms.filter((t) => t.role === role).map((t) => t.text))];
  const [required, excluded] = [of("required"), of("excluded")];
  const anyOf = required.length + excluded.length === 0 ? of("optional") : [];
  return { kind: "terms", required, excluded, anyOf, terms };
}

function jsonPredicate(leaf: JsonComparison | JsonState, checks: Checks): JsonPredicate | undefined {
  checks.wildcards(leaf.selector);
  const path = leaf.selector.steps;
  if (leaf.kind === "state") return { kind: "state", state: leaf.state, path, span: leaf.span };
  const comparison = checks.comparison(leaf, true);
  return comparison && { kind: "comparison", comparison, path, span: leaf.span };
}
