// Holds: the reading of lines, each of which is JSON or text.
// In: lines one by one, or a stretch of them in bytes. Out: events, and what can't be one, by call; the times of a stretch.
// Always: only what stands before a line in its source counts for it; where that is not known and would count, `LineNeedsMore` is
// thrown.

import { TEXT_TIME_BYTES, TIME_MEMBERS } from "../event-time.ts";
import type { Emitter } from "./emitter.ts";
import { type JsonObject, parseJson } from "./json.ts";
import { LineNumbers } from "./line-numbers.ts";
import { LineTimes } from "./line-times.ts";
import type { RawSink } from "./raw-lines.ts";
import type { Taker } from "./taker.ts";
import { LineNeedsMore, type LineState, TextTimes } from "./text-times.ts";

export const OBJECT_OVER_LINES = "a JSON object written over several lines: write each on one line, as `jq -c .` does";

const BRACE = 0x7b;
const SPACE = 0x20;

/** Told of a line that should be an object and is not. */
export type TellNotObject = (message: string, line: number) => void;

export class LineReader {
  readonly #emitter: Emitter;
  readonly #notObject: TellNotObject;
  readonly #times: TextTimes;
  /** Whether a line that begins with a brace has to be JSON. */
  #jsonLines: LineState["jsonLines"];

  /** @param before what stands before the first line. */
  constructor(emitter: Emitter, notObject: TellNotObject, before: LineState) {
    this.#emitter = emitter;
    this.#notObject = notObject;
    this.#times = new TextTimes(emitter.referenceTime, before);
    this.#jsonLines = before.jsonLines;
  }

  /** What counts for the lines that follow. */
  get state(): LineState {
    return { ...this.#times.state, jsonLines: this.#jsonLines };
  }

  /** A line that is not empty. */
  read(text: string, number: number): void {
    const object = looksLikeObject(text) ? parseJson(text) : undefined;
    this.#jsonLines ??= object !== undefined;
    if (object === undefined) this.#readText(text, number);
    else if (object instanceof Error) this.#readBroken(object, text, number);
    else {
      this.#jsonLines = true;
      const time = this.#emitter.object(object as JsonObject, text, number, TIME_MEMBERS);
      if (time !== undefined) this.#times.note(time);
    }
  }

  /** Who takes lines as they stand in bytes: hands them on, with their times where those are wanted. */
  taking({ lines: take, timed }: Taker): RawSink["take"] {
    const emitter = this.#emitter;
    if (timed === undefined) {
      return (bytes, events) => {
        emitter.countAll(events);
        take!(bytes, events);
      };
    }
    const lines = new LineTimes(emitter.referenceTime);
    return (bytes, _events, number) => {
      lines.read(bytes);
      this.#settle(lines, number);
      timed(lines, emitter.logGroup);
    };
  }

  /** Finds the times of lines that do not stand there as JSON. Those that have to be read whole become events of their own, and
   * have no time among the lines then.
   * @param first the number of the line that the stretch begins with. */
  #settle(lines: LineTimes, first: number): void {
    const { bytes, starts, ends, times, stands } = lines;
    const { textWithoutTime, jsonWithoutTime } = this.#emitter;
    const numbers = new LineNumbers(bytes, first);
    for (let line = 0; line < lines.count; line++) {
      const start = starts[line]!;
      const end = ends[line]!;
      if (stands[line] === 0 && mayBeObject(bytes, start, end)) {
        this.read(bytes.toString("utf8", start, end), numbers.at(start));
        times[line] = Number.NaN;
        continue;
      }
      const isText = stands[line] === 0;
      if (isText) times[line] = this.#timeOfText(bytes, start, end) ?? Number.NaN;
      else this.#jsonLines = true;
      const time = times[line]!;
      if (!Number.isNaN(time)) this.#times.note(time);
      this.#emitter.count(time, isText ? textWithoutTime : jsonWithoutTime, () => numbers.at(start));
    }
  }

  #timeOfText(bytes: Buffer, start: number, end: number): number | undefined {
    this.#jsonLines ??= false;
    return this.#times.timeOf(bytes.toString("utf8", start, Math.min(end, start + TEXT_TIME_BYTES)));
  }

  /** A line of text; without a time of its own it has that of the event before it. */
  #readText(text: string, number: number): void {
    const time = this.#times.timeOf(text);
    if (time !== undefined) this.#times.note(time);
    this.#emitter.text(time, text, number);
  }

  /** A line that begins with a brace and is no JSON: half written among JSON lines, and just a line among others. */
  #readBroken(error: Error, text: string, number: number): void {
    if (this.#jsonLines === "unknown") throw new LineNeedsMore();
    if (this.#jsonLines === false) this.#readText(text, number);
    else if (text.trim() === "{") this.#notObject(OBJECT_OVER_LINES, number);
    else this.#notObject(notWhole(error), number);
  }
}

/** What is said of a line or record that is no JSON. */
export function notWhole({ message }: Error): string {
  return `not a whole JSON object: ${message}`;
}

function looksLikeObject(text: string): boolean {
  const first = text.charCodeAt(0);
  return first === BRACE || (first <= SPACE && text.trimStart().startsWith("{"));
}

/** Whether `looksLikeObject` may hold of a line; white space of more than one byte is not looked at. */
function mayBeObject(bytes: Buffer, start: number, end: number): boolean {
  let at = start;
  while (at < end && bytes[at]! <= SPACE) at++;
  return bytes[at] === BRACE || (at > start && bytes[at]! >= 0x80);
}
