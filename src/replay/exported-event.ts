// Holds: the log event as the service hands it out: `{ timestamp, message }` and the members it adds.
// In: a parsed JSON object. Out: the event it stands for, or undefined when it is an application's own object.
// Always: an object with any member the service does not write is not an exported event.

import { epochTime } from "./event-time.ts";

export interface ExportedEvent {
  readonly timestamp: number;
  readonly message: string;
  readonly logGroupName?: string;
}

/** The members of FilterLogEvents and GetLogEvents output, and the group's name as tools add it [D]. */
const MEMBERS = ["timestamp", "message", "ingestionTime", "eventId", "id", "logStreamName", "logGroupName"];

/** The event an object stands for. `timestamp` is epoch milliseconds [D]; a number of the size of seconds is taken as seconds. */
export function exportedEvent(object: Readonly<Record<string, unknown>>): ExportedEvent | undefined {
  const { timestamp, message, logGroupName } = object;
  if (typeof timestamp !== "number" || typeof message !== "string" || timestamp < 0) return undefined;
  for (const name in object) if (!MEMBERS.includes(name)) return undefined;
  const time = epochTime(timestamp) ?? timestamp;
  return typeof logGroupName === "string" ? { timestamp: time, message, logGroupName } : { timestamp: time, message };
}
