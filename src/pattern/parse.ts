// Holds: the way from a pattern's text to its syntax tree.
// In: any string. Out: the tree, and every finding of the first three stages (length, closing character, grammar).
// Always: never throws; the first character chooses the language, as in the service [O]; what is inside `{ }`, `[ ]` or `% %`
//   is read by that language's lexer and grammar with offsets of the whole text.

import { EOF, type IToken } from "chevrotain";
import type { DiagnosticCode } from "../text/catalogue.ts";
import type { Diagnostic, Fix } from "../text/diagnostic.ts";
import { applyFix, replacement } from "../text/fix.ts";
import { type Span, span } from "../text/span.ts";
import { bodyOf, CLOSING, MAX_LENGTH } from "./body.ts";
import { diagnosticsOf, type Finding, finding, invalidTerm } from "./finding.ts";
import { type Parsed, parseFields, parseJson, parseTerms } from "./grammar.ts";
import { misplacedTokens, type Stumbles } from "./mistakes/misplaced.ts";
import { blamelessPlaces, emptyTerm, misuse, tokenMistakes } from "./mistakes/mistakes.ts";
import { regexMistakes } from "./mistakes/regex.ts";
import type { Field, JsonExpression, Pattern, Term } from "./syntax.ts";
import { lexers } from "./tokens.ts";

/** Parentheses may be nested this deep [chosen]: it keeps the grammar's recursion within any stack. */
export const MAX_DEPTH = 200;

/** Of a longer text only this much is read: it is refused for its length in any case, and the rest would teach nothing. */
export const READ_LIMIT: number = 8 * MAX_LENGTH;

/** Fixes tried for one pattern [chosen]: each costs another reading of it. */
const MAX_TRIALS = 8;

export interface ParseResult {
  readonly pattern: Pattern;
  readonly findings: readonly Finding[];
}

/** Reads a filter pattern. Never throws: mistakes are diagnostics, and places that could not be read are error nodes. */
export function parsePattern(text: string): { pattern: Pattern; diagnostics: readonly Diagnostic[] } {
  const { pattern, findings } = parse(text);
  return { pattern, diagnostics: diagnosticsOf(findings) };
}

/** As `parsePattern`, with what the service would say. */
export function parse(text: string): ParseResult {
  if (typeof text !== "string") return notText(text);
  const findings: Finding[] = [];
  if (text.length > MAX_LENGTH) findings.push(tooLong(text));
  const whole = span(0, text.length);
  const { language, open: first, start, span: inside } = bodyOf(text);
  if (language === "all") return { pattern: { kind: "all", span: whole }, findings };

  const close = first === undefined ? undefined : CLOSING[first];
  if (first !== undefined && start > 0) findings.push(outerBlank(start, first));
  // A regular expression that is closed and goes on is told as such, below.
  const goesOn = first === "%" && text.indexOf("%", start + 1) !== -1;
  if (first !== undefined && close !== undefined && !text.endsWith(close) && !goesOn) {
    findings.push(missingEnd(text, start, first, close));
  }

  if (language === "regex") return { pattern: regexPattern(text, start, findings), findings };
  const body = span(inside.start, Math.min(inside.end, inside.start + READ_LIMIT));
  if (language === "json") {
    const expression = read(text, body, "json", parseJson, NO_EXPRESSION, findings);
    return { pattern: { kind: "json", expression, span: whole }, findings };
  }
  if (language === "fields") {
    const fields = read(text, body, "fields", parseFields, NO_FIELDS, findings);
    const none = text.slice(body.start, body.end).trim() === "";
    return { pattern: { kind: "fields", fields: none ? [] : fields, span: whole }, findings };
  }
  const terms = read(text, body, "terms", parseTerms, NO_TERMS, findings);
  checkTerms(text, terms, findings);
  return { pattern: { kind: "terms", terms, span: whole }, findings };
}

const NO_EXPRESSION = (where: Span): JsonExpression => ({ kind: "error", span: where });
const NO_FIELDS = (): readonly Field[] => [];
const NO_TERMS = (): readonly Term[] => [];

type Language = Stumbles["language"];

type BodyParser<T> = (tokens: IToken[], bodyStart: number) => Parsed<T>;

