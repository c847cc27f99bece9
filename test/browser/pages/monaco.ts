// Holds: a page with a Monaco editor for one pattern.

import * as monaco from "monaco-editor/editor";
import "monaco-editor/features/register.all";
import { registerCloudWatchFilter } from "../../../src/editor/monaco.ts";

declare const document: { readonly body: { appendChild(child: never): never }; createElement(name: string): never };

const sampleEvents: readonly string[] = ['{"eventName":"ConsoleLogin","userIdentity":{"type":"Root"}}'];

let editor: monaco.editor.IStandaloneCodeEditor;

export function open(isDark: boolean): void {
  registerCloudWatchFilter(monaco, { sampleEvents });
  const place = document.body.appendChild(document.createElement("div"));
  editor = monaco.editor.create(place, {
    ...{ model: null, theme: isDark ? "vs-dark" : "vs" },
    ...{ dimension: { width: 700, height: 220 }, minimap: { enabled: false }, wordBasedSuggestions: "off" },
  });
}

/** Begins anew, with a model of its own. */
export function start(): void {
  const before = editor.getModel();
  editor.setModel(monaco.editor.createModel("", "cwfilter"));
  before?.dispose();
  editor.focus();
}

export function text(): string {
  return editor.getValue();
}

export function markers(): readonly monaco.editor.IMarker[] {
  return monaco.editor.getModelMarkers({ owner: "tocsin" });
}

/** Where an offset is on the page. */
export function placeOf(offset: number): number {
  const position = editor.getModel()!.getPositionAt(offset);
  const place: { getBoundingClientRect(): { readonly left: number } } = editor.getDomNode()!;
  return place.getBoundingClientRect().left + (editor.getScrolledVisiblePosition(position)?.left ?? -1);
}

export function select(offset: number): void {
  editor.setPosition(editor.getModel()!.getPositionAt(offset));
}

export async function format(): Promise<void> {
  await editor.getAction("editor.action.formatDocument")?.run();
}
