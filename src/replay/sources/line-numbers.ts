// Holds: the numbers of the lines of a stretch, which are counted only when they are asked for.
// In: bytes that begin with a line, its number; places in them, ascending. Out: the number of the line that holds a place.

const LINE_FEED = 0x0a;

export class LineNumbers {
  readonly #bytes: Buffer;
  #at = 0;
  #number: number;

  constructor(bytes: Buffer, first: number) {
    this.#bytes = bytes;
    this.#number = first;
  }

  at(place: number): number {
    for (;;) {
      const feed = this.#bytes.indexOf(LINE_FEED, this.#at);
      if (feed === -1 || feed >= place) return this.#number;
      this.#at = feed + 1;
      this.#number++;
    }
  }
}
