// Holds: what is said about text that no right token fits, and what the service says to it.
// In: tokens of mistakes, and the whole pattern. Out: findings with the service's text.
// Always: the service quotes the shortest piece that no token of its own begins with, from where that token would begin [O];
//   the functions here compute that piece, they do not list answers.

import type { IToken } from "chevrotain";
import type { Fix } from "../text/diagnostic.ts";
import { type Span, span } from "../text/span.ts";
import { type Finding, finding, invalidTerm } from "./finding.ts";
import type { Misused } from "./grammar.ts";
import { readSelector } from "./nodes.ts";
import { REGEX_CHARACTERS } from "./regex.ts";
import type { Step } from "./syntax.ts";
import { SELECTOR, type Tokens, WORD_CHARACTERS } from "./tokens.ts";

/** What is wrong with one token of a body, if anything. */
export function tokenMistakes(token: IToken, text: string, t: Tokens): readonly Finding[] {
  const where = span(token.startOffset, token.startOffset + token.image.length);
  switch (token.tokenType) {
    case t.OpenQuote:
      return [openQuote(text, where)];
    case t.WrongQuoted:
      return [wrongQuote(token.image, where)];
    case t.WrongRegex:
      return regexMistakes(text, where.start);
    case t.WrongWord:
      return [unquotable("term-character", "A term", `[${WORD_CHARACTERS}.]`, token.image, where)];
    case t.WrongBare:
      return [unquotable("value-character", "A value", `[${WORD_CHARACTERS}.*\\-]`, token.image, where)];
    case t.WrongSelector:
      return [wrongSelector(text, token.image, where)];
    case t.WrongOperator:
    case t.LoneAnd:
    case t.LoneOr:
      return [wrongOperator(token.image, where)];
    case t.Stray:
      return [stray(token.image, where)];
    default:
      return [];
  }
}

/** What is wrong with a token that is right elsewhere. */
export function misuse({ as, token }: Misused): Finding {
  const where = span(token.startOffset, token.startOffset + token.image.length);
  if (as === "operator") return wrongOperator(token.image, where);
  if (as === "selector") {
    const right = `$.${token.image.replace(/^\.+/, "")}`;
    return finding("selector-root", where, `A property selector starts with \`$.\`, as in \`${right}\``, {
      expected: ["a selector such as $.name"],
      fixes: [replace(`Write ${right}`, where, right)],
    });
  }
  return finding("keyword-form", where, `IS is followed by NULL, TRUE or FALSE, not by \`${token.image}\``, {
    service: invalidTerm(token.image),
    expected: ["NULL", "TRUE", "FALSE"],
  });
}

function openQuote(text: string, where: Span): Finding {
  return finding("quote-unterminated", where, "This quote is never closed", {
    service: invalidTerm(text.slice(where.start)),
    expected: ['"'],
    fixes: [replace("Close the quote", span(where.end, where.end), '"')],
  });
}

function wrongQuote(image: string, where: Span): Finding {
  const right = quote(image.slice(1, -1));
  return finding("quote-form", where, "Values are quoted with straight double quotes only", {
    expected: [right],
    fixes: [replace(`Write ${right}`, where, right)],
  });
}

/** `""` in a term pattern. */
export function emptyTerm(where: Span): Finding {
  return finding("term-empty", where, "A quoted term holds at least one character", {
    service: invalidTerm('""'),
    expected: ["a quoted text"],
    fixes: [replace("Remove it", where, "")],
  });
}

/** A word with a character that needs quotes: the service quotes that character alone. */
function unquotable(
  code: "term-character" | "value-character",
  what: string,
  allowed: string,
  image: string,
  where: Span,
): Finding {
  const bad = new RegExp(`(?!${allowed})[^]`, "u").exec(image);
  const character = bad?.[0] ?? image;
  const start = where.start + (bad?.index ?? 0);
  return finding(code, span(start, start + character.length), `${what} with \`${character}\` in it needs quotes`, {
    service: invalidTerm(character),
    expected: [quote(image)],
    fixes: [replace(`Write ${quote(image)}`, where, quote(image))],
  });
}

const FORBIDDEN = new RegExp(`[^${REGEX_CHARACTERS}]`, "u");

/** What is wrong with the `%…` at `start`: each forbidden character, nothing inside, or no end. */
export function regexMistakes(text: string, start: number): readonly Finding[] {
  const close = text.indexOf("%", start + 1);
  const end = close === -1 ? text.length : close;
  const service = servicePiece(text, start, end);
  if (end === start + 1 && close !== -1) {
    return [finding("regex-empty", span(start, close + 1), "There is nothing between the two %", { service })];
  }
  const found: Finding[] = [];
  for (let at = start + 1; at < end; at++) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    if (FORBIDDEN.test(character)) found.push(forbidden(text, at, character, service));
    at += character.length - 1;
  }
  if (close === -1) {
    found.push(
      finding("regex-unterminated", span(start, text.length), "This regular expression has no closing %", {
        service,
        expected: ["%"],
      }),
    );
  }
  return found;
}

