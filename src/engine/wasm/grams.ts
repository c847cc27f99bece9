// Holds: the search for all of many literals, by grams.
// In: grams (see the layout), a text. Out: the patterns of every literal in it are tried.
// Always: a literal is found wherever it stands; each place of the text is looked at once.

import {
  GRAMS_BITS,
  GRAMS_CHAINS,
  GRAMS_COUNT,
  GRAMS_LIST,
  GRAMS_MASK,
  GRAMS_RIGHT,
  GRAMS_WIDTH,
  HASH_A,
  LIST_ENTRY,
} from "../layout";
import { findText, same } from "./bytes";
import { tryAll } from "./patterns";

export function searchGrams(grams: usize, start: usize, end: usize): void {
  const width = load<u32>(grams, GRAMS_WIDTH);
  if (width === 0) {
    searchList(grams, start, end);
    return;
  }
  const mask = load<u32>(grams, GRAMS_MASK);
  const right = load<u32>(grams, GRAMS_RIGHT);
  const bits: usize = load<u32>(grams, GRAMS_BITS);
  const chains: usize = load<u32>(grams, GRAMS_CHAINS);
  const last = end - width;
  for (let p = start; p <= last; p++) {
    const hash = ((load<u32>(p) & mask) * <u32>HASH_A) >> right;
    if (((load<u8>(bits + (hash >> 3)) >> (hash & 7)) & 1) === 0) continue;
    for (let link: usize = load<u32>(chains + (hash << 2)); link !== 0; link = load<u32>(link)) {
      const length = load<u32>(link, 4);
      const from = p - load<u32>(link, 12);
      if (from >= start && from + length <= end && same(from, load<u32>(link, 8), length)) tryAll(load<u32>(link, 16));
    }
  }
}

function searchList(list: usize, start: usize, end: usize): void {
  const count = load<u32>(list, GRAMS_COUNT);
  for (let i: u32 = 0, entry = list + GRAMS_LIST; i < count; i++, entry += LIST_ENTRY) {
    if (findText(start, end, load<u32>(entry, 4), load<u32>(entry)) !== 0) tryAll(load<u32>(entry, 8));
  }
}
