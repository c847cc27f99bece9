// Holds: whether lines are events as the service exports them.
// In: the first bytes of a source. Out: yes, no, or not known before more is read.
// Always: told by the first line that is not empty; the same wherever the content is cut into chunks.

import { exportedEvent } from "../exported-event.ts";
import { type JsonObject, parseJson } from "./json.ts";

/** As much as is looked at of the first line: a longer one is known by the members in its beginning. */
const FIRST_LINE = 65_536;

/** Whether the first line is an exported event: then the lines' messages are asked for, not the lines.
 * @param over whether that is all of the content. */
export function beginsExported(content: Buffer, over: boolean): "yes" | "no" | "unknown" {
  const head = content.toString("utf8", 0, FIRST_LINE).trimStart();
  if (head !== "" && !head.startsWith("{")) return "no";
  const end = head.indexOf("\n");
  const whole = over || end !== -1;
  if (!whole && content.length < FIRST_LINE) return "unknown";
  const object = parseJson(end === -1 ? head : head.slice(0, end));
  const isExported =
    object instanceof Error
      ? end === -1 && content.length > FIRST_LINE && head.includes('"message"') && head.includes('"timestamp"')
      : exportedEvent(object as JsonObject) !== undefined;
  return isExported ? "yes" : "no";
}
