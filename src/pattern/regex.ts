// Holds: the service's dialect of regular expressions, from text to tree.
// In: the text between two `%`, and where it starts. Out: alternatives of repeated character sets, or findings.
// Always: the dialect has no groups, so the tree is two levels deep and reading it is one pass; sets are over U+0000 to
//   U+00FF and one symbol for all the rest; expanded it has at most MAX_CELLS characters.

import { type Span, span } from "../text/span.ts";
import { type Finding, finding } from "./finding.ts";

/** The symbol that stands for every character beyond U+00FF: none of them can be written [D], so no set tells them apart. */
export const BEYOND = 256;

/** How many symbols there are. */
export const SYMBOLS: number = BEYOND + 1;

/** Which of the symbols a position accepts; 1 for yes. */
export type CharacterSet = Uint8Array;

/** One character set repeated, or an anchor. */
export type RegexItem =
  | {
      readonly kind: "set";
      readonly set: CharacterSet;
      readonly min: number;
      readonly max: number;
      readonly span: Span;
    }
  | { readonly kind: "start" | "end"; readonly span: Span };

/** A regular expression: any of the alternatives, each a sequence of items. */
export interface Regex {
  readonly alternatives: readonly (readonly RegexItem[])[];
}

/** Repetition counts above this do not compile [I: the bound of RE2, which the service's dialect resembles]. */
const MAX_REPEAT = 1000;

/** Written out, an expression may have this many characters [chosen]: it bounds the work for each character of an event. */
const MAX_CELLS = 4000;

const COMPILE_FAILURE = "Failed to compile regular expression.";

/** Every character that may stand between two `%`; all others are refused, escaped or not [D, O]. */
export const REGEX_CHARACTERS = "A-Za-z0-9:_#=@/;, \\-^$?\\[\\]{}|\\\\*+.";

