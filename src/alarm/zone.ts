// Holds: the time zones of wall-clock windows, and where their minutes, hours, days and weeks begin.
// In: a time zone's name or offset, an instant. Out: the start of the calendar period that the instant lies in.
// Always: a day begins with its first instant in the zone, a week with Monday [D]; days of 23 and 25 hours are whole days.

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const WEEK = 7 * DAY;

/** Milliseconds from UTC to the zone's local time, at any instant. */
export interface Zone {
  readonly offsetAt: (at: number) => number;
}

const OFFSET = /^(?:UTC|GMT|UT)?([+-])(\d{2}):?(\d{2})$/;

/** Zones by name; there are some hundreds of names, and capitals do not count. */
const known = new Map<string, Zone | undefined>();

/**
 * The zone of an IANA name (`America/New_York`), an offset (`+05:30`) or a prefixed offset (`UTC+05:30`) [D]; undefined for any
 * other text, and for an offset that is not a multiple of five minutes [D] or beyond 18 hours.
 */
export function zoneOf(name: unknown): Zone | undefined {
  if (typeof name !== "string" || name.length > 50) return undefined;
  const key = name.toUpperCase();
  const seen = known.get(key);
  if (seen !== undefined) return seen;
  const zone = fixedZone(key) ?? namedZone(name);
  if (zone !== undefined) known.set(key, zone);
  return zone;
}

function fixedZone(name: string): Zone | undefined {
  const [, sign, hours, minutes] = OFFSET.exec(name) ?? [];
  if (sign === undefined) return undefined;
  const offset = Number(hours) * 60 + Number(minutes);
  if (Number(minutes) > 59 || offset > 18 * 60 || offset % 5 !== 0) return undefined;
  const milliseconds = (sign === "-" ? -offset : offset) * MINUTE;
  return { offsetAt: () => milliseconds };
}

/** How many offsets a zone remembers before it forgets them all. */
const REMEMBERED = 5000;

function namedZone(name: string): Zone | undefined {
  // An offset is no name, though Intl takes some; what a zone's name can hold keeps other texts out.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return undefined;
  let format: Intl.DateTimeFormat;
  try {
    const numbers = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
    format = new Intl.DateTimeFormat("en-US", { timeZone: name, hourCycle: "h23", second: "numeric", ...numbers });
  } catch {
    return undefined;
  }
  const offsets = new Map<number, number>();
  const exact = (at: number): number => {
    let offset = offsets.get(at);
    if (offset === undefined) {
      if (offsets.size >= REMEMBERED) offsets.clear();
      offset = localTime(format, at) - at;
      offsets.set(at, offset);
    }
    return offset;
  };
  // Asking the formatter is slow: an hour that begins and ends with one offset has it throughout.
  const offsetAt = (at: number): number => {
    const hour = floorTo(within(at), HOUR);
    const offset = exact(hour);
    return exact(hour + HOUR) === offset ? offset : exact(floorTo(within(at), MINUTE));
  };
  return { offsetAt };
}

/** Years that the formatter writes with four digits; before and after, the nearest offset counts. */
function within(at: number): number {
  return Math.min(Math.max(at, Date.UTC(1000, 0)), Date.UTC(9999, 0));
}

/** The local time of an instant, as if it were UTC. */
function localTime(format: Intl.DateTimeFormat, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
}

/** The start of the period of `step` milliseconds that `at` lies in, on the zone's clocks and calendar. */
export function periodStart(zone: Zone, step: number, at: number): number {
  const offset = zone.offsetAt(at);
  if (step < DAY) return floorTo(at + offset, step) - offset;
  const day = floorTo(at + offset, DAY);
  // The first of January 1970 was a Thursday, three days after a Monday.
  const first = step < WEEK ? day : floorTo(day + 3 * DAY, WEEK) - 3 * DAY;
  return dayStart(zone, first);
}

/** The first instant of a local day; `midnight` is its beginning as if it were UTC. */
function dayStart(zone: Zone, midnight: number): number {
  // No offset is as long as a day: these two instants lie before and after the midnight.
  const before = midnight - zone.offsetAt(midnight - DAY);
  const after = midnight - zone.offsetAt(midnight + DAY);
  const isMidnight = (at: number): boolean => at + zone.offsetAt(at) === midnight;
  const [first, second] = before < after ? [before, after] : [after, before];
  if (isMidnight(first)) return first;
  // Where clocks are put forward over midnight, the day begins with the change.
  return isMidnight(second) ? second : before;
}

function floorTo(at: number, step: number): number {
  return Math.floor(at / step) * step;
}
