// Holds: many literals to be found all in one pass, by grams.
// In: literals, each with a pattern. Out: tables in a program.
// Always: a literal of four bytes or more is filed under its rarest four, a shorter one under two; one of a single byte can't be filed.

import type { Blob } from "./blob.ts";
import {
  GRAM_LINK,
  GRAMS_BITS,
  GRAMS_CHAINS,
  GRAMS_COUNT,
  GRAMS_LIST,
  GRAMS_MASK,
  GRAMS_RIGHT,
  GRAMS_SIZE,
  GRAMS_WIDTH,
  HASH_A,
  LIST_ENTRY,
} from "./layout.ts";
import { rarestWindow } from "./rarity.ts";

interface Filed {
  readonly literal: Uint8Array;
  readonly patterns: number[];
}

export class Grams {
  readonly #literals: Map<string, Filed> = new Map();

  add(literal: Uint8Array, pattern: number): void {
    const key = literal.join();
    const known = this.#literals.get(key);
    if (known === undefined) this.#literals.set(key, { literal, patterns: [pattern] });
    else if (known.patterns.at(-1) !== pattern) known.patterns.push(pattern);
  }

  /** The tables of grams of four and of two bytes; 0 for none. */
  write(blob: Blob): { readonly four: number; readonly two: number } {
    const all = [...this.#literals.values()];
    if (all.length <= MAX_LIST) return { four: writeList(blob, all), two: 0 };
    const long = all.filter(({ literal }) => literal.length >= 4);
    const short = all.filter(({ literal }) => literal.length < 4);
    return { four: writeTable(blob, long, 4), two: writeTable(blob, short, 2) };
  }
}

/** So few are found sooner one by one than by hashing every place. */
const MAX_LIST = 6;

function writeList(blob: Blob, filed: readonly Filed[]): number {
  if (filed.length === 0) return 0;
  const at = blob.allocate(GRAMS_LIST + filed.length * LIST_ENTRY);
  blob.word(at + GRAMS_COUNT, filed.length);
  filed.forEach(({ literal, patterns }, index) => {
    const entry = at + GRAMS_LIST + index * LIST_ENTRY;
    blob.word(entry, literal.length);
    blob.word(entry + 4, blob.text(literal));
    blob.word(entry + 8, blob.words([patterns.length, ...patterns]));
  });
  return at;
}

function writeTable(blob: Blob, filed: readonly Filed[], width: 2 | 4): number {
  if (filed.length === 0) return 0;
  // Sixteen places for each, so that few other grams fall on a taken one; small tables stay in the nearest cache.
  const bits = Math.min(18, Math.max(10, Math.ceil(Math.log2(filed.length * 16))));
  const right = 32 - bits;
  const at = blob.allocate(GRAMS_SIZE);
  const taken = blob.allocate(1 << (bits - 3));
  const chains = blob.allocate(4 << bits);
  for (const { literal, patterns } of filed) {
    const back = rarestWindow(literal, width);
    let gram = 0;
    for (let i = width - 1; i >= 0; i--) gram = (gram << 8) | literal[back + i]!;
    const hash = Math.imul(gram, HASH_A) >>> right;
    blob.byte(taken + (hash >> 3), blob.byteAt(taken + (hash >> 3)) | (1 << (hash & 7)));
    const link = blob.allocate(GRAM_LINK, 4);
    blob.word(link, blob.wordAt(chains + hash * 4));
    blob.word(link + 4, literal.length);
    blob.word(link + 8, blob.text(literal));
    blob.word(link + 12, back);
    blob.word(link + 16, blob.words([patterns.length, ...patterns]));
    blob.word(chains + hash * 4, link);
  }
  blob.word(at + GRAMS_MASK, width === 4 ? 0xffffffff : 0xffff);
  blob.word(at + GRAMS_RIGHT, right);
  blob.word(at + GRAMS_BITS, taken);
  blob.word(at + GRAMS_CHAINS, chains);
  blob.word(at + GRAMS_WIDTH, width);
  return at;
}
