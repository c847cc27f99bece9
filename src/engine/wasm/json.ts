// Holds: the walk over one JSON event: is it valid, and what stands at the paths a pattern asks for?
// In: the event's bytes, the trie. Out: slots and findings filled; YES for one valid object, NO for anything else, ODD when only the
//   plain matcher can tell.
// Always: accepts exactly what JSON.parse accepts; a wanted name that occurs twice or is written with escapes, members of an object
//   under a wildcard and very deep nesting are ODD.

import {
  NO,
  NODE_EVERY,
  NODE_SLOT,
  NODE_TESTS,
  ODD,
  SLOT_END,
  SLOT_KIND,
  SLOT_STAMP,
  SLOT_START,
  SLOT_TELLS,
  STACK,
  STACK_END,
  TELLS_NOTHING,
  VALUE_ARRAY,
  VALUE_ESCAPED,
  VALUE_FALSE,
  VALUE_NULL,
  VALUE_NUMBER,
  VALUE_OBJECT,
  VALUE_STRING,
  VALUE_TRUE,
  YES,
} from "../layout";
import { markFrom, markOf } from "./marks";
import { noteSlot } from "./slots";
import { emptyScratch, unescape, written } from "./strings";
import { eventStamp, indexedChild, meet, namedChild } from "./trie";
import { runTests } from "./values";

/** The last backslash met in a string. */
let escapeAt: usize = 0;

/** The closing quote of the string whose text starts at `p`, whatever is in it; 0 when it is not valid. */
function stringEnd(p: usize): usize {
  while (true) {
    const v = v128.load(p);
    const hits = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(v, i8x16.splat(34)), i8x16.eq(v, i8x16.splat(92))),
        i8x16.lt_u(v, i8x16.splat(32)),
      ),
    );
    if (hits === 0) {
      p += 16;
      continue;
    }
    p += ctz(hits);
    const c = load<u8>(p);
    if (c === 34) return p;
    if (c !== 92) return 0;
    escapeAt = p;
    const escaped = load<u8>(p, 1);
    if (escaped === 117) {
      if (!(isHex(p + 2) && isHex(p + 3) && isHex(p + 4) && isHex(p + 5))) return 0;
      p += 6;
    } else if (isEscape(escaped)) p += 2;
    else return 0;
  }
}

@inline
function isHex(p: usize): bool {
  const c: u32 = load<u8>(p);
  return c - 48 < 10 || (c | 32) - 97 < 6;
}

/** One of "\/bfnrt */
@inline
function isEscape(c: u32): bool {
  return c === 34 || c === 92 || c === 47 || c === 98 || c === 102 || c === 110 || c === 114 || c === 116;
}

/** The end of the number at `p`; 0 when there is none. */
function numberEnd(p: usize): usize {
  if (load<u8>(p) === 45) p++;
  const first: u32 = load<u8>(p);
  if (first - 48 > 9) return 0;
  p++;
  if (first !== 48) p = digitsEnd(p);
  if (load<u8>(p) === 46) {
    if (<u32>load<u8>(p, 1) - 48 > 9) return 0;
    p = digitsEnd(p + 2);
  }
  if ((load<u8>(p) | 32) === 101) {
    p++;
    const sign = load<u8>(p);
    if (sign === 43 || sign === 45) p++;
    if (<u32>load<u8>(p) - 48 > 9) return 0;
    p = digitsEnd(p + 1);
  }
  return p;
}

@inline
function digitsEnd(p: usize): usize {
  while (<u32>load<u8>(p) - 48 <= 9) p++;
  return p;
}

function blanksEnd(p: usize, end: usize): usize {
  while (p < end) {
    const c = load<u8>(p);
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9) break;
    p++;
  }
  return p;
}

/** A value has been passed that somebody asks for. */
function record(node: usize, kind: u32, start: usize, end: usize): void {
  if (kind === VALUE_ESCAPED) {
    const stop = unescape(start, end);
    if (stop !== 0) {
      kind = VALUE_STRING;
      start = written;
      end = stop;
    }
  }
  const slot: usize = load<u32>(node, NODE_SLOT);
  if (slot !== 0) {
    store<u32>(slot, eventStamp, SLOT_STAMP);
    store<u32>(slot, kind, SLOT_KIND);
    store<u32>(slot, <u32>start, SLOT_START);
    store<u32>(slot, <u32>end, SLOT_END);
    if (load<u32>(slot, SLOT_TELLS) !== TELLS_NOTHING) noteSlot(slot, kind);
  }
  const tests: usize = load<u32>(node, NODE_TESTS);
  if (tests !== 0) runTests(tests, kind, start, end);
}

