// Holds: the token types that the three grammars share, and the lexers made of them.
// In: a pattern's text. Out: chevrotain tokens; text that no token fits becomes a token of its own, so that nothing is lost.
// Always: made at first use. A token of a mistake (`==`, `'text'`, `AND`) is filed under what was meant, so that the
//   grammar reads on and one run finds every mistake; `mistakes.ts` reports it.

import {
  type CustomPatternMatcherFunc,
  type CustomPatternMatcherReturn,
  createToken,
  Lexer,
  type TokenType,
} from "chevrotain";
import { REGEX_CHARACTERS } from "./regex.ts";

/** Letters and digits of any script [O for é; I for the rest]. */
export const WORD_CHARACTERS = "\\p{L}\\p{Nd}_";

const BARE = `${WORD_CHARACTERS}.*\\-`;
/** What ends a run of characters meant as one value. */
const ENDS_WORD = "\\s\"'%,|&=<>!(){}[\\]$\\u201c\\u201d";
const NAME_STEP = `\\.(?:[${WORD_CHARACTERS}\\-]+|\\*|\\['[^']+'\\])`;
export const SELECTOR: string = `\\$${NAME_STEP}(?:${NAME_STEP}|\\[(?:\\d+|\\*)\\])*`;

export interface Tokens {
  readonly WhiteSpace: TokenType;
  readonly Quoted: TokenType;
  readonly OpenQuote: TokenType;
  readonly WrongQuoted: TokenType;
  readonly Regex: TokenType;
  readonly WrongRegex: TokenType;
  readonly Number: TokenType;
  readonly Bare: TokenType;
  readonly WrongBare: TokenType;
  readonly Selector: TokenType;
  readonly WrongSelector: TokenType;
  readonly And: TokenType;
  readonly Or: TokenType;
  readonly AndWord: TokenType;
  readonly OrWord: TokenType;
  readonly LoneAnd: TokenType;
  readonly LoneOr: TokenType;
  readonly Equal: TokenType;
  readonly NotEqual: TokenType;
  readonly Order: TokenType;
  readonly WrongOperator: TokenType;
  readonly LeftParen: TokenType;
  readonly RightParen: TokenType;
  readonly Comma: TokenType;
  readonly Ellipsis: TokenType;
  readonly Is: TokenType;
  readonly Null: TokenType;
  readonly True: TokenType;
  readonly False: TokenType;
  readonly Not: TokenType;
  readonly Exists: TokenType;
  readonly Minus: TokenType;
  readonly Question: TokenType;
  readonly Word: TokenType;
  readonly WrongWord: TokenType;
  readonly Stray: TokenType;
  // What the grammars ask for: a right token or the mistake that was meant as one.
  readonly AnyText: TokenType;
  readonly AnyRegex: TokenType;
  readonly AnySelector: TokenType;
  readonly AnyAnd: TokenType;
  readonly AnyOr: TokenType;
  readonly AnyOperator: TokenType;
  readonly AnyTerm: TokenType;
}

type TokenPattern = RegExp | string | CustomPatternMatcherFunc;

/** The token types and the three lexers, each made when it is first asked for. */
export interface Lexers {
  readonly tokens: Tokens;
  readonly terms: Lexer;
  readonly json: Lexer;
  readonly fields: Lexer;
}

let made: Lexers | undefined;

export function lexers(): Lexers {
  made ??= makeLexers();
  return made;
}

/** A pattern with Unicode classes: chevrotain drops the `u` flag of a RegExp, so such patterns are functions. */
function unicode(source: string): CustomPatternMatcherFunc {
  const pattern = new RegExp(source, "uy");
  return (text, offset) => {
    pattern.lastIndex = offset;
    return pattern.exec(text) as CustomPatternMatcherReturn | null;
  };
}

