// Holds: how rare bytes are in logs.
// In: bytes. Out: bits of information.
// Always: an estimate that decides what is looked for first, never what is found.

/** From frequent to rare, as JSON and text logs go. */
const FREQUENT = "e\"tairnoscl:,d upmh-1.0g2yvE3f4/5T6bw78A9kSIPCRx_MDzN{}jLUO=FBqVW()[]HGKXJYQZ\\;%&*+@#'<>?|$!~";

const BITS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  const place = FREQUENT.indexOf(String.fromCharCode(byte));
  // Half bits: 4 for the most frequent, 20 beyond the list.
  return place === -1 ? 20 : 7 + Math.floor(place / 8);
});

/** In half bits. */
export function rarityOfByte(byte: number): number {
  return BITS[byte]!;
}

export function rarity(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum += BITS[byte]!;
  return sum / 2;
}

/** Where the `length` rarest bytes that stand together begin. */
export function rarestWindow(bytes: Uint8Array, length: number): number {
  let best = 0;
  let most = -1;
  for (let at = 0; at + length <= bytes.length; at++) {
    const bits = rarity(bytes.subarray(at, at + length));
    if (bits > most) [best, most] = [at, bits];
  }
  return best;
}
