// Holds: what is said about a pattern that the service accepts and that surely was not meant so.
// In: the syntax tree and the analysed pattern of a text without errors. Out: diagnostics that are no errors.
// Always: never changes a verdict; a finding is silenced by writing what was meant, or what is said not to be covered.

import type { Diagnostic, Fix } from "../../text/diagnostic.ts";
import { applyFix } from "../../text/fix.ts";
import { analyse } from "../analyse.ts";
import type { AnalysedPattern } from "../analysed.ts";
import { parse } from "../parse.ts";
import type { Expression, Pattern } from "../syntax.ts";
import { comparisonsOf, type Leaf } from "./clause.ts";
import { conditionWarnings } from "./conditions.ts";
import { fieldsWarnings } from "./fields.ts";
import { jsonWarnings } from "./json.ts";
import { placesOf } from "./places.ts";
import { termWarnings } from "./terms.ts";

/** Fixes that are tried by reading the pattern again, as one test may contradict or repeat several. */
const TRIED: readonly Diagnostic["code"][] = ["never-holds", "always-holds", "duplicate-condition"];

/** Fixes tried for one pattern [chosen]: each costs another reading of it. */
const MAX_TRIALS = 8;

export function warningsOf(pattern: Pattern, analysed: AnalysedPattern, text: string): readonly Diagnostic[] {
  const found = doubtsOf(pattern, analysed, text);
  let trials = 0;
  const mends = (fix: Fix, code: Diagnostic["code"]): boolean =>
    trials++ < MAX_TRIALS && countAfter(text, fix, code) < count(code, found);
  return found.map((one) => {
    if (one.fixes === undefined || !TRIED.includes(one.code)) return one;
    const { fixes, ...rest } = one;
    const good = fixes.filter((fix) => mends(fix, one.code));
    return good.length > 0 ? { ...rest, fixes: good } : rest;
  });
}

function count(code: Diagnostic["code"], found: readonly Diagnostic[]): number {
  return found.filter((one) => one.code === code).length;
}

function countAfter(text: string, fix: Fix, code: Diagnostic["code"]): number {
  const fixed = applyFix(text, fix);
  const { pattern, findings } = parse(fixed);
  const { analysed, findings: more } = analyse(pattern, fixed);
  if (analysed === undefined || findings.length + more.length > 0) return Number.POSITIVE_INFINITY;
  return count(code, doubtsOf(pattern, analysed, fixed));
}

function doubtsOf(pattern: Pattern, analysed: AnalysedPattern, text: string): readonly Diagnostic[] {
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
