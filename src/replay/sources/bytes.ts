// Holds: the bytes of a source: a file or standard input, decompressed when its first bytes say gzip.
// In: a file that was found, or `-`. Out: chunks, each lent until the next is asked for.
// Always: reads ahead by one chunk at most; the file is closed however the reading ends; errors of the file pass through.

import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import type { Progress } from "./problem.ts";
import type { FoundFile } from "./walk.ts";

/** Fits a core's own cache. */
export const CHUNK: number = 256 * 1024;

/** Files may hold more than they say: those of /proc say 0. */
const LEAST = 4096;

/** How many decompressed bytes come first at least, so that what they are can be told. */
const FIRST_PIECE = 8192;

/** The content of a source. `progress.bytes` counts its bytes as they are stored.
 * @throws DamagedGzip after the last byte that could be decompressed; or the error of the file. */
export async function* contentOf(
  file: FoundFile,
  stdin: AsyncIterable<Uint8Array> | undefined,
  progress: Progress,
): AsyncGenerator<Buffer> {
  const raw = headFirst(rawChunks(file, stdin), 2);
  try {
    const first = await raw.next();
    if (first.done) return;
    const head = first.value;
    if (isGzip(head)) {
      progress.compressed = true;
      // Most files do without.
      const { gunzip } = await import("./gunzip.ts");
      yield* headFirst(gunzip(withFirst(head, raw), progress), FIRST_PIECE);
      return;
    }
    for await (const chunk of withFirst(head, raw)) {
      progress.bytes += chunk.length;
      yield chunk;
    }
  } finally {
    await raw.return(undefined);
  }
}

/** Whether content that begins so is compressed. */
export function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

function rawChunks(file: FoundFile, stdin: AsyncIterable<Uint8Array> | undefined): AsyncGenerator<Buffer> {
  if (file.path === "-") return buffers(stdin ?? process.stdin);
  return file.modified === undefined ? buffers(createReadStream(file.path)) : fileChunks(file);
}

/** Other work gets its turn when so much was read: each turn costs as much as the search in a chunk. */
const STRETCH = 16 * CHUNK;

/** Read in step: handing every call to another thread makes many small files five times as slow. */
async function* fileChunks({ path, size: known }: FoundFile): AsyncGenerator<Buffer> {
  await turn();
  const file = openSync(path, "r");
  try {
    const room = Math.min(Math.max(known + 1, LEAST), CHUNK);
    const buffer = Buffer.allocUnsafe(room);
    for (let sinceTurn = room; ; sinceTurn += room) {
      const size = readSync(file, buffer, 0, room, null);
      if (size === 0) return;
      yield buffer.subarray(0, size);
      if (sinceTurn < STRETCH) continue;
      await turn();
      sinceTurn = 0;
    }
  } finally {
    closeSync(file);
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function* buffers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** The same bytes, the first chunk grown to at least `size` where there are as many. An error waits until the grown chunk was given. */
async function* headFirst(chunks: AsyncGenerator<Buffer>, size: number): AsyncGenerator<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  let failure: { readonly error: unknown } | undefined;
  while (head.length < size && failure === undefined) {
    try {
      const next = await chunks.next();
      if (next.done) break;
      // Copied only when the next chunk, which takes its place, is asked for.
      const isEnough = head.length === 0 && next.value.length >= size;
      head = isEnough ? next.value : Buffer.concat([head, next.value]);
    } catch (error) {
      failure = { error };
    }
  }
  if (head.length > 0) yield head;
  if (failure !== undefined) throw failure.error;
  yield* chunks;
}

async function* withFirst(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
