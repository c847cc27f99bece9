// Holds: what a compiled pattern can do.
// In: log events, as text or as UTF-8 bytes. Out: whether they match, and the values taken from them.
// Always: never throws on a text or bytes (anything else is a TypeError); the same answer for a text and for its bytes.

import type { Explanation } from "./explanation.ts";

/** A match, with what was extracted. */
export interface Match {
  /**
   * For space-delimited patterns every field of the event: `$name`, or `$position` (from 1) for unnamed fields and those under
   * `...`. Empty for all other patterns, as in the service's answer [O].
   */
  readonly extractedValues: Readonly<Record<string, string>>;
}

/** A compiled filter pattern. */
export interface Matcher {
  readonly kind: "all" | "terms" | "regex" | "json" | "fields";
  /** The pattern. */
  readonly text: string;
  /** Whether the event matches. */
  test(event: string | Uint8Array): boolean;
  /** The match, or undefined. */
  match(event: string | Uint8Array): Match | undefined;
  /** Why the event matches or does not, clause by clause, with places in pattern and event. Slower than `test`. */
  explain(event: string | Uint8Array): Explanation;
}
