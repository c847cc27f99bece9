// Holds: the ways notifications write an instant, and back.
// In: epoch milliseconds. Out: `Wednesday 05 November, 2014 19:12:58 UTC`, `2026-09-14T11:18:44.401+0000`, `2019-10-02T17:04:40Z`.
// Always: UTC and English; what is no instant is written as nothing.

import { isInstant, isoDate } from "../alarm/dates.ts";
import { longDate } from "../alarm/long-date.ts";

/** `Wednesday 05 November, 2014 19:12:58 UTC`: mails. */
export function mailDate(at: unknown): string {
  return isInstant(at) ? longDate(at) : "";
}

/** `2026-09-14T11:18:44.401+0000`: messages, and the details of events. */
export function stamp(at: unknown): string {
  return isInstant(at) ? isoDate(at) : "";
}

/** `2019-10-02T17:04:40Z`: when an event was; seconds cut off [O]. */
export function eventTime(at: unknown): string {
  return isInstant(at) ? new Date(at).toISOString().replace(/\.\d+Z$/, "Z") : "";
}

/** The instant that `stamp` wrote, or that a number is. */
export function readStamp(written: unknown): number | undefined {
  const at = typeof written === "string" ? Date.parse(written.replace(/\+0000$/, "Z")) : written;
  return isInstant(at) ? at : undefined;
}
