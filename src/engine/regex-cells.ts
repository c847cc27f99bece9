// Holds: a regular expression written out as positions, the common ground of both ways to search.
// In: its tree. Out: cells in order; each alternative ends in a cell that accepts.
// Always: repetition has become cells that may be skipped and cells that may stay; there are at most as many as the tree allows.

import type { CharacterSet, Regex } from "../pattern/regex.ts";

/** One position of the expression. */
export interface Cell {
  readonly kind: "set" | "start" | "end" | "accept";
  readonly set: CharacterSet | undefined;
  /** May be passed without reading a character. */
  readonly optional: boolean;
  /** May read another character. */
  readonly loops: boolean;
}

export interface Cells {
  readonly all: readonly Cell[];
  /** The first cell of each alternative. */
  readonly starts: readonly number[];
}

export function cellsOf(regex: Regex): Cells {
  const all: Cell[] = [];
  const starts: number[] = [];
  for (const items of regex.alternatives) {
    starts.push(all.length);
    for (const item of items) {
      if (item.kind === "set") writeOut(item.set, item.min, item.max, all);
      else all.push({ kind: item.kind, set: undefined, optional: false, loops: false });
    }
    all.push({ kind: "accept", set: undefined, optional: false, loops: false });
  }
  return { all, starts };
}

function writeOut(set: CharacterSet, min: number, max: number, all: Cell[]): void {
  const unbounded = !Number.isFinite(max);
  const count = unbounded ? Math.max(min, 1) : max;
  for (let index = 0; index < count; index++) {
    all.push({ kind: "set", set, optional: index >= min, loops: unbounded && index === count - 1 });
  }
}

/** Adds `index` and all cells that follow it without reading a character. */
export function reach({ all }: Cells, index: number, into: Set<number>, atStart: boolean, atEnd: boolean): void {
  for (let at = index; !into.has(at); at++) {
    const cell = all[at]!;
    if (cell.kind === "start" && !atStart) return;
    into.add(at);
    const passes = cell.kind === "set" ? cell.optional : cell.kind === "end" ? atEnd : cell.kind === "start";
    if (!passes) return;
  }
}

/** Whether a match ends where the text does, of a search that stands at these cells. */
export function acceptsAtEnd(cells: Cells, at: Iterable<number>, atStart: boolean): boolean {
  const reached = new Set<number>();
  for (const index of at) {
    if (cells.all[index]!.kind === "end") reach(cells, index, reached, atStart, true);
  }
  return [...reached].some((index) => cells.all[index]!.kind === "accept");
}
