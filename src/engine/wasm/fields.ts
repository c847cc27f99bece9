// Holds: how an event falls into fields.
// In: the event's bytes. Out: the fields' places, in FIELDS; how many; more than there is room for is told.
// Always: divides as the plain matcher does: quotes and brackets group only when they are closed; with a limit the last field takes
//   the rest of the event, unless nothing follows it.

import { FIELDS, FIELDS_END, FIELD_SIZE } from "../layout";
import { findByte } from "./bytes";

export const TOO_MANY: u32 = 0xffffffff;

@inline
function isBlank(c: u32): bool {
  return c === 32 || c - 9 < 5;
}

/** The first blank in [p, end]; the byte at `end` is one. */
@inline
function blankAt(p: usize): usize {
  while (true) {
    const v = v128.load(p);
    const hits = i8x16.bitmask(
      v128.or(i8x16.eq(v, i8x16.splat(32)), i8x16.lt_u(i8x16.sub(v, i8x16.splat(9)), i8x16.splat(5))),
    );
    if (hits !== 0) return p + ctz(hits);
    p += 16;
  }
}

/**
 * @param limit how many fields there may be; 0 for any number.
 * @param enough how many are looked at: the rest is not divided; 0 for all.
 */
export function divide(start: usize, end: usize, limit: u32, enough: u32): u32 {
  let count: u32 = 0;
  let field: usize = FIELDS;
  let p = start;
  let noQuote = false;
  let noBracket = false;
  while (true) {
    while (p < end && isBlank(load<u8>(p))) p++;
    if (p >= end) return count;
    if (field === FIELDS_END) return TOO_MANY;
    const from = p;
    const c = load<u8>(p);
    let close: usize = end;
    if (c === 34 && !noQuote) {
      close = findByte(p + 1, end, 34);
      noQuote = close === end;
    } else if (c === 91 && !noBracket) {
      close = findByte(p + 1, end, 93);
      noBracket = close === end;
    }
    let first = from;
    let last: usize;
    if (close !== end) {
      first = from + 1;
      last = close;
      p = close + 1;
    } else {
      p = blankAt(from + 1);
      last = p;
    }
    count++;
    if (count === limit) {
      while (p < end && isBlank(load<u8>(p))) p++;
      if (p < end) {
        first = from;
        last = end;
      }
      p = end;
    }
    store<u32>(field, <u32>first);
    store<u32>(field, <u32>last, 4);
    store<u32>(field, <u32>from, 8);
    if (count === enough) return count;
    field += FIELD_SIZE;
  }
}
