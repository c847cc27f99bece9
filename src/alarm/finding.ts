// Holds: one finding about a request for an alarm.
// In: a code, the member it is about, a sentence. Out: a diagnostic with a path; a wrong value made fit for a sentence.
// Always: never throws, whatever the value.

import type { DiagnosticCode } from "../text/catalogue.ts";
import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import { nearest } from "../text/nearest.ts";

/** A finding about the member at `path`, such as `Dimensions[3]`. */
export function finding(code: DiagnosticCode, path: string, message: string, expected?: readonly string[]): Diagnostic {
  return diagnostic(code, { start: 0, end: 0 }, message, expected === undefined ? { path } : { path, expected });
}

/** A wrong value inside a sentence: short, on one line, whatever it is. */
export function shown(value: unknown): string {
  const text = typeof value === "string" ? value : written(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // What JSON can't hold: circular objects, bigints, a toJSON that throws.
    return typeof value === "bigint" ? `${value}` : `a value of type ${typeof value}`;
  }
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
