// Holds: lines of a source with their times: what is folded without being made events.

/** Whole lines in UTF-8, and which of them are events when. All is lent. */
export interface TimedLines {
  /** What they stand in. */
  readonly bytes: Uint8Array;
  readonly count: number;
  /** Where each begins and ends, without its line break; ascending. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Epoch milliseconds; NaN for a line that is no event, or came alone. */
  readonly times: Float64Array;
}
