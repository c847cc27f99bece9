// Holds: regular expressions as tables of states.
// In: the tree of an expression. Out: the address of a table in a program.
// Always: over ASCII, which decides alone: an event with any other character is ODD; undefined where there would be too many states.

import type { Regex } from "../pattern/regex.ts";
import type { Blob } from "./blob.ts";
import { DFA_ACCEPTS, DFA_CLASSES, DFA_DEAD, DFA_ENDS, DFA_FIRST, DFA_SIZE, DFA_TABLE, DFA_WIDTH } from "./layout.ts";
import { acceptsAtEnd, type Cells, cellsOf, reach } from "./regex-cells.ts";

const ASCII = 128;
/** Beyond it the plain matcher's table, which is made as texts need it, is the better one. */
const MAX_STATES = 256;
/** Cells in all states together: it bounds the work of making them. */
const MAX_KEPT = 20_000;

export function writeDfa(blob: Blob, regex: Regex): number | undefined {
  const table = tableOf(cellsOf(regex));
  if (table === undefined) return undefined;
  const { classes, width, rows, ends } = table;
  const at = blob.allocate(DFA_SIZE);
  const classesAt = blob.allocate(ASCII);
  const tableAt = blob.allocate(rows.length * 2);
  const endsAt = blob.allocate(ends.length);
  classes.forEach((kind, byte) => {
    blob.byte(classesAt + byte, kind);
  });
  rows.forEach((state, place) => {
    blob.byte(tableAt + place * 2, state & 255);
    blob.byte(tableAt + place * 2 + 1, state >> 8);
  });
  ends.forEach((accepts, state) => {
    blob.byte(endsAt + state, accepts ? 1 : 0);
  });
  blob.word(at + DFA_WIDTH, width);
  blob.word(at + DFA_CLASSES, classesAt);
  blob.word(at + DFA_TABLE, tableAt);
  blob.word(at + DFA_ENDS, endsAt);
  return at;
}

interface Table {
  readonly classes: readonly number[];
  readonly width: number;
  /** By state and class. */
  readonly rows: readonly number[];
  readonly ends: readonly boolean[];
}

function tableOf(cells: Cells): Table | undefined {
  const { classes, samples } = classesOf(cells);
  const width = samples.length;
  const states: ReadonlySet<number>[] = [new Set(), new Set()];
  const ends = [true, false];
  const numbers = new Map<string, number>();
  const rows: number[] = [...Array(width).fill(DFA_ACCEPTS), ...Array(width).fill(DFA_DEAD)];
  let kept = 0;
  const numberOf = (set: ReadonlySet<number>, isFirst: boolean): number => {
    if ([...set].some((index) => cells.all[index]!.kind === "accept")) return DFA_ACCEPTS;
    if (set.size === 0 && !isFirst) return DFA_DEAD;
    const key = `${isFirst} ${[...set].sort((a, b) => a - b).join()}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    states.push(set);
    ends.push(acceptsAtEnd(cells, set, isFirst));
    kept += set.size + 1;
    return states.length - 1;
  };
  const first = new Set<number>();
  for (const start of cells.starts) reach(cells, start, first, true, false);
  if (numberOf(first, true) !== DFA_FIRST) {
    // Every text matches.
    states.push(first);
    ends.push(true);
    return { classes, width, rows: [...rows, ...Array(width).fill(DFA_ACCEPTS)], ends };
  }
  for (let state = DFA_FIRST; state < states.length; state++) {
    if (states.length > MAX_STATES || kept > MAX_KEPT) return undefined;
    for (const sample of samples) rows.push(numberOf(after(cells, states[state]!, sample), false));
  }
  return { classes, width, rows, ends };
}

/** Where a search may be after a character: further on, or anywhere at its beginning. */
function after(cells: Cells, state: ReadonlySet<number>, character: number): ReadonlySet<number> {
  const next = new Set<number>();
  for (const index of state) {
    const cell = cells.all[index]!;
    if (cell.set?.[character] !== 1) continue;
    if (cell.loops) next.add(index);
    reach(cells, index + 1, next, false, false);
  }
  for (const start of cells.starts) reach(cells, start, next, false, false);
  return next;
}

/** The parts of ASCII that no set tells apart, and a character of each. */
function classesOf(cells: Cells): { readonly classes: readonly number[]; readonly samples: readonly number[] } {
  const sets = [...new Set(cells.all.flatMap(({ set }) => (set === undefined ? [] : [set])))];
  const numbers = new Map<string, number>();
  const samples: number[] = [];
  const classes = Array.from({ length: ASCII }, (_, character) => {
    const key = sets.map((set) => set[character]).join("");
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, samples.length);
    return samples.push(character) - 1;
  });
  return { classes, samples };
}