/** The service's piece: up to the first forbidden character or, without one, up to the end. */
function servicePiece(text: string, start: number, end: number): string {
  const bad = FORBIDDEN.exec(text.slice(start + 1, end));
  const stop = bad === null ? end + 1 : start + 1 + bad.index + bad[0].length;
  return invalidTerm(text.slice(start, stop));
}

function forbidden(text: string, at: number, character: string, service: string): Finding {
  const escaped = text[at - 1] === "\\";
  const where = span(escaped ? at - 1 : at, at + character.length);
  const code = character.charCodeAt(0);
  const hexadecimal = `\\x${code.toString(16).padStart(2, "0")}`;
  const isGroup = character === "(" || character === ")";
  return finding(
    "regex-character",
    where,
    `\`${character}\` is not allowed in a regular expression, escaped or not${isGroup ? "; the service has no groups" : ""}`,
    {
      service,
      ...(code < 128 && {
        expected: [hexadecimal],
        fixes: [replace(`Write ${hexadecimal} to match the character itself`, where, hexadecimal)],
      }),
    },
  );
}

function wrongSelector(text: string, image: string, where: Span): Finding {
  const steps = readSelector(image, where).steps;
  const right = steps.length === 0 ? undefined : selectorText(steps);
  return finding(
    "selector-form",
    where,
    "A property selector is written `$.name`, `$.['any name']`, `[0]` and `[*]` or `.*` after a name",
    {
      service: invalidTerm(selectorPiece(text, where.start)),
      expected: ["a selector such as $.name"],
      // Only a rewriting that covers all that was written is a fix.
      ...(right !== undefined &&
        steps[steps.length - 1]!.span.end === where.end && { fixes: [replace(`Write ${right}`, where, right)] }),
    },
  );
}

/** A selector in the one form the service reads. */
function selectorText(steps: readonly Step[]): string {
  const bare = new RegExp(`^[${WORD_CHARACTERS}\\-]+$`, "u");
  return steps.reduce((text, step, index) => {
    if (step.kind === "index") return `${text}[${step.index}]`;
    if (step.kind === "wildcard") return index === 0 ? `${text}.*` : `${text}[*]`;
    return bare.test(step.name) ? `${text}.${step.name}` : `${text}.['${step.name}']`;
  }, "$");
}

/** The shortest piece, from the last whole step on, that no selector goes on with. */
function selectorPiece(text: string, start: number): string {
  const whole = new RegExp(SELECTOR, "uy");
  whole.lastIndex = start;
  const at = whole.test(text) ? whole.lastIndex : text[start + 1] === "." ? start + 1 : -1;
  if (at === -1) return text.slice(start, start + 2);
  return text.slice(at === start + 1 ? start : at, stepEnd(text, at));
}

/** Where the step at `at` stops being one: the index after the first character that does not fit. */
function stepEnd(text: string, at: number): number {
  if (text[at] === "[") {
    let end = at + 1;
    while (/[0-9]/.test(text[end] ?? "")) end++;
    return Math.min(end + 1, text.length);
  }
  if (text[at] !== ".") return at + 1;
  if (text[at + 1] !== "[") return Math.min(at + 2, text.length);
  if (text[at + 2] !== "'") return Math.min(at + 3, text.length);
  const close = text.indexOf("'", at + 3);
  if (close === -1) return text.length;
  return Math.min(close === at + 3 ? close + 1 : close + 2, text.length);
}

function wrongOperator(image: string, where: Span): Finding {
  const right = OPERATORS[image.toUpperCase()] ?? (image.startsWith("!") ? "!=" : "=");
  return finding("operator-form", where, `\`${image}\` is not an operator here; write \`${right}\``, {
    expected: [right],
    fixes: [replace(`Write ${right}`, where, right)],
  });
}

const OPERATORS: Readonly<Record<string, string>> = {
  ...{ AND: "&&", OR: "||", "&": "&&", "|": "||" },
  ...{ "<>": "!=", "=<": "<=", "=>": ">=", ">>=": ">=", ">>": ">", "=~": "=" },
};

function stray(image: string, where: Span): Finding {
  if (image === "!") {
    return finding("operator-form", where, "There is no `!` operator; turn the comparison round with `!=` instead", {
      expected: ["!="],
    });
  }
  if (image === "'" || image === "\u201c" || image === "\u201d") {
    return finding("quote-form", where, "Values are quoted with straight double quotes only", { expected: ['"'] });
  }
  return finding("syntax", where, `\`${image}\` can't stand here`, { service: invalidTerm(image) });
}

/** Text as a quoted value. */
export function quote(text: string): string {
  return `"${text.replace(/(["\\])/g, "\\$1")}"`;
}

function replace(title: string, where: Span, text: string): Fix {
  return { title, edits: [{ span: where, text }] };
}
