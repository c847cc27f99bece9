// Holds: sentences and lists, as plain-English explanations are made of.
// In: sentences, and what each condition says. Out: lines of text, lists indented.
// Always: an and / or within another is a list within its list.

import type { Condition } from "../analysed.ts";

/** A sentence, or a list under one; neither ends in a point or colon yet. */
export type Outline = string | { readonly lead: string; readonly items: readonly Outline[] };

/** An outline and, below it, what is easily overlooked. */
export interface Explained {
  readonly outline: Outline;
  readonly notes: readonly string[];
}

const LEADS = { and: "all of these hold", or: "any of these holds" } as const;

/** What a condition says, each predicate as `sentence` words it. */
export function outlineOf<P>(condition: Condition<P>, sentence: (predicate: P) => string): Outline {
  if (condition.kind === "predicate") return sentence(condition.predicate);
  return { lead: LEADS[condition.kind], items: condition.operands.map((operand) => outlineOf(operand, sentence)) };
}

/** The outline with words before it. */
export function led(words: string, outline: Outline): Outline {
  return typeof outline === "string" ? `${words} ${outline}` : { ...outline, lead: `${words} ${outline.lead}` };
}

/** The lines of an outline. */
export function outlineLines(outline: Outline): readonly string[] {
  if (typeof outline === "string") return [`${outline}.`];
  return [`${outline.lead}:`, ...outline.items.flatMap((item) => listed(item, ""))];
}

function listed(item: Outline, indent: string): readonly string[] {
  if (typeof item === "string") return [`${indent}- ${item}`];
  return [`${indent}- ${item.lead}:`, ...item.items.flatMap((inner) => listed(inner, `${indent}  `))];
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerated(words: readonly string[], last: "and" | "or" | "nor"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
}
