// Holds: what can be mended at a place.
// In: a text and a span. Out: the fixes of the findings that touch it.
// Always: a fix is the one its finding carries; nothing is invented here.

import { validatePattern } from "../pattern/validate.ts";
import type { Diagnostic, Fix } from "../text/diagnostic.ts";
import type { Span } from "../text/span.ts";

export interface OfferedFix extends Fix {
  /** What it mends. */
  readonly diagnostic: Diagnostic;
}

/** The fixes for what is wrong at a span, in the order of the text; a span that is empty is a cursor. */
export function fixes(text: string, where: Span): readonly OfferedFix[] {
  return validatePattern(text)
    .filter(({ span }) => span.start <= where.end && where.start <= span.end)
    .flatMap((diagnostic) => (diagnostic.fixes ?? []).map((fix) => ({ ...fix, diagnostic })));
}
