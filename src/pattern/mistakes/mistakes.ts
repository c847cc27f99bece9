// Holds: what is said about text that no right token fits, and what the service says to it.
// In: tokens of mistakes, and the whole pattern. Out: findings with the service's text.
// Always: the service quotes the shortest piece that no token of its own begins with, from where that token would begin [O];
//   the functions here compute that piece, they do not list answers.

import type { IToken } from "chevrotain";
import type { Fix } from "../../text/diagnostic.ts";
import { replacement } from "../../text/fix.ts";
import { type Span, span } from "../../text/span.ts";
import { bodyOf, CLOSING, MAX_LENGTH } from "../body.ts";
import { type Finding, finding, invalidTerm } from "../finding.ts";
import type { Misused } from "../grammar.ts";
import { type Tokens, WORD_CHARACTERS } from "../tokens.ts";
import { quote } from "../write.ts";
import { isEscaped, regexMistakes } from "./regex.ts";
import { isSelector, wrongSelector } from "./selector.ts";

/** What is wrong with one token of a body, if anything; `mends` tries a fix of which it is not sure that it does. */
export function tokenMistakes(
  token: IToken,
  text: string,
  t: Tokens,
  mends: (fix: Fix) => boolean,
): readonly Finding[] {
  const where = span(token.startOffset, token.startOffset + token.image.length);
  switch (token.tokenType) {
    case t.OpenQuote:
      return [openQuote(text, where)];
    case t.WrongQuoted:
      return [wrongQuote(text, token.image, where)];
    case t.WrongRegex:
      return regexMistakes(text, where.start);
    case t.WrongWord:
      return [unquotableTerm(text, token.image, where)];
    case t.WrongBare:
      return [unquotableValue(token.image, where)];
    case t.WrongSelector:
      return [wrongSelector(text, token.image, where)];
    case t.WrongOperator:
    case t.LoneAnd:
    case t.LoneOr:
      return [wrongOperator(text, token.image, where)];
    case t.Stray:
      return [stray(text, token.image, where, mends)];
    default:
      return [];
  }
}

/** What is wrong with a token that is right elsewhere. */
export function misuse({ as, token }: Misused, text: string): Finding {
  const where = span(token.startOffset, token.startOffset + token.image.length);
  if (as === "operator") return wrongOperator(text, token.image, where);
  if (as === "keyword") return wrongKeyword(token.image, where, text);
  const right = `$.${token.image.replace(/^\.+/, "")}`;
  return finding("selector-root", where, "A property selector starts with `$.`", {
    expected: [isSelector(right) ? right : "a selector such as $.name"],
    ...(isSelector(right) &&
      /^[\s=!<>&|)}]?$/.test(text[where.end] ?? "") && { fixes: [replacement(`Write ${right}`, where, right)] }),
  });
}

/** `IS NOT` and the word after it, from the `NOT`. */
function afterNot(text: string, at: number): RegExpExecArray | null {
  const words = /NOT\s+(NULL|TRUE|FALSE|EXISTS)(?![\p{L}\p{Nd}_.*-])/iuy;
  words.lastIndex = at;
  return words.exec(text);
}

/** Where no mistake is told, because the one before it says all: the NULL of `IS NOT NULL`. */
export function blamelessPlaces(misused: readonly Misused[], text: string): readonly number[] {
  return misused.flatMap(({ as, token }) => {
    const found = as === "keyword" ? afterNot(text, token.startOffset) : null;
    return found === null ? [] : [token.startOffset + found[0].length - found[1]!.length];
  });
}

const WITHOUT_NOT: Readonly<Record<string, string>> = {
  ...{ NULL: "= *", TRUE: "IS FALSE", FALSE: "IS TRUE", EXISTS: "NOT EXISTS" },
};

