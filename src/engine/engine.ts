// Holds: the engine: one instance of the WebAssembly module, with its memory.
// In: programs, events as texts or bytes. Out: verdicts, and the lines found by a scan.
// Always: made at first use; one program at a time, loaded anew when another one was used in between; a long event's memory is given
//   back; undefined where there is no WebAssembly with SIMD, and everything is then left to the plain matchers.

import {
  HEAD_OUT,
  LINE_VALUES,
  NO,
  ODD,
  ODD_BIT,
  PROGRAM,
  RESULT_AT,
  RESULT_MATCHES,
  RESULT_OUT,
  SCRATCH_AT,
  SLACK,
  VALUE_SIZE,
} from "./layout.ts";
import { MODULE } from "./module.ts";
import type { Program } from "./program.ts";
import { encoder } from "./utf8.ts";
import type { ValuesProgram } from "./values-program.ts";

export type Verdict = 0 | 1 | 2;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  one(start: number, end: number): number;
  scan(start: number, end: number, counting: boolean): number;
  oneOfSet(start: number, end: number): number;
  scanSet(start: number, end: number): number;
  read(start: number, end: number): number;
  reset(): void;
}

interface Platform {
  readonly WebAssembly?: {
    validate(bytes: Uint8Array): boolean;
    Module: new (bytes: Uint8Array) => object;
    Instance: new (module: object) => { readonly exports: unknown };
  };
  atob(text: string): string;
}

const PAGE = 65_536;

/** The longest event the engine takes: beyond it lies the plain matcher. */
export const LONGEST = 4_194_304;

/** Memory can only grow: an instance with more room than this is given up for a new one, after so many calls that need less. */
const MOST_ROOM = 1_048_576;
const PATIENCE = 256;

/** Events are counted in 32 bits; each has more bytes than it is counted. */
const MOST_BYTES = 2 ** 31;

/** A line found by a scan: where it stands in the given bytes. */
export type FoundLine = (start: number, end: number, isOdd: boolean) => void;

export class Engine {
  readonly #module: object;
  #exports: Exports;
  #bytes: Uint8Array;
  #words: Uint32Array;
  #events: Uint8Array;
  #program: Program | undefined;
  /** Where events begin, and how many bytes of them there is room for. */
  #start = 0;
  #room = 0;
  #seen = 0;
  /** For how many calls there was more room than was needed. */
  #idle = 0;
  /** The word where the lines found are written. */
  #out = 0;

  constructor(module: object) {
    this.#module = module;
    this.#exports = newInstance(module);
    this.#bytes = new Uint8Array(this.#exports.memory.buffer);
    this.#words = new Uint32Array(this.#exports.memory.buffer);
    this.#events = this.#bytes;
  }

  /** Prepares for events of `size` bytes. */
  #ready(program: Program, size: number): void {
    if (this.#room > MOST_ROOM) this.#relieve(size);
    if (this.#program !== program || this.#seen > MOST_BYTES) this.#load(program);
    if (size > this.#room) this.#grow(size);
    this.#seen += size;
  }

  /** How many bytes of memory are held. */
  get size(): number {
    return this.#bytes.length;
  }

  /** Gives back what a long event took, once no other one has come for a while. */
  #relieve(size: number): void {
    this.#idle = size > MOST_ROOM ? 0 : this.#idle + 1;
    if (this.#idle < PATIENCE) return;
    this.#idle = 0;
    this.#program = undefined;
    this.#exports = newInstance(this.#module);
  }

  #load(program: Program): void {
    const { bytes } = program;
    this.#program = program;
    this.#start = Math.ceil((PROGRAM + bytes.length + SLACK) / 64) * 64;
    this.#seen = 0;
    this.#grow(0);
    this.#bytes.set(bytes, PROGRAM);
    this.#out = this.#words[(PROGRAM + HEAD_OUT) / 4]! / 4;
    this.#exports.reset();
  }

  #grow(size: number): void {
    const { memory } = this.#exports;
    // As much again for strings that are written out.
    const missing = this.#start + 2 * (size + SLACK) - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    this.#bytes = new Uint8Array(memory.buffer);
    this.#words = new Uint32Array(memory.buffer);
    this.#events = this.#bytes.subarray(this.#start);
    this.#room = Math.floor((memory.buffer.byteLength - this.#start) / 2) - SLACK;
    this.#words[SCRATCH_AT / 4] = this.#start + this.#room + SLACK;
  }

  judgeText(program: Program, text: string): Verdict {
    // A UTF-16 code unit takes three bytes at most.
    const size = text.length * 3;
    if (size > LONGEST) return ODD;
    this.#ready(program, size);
    const { written } = encoder().encodeInto(text, this.#events);
    return this.#judge(written);
  }

  judgeBytes(program: Program, bytes: Uint8Array): Verdict {
    if (bytes.length > LONGEST) return ODD;
    this.#ready(program, bytes.length);
    this.#events.set(bytes);
    return this.#judge(bytes.length);
  }

  #judge(size: number): Verdict {
    this.#events[size] = 10;
    return this.#exports.one(this.#start, this.#start + size) as Verdict;
  }

