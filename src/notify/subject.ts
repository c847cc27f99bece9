// Holds: the subject of the mail, and of the SNS message, that a change of a metric alarm's state sends.
// In: a change, a style. Out: one line.
// Always: at most 100 characters, all of them ASCII.

import type { AlarmStateChange } from "./change.ts";
import type { EmailOptions } from "./email.ts";
import { regionName, regionName2014 } from "./region.ts";

/** SNS takes no longer subject [D]. */
const LONGEST_SUBJECT = 100;

/** `ALARM: "name" in US East (N. Virginia)`: runs of other than ASCII become one `_`, a long name is cut and ends with `...` [O].
 * In the style of 2014 the region has its name of then: `US - N. Virginia`. */
export function renderSubject(change: AlarmStateChange, options: Pick<EmailOptions, "style"> = {}): string {
  const { alarm, newState, region } = change;
  const name = (alarm.AlarmName ?? "").replace(/[^\u0000-\u007f]+/g, "_");
  const before = `${newState}: "`;
  const after = `" in ${options.style === "2014" ? regionName2014(region) : regionName(region)}`;
  const room = LONGEST_SUBJECT - before.length - after.length;
  return before + (name.length <= room ? name : `${name.slice(0, Math.max(0, room - 3))}...`) + after;
}
