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