  /** Judges one event by a set; false for one that is too long. */
  judgeTextBySet(program: Program, text: string, found: FoundBySet): boolean {
    const size = text.length * 3;
    if (size > LONGEST) return false;
    this.#ready(program, size);
    const { written } = encoder().encodeInto(text, this.#events);
    this.#judgeBySet(written, found);
    return true;
  }

  judgeBytesBySet(program: Program, bytes: Uint8Array, found: FoundBySet): boolean {
    if (bytes.length > LONGEST) return false;
    this.#ready(program, bytes.length);
    this.#events.set(bytes);
    this.#judgeBySet(bytes.length, found);
    return true;
  }

  #judgeBySet(size: number, found: FoundBySet): void {
    this.#events[size] = 10;
    const lines = this.#exports.oneOfSet(this.#start, this.#start + size);
    if (lines > 0) hand(this.#words, this.#out, lines, this.#start, found);
  }

  /** Puts whole lines where the engine reads them; gives the address behind them. */
  #put(program: Program, bytes: Uint8Array): number {
    this.#ready(program, bytes.length);
    this.#events.set(bytes);
    this.#events[bytes.length] = 10;
    return this.#start + bytes.length;
  }

  /** Scans whole lines by a set. They are told when all is scanned, so that whoever is told may use the engine again. */
  scanBySet(program: Program, bytes: Uint8Array, found: FoundBySet): void {
    const end = this.#put(program, bytes);
    const start = this.#start;
    const told: { readonly words: Uint32Array; readonly lines: number }[] = [];
    for (let at = start; at < end; at = this.#words[RESULT_AT / 4]!) {
      const lines = this.#exports.scanSet(at, end);
      if (lines > 0) told.push({ words: this.#words.slice(this.#out, this.#words[RESULT_OUT / 4]! / 4), lines });
    }
    for (const { words, lines } of told) hand(words, 0, lines, start, found);
  }

  /** Reads values of whole lines by a program of `valuesProgramOf`. Whoever is told must not use the engine. */
  readValues(program: ValuesProgram, bytes: Uint8Array, found: FoundValues): void {
    const end = this.#put(program, bytes);
    const start = this.#start;
    const size = (LINE_VALUES + program.count * VALUE_SIZE) / 4;
    for (let at = start; at < end; at = this.#words[RESULT_AT / 4]!) {
      const lines = this.#exports.read(at, end);
      for (let line = 0, word = this.#out; line < lines; line++, word += size) {
        const stop = this.#words[word + 1]!;
        const isOdd = stop >= ODD_BIT;
        const values = word + LINE_VALUES / 4;
        found(this.#words[word]! - start, (isOdd ? stop - ODD_BIT : stop) - start, isOdd, this.#words, values, start);
      }
    }
  }

  /**
   * Scans whole lines. Gives how many match without being handed out: all that do when `found` is left out, but for those that
   * are odd.
   */
  scan(program: Program, bytes: Uint8Array, found: FoundLine, isCounting: boolean): number {
    const end = this.#put(program, bytes);
    const start = this.#start;
    let matches = 0;
    for (let at = start; at < end; at = this.#words[RESULT_AT / 4]!) {
      const lines = this.#exports.scan(at, end, isCounting);
      matches += this.#words[RESULT_MATCHES / 4]!;
      for (let line = 0, word = this.#out; line < lines; line++, word += 2) {
        const stop = this.#words[word + 1]!;
        const isOdd = stop >= ODD_BIT;
        found(this.#words[word]! - start, (isOdd ? stop - ODD_BIT : stop) - start, isOdd);
      }
    }
    return matches;
  }
}

/**
 * A line whose values were read: `words[at]` on are kind, start and end of each, the places counted from `base`. Odd when it is not
 * known to be one JSON object whose values stand in it as they are; then there are none. All is lent for the call.
 */
export type FoundValues = (
  start: number,
  end: number,
  isOdd: boolean,
  words: Uint32Array,
  at: number,
  base: number,
) => void;

/**
 * A line that patterns of a set match: their numbers are `words[from]` up to `words[to]`, in no order, ODD_BIT on those that the plain
 * matchers have to judge; lent for the call.
 */
export type FoundBySet = (
  start: number,
  end: number,
  isOdd: boolean,
  words: Uint32Array,
  from: number,
  to: number,
) => void;

/** Tells what is written of lines. */
function hand(words: Uint32Array, first: number, lines: number, base: number, found: FoundBySet): void {
  for (let line = 0, word = first; line < lines; line++) {
    const stop = words[word + 1]!;
    const isOdd = stop >= ODD_BIT;
    const next = word + 3 + words[word + 2]!;
    found(words[word]! - base, (isOdd ? stop - ODD_BIT : stop) - base, isOdd, words, word + 3, next);
    word = next;
  }
}

function newInstance(module: object): Exports {
  const { Instance } = (globalThis as unknown as Platform).WebAssembly!;
  return new Instance(module).exports as Exports;
}

let compiled: object | undefined | false;
let shared: Engine | undefined;

/** A new engine; undefined where it can't run. */
export function newEngine(): Engine | undefined {
  compiled ??= compileModule() ?? false;
  return compiled === false ? undefined : new Engine(compiled);
}

/** The engine that all single patterns share. */
export function sharedEngine(): Engine | undefined {
  shared ??= newEngine();
  return shared;
}

function compileModule(): object | undefined {
  const { WebAssembly, atob } = globalThis as unknown as Platform;
  if (WebAssembly === undefined) return undefined;
  try {
    const bytes = Uint8Array.from(atob(MODULE), (unit) => unit.charCodeAt(0));
    return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined;
  } catch {
    // A page whose policy forbids WebAssembly.
    return undefined;
  }
}

export { NO, ODD, ODD_BIT };
