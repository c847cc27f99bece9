// Holds: what has changed in the mails over the years.
// In: the name of a style, a change. Out: the words and the lines that differ.
// Always: a style is named after the first year it was seen in [O]; in between, a line may have come earlier.

import { type AlarmStateChange, worded } from "./change.ts";
import { reason2014 } from "./reason-2014.ts";
import { consoleHost, regionName, regionName2014 } from "./region.ts";

export type EmailStyle = "today" | "2020" | "2019" | "2014";

export interface Style {
  readonly region: string;
  readonly reason: string;
  readonly link: string;
  /** Whether the mail has this line. */
  readonly arn: boolean;
  readonly missingData: boolean;
  /** Whether the sentence about the threshold says M of N. */
  readonly datapointsToAlarm: boolean;
}

export function styleOf(name: EmailStyle | undefined, change: AlarmStateChange): Style {
  const today = name !== "2020" && name !== "2019" && name !== "2014";
  const region = worded(change.region);
  const reason = worded(change.stateReason);
  return {
    region: name === "2014" ? regionName2014(region) : regionName(region),
    reason: name === "2014" ? reason2014(reason) : reason,
    link: `https://${consoleHost(region)}/cloudwatch/${today ? linkToday(change) : linkThen(change)}`,
    arn: today || name === "2020",
    missingData: today || name === "2020",
    datapointsToAlarm: today,
  };
}

/** Names are percent-encoded, blanks as `%20` [O]. */
function linkToday({ region, alarm }: AlarmStateChange): string {
  return `deeplink.js?region=${region}#alarmsV2:alarm/${encoded(worded(alarm.AlarmName))}`;
}

function linkThen({ region, alarm }: AlarmStateChange): string {
  return `home?region=${region}#s=Alarms&alarm=${encoded(worded(alarm.AlarmName))}`;
}

/** Percent-encoded; half a surrogate pair, which UTF-8 can't hold, as U+FFFD. */
function encoded(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\ufffd"));
}
