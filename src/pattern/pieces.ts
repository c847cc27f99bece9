// Holds: a pattern as the row of its pieces, each with its part in the grammar, for editors and for drawing the grammar.
// In: any string. Out: pieces with spans, in order; from them what may come next.
// Always: total; a piece that can't stand where it stands is a `mistake`; every character that is no blank, up to the reading
//   limit, is in one piece.

import type { IToken, Lexer } from "chevrotain";
import { type Span, span } from "../text/span.ts";
import { type Body, bodyOf, CLOSING } from "./body.ts";
import { firstRule } from "./grammar.ts";
import { READ_LIMIT } from "./parse.ts";
import { lexers } from "./tokens.ts";
import { type Place, Walk } from "./walk.ts";

/** The part a piece plays. */
export type PieceKind =
  | ("open" | "close" | "term" | "exclude" | "optional")
  | ("selector" | "name" | "equality" | "order" | "number" | "text" | "regex")
  | ("is" | "state" | "not" | "exists" | "and" | "or" | "group" | "ungroup" | "comma" | "ellipsis")
  | "mistake";

export interface Piece {
  readonly kind: PieceKind;
  readonly span: Span;
}

/** What may stand where the grammar asks for a token: the rule, the token's name, the kinds. A mistake read as meant has none. */
const KINDS: Readonly<Record<string, Readonly<Record<string, readonly PieceKind[]>>>> = {
  term: { Minus: ["exclude"], Question: ["optional"], AnyTerm: ["term"] },
  disjunction: { AnyOr: ["or"] },
  conjunction: { AnyAnd: ["and"] },
  operand: { LeftParen: ["group"], RightParen: ["ungroup"] },
  operator: { AnyOperator: ["equality", "order"] },
  value: { AnyText: ["number", "text"], AnyRegex: ["regex"], Ellipsis: ["text"] },
  selector: { AnySelector: ["selector"] },
  leaf: { Is: ["is"], Bare: ["state"], Not: ["not"], Exists: ["exists"], AnyText: ["name"] },
  fields: { Comma: ["comma"] },
  field: { Ellipsis: ["ellipsis"], AnyText: ["name"] },
};

/** What may stand at a place of the grammar. */
export function kindsAt(place: Pick<Place, "rule" | "type">): readonly PieceKind[] {
  return KINDS[place.rule]?.[place.type.name] ?? [];
}

/** Token types of mistakes, by their names. */
const WRONG = /^(?:Wrong|Lone|Open|Stray|AndWord|OrWord)/;
const STATES = /^(?:null|true|false)$/i;

function kindOf(token: IToken, place: Place | undefined): PieceKind {
  const kinds = place === undefined ? [] : kindsAt(place);
  // Words that are operators elsewhere are plain words where a value or a name stands.
  const isWord = /^(?:And|Or)Word$/.test(token.tokenType.name) && place?.type.name === "AnyText";
  if (WRONG.test(token.tokenType.name) && !isWord) return "mistake";
  if (kinds[0] === "state" && !STATES.test(token.image)) return "mistake";
  if (kinds[0] === "number") return token.tokenType.name === "Number" ? "number" : "text";
  if (kinds[0] === "equality") return token.tokenType.name === "Order" ? "order" : "equality";
  return kinds[0] ?? "mistake";
}

/** How many missing tokens the reader looks past: an operator and its value. */
const MOST_MISSING = 2;

/** Reads the tokens of one body, piece by piece. */
export class PieceReader {
  readonly #walk: Walk;

  constructor(language: "terms" | "json" | "fields") {
    this.#walk = new Walk(firstRule[language]());
  }

  /** Reads one token as the next piece; what is missing before it is passed over unless `strict`. */
  read(token: IToken, strict = false): Piece {
    const where = spanOf(token);
    if (token.tokenType.name === "Stray") return { kind: "mistake", span: where };
    const isMeant = (place: Place): boolean => kindsAt(place).length > 0;
    const place = this.#walk.take(token) ?? (strict ? undefined : this.#walk.takeLater(token, MOST_MISSING, isMeant));
    return { kind: kindOf(token, place), span: where };
  }

  /** The kinds of piece that the grammar has a place for; `close` stands for the end of the body. */
  ahead(): ReadonlySet<PieceKind> {
    const kinds = new Set(this.#walk.ahead.flatMap(kindsAt));
    return this.#walk.canEnd ? kinds.add("close") : kinds;
  }
}

function spanOf(token: IToken): Span {
  return span(token.startOffset, token.startOffset + token.image.length);
}

/** The tokens of a stretch of a text, with offsets of the whole text. */
export function tokensOf(text: string, language: "terms" | "json" | "fields", where: Span): readonly IToken[] {
  const lexer: Lexer = lexers()[language];
  const { tokens } = lexer.tokenize(text.slice(where.start, Math.min(where.end, where.start + READ_LIMIT)));
  for (const token of tokens) token.startOffset += where.start;
  return tokens;
}

/** A pattern as the row of its pieces. */
export function pieces(text: string): readonly Piece[] {
  const body = bodyOf(text);
  const { language, open, start } = body;
  if (language === "all") return [];
  if (language === "regex") return regexPieces(text, body);
  const reader = new PieceReader(language);
  const inside = tokensOf(text, language, body.span).map((token) => reader.read(token));
  const row = open === undefined ? inside : [{ kind: "open" as const, span: span(start, start + 1) }, ...inside];
  return [...row, ...rest(text, body)];
}

/** What stands after the body: its closing mark, then what can't stand there. */
function rest(text: string, { open, span: inside }: Body): readonly Piece[] {
  const read = Math.min(inside.end, inside.start + READ_LIMIT);
  if (read < inside.end) return mistakes(text, read);
  if (open === undefined || text[inside.end] !== CLOSING[open]) return [];
  return [{ kind: "close", span: span(inside.end, inside.end + 1) }, ...mistakes(text, inside.end + 1)];
}

function regexPieces(text: string, { start, span: inside }: Body): readonly Piece[] {
  const isClosed = inside.end < text.length;
  const end = isClosed ? inside.end + 1 : text.trimEnd().length;
  const kind = isClosed && inside.end > inside.start ? "regex" : "mistake";
  return [{ kind, span: span(start, end) }, ...mistakes(text, end)];
}

/** Everything from an offset on, blanks left out at its ends, as one piece. */
function mistakes(text: string, from: number): readonly Piece[] {
  const tail = text.slice(from);
  if (tail.trim() === "") return [];
  const start = from + tail.length - tail.trimStart().length;
  return [{ kind: "mistake", span: span(start, text.trimEnd().length) }];
}
