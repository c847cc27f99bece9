// Holds: what the command line talks to: two outputs, an input, an environment.
// In: a process's streams, or a test's. Out: lines, held together until they are worth a write.
// Always: a slow reader is waited for, so that output does not pile up in memory.

import { visible } from "../text/frame.ts";

/** Where text goes; a process's stdout and stderr are two. */
export interface Sink {
  /** False when more is waiting than the reader takes. */
  write(text: string | Uint8Array): boolean;
  once?(event: "drain", listener: () => void): unknown;
  /** How much of what was written is still held; none of it: the memory of a write is free again. */
  readonly writableLength?: number | undefined;
  readonly isTTY?: boolean | undefined;
  /** The width of a terminal. */
  readonly columns?: number | undefined;
}

export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The columns that text for people may take: those of the terminal, but 20 at least; 80 for what is no terminal. */
export function widthOf({ columns }: Sink): number {
  return columns !== undefined && columns > 0 ? Math.max(columns, 20) : 80;
}

/** The columns that a sentence may take before it is broken: those of a terminal; what is no terminal breaks no line. */
export function roomOf(sink: Sink): number {
  return sink.columns !== undefined && sink.columns > 0 ? widthOf(sink) : Number.POSITIVE_INFINITY;
}

/** All of standard input, or as much as `most` bytes and a chunk. */
export async function readAll(stdin: Io["stdin"], most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > most) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The name of a source as it is shown. */
export function shownName(path: string): string {
  return path === "-" ? "<stdin>" : visible(path);
}

/** A write of this many characters or bytes is worth its cost. */
export const WORTH_WRITING = 65_536;

/** Collects lines for one sink. */
export class Lines {
  readonly #sink: Sink;
  #pending: (string | Uint8Array)[] = [];
  #length = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /** Adds text as one line or several. */
  add(text: string): void {
    this.#pending.push(`${text}\n`);
    this.#length += text.length + 1;
  }

  /** Adds whole lines with their line feeds; their memory is this object's from now on. */
  addBytes(lines: Uint8Array): void {
    this.#pending.push(lines);
    this.#length += lines.length;
  }

  /** Writes what is pending when it is worth it, and waits for a slow reader. Gives the memory of bytes that nobody holds any more. */
  async ease(): Promise<Uint8Array | undefined> {
    return this.#length >= WORTH_WRITING ? await this.flush() : undefined;
  }

  /** Writes everything that is pending. */
  async flush(): Promise<Uint8Array | undefined> {
    if (this.#pending.length === 0) return undefined;
    const written = joined(this.#pending);
    this.#pending = [];
    this.#length = 0;
    const sink = this.#sink;
    if (!sink.write(written) && sink.once !== undefined) {
      await new Promise<void>((resolve) => sink.once?.("drain", resolve));
    }
    return typeof written !== "string" && sink.writableLength === 0 ? written : undefined;
  }
}

function joined(pieces: readonly (string | Uint8Array)[]): string | Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  if (pieces.every((piece) => typeof piece === "string")) return pieces.join("");
  return Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece) : piece)));
}
