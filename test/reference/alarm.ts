// Holds: a slow, plain evaluator of metric alarms, written from the documented rules and tables alone.
// In: thresholds and counts, a range oldest first with `undefined` for missing. Out: a state.
// Always: no import from src; missing data are filled in by hand, then everything is counted.

export interface ReferenceAlarm {
  readonly n: number;
  readonly m: number;
  readonly breaches: (value: number) => boolean;
  readonly treat: "breaching" | "notBreaching" | "ignore" | "missing";
}

type State = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export function referenceState(alarm: ReferenceAlarm, range: readonly (number | undefined)[], before: State): State {
  const real = range.filter((v) => v !== undefined).slice(-alarm.n);
  const marks = real.map((v) => (alarm.breaches(v) ? "X" : "0"));
  const count = (mark: string) => marks.filter((m) => m === mark).length;

  // "breaching" and "notBreaching": the datapoints found, made up to N with fillers of that kind, and M of them decide.
  if (alarm.treat === "breaching" || alarm.treat === "notBreaching") {
    while (marks.length < alarm.n) marks.push(alarm.treat === "breaching" ? "X" : "0");
    return count("X") >= alarm.m ? "ALARM" : "OK";
  }
  if (count("X") >= alarm.m) return "ALARM";
  if (count("0") > 0) return "OK";
  if (alarm.treat === "ignore") return before;
  if (real.length === 0) return "INSUFFICIENT_DATA";
  // Only breaching datapoints, fewer than M: the oldest must have lasted M periods.
  const oldest = range.findIndex((v) => v !== undefined);
  return range.slice(oldest).length >= alarm.m ? "ALARM" : "INSUFFICIENT_DATA";
}

/** Something published: when, in epoch milliseconds, and what. */
export interface ReferencePoint {
  readonly at: number;
  readonly value: number;
}

/**
 * The sums of an alarm's periods as an evaluation at `at` sees them, oldest first: N periods and two more, counted back from the
 * minute; an alarm over more than a day looks once an hour, at what lies before the hour.
 */
export function referenceRange(
  points: readonly ReferencePoint[],
  { n, period }: { readonly n: number; readonly period: number },
  at: number,
): readonly (number | undefined)[] {
  const grain = n * period > 86_400 ? 3_600_000 : 60_000;
  const end = at - (at % grain);
  const sums: (number | undefined)[] = [];
  for (let back = n + 2; back >= 1; back--) {
    const from = end - back * period * 1000;
    const inside = points.filter((point) => {
      const minute = point.at - (point.at % 60_000);
      return minute >= from && minute < from + period * 1000;
    });
    sums.push(inside.length === 0 ? undefined : inside.reduce((sum, { value }) => sum + value, 0));
  }
  return sums;
}
