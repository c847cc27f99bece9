// Holds: what a text must hold for a regular expression to be found in it.
// In: the tree of an expression. Out: the same search made shorter; its plain texts; where in a text a match may begin.
// Always: a place is passed over only when no match begins there; each literal is looked for once over a text, from left to right.

import { BEYOND, type CharacterSet, type Regex, type RegexItem } from "../pattern/regex.ts";

/** Longer literals are cut: it bounds the work of a search for one that nearly occurs everywhere. */
const MAX_LITERAL = 32;

/** With more alternatives, looking for each costs more than the automaton. */
const MAX_ALTERNATIVES = 8;

/** A literal that occurs more often than once in so many characters costs more than the automaton. */
const WORTHWHILE = 24;

/** Beyond the end of any text. */
export const NOWHERE = 0x3fffffff;

/** An expression that is found in the same texts, though not always as much of them: what may be left out at either end is. */
export function trimmed(regex: Regex): Regex {
  const turn = (items: readonly RegexItem[]): readonly RegexItem[] => [...items].reverse();
  return { alternatives: regex.alternatives.map((items) => turn(trimmedStart(turn(trimmedStart(items))))) };
}

function trimmedStart(items: readonly RegexItem[]): readonly RegexItem[] {
  const from = items.findIndex((item) => item.kind !== "set" || item.min > 0);
  const [first, ...rest] = from === -1 ? [] : items.slice(from);
  if (first === undefined) return [];
  return [first.kind === "set" ? { ...first, max: first.min } : first, ...rest];
}

/** The texts any of which is to be found, when the expression is nothing else and they are short. */
export function plainTexts({ alternatives }: Regex): readonly string[] | undefined {
  if (alternatives.length > MAX_ALTERNATIVES) return undefined;
  const texts: string[] = [];
  for (const items of alternatives) {
    let text = "";
    for (const item of items) {
      const repeated = item.kind === "set" && item.max === item.min ? literalOf(item.set, item.min) : undefined;
      if (repeated === undefined) return undefined;
      text += repeated;
    }
    if (text.length > MAX_LITERAL) return undefined;
    texts.push(text);
  }
  return texts;
}

/** A text that every match of an alternative holds. */
interface Literal {
  readonly text: string;
  /** How many code units of the match may stand before it at most. */
  readonly before: number;
  /** Where it was found last in the text that is being searched; -1 at first. */
  found: number;
}

interface Clues {
  /** A match begins at the start of the text. */
  readonly atStart: boolean;
  /** A match ends with the text and has so many code units at most. */
  readonly tail: number;
  readonly literals: readonly Literal[];
}

/** Where in a text a match of an expression may begin. */
export class Lookahead {
  readonly #alternatives: readonly Clues[];
  #searches = 0;

  private constructor(alternatives: readonly Clues[]) {
    this.#alternatives = alternatives;
  }

  /** Undefined when of some alternative nothing is known. */
  static of({ alternatives }: Regex): Lookahead | undefined {
    const all = alternatives.map(cluesOf);
    const isKnown = all.every(({ atStart, tail, literals }) => atStart || tail < NOWHERE || literals.length > 0);
    return isKnown && all.length <= MAX_ALTERNATIVES ? new Lookahead(all) : undefined;
  }

  /** Turns to another text. */
  begin(): void {
    this.#searches = 0;
    for (const { literals } of this.#alternatives) for (const literal of literals) literal.found = -1;
  }

  /**
   * The first place from `at` at which a match may begin; NOWHERE when there is none. It may lie within a surrogate pair, whose
   * second half reads as the whole does.
   */
  next(text: string, at: number): number {
    if (this.#searches * WORTHWHILE > at + 8 * WORTHWHILE) return at;
    let next = NOWHERE;
    for (const clues of this.#alternatives) next = Math.min(next, this.#startOf(clues, text, at));
    return next;
  }

  #startOf({ atStart, tail, literals }: Clues, text: string, at: number): number {
    if (atStart && at > 0) return NOWHERE;
    let start = Math.max(at, text.length - tail);
    for (const literal of literals) {
      if (literal.found < start) {
        this.#searches++;
        const found = text.indexOf(literal.text, start);
        literal.found = found === -1 ? NOWHERE : found;
      }
      if (literal.found === NOWHERE) return NOWHERE;
      start = Math.max(start, literal.found - literal.before);
    }
    return start;
  }
}

function cluesOf(items: readonly RegexItem[]): Clues {
  const all = literalsOf(items);
  const atStart = items[0]?.kind === "start";
  const isLast = items[items.length - 1]?.kind === "end";
  const chosen = new Set([best(all), best(all.filter(({ before }) => before < NOWHERE))]);
  // A match that begins with the text is refused sooner by reading than by looking, unless it may go on for long.
  const isRead = atStart && !isUnbounded(items[1]);
  return {
    atStart,
    tail: isLast ? items.reduce((sum, item) => Math.min(sum + longest(item), NOWHERE), 0) : NOWHERE,
    literals: isRead ? [] : [...chosen].filter((literal) => literal !== undefined),
  };
}

function isUnbounded(item: RegexItem | undefined): boolean {
  return item?.kind === "set" && item.max === Number.POSITIVE_INFINITY;
}

/** The longest; of those alike, one that begins with a character that logs are not full of. */
function best(literals: readonly Literal[]): Literal | undefined {
  const worth = ({ text }: Literal): number => text.length * 2 + (/^[a-z0-9 .,:/=-]/.test(text) ? 0 : 1);
  return literals.reduce<Literal | undefined>(
    (chosen, literal) => (chosen === undefined || worth(literal) > worth(chosen) ? literal : chosen),
    undefined,
  );
}

/** The runs of single characters, each as long as it can be. */
function literalsOf(items: readonly RegexItem[]): readonly Literal[] {
  const found: Literal[] = [];
  let text = "";
  let before = 0;
  let passed = 0;
  const close = (): void => {
    if (text !== "") found.push({ text: text.slice(0, MAX_LITERAL), before, found: -1 });
    text = "";
  };
  for (const item of items) {
    if (item.kind !== "set") continue;
    const repeated = literalOf(item.set, item.min);
    if (repeated === undefined) close();
    else {
      if (text === "") before = passed;
      text += repeated;
    }
    passed = Math.min(passed + longest(item), NOWHERE);
    if (repeated === undefined || item.max === item.min) continue;
    close();
    // As many as there must be stand before what follows as well.
    text = repeated;
    before = passed === NOWHERE ? NOWHERE : passed - repeated.length;
  }
  close();
  return found;
}

/** The text of `count` characters of a set, when it holds one only. */
function literalOf(set: CharacterSet, count: number): string | undefined {
  const symbol = set.indexOf(1);
  if (symbol === -1 || symbol === BEYOND || set.indexOf(1, symbol + 1) !== -1) return undefined;
  return String.fromCharCode(symbol).repeat(count);
}

/** Code units of the longest text of an item. */
function longest(item: RegexItem): number {
  return item.kind === "set" ? item.max * (item.set[BEYOND] === 1 ? 2 : 1) : 0;
}