/** Expects that `nextEvent` was called. */
export function walk(start: usize, end: usize, root: usize): u32 {
  escapeAt = 0;
  emptyScratch();
  let p = start;
  if (load<u8>(p) !== 123) {
    p = blanksEnd(p, end);
    if (p >= end || load<u8>(p) !== 123) return NO;
  }
  let mark = markFrom(p, end);
  p++;
  if (load<u32>(root, NODE_EVERY) !== 0) return ODD;
  let node = root;
  let isObject = true;
  let isFresh = true;
  let index: u32 = 0;
  let top: usize = STACK;
  while (true) {
    let c: u32 = load<u8>(p);
    if (c <= 32) {
      p = blanksEnd(p, end);
      c = load<u8>(p);
    }
    // An empty container is closed below.
    if (!isFresh || c !== <u32>(isObject ? 125 : 93)) {
      let child: usize = 0;
      if (isObject) {
        if (c !== 34) return NO;
        const name = p + 1;
        if (load<u32>(mark) !== <u32>p) mark = markOf(p, mark, end);
        p = load<u32>(mark, 4);
        if (load<u8>(p) === 34) mark += 8;
        else {
          p = stringEnd(name);
          if (p === 0) return NO;
        }
        if (node !== 0) {
          if (escapeAt >= name) return ODD;
          child = namedChild(node, name, p);
          if (child !== 0 && !meet(child)) return ODD;
        }
        p++;
        c = load<u8>(p);
        if (c !== 58) {
          p = blanksEnd(p, end);
          if (load<u8>(p) !== 58) return NO;
        }
        p++;
        c = load<u8>(p);
        if (c <= 32) {
          p = blanksEnd(p, end);
          c = load<u8>(p);
        }
      } else if (node !== 0) child = indexedChild(node, index);

      const from = p;
      if (c === 34) {
        if (load<u32>(mark) !== <u32>p) mark = markOf(p, mark, end);
        p = load<u32>(mark, 4);
        if (load<u8>(p) === 34) mark += 8;
        else {
          p = stringEnd(from + 1);
          if (p === 0) return NO;
        }
        if (child !== 0) record(child, escapeAt > from ? VALUE_ESCAPED : VALUE_STRING, from + 1, p);
        p++;
      } else if (c === 123 || c === 91) {
        const opensObject = c === 123;
        if (child !== 0) {
          if (opensObject && load<u32>(child, NODE_EVERY) !== 0) return ODD;
          record(child, opensObject ? VALUE_OBJECT : VALUE_ARRAY, from, from);
        }
        if (top === STACK_END) return ODD;
        store<u32>(top, <u32>node);
        store<u32>(top, (index << 1) | <u32>isObject, 4);
        top += 8;
        node = child;
        isObject = opensObject;
        isFresh = true;
        index = 0;
        p++;
        continue;
      } else {
        let kind: u32 = VALUE_NUMBER;
        if (c === 116) {
          if (load<u32>(p) !== 0x65757274) return NO;
          kind = VALUE_TRUE;
          p += 4;
        } else if (c === 102) {
          if (load<u32>(p, 1) !== 0x65736c61) return NO;
          kind = VALUE_FALSE;
          p += 5;
        } else if (c === 110) {
          if (load<u32>(p) !== 0x6c6c756e) return NO;
          kind = VALUE_NULL;
          p += 4;
        } else {
          p = numberEnd(p);
          if (p === 0) return NO;
        }
        if (child !== 0) record(child, kind, from, p);
      }
    }
    // After a value: a comma, or the end of the container.
    while (true) {
      c = load<u8>(p);
      if (c <= 32) {
        p = blanksEnd(p, end);
        c = load<u8>(p);
      }
      if (c === 44) {
        p++;
        isFresh = false;
        index++;
        break;
      }
      if (c !== <u32>(isObject ? 125 : 93)) return NO;
      p++;
      if (top === STACK) return blanksEnd(p, end) === end ? YES : NO;
      top -= 8;
      node = load<u32>(top);
      const kept = load<u32>(top, 4);
      isObject = (kept & 1) !== 0;
      index = kept >> 1;
    }
  }
}
