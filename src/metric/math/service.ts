// Holds: what the service answers to a mistake in an expression.
// In: a finding, the Id of its query, the problem in the service's words. Out: the finding with the whole answer beside it.
// Always: only words that were observed [O]; a finding without them has no answer.

import type { Diagnostic } from "../../text/diagnostic.ts";

/** The finding, with `Error in expression 'e1': …` as a related message. */
export function answered(finding: Diagnostic, id: string, problem: string): Diagnostic {
  const message = `The service answers: Error in expression '${id}': ${problem}`;
  return { ...finding, related: [{ span: finding.span, message }] };
}

export function idNotFound(name: string): string {
  return `ID '${name}' not found`;
}

export function functionNotFound(name: string): string {
  return `Function '${name}' not found`;
}

/** To a scalar or a text as the result. */
export const NO_SERIES = "The return value of the expression must be TimeSeries or Array[TimeSeries]";
