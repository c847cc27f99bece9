// Holds: the tree of an alarm rule: what was written, with spans.
// In: nothing. Out: types, the walk over the alarms a rule names, and a rule's text.
// Always: a place that could not be read is an error node; a rule without errors has none. Nesting is at most MAX_DEPTH deep.

import type { Span } from "../../text/span.ts";
import type { StateValue } from "../alarm.ts";
import type { AlarmArn } from "../arn.ts";

/** Parentheses and NOT may be nested this deep [chosen]: it keeps all recursion over a rule within any stack. */
export const MAX_DEPTH = 200;

/** An alarm as a rule names it. */
export interface AlarmReference {
  /** The alarm's name; of an ARN, the name in it. */
  readonly name: string;
  /** What was written, without its quotes. */
  readonly text: string;
  /** The parts of an ARN, where one was written. */
  readonly arn?: AlarmArn;
  readonly span: Span;
}

/** `TRUE`, `FALSE` */
export interface RuleConstant {
  readonly kind: "constant";
  readonly value: boolean;
  readonly span: Span;
}

/** `ALARM(name)` */
export interface RuleState {
  readonly kind: "state";
  readonly state: StateValue;
  readonly alarm: AlarmReference;
  readonly span: Span;
}

/** `AT_LEAST(2, NOT OK, (a, b, c))`, `AT_LEAST(50%, ALARM, (a, b))` */
export interface RuleAtLeast {
  readonly kind: "at-least";
  readonly threshold: number;
  readonly percent: boolean;
  readonly thresholdSpan: Span;
  /** True for `NOT STATE`. */
  readonly negated: boolean;
  readonly state: StateValue;
  /** One that is named twice counts twice [O]. */
  readonly alarms: readonly AlarmReference[];
  readonly span: Span;
}

/** `NOT …` */
export interface RuleNot {
  readonly kind: "not";
  readonly operand: AlarmRule;
  readonly span: Span;
}

/** `… AND … AND …`, `… OR … OR …` */
export interface RuleJunction {
  readonly kind: "and" | "or";
  readonly operands: readonly AlarmRule[];
  readonly span: Span;
}

/** `( … )` */
export interface RuleGroup {
  readonly kind: "group";
  readonly expression: AlarmRule;
  readonly span: Span;
}

export interface RuleError {
  readonly kind: "error";
  readonly span: Span;
}

export type AlarmRule = RuleConstant | RuleState | RuleAtLeast | RuleNot | RuleJunction | RuleGroup | RuleError;

/** The parts of a node that are rules themselves. */
export function partsOf(node: AlarmRule): readonly AlarmRule[] {
  switch (node.kind) {
    case "not":
      return [node.operand];
    case "group":
      return [node.expression];
    case "and":
    case "or":
      return node.operands;
    default:
      return [];
  }
}

/** The alarms that a node itself names. */
export function alarmsIn(node: AlarmRule): readonly AlarmReference[] {
  if (node.kind === "state") return [node.alarm];
  return node.kind === "at-least" ? node.alarms : [];
}

/** Every alarm a rule names, in the order of the text, each as often as it is named. */
export function alarmsOf(rule: AlarmRule): readonly AlarmReference[] {
  const found: AlarmReference[] = [];
  const visit = (node: AlarmRule): void => {
    found.push(...alarmsIn(node));
    partsOf(node).forEach(visit);
  };
  visit(rule);
  return found;
}

/** The names of a rule's child alarms, each once. */
export function childrenOf(rule: AlarmRule): readonly string[] {
  return [...new Set(alarmsOf(rule).map(({ name }) => name))];
}

/** The text of a rule; reading it gives the same rule. Names are quoted, as in the service's console [D]. */
export function writeAlarmRule(rule: AlarmRule): string {
  switch (rule.kind) {
    case "constant":
      return rule.value ? "TRUE" : "FALSE";
    case "state":
      return `${rule.state}(${quoted(rule.alarm)})`;
    case "at-least": {
      const threshold = `${rule.threshold}${rule.percent ? "%" : ""}`;
      const state = `${rule.negated ? "NOT " : ""}${rule.state}`;
      return `AT_LEAST(${threshold}, ${state}, (${rule.alarms.map(quoted).join(", ")}))`;
    }
    case "not":
      return `NOT ${writeAlarmRule(rule.operand)}`;
    case "and":
    case "or":
      return rule.operands.map(writeAlarmRule).join(rule.kind === "and" ? " AND " : " OR ");
    case "group":
      return `(${writeAlarmRule(rule.expression)})`;
    case "error":
      return "";
  }
}

function quoted({ text }: AlarmReference): string {
  return `"${text.replaceAll('"', '\\"')}"`;
}
