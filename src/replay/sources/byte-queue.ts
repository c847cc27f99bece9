// Holds: bytes that come in chunks and are used in other portions.
// In: chunks, each lent until the next is asked for. Out: the first bytes that are not used yet.
// Always: holds one chunk and what was asked for before it; errors of the chunks pass through.

import type { Progress } from "./problem.ts";

export class ByteQueue {
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #progress: Progress;
  #held: Buffer = Buffer.alloc(0);
  #at = 0;

  /** @param progress counts the bytes used. */
  constructor(chunks: AsyncIterator<Buffer>, progress: Progress) {
    this.#chunks = chunks;
    this.#progress = progress;
  }

  /** Whether there are `size` bytes more; reads on until there are or the chunks are over. */
  async has(size: number): Promise<boolean> {
    while (this.#held.length - this.#at < size) {
      // Copied before the next chunk takes the place of this one.
      const rest = Buffer.from(this.#held.subarray(this.#at));
      const next = await this.#chunks.next();
      this.#held = rest;
      this.#at = 0;
      if (next.done) return false;
      this.#held = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
    }
    return true;
  }

  /** The byte `offset` bytes on, of those that are there. */
  peek(offset: number): number {
    return this.#held[this.#at + offset]!;
  }

  /** The next bytes, `size` at most, of those that are there; lent until more are asked for. */
  first(size: number): Buffer {
    return this.#held.subarray(this.#at, this.#at + size);
  }

  /** Uses bytes that are there. */
  skip(size: number): void {
    this.#at += size;
    this.#progress.bytes += size;
  }

  /** Uses everything, and says how many bytes it was. */
  async skipAll(): Promise<number> {
    let size = 0;
    do {
      const rest = this.#held.length - this.#at;
      this.skip(rest);
      size += rest;
    } while (await this.has(1));
    return size;
  }
}
