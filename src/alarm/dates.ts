// Holds: the two ways the evaluation writes an instant.
// In: epoch milliseconds. Out: `14/09/26 05:42:30` in a state reason, `2026-09-14T05:42:30.000+0000` in its data.
// Always: UTC; the instant is one that a Date can hold (the caller has checked it).

/** `2026-09-14T05:42:30.000+0000`: state reason data, SNS messages, events. */
export function isoDate(at: number): string {
  return `${new Date(at).toISOString().slice(0, -1)}+0000`;
}

/** `14/09/26 05:42:30`: the datapoints named in a state reason. */
export function shortDate(at: number): string {
  // Counted from the end, for years beyond 9999 have more digits before them.
  const text = new Date(at).toISOString();
  return `${text.slice(-16, -14)}/${text.slice(-19, -17)}/${text.slice(-22, -20)} ${text.slice(-13, -5)}`;
}

/** True for a number that is an instant, with room for a range of periods before it. */
export function isInstant(at: unknown): at is number {
  return typeof at === "number" && Math.abs(at) <= 8.6e15;
}
