// Holds: what tocsin says about something that is wrong: the shape of one finding.
// In: a code of the catalogue, a span, a sentence. Out: a plain object, safe to send anywhere.
// Always: the code is in the catalogue, from which severity and documentation come; the span lies inside the text it is about.

import { CATALOGUE, type DiagnosticCode } from "./catalogue.ts";
import type { Span } from "./span.ts";

export type Severity = "error" | "warning" | "information";

/** One replacement: the text at `span` becomes `text`. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** A change that removes the finding; its edits do not overlap. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** A second place that helps to understand the first ("opened here"). */
export interface Related {
  readonly span: Span;
  readonly message: string;
}

/** One finding. `error` means the service refuses; `warning` that it accepts and likely misreads. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One plain sentence. */
  readonly message: string;
  /** Where, in UTF-16 offsets of the text that was checked. `{0, 0}` for a finding about a request's field: see `path`. */
  readonly span: Span;
  /** For a finding about a request object: the member it is about, such as `metricTransformations[0].metricValue`. */
  readonly path?: string;
  /** What could have stood there, in words. */
  readonly expected?: readonly string[];
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  /** The page that explains the code. */
  readonly docs: string;
}

/** What a finding may carry beside code, span and message. */
export type DiagnosticExtras = Pick<Diagnostic, "path" | "expected" | "related" | "fixes">;

/** Makes a finding; severity and documentation come from the catalogue. */
export function diagnostic(
  code: DiagnosticCode,
  span: Span,
  message: string,
  extras: DiagnosticExtras = {},
): Diagnostic {
  return { code, severity: CATALOGUE[code].severity, message, span, ...extras, docs: `docs/diagnostics.md#${code}` };
}

/** True when at least one finding means refusal. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === "error");
}
