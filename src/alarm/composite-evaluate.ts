// Holds: the evaluation of composite alarms: from the states of other alarms to theirs.
// In: prepared alarms, the states of all alarms, what has just changed. Out: the changes that follow, with reason and data.
// Always: pure functions of plain data; time is an argument. A change makes each alarm be evaluated once at most, so that cycles end.

import { given, INITIAL_STATE, STATE_VALUES, type StateValue } from "./alarm.ts";
import { writeAlarmArn } from "./arn.ts";
import { type CompositeAlarm, childrenFirst, type PreparedComposite, prepareComposite } from "./composite.ts";
import { isInstant, isoDate } from "./dates.ts";
import { unusable } from "./error.ts";
import { isObject } from "./finding.ts";
import { jsonArray, jsonObject, jsonValue } from "./json.ts";
import { longDate } from "./long-date.ts";
import { Queue } from "./queue.ts";
import { accountFor, holds } from "./rule/evaluate.ts";

/** The state of any alarm, metric or composite. */
export interface AlarmState {
  readonly stateValue: StateValue;
  /** Since when, epoch milliseconds. */
  readonly since: number;
}

/** The state of a composite alarm: plain data that can be saved. */
export interface CompositeState extends AlarmState {
  readonly stateReason: string;
  /** Text of JSON. */
  readonly stateReasonData: string;
}

/** Where alarms are. */
export interface AlarmPlace {
  readonly region: string;
  readonly accountId: string;
}

/** Why a composite alarm is evaluated: it was created, its rule was changed, or one of its children changed its state. */
export type CompositeCause = "created" | "updated" | { readonly child: string };

export interface CompositeContext extends AlarmPlace {
  /** The state before; absent for an alarm just made. */
  readonly state?: CompositeState | undefined;
  /** The state of an alarm by its name; an alarm without one is in INSUFFICIENT_DATA. */
  readonly stateOf: (name: string) => AlarmState | undefined;
  readonly cause: CompositeCause;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Evaluates one composite alarm. Undefined when its state stays: then reason, data and time stay too [O]. A state is only ever ALARM or
 * OK; INSUFFICIENT_DATA is what an alarm has before its first evaluation, which takes place as it is created [O]. Throws
 * AlarmRuleError for a rule that is none, and AlarmError for an alarm or a context without a meaningful evaluation.
 */
export function evaluateComposite(
  alarm: CompositeAlarm | PreparedComposite,
  context: CompositeContext,
): CompositeState | undefined {
  if (!isObject(alarm)) throw unusable("A composite alarm is an object", "alarm");
  checkContext(context);
  return evaluate(isPrepared(alarm) ? alarm : prepareComposite(alarm), context);
}

/** Told apart by its rule, which is read; a request has none, or something else under that name. */
function isPrepared(alarm: CompositeAlarm | PreparedComposite): alarm is PreparedComposite {
  return "rule" in alarm && isObject(alarm.rule) && Array.isArray(alarm.children);
}

function checkContext(context: CompositeContext): void {
  if (!isObject(context)) throw unusable("A context is an object that holds at least stateOf, cause and at", "context");
  const { at, region, accountId, stateOf, cause, state } = context as CompositeContext;
  if (!isInstant(at)) throw unusable("A time is a number of milliseconds since 1970", "context.at");
  if (typeof region !== "string") throw unusable("A region is a text", "context.region");
  if (typeof accountId !== "string") throw unusable("An account is a text", "context.accountId");
  if (typeof stateOf !== "function") throw unusable("States are told by a function of the name", "context.stateOf");
  if (cause !== "created" && cause !== "updated" && typeof (isObject(cause) && cause.child) !== "string")
    throw unusable("A cause is created, updated or { child }", "context.cause");
  if (given(state) && !STATE_VALUES.includes(state.stateValue))
    throw unusable("A state is one of three", "context.state", STATE_VALUES);
}

function evaluate(prepared: PreparedComposite, context: CompositeContext): CompositeState | undefined {
  const { stateOf, at, state } = context;
  const present = (name: string): StateValue => stateOf(name)?.stateValue ?? INITIAL_STATE;
  const stateValue = holds(prepared.rule, present) ? "ALARM" : "OK";
  if (stateValue === state?.stateValue) return undefined;
  return {
    ...{ stateValue, since: at },
    stateReason: reason(prepared, stateValue, context),
    stateReasonData: reasonData(triggering(prepared, context, present), context),
  };
}

/** `ARN transitioned to ALARM at Friday 22 July, 2022 15:57:45 UTC`, of the child that changed [O]. */
function reason({ name }: PreparedComposite, stateValue: StateValue, context: CompositeContext): string {
  const { cause, stateOf } = context;
  if (typeof cause === "object") {
    const child = stateOf(cause.child);
    const when = longDate(child?.since ?? context.at);
    return `${arnOf(cause.child, context)} transitioned to ${child?.stateValue ?? INITIAL_STATE} at ${when}`;
  }
  const what = cause === "created" ? "was created and its alarm rule" : "was updated and its new alarm rule";
  return `${arnOf(name, context)} ${what} evaluates to ${stateValue}`;
}

/** The child that changed alone [O]; for a new rule all that account for its value, the latest change first [D, one example]. */
function triggering(
  { rule }: PreparedComposite,
  { cause, stateOf }: CompositeContext,
  present: (name: string) => StateValue,
): readonly string[] {
  if (typeof cause === "object") return [cause.child];
  const sinceOf = (name: string): number => stateOf(name)?.since ?? 0;
  return accountFor(rule, present).toSorted((a, b) => sinceOf(b) - sinceOf(a));
}

/** `{"triggeringAlarms":[{"arn":…,"state":{"value":…,"timestamp":…}}]}` [O]. */
function reasonData(names: readonly string[], context: CompositeContext): string {
  const alarms = names.flatMap((name) => {
    const state = context.stateOf(name);
    if (state === undefined) return [];
    const written = jsonObject([
      ["value", jsonValue(state.stateValue)],
      ["timestamp", jsonValue(isoDate(state.since))],
    ]);
    return jsonObject([
      ["arn", jsonValue(arnOf(name, context))],
      ["state", written],
    ]);
  });
  return jsonObject([["triggeringAlarms", jsonArray(alarms)]]);
}

function arnOf(name: string, { region, accountId }: AlarmPlace): string {
  return writeAlarmArn({ region, accountId, name });
}

/** One change of a composite alarm's state. */
export interface CompositeChange {
  readonly name: string;
  /** Undefined for an alarm just created. */
  readonly before: CompositeState | undefined;
  readonly after: CompositeState;
}

/** Composite alarms that may be children of each other, made ready once. */
export class CompositeSet {
  /** Children first. */
  readonly alarms: readonly PreparedComposite[];
  /** By an alarm's name, the places in `alarms` of those that have it as a child. */
  readonly #parents: ReadonlyMap<string, readonly number[]>;

