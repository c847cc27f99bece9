// Holds: state reasons in the words of 2014.
// In: a state reason of today. Out: the same facts as they were told then.
// Always: a reason that no threshold gave stays as it is.

import { readCrossed } from "../alarm/reason.ts";

/**
 * A state reason as it was worded in 2014 [O]: one datapoint in round brackets; of several the newest two, oldest first;
 * no dates, no M of N.
 */
export function reason2014(reason: string): string {
  const facts = readCrossed(reason);
  if (facts === undefined) return reason;
  const compared = `${facts.negated ? "not " : ""}${facts.words} the threshold (${facts.threshold})`;
  if (facts.count === 1) return `Threshold Crossed: 1 datapoint (${facts.values[0]}) was ${compared}.`;
  const newest = facts.values.slice(0, 2).toReversed().join(", ");
  return `Threshold Crossed: ${facts.count} datapoints were ${compared}. The most recent datapoints: [${newest}].`;
}
