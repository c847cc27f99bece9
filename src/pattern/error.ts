// Holds: the one error that `compile…` functions throw.
// In: diagnostics and the service's answer. Out: an Error whose message names the first finding.
// Always: at least one diagnostic of severity "error".

import type { Diagnostic } from "../text/diagnostic.ts";

/** A pattern or a metric filter that the service would refuse. */
export class PatternError extends Error {
  override readonly name: string = "PatternError";
  /** Everything that is wrong, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text the service would answer. */
  readonly serviceMessage: string;

  constructor(diagnostics: readonly Diagnostic[], serviceMessage: string) {
    const first = diagnostics.find((d) => d.severity === "error") ?? diagnostics[0];
    const where = first === undefined || first.path !== undefined ? "" : ` (at ${first.span.start})`;
    super(first === undefined ? serviceMessage : `${first.message}${where}`);
    this.diagnostics = diagnostics;
    this.serviceMessage = serviceMessage;
  }
}
