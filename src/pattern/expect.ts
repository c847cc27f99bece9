// Holds: what may be written at a place of a pattern.
// In: a text and an offset. Out: the kinds of piece that may stand there, and what they would belong to.
// Always: only what comes before the offset counts. After the beginning of a valid pattern a kind is told exactly when a piece of it
//   can be written there and the text then finished to a valid pattern (the quota of length aside).

import { hasErrors } from "../text/diagnostic.ts";
import { type Span, span } from "../text/span.ts";
import { bodyOf, CLOSING } from "./body.ts";
import { MAX_PATTERN_WILDCARDS, MAX_REGEXES } from "./checks.ts";
import { readSelector } from "./nodes.ts";
import { MAX_DEPTH } from "./parse.ts";
import { type Piece, type PieceKind, PieceReader, pieces, tokensOf } from "./pieces.ts";
import type { Pattern } from "./syntax.ts";
import { validatePattern } from "./validate.ts";

/** What may stand at one place. */
export interface Expectation {
  readonly kinds: ReadonlySet<PieceKind>;
  /** What a piece put there replaces. */
  readonly span: Span;
  /** The selector or the field's name that is being compared. */
  readonly subject: string | undefined;
  /** Names that fields have already. */
  readonly names: readonly string[];
  /** The name that a condition of the field must test; undefined where a new name begins. */
  readonly ownName: string | undefined;
  /** How many fields stand before this one; undefined after `...`, which stands for any number. */
  readonly fieldIndex: number | undefined;
  /** How many wildcards selectors may still hold. */
  readonly wildcards: number;
}

export interface Expectations {
  readonly language: Pattern["kind"];
  /** What may stand in the place of the piece that the offset touches from behind, and that piece's text up to the offset. */
  readonly replacing: (Expectation & { readonly typed: string }) | undefined;
  /** What may follow; undefined when the piece before is not whole. */
  readonly following: Expectation | undefined;
  /** The mark that closes the pattern, unless it stands behind the offset already. */
  readonly close: string | undefined;
}

const NO_EXPECTATIONS: Expectations = { language: "all", replacing: undefined, following: undefined, close: undefined };

/** What may stand at an offset of a text. */
export function expectationsAt(text: string, offset: number): Expectations {
  const before = text.slice(0, offset);
  const { language, open, start } = bodyOf(before);
  const here = span(offset, offset);
  if (language === "all") {
    const kinds: PieceKind[] =
      before === "" ? ["open", "term", "exclude", "optional"] : ["term", "exclude", "optional"];
    return { ...NO_EXPECTATIONS, following: new Facts().expectation(new Set(kinds), here) };
  }
  const close = open === undefined || text.slice(offset).trimEnd().endsWith(CLOSING[open]!) ? undefined : CLOSING[open];
  if (language === "regex") {
    const isWhole = !hasErrors(validatePattern(`${before}%`));
    const following = isWhole ? new Facts().expectation(new Set<PieceKind>(["close"]), here) : undefined;
    return { ...NO_EXPECTATIONS, language, following, close };
  }

  const tokens = tokensOf(before, language, span(open === undefined ? 0 : start + 1, offset));
  const isPast = open !== undefined && tokens.some((token) => token.image === CLOSING[open]);
  if (isPast || (tokens.at(-1)?.startOffset ?? 0) > offset) return { ...NO_EXPECTATIONS, language };
  const reader = new PieceReader(language);
  const facts = new Facts();
  const last = tokens.at(-1);
  const touched = last !== undefined && last.startOffset + last.image.length === offset ? last : undefined;
  for (const token of tokens) if (token !== touched) facts.note(reader.read(token), text);
  if (touched === undefined) {
    return { language, replacing: undefined, following: facts.expectation(reader.ahead(), here), close };
  }
  const place = span(touched.startOffset, wordEnd(text, touched.startOffset, offset));
  const replacing = { ...facts.expectation(reader.ahead(), place), typed: touched.image };
  const piece = reader.read(touched, true);
  facts.note(piece, text);
  const following = piece.kind === "mistake" ? undefined : facts.expectation(reader.ahead(), here);
  return { language, replacing, following, close };
}

/** Where the piece that is being written ends, if it goes on behind the offset without a blank. */
function wordEnd(text: string, start: number, offset: number): number {
  const whole = pieces(text).find((piece) => piece.span.start === start);
  const end = Math.max(whole?.span.end ?? offset, offset);
  return /\s/.test(text.slice(offset, end)) ? offset : end;
}

/** What the pieces so far have used up, and what they leave open. */
class Facts {
  #depth = 0;
  #regexes = 0;
  #wildcards = 0;
  #fields = 0;
  #ellipsis = false;
  #isOrder = false;
  #subject: string | undefined;
  #ownName: string | undefined;
  readonly #names: string[] = [];

  note({ kind, span: where }: Piece, text: string): void {
    const written = text.slice(where.start, where.end);
    if (kind === "group") this.#depth++;
    else if (kind === "ungroup") this.#depth--;
    else if (kind === "regex") this.#regexes++;
    else if (kind === "ellipsis") this.#ellipsis = true;
    else if (kind === "equality" || kind === "order") this.#isOrder = kind === "order";
    else if (kind === "selector") {
      this.#subject = written;
      this.#wildcards += readSelector(written, where).steps.filter((step) => step.kind === "wildcard").length;
    } else if (kind === "name") {
      this.#subject = written;
      this.#ownName ??= written;
      this.#names.push(written);
    } else if (kind === "comma") {
      this.#fields++;
      this.#ownName = undefined;
    }
  }

  /** `ahead` without what a quota or the operator rules out. */
  expectation(ahead: ReadonlySet<PieceKind>, where: Span): Expectation {
    const kinds = new Set(ahead);
    if (this.#isOrder && kinds.has("number")) for (const kind of ["text", "regex"] as const) kinds.delete(kind);
    if (this.#regexes >= MAX_REGEXES) kinds.delete("regex");
    if (this.#depth >= MAX_DEPTH) kinds.delete("group");
    if (this.#ellipsis) kinds.delete("ellipsis");
    return {
      ...{ kinds, span: where, subject: this.#subject, names: this.#names.slice(), ownName: this.#ownName },
      fieldIndex: this.#ellipsis ? undefined : this.#fields,
      wildcards: MAX_PATTERN_WILDCARDS - this.#wildcards,
    };
  }
}
