// Holds: the plain searches in bytes.
// In: addresses. Out: addresses, or the end where nothing was found.
// Always: up to SLACK bytes after the end may be read, never written; the byte at a line's end is a line feed or carriage return.

/** Where `byte` stands first in [p, end); `end` without. */
export function findByte(p: usize, end: usize, byte: u8): usize {
  const wanted = i8x16.splat(byte);
  while (p < end) {
    const hits = i8x16.bitmask(i8x16.eq(v128.load(p), wanted));
    if (hits !== 0) {
      const at = p + ctz(hits);
      return at < end ? at : end;
    }
    p += 16;
  }
  return end;
}

/** Where the line that holds `p` ends: at a line feed, or at `end`. Lines are longer than what `findByte` is made for. */
export function lineEnd(p: usize, end: usize): usize {
  const feed = i8x16.splat(10);
  while (p + 64 <= end) {
    const a = v128.or(i8x16.eq(v128.load(p), feed), i8x16.eq(v128.load(p, 16), feed));
    const b = v128.or(i8x16.eq(v128.load(p, 32), feed), i8x16.eq(v128.load(p, 48), feed));
    if (v128.any_true(v128.or(a, b))) break;
    p += 64;
  }
  return findByte(p, end, 10);
}

/** Where the line that holds `p` begins; not before `from`. */
export function lineStart(p: usize, from: usize): usize {
  const feed = i8x16.splat(10);
  while (p >= from + 16) {
    const hits = i8x16.bitmask(i8x16.eq(v128.load(p - 16), feed));
    if (hits !== 0) return p - 16 + 32 - clz(hits);
    p -= 16;
  }
  while (p > from && load<u8>(p - 1) !== 10) p--;
  return p;
}

export function same(a: usize, b: usize, length: u32): bool {
  while (length > 16) {
    if (i8x16.bitmask(i8x16.eq(v128.load(a), v128.load(b))) !== 0xffff) return false;
    a += 16;
    b += 16;
    length -= 16;
  }
  return (i8x16.bitmask(i8x16.ne(v128.load(a), v128.load(b))) & ((1 << length) - 1)) === 0;
}

/** Where the text stands first in [p, end); 0 without. Looks for its first and last byte at once. */
export function findText(p: usize, end: usize, text: usize, length: u32): usize {
  if (length === 0) return p;
  if (p + length > end) return 0;
  const last = end - length;
  const first = i8x16.splat(load<u8>(text));
  const final = i8x16.splat(load<u8>(text + length - 1));
  while (p <= last) {
    let hits = i8x16.bitmask(v128.and(i8x16.eq(v128.load(p), first), i8x16.eq(v128.load(p + length - 1), final)));
    while (hits !== 0) {
      const at = p + ctz(hits);
      if (at > last) return 0;
      if (same(at, text, length)) return at;
      hits &= hits - 1;
    }
    p += 16;
  }
  return 0;
}
