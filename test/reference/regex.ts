// Holds: the small regular expressions between percent signs.
// In: the text between the percent signs. Out: a search in a text; throws `Refused`.
// Always: works on code points, and on all positions at once: the set of places where a match of the first n pieces may end.

import { Cursor, refuse } from "./cursor.ts";

type CharSet = (char: string) => boolean;

interface Piece {
  readonly what: "^" | "$" | CharSet;
  readonly min: number;
  readonly max: number;
}

type Positions = ReadonlySet<number>;

/** A search for the expression anywhere in a text. */
export function readRegex(source: string): (text: string) => boolean {
  const endsOf = readRegexEnds(source);
  return (text) => {
    const chars = [...text];
    return endsOf(chars, new Set([...chars.keys(), chars.length])).size > 0;
  };
}

/** Where matches that begin at one of `from` may end, counted in code points. */
export function readRegexEnds(source: string): (chars: readonly string[], from: Positions) => Positions {
  if (source === "") refuse("an empty regular expression");
  if (!/^[A-Za-z0-9:_#=@/;,\- ^$?[\]{}|\\*+.]*$/.test(source))
    refuse("a character that regular expressions can't hold");
  const cursor = new Cursor(source);
  const branches = [readBranch(cursor)];
  while (cursor.take("|")) branches.push(readBranch(cursor));
  const endsOf = (pieces: Piece[], chars: readonly string[], from: Positions): Positions =>
    pieces.reduce((at, piece) => afterRepeated(piece, at, chars), from);
  return (chars, from) => new Set(branches.flatMap((pieces) => [...endsOf(pieces, chars, from)]));
}

// Matching

function afterRepeated(piece: Piece, from: Positions, chars: readonly string[]): Positions {
  let current = from;
  for (let n = 0; n < piece.min; n++) current = afterOnce(piece, current, chars);
  const reached = new Set(current);
  for (let n = piece.min; n < piece.max && current.size > 0; n++) {
    current = new Set([...afterOnce(piece, current, chars)].filter((position) => !reached.has(position)));
    for (const position of current) reached.add(position);
  }
  return reached;
}

function afterOnce({ what }: Piece, from: Positions, chars: readonly string[]): Positions {
  if (what === "^") return new Set([...from].filter((position) => position === 0));
  if (what === "$") return new Set([...from].filter((position) => position === chars.length));
  return new Set(
    [...from].filter((position) => position < chars.length && what(chars[position]!)).map((position) => position + 1),
  );
}

// Reading

const DIGIT: CharSet = (char) => /^[0-9]$/.test(char);
const SPACE: CharSet = (char) => /^[ \t\n\r\f\v]$/.test(char);
const WORD: CharSet = (char) => /^[A-Za-z0-9_]$/.test(char);
const CLASSES: Readonly<Record<string, CharSet>> = {
  d: DIGIT,
  s: SPACE,
  w: WORD,
  D: (char) => !DIGIT(char),
  S: (char) => !SPACE(char),
  W: (char) => !WORD(char),
};
const MOST_REPEATS = 1000;

function readBranch(cursor: Cursor): Piece[] {
  const pieces: Piece[] = [];
  while (!cursor.done && cursor.next !== "|") {
    if (takeRepeats(cursor)) refuse("nothing to repeat");
    const what = readAtom(cursor);
    const repeats = takeRepeats(cursor);
    if (repeats && (what === "^" || what === "$")) refuse("an anchor can't be repeated");
    if (repeats) {
      cursor.take("?"); // as few as possible finds a match whenever as many as possible does
      if (takeRepeats(cursor)) refuse("a repeat of a repeat");
    }
    pieces.push({ what, ...(repeats ?? { min: 1, max: 1 }) });
  }
  return pieces;
}

function takeRepeats(cursor: Cursor): { min: number; max: number } | undefined {
  if (cursor.take("?")) return { min: 0, max: 1 };
  if (cursor.take("*")) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (cursor.take("+")) return { min: 1, max: Number.POSITIVE_INFINITY };
  const braces = /^\{(\d*)(,?)(\d*)\}/.exec(cursor.chars.slice(cursor.at).join(""));
  if (braces === null) return undefined;
  const [all, low, comma, high] = braces as unknown as [string, string, string, string];
  if (low === "" && high === "") return undefined;
  cursor.expect(all);
  const min = Number(low);
  const max = comma === "" ? Number(low) : high === "" ? Number.POSITIVE_INFINITY : Number(high);
  if (min > MOST_REPEATS || (high !== "" && max > MOST_REPEATS) || min > max) refuse("a count out of range");
  return { min, max };
}

function readAtom(cursor: Cursor): Piece["what"] {
  if (cursor.take("^")) return "^";
  if (cursor.take("$")) return "$";
  if (cursor.take(".")) return (char) => char !== "\n";
  if (cursor.take("[")) return readClass(cursor);
  return asSet(readChar(cursor));
}

/** One character, or the set of a class escape such as `\d`. */
function readChar(cursor: Cursor): string | CharSet {
  if (cursor.done) return refuse("the end of the expression");
  if (!cursor.take("\\")) return cursor.chars[cursor.at++]!;
  if (cursor.take("x")) {
    const digits = cursor.chars.slice(cursor.at, cursor.at + 2).join("");
    if (!/^[0-9A-Fa-f]{2}$/.test(digits)) refuse("\\x wants two hexadecimal digits");
    cursor.at += 2;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
  const char = cursor.done ? refuse("a backslash at the end") : cursor.chars[cursor.at++]!;
  if (CLASSES[char] !== undefined) return CLASSES[char];
  return /^[A-Za-z0-9]$/.test(char) ? refuse("an unknown escape") : char;
}

function asSet(char: string | CharSet): CharSet {
  return typeof char === "string" ? (other) => other === char : char;
}

/** After `[`, up to and with its `]`; a `]` that comes first stands for itself. */
function readClass(cursor: Cursor): CharSet {
  const negated = cursor.take("^");
  const parts: CharSet[] = [];
  do {
    const low = readChar(cursor);
    const isRange = typeof low === "string" && cursor.next === "-" && cursor.chars[cursor.at + 1] !== "]";
    parts.push(isRange ? readRange(low, cursor) : asSet(low));
  } while (!cursor.done && cursor.next !== "]");
  cursor.expect("]");
  return (char) => parts.some((part) => part(char)) !== negated;
}

function readRange(low: string, cursor: Cursor): CharSet {
  cursor.expect("-");
  const high = readChar(cursor);
  if (typeof high !== "string") return (char) => char === low || char === "-" || high(char);
  if (high < low) refuse("a bad range");
  return (char) => low <= char && char <= high;
}