function makeLexers(): Lexers {
  const category = (name: string, label: string): TokenType => createToken({ name, label, pattern: Lexer.NA });
  const AnyText = category("AnyText", "a value");
  const AnyRegex = category("AnyRegex", "a %regex%");
  const AnySelector = category("AnySelector", "a selector such as $.name");
  const AnyAnd = category("AnyAnd", "&&");
  const AnyOr = category("AnyOr", "||");
  const AnyOperator = category("AnyOperator", "an operator (= != < <= > >=)");
  const AnyTerm = category("AnyTerm", "a term");

  const token = (name: string, pattern: TokenPattern, label: string, categories: TokenType[] = []): TokenType =>
    createToken({ name, pattern, label, categories, line_breaks: true });

  const WhiteSpace = createToken({ name: "WhiteSpace", pattern: /\s+/, group: Lexer.SKIPPED });
  const Quoted = token("Quoted", /"(?:[^"\\]|\\[\s\S])*"/, "a quoted text", [AnyText, AnyTerm]);
  const OpenQuote = token("OpenQuote", /"(?:[^"\\]|\\[\s\S])*\\?/, "a quoted text", [AnyText, AnyTerm]);
  const WrongQuoted = token("WrongQuoted", /'[^']*'|[\u201c\u201d][^"\u201c\u201d]*[\u201c\u201d]/, "a quoted text", [
    AnyText,
    AnyTerm,
  ]);
  const Regex = token("Regex", new RegExp(`%[${REGEX_CHARACTERS}]+%`), "a %regex%", [AnyRegex]);
  const WrongRegex = token("WrongRegex", /%[^%]*%?/, "a %regex%", [AnyRegex]);

  // A word with at least one character that needs quotes.
  const WrongBare = token("WrongBare", unicode(`[${BARE}]*[^${BARE}${ENDS_WORD}][^${ENDS_WORD}]*`), "a word", [
    AnyText,
  ]);
  const Bare = createToken({
    name: "Bare",
    pattern: unicode(`[${BARE}]+`),
    label: "a word",
    longer_alt: WrongBare,
    categories: [AnyText],
  });
  const Num = createToken({
    name: "Number",
    pattern: /[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/,
    label: "a number",
    longer_alt: [WrongBare, Bare],
    categories: [AnyText],
  });
  const word = (name: string, pattern: RegExp, label: string, categories: TokenType[] = []): TokenType =>
    createToken({ name, pattern, label, longer_alt: [WrongBare, Bare], categories: [Bare, ...categories] });
  const AndWord = word("AndWord", /AND/i, "&&", [AnyAnd]);
  const OrWord = word("OrWord", /OR/i, "||", [AnyOr]);
  const Is = word("Is", /IS/i, "IS");
  const Null = word("Null", /NULL/i, "NULL");
  const True = word("True", /TRUE/i, "TRUE");
  const False = word("False", /FALSE/i, "FALSE");
  const Not = word("Not", /NOT/i, "NOT EXISTS");
  const Exists = word("Exists", /EXISTS/i, "EXISTS");

  const Selector = token("Selector", unicode(SELECTOR), "a selector such as $.name", [AnySelector]);
  const WrongSelector = token(
    "WrongSelector",
    /\$(?:\.?\["[^"]*"\]?|\.?\['[^']*'\]?|\."[^"]*"|[^\s=!<>()&|}"',])*/,
    "a selector",
    [AnySelector],
  );

  Selector.LONGER_ALT = WrongSelector;

  const And = token("And", "&&", "&&", [AnyAnd]);
  const Or = token("Or", "||", "||", [AnyOr]);
  const LoneAnd = token("LoneAnd", "&", "&&", [AnyAnd]);
  const LoneOr = token("LoneOr", "|", "||", [AnyOr]);
  const Order = token("Order", /[<>]=?/, "an operator", [AnyOperator]);
  const NotEqual = token("NotEqual", "!=", "!=", [AnyOperator]);
  const Equal = token("Equal", "=", "=", [AnyOperator]);
  const WrongOperator = token("WrongOperator", /==+|!==+|=[<>~]|<>|>>=?/, "an operator", [AnyOperator]);

  const LeftParen = token("LeftParen", "(", "(");
  const RightParen = token("RightParen", ")", ")");
  const Comma = token("Comma", ",", ",");
  const Ellipsis = createToken({ name: "Ellipsis", pattern: "...", label: "...", longer_alt: [WrongBare, Bare] });

  const Minus = token("Minus", "-", "-");
  const Question = token("Question", "?", "?");
  const Word = token("Word", unicode(`[${WORD_CHARACTERS}.]+`), "a word", [AnyTerm]);
  // A run with at least one character that needs quotes, read as the one term it was surely meant to be.
  const WrongWord = token("WrongWord", /[^\s"?-]+/, "a word", [AnyTerm]);
  Word.LONGER_ALT = WrongWord;

  const Stray = token("Stray", /[\s\S]/, "anything else");

  const tokens: Tokens = {
    ...{ WhiteSpace, Quoted, OpenQuote, WrongQuoted, Regex, WrongRegex, Number: Num, Bare, WrongBare },
    ...{ Selector, WrongSelector, And, Or, AndWord, OrWord, LoneAnd, LoneOr, Equal, NotEqual, Order, WrongOperator },
    ...{ LeftParen, RightParen, Comma, Ellipsis },
    ...{ Is, Null, True, False, Not, Exists, Minus, Question, Word, WrongWord, Stray },
    ...{ AnyText, AnyRegex, AnySelector, AnyAnd, AnyOr, AnyOperator, AnyTerm },
  };
  const categories = [AnyText, AnyRegex, AnySelector, AnyAnd, AnyOr, AnyOperator, AnyTerm];
  const values = [WhiteSpace, Quoted, OpenQuote, WrongQuoted, Regex, WrongRegex];
  const operators = [And, Or, LoneAnd, LoneOr, WrongOperator, Order, NotEqual, Equal, LeftParen, RightParen];
  return {
    tokens,
    get terms() {
      return lexerOf(this, "terms", [
        ...[...categories, WhiteSpace, Quoted, OpenQuote, WrongQuoted],
        ...[Minus, Question, Word, WrongWord, Stray],
      ]);
    },
    get json() {
      return lexerOf(this, "json", [
        ...categories,
        ...values,
        ...[Selector, WrongSelector, ...operators],
        ...[AndWord, OrWord, Is, Null, True, False, Not, Exists, Num, Bare, WrongBare, Stray],
      ]);
    },
    get fields() {
      return lexerOf(this, "fields", [
        ...categories,
        ...values,
        ...[Ellipsis, ...operators, Comma],
        ...[AndWord, OrWord, Num, Bare, WrongBare, Stray],
      ]);
    },
  };
}

/** Makes a lexer and puts it in the place of its getter. Its tables by first character are left out: patterns that are functions,
 * of which each language has one, make them useless, and they take longest to make. */
function lexerOf(lexers: Lexers, language: "terms" | "json" | "fields", tokens: TokenType[]): Lexer {
  const value = new Lexer(tokens, { positionTracking: "onlyOffset", skipValidations: true, safeMode: true });
  Object.defineProperty(lexers, language, { value });
  return value;
}
