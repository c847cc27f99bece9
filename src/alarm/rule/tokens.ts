// Holds: the token types of alarm rules, and the lexer made of them.
// In: a rule's text. Out: chevrotain tokens; every text is made of them, so that nothing is lost.
// Always: made at first use. Keywords are read in any case, and signs of other languages as what they mean (`&&` as AND): the
//   grammar reads on, and names what was not written as the service wants it. Any word may also be an alarm's name [O].

import { createToken, Lexer, type TokenType } from "chevrotain";

export interface RuleTokens {
  readonly And: TokenType;
  readonly Or: TokenType;
  readonly Not: TokenType;
  readonly Constant: TokenType;
  readonly State: TokenType;
  readonly AtLeast: TokenType;
  readonly Quoted: TokenType;
  readonly OpenQuote: TokenType;
  readonly SingleQuoted: TokenType;
  readonly Word: TokenType;
  readonly LeftParen: TokenType;
  readonly RightParen: TokenType;
  readonly Comma: TokenType;
  // What the grammar asks for.
  readonly AnyName: TokenType;
  readonly AnyOther: TokenType;
}

export interface RuleLexer {
  readonly tokens: RuleTokens;
  readonly lexer: Lexer;
}

let made: RuleLexer | undefined;

export function ruleLexer(): RuleLexer {
  made ??= makeLexer();
  return made;
}

function makeLexer(): RuleLexer {
  const category = (name: string, label: string): TokenType => createToken({ name, label, pattern: Lexer.NA });
  const AnyName = category("AnyName", "an alarm's name");
  // What begins no operand.
  const AnyOther = category("AnyOther", "a word");

  const Word = createToken({
    name: "Word",
    label: "a word",
    pattern: /[^\s(),"]+/,
    categories: [AnyName, AnyOther],
    line_breaks: false,
  });
  const keyword = (name: string, pattern: RegExp, label: string): TokenType =>
    createToken({ name, pattern, label, longer_alt: Word, categories: [AnyName] });
  const And = keyword("And", /AND|&&?/i, "AND");
  const Or = keyword("Or", /OR|\|\|?/i, "OR");
  const Not = keyword("Not", /NOT|!/i, "NOT");
  const Constant = keyword("Constant", /TRUE|FALSE/i, "TRUE or FALSE");
  const State = keyword("State", /ALARM|OK|INSUFFICIENT_DATA/i, "ALARM, OK or INSUFFICIENT_DATA");
  const AtLeast = keyword("AtLeast", /AT_LEAST/i, "AT_LEAST");

  const text = (name: string, pattern: RegExp): TokenType =>
    createToken({ name, pattern, label: "a quoted name", categories: [AnyName, AnyOther], line_breaks: true });
  const Quoted = text("Quoted", /"(?:\\"|[^"])*"/);
  const OpenQuote = text("OpenQuote", /"[\s\S]*/);
  // Single quotes are part of a word; those around blanks were meant as quotes.
  const SingleQuoted = text("SingleQuoted", /'[^'(),"\s]*\s[^'(),"]*'/);

  const sign = (name: string, pattern: string): TokenType => createToken({ name, pattern, label: pattern });
  const LeftParen = sign("LeftParen", "(");
  const RightParen = sign("RightParen", ")");
  const Comma = sign("Comma", ",");
  const WhiteSpace = createToken({ name: "WhiteSpace", pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });

  const words = [And, Or, Not, Constant, State, AtLeast];
  const texts = [Quoted, OpenQuote, SingleQuoted];
  const order = [AnyName, AnyOther, WhiteSpace, LeftParen, RightParen, Comma, ...texts, ...words, Word];
  return {
    tokens: {
      ...{ And, Or, Not, Constant, State, AtLeast, Quoted, OpenQuote, SingleQuoted, Word },
      ...{ LeftParen, RightParen, Comma, AnyName, AnyOther },
    },
    lexer: new Lexer(order, { positionTracking: "onlyOffset", skipValidations: true }),
  };
}

/** What a token says when it stands for a name: the text in its quotes. */
export function nameIn(image: string): string {
  if (image.startsWith('"')) return image.replace(/^"|"$/g, "").replaceAll('\\"', '"');
  return /^'[\s\S]*\s[\s\S]*'$/.test(image) ? image.slice(1, -1) : image;
}
