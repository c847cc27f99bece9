// Holds: where in a text a `%regex%` is found.
// In: the tree of a regular expression, a text. Out: the span of the leftmost match, as long as it can be.
// Always: linear in the text, as the search itself: once from the end for where a match begins, once from there for where it ends.

import type { Regex, RegexItem } from "../pattern/regex.ts";
import { type Span, span } from "../text/span.ts";
import { Automaton } from "./regex.ts";

/** Compiles the search for where `regex` is found; slower than asking whether it is. */
export function compileRegexSpan(regex: Regex): (text: string) => Span | undefined {
  const backward = new Automaton(mirrored(regex));
  const forward = new Automaton(regex, true);
  return (text) => {
    const units = text.replace(CHARACTER_BEYOND, "\u0100");
    const distance = backward.lastEnd([...units].reverse().join(""), 0);
    if (distance === undefined) return undefined;
    const start = units.length - distance;
    const end = forward.lastEnd(units, start)!;
    return units.length === text.length ? span(start, end) : span(offsetIn(text, start), offsetIn(text, end));
  };
}

/** No expression tells these characters apart, so one unit stands for each, surrogate pairs among them. */
const CHARACTER_BEYOND = /[^\u0000-\u00ff]/gu;

/** The expression that matches every text of `regex` read from its end. */
function mirrored(regex: Regex): Regex {
  return { alternatives: regex.alternatives.map((items) => items.map(turned).reverse()) };
}

function turned(item: RegexItem): RegexItem {
  if (item.kind === "set") return item;
  return { kind: item.kind === "start" ? "end" : "start", span: item.span };
}

/** The offset of the character with this number. */
function offsetIn(text: string, count: number): number {
  let at = 0;
  for (let left = count; left > 0; left--) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return at;
}
