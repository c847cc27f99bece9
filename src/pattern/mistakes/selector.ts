// Holds: what is said about a property selector that is not written as the service reads it.
// In: the whole pattern, the selector's text and place. Out: a finding with the service's text, and the right form where it is sure.
// Always: the service quotes the shortest piece, from the last whole step on, that no selector goes on with [O].

import { replacement } from "../../text/fix.ts";
import type { Span } from "../../text/span.ts";
import { type Finding, finding, invalidTerm } from "../finding.ts";
import { readSelector } from "../nodes.ts";
import { SELECTOR } from "../tokens.ts";
import { selectorText } from "../write.ts";

export function isSelector(text: string): boolean {
  return new RegExp(`^${SELECTOR}$`, "u").test(text);
}

export function wrongSelector(text: string, image: string, where: Span): Finding {
  const steps = readSelector(image, where).steps;
  const right = steps.length === 0 ? undefined : selectorText(steps);
  return finding(
    "selector-form",
    where,
    "A property selector is written `$.name`, `$.['any name']`, `[0]` and `[*]` or `.*` after a name",
    {
      service: invalidTerm(selectorPiece(text, where.start)),
      expected: ["a selector such as $.name"],
      // Only a rewriting that covers all that was written is a fix.
      ...(right !== undefined &&
        isSelector(right) &&
        steps[steps.length - 1]!.span.end === where.end && { fixes: [replacement(`Write ${right}`, where, right)] }),
    },
  );
}

/** The shortest piece, from the last whole step on, that no selector goes on with. */
function selectorPiece(text: string, start: number): string {
  const whole = new RegExp(SELECTOR, "uy");
  whole.lastIndex = start;
  const at = whole.test(text) ? whole.lastIndex : text[start + 1] === "." ? start + 1 : -1;
  if (at === -1) return text.slice(start, start + 2);
  return text.slice(at === start + 1 ? start : at, stepEnd(text, at));
}

/** Where the step at `at` stops being one: the index after the first character that does not fit. */
function stepEnd(text: string, at: number): number {
  if (text[at] === "[") {
    let end = at + 1;
    while (/[0-9]/.test(text[end] ?? "")) end++;
    return Math.min(end + 1, text.length);
  }
  if (text[at] !== ".") return at + 1;
  if (text[at + 1] !== "[") return Math.min(at + 2, text.length);
  if (text[at + 2] !== "'") return Math.min(at + 3, text.length);
  const close = text.indexOf("'", at + 3);
  if (close === -1) return text.length;
  return Math.min(close === at + 3 ? close + 1 : close + 2, text.length);
}
