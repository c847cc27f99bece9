// Holds: the one error that evaluating a rule throws.
// In: diagnostics and the service's answer. Out: an Error whose message names the first finding.
// Always: at least one diagnostic of severity "error".

import type { Diagnostic } from "../../text/diagnostic.ts";

/** An alarm rule that the service would refuse. */
export class AlarmRuleError extends Error {
  override readonly name = "AlarmRuleError";
  /** Everything that is wrong, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text the service would answer. */
  readonly serviceMessage: string;

  constructor(diagnostics: readonly Diagnostic[], serviceMessage: string) {
    const first = diagnostics.find(({ severity }) => severity === "error");
    super(first === undefined ? serviceMessage : `${first.message} (at ${first.span.start})`);
    this.diagnostics = diagnostics;
    this.serviceMessage = serviceMessage;
  }
}
