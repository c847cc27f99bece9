// Holds: what is said where the grammar has no place for a token: what was meant, where that can be told.
// In: the tokens of a body, and where chevrotain stumbled. Out: findings, with fixes after which the grammar stumbles less.
// Always: one finding a place; a fix is tried before it is offered.

import { EOF, type IRecognitionException, type IToken, tokenMatcher } from "chevrotain";
import type { Fix } from "../../text/diagnostic.ts";
import { replacement } from "../../text/fix.ts";
import { cover, type Span, span } from "../../text/span.ts";
import { type Finding, finding } from "../finding.ts";
import type { Tokens } from "../tokens.ts";
import { quote } from "../write.ts";

/** One reading of a body by its grammar. */
export interface Stumbles {
  readonly text: string;
  readonly body: Span;
  readonly tokens: readonly IToken[];
  readonly errors: readonly IRecognitionException[];
  readonly language: "terms" | "json" | "fields";
}

/** Where the grammar stumbles, and what could be said there. */
interface Place {
  readonly stumbles: Stumbles;
  readonly error: IRecognitionException;
  /** The index of the token that can't stand there; the number of tokens at the end of the body. */
  readonly index: number;
  readonly where: Span;
  readonly expected: readonly string[];
}

interface Meaning {
  readonly code?: "syntax" | "term-dangling" | "keyword-form";
  readonly where?: Span;
  readonly message?: string;
  readonly related?: Finding["diagnostic"]["related"];
  readonly fixes?: readonly Fix[];
}

/** The findings; `mends` tries a fix. */
export function misplacedTokens(stumbles: Stumbles, t: Tokens, mends: (fix: Fix) => boolean): readonly Finding[] {
  const indexes = new Map(stumbles.tokens.map(({ startOffset }, index) => [startOffset, index]));
  return stumbles.errors.map((error) => {
    const place = placeOf(error, stumbles, indexes);
    const {
      code = "syntax",
      where = place.where,
      message = syntaxMessage(place),
      related,
      fixes = [],
    } = meant(place, t);
    const good = fixes.filter(mends);
    return finding(code, where, message, {
      at: place.where.start,
      expected: place.expected,
      ...(related && { related }),
      ...(good.length > 0 && { fixes: good }),
    });
  });
}

function placeOf(error: IRecognitionException, stumbles: Stumbles, indexes: ReadonlyMap<number, number>): Place {
  const { text, body, tokens } = stumbles;
  const atEnd = error.token.tokenType === EOF;
  // A mistake at the end of a body points at the closing character, which came too early.
  const where = atEnd ? span(body.end, Math.min(body.end + 1, text.length)) : spanOf(error.token);
  const index = (atEnd ? undefined : indexes.get(where.start)) ?? tokens.length;
  return { stumbles, error, index, where, expected: error.message === "" ? [] : error.message.split("\n") };
}

function spanOf(token: IToken): Span {
  return span(token.startOffset, token.startOffset + token.image.length);
}

function syntaxMessage({ error, expected }: Place): string {
  const what =
    error.token.tokenType === EOF ? "The pattern ends too early" : `\`${error.token.image}\` can't stand here`;
  if (expected.length === 0) return what;
  const list = expected.length === 1 ? expected[0] : `${expected.slice(0, -1).join(", ")} or ${expected.at(-1)}`;
  return `${what}; expected ${list}`;
}

/** The first of these that knows what was meant. */
function meant(place: Place, t: Tokens): Meaning {
  const guesses = place.stumbles.language === "terms" ? [dangling] : CONDITION_GUESSES;
  for (const guess of guesses) {
    const meaning = guess(place, t);
    if (meaning !== undefined) return meaning;
  }
  return {};
}

type Guess = (place: Place, t: Tokens) => Meaning | undefined;

const CONDITION_GUESSES: readonly Guess[] = [
  (place, t) => existsAlone(place, t),
  (place, t) => parenthesis(place, t),
  (place, t) => missingComma(place, t),
  (place, t) => words(place, t),
  (place, t) => missingOperator(place, t),
  (place, t) => missingValue(place, t),
];

function before({ stumbles: { tokens }, index }: Place, distance = 1): IToken | undefined {
  return tokens[index - distance];
}

/** A `-` or `?` with nothing after it. */
function dangling(place: Place, t: Tokens): Meaning | undefined {
  const sign = before(place);
  if (sign === undefined || (sign.tokenType !== t.Minus && sign.tokenType !== t.Question)) return undefined;
  const where = spanOf(sign);
  return {
    ...{ code: "term-dangling", where, message: `\`${sign.image}\` has no term after it` },
    fixes: [replacement("Remove it", where, "")],
  };
}

/** `$.a EXISTS` */
function existsAlone(place: Place, t: Tokens): Meaning | undefined {
  const previous = before(place);
  if (place.error.token.tokenType !== t.Exists || previous?.tokenType !== t.Selector) return undefined;
  return {
    ...{ code: "keyword-form", message: "There is NOT EXISTS, but no EXISTS; `= *` holds for any text or number" },
    fixes: [replacement("Write = *", place.where, "= *")],
  };
}

