// Holds: how a token's text becomes a node: escapes, selector steps, values.
// In: tokens (of mistakes too, read as what was meant). Out: nodes of the syntax tree.
// Always: total: any token gives a node.

import { type IToken, tokenMatcher } from "chevrotain";
import { cover, type Span, span } from "../text/span.ts";
import type { Selector, Step, Term, Value } from "./syntax.ts";
import { type Tokens, WORD_CHARACTERS } from "./tokens.ts";

/** The text inside quotes: `\"` and `\\` are escapes [O], any other backslash is itself [chosen]. */
function unquote(image: string): string {
  const closed = image.length > 1 && image.endsWith('"');
  return image.slice(1, closed ? -1 : undefined).replace(/\\(["\\])/g, "$1");
}

export function readTerm(sign: IToken | undefined, token: IToken, textSpan: Span): Term {
  const quoted = token.image.startsWith('"');
  const role = sign === undefined ? "required" : sign.image === "-" ? "excluded" : "optional";
  const start = sign === undefined ? textSpan.start : sign.startOffset;
  const { image } = token;
  // Single and typographic quotes are read as what was meant.
  const text = quoted ? unquote(image) : /^['\u201c\u201d].*['\u201c\u201d]$/s.test(image) ? image.slice(1, -1) : image;
  return { role, quoted, text, textSpan, span: span(start, textSpan.end) };
}

export function readValue(token: IToken, where: Span, t: Tokens): Value {
  const { image } = token;
  if (token.isInsertedInRecovery) return { kind: "error", span: where };
  if (tokenMatcher(token, t.Number)) return { kind: "number", source: image, span: where };
  if (tokenMatcher(token, t.AnyRegex)) {
    const source = image.slice(1, image.length > 1 && image.endsWith("%") ? -1 : undefined);
    return { kind: "regex", source, readable: tokenMatcher(token, t.Regex), span: where };
  }
  if (image.startsWith('"')) return { kind: "text", quoted: true, text: unquote(image), span: where };
  if (tokenMatcher(token, t.WrongQuoted)) return { kind: "text", quoted: true, text: image.slice(1, -1), span: where };
  return { kind: "text", quoted: false, text: image, span: where };
}

/** The name written at a field's place. */
export function readName(token: IToken): string {
  return token.image.startsWith('"') ? unquote(token.image) : token.image;
}

// One step, sticky: a name, a name in `['…']`, a wildcard, an index. Double quotes and a missing dot are mistakes read as meant.
const STEP = new RegExp(
  `\\.?\\['([^']*)'\\]|\\.?\\["([^"]*)"\\]|\\."([^"]*)"|\\.(\\*)|\\[(\\*)\\]|\\[(\\d+)\\]|\\.?([${WORD_CHARACTERS}\\-]+)`,
  "uy",
);

/** The steps of a selector, as far as they can be read. */
export function readSelector(image: string, where: Span): Selector {
  const steps: Step[] = [];
  const first = image.startsWith("$") ? 1 : 0;
  STEP.lastIndex = first;
  for (let at = first; at < image.length; at = STEP.lastIndex) {
    const found = STEP.exec(image);
    if (found === null) break;
    const stepSpan = span(where.start + at, where.start + STEP.lastIndex);
    const name = found[1] ?? found[2] ?? found[3] ?? found[7];
    if (name !== undefined) steps.push({ kind: "name", name, span: stepSpan });
    else if (found[6] !== undefined) steps.push({ kind: "index", index: Number(found[6]), span: stepSpan });
    else steps.push({ kind: "wildcard", span: stepSpan });
  }
  return { kind: "selector", steps, span: steps.length === 0 ? where : cover(where, steps[0]!.span) };
}