/** Lexes and parses a body; adds what both found wrong. */
function read<T>(
  text: string,
  body: Span,
  language: Language,
  parser: BodyParser<T>,
  nothing: (where: Span) => T,
  findings: Finding[],
): T {
  const { tokens: t } = lexers();
  const tokens = tokensOf(text, body, language);
  const deep = tooDeep(tokens);
  if (deep !== undefined) {
    findings.push(...tokens.flatMap((token) => tokenMistakes(token, text, t, () => false)), deep);
    return nothing(body);
  }
  const { result, misused, stumbles } = parseBody(text, body, tokens, parser);
  let trials = 0;
  const stumblesAfter = (fix: Fix): number => {
    if (text.length > MAX_LENGTH || trials++ >= MAX_TRIALS) return Number.POSITIVE_INFINITY;
    const fixed = applyFix(text, fix);
    const inside = bodyOf(fixed).span;
    return parseBody(fixed, inside, tokensOf(fixed, inside, language), parser).stumbles.errors.length;
  };
  const before = stumbles.errors.length;
  findings.push(
    ...tokens.flatMap((token) => tokenMistakes(token, text, t, (fix) => stumblesAfter(fix) <= before)),
    ...misused.map((one) => misuse(one, text)),
    ...misplacedTokens({ ...stumbles, language }, t, (fix) => stumblesAfter(fix) < before),
  );
  return result ?? nothing(body);
}

function tokensOf(text: string, body: Span, language: Language): readonly IToken[] {
  const { tokens } = lexers()[language].tokenize(text.slice(body.start, body.end));
  for (const token of tokens) token.startOffset += body.start;
  return tokens;
}

/** The tree of a body, and where its grammar stumbles: one error a place, none where something else is to blame. */
function parseBody<T>(
  text: string,
  body: Span,
  all: readonly IToken[],
  parser: BodyParser<T>,
): Parsed<T> & { readonly stumbles: Omit<Stumbles, "language"> } {
  const { tokens: t } = lexers();
  // A stray character is reported and left out; what follows it is not blamed for standing there.
  const tokens = all.filter((token) => token.tokenType !== t.Stray);
  const seen = new Set<number>();
  all.forEach((token, index) => {
    if (token.tokenType === t.Stray) seen.add(all[index + 1]?.startOffset ?? body.end);
  });
  if (text.length > READ_LIMIT || all.some((token) => token.tokenType === t.OpenQuote)) seen.add(body.end);
  const parsed = parser(tokens, body.start);
  for (const start of blamelessPlaces(parsed.misused, text)) seen.add(start);
  const errors = parsed.errors.filter(({ token }) => {
    const start = token.tokenType === EOF ? body.end : token.startOffset;
    return !seen.has(start) && seen.add(start);
  });
  return { ...parsed, stumbles: { text, body, tokens, errors } };
}

function tooDeep(tokens: readonly IToken[]): Finding | undefined {
  let depth = 0;
  for (const token of tokens) {
    if (token.image === "(") depth++;
    else if (token.image === ")") depth = Math.max(0, depth - 1);
    if (depth > MAX_DEPTH) {
      const where = span(token.startOffset, token.startOffset + 1);
      return finding("nesting-too-deep", where, `Parentheses are nested more than ${MAX_DEPTH} deep`);
    }
  }
  return undefined;
}

/** Untyped callers pass what a file held: `FilterPattern: 404` is a number. */
function notText(value: unknown): ParseResult {
  const what = value === null ? "null" : Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
  const found = finding("pattern-type", span(0, 0), `A pattern is a text, not ${what}`, { expected: ["a text"] });
  return { pattern: { kind: "all", span: span(0, 0) }, findings: [found] };
}

function tooLong(text: string): Finding {
  return finding("pattern-too-long", span(MAX_LENGTH, text.length), `A pattern has at most ${MAX_LENGTH} characters`, {
    stage: "length",
    service:
      `1 validation error detected: Value '${text}' at 'filterPattern' failed to satisfy constraint: ` +
      `Member must have length less than or equal to ${MAX_LENGTH}`,
  });
}

