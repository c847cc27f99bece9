// Holds: what a composite alarm is configured with, and made ready: its rule read, its children known; alarms that depend on each other.
// In: the members of PutCompositeAlarm as the SDK spells them. Out: types; prepared alarms, children first; the cycles among them.
// Always: `null` counts as absent; only preparing refuses anything (see composite-validate.ts). No recursion over alarms.

import { given } from "./alarm.ts";
import { readAlarmArn } from "./arn.ts";
import { readAlarmRule } from "./rule/evaluate.ts";
import { parseAlarmRule } from "./rule/parse.ts";
import { type AlarmRule, childrenOf } from "./rule/tree.ts";

/** A composite alarm as PutCompositeAlarm takes it: SDK objects pass without a cast. */
export interface CompositeAlarm {
  readonly AlarmName?: string | undefined;
  readonly AlarmDescription?: string | undefined;
  /** Conditions on other alarms: `ALARM(a) AND NOT OK(b)`. */
  readonly AlarmRule?: string | undefined;
  readonly ActionsEnabled?: boolean | undefined;
  readonly OKActions?: readonly string[] | undefined;
  readonly AlarmActions?: readonly string[] | undefined;
  readonly InsufficientDataActions?: readonly string[] | undefined;
  /** The name or ARN of an alarm; while it is in ALARM, this one's actions do not run. */
  readonly ActionsSuppressor?: string | undefined;
  /** Seconds that a change waits for the suppressor to go into ALARM. */
  readonly ActionsSuppressorWaitPeriod?: number | undefined;
  /** Seconds that actions stay suppressed after the suppressor left ALARM. */
  readonly ActionsSuppressorExtensionPeriod?: number | undefined;
  readonly Tags?: unknown;
}

export interface PreparedComposite {
  readonly alarm: CompositeAlarm;
  readonly name: string;
  readonly rule: AlarmRule;
  /** The names of its children, each once. */
  readonly children: readonly string[];
  /** The name of its actions suppressor. */
  readonly suppressor: string | undefined;
}

/** Reads an alarm's rule once, for any number of evaluations; throws AlarmRuleError for a rule that is none. */
export function prepareComposite(alarm: CompositeAlarm): PreparedComposite {
  const rule = readAlarmRule(alarm.AlarmRule as string);
  return { alarm, name: alarm.AlarmName ?? "", rule, children: childrenOf(rule), suppressor: suppressorOf(alarm) };
}

/** The name of an alarm's actions suppressor, also where it is given by its ARN. */
export function suppressorOf({ ActionsSuppressor: suppressor }: CompositeAlarm): string | undefined {
  if (!given(suppressor) || suppressor === "") return undefined;
  return readAlarmArn(suppressor)?.name ?? suppressor;
}

/**
 * The cycles among composite alarms: the names of each group of alarms that depend on each other. The service takes them one by one,
 * and stops evaluating where it comes back to an alarm [D]. An alarm whose rule can't be read depends on none.
 */
export function cyclesOf(composites: readonly CompositeAlarm[]): readonly (readonly string[])[] {
  const children = new Map<string, readonly string[]>();
  for (const one of Array.isArray(composites) ? (composites as readonly (CompositeAlarm | null)[]) : []) {
    const { AlarmName, AlarmRule } = one ?? {};
    if (typeof AlarmName === "string") children.set(AlarmName, childrenOf(parseAlarmRule(AlarmRule as string).rule));
  }
  return groups(children).filter(([name, ...others]) => others.length > 0 || children.get(name!)!.includes(name!));
}

/** Composite alarms with every alarm after its children; those of a cycle stand together, in the order given. */
export function childrenFirst(composites: readonly PreparedComposite[]): readonly PreparedComposite[] {
  const byName = new Map(composites.map((one) => [one.name, one]));
  const place = new Map(composites.map(({ name }, i) => [name, i]));
  const inOrder = (group: readonly string[]): readonly string[] =>
    group.toSorted((a, b) => place.get(a)! - place.get(b)!);
  const children = new Map(composites.map((one) => [one.name, one.children]));
  return groups(children).flatMap((group) => inOrder(group).map((name) => byName.get(name)!));
}

interface Visit {
  readonly name: string;
  /** The children that are composite alarms, and how many of them were gone into. */
  readonly children: readonly string[];
  next: number;
}

/** Tarjan's strongly connected components, children first, without recursion. */
function groups(children: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const lower = (name: string, to: number): void => {
    low.set(name, Math.min(low.get(name)!, to));
  };
  const enter = (name: string): Visit => {
    index.set(name, index.size);
    low.set(name, index.get(name)!);
    open.push(name);
    isOpen.add(name);
    return { name, children: children.get(name)!.filter((child) => children.has(child)), next: 0 };
  };
  const leave = (name: string): void => {
    if (low.get(name) !== index.get(name)) return;
    const group = open.splice(open.lastIndexOf(name));
    for (const member of group) isOpen.delete(member);
    found.push(group);
  };
  for (const start of children.keys()) {
    if (index.has(start)) continue;
    const path = [enter(start)];
    while (path.length > 0) {
      const visit = path[path.length - 1]!;
      const child = visit.children[visit.next++];
      if (child === undefined) {
        path.pop();
        leave(visit.name);
        const parent = path[path.length - 1];
        if (parent !== undefined) lower(parent.name, low.get(visit.name)!);
      } else if (!index.has(child)) path.push(enter(child));
      else if (isOpen.has(child)) lower(visit.name, index.get(child)!);
    }
  }
  return found;
}
