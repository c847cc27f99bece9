// Holds: the token types of metric math, and the lexer made of them.
// In: an expression's text. Out: chevrotain tokens; text that no token fits becomes a token of its own.
// Always: made at first use. A token of a mistake (`=`, `and`, curly quotes) is filed under what was meant, so that the
//   grammar reads on and one run finds every mistake; `mistakes.ts` reports it.

import { createToken, Lexer, type TokenType } from "chevrotain";

export interface MathTokens {
  readonly WhiteSpace: TokenType;
  readonly Number: TokenType;
  readonly Text: TokenType;
  readonly OpenText: TokenType;
  readonly CurlyText: TokenType;
  readonly Name: TokenType;
  readonly LogicalWord: TokenType;
  readonly WrongLogicalWord: TokenType;
  readonly Logical: TokenType;
  readonly WrongLogical: TokenType;
  readonly Comparison: TokenType;
  readonly WrongComparison: TokenType;
  readonly WrongPower: TokenType;
  readonly Minus: TokenType;
  readonly Arithmetic: TokenType;
  readonly LeftParen: TokenType;
  readonly RightParen: TokenType;
  readonly LeftBracket: TokenType;
  readonly RightBracket: TokenType;
  readonly Comma: TokenType;
  readonly Stray: TokenType;
  // What the grammar asks for: a right token or the mistake that was meant as one.
  readonly AnyText: TokenType;
  readonly AnyOperator: TokenType;
}

export interface MathLexer {
  readonly tokens: MathTokens;
  readonly lexer: Lexer;
}

let made: MathLexer | undefined;

/** The token types and the lexer, made once. */
export function mathLexer(): MathLexer {
  made ??= makeLexer();
  return made;
}

function makeLexer(): MathLexer {
  const category = (name: string, label: string): TokenType => createToken({ name, label, pattern: Lexer.NA });
  const AnyText = category("AnyText", "a text in quotes");
  const AnyOperator = category("AnyOperator", "an operator");
  const token = (name: string, pattern: RegExp | string, label: string, categories: TokenType[] = []): TokenType =>
    createToken({ name, pattern, label, categories, line_breaks: true });
  const operator = (name: string, pattern: RegExp | string): TokenType =>
    token(name, pattern, "an operator", [AnyOperator]);

  const WhiteSpace = createToken({ name: "WhiteSpace", pattern: /\s+/, group: Lexer.SKIPPED });
  // `.5`, `5.` and `5e3` are a choice: documented are 2, -5 and 50.25.
  const Num = token("Number", /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/, "a number");
  const Text = token("Text", /"[^"]*"|'[^']*'/, "a text in quotes", [AnyText]);
  const OpenText = token("OpenText", /["'][\s\S]*/, "a text in quotes", [AnyText]);
  const CurlyText = token("CurlyText", /[\u201c\u201d][^\u201c\u201d]*[\u201c\u201d]?/, "a text in quotes", [AnyText]);
  const Name = token("Name", /[A-Za-z_][A-Za-z0-9_]*/, "a metric's id or a function");
  const word = (name: string, pattern: RegExp): TokenType =>
    createToken({ name, pattern, label: "an operator", longer_alt: Name, categories: [AnyOperator] });
  const LogicalWord = word("LogicalWord", /AND|OR/);
  const WrongLogicalWord = word("WrongLogicalWord", /and|or/i);
  const Logical = operator("Logical", /&&|\|\|/);
  const WrongLogical = operator("WrongLogical", /[&|]/);
  const Comparison = operator("Comparison", /==|!=|<=|>=|<(?!>)|>/);
  const WrongComparison = operator("WrongComparison", /<>|=[<>]?/);
  const WrongPower = operator("WrongPower", "**");
  const Minus = operator("Minus", "-");
  const Arithmetic = operator("Arithmetic", /[+*/^]/);
  const LeftParen = token("LeftParen", "(", "(");
  const RightParen = token("RightParen", ")", ")");
  const LeftBracket = token("LeftBracket", "[", "[");
  const RightBracket = token("RightBracket", "]", "]");
  const Comma = token("Comma", ",", ",");
  const Stray = token("Stray", /[^\sA-Za-z0-9_"'\u201c\u201d()[\],+\-*/^<>=&|]+/, "anything else");

  const tokens: MathTokens = {
    ...{ WhiteSpace, Number: Num, Text, OpenText, CurlyText, Name, LogicalWord, WrongLogicalWord, Logical },
    ...{ WrongLogical, Comparison, WrongComparison, WrongPower, Minus, Arithmetic },
    ...{ LeftParen, RightParen, LeftBracket, RightBracket, Comma, Stray, AnyText, AnyOperator },
  };
  const order = [
    ...[AnyText, AnyOperator, WhiteSpace, Num, Text, OpenText, CurlyText, LogicalWord, WrongLogicalWord, Name],
    ...[Logical, WrongLogical, Comparison, WrongComparison, WrongPower, Minus, Arithmetic],
    ...[LeftParen, RightParen, LeftBracket, RightBracket, Comma, Stray],
  ];
  return { tokens, lexer: new Lexer(order, { positionTracking: "onlyOffset", skipValidations: true }) };
}
