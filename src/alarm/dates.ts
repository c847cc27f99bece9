// Holds: the two ways the evaluation writes an instant.
// In: epoch milliseconds. Out: `14/09/26 05:42:30` in a state reason, `2026-09-14T05:42:30.000+0000` in its data.
// Always: UTC; the instant is one that a Date can hold (the caller has checked it).

/** `2026-09-14T05:42:30.000+0000`: state reason data, SNS messages, events. */
export function isoDate(at: number): string {
  return new Date(at).toISOString().replace("Z", "+0000");
}

/** `14/09/26 05:42:30`: the datapoints named in a state reason. */
export function shortDate(at: number): string {
  const [date, time] = new Date(at).toISOString().split("T") as [string, string];
  const [year, month, day] = date.split("-").slice(-3) as [string, string, string];
  return `${day}/${month}/${year.slice(-2)} ${time.slice(0, 8)}`;
}

/** True for a number that is an instant. */
export function isInstant(at: unknown): at is number {
  return typeof at === "number" && Math.abs(at) <= 8.64e15;
}
