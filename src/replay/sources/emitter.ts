// Holds: the events of a source: made from what was read, or counted where they are taken as they stand.
// In: texts and objects with their times and places. Out: events, by call; how many have no time.
// Always: without a time there is no event where one is needed.

import { jsonTime } from "../event-time.ts";
import { exportedEvent } from "../exported-event.ts";
import type { SourceEvent } from "./event.ts";
import type { JsonObject } from "./json.ts";
import { Tally } from "./tally.ts";

export interface EmitterOptions {
  readonly source: string;
  readonly logGroup: string | undefined;
  /** For times without a year. */
  readonly referenceTime: number;
  readonly needTime: boolean;
  /** Counts the events. */
  readonly progress: { events: number };
  readonly give: (event: SourceEvent) => void;
}

export class Emitter {
  readonly textWithoutTime: Tally = new Tally();
  readonly jsonWithoutTime: Tally = new Tally();
  readonly #options: EmitterOptions;

  constructor(options: EmitterOptions) {
    this.#options = options;
  }

  get referenceTime(): number {
    return this.#options.referenceTime;
  }

  get logGroup(): string | undefined {
    return this.#options.logGroup;
  }

  /** So many events are taken as they stand. */
  countAll(events: number): void {
    this.#options.progress.events += events;
  }

  text(time: number | undefined, text: string, line: number): void {
    this.#emit(time, text, line, this.textWithoutTime);
  }

  /** The event that an object stands for, or is. Gives its time.
   * @param members where it may stand. */
  object(object: JsonObject, text: string, line: number, members: readonly string[]): number | undefined {
    const exported = exportedEvent(object);
    const time = exported?.timestamp ?? jsonTime(object, this.#options.referenceTime, members);
    this.#emit(time, exported?.message ?? text, line, this.jsonWithoutTime, exported?.logGroupName);
    return time;
  }

  /** Counts an event that is taken as it stands, or would be if it had a time.
   * @param time NaN for none.
   * @param line asked of the first one without. */
  count(time: number, withoutTime: Tally, line: () => number): void {
    if (Number.isNaN(time)) withoutTime.add(withoutTime.count === 0 ? line() : 0);
    else this.#options.progress.events++;
  }

  #emit(time: number | undefined, message: string, line: number, withoutTime: Tally, namedGroup?: string): void {
    const { source, needTime, progress, give } = this.#options;
    if (time === undefined && needTime) {
      withoutTime.add(line);
      return;
    }
    const logGroup = this.#options.logGroup ?? namedGroup;
    const timestamp = time ?? Number.NaN;
    progress.events++;
    give(
      logGroup === undefined ? { timestamp, message, source, line } : { timestamp, message, logGroup, source, line },
    );
  }
}
