// Holds: JSON as the service writes it, where its bytes matter.
// In: members in order, with texts that are JSON already. Out: one line of JSON without blanks.
// Always: members keep their order; an absent one is left out; doubles keep their `.0`, which JSON.stringify would lose.

import { javaDouble } from "../text/number.ts";

/** An object from members in order, under names that need no escapes; an undefined value leaves its member out. */
export function jsonObject(members: readonly (readonly [name: string, json: string | undefined])[]): string {
  let text = "";
  for (const [name, json] of members) if (json !== undefined) text += `${text === "" ? "" : ","}"${name}":${json}`;
  return `{${text}}`;
}

export function jsonArray(items: readonly string[]): string {
  return `[${items.join(",")}]`;
}

/** A double: `50.0`. */
export function jsonDouble(value: number): string {
  return javaDouble(value);
}

/** Any plain value, as JSON.stringify writes it; `null` for one that was not given. */
export function jsonValue(value: unknown): string {
  return JSON.stringify(value ?? null);
}

/** A text when it was given, else nothing. */
export function jsonIfGiven(value: string | null | undefined): string | undefined {
  return value === undefined || value === null ? undefined : JSON.stringify(value);
}
