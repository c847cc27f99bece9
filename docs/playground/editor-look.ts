// Holds: how the editors look, and what both of them can do.
// In: the page's colours, as CSS variables. Out: extensions for CodeMirror.
// Always: light and dark are the page's: the editors know no colours of their own.

import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const syntax = (name: string): { readonly color: string } => ({ color: `var(--syntax-${name})` });

const style: HighlightStyle = HighlightStyle.define([
  { tag: tags.string, ...syntax("string") },
  { tag: tags.number, ...syntax("number") },
  { tag: [tags.special(tags.string), tags.regexp], ...syntax("wildcard") },
  { tag: [tags.propertyName, tags.variableName], ...syntax("name") },
  { tag: [tags.keyword, tags.operator], ...syntax("keyword") },
  { tag: tags.punctuation, ...syntax("punctuation") },
  { tag: tags.invalid, ...syntax("invalid") },
]);

const panel = { background: "var(--card)", color: "var(--text)", border: "1px solid var(--border)" };
const chosen = { background: "var(--accent)", color: "var(--on-accent)" };

const look: Extension = EditorView.theme({
  "&": { color: "var(--text)", background: "var(--field)", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--text)", padding: "8px 0" },
  ".cm-line": { padding: "0 10px" },
  "& .cm-tooltip, & .cm-panels": { ...panel, borderRadius: "6px" },
  "& .cm-panel.cm-panel-lint ul [aria-selected]": { background: "var(--hover)" },
  "& .cm-panel.cm-panel-lint button[name=close]": { color: "var(--text)" },
  "& .cm-tooltip-autocomplete ul li[aria-selected]": chosen,
  "& .cm-diagnosticAction": { ...chosen, padding: "2px 8px", borderRadius: "4px" },
  "& .cm-completionInfo": panel,
});

/** Both editors: undo, keys, colours. The Tab key stays the page's. */
export function editorBasics(label: string, note: string): Extension {
  // Said besides, though text that can be edited takes the focus anyhow: not every reader knows.
  const focus = { tabindex: "0" };
  const attributes = {
    "aria-label": label,
    "aria-describedby": note,
    spellcheck: "false",
    autocapitalize: "off",
    ...focus,
  };
  return [
    history(),
    keymap.of([...standardKeymap, ...historyKeymap]),
    syntaxHighlighting(style),
    look,
    EditorView.contentAttributes.of(attributes),
  ];
}
