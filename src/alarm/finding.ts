// Holds: one finding about a request for an alarm.
// In: a code, the member it is about, a sentence. Out: a diagnostic with a path.
// Always: never throws, whatever the value.

import type { DiagnosticCode } from "../text/catalogue.ts";
import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import { nearest } from "../text/nearest.ts";
import { shown } from "../text/shown.ts";

/** A finding about the member at `path`, such as `Dimensions[3]`. */
export function finding(code: DiagnosticCode, path: string, message: string, expected?: readonly string[]): Diagnostic {
  return diagnostic(code, { start: 0, end: 0 }, message, expected === undefined ? { path } : { path, expected });
}

/** An object with members, as a request and its parts have to be. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How many unknown members of one object are told. */
const TOLD = 50;

/** Members that an object of the API does not have, each with the name that was probably meant. */
export function* unknownMembers(value: object, known: readonly string[], of: string, path = ""): Iterable<Diagnostic> {
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  for (const name of unknown.slice(0, TOLD)) {
    const meant = nearest(name, known);
    const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
    yield finding(
      "alarm-unknown-member",
      `${path}${shown(name)}`,
      `${of} has no member ${shown(name)}${hint}`,
      meant === undefined ? undefined : [meant],
    );
  }
}
