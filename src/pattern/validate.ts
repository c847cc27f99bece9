// Holds: the one place where a pattern is checked whole.
// In: a pattern's text, and where it is used. Out: diagnostics, the service's answer, the analysed pattern of a valid one.
// Always: `validatePattern` never throws; the service accepts the pattern exactly when no diagnostic is an error. A pattern
//   with errors is told its errors alone.

import type { Diagnostic } from "../text/diagnostic.ts";
import { fixedLength } from "../text/fix.ts";
import { analyse } from "./analyse.ts";
import type { AnalysedPattern } from "./analysed.ts";
import { MAX_LENGTH } from "./body.ts";
import { PatternError } from "./error.ts";
import { diagnosticsOf, type Finding, inOrder, type PatternContext, serviceMessage } from "./finding.ts";
import { parse } from "./parse.ts";
import type { Pattern } from "./syntax.ts";
import { warningsOf } from "./warnings/warnings.ts";

export interface PatternOptions {
  /** Where the pattern is used: the service's words depend on it. Default `"metric-filter"`. */
  readonly context?: PatternContext | undefined;
}

/** Everything that is known about a pattern's text. */
export interface CheckedPattern {
  readonly pattern: Pattern;
  readonly diagnostics: readonly Diagnostic[];
  /** What the service would answer; undefined when it accepts. */
  readonly serviceMessage: string | undefined;
  /** Undefined when the service refuses. */
  readonly analysed: AnalysedPattern | undefined;
}

export function checkPattern(text: string, options: PatternOptions = {}): CheckedPattern {
  const { pattern, findings, answer, analysed } = judge(text, options);
  const warnings = analysed === undefined ? [] : warningsOf(pattern, analysed, text);
  const diagnostics = inOrder([...diagnosticsOf(findings), ...warnings]).map((one) => withinQuota(one, text));
  return { pattern, diagnostics, serviceMessage: answer, analysed };
}

interface Verdict {
  readonly pattern: Pattern;
  readonly findings: readonly Finding[];
  readonly answer: string | undefined;
  readonly analysed: AnalysedPattern | undefined;
}

function judge(text: string, options: PatternOptions): Verdict {
  const { pattern, findings } = parse(text);
  const analysis = analyse(pattern, text);
  const all = [...findings, ...analysis.findings];
  const answer = serviceMessage(all, options.context ?? "metric-filter");
  return { pattern, findings: all, answer, analysed: answer === undefined ? analysis.analysed : undefined };
}

/** Without the fixes that would make the pattern too long. */
function withinQuota(one: Diagnostic, text: string): Diagnostic {
  if (one.fixes === undefined) return one;
  const { fixes, ...rest } = one;
  const fitting = fixes.filter((fix) => fixedLength(text.length, fix) <= MAX_LENGTH);
  return fitting.length === fixes.length ? one : fitting.length === 0 ? rest : { ...rest, fixes: fitting };
}

/**
 * Every mistake in a filter pattern, in the order of the text; of one that the service accepts, what was surely not meant.
 * Never throws; the service accepts the pattern exactly when none of them has severity "error".
 */
export function validatePattern(text: string, options: PatternOptions = {}): readonly Diagnostic[] {
  return checkPattern(text, options).diagnostics;
}

/** The meaning of a pattern. Throws PatternError when the service would refuse it. */
export function requirePattern(text: string, options: PatternOptions = {}): AnalysedPattern {
  const { analysed } = judge(text, options);
  if (analysed !== undefined) return analysed;
  const { diagnostics, serviceMessage: answer } = checkPattern(text, options);
  throw new PatternError(diagnostics, answer ?? "Invalid filter pattern");
}
