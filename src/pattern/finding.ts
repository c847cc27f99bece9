// Holds: a diagnostic together with what the service would answer to the same mistake.
// In: code, span, sentence, and the service's text where it is known. Out: findings that parsing and analysis collect.
// Always: the service reports one mistake only, the earliest of the earliest stage: `serviceMessage` picks it.

import type { DiagnosticCode } from "../text/catalogue.ts";
import { type Diagnostic, type DiagnosticExtras, diagnostic } from "../text/diagnostic.ts";
import type { Span } from "../text/span.ts";

/**
 * The service checks in stages [I, from which text wins when several could]: the length, the closing character,
 * then tokens and grammar from left to right, then names and quotas.
 */
export type Stage = "length" | "end" | "grammar" | "meaning";

const STAGES: readonly Stage[] = ["length", "end", "grammar", "meaning"];

export interface Finding {
  readonly diagnostic: Diagnostic;
  readonly stage: Stage;
  /** Where the service stumbles, which may be later than where our span starts. */
  readonly at: number;
  /** The service's text; undefined stands for its generic "Invalid … pattern". */
  readonly service: string | undefined;
}

/** Where a pattern is used; the service's generic text depends on it. */
export type PatternContext = "metric-filter" | "subscription-filter" | "query";

const GENERIC: Readonly<Record<PatternContext, string>> = {
  "metric-filter": "Invalid metric filter pattern",
  "subscription-filter": "Invalid subscription filter pattern",
  query: "Invalid filter pattern",
};

interface FindingOptions extends DiagnosticExtras {
  readonly stage?: Stage;
  readonly at?: number;
  readonly service?: string;
}

/** Makes a finding; the default is a grammar mistake that the service answers with its generic text. */
export function finding(code: DiagnosticCode, span: Span, message: string, options: FindingOptions = {}): Finding {
  const { stage = "grammar", at = span.start, service, ...extras } = options;
  return { diagnostic: diagnostic(code, span, message, extras), stage, at, service };
}

/** The service's text for a term it can't read: the shortest prefix that no token begins with [O]. */
export function invalidTerm(text: string): string {
  return `Invalid character(s) in term '${text}'`;
}

/** What the service would answer, or undefined when it accepts. */
export function serviceMessage(findings: readonly Finding[], context: PatternContext): string | undefined {
  let first: Finding | undefined;
  for (const candidate of findings) {
    if (candidate.diagnostic.severity !== "error") continue;
    if (first === undefined || comesBefore(candidate, first)) first = candidate;
  }
  return first === undefined ? undefined : (first.service ?? GENERIC[context]);
}

function comesBefore(a: Finding, b: Finding): boolean {
  const stages = STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage);
  return stages !== 0 ? stages < 0 : a.at < b.at;
}

/** The diagnostics of findings, in the order of the text. */
export function diagnosticsOf(findings: readonly Finding[]): readonly Diagnostic[] {
  return inOrder(findings.map((f) => f.diagnostic));
}

/** Diagnostics in the order of the text. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
