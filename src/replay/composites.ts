// Holds: composite alarms on the simulated clock: evaluated on every change of a child, their actions held back by suppressors.
// In: composite alarms, the runs of the metric alarms, the clock. Out: changes of state, actions that ran late, and how each ends.
// Always: changes of one instant are all seen before composite alarms are evaluated, each once, children first; all states of the instant
//         are known before actions are decided about, those of suppressors first, so that the order of the alarms does not show; then
//         periods that end at the instant end. Costs go with changes, not with alarms.

import { actionsOf } from "../alarm/actions.ts";
import { INITIAL_STATE } from "../alarm/alarm.ts";
import { readAlarmArn, writeAlarmArn } from "../alarm/arn.ts";
import { type CompositeAlarm, suppressorOf } from "../alarm/composite.ts";
import { type AlarmPlace, type AlarmState, type CompositeChange, CompositeSet } from "../alarm/composite-evaluate.ts";
import { suppressorFor } from "../alarm/suppression.ts";
import { type AlarmRun, type Clock, created, spent, type Transition } from "./clock.ts";
import { type CompositeRunState, HeldActions, type LateActions, type Member } from "./held-actions.ts";

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

/** What is known of any alarm, composite ones with their reason. */
type Known = AlarmState & { readonly stateReason: string; readonly stateReasonData: string };

class TimeLine {
  readonly #input: CompositeInput;
  readonly #set: CompositeSet;
  readonly #members: ReadonlyMap<string, Member>;
  readonly #held: HeldActions;
  readonly #states = new Map<string, Known>();
  /** The changes of metric alarms, in order of time. */
  readonly #changes: readonly { readonly name: string; readonly transition: Transition }[];
  #next = 0;

  constructor(input: CompositeInput) {
    const { composites, runs, saved } = input;
    this.#input = input;
    this.#set = new CompositeSet(composites);
    const known = new Map(saved.map((state) => [state.AlarmName, state]));
    this.#members = new Map(composites.map((alarm) => [alarm.AlarmName ?? "", this.#member(alarm, known)]));
    this.#held = new HeldActions(this.#members.values());
    for (const { alarm, before } of runs) this.#states.set(alarm.AlarmName ?? "", before);
    for (const [name, state] of known) this.#states.set(name, state);
    this.#changes = runs
      .flatMap(({ alarm, transitions }) =>
        transitions.map((transition) => ({ name: alarm.AlarmName ?? "", transition })),
      )
      .sort((a, b) => a.transition.at - b.transition.at);
    this.#start(known);
  }

  #member(alarm: CompositeAlarm, known: ReadonlyMap<string, CompositeRunState>): Member {
    const { clock, region, accountId } = this.#input;
    const name = alarm.AlarmName ?? "";
    const suppressorName = suppressorOf(alarm);
    const given = alarm.ActionsSuppressor ?? "";
    const arn = readAlarmArn(given) === undefined ? writeAlarmArn({ region, accountId, name: given }) : given;
    const configured = { AlarmRule: alarm.AlarmRule ?? "", ActionsSuppressor: suppressorName ?? null };
    const fresh = { ...created(name, clock.after), suppression: {}, last: null, ...configured };
    const before = known.get(name) ?? fresh;
    const suppressor = suppressorFor(alarm, arn);
    const now = { ...before, ...configured };
    return { alarm, suppressor, suppressorName, before, transitions: [], late: [], now };
  }

  /** New alarms are created, those with another rule than was saved updated; each learns how its suppressor stands. */
  #start(known: ReadonlyMap<string, CompositeRunState>): void {
    const { after: at } = this.#input.clock;
    const causes = new Map<string, "created" | "updated">();
    for (const [name, { now }] of this.#members) {
      const saved = known.get(name);
      if (saved === undefined) causes.set(name, "created");
      else if (saved.AlarmRule !== now.AlarmRule) causes.set(name, "updated");
    }
    const changes = this.#set.put(causes, (name) => this.#states.get(name), at, this.#input);
    for (const { name, after } of changes) this.#states.set(name, after);
    for (const member of this.#members.values())
      this.#held.meet(member, this.#states.get(member.suppressorName ?? ""), at);
    for (const change of changes) this.#apply(change, at);
  }

  /** Everything up to and including `to`. */
  until(to: number): void {
    while (this.#next < this.#changes.length && this.#changes[this.#next]!.transition.at <= to) {
      const { at } = this.#changes[this.#next]!.transition;
      this.#held.endPeriods(at - 1);
      this.#take(at);
      this.#held.endPeriods(at);
    }
    this.#held.endPeriods(to);
  }

  /** The changes of one instant, and what follows from them. */
  #take(at: number): void {
    const changed: string[] = [];
    for (; this.#changes[this.#next]?.transition.at === at; this.#next++) {
      const { name, transition } = this.#changes[this.#next]!;
      const { newState: stateValue, stateReason, stateReasonData } = transition;
      this.#states.set(name, { stateValue, since: at, stateReason, stateReasonData });
      changed.push(name);
    }
    const changes = this.#set.spread(changed, (name) => this.#states.get(name), at, this.#input);
    for (const { name, after } of changes) {
      this.#states.set(name, after);
      changed.push(name);
    }
    for (const name of changed) this.#held.tell(name, this.#states.get(name)!, at);
    for (const change of changes) this.#apply(change, at);
  }

  #apply({ name, after }: CompositeChange, at: number): void {
    const member = this.#members.get(name)!;
    const { stateValue: oldState, stateReason, stateReasonData, since, changes } = member.now;
    const { actionsSuppressedBy, actionsSuppressedReason } = member.now.suppression;
    const previous = { actionsSuppressedBy, actionsSuppressedReason };
    const run = this.#held.change(member, after, at);
    const { suppression } = member.now;
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
    member.now = { ...member.now, ...after, changes: changes + 1, last: transition };
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
