// Holds: the search for a `%regex%` in a text, in time linear in the text.
// In: the tree of a regular expression. Out: a function from text to whether it occurs anywhere in it.
// Always: no backtracking: a deterministic automaton built state by state as texts need it; when its states grow too many
//   they are forgotten and built anew, so that memory is bounded whatever the texts are.

import { BEYOND, type CharacterSet, type Regex, SYMBOLS } from "../pattern/regex.ts";

/** One position of the expression, written out: repetition is what may be skipped and what may stay. */
interface Cell {
  readonly kind: "set" | "start" | "end" | "accept";
  readonly set: CharacterSet | undefined;
  /** May be passed without reading a character. */
  readonly optional: boolean;
  /** May read another character. */
  readonly loops: boolean;
}

interface State {
  /** Positions the search may be at, ascending. */
  readonly cells: readonly number[];
  /** A match has been found. */
  readonly accepts: boolean;
  /** A match is found if the text ends here. */
  readonly acceptsAtEnd: boolean;
  /** By symbol; undefined where no text has led yet. */
  readonly next: (State | undefined)[];
}

/** States kept at once. */
const MAX_STATES = 1000;

/** Compiles the search for `regex`. */
export function compileRegex(regex: Regex): (text: string) => boolean {
  const automaton = new Automaton(regex);
  return (text) => automaton.occursIn(text);
}

class Automaton {
  readonly #cells: Cell[] = [];
  readonly #starts: number[] = [];
  #states = new Map<string, State>();
  #first: State;

  constructor(regex: Regex) {
    for (const items of regex.alternatives) {
      this.#starts.push(this.#cells.length);
      for (const item of items) {
        if (item.kind === "set") this.#writeOut(item.set, item.min, item.max);
        else this.#cells.push({ kind: item.kind, set: undefined, optional: false, loops: false });
      }
      this.#cells.push({ kind: "accept", set: undefined, optional: false, loops: false });
    }
    this.#first = this.#begin();
  }

  #writeOut(set: CharacterSet, min: number, max: number): void {
    const unbounded = !Number.isFinite(max);
    const count = unbounded ? Math.max(min, 1) : max;
    for (let index = 0; index < count; index++) {
      this.#cells.push({ kind: "set", set, optional: index >= min, loops: unbounded && index === count - 1 });
    }
  }

  occursIn(text: string): boolean {
    let state = this.#first;
    for (let at = 0; at < text.length; at++) {
      if (state.accepts) return true;
      const unit = text.charCodeAt(at);
      // A surrogate pair is one character.
      if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) at++;
      const symbol = unit < BEYOND ? unit : BEYOND;
      state = state.next[symbol] ?? this.#step(state, symbol);
    }
    return state.accepts || state.acceptsAtEnd;
  }

  #begin(): State {
    const cells = new Set<number>();
    for (const start of this.#starts) this.#reach(start, cells, true, false);
    return this.#state(cells, true);
  }

  #step(state: State, symbol: number): State {
    const cells = new Set<number>();
    for (const index of state.cells) {
      const cell = this.#cells[index]!;
      if (cell.set?.[symbol] !== 1) continue;
      if (cell.loops) cells.add(index);
      this.#reach(index + 1, cells, false, false);
    }
    // The search may begin anywhere.
    for (const start of this.#starts) this.#reach(start, cells, false, false);
    const next = this.#state(cells, false);
    state.next[symbol] = next;
    return next;
  }

  /** Adds `index` and all positions that follow it without reading a character. */
  #reach(index: number, cells: Set<number>, atStart: boolean, atEnd: boolean): void {
    for (let at = index; !cells.has(at); at++) {
      const cell = this.#cells[at]!;
      if (cell.kind === "start" && !atStart) return;
      cells.add(at);
      const passes = cell.kind === "set" ? cell.optional : cell.kind === "end" ? atEnd : cell.kind === "start";
      if (!passes) return;
    }
  }

  #state(cells: ReadonlySet<number>, atStart: boolean): State {
    const sorted = [...cells].sort((a, b) => a - b);
    const key = `${atStart} ${sorted.join(" ")}`;
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const state: State = {
      cells: sorted,
      accepts: this.#accepts(sorted),
      acceptsAtEnd: this.#acceptsAtEnd(sorted, atStart),
      next: new Array(SYMBOLS),
    };
    if (this.#states.size >= MAX_STATES) this.#forget();
    this.#states.set(key, state);
    return state;
  }

  /** Drops every state; the one being built starts the collection anew. */
  #forget(): void {
    this.#states = new Map();
    this.#first = this.#begin();
  }

  #accepts(cells: readonly number[]): boolean {
    return cells.some((index) => this.#cells[index]!.kind === "accept");
  }

  #acceptsAtEnd(cells: readonly number[], atStart: boolean): boolean {
    const reached = new Set<number>();
    for (const index of cells) if (this.#cells[index]!.kind === "end") this.#reach(index, reached, atStart, true);
    return this.#accepts([...reached]);
  }
}
