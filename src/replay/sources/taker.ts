// Holds: who takes events as they are met, instead of having them handed out in batches.
// Always: calls come in the order of the source, but for what `timed` says; what is lent is not kept.

import type { TimedLines } from "../timed-lines.ts";
import type { SourceEvent } from "./event.ts";

/** Whole lines in UTF-8 without damage; each is an event as it stands, but for the empty ones. The bytes are only lent.
 * @param events how many events they are. */
export type TakeLines = (bytes: Buffer, events: number) => void;

/** Lines with their times. Of a stretch those that stand for another event, or need to be looked at, came alone before.
 * @param logGroup that of the source. */
export type TakeTimedLines = (lines: TimedLines, logGroup: string | undefined) => void;

/** Without `lines` and `timed` every event comes alone, with its time and its line. */
export interface Taker {
  readonly lines?: TakeLines | undefined;
  readonly timed?: TakeTimedLines | undefined;
  readonly event: (event: SourceEvent) => void;
}
