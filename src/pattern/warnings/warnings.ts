// Holds: what is said about a pattern that the service accepts and that surely was not meant so.
// In: the syntax tree and the analysed pattern of a text without errors. Out: diagnostics that are no errors.
// Always: never changes a verdict; a finding is silenced by writing what was meant, or what is said not to be covered.

import type { Diagnostic } from "../../text/diagnostic.ts";
import type { AnalysedPattern } from "../analysed.ts";
import type { Expression, Pattern } from "../syntax.ts";
import { comparisonsOf, type Leaf } from "./clause.ts";
import { conditionWarnings } from "./conditions.ts";
import { fieldsWarnings } from "./fields.ts";
import { jsonWarnings } from "./json.ts";
import { placesOf } from "./places.ts";
import { termWarnings } from "./terms.ts";

export function warningsOf(pattern: Pattern, analysed: AnalysedPattern, text: string): readonly Diagnostic[] {
  if (pattern.kind === "terms") return termWarnings(pattern.terms, text);
  if (pattern.kind !== "json" && pattern.kind !== "fields") return [];
  const comparisons = comparisonsOf(analysed);
  const regexes = [...comparisons.values()].filter(({ literal }) => literal.kind === "regex").length;
  const found = conditionsOf(pattern).flatMap((condition) => {
    const places = placesOf(condition, comparisons);
    const own = pattern.kind === "json" ? jsonWarnings(places, text) : [];
    return [...conditionWarnings(places, text, regexes), ...own];
  });
  return pattern.kind === "fields" ? [...found, ...fieldsWarnings(pattern, comparisons, text)] : found;
}

function conditionsOf(pattern: Extract<Pattern, { kind: "json" | "fields" }>): readonly Expression<Leaf>[] {
  if (pattern.kind === "json") return [pattern.expression];
  return pattern.fields.flatMap((field) => (field.kind === "named" && field.condition ? [field.condition] : []));
}
