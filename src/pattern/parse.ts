// Holds: the way from a pattern's text to its syntax tree.
// In: any string. Out: the tree, and every finding of the first three stages (length, closing character, grammar).
// Always: never throws; the first character chooses the language, as in the service [O]; what is inside `{ }`, `[ ]` or `% %`
//   is read by that language's lexer and grammar with offsets of the whole text.

import { EOF, type IRecognitionException, type IToken, type Lexer } from "chevrotain";
import type { Diagnostic } from "../text/diagnostic.ts";
import { type Span, span } from "../text/span.ts";
import { diagnosticsOf, type Finding, finding, invalidTerm } from "./finding.ts";
import { type Parsed, parseFields, parseJson, parseTerms } from "./grammar.ts";
import { emptyTerm, misuse, regexMistakes, tokenMistakes } from "./mistakes.ts";
import type { Field, JsonExpression, Pattern, Term } from "./syntax.ts";
import { lexers } from "./tokens.ts";

/** A filter pattern has at most this many characters [D]. */
const MAX_LENGTH = 1024;

/** Parentheses may be nested this deep [chosen]: it keeps the grammar's recursion within any stack. */
const MAX_DEPTH = 200;

/** Of a longer text only this much is read: it is refused for its length in any case, and the rest would teach nothing. */
const READ_LIMIT = 8 * MAX_LENGTH;

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
  const findings: Finding[] = [];
  if (text.length > MAX_LENGTH) findings.push(tooLong(text));
  const whole = span(0, text.length);
  const start = text.search(/\S/);
  if (start === -1) return { pattern: { kind: "all", span: whole }, findings };

  const first = text[start]!;
  const close = CLOSING[first];
  if (close !== undefined && start > 0) findings.push(outerBlank(start, first));
  // A regular expression that is closed and goes on is told as such, below.
  const goesOn = first === "%" && text.indexOf("%", start + 1) !== -1;
  if (close !== undefined && !text.endsWith(close) && !goesOn) findings.push(missingEnd(text, start, first, close));

  if (first === "%") return { pattern: regexPattern(text, start, findings), findings };
  const bodyStart = close === undefined ? 0 : start + 1;
  const lastClose = close === undefined ? -1 : text.lastIndexOf(close);
  const bodyEnd = lastClose > start ? lastClose : text.length;
  const body = span(bodyStart, Math.min(bodyEnd, bodyStart + READ_LIMIT));
  if (first === "{") {
    const expression = read(text, body, lexers().json, parseJson, NO_EXPRESSION, findings);
    return { pattern: { kind: "json", expression, span: whole }, findings };
  }
  if (first === "[") {
    const fields = read(text, body, lexers().fields, parseFields, NO_FIELDS, findings);
    const none = text.slice(body.start, body.end).trim() === "";
    return { pattern: { kind: "fields", fields: none ? [] : fields, span: whole }, findings };
  }
  const terms = read(text, body, lexers().terms, parseTerms, NO_TERMS, findings);
  checkTerms(text, terms, findings);
  return { pattern: { kind: "terms", terms, span: whole }, findings };
}

const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]", "%": "%" };
const NO_EXPRESSION = (where: Span): JsonExpression => ({ kind: "error", span: where });
const NO_FIELDS = (): readonly Field[] => [];
const NO_TERMS = (): readonly Term[] => [];

/** Lexes and parses a body; adds what both found wrong. */
function read<T>(
  text: string,
  body: Span,
  lexer: Lexer,
  parser: (tokens: IToken[], bodyStart: number) => Parsed<T>,
  nothing: (where: Span) => T,
  findings: Finding[],
): T {
  const { tokens: t } = lexers();
  const tokens = lexer.tokenize(text.slice(body.start, body.end)).tokens;
  for (const token of tokens) token.startOffset += body.start;
  const found = tokens.flatMap((token) => tokenMistakes(token, text, t));
  findings.push(...found);
  const deep = tooDeep(tokens);
  if (deep !== undefined) {
    findings.push(deep);
    return nothing(body);
  }
  // A stray character is reported and left out; what follows it is not blamed for standing there.
  const kept = tokens.filter((token) => token.tokenType !== t.Stray);
  const excused = new Set<number>();
  tokens.forEach((token, index) => {
    if (token.tokenType === t.Stray) excused.add(tokens[index + 1]?.startOffset ?? body.end);
  });
  const isCut = text.length > READ_LIMIT;
  if (isCut || tokens.some((token) => token.tokenType === t.OpenQuote)) excused.add(body.end);
  const { result, errors, misused } = parser(kept, body.start);
  findings.push(...misused.map(misuse), ...grammarFindings(errors, text, body, excused));
  return result ?? nothing(body);
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

/** Chevrotain's errors as findings: one a place. */
function grammarFindings(
  errors: readonly IRecognitionException[],
  text: string,
  body: Span,
  excused: ReadonlySet<number>,
): readonly Finding[] {
  const found: Finding[] = [];
  const seen = new Set(excused);
  for (const error of errors) {
    const atEnd = error.token.tokenType === EOF;
    const start = atEnd ? body.end : error.token.startOffset;
    if (seen.has(start)) continue;
    seen.add(start);
    const where = atEnd ? endSpan(text, body) : span(start, start + error.token.image.length);
    const expected = error.message === "" ? [] : error.message.split("\n");
    found.push(finding("syntax", where, syntaxMessage(expected, atEnd ? undefined : error.token.image), { expected }));
  }
  return found;
}

/** A mistake at the end of a body points at the closing character, which came too early. */
function endSpan(text: string, body: Span): Span {
  return span(body.end, Math.min(body.end + 1, text.length));
}

function syntaxMessage(expected: readonly string[], found: string | undefined): string {
  const what = found === undefined ? "The pattern ends too early" : `\`${found}\` can't stand here`;
  if (expected.length === 0) return what;
  const list = expected.length === 1 ? expected[0] : `${expected.slice(0, -1).join(", ")} or ${expected.at(-1)}`;
  return `${what}; expected ${list}`;
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
      fixes: [{ title: "Remove the blanks", edits: [{ span: where, text: "" }] }],
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
    fixes: [
      blanksOnly
        ? { title: "Remove the blanks", edits: [{ span: where, text: "" }] }
        : { title: `Add ${close}`, edits: [{ span: where, text: close }] },
    ],
  });
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
      findings.push(emptyTerm(term.textSpan));
    }
    const previous = terms[index - 1];
    if (previous === undefined || term.role !== "required" || previous.span.end !== term.span.start) return;
    const where = span(previous.span.start, term.span.end);
    findings.push(
      finding("term-separator", where, "Two terms need a blank between them", {
        at: term.span.start,
        expected: ["a blank"],
        fixes: [{ title: "Add a blank", edits: [{ span: span(term.span.start, term.span.start), text: " " }] }],
      }),
    );
  });
}
