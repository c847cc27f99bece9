// Holds: the bytes of a file that may be a document.
// In: a path. Out: its bytes, or word of what keeps them from being read.
// Always: no more is kept than the longest document has; of a file found in a folder, only one that speaks of patterns or alarms is read
//   whole; nothing waits for what may never come.

import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { isPatternFile } from "../template/document.ts";
import { LONGEST_MARK, mayHold } from "../template/marks.ts";

/** More bytes than the longest document has. */
const LIMIT = 64 * 1024 * 1024;
const CHUNK = 1024 * 1024;
const FROM_FOLDER = constants.O_RDONLY | constants.O_NONBLOCK;

/** A path to read; `isNamed` when it is an argument, not met in a folder. */
export interface Wanted {
  readonly path: string;
  readonly isNamed: boolean;
}

export type Read =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "unreadable"; readonly reason: Error }
  | { readonly kind: "too-large" }
  /** Nothing in it is of interest. */
  | { readonly kind: "nothing" };

/** Reads a file. */
export async function readBytes({ path, isNamed }: Wanted): Promise<Read> {
  try {
    return await read(path, isNamed || isPatternFile(path), isNamed);
  } catch (error) {
    return { kind: "unreadable", reason: error as Error };
  }
}

async function read(path: string, isWanted: boolean, isNamed: boolean): Promise<Read> {
  // Without waiting for a writer, should it be a pipe.
  const file = await open(path, isNamed ? "r" : FROM_FOLDER);
  try {
    // A pipe may be named: `<(command)`; what a folder holds is a file.
    const about = await file.stat();
    if (!isNamed && !about.isFile()) return { kind: "unreadable", reason: new Error("it is no regular file") };
    const chunks: Buffer[] = [];
    let [size, isMarked, tail] = [0, isWanted, ""];
    for await (const chunk of file.createReadStream({
      highWaterMark: CHUNK,
      autoClose: false,
    }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (!isMarked) {
        const seen = tail + chunk.toString("latin1");
        isMarked = mayHold(seen);
        tail = seen.slice(-LONGEST_MARK);
      }
      if (size <= LIMIT) chunks.push(chunk);
      else if (isMarked) return { kind: "too-large" };
      else chunks.length = 0;
    }
    return isMarked ? { kind: "bytes", bytes: Buffer.concat(chunks) } : { kind: "nothing" };
  } finally {
    await file.close();
  }
}
