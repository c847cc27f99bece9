// Holds: the subject of the mail, and of the SNS message, that a change of an alarm's state sends; its text message.
// In: a change, a style. Out: one line.
// Always: printable ASCII alone; a subject has at most 100 characters.

import { type AlarmStateChange, worded } from "./change.ts";
import type { EmailStyle } from "./email-style.ts";
import { regionName, regionName2014 } from "./region.ts";

/** SNS takes no longer subject [D]. */
const LONGEST_SUBJECT = 100;

/** A text message shows this much of a name, its three dots included [O, one name]. */
const LONGEST_SMS_NAME = 90;

/** `ALARM: "name" in US East (N. Virginia)`: runs of other than ASCII become one `_`, a long name is cut and ends with `...` [O].
 * In the style of 2014 the region has its name of then: `US - N. Virginia`. */
export function renderSubject(
  change: AlarmStateChange,
  options: { readonly style?: EmailStyle | undefined } = {},
): string {
  const region = worded(change.region);
  const place = options.style === "2014" ? regionName2014(region) : regionName(region);
  const room = LONGEST_SUBJECT - headline(change.newState, "", place).length;
  return headline(change.newState, cut(plain(change.alarm.AlarmName), room), place).slice(0, LONGEST_SUBJECT);
}

/** The text message: as the subject, with more of a long name [O]. */
export function renderSms(change: AlarmStateChange): string {
  const name = cut(plain(change.alarm.AlarmName), LONGEST_SMS_NAME);
  return headline(change.newState, name, regionName(worded(change.region)));
}

function headline(state: unknown, name: string, place: string): string {
  return `${plain(state)}: "${name}" in ${plain(place)}`;
}

function cut(name: string, room: number): string {
  return name.length <= room ? name : `${name.slice(0, Math.max(0, room - 3))}...`;
}

/** Every run of what is not printable ASCII becomes one `_`: seen for letters beyond ASCII, the rest inferred. */
function plain(text: unknown): string {
  return worded(text).replace(/[^ -~]+/g, "_");
}
