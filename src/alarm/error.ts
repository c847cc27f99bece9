// Holds: the one error of this folder.
// In: the findings that make an evaluation meaningless. Out: an Error that carries them.
// Always: at least one finding is an error; the message tells the first and how many more there are.

import type { Diagnostic } from "../text/diagnostic.ts";
import { finding } from "./finding.ts";

/** Thrown when an alarm or its slots can't be evaluated. */
export class AlarmError extends Error {
  override readonly name = "AlarmError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const [first, ...more] = diagnostics;
    const where = first?.path === undefined ? "" : `${first.path}: `;
    super(
      `${where}${first?.message ?? "the alarm can't be evaluated"}${more.length > 0 ? ` (and ${more.length} more)` : ""}`,
    );
    this.diagnostics = diagnostics;
  }
}

/** The error about one thing, at `path`, without which an evaluation means nothing. */
export function unusable(message: string, path: string, expected?: readonly string[]): AlarmError {
  return new AlarmError([finding("alarm-slots", path, message, expected)]);
}
