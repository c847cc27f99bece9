// Holds: composite alarms on the simulated clock: evaluated on every change of a child, their actions held back by suppressors.
// In: composite alarms, the runs of the metric alarms, the clock. Out: changes of state, actions that ran late, and how each ends.
// Always: changes of one instant are all seen before composite alarms are evaluated, each once, children first; then periods that end
//         at the instant end.

import { actionsOf } from "../alarm/actions.ts";
import { INITIAL_STATE } from "../alarm/alarm.ts";
import { readAlarmArn, writeAlarmArn } from "../alarm/arn.ts";
import { type CompositeAlarm, suppressorOf } from "../alarm/composite.ts";
import { type AlarmPlace, type AlarmState, type CompositeChange, CompositeSet } from "../alarm/composite-evaluate.ts";
import {
  type Suppression,
  type SuppressionEvent,
  type Suppressor,
  suppress,
  suppressorFor,
} from "../alarm/suppression.ts";
import { type AlarmRun, type AlarmRunState, type Clock, created, spent, type Transition } from "./clock.ts";

/** Actions that ran after their alarm's change: a period of suppression had ended. */
export interface LateActions {
  readonly at: number;
  readonly actions: readonly string[];
  /** The change whose actions they are. */
  readonly transition: Transition;
}

/** A composite alarm between two changes, as plain data. */
export interface CompositeRunState extends AlarmRunState {
  readonly suppression: Suppression;
  /** The last change, whose actions may still run. */
  readonly last: Transition | null;
}

export interface CompositeRun extends Omit<AlarmRun, "alarm" | "before" | "saved"> {
  readonly alarm: CompositeAlarm;
  readonly late: readonly LateActions[];
  readonly saved: CompositeRunState;
}

interface CompositeInput extends AlarmPlace {
  readonly composites: readonly CompositeAlarm[];
  readonly runs: readonly AlarmRun[];
  readonly clock: Clock;
  /** The composite alarms as they were saved. */
  readonly saved: readonly CompositeRunState[];
}

/** Runs all composite alarms along the changes of the metric alarms. */
export function runComposites(input: CompositeInput): readonly CompositeRun[] {
  const line = new TimeLine(input);
  line.until(input.clock.save);
  const saved = line.states(input.clock.save);
  line.until(input.clock.to);
  return line.runs(saved);
}

/** One composite alarm on the way. */
interface Member {
  readonly alarm: CompositeAlarm;
  readonly suppressor: Suppressor | undefined;
  readonly suppressorName: string | undefined;
  readonly before: CompositeRunState;
  readonly transitions: Transition[];
  readonly late: LateActions[];
  now: CompositeRunState;
}

/** What is known of any alarm, composite ones with their reason. */
type Known = AlarmState & { readonly stateReason: string; readonly stateReasonData: string };

class TimeLine {
  readonly #input: CompositeInput;
  readonly #set: CompositeSet;
  readonly #members: ReadonlyMap<string, Member>;
  readonly #states = new Map<string, Known>();
  /** The changes of metric alarms, in order of time. */
  readonly #changes: readonly { readonly name: string; readonly transition: Transition }[];
  #next = 0;

  constructor(input: CompositeInput) {
    const { composites, runs, clock, saved } = input;
    this.#input = input;
    this.#set = new CompositeSet(composites);
    const known = new Map(saved.map((state) => [state.AlarmName, state]));
    this.#members = new Map(composites.map((alarm) => [alarm.AlarmName ?? "", this.#member(alarm, known)]));
    for (const { alarm, before } of runs) this.#states.set(alarm.AlarmName ?? "", before);
    for (const [name, state] of known) this.#states.set(name, state);
    this.#changes = runs
      .flatMap(({ alarm, transitions }) =>
        transitions.map((transition) => ({ name: alarm.AlarmName ?? "", transition })),
      )
      .sort((a, b) => a.transition.at - b.transition.at);
    const fresh = new Set(composites.flatMap(({ AlarmName = "" }) => (known.has(AlarmName) ? [] : [AlarmName])));
    const stateOf = (name: string) => this.#states.get(name);
    for (const change of fresh.size === 0 ? [] : this.#set.create(stateOf, clock.after, input))
      if (fresh.has(change.name)) this.#apply(change, clock.after);
  }

  #member(alarm: CompositeAlarm, known: ReadonlyMap<string, CompositeRunState>): Member {
    const { clock, region, accountId } = this.#input;
    const name = alarm.AlarmName ?? "";
    const suppressorName = suppressorOf(alarm);
    const given = alarm.ActionsSuppressor ?? "";
    const arn = readAlarmArn(given) === undefined ? writeAlarmArn({ region, accountId, name: given }) : given;
    const before = known.get(name) ?? { ...created(name, clock.after), suppression: {}, last: null };
    const suppressor = suppressorFor(alarm, arn);
    return { alarm, suppressor, suppressorName, before, transitions: [], late: [], now: before };
  }