const DIGIT: readonly Range[] = [[48, 57]];
const WORD: readonly Range[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACE: readonly Range[] = [
  [9, 13],
  [32, 32],
];
const NEWLINE: readonly Range[] = [[10, 10]];

type Range = readonly [low: number, high: number];

/** Reads `source`, which stands at `offset` of the pattern; all its characters are of REGEX_CHARACTERS. */
export function parseRegex(source: string, offset: number): { regex: Regex | undefined; findings: readonly Finding[] } {
  const reader = new RegexReader(source, offset);
  const regex = reader.read();
  return reader.findings.length > 0 ? { regex: undefined, findings: reader.findings } : { regex, findings: [] };
}

class RegexReader {
  readonly findings: Finding[] = [];
  readonly #source: string;
  readonly #offset: number;
  #at = 0;
  #cells = 0;

  constructor(source: string, offset: number) {
    this.#source = source;
    this.#offset = offset;
  }

  read(): Regex {
    const alternatives: RegexItem[][] = [[]];
    while (this.#at < this.#source.length) {
      const start = this.#at;
      const character = this.#source[this.#at++]!;
      const items = alternatives[alternatives.length - 1]!;
      if (character === "|") alternatives.push([]);
      else if (character === "^") items.push({ kind: "start", span: this.#span(start) });
      else if (character === "$") items.push({ kind: "end", span: this.#span(start) });
      else if (this.#isQuantifier(character, start)) this.#fail(start, "there is nothing before this to repeat");
      else items.push(this.#repeated(this.#atom(character, start), start));
    }
    if (this.#cells > MAX_CELLS) this.#fail(0, `written out, the expression is longer than ${MAX_CELLS} characters`);
    return { alternatives };
  }

  #atom(character: string, start: number): CharacterSet {
    if (character === ".") return complement(setOf(NEWLINE));
    if (character === "[") return this.#class(start);
    if (character === "\\") return this.#escape(start);
    return setOf([codeRange(character)]);
  }

  #repeated(set: CharacterSet, start: number): RegexItem {
    const { min, max } = this.#quantifier();
    this.#cells += Number.isFinite(max) ? max : Math.max(min, 1);
    return { kind: "set", set, min, max, span: this.#span(start) };
  }

  /** The quantifier at the reading position, with a lazy `?` if it has one (it changes nothing about whether a text matches). */
  #quantifier(): { min: number; max: number } {
    const start = this.#at;
    const character = this.#source[this.#at];
    const counted = character === "{" ? this.#counted() : undefined;
    if (counted === undefined && character !== "*" && character !== "+" && character !== "?") return { min: 1, max: 1 };
    if (counted === undefined) this.#at++;
    if (this.#source[this.#at] === "?") this.#at++;
    const again = this.#source[this.#at];
    if (again !== undefined && this.#isQuantifier(again, this.#at)) {
      this.#fail(this.#at++, "a quantifier can't follow a quantifier");
      if (again === "{") this.#counted(this.#at - 1);
    }
    if (counted === undefined)
      return { min: character === "+" ? 1 : 0, max: character === "?" ? 1 : Number.POSITIVE_INFINITY };
    const { min, max } = counted;
    const top = Number.isFinite(max) ? max : min;
    if (top > MAX_REPEAT) this.#fail(start, `a count may be at most ${MAX_REPEAT}`);
    else if (max < min) this.#fail(start, "the smaller count comes first");
    return { min, max };
  }

  /** `{n}`, `{n,}`, `{n,m}` or `{,m}` at the reading position, read; undefined (and nothing read) for any other brace. */
  #counted(from: number = this.#at): { min: number; max: number } | undefined {
    const end = this.#source.indexOf("}", from);
    if (end === -1) return undefined;
    const parts = /^\{(\d*)(,?)(\d*)\}$/.exec(this.#source.slice(from, end + 1));
    if (parts === null || (parts[1] === "" && parts[3] === "")) return undefined;
    this.#at = end + 1;
    const min = Number(parts[1]);
    return { min, max: parts[2] === "" ? min : parts[3] === "" ? Number.POSITIVE_INFINITY : Number(parts[3]) };
  }

  #isQuantifier(character: string, at: number): boolean {
    if (character === "*" || character === "+" || character === "?") return true;
    if (character !== "{") return false;
    const before = this.#at;
    const counted = this.#counted(at);
    this.#at = before;
    return counted !== undefined;
  }

  /** `\d`, `\x3A`, `\.`: after the backslash. */
  #escape(start: number): CharacterSet {
    const character = this.#source[this.#at];
    if (character === undefined) return this.#fail(start, "a backslash has nothing after it to escape");
    this.#at++;
    switch (character) {
      case "d":
        return setOf(DIGIT);
      case "D":
        return complement(setOf(DIGIT));
      case "w":
        return setOf(WORD);
      case "W":
        return complement(setOf(WORD));
      case "s":
        return setOf(SPACE);
      case "S":
        return complement(setOf(SPACE));
      case "x":
        return this.#hexadecimal(start);
      default:
        if (/[A-Za-z0-9]/.test(character)) return this.#fail(start, `there is no escape \\${character}`);
        return setOf([codeRange(character)]);
    }
  }

  #hexadecimal(start: number): CharacterSet {
    const digits = /^[0-9A-Fa-f]{2}/.exec(this.#source.slice(this.#at, this.#at + 2))?.[0];
    if (digits === undefined) return this.#fail(start, "\\x is followed by two hexadecimal digits");
    this.#at += 2;
    const code = Number.parseInt(digits, 16);
    return setOf([[code, code]]);
  }

  /** `[a-z]`, `[^0-9]`: after the opening bracket. */
  #class(start: number): CharacterSet {
    const negated = this.#source[this.#at] === "^";
    if (negated) this.#at++;
    const set = new Uint8Array(SYMBOLS);
    for (let first = true; ; first = false) {
      const from = this.#at;
      const character = this.#source[this.#at];
      if (character === undefined) return this.#fail(start, "this `[` has no `]`");
      this.#at++;
      if (character === "]" && !first) return negated ? complement(set) : set;
      const low = character === "\\" ? this.#escape(from) : setOf([codeRange(character)]);
      this.#range(set, low, from);
    }
  }

  /** Adds one member of a class: a single set, or the range from `low` to what follows a `-`. */
  #range(set: CharacterSet, low: CharacterSet, from: number): void {
    const next = this.#source[this.#at + 1];
    const lowCode = single(low);
    if (this.#source[this.#at] !== "-" || next === undefined || next === "]" || lowCode === undefined) {
      add(set, low);
      return;
    }
    this.#at++;
    const to = this.#at++;
    const high = next === "\\" ? this.#escape(to) : setOf([codeRange(next)]);
    const highCode = single(high);
    // `a-\d` is no range: its three parts stand for themselves.
    if (highCode === undefined) for (const part of [low, setOf([codeRange("-")]), high]) add(set, part);
    else if (highCode < lowCode) this.#fail(from, "the range runs backwards");
    else add(set, setOf([[lowCode, highCode]]));
  }

  #fail(start: number, reason: string): CharacterSet {
    const end = Math.min(Math.max(this.#at, start + 1), this.#source.length);
    const where = span(this.#offset + start, this.#offset + Math.max(end, start));
    this.findings.push(
      finding("regex-compile", where, `The regular expression does not compile: ${reason}`, {
        stage: "meaning",
        service: COMPILE_FAILURE,
      }),
    );
    return new Uint8Array(SYMBOLS);
  }

  #span(start: number): Span {
    return span(this.#offset + start, this.#offset + this.#at);
  }
}

function codeRange(character: string): Range {
  const code = character.charCodeAt(0);
  return [code, code];
}

function setOf(ranges: readonly Range[]): CharacterSet {
  const set = new Uint8Array(SYMBOLS);
  for (const [low, high] of ranges) set.fill(1, low, high + 1);
  return set;
}

function complement(set: CharacterSet): CharacterSet {
  return set.map((member) => 1 - member);
}

function add(set: CharacterSet, more: CharacterSet): void {
  for (let symbol = 0; symbol < more.length; symbol++) if (more[symbol] === 1) set[symbol] = 1;
}

/** The one character of a set of one, else undefined. */
function single(set: CharacterSet): number | undefined {
  const first = set.indexOf(1);
  return first !== -1 && set.indexOf(1, first + 1) === -1 ? first : undefined;
}

/** An expression that finds exactly this text; undefined when it holds a character that none can be written for. */
export function regexText(text: string): string | undefined {
  if (!/^[\0-\x7f]*$/.test(text)) return undefined;
  const plain = new RegExp(`[${REGEX_CHARACTERS}]`);
  return text.replace(/[^A-Za-z0-9]/g, (character) => {
    if (!plain.test(character)) return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
    return /[$^?[\]{}|\\*+.]/.test(character) ? `\\${character}` : character;
  });
}
