// Holds: the two ways the evaluation writes an instant.
// In: epoch milliseconds. Out: `14/09/26 05:42:30` in a state reason, `2026-09-14T05:42:30.000+0000` in its data.
// Always: UTC; the instant is one that a Date can hold (the caller has checked it).

const DAY = 86_400_000;

/** `2026-09-14T05:42:30.000+0000`: state reason data, SNS messages, events. */
export function isoDate(at: number): string {
  const whole = Math.trunc(at);
  const day = Math.floor(whole / DAY);
  const time = whole - day * DAY;
  return `${dayOf(day).long}T${timeOf(time)}.${String(time % 1000).padStart(3, "0")}+0000`;
}

/** `14/09/26 05:42:30`: the datapoints named in a state reason. */
export function shortDate(at: number): string {
  const whole = Math.trunc(at);
  const day = Math.floor(whole / DAY);
  return `${dayOf(day).short} ${timeOf(whole - day * DAY)}`;
}

interface Day {
  readonly number: number;
  /** `2026-09-14`. */
  readonly long: string;
  /** `14/09/26`. */
  readonly short: string;
}

/** The even day and the odd one that were written last: thousands of dates in a row are of one or two, and asking a Date is slow. */
const written: [Day | undefined, Day | undefined] = [undefined, undefined];

/** A day, by how many days it is after the first of January 1970. */
function dayOf(number: number): Day {
  const place = number % 2 === 0 ? 0 : 1;
  const known = written[place];
  if (known !== undefined && known.number === number) return known;
  const long = new Date(number * DAY).toISOString().slice(0, -14);
  // Counted from the end, for years beyond 9999 have more digits before them.
  const day = { number, long, short: `${long.slice(-2)}/${long.slice(-5, -3)}/${long.slice(-8, -6)}` };
  written[place] = day;
  return day;
}

/** `05:42:30`, of the milliseconds since midnight. */
function timeOf(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

/** True for a number that is an instant, with room for a range of periods before it. */
export function isInstant(at: unknown): at is number {
  return typeof at === "number" && Math.abs(at) <= 8.6e15;
}
