// Holds: whether the actions of a composite alarm run, or are held back by its actions suppressor.
// In: what happens, one event after the other: the alarm changes, its suppressor changes, time passes. Out: the actions that run, and
//   what holds others back until when.
// Always: a pure state machine over plain data that can be saved. It holds actions back only: states, reasons and events go on [D].
//
// A change of the alarm while the suppressor is in ALARM is suppressed by the alarm [D]. Otherwise it waits for the suppressor:
// should this go into ALARM within the wait period, it takes over [D]; if not, the actions of the present state run at the end [D, O].
// When a suppressor that holds actions back leaves ALARM, they stay suppressed for the extension period, and run at its end [D]. A
// new change of the alarm discards either period and begins a new wait [D, O]. A suppressor that comes too late undoes nothing, and
// nothing follows when it leaves [O].

import { given, type StateValue } from "./alarm.ts";
import type { CompositeAlarm } from "./composite.ts";
import type { AlarmState } from "./composite-evaluate.ts";
import { longDate } from "./long-date.ts";

export type ActionsSuppressedBy = "WaitPeriod" | "ExtensionPeriod" | "Alarm";

/** What is known of a composite alarm's actions: plain data. */
export interface Suppression {
  /** The alarm's present state, whose actions run when nothing holds them back any more. */
  readonly stateValue?: StateValue;
  /** The suppressor as it was last seen; absent counts as not in ALARM. */
  readonly suppressor?: AlarmState;
  /** Present while actions are held back, with the service's words. */
  readonly actionsSuppressedBy?: ActionsSuppressedBy;
  readonly actionsSuppressedReason?: string;
  /** When the period ends, epoch milliseconds: the next decision is due. Absent while the suppressor itself holds them back. */
  readonly until?: number;
}

export type SuppressionEvent =
  | { readonly kind: "alarm"; readonly at: number; readonly stateValue: StateValue }
  /** The suppressor changed its state; with `replaced` it is another alarm than before. */
  | {
      readonly kind: "suppressor";
      readonly at: number;
      readonly stateValue: StateValue;
      /** Since when, where that is not `at`. */
      readonly since?: number | undefined;
      readonly replaced?: boolean | undefined;
    }
  | { readonly kind: "clock"; readonly at: number };

/** Actions of a state run. */
export interface ActionsRun {
  readonly at: number;
  readonly stateValue: StateValue;
}

export interface SuppressionStep {
  readonly suppression: Suppression;
  /** At most two: those of a period that had run out unnoticed, and those of the event itself. */
  readonly run: readonly ActionsRun[];
}

/** The suppressor and its periods, as far as actions need them. */
export interface Suppressor {
  readonly arn: string;
  /** Milliseconds. */
  readonly wait: number;
  readonly extension: number;
}

/** The suppressor that an alarm is configured with; undefined when it has none. `arn` is its ARN. */
export function suppressorFor(alarm: CompositeAlarm, arn: string): Suppressor | undefined {
  if (!given(alarm.ActionsSuppressor) || alarm.ActionsSuppressor === "") return undefined;
  const seconds = (period: number | undefined): number => (given(period) ? period * 1000 : 0);
  return {
    arn,
    wait: seconds(alarm.ActionsSuppressorWaitPeriod),
    extension: seconds(alarm.ActionsSuppressorExtensionPeriod),
  };
}

/**
 * One event. Events come in order of time; the clock's may be left out, and is needed only to learn of the end of a period when it comes
 * (see `until`). What happens in the very instant in which a period ends still falls into it [chosen]: give the clock's event last.
 */
export function suppress(
  suppressor: Suppressor | undefined,
  before: Suppression,
  event: SuppressionEvent,
): SuppressionStep {
  const over =
    before.until !== undefined && (event.kind === "clock" ? before.until <= event.at : before.until < event.at);
  const ended = over ? release(before, before.until!) : { suppression: before, run: [] };
  const step = next(suppressor, ended.suppression, event);
  return { suppression: step.suppression, run: [...ended.run, ...step.run] };
}

function next(suppressor: Suppressor | undefined, now: Suppression, event: SuppressionEvent): SuppressionStep {
  if (event.kind === "alarm") {
    const changed = { ...now, stateValue: event.stateValue };
    if (suppressor === undefined) return release(changed, event.at);
    if (now.suppressor?.stateValue === "ALARM") return held(byAlarm(changed, suppressor));
    return wait(changed, "WaitPeriod", suppressor.wait, event.at);
  }
  // The suppressor was taken away: it holds nothing back any more.
  if (suppressor === undefined) return now.actionsSuppressedBy === undefined ? held(now) : release(now, event.at);
  if (event.kind === "clock") return held(now);
  const { stateValue, at, since = at } = event;
  const seen = { ...now, suppressor: { stateValue, since } };
  if (now.actionsSuppressedBy === undefined) return held(seen);
  if (stateValue === "ALARM") return held(byAlarm(seen, suppressor));
  // Another suppressor: what the one before held back is held back no longer [D for periods, O for the rest].
  if (event.replaced === true) return release(seen, at);
  return now.actionsSuppressedBy === "Alarm" ? wait(seen, "ExtensionPeriod", suppressor.extension, at) : held(seen);
}

/** Nothing runs. */
function held(suppression: Suppression): SuppressionStep {
  return { suppression, run: [] };
}

function byAlarm(now: Suppression, { arn }: Suppressor): Suppression {
  const { until: _, ...rest } = now;
  const when = longDate(now.suppressor!.since);
  const actionsSuppressedReason = `Actions suppressed by ${arn} that transitioned to ALARM at ${when}`;
  return { ...rest, actionsSuppressedBy: "Alarm", actionsSuppressedReason };
}

/** A period of no length holds nothing back. */
function wait(now: Suppression, by: "WaitPeriod" | "ExtensionPeriod", length: number, at: number): SuppressionStep {
  if (length <= 0) return release(now, at);
  const actionsSuppressedReason = `Actions suppressed by ${by}`;
  return held({ ...now, actionsSuppressedBy: by, actionsSuppressedReason, until: at + length });
}

/** Nothing holds actions back: those of the present state run. */
function release({ stateValue, suppressor }: Suppression, at: number): SuppressionStep {
  const suppression: Suppression = {
    ...(stateValue !== undefined && { stateValue }),
    ...(suppressor !== undefined && { suppressor }),
  };
  return { suppression, run: stateValue === undefined ? [] : [{ at, stateValue }] };
}