function outerBlank(start: number, first: string): Finding {
  const where = span(0, start);
  return finding(
    "outer-blank",
    where,
    `A pattern in the language of \`${first}\` starts with it, without blanks before`,
    {
      expected: [first],
      fixes: [replacement("Remove the blanks", where, "")],
    },
  );
}

function mustEnd(first: string, close: string): string {
  return `If a filter pattern starts with '${first}' it must end with '${close}'`;
}

function missingEnd(text: string, start: number, first: string, close: string): Finding {
  const last = text.trimEnd().lastIndexOf(close);
  const blanksOnly = text.trimEnd().endsWith(close) && last > start;
  const where = span(blanksOnly ? last + 1 : text.length, text.length);
  return finding("missing-end", where, `A pattern that starts with \`${first}\` ends with \`${close}\``, {
    stage: start > 0 ? "grammar" : "end",
    service: mustEnd(first, close),
    expected: [close],
    related: [{ span: span(start, start + 1), message: "opened here" }],
    fixes: [blanksOnly ? replacement("Remove the blanks", where, "") : endFix(text, start, close)],
  });
}

/** Where the pattern is closed and sound before its end, what follows is too much; else the closing character is missing. */
function endFix(text: string, start: number, close: string): Fix {
  const end = text.lastIndexOf(close) + 1;
  const isWhole = end > start + 1 && text.length <= MAX_LENGTH && parse(text.slice(0, end)).findings.length === 0;
  return isWhole
    ? replacement(`Remove what follows ${close}`, span(end, text.length), "")
    : replacement(`Add ${close}`, span(text.length, text.length), close);
}

/** `%…%`: the regular expression ends at the second `%`, and nothing may follow it. */
function regexPattern(text: string, start: number, findings: Finding[]): Pattern {
  const second = text.indexOf("%", start + 1);
  const unclosed = findings.some((f) => f.diagnostic.code === "missing-end");
  const mistakes = regexMistakes(text, start).filter((f) => !unclosed || f.diagnostic.code !== "regex-unterminated");
  findings.push(...mistakes);
  if (second !== -1 && second < text.length - 1) findings.push(notAlone(text, second + 1));
  const end = second === -1 ? text.length : second;
  const where = span(start, Math.min(end + 1, text.length));
  const readable = mistakes.length === 0 && second !== -1;
  const regex = { kind: "regex", source: text.slice(start + 1, end), readable, span: where } as const;
  return { kind: "regex", regex, span: span(0, text.length) };
}

/** What follows a closed regular expression: a last character that is no `%` is noticed first, then the first character. */
function notAlone(text: string, at: number): Finding {
  const options = text.endsWith("%")
    ? { at, ...(text[at] !== "%" && { service: invalidTerm(text[at]!) }) }
    : { stage: "end" as const, service: mustEnd("%", "%") };
  return finding(
    "regex-alone",
    span(at, text.length),
    "A regular expression is the whole pattern; nothing follows it",
    {
      ...options,
      expected: ["the end of the pattern"],
    },
  );
}

/** What the grammar of terms leaves open: blanks between terms, and something in the quotes. */
function checkTerms(text: string, terms: readonly Term[], findings: Finding[]): void {
  terms.forEach((term, index) => {
    if (term.quoted && term.text === "" && text.slice(term.textSpan.start, term.textSpan.end) === '""') {
      findings.push(emptyTerm(term.textSpan, term.span));
    }
    const previous = terms[index - 1];
    if (previous === undefined || term.role !== "required" || previous.span.end !== term.span.start) return;
    // Where a character needs quotes, the quotes that follow are surely meant to be part of the term.
    if ([previous, term].some(({ textSpan }) => hasFinding("term-character", textSpan, findings))) return;
    const where = span(previous.span.start, term.span.end);
    findings.push(
      finding("term-separator", where, "Two terms need a blank between them", {
        at: term.span.start,
        expected: ["a blank"],
        fixes: [replacement("Add a blank", span(term.span.start, term.span.start), " ")],
      }),
    );
  });
}

function hasFinding(code: DiagnosticCode, { start, end }: Span, findings: readonly Finding[]): boolean {
  return findings.some(
    ({ diagnostic: { code: found, span } }) => found === code && start <= span.start && span.end <= end,
  );
}
