// Holds: decompression of a gzip stream that gives everything there is before a damage.
// In: chunks of compressed bytes. Out: chunks of decompressed bytes.
// Always: what was decompressed is given before DamagedGzip is thrown; joined gzip files count as one; memory is bounded.

import { constants, createGunzip, type Gunzip, gunzipSync } from "node:zlib";
import type { Progress } from "./problem.ts";

const OUTPUT = 64 * 1024;

/** A file that comes in one chunk and grows to no more than this is decompressed at once: CloudTrail delivers many small files. */
const AT_ONCE = 4 * 1024 * 1024;

/** zlib gives nothing of the piece in which it meets damage. So pieces begin small and grow with what has been read:
 * damage costs at most an eighth of it, and large files are still read in large pieces. */
const SMALLEST_PIECE = 256;
const LARGEST_PIECE = 16 * 1024;

/** The checksum and length at the end of a gzip file. They are read as a piece of their own: a wrong checksum costs no data. */
const TRAILER = 8;

/** The compressed data breaks off or is corrupt. */
export class DamagedGzip extends Error {
  override readonly name = "DamagedGzip";
}

/** Decompresses; `progress.bytes` counts the compressed bytes used. */
export async function* gunzip(chunks: AsyncGenerator<Buffer>, progress: Progress): AsyncGenerator<Buffer> {
  const first = await chunks.next();
  if (first.done) return;
  const begun = Buffer.from(first.value);
  const second = await settled(chunks.next());
  const whole = second.status === "over" ? decompressedAtOnce(begun) : undefined;
  if (whole !== undefined) {
    progress.bytes += begun.length;
    for (let at = 0; at < whole.length; at += OUTPUT) yield whole.subarray(at, at + OUTPUT);
    return;
  }
  yield* decompressed(joined(begun, second, chunks), progress);
}

type Second =
  | { readonly status: "chunk"; readonly chunk: Buffer }
  | { readonly status: "over" }
  | { readonly status: "failed"; readonly error: unknown };

async function settled(next: Promise<IteratorResult<Buffer>>): Promise<Second> {
  try {
    const result = await next;
    return result.done ? { status: "over" } : { status: "chunk", chunk: result.value };
  } catch (error) {
    return { status: "failed", error };
  }
}

/** What was read already, and the rest. A file that could not be read to its end still gives its beginning. */
async function* joined(begun: Buffer, second: Second, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield begun;
  if (second.status === "failed") throw second.error;
  if (second.status === "chunk") yield second.chunk;
  yield* rest;
}

/** The content of a small whole file; undefined when it is large or damaged, and so has to be read piece by piece. */
function decompressedAtOnce(compressed: Buffer): Buffer | undefined {
  try {
    return gunzipSync(compressed, { maxOutputLength: AT_ONCE });
  } catch {
    return undefined;
  }
}

async function* decompressed(chunks: AsyncIterable<Buffer>, progress: Progress): AsyncGenerator<Buffer> {
  const inflate = new Inflate();
  try {
    let held = Buffer.alloc(0);
    for await (const chunk of chunks) {
      held = Buffer.concat([held, chunk]);
      let at = 0;
      while (held.length - at > TRAILER) {
        const wanted = Math.min(Math.max(progress.bytes >> 3, SMALLEST_PIECE), LARGEST_PIECE);
        const piece = held.subarray(at, at + Math.min(wanted, held.length - at - TRAILER));
        yield* await inflate.write(piece);
        inflate.check();
        at += piece.length;
        progress.bytes += piece.length;
      }
      held = Buffer.from(held.subarray(at));
    }
    if (held.length > 0) yield* await inflate.write(held);
    progress.bytes += held.length;
    yield* await inflate.end();
    inflate.check();
  } finally {
    inflate.close();
  }
}

/** zlib's stream, driven by hand: one piece in, its output out. */
class Inflate {
  readonly #stream: Gunzip = createGunzip({ chunkSize: OUTPUT, flush: constants.Z_SYNC_FLUSH });
  #output: Buffer[] = [];
  #error: Error | undefined;
  #ended = false;
  #settle: () => void = () => {};

  constructor() {
    this.#stream.on("data", (data: Buffer) => this.#output.push(data));
    this.#stream.on("error", (error) => {
      this.#error = error;
      this.#settle();
    });
    this.#stream.on("end", () => {
      this.#ended = true;
      this.#settle();
    });
  }

  async write(piece: Buffer): Promise<Buffer[]> {
    if (this.#error === undefined && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#settle = resolve;
        this.#stream.write(piece, () => resolve());
      });
    }
    return this.#take();
  }

  async end(): Promise<Buffer[]> {
    if (this.#error === undefined && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#settle = resolve;
        this.#stream.end();
      });
    }
    return this.#take();
  }

  /** Throws when the stream has met damage. What follows a complete gzip file and is none is left out, as gzip itself does. */
  check(): void {
    const error = this.#error as NodeJS.ErrnoException | undefined;
    if (error === undefined) return;
    if (error.code === "Z_BUF_ERROR") throw new DamagedGzip("the compressed data breaks off");
    throw new DamagedGzip(`the compressed data is damaged (${error.message}); what was read just before may be wrong`);
  }

  close(): void {
    this.#stream.destroy();
  }

  #take(): Buffer[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }
}