/** `IS` with a word that does not go with it. */
function wrongKeyword(image: string, where: Span, text: string): Finding {
  const service = invalidTerm(image);
  const not = afterNot(text, where.start);
  const right = not === null ? undefined : WITHOUT_NOT[not[1]!.toUpperCase()];
  const is = /IS\s+$/i.exec(text.slice(0, where.start));
  if (not === null || right === undefined || is === null) {
    return finding("keyword-form", where, `IS is followed by NULL, TRUE or FALSE, not by \`${image}\``, {
      service,
      expected: ["NULL", "TRUE", "FALSE"],
    });
  }
  const whole = span(is.index, where.start + not[0].length);
  const holds = right === "= *" ? ", which holds for any text or number" : "";
  return finding("keyword-form", where, `There is no IS NOT; write \`${right}\`${holds}`, {
    service,
    expected: [right],
    fixes: [replacement(`Write ${right}`, whole, right)],
  });
}

function openQuote(text: string, where: Span): Finding {
  return finding("quote-unterminated", where, "This quote is never closed", {
    service: invalidTerm(text.slice(where.start)),
    expected: ['"'],
    fixes: [closingQuote(text, where)],
  });
}

function closingQuote(text: string, where: Span): Fix {
  const image = text.slice(where.start, where.end).trimEnd();
  // A lone quote is no term, nor is an empty one.
  if (image === '"' && bodyOf(text).language === "terms") return replacement("Remove it", where, "");
  const end = where.start + image.length;
  // A last backslash would make the closing quote part of the text.
  return replacement("Close the quote", span(end, end), isEscaped(text, end) ? '\\"' : '"');
}

/** Single or typographic quotes: the service names the latter anywhere [O], the former in terms only [O: generic in JSON]. */
function wrongQuote(text: string, image: string, where: Span): Finding {
  const inner = image.slice(1, -1);
  const isTerm = bodyOf(text).language === "terms";
  const right = isTerm && where.start === 0 && where.end === text.length && isPattern(inner) ? inner : quote(inner);
  const fixes = isTerm && inner === "" ? [] : [replacement(`Write ${right}`, where, right)];
  return finding("quote-form", where, "Only straight double quotes hold a text", {
    ...((isTerm || image[0] !== "'") && { service: invalidTerm(image[0]!) }),
    expected: [right],
    ...(fixes.length > 0 && { fixes }),
  });
}

