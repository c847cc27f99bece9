// Holds: the children behind a change of a composite alarm.
// In: a change. Out: its triggering children as they were given, or as its state reason data name them.
// Always: data that can't be read name no children.

import { type AlarmStateChange, listed, type TriggeringChild } from "./change.ts";

/** The triggering children. Data and message name the same ones [O]. */
export function triggeringChildren(change: AlarmStateChange): readonly TriggeringChild[] {
  const children = change.triggeringChildren ?? triggeringAlarms(change.stateReasonData);
  return listed(children).filter((child) => typeof child?.state === "object" && child.state !== null);
}

function triggeringAlarms(data: unknown): readonly TriggeringChild[] {
  if (typeof data !== "string") return [];
  try {
    return (JSON.parse(data) as { triggeringAlarms?: readonly TriggeringChild[] } | null)?.triggeringAlarms ?? [];
  } catch {
    return [];
  }
}
