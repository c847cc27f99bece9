// Holds: filter patterns in Monaco: one call that teaches it the language `cwfilter`.
// In: Monaco itself, as the caller loaded it; models, each of which is one pattern. Out: what tocsin/editor says, in Monaco's shapes.
// Always: nothing about patterns is decided here; nothing of Monaco is imported but its types; what is disposed of leaves no marker.

import type * as Monaco from "monaco-editor";
import * as editor from "./index.ts";
import { tokensProvider } from "./monaco-tokens.ts";

/** The part of Monaco that is used. */
export type MonacoApi = Pick<typeof Monaco, "MarkerSeverity" | "editor" | "languages">;

/** Read anew at every use: a getter may give the sample events of the moment. */
export type CloudWatchFilterOptions = editor.CompleteOptions;

/** The language's id in Monaco, and the extension of its files. */
export const LANGUAGE_ID = "cwfilter";

type Model = Monaco.editor.ITextModel;
type Disposable = Monaco.IDisposable;

/** Teaches Monaco filter patterns: markers with quick fixes, completion, hover, colours, formatting. Dispose of it to end that. */
export function registerCloudWatchFilter(monaco: MonacoApi, options: CloudWatchFilterOptions = {}): Disposable {
  const { languages } = monaco;
  if (!languages.getLanguages().some(({ id }) => id === LANGUAGE_ID)) {
    const aliases = ["CloudWatch Logs filter pattern", LANGUAGE_ID];
    languages.register({ id: LANGUAGE_ID, extensions: [`.${LANGUAGE_ID}`], aliases });
  }
  const parts = [
    languages.setLanguageConfiguration(LANGUAGE_ID, CONFIGURATION),
    languages.setTokensProvider(LANGUAGE_ID, tokensProvider),
    languages.registerCompletionItemProvider(LANGUAGE_ID, completionProvider(monaco, options)),
    languages.registerHoverProvider(LANGUAGE_ID, { provideHover }),
    languages.registerCodeActionProvider(LANGUAGE_ID, codeActionProvider(monaco), {
      providedCodeActionKinds: ["quickfix"],
    }),
    languages.registerDocumentFormattingEditProvider(LANGUAGE_ID, { provideDocumentFormattingEdits }),
    markers(monaco),
  ];
  return { dispose: () => disposeAll(parts) };
}

function disposeAll(parts: Iterable<Disposable>): void {
  for (const part of parts) part.dispose();
}

const PAIRS: readonly (readonly [string, string])[] = [
  ["{", "}"],
  ["[", "]"],
  ["(", ")"],
];
const CLOSING = [...PAIRS, ['"', '"'] as const].map(([open, close]) => ({ open, close }));

const CONFIGURATION: Monaco.languages.LanguageConfiguration = {
  brackets: PAIRS.map(([open, close]) => [open, close]),
  ...{ autoClosingPairs: CLOSING, surroundingPairs: CLOSING },
};

function rangeOf(model: Model, { start, end }: editor.Span): Monaco.IRange {
  const [from, to] = [model.getPositionAt(start), model.getPositionAt(end)];
  return {
    ...{ startLineNumber: from.lineNumber, startColumn: from.column },
    ...{ endLineNumber: to.lineNumber, endColumn: to.column },
  };
}

function spanOf(model: Model, range: Monaco.IRange): editor.Span {
  return {
    start: model.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn }),
    end: model.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn }),
  };
}

const OWNER = "tocsin";

/** Keeps the markers of every model of the language, those that are there and those that come. */
function markers(monaco: MonacoApi): Disposable {
  const watched = new Map<Model, Disposable>();
  const check = (model: Model): void => {
    const found = editor.validate(model.getValue()).map((one) => markerOf(monaco, model, one));
    monaco.editor.setModelMarkers(model, OWNER, found);
  };
  const leave = (model: Model): void => {
    if (!watched.has(model)) return;
    watched.get(model)?.dispose();
    watched.delete(model);
    if (!model.isDisposed()) monaco.editor.setModelMarkers(model, OWNER, []);
  };
  const look = (model: Model): void => {
    leave(model);
    if (model.getLanguageId() !== LANGUAGE_ID) return;
    watched.set(
      model,
      model.onDidChangeContent(() => check(model)),
    );
    check(model);
  };
  const events = [
    monaco.editor.onDidCreateModel(look),
    monaco.editor.onDidChangeModelLanguage(({ model }) => look(model)),
    monaco.editor.onWillDisposeModel(leave),
    { dispose: () => [...watched.keys()].forEach(leave) },
  ];
  monaco.editor.getModels().forEach(look);
  return { dispose: () => disposeAll(events) };
}