/** A `(` without its `)`, or a `)` without its `(`. */
function parenthesis(place: Place, t: Tokens): Meaning | undefined {
  const { stumbles, index, error, expected, where } = place;
  if (error.token.tokenType !== t.RightParen && !expected.includes(")")) return undefined;
  const open: IToken[] = [];
  for (const token of stumbles.tokens.slice(0, index)) {
    if (token.tokenType === t.LeftParen) open.push(token);
    else if (token.tokenType === t.RightParen) open.pop();
  }
  const last = open.at(-1);
  if (last === undefined) {
    if (error.token.tokenType !== t.RightParen) return undefined;
    return { message: "This `)` closes nothing", fixes: [replacement("Remove it", where, "")] };
  }
  if (!expected.includes(")")) return undefined;
  const end = spanOf(stumbles.tokens[index - 1]!).end;
  return {
    related: [{ span: spanOf(last), message: "opened here" }],
    fixes: [replacement(`Add ${")".repeat(open.length)}`, span(end, end), ")".repeat(open.length))],
  };
}

function isWord(token: IToken | undefined, t: Tokens): token is IToken {
  return token !== undefined && tokenMatcher(token, t.AnyText) && !/^["'\u201c\u201d]/.test(token.image);
}

/** `[... size > 1]`, `[ip user]`: a name right after a field. */
function missingComma(place: Place, t: Tokens): Meaning | undefined {
  const { stumbles, index } = place;
  const isEntry = (token: IToken | undefined): token is IToken => token?.tokenType === t.Ellipsis || isWord(token, t);
  if (stumbles.language !== "fields" || !isEntry(stumbles.tokens[index]) || !isEntry(before(place))) return undefined;
  let first = index - 1;
  while (isEntry(stumbles.tokens[first - 1])) first--;
  const opener = stumbles.tokens[first - 1];
  if (opener !== undefined && opener.tokenType !== t.Comma) return undefined;
  let last = index;
  while (isEntry(stumbles.tokens[last + 1])) last++;
  const edits = stumbles.tokens.slice(first, last).map((token) => {
    const { end } = spanOf(token);
    return { span: span(end, end), text: "," };
  });
  return { message: "Fields are separated by commas", fixes: [{ title: "Add the comma", edits }] };
}

/** `= Failed authentication`: a value of several words. */
function words(place: Place, t: Tokens): Meaning | undefined {
  const { tokens, text, language } = place.stumbles;
  const { index } = place;
  const isPart = (token: IToken | undefined): boolean =>
    isWord(token, t) && token.tokenType !== t.AndWord && token.tokenType !== t.OrWord;
  if (!isPart(tokens[index])) return undefined;
  let first = index;
  while (isPart(tokens[first - 1])) first--;
  const operator = tokens[first - 1];
  if (first === index || !(operator?.tokenType === t.Equal || operator?.tokenType === t.NotEqual)) return undefined;
  let last = index;
  while (isPart(tokens[last + 1])) last++;
  const where = cover(spanOf(tokens[first]!), spanOf(tokens[last]!));
  const right = quote(text.slice(where.start, where.end));
  const asOne = replacement(`Write ${right}`, where, right);
  const end = spanOf(tokens[index - 1]!).end;
  const fixes = language === "fields" ? [asOne, replacement("Add a comma", span(end, end), ",")] : [asOne];
  return { message: "A value of several words needs quotes", fixes };
}

/** `$.a = 1 $.b = 2` */
function missingOperator(place: Place, t: Tokens): Meaning | undefined {
  const { tokens } = place.stumbles;
  const next = tokens[place.index];
  const previous = before(place);
  if (next?.tokenType !== t.Selector || previous === undefined || tokenMatcher(previous, t.AnySelector))
    return undefined;
  const joints = [t.And, t.Or, t.AndWord, t.OrWord, t.LoneAnd, t.LoneOr, t.LeftParen];
  const gaps = tokens.filter(
    ({ tokenType }, index) =>
      index >= place.index && tokenType === t.Selector && !joints.includes(tokens[index - 1]!.tokenType),
  );
  const joined = (operator: string): Fix => ({
    title: `Join them with ${operator}`,
    edits: gaps.map(({ startOffset: at }) => ({ span: span(at, at), text: `${operator} ` })),
  });
  return { message: "Two conditions are joined by `&&` or `||`", fixes: [joined("&&"), joined("||")] };
}

/** `[a=]`: a field compared with nothing. */
function missingValue(place: Place, t: Tokens): Meaning | undefined {
  const operator = before(place);
  if (operator === undefined || !tokenMatcher(operator, t.AnyOperator)) return undefined;
  const message = `\`${operator.image}\` has no value after it`;
  if (place.stumbles.language !== "fields" || !isWord(before(place, 2), t)) return { message };
  return { message, fixes: [replacement(`Remove ${operator.image}`, spanOf(operator), "")] };
}
