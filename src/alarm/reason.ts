// Holds: the sentence that says why an alarm has its state, written and read.
// In: what an evaluation found. Out: the service's own wording, to the letter [O]; and back from that wording to its facts.
// Always: newest datapoint first, UTC, doubles as Java prints them, nothing rounded; at most five datapoints are named.

import { javaDouble } from "../text/number.ts";
import { given, type Slot, type StateValue } from "./alarm.ts";
import { COMPARISONS, isBand } from "./comparison.ts";
import { shortDate } from "./dates.ts";
import type { PreparedAlarm } from "./prepared.ts";

/** The reason of an alarm that was never evaluated [D]. */
export const INITIAL_REASON = "Unchecked: Initial alarm creation";

/** From this many datapoints on, the sentence names the newest five after itself instead of all inside [O for 5 and more; 4 is open]. */
const NAMED_APART_FROM = 5;

/** What an evaluation found, as far as its reason tells. */
export interface Finding {
  readonly stateValue: StateValue;
  /** The datapoints of the winning side among the N newest, newest first. */
  readonly winners: readonly Slot[];
  /** How many of the N newest datapoints there are, on either side. */
  readonly received: number;
  /** N less those. */
  readonly missing: number;
}

/** The state reason of a decision. */
export function stateReason(alarm: PreparedAlarm, found: Finding): string {
  if (found.stateValue === "INSUFFICIENT_DATA") return `Insufficient Data: ${datapoints(found.missing)} unknown.`;
  if (found.winners.length === 0) return fillersReason(alarm, found);
  return crossedReason(alarm, found);
}

/**
 * When missing data alone decide: `no datapoints were received for 2 periods and 2 missing datapoints were treated as …` [O].
 * With datapoints on the losing side the sentence counts them: `1 datapoint was received for 3 periods and …` [O, one report].
 */
function fillersReason(alarm: PreparedAlarm, { received, missing }: Finding): string {
  const counted = received === 0 ? "no datapoints were" : datapoints(received);
  const periods = plural(alarm.evaluationPeriods, "period");
  return `Threshold Crossed: ${counted} received for ${periods} and ${treated(alarm, missing)}.`;
}

/** Some datapoints lie on the winning side: how many, which, and what they were compared with. */
function crossedReason(alarm: PreparedAlarm, { stateValue, winners, missing }: Finding): string {
  const explicit = given(alarm.alarm.DatapointsToAlarm);
  const many = winners.length >= NAMED_APART_FROM;
  const named = winners.slice(0, NAMED_APART_FROM).map((p) => `${javaDouble(p.value!)} (${shortDate(p.timestamp)})`);
  const list = `[${named.join(", ")}]`;
  const count = explicit
    ? `${winners.length} out of the last ${alarm.evaluationPeriods} datapoints`
    : plural(winners.length, "datapoint");
  const verb = winners.length === 1 ? "was" : "were";
  const filled = missing > 0 && fills(alarm) ? ` and ${treated(alarm, missing)}` : "";
  const apart = many ? `. The most recent datapoints which crossed the threshold: ${list}` : "";
  const minimum = explicit ? ` ${transition(alarm, stateValue)}` : "";
  const head = isBand(alarm.comparison) ? "Thresholds" : "Threshold";
  const comparison = compared(alarm, stateValue, winners.slice(0, NAMED_APART_FROM));
  return `${head} Crossed: ${count}${many ? "" : ` ${list}`} ${verb} ${comparison}${filled}${apart}${minimum}.`;
}

/** What the winners were compared with: `not greater than the threshold (1.0)`; for a band the sides of it that belong to those named [O]. */
function compared({ comparison, threshold }: PreparedAlarm, stateValue: StateValue, named: readonly Slot[]): string {
  const not = stateValue === "ALARM" ? "" : "not ";
  const sides = comparison.sides.map(({ threshold: side, words }) => {
    if (side === "Threshold") return `${not}${words} the threshold (${javaDouble(threshold!)})`;
    const [name, of] =
      side === "LowerThreshold" ? (["lower", "lowerThreshold"] as const) : (["upper", "upperThreshold"] as const);
    return `${not}${words} the ${name} thresholds [${named.map((slot) => javaDouble(slot[of]!)).join(", ")}]`;
  });
  return sides.join(" or ");
}

/** Always `OK -> ALARM` or `ALARM -> OK`, whatever the state was before [O]. */
function transition(alarm: PreparedAlarm, state: StateValue): string {
  const needed = datapointsNeeded(alarm, state);
  return `(minimum ${plural(needed, "datapoint")} for ${state === "ALARM" ? "OK -> ALARM" : "ALARM -> OK"} transition)`;
}

/** How many datapoints of one side settle a state: M for ALARM (and for not knowing), N - M + 1 for OK [O]. */
export function datapointsNeeded(alarm: PreparedAlarm, state: StateValue): number {
  return state === "OK" ? alarm.evaluationPeriods - alarm.datapointsToAlarm + 1 : alarm.datapointsToAlarm;
}

/** Only these two treatments put something in the place of missing data. */
function fills(alarm: PreparedAlarm): boolean {
  return alarm.missingData === "breaching" || alarm.missingData === "notBreaching";
}

function treated(alarm: PreparedAlarm, missing: number): string {
  const side = alarm.missingData === "breaching" ? "Breaching" : "NonBreaching";
  return `${plural(missing, "missing datapoint")} ${missing === 1 ? "was" : "were"} treated as [${side}]`;
}

function datapoints(count: number): string {
  return `${plural(count, "datapoint")} ${count === 1 ? "was" : "were"}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** What a sentence of `crossedReason` says. */
export interface CrossedFacts {
  readonly count: number;
  readonly negated: boolean;
  /** `greater than or equal to`. */
  readonly words: string;
  /** As printed. */
  readonly threshold: string;
  /** The values named, as printed, newest first. */
  readonly values: readonly string[];
}

/** Reads a sentence back; undefined for a reason that no comparison with a threshold gave. */
export function readCrossed(reason: string): CrossedFacts | undefined {
  const head =
    /^Threshold Crossed: (\d+)(?: out of the last \d+)? datapoints? (?:\[([^\]]*)\] )?(?:was|were) (not )?/.exec(
      reason,
    );
  if (head === null) return undefined;
  const rest = reason.slice(head[0].length);
  const tail = /^([a-z ]+) the threshold \(([^)]*)\)/.exec(rest);
  const words = tail?.[1];
  if (tail === null || !Object.values(COMPARISONS).some(({ sides }) => sides[0]!.words === words)) return undefined;
  const list = head[2] ?? /crossed the threshold: \[([^\]]*)\]/.exec(rest)?.[1] ?? "";
  const values = list.split(", ").map((named) => named.split(" ", 1)[0]!);
  return { count: Number(head[1]), negated: head[3] !== undefined, words: words!, threshold: tail[2]!, values };
}