/** A whole pattern in the quotes of a command line or a document. */
function isPattern(text: string): boolean {
  return /^(?:\{.*\}|\[.*\]|%.+%)$/s.test(text) && !/['\u201c\u201d]/.test(text);
}

/** `""` in a term pattern; it goes with its sign. */
export function emptyTerm(where: Span, term: Span): Finding {
  return finding("term-empty", where, "A quoted term holds at least one character", {
    service: invalidTerm('""'),
    expected: ["a quoted text"],
    fixes: [replacement("Remove it", term, "")],
  });
}

interface Unquotable {
  readonly code: "term-character" | "value-character";
  /** What it would have to be made of. */
  readonly allowed: string;
  readonly expected: string;
  readonly fixes: readonly Fix[];
  /** True right after a closing quote, where the service answers generically, whatever follows [O]. */
  readonly isGlued: boolean;
}

/** A word with a character that needs quotes: the service quotes that character alone. */
function unquotable(image: string, where: Span, { code, allowed, expected, fixes, isGlued }: Unquotable): Finding {
  const bad = new RegExp(`(?!${allowed})[^]`, "u").exec(image);
  const character = bad?.[0] ?? image;
  const start = where.start + (bad?.index ?? 0);
  const what = code === "term-character" ? "A term" : "A value";
  return finding(code, span(start, start + character.length), `${what} with \`${character}\` in it needs quotes`, {
    ...(!isGlued && { service: invalidTerm(character) }),
    expected: [expected],
    fixes,
  });
}

function unquotableValue(image: string, where: Span): Finding {
  const expected = quote(image);
  const fixes = [replacement(`Write ${expected}`, where, expected)];
  const allowed = `[${WORD_CHARACTERS}.*\\-]`;
  return unquotable(image, where, { code: "value-character", allowed, expected, fixes, isGlued: false });
}

function unquotableTerm(text: string, image: string, where: Span): Finding {
  const word = wordAround(text, where);
  const whole = text.slice(word.start, word.end);
  const expected = quote(whole);
  const fixes = [replacement(`Write ${expected}`, word, expected)];
  const bare = /^\*+([\p{L}\p{Nd}_.]+)\**$|^([\p{L}\p{Nd}_.]+)\*+$/u.exec(whole);
  const inner = bare?.[1] ?? bare?.[2];
  if (inner !== undefined)
    fixes.unshift(replacement(`Write ${inner}, which is found anywhere in an event`, word, inner));
  else if (text.trim() === "*") fixes.unshift(replacement("Write nothing, which matches every event", word, ""));
  const allowed = `[${WORD_CHARACTERS}.]`;
  const isGlued = text[where.start - 1] === '"';
  return unquotable(image, where, { code: "term-character", allowed, expected, fixes, isGlued });
}

/** The stretch without blanks, but for those in quotes, that a token is part of; without its `-` or `?`. */
function wordAround(text: string, where: Span): Span {
  // Looking for it from the start each time takes its time, and what is too long gets no fix.
  if (text.length > MAX_LENGTH) return where;
  const stretch = /(?:[^\s"]|"(?:[^"\\]|\\[\s\S])*")+|"/g;
  for (let found = stretch.exec(text); found !== null; found = stretch.exec(text)) {
    const end = found.index + found[0].length;
    if (end < where.end) continue;
    const start = found.index + (/^[-?]/.test(found[0]) ? 1 : 0);
    // What stands in other quotes is a mistake of its own.
    const beside = text.slice(start, where.start) + text.slice(where.end, end);
    return start <= where.start && !/['\u201c\u201d]/.test(beside) ? span(start, end) : where;
  }
  return where;
}

function wrongOperator(text: string, image: string, where: Span): Finding {
  const right = OPERATORS[image.toUpperCase()] ?? (image.startsWith("!") ? "!=" : "=");
  return finding("operator-form", where, `\`${image}\` is not an operator here; write \`${right}\``, {
    expected: [right],
    // Two operators in a row would run together.
    ...(!/[=<>!&|~]/.test(text[where.end] ?? "") && { fixes: [replacement(`Write ${right}`, where, right)] }),
  });
}

const OPERATORS: Readonly<Record<string, string>> = {
  ...{ AND: "&&", OR: "||", "&": "&&", "|": "||" },
  ...{ "<>": "!=", "=<": "<=", "=>": ">=", ">>=": ">=", ">>": ">", "=~": "=" },
};

const COMMA_FIXES = [
  ["Join the conditions with &&", " &&"],
  ["Join them with ||", " ||"],
] as const;

function stray(text: string, image: string, where: Span, mends: (fix: Fix) => boolean): Finding {
  if (image === "!") {
    return finding("operator-form", where, "There is no `!` operator; turn the comparison round with `!=` instead", {
      expected: ["!="],
    });
  }
  if (image === "'" || image === "\u201c" || image === "\u201d") {
    return finding("quote-form", where, "Only straight double quotes hold a text", {
      ...(image !== "'" && { service: invalidTerm(image) }),
      expected: ['"'],
    });
  }
  const fixes = image === "," ? COMMA_FIXES.map(([title, join]) => replacement(title, where, join)).filter(mends) : [];
  // The brackets around a pattern are characters that its language knows [O, I].
  const open = /\S/.exec(text)?.[0] ?? "";
  const isOwn = image === open || image === CLOSING[open];
  return finding("syntax", where, `\`${image}\` can't stand here`, {
    ...(!isOwn && { service: invalidTerm(image) }),
    ...(fixes.length > 0 && { expected: ["&&", "||"], fixes }),
  });
}
