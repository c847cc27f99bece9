// Holds: the search for a `%regex%` in a text, in time linear in the text.
// In: the tree of a regular expression. Out: a function from text to whether it occurs anywhere in it.
// Always: no backtracking: a deterministic automaton built state by state as texts need it; for an expression with more states
//   than are kept, the rest of a text is searched bit by bit, so that time and memory are bounded whatever the texts are.

import { acceptsAtEnd, type Cells, cellsOf } from "../engine/regex-cells.ts";
import { BEYOND, type Regex } from "../pattern/regex.ts";
import { asciiOf } from "./regex-ascii.ts";
import { BitSearch } from "./regex-bits.ts";
import { Lookahead, NOWHERE, plainTexts, trimmed } from "./regex-literals.ts";
import { States, UNKNOWN } from "./regex-states.ts";

/** A search that reads on for longer takes the bytes of a text instead of the text. */
const BRIEF = 32;

/** Compiles the search for `regex`. */
export function compileRegex(regex: Regex): (text: string) => boolean {
  const wanted = trimmed(regex);
  const texts = plainTexts(wanted);
  if (texts !== undefined) return (text) => texts.some((plain) => text.includes(plain));
  // Made at first use: few of the patterns that are checked are searched for.
  let automaton: Automaton | undefined;
  return (text) => {
    automaton ??= new Automaton(wanted, false, Lookahead.of(wanted));
    return automaton.occursIn(text);
  };
}

/** The states of one search, shared by all texts it is asked about. */
export class Automaton {
  readonly #cells: Cells;
  readonly #anchored: boolean;
  readonly #ahead: Lookahead | undefined;
  readonly #states: States;
  #bits: BitSearch | undefined;

  /** With `anchored`, a match begins where the search does; with `ahead`, places where none begins are passed over. */
  constructor(regex: Regex, anchored = false, ahead?: Lookahead) {
    this.#anchored = anchored;
    this.#ahead = ahead;
    this.#cells = cellsOf(regex);
    this.#states = new States(this.#cells, anchored, ahead !== undefined);
  }

  occursIn(text: string): boolean {
    const states = this.#states;
    const classes = states.classes;
    const beyond = classes[BEYOND]!;
    let table = states.table;
    let row = states.first;
    let at = 0;
    let bytes: Uint8Array | undefined;
    let stop = Math.min(text.length, BRIEF);
    this.#ahead?.begin();
    for (;;) {
      if (row < 0) {
        const { accepts, cells } = states.at(row);
        if (accepts || cells.length === 0) return accepts;
        // Only a search that looks ahead pauses.
        const start = this.#ahead!.next(text, at);
        if (start === NOWHERE) return false;
        row = Math.abs(start > at ? states.fresh : row);
        at = start;
        if (bytes === undefined) stop = Math.min(text.length, at + BRIEF);
      }
      while (bytes !== undefined && at < stop) {
        const next = table[row + classes[bytes[at]!]!]!;
        if (next <= 0) break;
        row = next;
        at++;
      }
      if (at >= stop) {
        if (at >= text.length) return states.at(row).acceptsAtEnd;
        bytes = asciiOf(text);
        stop = text.length;
      }
      const unit = text.charCodeAt(at);
      const kind = unit < BEYOND ? classes[unit]! : beyond;
      let next = table[row + kind]!;
      if (next === UNKNOWN) {
        next = states.after(row, kind);
        if (next === UNKNOWN) return this.#bitByBit(text, at, states.at(row).cells, true) !== undefined;
        table = states.table;
      }
      row = next;
      at += unit < BEYOND || !isPair(text, at, unit) ? 1 : 2;
    }
  }

  /**
   * The last place at which any match ends, of a search that begins at `from`; undefined when there is no match. The text has no
   * surrogates.
   */
  lastEnd(text: string, from: number): number | undefined {
    const states = this.#states;
    let row = from === 0 ? states.first : states.fresh;
    let last: number | undefined;
    for (let at = from; ; ) {
      const { accepts, acceptsAtEnd, cells } = states.at(row);
      if (accepts) last = at;
      if (cells.length === 0) return last;
      if (at >= text.length) return acceptsAtEnd ? at : last;
      const unit = text.charCodeAt(at);
      const kind = states.classes[Math.min(unit, BEYOND)]!;
      const known = states.table[Math.abs(row) + kind]!;
      const next = known === UNKNOWN ? states.after(row, kind) : known;
      if (next === UNKNOWN) return this.#bitByBit(text, at, cells, false) ?? last;
      row = next;
      at++;
    }
  }

  /** Goes on from a state without making others; the end of the first match, or of the last. */
  #bitByBit(text: string, from: number, cells: Iterable<number>, first: boolean): number | undefined {
    this.#bits ??= new BitSearch(this.#cells, this.#anchored);
    const search = this.#bits;
    search.begin(cells);
    let last: number | undefined;
    for (let at = from; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      search.step(Math.min(unit, BEYOND));
      if (isPair(text, at, unit)) at++;
      if (!search.accepts()) continue;
      last = at + 1;
      if (first) return last;
    }
    return acceptsAtEnd(this.#cells, search.cells(), false) ? text.length : last;
  }
}

/** A surrogate pair is one character. */
function isPair(text: string, at: number, unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}
