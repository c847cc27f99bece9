// Holds: the colours of the patterns of a document.
// In: a reading. Out: semantic tokens, as the protocol writes them: five numbers each, relative to the token before.
// Always: in the order of the text, none over another, none over a line's end; what stands in a hole has no colour of ours.

import { classify, type TokenKind } from "../editor/classify.ts";
import type { Span } from "../text/span.ts";
import type { WrittenPattern } from "./patterns.ts";
import type { Reading } from "./reading.ts";

/** The protocol's own types, so that every theme has a colour for each. */
export const TOKEN_TYPES: readonly string[] = [
  ...["string", "number", "regexp", "property", "variable", "keyword", "operator"],
];

/** Marks are as the document's own text; mistakes are told by findings. */
const TYPES: Readonly<Partial<Record<TokenKind, string>>> = {
  ...{ string: "string", number: "number", regex: "regexp", wildcard: "operator" },
  ...{ selector: "property", name: "variable", keyword: "keyword", operator: "operator" },
};

interface Token {
  readonly span: Span;
  readonly type: number;
}

export function tokensOf({ patterns, text }: Reading): number[] {
  const tokens = patterns.flatMap((pattern) => [...tokensIn(pattern)]).sort((a, b) => a.span.start - b.span.start);
  const data: number[] = [];
  let [end, lastLine, lastCharacter] = [0, 0, 0];
  for (const token of tokens)
    for (const part of text.lineParts(token.span)) {
      if (part.start < end) continue;
      const { line, character } = text.positionAt(part.start);
      const from = line === lastLine ? lastCharacter : 0;
      data.push(line - lastLine, character - from, part.end - part.start, token.type, 0);
      [end, lastLine, lastCharacter] = [part.end, line, character];
    }
  return data;
}

function* tokensIn(pattern: WrittenPattern): Iterable<Token> {
  for (const { kind, span } of classify(pattern.text)) {
    const type = TOKEN_TYPES.indexOf(TYPES[kind] ?? "");
    if (type === -1) continue;
    for (const part of pattern.outsideHoles(span)) {
      const where = pattern.inDocument(part);
      if (where !== undefined && where.end > where.start) yield { span: where, type };
    }
  }
}
