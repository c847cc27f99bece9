// Holds: the colouring of a pattern.
// In: any string. Out: spans with what they are, in the order of the text.
// Always: total; spans lie inside the text and do not overlap; every character that is no blank is in one of them.

import { type Piece, type PieceKind, pieces } from "../pattern/pieces.ts";
import { type Span, span } from "../text/span.ts";

export type TokenKind =
  | ("string" | "number" | "regex" | "wildcard" | "selector" | "name")
  | ("keyword" | "operator" | "punctuation" | "invalid");

export interface ClassifiedToken {
  readonly kind: TokenKind;
  readonly span: Span;
}

/** What each stretch of a pattern is, for colouring. */
export function classify(text: string): readonly ClassifiedToken[] {
  return pieces(text).flatMap((piece) => (piece.kind === "text" ? valueTokens(text, piece) : [plain(piece)]));
}

const COLOURS: Readonly<Record<PieceKind, TokenKind>> = {
  ...{ open: "punctuation", close: "punctuation", group: "punctuation", ungroup: "punctuation", comma: "punctuation" },
  ...{ term: "string", text: "string", number: "number", regex: "regex", selector: "selector", name: "name" },
  ...{ exclude: "operator", optional: "operator", equality: "operator", order: "operator", and: "operator" },
  ...{ or: "operator", ellipsis: "wildcard", is: "keyword", state: "keyword", not: "keyword", exists: "keyword" },
  mistake: "invalid",
};

function plain({ kind, span: where }: Piece): ClassifiedToken {
  return { kind: COLOURS[kind], span: where };
}

/** The `*` of a value stand out from its text. */
function valueTokens(text: string, { span: where }: Piece): readonly ClassifiedToken[] {
  const found = text.slice(where.start, where.end).matchAll(/\*+|[^*]+/g);
  return [...found].map(([run, ..._], index, all) => {
    const start = where.start + (all[index]?.index ?? 0);
    return { kind: run.startsWith("*") ? "wildcard" : "string", span: span(start, start + run.length) };
  });
}
