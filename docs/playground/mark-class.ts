// Holds: the names of the styles that tell the clauses of a pattern apart.
// In: a clause's number and outcome. Out: class names of style.css.
// Always: pattern and event use the same ones; the number is told beside the colour, the outcome by the kind of line.

import type { Mark } from "./marks.ts";

/** Colours before they begin anew. */
const HUES = 6;

export function hueClass(clause: number): string {
  return `hue-${clause % HUES}`;
}

export function markClass({ clause, outcome, isFound }: Omit<Mark, "span">): string {
  return `mark ${hueClass(clause)} ${outcome}${isFound === true ? " found" : ""}`;
}
