// Holds: who takes events as they are met, instead of having them handed out in batches.
// Always: calls come in the order of the source; what is lent is not kept.

import type { SourceEvent } from "./event.ts";

/** Whole lines in UTF-8 without damage; each is an event as it stands, but for the empty ones. The bytes are only lent.
 * @param events how many events they are. */
export type TakeLines = (bytes: Buffer, events: number) => void;

export interface Taker {
  /** Left out: every event comes alone, with its time and its line. */
  readonly lines?: TakeLines | undefined;
  readonly event: (event: SourceEvent) => void;
}
