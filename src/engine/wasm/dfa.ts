// Holds: the search for a regular expression.
// In: a table of states (see the layout), a text. Out: NO, YES, or ODD for a text that is not ASCII.
// Always: one look at the table a byte; stops at the first match.

import {
  DFA_ACCEPTS,
  DFA_CLASSES,
  DFA_DEAD,
  DFA_ENDS,
  DFA_FIRST,
  DFA_TABLE,
  DFA_WIDTH,
  NO,
  ODD,
  YES,
} from "../layout";

export function search(dfa: usize, start: usize, end: usize): u32 {
  const width = load<u32>(dfa, DFA_WIDTH);
  const classes: usize = load<u32>(dfa, DFA_CLASSES);
  const table: usize = load<u32>(dfa, DFA_TABLE);
  let state: u32 = DFA_FIRST;
  for (let p = start; p < end; p++) {
    const c: u32 = load<u8>(p);
    if (c >= 128) return ODD;
    state = load<u16>(table + ((state * width + load<u8>(classes + c)) << 1));
    if (state <= <u32>DFA_DEAD) return state === DFA_ACCEPTS ? YES : NO;
  }
  return load<u8>(<usize>load<u32>(dfa, DFA_ENDS) + state) ? YES : NO;
}
