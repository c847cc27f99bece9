// Holds: what of a source is counted, and told once at its end.
// In: counts. Out: problems, by call.

import { counted, type Place, type ProblemCode, type ProblemLog } from "./problem.ts";
import type { Tally } from "./tally.ts";

const FORMS = "ISO 8601, syslog or Apache";

/** Kinds of lines or records that are not told one by one. */
export type CountedKind = "textWithoutTime" | "jsonWithoutTime" | "notUtf8";
export type Tallies = Readonly<Record<CountedKind, Tally>>;

/** How each is told. */
const COUNTED: readonly (readonly [kind: CountedKind, code: ProblemCode, noun: string, what: string])[] = [
  [
    ...(["textWithoutTime", "without-time", "text line"] as const),
    `without a time near the head (${FORMS}), and none before to take it from: left out`,
  ],
  [
    ...(["jsonWithoutTime", "without-time", "JSON event"] as const),
    `without a time (${FORMS}, or epoch seconds to nanoseconds, in timestamp, time, @timestamp or eventTime): left out`,
  ],
  ["notUtf8", "not-utf8", "event", "with bytes that are not UTF-8, read as U+FFFD"],
];

export function tellTallies(tallies: Tallies, problems: ProblemLog, unit: Place["unit"]): void {
  for (const [kind, code, noun, what] of COUNTED) {
    const { count, first } = tallies[kind];
    if (count > 0) problems.add(code, `${counted(count, noun)} ${what}`, { line: first, unit }, count);
  }
}
