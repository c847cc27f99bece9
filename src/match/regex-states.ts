// Holds: the states of one search for a regular expression, made as texts need them.
// In: positions; a state and a character. Out: the state after it, from one table of numbers.
// Always: states and what they keep are bounded; characters that no set tells apart share a column.

import { acceptsAtEnd, type Cell, type Cells, reach } from "../engine/regex-cells.ts";
import { SYMBOLS } from "../pattern/regex.ts";

/** In the table: no text has led here yet. As an answer: there would be too many states. */
export const UNKNOWN = 0;

/** States kept, and cells in all of them together [chosen]. */
const MAX_STATES = 1000;
const MAX_KEPT = 50_000;

export interface State {
  /** Cells the search may be at, ascending. */
  readonly cells: Uint16Array;
  /** A match has been found. */
  readonly accepts: boolean;
  /** A match is found if the text ends here. */
  readonly acceptsAtEnd: boolean;
}

/**
 * A state is the number of its row in `table`; negative where the search has to look up: a match has been found, none can
 * be found any more, or, with `pauses`, none has begun.
 */
export class States {
  /** The row after each row and class of characters; made anew when it grows. */
  table: Int32Array;
  /** The class of each symbol. */
  readonly classes: Uint16Array = new Uint16Array(SYMBOLS);
  /** Where a search stands at the start of a text, and further on with nothing begun. */
  readonly first: number;
  readonly fresh: number;
  readonly #cells: Cells;
  readonly #anchored: boolean;
  readonly #pauses: boolean;
  /** A symbol of each class. */
  readonly #sample: readonly number[];
  readonly #width: number;
  readonly #states: State[] = [];
  readonly #rows = new Map<string, number>();
  #kept = 0;

  constructor(cells: Cells, anchored: boolean, pauses: boolean) {
    this.#cells = cells;
    this.#anchored = anchored;
    this.#pauses = pauses;
    this.#sample = classify(cells.all, this.classes);
    this.#width = this.#sample.length;
    this.table = new Int32Array(this.#width * 8);
    const hasStart = cells.all.some(({ kind }) => kind === "start");
    this.fresh = this.#begin(false);
    this.first = hasStart ? this.#begin(true) : this.fresh;
  }

  at(row: number): State {
    return this.#states[Math.abs(row) / this.#width - 1]!;
  }

  /** The state after a character of a class, when it is not in the table yet. */
  after(row: number, kind: number): number {
    const cells = new Set<number>();
    const symbol = this.#sample[kind]!;
    for (const index of this.at(row).cells) {
      const cell = this.#cells.all[index]!;
      if (cell.set?.[symbol] !== 1) continue;
      if (cell.loops) cells.add(index);
      reach(this.#cells, index + 1, cells, false, false);
    }
    // A search that is not anchored may begin anywhere.
    if (!this.#anchored) for (const start of this.#cells.starts) reach(this.#cells, start, cells, false, false);
    const next = this.#rowOf(cells, false, false);
    this.table[Math.abs(row) + kind] = next;
    return next;
  }

  #begin(atStart: boolean): number {
    const cells = new Set<number>();
    for (const start of this.#cells.starts) reach(this.#cells, start, cells, atStart, false);
    return this.#rowOf(cells, atStart, this.#pauses);
  }

  #rowOf(found: ReadonlySet<number>, atStart: boolean, pauses: boolean): number {
    const cells = Uint16Array.from(found).sort();
    const key = `${atStart} ${cells.join(" ")}`;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    // There is always room for the two states a search begins in.
    const isFull = this.#states.length >= MAX_STATES || this.#kept + cells.length > MAX_KEPT;
    if (isFull) return UNKNOWN;
    return this.#make(key, cells, atStart, pauses);
  }

  #make(key: string, cells: Uint16Array, atStart: boolean, pauses: boolean): number {
    const accepts = cells.some((index) => this.#cells.all[index]!.kind === "accept");
    this.#states.push({ cells, accepts, acceptsAtEnd: acceptsAtEnd(this.#cells, cells, atStart) });
    this.#kept += cells.length;
    const place = this.#states.length * this.#width;
    this.#growTo(place + this.#width);
    const row = accepts || cells.length === 0 || pauses ? -place : place;
    this.#rows.set(key, row);
    return row;
  }

  #growTo(length: number): void {
    if (length <= this.table.length) return;
    const grown = new Int32Array(this.table.length * 2);
    grown.set(this.table);
    this.table = grown;
  }
}

/** Parts the symbols into those that every set holds or leaves out together; a symbol of each part. */
function classify(all: readonly Cell[], classes: Uint16Array): readonly number[] {
  let count = 1;
  for (const set of new Set(all.map((cell) => cell.set))) {
    if (set === undefined) continue;
    const parts = new Map<number, number>();
    for (let symbol = 0; symbol < SYMBOLS; symbol++) {
      const key = classes[symbol]! * 2 + set[symbol]!;
      const part = parts.get(key) ?? parts.size;
      parts.set(key, part);
      classes[symbol] = part;
    }
    count = parts.size;
  }
  return Array.from({ length: count }, (_, kind) => classes.indexOf(kind));
}
