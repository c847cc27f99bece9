// Holds: as much of Monaco as the conversion needs: models with positions, events, and what was registered.
// In: texts. Out: models and a Monaco that remembers. The real one runs in test/browser/.

import type * as Monaco from "monaco-editor";
import type { MonacoApi } from "../../src/editor/monaco.ts";

type Listener = (event: never) => void;

class Event {
  readonly listeners: Set<Listener> = new Set();

  readonly on: (listener: Listener) => Monaco.IDisposable = (listener) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };

  fire(event: unknown): void {
    for (const listener of [...this.listeners]) listener(event as never);
  }
}

export class FakeModel {
  readonly uri: object = { path: "/pattern" };
  readonly changed: Event = new Event();
  readonly onDidChangeContent: Event["on"] = this.changed.on;
  text: string;
  language: string;
  disposed = false;

  constructor(text: string, language = "cwfilter") {
    this.text = text;
    this.language = language;
  }

  get asModel(): Monaco.editor.ITextModel {
    return this as unknown as Monaco.editor.ITextModel;
  }

  set(text: string): void {
    this.text = text;
    this.changed.fire({});
  }

  getValue(): string {
    return this.text;
  }

  getVersionId(): number {
    return 7;
  }

  getLanguageId(): string {
    return this.language;
  }

  isDisposed(): boolean {
    return this.disposed;
  }

  getPositionAt(offset: number): Monaco.IPosition {
    const before = this.text.slice(0, offset).split("\n");
    return { lineNumber: before.length, column: before.at(-1)!.length + 1 };
  }

  getOffsetAt({ lineNumber, column }: Monaco.IPosition): number {
    const lines = this.text.split("\n").slice(0, lineNumber - 1);
    return lines.reduce((sum, line) => sum + line.length + 1, 0) + column - 1;
  }

  getFullModelRange(): Monaco.IRange {
    const { lineNumber, column } = this.getPositionAt(this.text.length);
    return { startLineNumber: 1, startColumn: 1, endLineNumber: lineNumber, endColumn: column };
  }

  /** The text of a range. */
  at(range: Monaco.IRange): string {
    const start = this.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn });
    return this.text.slice(start, this.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn }));
  }
}

export class FakeMonaco {
  readonly created: Event = new Event();
  readonly renamed: Event = new Event();
  readonly closing: Event = new Event();
  readonly markers: Map<unknown, readonly Monaco.editor.IMarkerData[]> = new Map();
  /** What is registered now, by the name of the call. */
  readonly registered: Map<string, unknown> = new Map();
  readonly ids: string[] = [];
  readonly models: FakeModel[];

  constructor(...models: FakeModel[]) {
    this.models = models;
  }

  get asMonaco(): MonacoApi {
    const keep = (name: string) => (_language: string, part: unknown) => {
      this.registered.set(name, part);
      return { dispose: () => this.registered.delete(name) };
    };
    const names = { get: (_: unknown, name: string) => name };
    return {
      MarkerSeverity: { Error: 8, Warning: 4, Info: 2 },
      editor: {
        ...{ onDidCreateModel: this.created.on, onDidChangeModelLanguage: this.renamed.on },
        ...{ onWillDisposeModel: this.closing.on, getModels: () => this.models },
        setModelMarkers: (model: unknown, _owner: string, found: []) => this.markers.set(model, found),
      },
      languages: {
        CompletionItemKind: new Proxy({}, names),
        CompletionItemInsertTextRule: { InsertAsSnippet: 4 },
        getLanguages: () => this.ids.map((id) => ({ id })),
        register: ({ id }: { id: string }) => this.ids.push(id),
        setLanguageConfiguration: keep("configuration"),
        setTokensProvider: keep("tokens"),
        registerCompletionItemProvider: keep("completion"),
        registerHoverProvider: keep("hover"),
        registerCodeActionProvider: keep("actions"),
        registerDocumentFormattingEditProvider: keep("formatting"),
      },
    } as unknown as MonacoApi;
  }

  /** Calls what was registered, as Monaco would. */
  call<T>(name: string, method: string, ...given: readonly unknown[]): T {
    return (this.registered.get(name) as Record<string, (...given: readonly unknown[]) => T>)[method]!(...given);
  }
}
