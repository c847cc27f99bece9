// Holds: the actions of composite alarms while their suppressors hold them back.
// In: composite alarms on the way, the changes of their suppressors, time. Out: how each is suppressed, and actions that ran late.
// Always: periods end in order of time; a change costs as much as the alarms that it suppresses, however many there are.

import { actionsOf } from "../alarm/actions.ts";
import type { CompositeAlarm } from "../alarm/composite.ts";
import type { AlarmState } from "../alarm/composite-evaluate.ts";
import { Queue } from "../alarm/queue.ts";
import { type Suppression, type SuppressionEvent, type Suppressor, suppress } from "../alarm/suppression.ts";
import type { AlarmRunState, Transition } from "./clock.ts";

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
  /** What it was configured with, to see what has changed since. */
  readonly AlarmRule: string;
  /** The suppressor's name. */
  readonly ActionsSuppressor: string | null;
}

/** One composite alarm on the way. */
export interface Member {
  readonly alarm: CompositeAlarm;
  readonly suppressor: Suppressor | undefined;
  readonly suppressorName: string | undefined;
  readonly before: CompositeRunState;
  readonly transitions: Transition[];
  readonly late: LateActions[];
  now: CompositeRunState;
}

/** The end of a period; what has happened to the alarm in the meantime can have ended it before, or begun another. */
interface PeriodEnd {
  readonly until: number;
  readonly member: Member;
}

export class HeldActions {
  /** By a suppressor's name, the alarms that it suppresses. */
  readonly #suppressed = new Map<string, Member[]>();
  readonly #ends: Queue<PeriodEnd> = new Queue((a, b) => a.until < b.until);

  constructor(members: Iterable<Member>) {
    for (const member of members) {
      const { suppressorName: name } = member;
      if (name !== undefined) {
        const others = this.#suppressed.get(name);
        if (others === undefined) this.#suppressed.set(name, [member]);
        else others.push(member);
      }
      this.#await(member);
    }
  }

  /** Tells an alarm of its suppressor where the replay starts; `state` is the suppressor's. */
  meet(member: Member, state: AlarmState | undefined, at: number): void {
    const { before, suppressorName } = member;
    const replaced = before.ActionsSuppressor !== (suppressorName ?? null);
    if (state !== undefined) this.#step(member, { kind: "suppressor", ...state, at, replaced });
    // A suppressor that was taken away holds nothing back.
    else if (replaced) this.#step(member, { kind: "clock", at });
  }

  /** Tells a change to the alarms that it suppresses. */
  tell(name: string, { stateValue }: AlarmState, at: number): void {
    for (const member of this.#suppressed.get(name) ?? []) this.#step(member, { kind: "suppressor", at, stateValue });
  }

  /** Whether the actions of a change run at once. */
  change(member: Member, { stateValue }: AlarmState, at: number): boolean {
    return this.#suppress(member, { kind: "alarm", at, stateValue });
  }

  /** Ends the periods that are over at `to`. */
  endPeriods(to: number): void {
    for (let end = this.#ends.first(); end !== undefined && end.until <= to; end = this.#ends.first()) {
      this.#ends.take();
      this.#step(end.member, { kind: "clock", at: end.until });
    }
  }

  /** Notes when the alarm's period ends, if it is in one. */
  #await(member: Member): void {
    const { until } = member.now.suppression;
    if (until !== undefined) this.#ends.add({ until, member });
  }

  /** An event after which actions that were held back may run. */
  #step(member: Member, event: SuppressionEvent): void {
    const runs = this.#suppress(member, event);
    const { last } = member.now;
    if (runs && last !== null)
      member.late.push({ at: event.at, actions: actionsOf(member.alarm, last), transition: last });
  }

  /** Whether actions run. */
  #suppress(member: Member, event: SuppressionEvent): boolean {
    const { until } = member.now.suppression;
    const { suppression, run } = suppress(member.suppressor, member.now.suppression, event);
    member.now = { ...member.now, suppression };
    if (suppression.until !== until) this.#await(member);
    return run.length > 0;
  }
}