  /** Everything up to and including `to`. */
  until(to: number): void {
    while (this.#next < this.#changes.length && this.#changes[this.#next]!.transition.at <= to) {
      const { at } = this.#changes[this.#next]!.transition;
      this.#endPeriods(at - 1);
      const changed: string[] = [];
      for (; this.#changes[this.#next]?.transition.at === at; this.#next++) {
        const { name, transition } = this.#changes[this.#next]!;
        const { newState: stateValue, stateReason, stateReasonData } = transition;
        this.#states.set(name, { stateValue, since: at, stateReason, stateReasonData });
        this.#tellSuppressed(name, at);
        changed.push(name);
      }
      for (const change of this.#set.spread(changed, (name) => this.#states.get(name), at, this.#input))
        this.#apply(change, at);
      this.#endPeriods(at);
    }
    this.#endPeriods(to);
  }

  #apply({ name, after }: CompositeChange, at: number): void {
    const member = this.#members.get(name)!;
    const { stateValue: oldState, stateReason, stateReasonData, since } = member.now;
    const { actionsSuppressedBy, actionsSuppressedReason } = member.now.suppression;
    const previous = { actionsSuppressedBy, actionsSuppressedReason };
    const { suppression, run } = this.#suppress(member, { kind: "alarm", at, stateValue: after.stateValue });
    const actions = actionsOf(member.alarm, { oldState, newState: after.stateValue });
    const transition: Transition = {
      ...{ at, oldState, newState: after.stateValue },
      ...{ stateReason: after.stateReason, stateReasonData: after.stateReasonData },
      previousState: { stateReason, stateReasonData, at: since, ...previous },
      actions: run ? actions : [],
      ...(suppression.actionsSuppressedBy !== undefined && {
        actionsSuppressedBy: suppression.actionsSuppressedBy,
        actionsSuppressedReason: suppression.actionsSuppressedReason,
      }),
    };
    member.transitions.push(transition);
    this.#states.set(name, after);
    const changes = member.now.changes + 1;
    member.now = { ...member.now, ...after, changes, suppression, last: transition };
    this.#tellSuppressed(name, at);
  }

  /** Tells a change to the alarms that it suppresses. */
  #tellSuppressed(name: string, at: number): void {
    const { stateValue } = this.#states.get(name)!;
    for (const member of this.#members.values())
      if (member.suppressorName === name) this.#step(member, { kind: "suppressor", at, stateValue });
  }

  /** Ends the periods of suppression that are over at `to`, in order of time. */
  #endPeriods(to: number): void {
    for (;;) {
      let first: Member | undefined;
      for (const member of this.#members.values()) {
        const { until } = member.now.suppression;
        if (until !== undefined && until <= to && until < (first?.now.suppression.until ?? Number.POSITIVE_INFINITY))
          first = member;
      }
      if (first === undefined) return;
      this.#step(first, { kind: "clock", at: first.now.suppression.until! });
    }
  }

  /** An event after which actions that were held back may run. */
  #step(member: Member, event: SuppressionEvent): void {
    const { suppression, run } = this.#suppress(member, event);
    const { last } = member.now;
    member.now = { ...member.now, suppression };
    if (!run || last === null) return;
    const actions = actionsOf(member.alarm, last);
    member.late.push({ at: event.at, actions, transition: last });
  }

  #suppress({ suppressor, now }: Member, event: SuppressionEvent): { suppression: Suppression; run: boolean } {
    const { suppression, run } = suppress(suppressor, now.suppression, event);
    return { suppression, run: run.length > 0 };
  }

  states(at: number): readonly CompositeRunState[] {
    return [...this.#members.values()].map(({ now, before, transitions }) => ({
      ...now,
      timeInState: spent(before.timeInState, transitions, now.stateValue, this.#input.clock.after, at),
    }));
  }

  runs(saved: readonly CompositeRunState[]): readonly CompositeRun[] {
    const ends = this.states(this.#input.clock.to);
    return [...this.#members.values()].map(({ alarm, transitions, late }, i) => {
      const { stateValue = INITIAL_STATE, stateReason, changes, timeInState } = ends[i]!;
      return { alarm, transitions, late, stateValue, stateReason, changes, timeInState, saved: saved[i]! };
    });
  }
}
