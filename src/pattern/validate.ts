// Holds: the one place where a pattern is checked whole.
// In: a pattern's text, and where it is used. Out: diagnostics, the service's answer, the analysed pattern of a valid one.
// Always: `validatePattern` never throws; [] means that the service accepts the pattern.

import type { Diagnostic } from "../text/diagnostic.ts";
import { analyse } from "./analyse.ts";
import type { AnalysedPattern } from "./analysed.ts";
import { PatternError } from "./error.ts";
import { diagnosticsOf, type PatternContext, serviceMessage } from "./finding.ts";
import { parse } from "./parse.ts";
import type { Pattern } from "./syntax.ts";

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
  const { pattern, findings } = parse(text);
  const analysis = analyse(pattern, text);
  const all = [...findings, ...analysis.findings];
  const answer = serviceMessage(all, options.context ?? "metric-filter");
  return {
    pattern,
    diagnostics: diagnosticsOf(all),
    serviceMessage: answer,
    analysed: answer === undefined ? analysis.analysed : undefined,
  };
}

/** Every mistake in a filter pattern, in the order of the text. Never throws; `[]` means that the service accepts it. */
export function validatePattern(text: string, options: PatternOptions = {}): readonly Diagnostic[] {
  return checkPattern(text, options).diagnostics;
}

/** The meaning of a pattern. Throws PatternError when the service would refuse it. */
export function requirePattern(text: string, options: PatternOptions = {}): AnalysedPattern {
  const checked = checkPattern(text, options);
  if (checked.analysed === undefined) {
    throw new PatternError(checked.diagnostics, checked.serviceMessage ?? "Invalid filter pattern");
  }
  return checked.analysed;
}
