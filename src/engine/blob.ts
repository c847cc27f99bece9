// Holds: the writer of programs: bytes laid out from one address on.
// In: sizes and words. Out: addresses; the bytes at the end.
// Always: what is allocated is zero; records begin at multiples of 8, tables at multiples of 16.

import { PROGRAM } from "./layout.ts";

const SMALLEST = 1024;

export class Blob {
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(SMALLEST);
  #words: DataView = new DataView(this.#bytes.buffer);
  #size = 0;
  readonly #texts: Map<string, number> = new Map();

  /** Room for `size` bytes; its address in the engine's memory. */
  allocate(size: number, alignment = 8): number {
    const start = Math.ceil(this.#size / alignment) * alignment;
    this.#size = start + size;
    if (this.#size > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#size, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#words = new DataView(grown.buffer);
    }
    return PROGRAM + start;
  }

  word(address: number, value: number): void {
    this.#words.setUint32(address - PROGRAM, value, true);
  }

  long(address: number, value: bigint): void {
    this.#words.setBigUint64(address - PROGRAM, value, true);
  }

  double(address: number, value: number): void {
    this.#words.setFloat64(address - PROGRAM, value, true);
  }

  byte(address: number, value: number): void {
    this.#bytes[address - PROGRAM] = value;
  }

  byteAt(address: number): number {
    return this.#bytes[address - PROGRAM]!;
  }

  wordAt(address: number): number {
    return this.#words.getUint32(address - PROGRAM, true);
  }

  /** Words one after the other. */
  words(values: readonly number[]): number {
    const address = this.allocate(values.length * 4);
    values.forEach((value, index) => {
      this.word(address + index * 4, value);
    });
    return address;
  }

  /** A text, once however often it is asked for. */
  text(bytes: Uint8Array): number {
    const key = bytes.join();
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const address = this.allocate(bytes.length, 1);
    this.#bytes.set(bytes, address - PROGRAM);
    this.#texts.set(key, address);
    return address;
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#size);
  }
}
