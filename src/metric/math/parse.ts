// Holds: the way from an expression's text to its syntax tree.
// In: anything. Out: the tree, and every mistake that needs no request to be seen.
// Always: never throws; a text that is too long, or nested too deep, is not read any further.

import { EOF, type IToken } from "chevrotain";
import { type Diagnostic, diagnostic } from "../../text/diagnostic.ts";
import { span } from "../../text/span.ts";
import { parseTokens } from "./grammar.ts";
import { placeOf, stumble, tokenMistake, unknownFunction } from "./mistakes.ts";
import { type MathTokens, mathLexer } from "./tokens.ts";
import type { MathExpression } from "./tree.ts";

/** An expression has at most this many characters [D API]. */
const MAX_EXPRESSION = 2048;

/** Brackets, and `^` among each other, may be nested this deep [chosen]: it keeps recursion within any stack. */
const MAX_DEPTH = 200;

export interface MathParse {
  readonly expression: MathExpression;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a metric math expression. Never throws: mistakes are diagnostics, and places that could not be read are error nodes. */
export function parseMathExpression(text: string): MathParse {
  if (typeof text !== "string") return refused(diagnostic("alarm-request", span(0, 0), "An expression is a text"));
  if (text.length > MAX_EXPRESSION) {
    const message = `An expression has at most ${MAX_EXPRESSION} characters`;
    return refused(diagnostic("alarm-request", span(MAX_EXPRESSION, text.length), message));
  }
  const query = /^\s*SELECT\b/i.exec(text);
  if (query !== null) {
    const where = span(query[0].length - "SELECT".length, query[0].length);
    return refused(diagnostic("math-not-supported", where, "tocsin does not evaluate Metrics Insights queries"));
  }
  return read(text);
}

function refused(finding: Diagnostic): MathParse {
  return { expression: { kind: "error", span: finding.span }, diagnostics: [finding] };
}

function read(text: string): MathParse {
  const { tokens: t, lexer } = mathLexer();
  const all = lexer.tokenize(text).tokens;
  const wrong = all.flatMap((token) => tokenMistake(token, t) ?? []);
  const deep = tooDeep(all, t);
  if (deep !== undefined)
    return { expression: { kind: "error", span: deep.span }, diagnostics: inOrder([...wrong, deep]) };
  const { expression, calls, errors } = parseTokens(all.filter((token) => token.tokenType !== t.Stray));
  const blamed = blamedPlaces(all, t, text.length);
  const stumbles = errors
    .filter(({ token }) => {
      const at = token.tokenType === EOF ? text.length : token.startOffset;
      return !blamed.has(at) && blamed.add(at);
    })
    .map((error) => stumble(error, text));
  const unknown = calls.flatMap((call) => unknownFunction(call) ?? []);
  return {
    expression: expression ?? { kind: "error", span: span(0, text.length) },
    diagnostics: inOrder([...wrong, ...stumbles, ...unknown]),
  };
}

/** Places where another mistake is to blame: what follows something left out, and the end of a text that swallows it. */
function blamedPlaces(all: readonly IToken[], t: MathTokens, end: number): Set<number> {
  const blamed = new Set<number>();
  all.forEach((token, index) => {
    if (token.tokenType === t.Stray) blamed.add(all[index + 1]?.startOffset ?? end);
    if (token.tokenType === t.OpenText) blamed.add(end);
  });
  return blamed;
}

/** How deep the tree will be is known from the tokens, so that no deep one is ever built. */
function tooDeep(tokens: readonly IToken[], t: MathTokens): Diagnostic | undefined {
  const outer: number[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.tokenType === t.LeftParen || token.tokenType === t.LeftBracket) outer.push(depth++);
    else if (token.tokenType === t.RightParen || token.tokenType === t.RightBracket) depth = outer.pop() ?? 0;
    else if (token.image === "^" || token.tokenType === t.WrongPower) depth++;
    else if (endsPower(token, t)) depth = (outer.at(-1) ?? -1) + 1;
    if (depth > MAX_DEPTH)
      return diagnostic("nesting-too-deep", placeOf(token), `An expression is nested at most ${MAX_DEPTH} deep`);
  }
  return undefined;
}

/** A minus may be the sign of an exponent, and does not. */
function endsPower({ tokenType }: IToken, t: MathTokens): boolean {
  return tokenType === t.Comma || (tokenType !== t.Minus && tokenType.CATEGORIES?.includes(t.AnyOperator) === true);
}

function inOrder(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...findings].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
