// Lines to print: their memory is used again only when nobody holds it.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { Lines, type Sink } from "../../src/cli/io.ts";
import { LineBuffer } from "../../src/cli/line-buffer.ts";

/** An output that writes at once, or holds what it is given until the end. */
class Output implements Sink {
  readonly #isSlow: boolean;
  readonly #held: (string | Uint8Array)[] = [];

  constructor(isSlow: boolean) {
    this.#isSlow = isSlow;
  }

  get writableLength(): number {
    return this.#isSlow ? this.#held.length : 0;
  }

  write(text: string | Uint8Array): boolean {
    this.#held.push(this.#isSlow ? text : Buffer.from(text));
    return true;
  }

  get text(): string {
    return Buffer.concat(this.#held.map((piece) => Buffer.from(piece))).toString();
  }
}

const line = fc.tuple(fc.nat(25), fc.integer({ min: 1, max: 90_000 })).map(([letter, size]) => ({ letter, size }));

describe("lines to print", () => {
  property.prop({ lines: fc.array(line, { maxLength: 12 }), isSlow: fc.boolean(), least: fc.constantFrom(1, 65_536) })(
    "come out as they went in, whether the output holds them or not",
    async ({ lines, isSlow, least }) => {
      const output = new Output(isSlow);
      const out = new Lines(output);
      const buffer = new LineBuffer();
      const put = async (bytes: Uint8Array | undefined): Promise<void> => {
        if (bytes !== undefined) out.addBytes(bytes);
        const free = await out.ease();
        if (free !== undefined) buffer.reuse(free);
      };
      const texts = lines.map(({ letter, size }) => String.fromCharCode(97 + letter).repeat(size));
      for (const text of texts) {
        buffer.add(Buffer.from(text), 0, text.length, undefined);
        await put(buffer.take(least));
      }
      await put(buffer.take());
      await out.flush();
      expect(output.text).toBe(texts.map((text) => `${text}\n`).join(""));
    },
  );
});
