// Holds: the search for a `%regex%` in a text, in time linear in the text.
// In: the tree of a regular expression. Out: a function from text to whether it occurs anywhere in it.
// Always: no backtracking: a deterministic automaton built state by state as texts need it; for an expression with more states
//   than are kept, the rest of a text is searched bit by bit, so that time and memory are bounded whatever the texts are.

import { BEYOND, type Regex, SYMBOLS } from "../pattern/regex.ts";
import { BitSearch } from "./regex-bits.ts";
import { type Cells, cellsOf, reach } from "./regex-cells.ts";

interface State {
  /** Cells the search may be at, ascending. */
  readonly cells: readonly number[];
  /** A match has been found. */
  readonly accepts: boolean;
  /** A match is found if the text ends here. */
  readonly acceptsAtEnd: boolean;
  /** By symbol; undefined where no text has led yet. */
  readonly next: (State | undefined)[];
}

/** States kept. */
const MAX_STATES = 1000;

/** Compiles the search for `regex`. */
export function compileRegex(regex: Regex): (text: string) => boolean {
  const automaton = new Automaton(regex);
  return (text) => automaton.occursIn(text);
}

/** The states of one search, shared by all texts it is asked about. */
export class Automaton {
  readonly #cells: Cells;
  readonly #anchored: boolean;
  readonly #states = new Map<string, State>();
  readonly #first: State;
  #bits: BitSearch | undefined;

  /** With `anchored`, a match begins where the search does. */
  constructor(regex: Regex, anchored = false) {
    this.#anchored = anchored;
    this.#cells = cellsOf(regex);
    this.#first = this.#begin(true);
  }

  occursIn(text: string): boolean {
    let state = this.#first;
    for (let at = 0; at < text.length; at++) {
      if (state.accepts) return true;
      const unit = text.charCodeAt(at);
      const symbol = unit < BEYOND ? unit : BEYOND;
      const next = state.next[symbol] ?? this.#step(state, symbol);
      if (next === undefined) return this.#bitByBit(text, at, state, true) !== undefined;
      state = next;
      if (isPair(text, at, unit)) at++;
    }
    return state.accepts || state.acceptsAtEnd;
  }

  /** The last place at which any match ends, of a search that begins at `from`; undefined when there is no match. */
  lastEnd(text: string, from: number): number | undefined {
    let state = from === 0 ? this.#first : this.#begin(false);
    let last: number | undefined;
    for (let at = from; at < text.length; at++) {
      if (state.accepts) last = at;
      const unit = text.charCodeAt(at);
      const symbol = unit < BEYOND ? unit : BEYOND;
      const next = state.next[symbol] ?? this.#step(state, symbol);
      if (next === undefined) return this.#bitByBit(text, at, state, false) ?? last;
      state = next;
      if (isPair(text, at, unit)) at++;
    }
    return state.accepts || state.acceptsAtEnd ? text.length : last;
  }

  /** Goes on from a state without making others; the end of the first match, or of the last. */
  #bitByBit(text: string, from: number, state: State, first: boolean): number | undefined {
    this.#bits ??= new BitSearch(this.#cells, this.#anchored);
    const search = this.#bits;
    search.begin(state.cells);
    let last: number | undefined;
    for (let at = from; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      search.step(unit < BEYOND ? unit : BEYOND);
      if (isPair(text, at, unit)) at++;
      if (!search.accepts()) continue;
      last = at + 1;
      if (first) return last;
    }
    return this.#acceptsAtEnd(search.cells(), false) ? text.length : last;
  }

  #begin(atStart: boolean): State {
    const cells = new Set<number>();
    for (const start of this.#cells.starts) reach(this.#cells, start, cells, atStart, false);
    const sorted = ascending(cells);
    const key = keyOf(sorted, atStart);
    return this.#states.get(key) ?? this.#make(key, sorted, atStart);
  }

  /** The state after a character; undefined when it would be one state too many. */
  #step(state: State, symbol: number): State | undefined {
    const cells = new Set<number>();
    for (const index of state.cells) {
      const cell = this.#cells.all[index]!;
      if (cell.set?.[symbol] !== 1) continue;
      if (cell.loops) cells.add(index);
      reach(this.#cells, index + 1, cells, false, false);
    }
    // A search that is not anchored may begin anywhere.
    if (!this.#anchored) for (const start of this.#cells.starts) reach(this.#cells, start, cells, false, false);
    const sorted = ascending(cells);
    const key = keyOf(sorted, false);
    let next = this.#states.get(key);
    if (next === undefined) {
      if (this.#states.size >= MAX_STATES) return undefined;
      next = this.#make(key, sorted, false);
    }
    state.next[symbol] = next;
    return next;
  }

  #make(key: string, sorted: readonly number[], atStart: boolean): State {
    const state: State = {
      cells: sorted,
      accepts: this.#accepts(sorted),
      acceptsAtEnd: this.#acceptsAtEnd(sorted, atStart),
      next: new Array(SYMBOLS),
    };
    this.#states.set(key, state);
    return state;
  }

  #accepts(cells: readonly number[]): boolean {
    return cells.some((index) => this.#cells.all[index]!.kind === "accept");
  }

  #acceptsAtEnd(cells: readonly number[], atStart: boolean): boolean {
    const reached = new Set<number>();
    for (const index of cells) {
      if (this.#cells.all[index]!.kind === "end") reach(this.#cells, index, reached, atStart, true);
    }
    return this.#accepts([...reached]);
  }
}

function ascending(cells: ReadonlySet<number>): readonly number[] {
  return [...cells].sort((a, b) => a - b);
}

function keyOf(sorted: readonly number[], atStart: boolean): string {
  return `${atStart} ${sorted.join(" ")}`;
}

/** A surrogate pair is one character. */
function isPair(text: string, at: number, unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}
