// Holds: lines that will be printed, as bytes.
// In: places in bytes that are only lent. Out: whole lines with their line feeds.
// Always: what was given away is not touched again unless it is given back; memory is that of the lines since it was last asked.

/** Room for what is found in a chunk where most lines match. */
const ROOM = 262_144 + 4096;
const LINE_FEED = 0x0a;

/** So little is copied out, so that the room can be used again. */
const LITTLE = 32_768;

export class LineBuffer {
  #bytes: Buffer<ArrayBuffer> = Buffer.alloc(0);
  #size = 0;

  /** Adds `bytes` from `start` up to, not including, `end` as a line. */
  add(bytes: Buffer, start: number, end: number, prefix: Buffer | undefined): void {
    const before = prefix === undefined ? 0 : prefix.length;
    const size = this.#size + before + end - start + 1;
    if (size > this.#bytes.length) this.#grow(size);
    prefix?.copy(this.#bytes, this.#size);
    bytes.copy(this.#bytes, this.#size + before, start, end);
    this.#bytes[size - 1] = LINE_FEED;
    this.#size = size;
  }

  /** The lines added since this was last called, in memory of their own; undefined for none, or for fewer bytes than `least`. */
  take(least = 1): Uint8Array<ArrayBuffer> | undefined {
    if (this.#size < least) return undefined;
    const lines = this.#bytes.subarray(0, this.#size);
    this.#size = 0;
    if (lines.length <= LITTLE) return new Uint8Array(lines);
    this.#bytes = Buffer.alloc(0);
    return lines;
  }

  /** Memory that was given away and is free again: pages that were touched before cost nothing. */
  reuse(memory: Uint8Array): void {
    if (this.#bytes.length > 0 || !(memory.buffer instanceof ArrayBuffer)) return;
    this.#bytes = Buffer.from(memory.buffer);
  }

  #grow(size: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.max(size, 2 * this.#bytes.length, ROOM)) as Buffer<ArrayBuffer>;
    this.#bytes.copy(grown, 0, 0, this.#size);
    this.#bytes = grown;
  }
}
