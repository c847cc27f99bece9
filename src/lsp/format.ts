// Holds: the formatting of a pattern where it is written.
// In: a pattern of a document. Out: edits of the document.
// Always: what need not change is not touched; a pattern that is not valid, or that cannot be written exactly, stays as it is.

import { formatPattern } from "../pattern/format.ts";
import { rewrite } from "../template/rewrite.ts";
import type { TextEdit } from "../text/diagnostic.ts";
import { span } from "../text/span.ts";
import type { WrittenPattern } from "./patterns.ts";

export function formatting({ text, holes, places }: WrittenPattern): readonly TextEdit[] {
  const formatted = holes.length > 0 ? text : formatPattern(text);
  if (formatted === text) return [];
  const shorter = Math.min(text.length, formatted.length);
  let start = 0;
  while (start < shorter && text[start] === formatted[start]) start++;
  let same = 0;
  while (same < shorter - start && text.at(-1 - same) === formatted.at(-1 - same)) same++;
  const edit = { span: span(start, text.length - same), text: formatted.slice(start, formatted.length - same) };
  return rewrite(places, [edit]) ?? [];
}
