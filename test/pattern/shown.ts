// Holds: what is said about a pattern, whole, as a reader sees it: places are marked with ‹ ›, fixes are told by what they leave.
// In: a pattern. Out: its findings as plain data. Always: nothing of a finding is left out but what the catalogue adds to its code.

import { validatePattern } from "../../src/index.ts";
import { applyFix } from "../../src/text/fix.ts";
import type { Span } from "../../src/text/span.ts";
import { marked as markedIn } from "./told.ts";

/** A finding: the code, the place, the sentence, and then other places and fixes, where there are any. */
export interface Told {
  readonly code: string;
  readonly at: string;
  readonly message: string;
  readonly expected?: readonly string[];
  /** Each place with what is said of it. */
  readonly related?: Readonly<Record<string, string>>;
  /** Each title with the pattern that the fix leaves. */
  readonly fixes?: Readonly<Record<string, string>>;
}

export function told(pattern: string): readonly Told[] {
  const marked = (span: Span): string => markedIn(pattern, span);
  return validatePattern(pattern).map(({ code, span, message, expected, related, fixes }) => ({
    ...{ code, at: marked(span), message },
    ...(expected && { expected }),
    ...(related && { related: Object.fromEntries(related.map((one) => [marked(one.span), one.message])) }),
    ...(fixes && { fixes: Object.fromEntries(fixes.map((fix) => [fix.title, applyFix(pattern, fix)])) }),
  }));
}