const SEVERITIES = { error: "Error", warning: "Warning", information: "Info" } as const;

function markerOf({ MarkerSeverity }: MonacoApi, model: Model, found: editor.Diagnostic): Monaco.editor.IMarkerData {
  const related = (found.related ?? []).map(({ span, message }) => ({
    ...{ resource: model.uri, message },
    ...rangeOf(model, span),
  }));
  return {
    ...{ severity: MarkerSeverity[SEVERITIES[found.severity]], message: found.message },
    ...{ source: OWNER, code: found.code, relatedInformation: related },
    ...rangeOf(model, found.span),
  };
}

function codeActionProvider(monaco: MonacoApi): Monaco.languages.CodeActionProvider {
  return {
    provideCodeActions(model, range) {
      const offered = editor.fixes(model.getValue(), spanOf(model, range));
      return { actions: offered.map((fix) => actionOf(monaco, model, fix)), dispose: () => {} };
    },
  };
}

function actionOf(monaco: MonacoApi, model: Model, fix: editor.OfferedFix): Monaco.languages.CodeAction {
  const edits = fix.edits.map(({ span, text }) => ({
    ...{ resource: model.uri, versionId: model.getVersionId() },
    textEdit: { range: rangeOf(model, span), text },
  }));
  const isPreferred = fix.diagnostic.fixes?.length === 1;
  const diagnostics = [markerOf(monaco, model, fix.diagnostic)];
  return { title: fix.title, kind: "quickfix", isPreferred, diagnostics, edit: { edits } };
}

const ICONS = {
  language: "Struct",
  term: "Text",
  selector: "Property",
  name: "Variable",
  value: "Value",
  operator: "Operator",
  keyword: "Keyword",
  punctuation: "Operator",
} as const satisfies Record<editor.CompletionKind, string>;

function completionProvider(
  { languages }: MonacoApi,
  options: CloudWatchFilterOptions,
): Monaco.languages.CompletionItemProvider {
  return {
    triggerCharacters: [..."{[($.\"=<>!&|,%' "],
    provideCompletionItems(model, position) {
      const found = editor.complete(model.getValue(), model.getOffsetAt(position), options);
      // After a finished word a list would be in the way of who types on; behind a blank it comes.
      const wanted = found.filter(({ insert }) => !insert.startsWith(" "));
      const suggestions = wanted.map((item, index) => suggestionOf(languages, model, item, index));
      return { suggestions: suggestions.filter(({ range }) => isOneLine(range)), incomplete: true };
    },
  };
}

/** Monaco takes no item that replaces more than one line. */
function isOneLine(range: Monaco.IRange): boolean {
  return range.startLineNumber === range.endLineNumber;
}

type Suggestion = Monaco.languages.CompletionItem & { readonly range: Monaco.IRange };

function suggestionOf(
  { CompletionItemKind, CompletionItemInsertTextRule }: MonacoApi["languages"],
  model: Model,
  { label, insert, caret, kind, detail, span }: editor.Completion,
  index: number,
): Suggestion {
  const escaped = (text: string): string => text.replace(/[\\$}]/g, "\\$&");
  const snippet = `${escaped(insert.slice(0, caret))}$0${escaped(insert.slice(caret))}`;
  const rule = { insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet };
  return {
    ...{ label, kind: CompletionItemKind[ICONS[kind]], documentation: { value: detail } },
    ...{ filterText: insert, sortText: String(index).padStart(5, "0"), range: rangeOf(model, span) },
    ...(caret === insert.length ? { insertText: insert } : { insertText: snippet, ...rule }),
  };
}

function provideHover(model: Model, position: Monaco.IPosition): Monaco.languages.Hover | null {
  const found = editor.hover(model.getValue(), model.getOffsetAt(position));
  if (found === undefined) return null;
  const contents = [{ value: `**${found.title}**` }, { value: `${found.text} *(${found.evidence})*` }];
  return { contents, range: rangeOf(model, found.span) };
}

function provideDocumentFormattingEdits(model: Model): Monaco.languages.TextEdit[] {
  const text = editor.format(model.getValue());
  return text === model.getValue() ? [] : [{ range: model.getFullModelRange(), text }];
}
