// Holds: strings with escapes, written out.
// In: the bytes between the quotes, valid JSON. Out: their UTF-8 in the scratch room.
// Always: never longer than what was read; half of a surrogate pair can't be written.

import { SCRATCH_AT } from "../layout";

let scratch: usize = 0;
/** Where the last string written begins. */
export let written: usize = 0;

export function emptyScratch(): void {
  scratch = load<u32>(SCRATCH_AT);
}

/** The end of the text, which begins at `written`; 0 when it can't be written. */
export function unescape(start: usize, end: usize): usize {
  let out = scratch;
  let p = start;
  while (p < end) {
    let c: u32 = load<u8>(p);
    if (c !== 92) {
      store<u8>(out++, <u8>c);
      p++;
      continue;
    }
    c = load<u8>(p, 1);
    p += 2;
    if (c === 117) {
      let code = hex4(p);
      p += 4;
      if (code - 0xd800 < 0x800) {
        if (code >= 0xdc00 || p + 6 > end || load<u16>(p) !== 0x755c) return 0;
        const low = hex4(p + 2);
        if (low - 0xdc00 >= 0x400) return 0;
        p += 6;
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      }
      out = encode(out, code);
      continue;
    }
    if (c === 98) c = 8;
    else if (c === 102) c = 12;
    else if (c === 110) c = 10;
    else if (c === 114) c = 13;
    else if (c === 116) c = 9;
    store<u8>(out++, <u8>c);
  }
  written = scratch;
  scratch = out;
  return out;
}

function encode(out: usize, code: u32): usize {
  if (code < 0x80) {
    store<u8>(out, <u8>code);
    return out + 1;
  }
  if (code < 0x800) {
    store<u8>(out, <u8>(0xc0 | (code >> 6)));
    store<u8>(out, <u8>(0x80 | (code & 63)), 1);
    return out + 2;
  }
  if (code < 0x10000) {
    store<u8>(out, <u8>(0xe0 | (code >> 12)));
    store<u8>(out, <u8>(0x80 | ((code >> 6) & 63)), 1);
    store<u8>(out, <u8>(0x80 | (code & 63)), 2);
    return out + 3;
  }
  store<u8>(out, <u8>(0xf0 | (code >> 18)));
  store<u8>(out, <u8>(0x80 | ((code >> 12) & 63)), 1);
  store<u8>(out, <u8>(0x80 | ((code >> 6) & 63)), 2);
  store<u8>(out, <u8>(0x80 | (code & 63)), 3);
  return out + 4;
}

function hex4(p: usize): u32 {
  return (hex(p) << 12) | (hex(p + 1) << 8) | (hex(p + 2) << 4) | hex(p + 3);
}

@inline
function hex(p: usize): u32 {
  const c: u32 = load<u8>(p);
  return c <= 57 ? c - 48 : (c | 32) - 87;
}
