// Holds: what all cases of a run share: the build, the data, a place for files.
// In: settings. Out: a Bench.
// Always: the same settings give the same bytes; random choices begin anew for each case, so that leaving one out changes no other.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "../../examples/random.ts";
import { fill, fillFromFiles } from "../data/lines.ts";
import { trailLines } from "../data/trail.ts";
import type { Build } from "./build.ts";

const SEED = 20_141_105;
/** Distinct lines, which are gone round. */
const DISTINCT = 8192;

export interface BenchSettings {
  readonly build: Build;
  readonly isQuick: boolean;
  /** Bytes of a case, and of the file that processes read. */
  readonly size: number;
  readonly fileSize: number;
  /** JSON lines of one's own in place of the made ones. */
  readonly data: readonly string[];
}

export class Bench {
  readonly build: Build;
  readonly isQuick: boolean;
  readonly size: number;
  readonly #settings: BenchSettings;
  #trail: Uint8Array | undefined;
  #file: { readonly path: string; readonly bytes: Uint8Array } | undefined;
  #folder: string | undefined;

  constructor(settings: BenchSettings) {
    this.build = settings.build;
    this.isQuick = settings.isQuick;
    this.size = settings.size;
    this.#settings = settings;
  }

  random(): Random {
    return new Random(SEED);
  }

  /** CloudTrail records, one a line. */
  trail(): Uint8Array {
    this.#trail ??= this.#trailOf(this.size);
    return this.#trail;
  }

  /** Made lines of another kind. */
  made(lines: (random: Random, count: number) => readonly string[]): Uint8Array {
    return fill(lines(this.random(), DISTINCT), this.size);
  }

  #trailOf(size: number): Uint8Array {
    const { data } = this.#settings;
    return data.length > 0 ? fillFromFiles(data, size) : fill(trailLines(this.random(), DISTINCT), size);
  }

  /** CloudTrail records in a file, with the bytes that stand in it. */
  trailFile(): { readonly path: string; readonly bytes: Uint8Array } {
    if (this.#file === undefined) {
      const bytes = this.#trailOf(this.#settings.fileSize);
      const path = this.path("trail.ndjson");
      writeFileSync(path, bytes);
      this.#file = { path, bytes };
    }
    return this.#file;
  }

  /** The path of a file that is gone when the run is. */
  path(name: string): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), "tocsin-bench-"));
    return join(this.#folder, name);
  }

  close(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true });
  }
}
