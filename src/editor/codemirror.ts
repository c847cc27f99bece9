// Holds: filter patterns in CodeMirror 6: one extension, and the parts it is made of.
// In: an editor's document, which is one pattern. Out: what tocsin/editor says of it, in CodeMirror's shapes.
// Always: nothing about patterns is decided here; the colours are those of the editor's own highlight style.

import { autocompletion, type Completion, type CompletionSource, pickedCompletion } from "@codemirror/autocomplete";
import { highlightingFor } from "@codemirror/language";
import { type Action, type Diagnostic, type LintSource, linter, lintKeymap } from "@codemirror/lint";
import { EditorState, type Extension, type StateCommand, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  type HoverTooltipSource,
  hoverTooltip,
  keymap,
} from "@codemirror/view";
import { type Tag, tags } from "@lezer/highlight";
import * as editor from "./index.ts";

/** Read anew at every use: a getter may give the sample events of the moment. */
export type CloudWatchFilterOptions = editor.CompleteOptions;

/** How long typing rests before the pattern is checked, in milliseconds [chosen]. */
const REST = 200;

/** Everything for a document that is one filter pattern: diagnostics with their fixes, completion, colours and hover. */
export function cloudWatchFilter(options: CloudWatchFilterOptions = {}): Extension {
  const data = { autocomplete: completionSource(options), closeBrackets: { brackets: ["(", "[", "{", '"'] } };
  return [
    highlighting(),
    linter(lintSource, { delay: REST }),
    keymap.of(lintKeymap),
    EditorState.languageData.of(() => [data]),
    autocompletion(),
    hoverTooltip(hoverSource),
    EditorView.baseTheme({ ".cm-tooltip-cwfilter": { maxWidth: "32em", padding: "4px 8px" } }),
  ];
}

/** Every finding of the pattern, its fixes as actions. */
export const lintSource: LintSource = ({ state }) => editor.validate(textOf(state)).map(asDiagnostic);

function textOf(state: EditorState): string {
  return state.doc.toString();
}

const SEVERITIES = { error: "error", warning: "warning", information: "info" } as const;

function asDiagnostic(found: editor.Diagnostic): Diagnostic {
  return {
    ...{ from: found.span.start, to: found.span.end, message: found.message },
    ...{ severity: SEVERITIES[found.severity], source: `tocsin(${found.code})` },
    actions: (found.fixes ?? []).map(({ title }) => asAction(found, title)),
  };
}

/** The text may have changed since: the fix is the one that the same finding has now, if it is still there. */
function asAction({ code }: editor.Diagnostic, title: string): Action {
  return {
    name: title,
    apply(view, from, to) {
      const here = editor.validate(textOf(view.state)).filter(({ span }) => span.start === from && span.end === to);
      const fix = here.find((found) => found.code === code)?.fixes?.find((one) => one.title === title);
      if (fix === undefined) return;
      const changes = fix.edits.map(({ span, text }) => ({ from: span.start, to: span.end, insert: text }));
      view.dispatch({ changes, userEvent: "input.fix", scrollIntoView: true });
    },
  };
}

/** What can be written at the cursor. */
export function completionSource(options: CloudWatchFilterOptions = {}): CompletionSource {
  return ({ state, pos, explicit }) => {
    // After a finished word a list would be in the way of who types on; it comes when asked for.
    const isWanted = ({ insert }: editor.Completion): boolean => explicit || !insert.startsWith(" ");
    const items = editor.complete(textOf(state), pos, options).filter(isWanted);
    if (items.length === 0) return null;
    const from = Math.min(...items.map(({ span }) => span.start));
    return { from, options: items.map((item) => asCompletion(item, from, pos)), filter: false };
  };
}

/** The names of CodeMirror's icons. */
const ICONS: Readonly<Record<editor.CompletionKind, string>> = {
  ...{ language: "type", term: "text", selector: "property", name: "variable", value: "constant" },
  ...{ operator: "function", keyword: "keyword", punctuation: "namespace" },
};

/** `start` and `end` are where CodeMirror's own range was when the item was made; it moves with the text. */
function asCompletion(item: editor.Completion, start: number, end: number): Completion {
  return {
    ...{ label: item.label, info: item.detail, type: ICONS[item.kind] },
    apply(view, completion, from, to) {
      const at = from + item.span.start - start;
      view.dispatch({
        changes: { from: at, to: to + item.span.end - end, insert: item.insert },
        selection: { anchor: at + item.caret },
        annotations: pickedCompletion.of(completion),
        ...{ userEvent: "input.complete", scrollIntoView: true },
      });
    },
  };
}

/** What the piece under the pointer means. */
export const hoverSource: HoverTooltipSource = ({ state }, pos, side) => {
  const found = editor.hover(textOf(state), side < 0 ? pos - 1 : pos);
  if (found === undefined) return null;
  const { start, end } = found.span;
  return { pos: start, end, above: true, create: ({ dom }) => ({ dom: note(dom.ownerDocument, found) }) };
};

type Element = EditorView["dom"];
type Document = Element["ownerDocument"];

function note(document: Document, { title, text, evidence }: editor.Hover): Element {
  const make = (name: string): Element => document.createElement(name);
  const [dom, head, body] = [make("div"), make("strong"), make("div")];
  dom.className = "cm-tooltip-cwfilter";
  head.append(...prose(document, title));
  body.append(...prose(document, `${text} (${evidence})`));
  dom.append(head, body);
  return dom;
}

/** Text whose backticks hold code. */
function prose(document: Document, text: string): readonly Element[] {
  return text.split("`").map((part, index) => {
    const node = document.createElement(index % 2 === 0 ? "span" : "code");
    node.textContent = part;
    return node;
  });
}

const TAGS: Readonly<Record<editor.TokenKind, Tag>> = {
  ...{ string: tags.string, number: tags.number, regex: tags.regexp, wildcard: tags.special(tags.string) },
  ...{ selector: tags.propertyName, name: tags.variableName, keyword: tags.keyword, operator: tags.operator },
  ...{ punctuation: tags.punctuation, invalid: tags.invalid },
};

/** The colours of the pieces, by the usual highlight tags. */
export function highlighting(): Extension {
  return StateField.define<DecorationSet>({
    create: colours,
    update: (before, { docChanged, reconfigured, state }) => (docChanged || reconfigured ? colours(state) : before),
    provide: (field) => EditorView.decorations.from(field),
  });
}

function colours(state: EditorState): DecorationSet {
  const marks = editor.classify(textOf(state)).flatMap(({ kind, span }) => {
    const style = highlightingFor(state, [TAGS[kind]]);
    return style === null ? [] : [Decoration.mark({ class: style }).range(span.start, span.end)];
  });
  return Decoration.set(marks);
}

/** Writes the pattern in its canonical form; bind it to the key of your choice. */
export const formatFilter: StateCommand = ({ state, dispatch }) => {
  const text = editor.format(textOf(state));
  if (state.readOnly || text === textOf(state)) return false;
  const head = Math.min(state.selection.main.head, text.length);
  dispatch(state.update({ changes: { from: 0, to: state.doc.length, insert: text }, selection: { anchor: head } }));
  return true;
};
