// Holds: one log event as it is found in a source, and how large it may be.

/** One log event and where it was found. */
export interface SourceEvent {
  /** Epoch milliseconds; NaN when the event has no time and none is needed. */
  readonly timestamp: number;
  readonly message: string;
  readonly logGroup?: string;
  /** The path of the file, or `-`. */
  readonly source: string;
  /** 1-based; in a document of records the number of the record. */
  readonly line: number;
}

/** The most bytes an event may have: PutLogEvents takes 1,048,576 bytes, of which each event costs 26 [D]. */
export const LONGEST_EVENT: number = 1_048_576 - 26;
