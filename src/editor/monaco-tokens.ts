// Holds: the colours of a pattern in Monaco, which asks for them line by line.
// In: a line, and what stood before it. Out: the names that Monaco's themes colour, where each begins.
// Always: total; a text or an expression that goes on in the next line is coloured as unfinished in its first.

import type * as Monaco from "monaco-editor";
import { MAX_LENGTH } from "../pattern/body.ts";
import { classify, type TokenKind } from "./classify.ts";

const NAMES: Readonly<Record<TokenKind, string>> = {
  ...{ string: "string", number: "number", regex: "regexp", wildcard: "regexp.wildcard", selector: "variable" },
  ...{ name: "variable.name", keyword: "keyword", operator: "operator", punctuation: "delimiter", invalid: "invalid" },
};

/** The lines before: what a piece is depends on all of them. */
class Before implements Monaco.languages.IState {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  clone(): Before {
    return new Before(this.text);
  }

  equals(other: Monaco.languages.IState): boolean {
    return other instanceof Before && other.text === this.text;
  }
}

export const tokensProvider: Monaco.languages.TokensProvider = {
  getInitialState: () => new Before(""),
  tokenize(line, state) {
    const before = state instanceof Before ? state.text : "";
    // Nothing that is too long for a pattern is read: it would be read once for each of its lines.
    if (before.length > MAX_LENGTH) return { tokens: [], endState: state };
    return { tokens: tokensOf(before, line), endState: new Before(`${before}${line}\n`) };
  },
};

function tokensOf(before: string, line: string): Monaco.languages.IToken[] {
  const tokens: Monaco.languages.IToken[] = [];
  let end = 0;
  for (const { kind, span } of classify(before + line)) {
    if (span.end <= before.length) continue;
    const start = Math.max(0, span.start - before.length);
    if (start > end) tokens.push({ startIndex: end, scopes: "" });
    tokens.push({ startIndex: start, scopes: `${NAMES[kind]}.cwfilter` });
    end = span.end - before.length;
  }
  if (end < line.length) tokens.push({ startIndex: end, scopes: "" });
  return tokens;
}
