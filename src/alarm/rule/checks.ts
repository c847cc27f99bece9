// Holds: what is checked of a rule that can be read: thresholds, names, quotas.
// In: a tree without errors. Out: diagnostics, each with what the service answers.
// Always: one pass over the tree.

import { type Diagnostic, diagnostic } from "../../text/diagnostic.ts";
import { replacement } from "../../text/fix.ts";
import { inAlarmRule } from "./service.ts";
import { type AlarmReference, type AlarmRule, alarmsIn, childrenOf, partsOf, type RuleAtLeast } from "./tree.ts";

/** A rule names at most this many alarms [D]. */
const MAX_CHILDREN = 100;

/** A rule has at most this many elements: alarms, constants, pairs of parentheses [D]. */
const MAX_ELEMENTS = 500;

export interface RuleFinding {
  readonly diagnostic: Diagnostic;
  /** What the service answers; undefined when it accepts, or when its text is not known. */
  readonly service?: string;
}

export function ruleFindings(rule: AlarmRule): readonly RuleFinding[] {
  const findings: RuleFinding[] = [];
  let elements = 0;
  const visit = (node: AlarmRule): void => {
    elements += alarmsIn(node).length + (node.kind === "constant" || node.kind === "group" ? 1 : 0);
    if (node.kind === "at-least") findings.push(...thresholdFindings(node));
    for (const alarm of alarmsIn(node)) findings.push(...nameFindings(alarm));
    partsOf(node).forEach(visit);
  };
  visit(rule);
  const children = childrenOf(rule).length;
  if (children > MAX_CHILDREN) findings.push(quota(rule, `${MAX_CHILDREN} alarms`, children));
  if (elements > MAX_ELEMENTS) findings.push(quota(rule, `${MAX_ELEMENTS} elements`, elements));
  return findings;
}

/** A number from 1 to the alarms there are, a percentage from 1 to 100 [O]. */
function thresholdFindings({ threshold, percent, thresholdSpan, alarms }: RuleAtLeast): readonly RuleFinding[] {
  const most = percent ? 100 : alarms.length;
  if (threshold >= 1 && threshold <= most) return [];
  const service = percent
    ? "AT_LEAST percentage threshold must be between 1 and 100"
    : `AT_LEAST absolute threshold must be between 1 and number of alarms (${most})`;
  const sentence = percent
    ? "A percentage is from 1 to 100"
    : `${most} alarms are named, so the number is from 1 to ${most}`;
  return [{ diagnostic: diagnostic("rule-threshold", thresholdSpan, sentence), service: inAlarmRule(service) }];
}

function nameFindings({ text, arn, span }: AlarmReference): readonly RuleFinding[] {
  // What recovery put in stands nowhere.
  if (text === "" && span.start === span.end) return [];
  if (text === "") return [{ diagnostic: diagnostic("rule-name", span, "The name of an alarm is empty") }];
  if (text.startsWith("arn:") && arn === undefined)
    return [
      {
        diagnostic: diagnostic("rule-name", span, "This ARN is not one of an alarm", {
          expected: ["arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME"],
        }),
      },
    ];
  if (!/^'.*'$/s.test(text)) return [];
  const sentence = "Single quotes are part of a name: the alarm that is meant is called so, quotes included";
  const fix = replacement("Write double quotes", span, `"${text.slice(1, -1)}"`);
  return [{ diagnostic: diagnostic("rule-quote", span, sentence, { fixes: [fix] }) }];
}

function quota(rule: AlarmRule, most: string, count: number): RuleFinding {
  return { diagnostic: diagnostic("rule-quota", rule.span, `A rule has at most ${most}, and this one has ${count}`) };
}
