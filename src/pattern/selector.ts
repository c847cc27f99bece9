// Holds: selectors that stand alone, outside a pattern: the value and the dimensions of a metric filter.
// In: text such as `$.latency`, `$.['a b'][0]`, `$size`, `$3`. Out: where the value is taken from, or undefined.
// Always: a metric filter takes one value: a selector with a wildcard is none of these [O].

import { span } from "../text/span.ts";
import type { Path } from "./analysed.ts";
import { readSelector } from "./nodes.ts";
import { SELECTOR, WORD_CHARACTERS } from "./tokens.ts";

export type ValueSelector =
  | { readonly kind: "property"; readonly path: Path }
  /** A field of a space-delimited pattern by `$name` or `$position`, the key it has among extracted values. */
  | { readonly kind: "field"; readonly key: string };

export function parseValueSelector(text: string): ValueSelector | undefined {
  if (new RegExp(`^\\$[${WORD_CHARACTERS}]+$`, "u").test(text)) return { kind: "field", key: text };
  const path = parseSelector(text);
  return path === undefined || path.some((step) => step.kind === "wildcard") ? undefined : { kind: "property", path };
}

/** The path of a property selector, as it may stand in a pattern; undefined for any other text. */
export function parseSelector(text: string): Path | undefined {
  return new RegExp(`^${SELECTOR}$`, "u").test(text) ? readSelector(text, span(0, text.length)).steps : undefined;
}
