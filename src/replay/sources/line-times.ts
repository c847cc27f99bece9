// Holds: the lines of a stretch of bytes, and the times of those that are JSON, which are read where they stand.
// In: whole lines in UTF-8. Out: of each line that is not empty where it stands, whether it is an event as it stands, and its time.
// Always: "as it stands" is said of one JSON object that is no exported event, and only where the engine can tell; nothing is said of
//   any other line. The arrays are used again for the next stretch.

import { compileLineValues, type LineValues } from "../../match/line-values.ts";
import { memberTime, TIME_MEMBERS } from "../event-time.ts";
import type { TimedLines } from "../timed-lines.ts";
import { IsoMinute } from "./iso-minute.ts";

/** An exported event has a text in the first and a number in the second. */
const EXPORTED = ["message", "timestamp"] as const;
const NAMES: readonly string[] = [...new Set([...EXPORTED, ...TIME_MEMBERS])];
const MESSAGE = NAMES.indexOf("message");
const TIMESTAMP = NAMES.indexOf("timestamp");
const readValues = compileLineValues(NAMES.map((name) => [{ kind: "name", name }]));

export class LineTimes implements TimedLines {
  bytes: Buffer = Buffer.alloc(0);
  count = 0;
  starts: Uint32Array = new Uint32Array(1024);
  ends: Uint32Array = new Uint32Array(1024);
  times: Float64Array = new Float64Array(1024);
  /** 1 for an event as it stands. */
  stands: Uint8Array = new Uint8Array(1024);
  readonly #reference: number;
  readonly #minute: IsoMinute = new IsoMinute();

  /** @param reference for times without a year. */
  constructor(reference: number) {
    this.#reference = reference;
  }

  /** @param members where a time may stand, in the order in which they are asked. */
  read(bytes: Buffer, members: readonly string[] = TIME_MEMBERS): void {
    this.bytes = bytes;
    this.count = 0;
    const asked = members.map((name) => NAMES.indexOf(name));
    readValues(bytes, (start, end, values) => {
      const stands = values !== undefined && !isExported(values);
      this.#add(start, end, stands, stands ? this.#timeOf(asked, values) : Number.NaN);
    });
  }

  #timeOf(asked: readonly number[], values: LineValues): number {
    for (const member of asked) {
      const kind = values.kind(member);
      if (kind !== "string" && kind !== "number") continue;
      const time = this.#valueTime(kind === "number", values.start(member), values.end(member));
      if (time !== undefined) return time;
    }
    return Number.NaN;
  }

  #valueTime(isNumber: boolean, start: number, end: number): number | undefined {
    const known = isNumber ? undefined : this.#minute.timeOf(this.bytes, start, end);
    if (known !== undefined) return known;
    const text = this.bytes.toString("utf8", start, end);
    const time = memberTime(isNumber ? Number(text) : text, this.#reference);
    if (time !== undefined && !isNumber) this.#minute.note(text, time);
    return time;
  }

  #add(start: number, end: number, stands: boolean, time: number): void {
    const place = this.count++;
    if (place === this.starts.length) this.#grow();
    this.starts[place] = start;
    this.ends[place] = end;
    this.times[place] = time;
    this.stands[place] = stands ? 1 : 0;
  }

  #grow(): void {
    const size = 2 * this.starts.length;
    this.starts = grown(this.starts, new Uint32Array(size));
    this.ends = grown(this.ends, new Uint32Array(size));
    this.times = grown(this.times, new Float64Array(size));
    this.stands = grown(this.stands, new Uint8Array(size));
  }
}

function isExported(values: LineValues): boolean {
  return values.kind(MESSAGE) === "string" && values.kind(TIMESTAMP) === "number";
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
