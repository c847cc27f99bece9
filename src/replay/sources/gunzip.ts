// Holds: decompression of a gzip stream that gives everything there is before a damage.
// In: chunks of compressed bytes. Out: chunks of decompressed bytes.
// Always: what was decompressed is given before DamagedGzip is thrown; joined gzip files count as one; memory is bounded.

import { constants, crc32, createInflateRaw, gunzipSync, type InflateRaw } from "node:zlib";
import { ByteQueue } from "./byte-queue.ts";
import { DamagedGzip } from "./damaged-gzip.ts";
import { counted, type Progress } from "./problem.ts";

/** Every chunk of output is a way to another thread and back. */
const OUTPUT = 256 * 1024;

/** A file that comes in one chunk and grows to no more than this is decompressed at once: CloudTrail delivers many small files. */
const AT_ONCE = 4 * 1024 * 1024;

/** zlib gives nothing of the piece in which it meets damage. So pieces begin small and grow with what has been read:
 * damage costs at most an eighth of it, and large files are still read in large pieces. */
const SMALLEST_PIECE = 256;
const LARGEST_PIECE = 16 * 1024;

/** RFC 1952: a member is a header, deflated data and a trailer of checksum and length. */
const HEADER = 10;
const TRAILER = 8;
const DEFLATE = 8;
const HAS_CHECKSUM = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;
const RESERVED = 0xe0;

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
  yield* decompressed(new ByteQueue(joined(begun, second, chunks), progress), progress);
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

/** The content of a small whole file; undefined when it is large, damaged or followed by something, and so has to be read piece by piece. */
function decompressedAtOnce(compressed: Buffer): Buffer | undefined {
  if (compressed.length < TRAILER) return undefined;
  // The last bytes tell the size: all of the output in one buffer need not be joined. One more, or zlib asks for another.
  const size = compressed.readUInt32LE(compressed.length - 4) + 1;
  if (size > AT_ONCE) return undefined;
  try {
    // Node's types leave `info` out.
    const options = { maxOutputLength: AT_ONCE, chunkSize: Math.max(size, constants.Z_MIN_CHUNK), info: true };
    const { buffer, engine } = gunzipSync(compressed, options) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return engine.bytesWritten === compressed.length ? buffer : undefined;
  } catch {
    return undefined;
  }
}

/** The members of a gzip file, one after another, zeros between and behind them allowed. */
async function* decompressed(input: ByteQueue, progress: Progress): AsyncGenerator<Buffer> {
  for (let first = true; ; first = false) {
    const begins = await beginsMember(input);
    if (first && begins === "no")
      throw new DamagedGzip("the compressed data is damaged: its header is not that of gzip");
    if (begins === "no") break;
    yield* member(input, progress);
    while ((await input.has(1)) && input.peek(0) === 0) input.skip(1);
  }
  const rest = await input.skipAll();
  if (rest > 0) throw new DamagedGzip(`${counted(rest, "byte")} after the end of the compressed data left out`, true);
}

/** Whether a header begins here, as far as there are bytes to tell. Of one byte it can't be told: that is no member. */
async function beginsMember(input: ByteQueue): Promise<"yes" | "no"> {
  if (!(await input.has(2)) || input.peek(0) !== 0x1f || input.peek(1) !== 0x8b) return "no";
  if ((await input.has(3)) && input.peek(2) !== DEFLATE) return "no";
  return (await input.has(4)) && (input.peek(3) & RESERVED) !== 0 ? "no" : "yes";
}

async function* member(input: ByteQueue, progress: Progress): AsyncGenerator<Buffer> {
  await skipHeader(input);
  const inflate = new Inflate();
  const begin = async (): Promise<Inflated> => {
    await need(input, 1);
    const wanted = Math.min(Math.max(Math.floor(progress.bytes / 8), SMALLEST_PIECE), LARGEST_PIECE);
    return inflate.write(input.first(wanted));
  };
  try {
    let begun: Promise<Inflated> | undefined = begin();
    while (begun !== undefined) {
      const { output, used } = await begun;
      input.skip(used);
      // The next piece is decompressed, by another thread, while this one is used. What goes wrong with it is told after this one.
      begun = inflate.ended || inflate.error !== undefined ? undefined : begin();
      begun?.catch(() => {});
      yield* output;
    }
    if (inflate.error !== undefined) throw damaged(inflate.error.message);
  } finally {
    inflate.close();
  }
  await need(input, TRAILER);
  const trailer = input.first(TRAILER);
  const { checksum, size } = inflate;
  input.skip(TRAILER);
  // Of the right length it was given to its end, however wrong.
  const ended = trailer.readUInt32LE(4) === size % 2 ** 32;
  if (!ended || trailer.readUInt32LE(0) !== checksum)
    throw new DamagedGzip("the compressed data is damaged: by its checksum, what was read may be wrong", ended);
}

async function skipHeader(input: ByteQueue): Promise<void> {
  await need(input, HEADER);
  const flags = input.peek(3);
  input.skip(HEADER);
  if (flags & HAS_EXTRA) {
    await need(input, 2);
    const size = input.first(2).readUInt16LE(0);
    await need(input, 2 + size);
    input.skip(2 + size);
  }
  for (const text of [HAS_NAME, HAS_COMMENT]) if (flags & text) await skipText(input);
  if (flags & HAS_CHECKSUM) {
    await need(input, 2);
    input.skip(2);
  }
}

/** Skips up to and with a zero. */
async function skipText(input: ByteQueue): Promise<void> {
  let byte: number;
  do {
    await need(input, 1);
    byte = input.peek(0);
    input.skip(1);
  } while (byte !== 0);
}

async function need(input: ByteQueue, size: number): Promise<void> {
  if (await input.has(size)) return;
  await input.skipAll();
  throw new DamagedGzip("the compressed data breaks off");
}

function damaged(reason: string): DamagedGzip {
  return new DamagedGzip(`the compressed data is damaged (${reason}); what was read just before may be wrong`);
}

/** The output of a piece, and how many of its bytes were used: the data ends where not all of it is. */
interface Inflated {
  readonly output: readonly Buffer[];
  readonly used: number;
}

/** zlib's stream, driven by hand: one piece in, its output out. */
class Inflate {
  readonly #stream: InflateRaw = createInflateRaw({ chunkSize: OUTPUT, flush: constants.Z_SYNC_FLUSH });
  #output: Buffer[] = [];
  #settle: () => void = () => {};
  error: Error | undefined;
  ended = false;
  /** Of everything decompressed. */
  checksum = 0;
  size = 0;

  constructor() {
    this.#stream.on("data", (data: Buffer) => {
      this.#output.push(data);
      this.checksum = crc32(data, this.checksum);
      this.size += data.length;
    });
    this.#stream.on("error", (error) => {
      this.error = error;
      this.#settle();
    });
  }

  /** One at a time. A piece with damage counts as used. */
  async write(piece: Buffer): Promise<Inflated> {
    const before = this.#stream.bytesWritten;
    await new Promise<void>((resolve) => {
      this.#settle = resolve;
      // With an error the call comes before the error is known by name, which settles it.
      this.#stream.write(piece, (error) => {
        if (!error) resolve();
      });
    });
    const output = this.#output;
    this.#output = [];
    if (this.error !== undefined) return { output, used: piece.length };
    const used = this.#stream.bytesWritten - before;
    this.ended = used < piece.length;
    return { output, used };
  }

  close(): void {
    this.#stream.destroy();
  }
}
