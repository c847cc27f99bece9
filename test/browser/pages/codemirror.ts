// Holds: a page with a CodeMirror editor for one pattern.

import { defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { cloudWatchFilter } from "../../../src/editor/codemirror.ts";

declare const document: { readonly body: never };

const sampleEvents: readonly string[] = ['{"eventName":"ConsoleLogin","userIdentity":{"type":"Root"}}'];

const dark: HighlightStyle = HighlightStyle.define([
  { tag: tags.string, color: "#ce9178" },
  { tag: tags.number, color: "#b5cea8" },
  { tag: tags.special(tags.string), color: "#d7ba7d" },
  { tag: tags.propertyName, color: "#9cdcfe" },
  { tag: tags.keyword, color: "#569cd6" },
  { tag: tags.invalid, color: "#f44747" },
]);

let view: EditorView;

export function open(isDark: boolean): void {
  const style = syntaxHighlighting(isDark ? dark : defaultHighlightStyle);
  const extensions = [cloudWatchFilter({ sampleEvents }), style, EditorView.theme({}, { dark: isDark })];
  view = new EditorView({ parent: document.body, extensions });
}

export function text(): string {
  return view.state.doc.toString();
}

/** Where an offset is on the page. */
export function placeOf(offset: number): number {
  return view.coordsAtPos(offset)?.left ?? -1;
}