  /** Throws AlarmRuleError when a rule can't be read. */
  constructor(composites: readonly CompositeAlarm[]) {
    this.alarms = childrenFirst(composites.map(prepareComposite));
    const parents = new Map<string, number[]>();
    this.alarms.forEach(({ children }, i) => {
      for (const child of children) {
        const places = parents.get(child);
        if (places === undefined) parents.set(child, [i]);
        else places.push(i);
      }
    });
    this.#parents = parents;
  }

  /** The changes that creating all these alarms makes, children first. */
  create(stateOf: StatesOf, at: number, place: AlarmPlace): readonly CompositeChange[] {
    return this.put(new Map(this.alarms.map(({ name }) => [name, "created"])), stateOf, at, place);
  }

  /** The changes that creating some alarms and changing the rules of others makes, children first, and what follows from them. */
  put(
    causes: ReadonlyMap<string, "created" | "updated">,
    stateOf: StatesOf,
    at: number,
    place: AlarmPlace,
  ): readonly CompositeChange[] {
    const places = new Map<number, "created" | "updated">();
    for (const [i, { name }] of this.alarms.entries()) {
      const cause = causes.get(name);
      if (cause !== undefined) places.set(i, cause);
    }
    return this.#follow(places, [], new Wave(stateOf, at, place));
  }

  /**
   * The changes that follow from a change of other alarms, which `stateOf` tells already. Children are evaluated before their parents,
   * each alarm once: one that is reached again, over a cycle, is not evaluated again. So the alarms of a cycle can come to rest in
   * states that do not satisfy their rules, as the service's do [O].
   */
  spread(changed: readonly string[], stateOf: StatesOf, at: number, place: AlarmPlace): readonly CompositeChange[] {
    return this.#follow(new Map(), changed, new Wave(stateOf, at, place));
  }

  /** @param causes the alarms to evaluate for another reason than a child, by their places in `alarms`. */
  #follow(
    causes: ReadonlyMap<number, "created" | "updated">,
    changed: readonly string[],
    wave: Wave,
  ): readonly CompositeChange[] {
    const due = new Queue<number>((a, b) => a < b);
    const reached = new Set(causes.keys());
    const told = new Set<string>();
    for (const place of reached) due.add(place);
    const notify = (child: string): void => {
      told.add(child);
      for (const parent of this.#parents.get(child) ?? []) {
        if (reached.has(parent)) continue;
        reached.add(parent);
        due.add(parent);
      }
    };
    changed.forEach(notify);
    for (let place = due.take(); place !== undefined; place = due.take()) {
      const alarm = this.alarms[place]!;
      // Of several children that changed, the first that the rule names: the order of the alarms does not show [chosen].
      const cause = causes.get(place) ?? { child: alarm.children.find((child) => told.has(child))! };
      if (wave.evaluate(alarm, cause)) notify(alarm.name);
    }
    return wave.changes;
  }
}

/** The states of all alarms by name; for a composite alarm that was created, with its reason. */
export type StatesOf = (name: string) => AlarmState | CompositeState | undefined;

/** The evaluations that one change brings about, each seeing what those before it changed. */
class Wave {
  readonly changes: CompositeChange[] = [];
  readonly #after = new Map<string, CompositeState>();
  readonly #stateOf: StatesOf;
  readonly #at: number;
  readonly #place: AlarmPlace;

  constructor(stateOf: StatesOf, at: number, place: AlarmPlace) {
    this.#stateOf = stateOf;
    this.#at = at;
    this.#place = place;
  }

  /** Whether the alarm changed. */
  evaluate(alarm: PreparedComposite, cause: CompositeCause): boolean {
    const stateOf: StatesOf = (name) => this.#after.get(name) ?? this.#stateOf(name);
    const before = cause === "created" ? undefined : (stateOf(alarm.name) as CompositeState | undefined);
    const after = evaluate(alarm, { ...this.#place, state: before, stateOf, cause, at: this.#at });
    if (after === undefined) return false;
    this.#after.set(alarm.name, after);
    this.changes.push({ name: alarm.name, before, after });
    return true;
  }
}
