// Holds: what can be written at the cursor in a pattern of a document.
// In: a reading, an offset. Out: items in the protocol's shape, written in the form of quoting that the document uses.
// Always: an item that would change more than its place, or whose text could not be written there, is left out.

import type { CompletionItem, CompletionItemKind } from "vscode-languageserver";
import { complete } from "../editor/complete.ts";
import type { Completion, CompletionKind } from "../editor/items.ts";
import { encoded, rewrite } from "../template/rewrite.ts";
import type { TextEdit } from "../text/diagnostic.ts";
import type { WrittenPattern } from "./patterns.ts";
import type { Reading } from "./reading.ts";

/** The characters after which there may be something new to offer. */
export const TRIGGERS: readonly string[] = [..."{[($.\"=<>!&|,%' "];

/** @param snippets whether the editor can put the cursor inside what it inserts. */
export function completionsAt(reading: Reading, offset: number, snippets: boolean): CompletionItem[] {
  const pattern = reading.patternAt(offset);
  const at = pattern?.cursor(offset);
  if (pattern === undefined || at === undefined) return [];
  // After a finished word a list would be in the way of who types on; behind a blank it comes.
  const wanted = complete(pattern.text, at).filter(({ insert }) => !insert.startsWith(" "));
  return wanted.flatMap((item, index) => itemOf(reading, pattern, offset, item, index, snippets));
}

/** The numbers of the protocol. */
const KINDS = {
  ...{ language: 22, term: 1, selector: 10, name: 6, value: 12, operator: 24, keyword: 14, punctuation: 24 },
} as const satisfies Record<CompletionKind, CompletionItemKind>;

const SNIPPET = 2;

function itemOf(
  { text }: Reading,
  pattern: WrittenPattern,
  offset: number,
  item: Completion,
  index: number,
  snippets: boolean,
): readonly CompletionItem[] {
  const [edit, ...more] = rewrite(pattern.places, [{ span: item.span, text: item.insert }]) ?? [];
  if (edit === undefined || more.length > 0) return [];
  const range = text.rangeOf(edit.span);
  const isOneLine = range.start.line === range.end.line && !/[\r\n]/.test(edit.text);
  if (!isOneLine) return [];
  const caret = caretIn(edit, pattern, item);
  const isSnippet = snippets && caret < edit.text.length;
  const newText = isSnippet ? `${escaped(edit.text.slice(0, caret))}$0${escaped(edit.text.slice(caret))}` : edit.text;
  // What was typed has been looked at; editors that look again at the text before the cursor shall not drop the item.
  const typed = text.text.slice(edit.span.start, offset);
  return [
    {
      ...{ label: item.label, kind: KINDS[item.kind], documentation: { kind: "markdown", value: item.detail } },
      ...{ filterText: typed === "" ? edit.text : typed, sortText: String(index).padStart(5, "0") },
      ...{ textEdit: { range, newText }, ...(isSnippet && { insertTextFormat: SNIPPET }) },
    },
  ];
}

/** Where the cursor belongs in the text that is written: the item's own, or the whole of a text that had to be put in quotes. */
function caretIn(edit: TextEdit, { text, scalar }: WrittenPattern, { span, insert, caret }: Completion): number {
  const style = scalar?.style ?? "VERBATIM";
  if (edit.text === encoded(insert, style)) return encoded(insert.slice(0, caret), style).length;
  const after = insert.slice(caret) + text.slice(span.end);
  return edit.text.length - 1 - encoded(after, "QUOTE_SINGLE").length;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\$}]/g, "\\$&");
}
