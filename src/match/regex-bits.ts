// Holds: the search of a regular expression with one bit a position, for expressions with too many states to keep.
// In: cells, where a search stands, symbols one by one. Out: whether a match has been found.
// Always: a step costs one pass over the words (32 positions each), whatever the text was; nothing is kept between texts but masks.

import { type Cell, type Cells, reach } from "../engine/regex-cells.ts";

const WORD = 32;

export class BitSearch {
  readonly #cells: Cells;
  readonly #words: number;
  /** Cells that may be passed, that may stay, that accept. */
  readonly #optional: Uint32Array;
  readonly #loops: Uint32Array;
  readonly #accept: Uint32Array;
  /** Where a search that is not anchored stands before each character. */
  readonly #always: Uint32Array;
  /** By symbol: the cells that read it. */
  readonly #reads: (Uint32Array | undefined)[] = [];
  #at: Uint32Array;
  #next: Uint32Array;

  constructor(cells: Cells, anchored: boolean) {
    this.#cells = cells;
    this.#words = Math.ceil((cells.all.length + 1) / WORD);
    this.#optional = this.#maskWhere((cell) => cell.optional);
    this.#loops = this.#maskWhere((cell) => cell.loops);
    this.#accept = this.#maskWhere((cell) => cell.kind === "accept");
    const starts = new Set<number>();
    if (!anchored) for (const start of cells.starts) reach(cells, start, starts, false, false);
    this.#always = this.#mask(starts);
    this.#at = new Uint32Array(this.#words);
    this.#next = new Uint32Array(this.#words);
  }

  /** Stands at these cells. */
  begin(cells: Iterable<number>): void {
    this.#at = this.#mask(cells);
  }

  /** Reads a character. A cell for the start of the text may be reached and leads nowhere: it reads none and is not passed. */
  step(symbol: number): void {
    const reads = this.#reads[symbol] ?? this.#readersOf(symbol);
    let shifted = 0;
    let carry = 0;
    for (let word = 0; word < this.#words; word++) {
      const read = this.#at[word]! & reads[word]!;
      const moved = ((read << 1) | shifted | (read & this.#loops[word]!)) >>> 0;
      shifted = read >>> (WORD - 1);
      // What may be passed is passed by the carry of an addition: it runs up through neighbouring ones.
      const optional = this.#optional[word]!;
      const total = ((moved & optional) >>> 0) + optional + carry;
      const passed = ((total ^ optional) | moved) >>> 0;
      carry = total > 0xffffffff ? 1 : 0;
      this.#next[word] = (passed | this.#always[word]!) >>> 0;
    }
    [this.#at, this.#next] = [this.#next, this.#at];
  }

  accepts(): boolean {
    for (let word = 0; word < this.#words; word++) if ((this.#at[word]! & this.#accept[word]!) !== 0) return true;
    return false;
  }

  /** Where the search stands. */
  cells(): number[] {
    const found: number[] = [];
    for (let index = 0; index < this.#cells.all.length; index++) {
      if (((this.#at[index >>> 5]! >>> (index & 31)) & 1) === 1) found.push(index);
    }
    return found;
  }

  #readersOf(symbol: number): Uint32Array {
    const readers = this.#maskWhere((cell) => cell.set?.[symbol] === 1);
    this.#reads[symbol] = readers;
    return readers;
  }

  #maskWhere(test: (cell: Cell) => boolean): Uint32Array {
    return this.#mask(this.#cells.all.flatMap((cell, index) => (test(cell) ? [index] : [])));
  }

  #mask(cells: Iterable<number>): Uint32Array {
    const mask = new Uint32Array(this.#words);
    for (const index of cells) mask[index >>> 5] = (mask[index >>> 5]! | (1 << (index & 31))) >>> 0;
    return mask;
  }
}
