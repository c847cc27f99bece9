// Holds: the beginning of a line or record whose end has not been read yet.
// In: pieces of chunks. Out: the whole, once its last piece is there.
// Always: never holds more than its limit: beyond it the bytes are only counted.

const SMALLEST = 4096;

/** Pieces that will be one line or record. */
export class Carry {
  readonly #limit: number;
  #held: Buffer = Buffer.alloc(0);
  #size = 0;
  #last = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many bytes were added, held or not. */
  get size(): number {
    return this.#size;
  }

  /** The last byte that was added, held or not. */
  get last(): number {
    return this.#last;
  }

  /** Adds a copy: chunks are only lent. */
  add(chunk: Buffer, start: number, end: number): void {
    if (end <= start) return;
    const size = this.#size + end - start;
    if (size <= this.#limit) {
      if (size > this.#held.length) this.#grow(size);
      chunk.copy(this.#held, this.#size, start, end);
    }
    this.#size = size;
    this.#last = chunk[end - 1]!;
  }

  /** Gives what is held and starts anew; the bytes are lent until the next are added. Too many were only counted: then they are not whole. */
  take(): Buffer {
    const whole = this.#held.subarray(0, this.#size);
    this.#size = 0;
    return whole;
  }

  #grow(size: number): void {
    const grown = Buffer.allocUnsafe(Math.max(size, Math.min(2 * this.#held.length, this.#limit), SMALLEST));
    this.#held.copy(grown, 0, 0, this.#size);
    this.#held = grown;
  }
}
