// Holds: where variables stand in a text: `${self:custom.x}` of Serverless, `${var.x}` and `%{ if … }` in Terraform's JSON.
// In: a text. Out: the stretches that are filled before anybody reads the text.
// Always: braces inside a variable are counted; `$${` is no variable; a variable that is not closed is none.

import { type Span, span } from "../text/span.ts";

export function variablesIn(text: string): readonly Span[] {
  const found: Span[] = [];
  for (let at = 0; at < text.length; at++) {
    const c = text[at]!;
    if ((c !== "$" && c !== "%") || text[at + 1] !== "{") continue;
    // A regular expression of the pattern may end before a brace.
    if (c === "%" && !/^%\{~?\s*(if|else|endif|for|endfor)\b/.test(text.slice(at, at + 20))) continue;
    if (text[at - 1] === c) continue;
    const end = closing(text, at + 2);
    if (end === -1) return found;
    found.push(span(at, end));
    at = end - 1;
  }
  return found;
}

function closing(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "{") open++;
    else if (text[at] === "}" && --open === 0) return at + 1;
  }
  return -1;
}
