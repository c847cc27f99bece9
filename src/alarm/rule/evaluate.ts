// Holds: what a rule says of the states of alarms.
// In: a rule, a way to ask for an alarm's state. Out: ALARM or OK; the alarms that account for it.
// Always: a pure function of the rule and the states; recursion is as deep as the rule is nested.

import { diagnostic, hasErrors } from "../../text/diagnostic.ts";
import type { StateValue } from "../alarm.ts";
import { AlarmRuleError } from "./error.ts";
import { parseAlarmRule } from "./parse.ts";
import type { AlarmReference, AlarmRule, RuleAtLeast } from "./tree.ts";

const UNREADABLE = "A place of the rule could not be read";

/** The state of an alarm, by its name. */
export type StateOf = (name: string) => StateValue;

/**
 * Evaluates a rule: ALARM when it is true, else OK. `stateOf` is asked for the name of an alarm, also where the rule has its ARN:
 * a composite alarm has children of its own account and region only [O]. Throws AlarmRuleError for a text that is no
 * rule, and for a tree that came from one.
 */
export function evaluateAlarmRule(rule: string | AlarmRule, stateOf: StateOf): "ALARM" | "OK" {
  const tree = typeof rule === "object" && rule !== null ? rule : readAlarmRule(rule);
  return holds(tree, stateOf) ? "ALARM" : "OK";
}

/** The tree of a rule that the service accepts; throws AlarmRuleError for any other. */
export function readAlarmRule(text: string): AlarmRule {
  const { rule, diagnostics, serviceMessage } = parseAlarmRule(text);
  if (hasErrors(diagnostics)) throw new AlarmRuleError(diagnostics, serviceMessage ?? "");
  return rule;
}

/** Whether a rule is true. */
export function holds(rule: AlarmRule, stateOf: StateOf): boolean {
  switch (rule.kind) {
    case "constant":
      return rule.value;
    case "state":
      return stateOf(rule.alarm.name) === rule.state;
    case "at-least":
      return rule.alarms.filter((alarm) => counts(rule, alarm, stateOf)).length >= needed(rule);
    case "not":
      return !holds(rule.operand, stateOf);
    case "and":
      return rule.operands.every((operand) => holds(operand, stateOf));
    case "or":
      return rule.operands.some((operand) => holds(operand, stateOf));
    case "group":
      return holds(rule.expression, stateOf);
    case "error":
      throw new AlarmRuleError([diagnostic("rule-syntax", rule.span, UNREADABLE)], UNREADABLE);
  }
}

/** How many alarms AT_LEAST asks for: a percentage is rounded up, and an alarm named twice counts twice [O]. */
function needed({ threshold, percent, alarms }: RuleAtLeast): number {
  return percent ? Math.ceil((threshold * alarms.length) / 100) : threshold;
}

function counts({ state, negated }: RuleAtLeast, { name }: AlarmReference, stateOf: StateOf): boolean {
  return (stateOf(name) === state) !== negated;
}

/**
 * The alarms that account for what a rule says, each once, in the order of the text: of those that could make it true the ones that
 * do, or, when it is false, of those that could the ones that do not [O for OR and AT_LEAST; I for AND and NOT].
 */
export function accountFor(rule: AlarmRule, stateOf: StateOf): readonly string[] {
  const names = new Set<string>();
  const visit = (node: AlarmRule): void => {
    const verdict = holds(node, stateOf);
    if (node.kind === "state") names.add(node.alarm.name);
    else if (node.kind === "at-least") {
      for (const alarm of node.alarms) if (counts(node, alarm, stateOf) === verdict) names.add(alarm.name);
    } else if (node.kind === "not") visit(node.operand);
    else if (node.kind === "group") visit(node.expression);
    else if (node.kind === "and" || node.kind === "or") {
      for (const operand of node.operands) if (holds(operand, stateOf) === verdict) visit(operand);
    }
  };
  visit(rule);
  return [...names];
}
