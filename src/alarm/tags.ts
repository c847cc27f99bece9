// Holds: what the service refuses about the tags of an alarm.
// In: the member Tags, however wrong. Out: findings, each with the path of the tag.
// Always: never throws; tags decide nothing about an alarm's state.

import type { Diagnostic } from "../text/diagnostic.ts";
import { given } from "./alarm.ts";
import { finding, isObject, unknownMembers } from "./finding.ts";

/** The most tags of one alarm [D]. */
const MOST_TAGS = 50;

/** @param code that of members of such a request. */
export function* tagFindings(tags: unknown, code: "alarm-request" | "composite-request"): Iterable<Diagnostic> {
  if (!given(tags)) return;
  if (!Array.isArray(tags) || tags.length > MOST_TAGS) {
    yield finding(code, "Tags", `Tags are a list of at most ${MOST_TAGS}`);
    return;
  }
  for (const [i, tag] of (tags as readonly unknown[]).entries()) {
    if (isObject(tag)) yield* unknownMembers(tag, ["Key", "Value"], "A tag", `Tags[${i}].`);
    const { Key: key, Value: value } = isObject(tag) ? tag : {};
    if (!isText(key, 1, 128) || !isText(value, 0, 256))
      yield finding(code, `Tags[${i}]`, "A tag has a Key of 1 to 128 characters and a Value of at most 256 characters");
  }
}

function isText(value: unknown, shortest: number, longest: number): boolean {
  return typeof value === "string" && value.length >= shortest && value.length <= longest;
}
