// Holds: the marks of an event: where its quotes, backslashes and control characters stand.
// In: a stretch of bytes. Out: addresses, ascending, in MARKS; NOWHERE after the last.
// Always: 64 bytes are looked at together, whatever stands in them: that the walk reads addresses and does not search for them one after
//   the other is what makes it fast. A long event is marked a stretch at a time.
//
//   {"a":"x\\n"}    the walk is at the quote that `mark` points to: the next mark closes the string,
//    ^ ^ ^ ^ ^      or is a backslash or control character, and then the string is read byte by byte

import { LETTERS, MARKS, MARKS_REACH, NOWHERE } from "../layout";

/** What marks are compared with: kept in memory, since the compilers would make them anew for every block. */
export function writeLetters(): void {
  v128.store(LETTERS, i8x16.splat(92));
  v128.store(LETTERS, i8x16.splat(2), 16);
  v128.store(LETTERS, i8x16.splat(32), 32);
}

/** Backslashes; and what is not above a space once the second bit is turned: quotes, which it turns into spaces, and control characters. */
@inline
function marked(v: v128, backslash: v128, bit: v128, space: v128): u64 {
  return <u64>i8x16.bitmask(v128.or(i8x16.eq(v, backslash), i8x16.le_u(v128.xor(v, bit), space)));
}

/** Writes four; gives what is left of the bits. */
@inline
function write(out: usize, p: usize, bits: u64): u64 {
  store<u32>(out, <u32>p + <u32>ctz(bits));
  bits &= bits - 1;
  store<u32>(out, <u32>p + <u32>ctz(bits), 4);
  bits &= bits - 1;
  store<u32>(out, <u32>p + <u32>ctz(bits), 8);
  bits &= bits - 1;
  store<u32>(out, <u32>p + <u32>ctz(bits), 12);
  return bits & (bits - 1);
}

/** Marks what begins at `from`, up to MARKS_REACH bytes of it. Gives where the first mark is written. */
export function markFrom(from: usize, end: usize): usize {
  const to = min(end, from + MARKS_REACH);
  const backslash = v128.load(LETTERS);
  const bit = v128.load(LETTERS, 16);
  const space = v128.load(LETTERS, 32);
  let out: usize = MARKS;
  for (let p = from; p < to; p += 64) {
    let bits =
      marked(v128.load(p), backslash, bit, space) |
      (marked(v128.load(p, 16), backslash, bit, space) << 16) |
      (marked(v128.load(p, 32), backslash, bit, space) << 32) |
      (marked(v128.load(p, 48), backslash, bit, space) << 48);
    const next = out + (<usize>popcnt(bits) << 2);
    // Most blocks have eight or fewer: what is written too much is written over.
    bits = write(out, p, bits);
    bits = write(out + 16, p, bits);
    for (out += 32; out < next; out += 16) bits = write(out, p, bits);
    out = next;
  }
  store<u32>(out, NOWHERE);
  return MARKS;
}

/** The mark of the quote at `p`, at or after `mark`. */
export function markOf(p: usize, mark: usize, end: usize): usize {
  while (true) {
    const at: usize = load<u32>(mark);
    if (at === NOWHERE) return markFrom(p, end);
    if (at >= p) return mark;
    mark += 4;
  }
}
