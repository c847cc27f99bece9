// Holds: a client of the language server: the protocol's own, over the standard input and output of `tocsin lsp --stdio`.
// In: documents and questions. Out: what the server answers and tells.
// Always: each server is ended with the tests of its file; edits are applied by the protocol's own text document.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { afterAll } from "vitest";
import {
  type CodeAction,
  type CompletionItem,
  type CompletionList,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type SemanticTokens,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  type TextEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { ENTRY } from "../cli/drive.ts";

export interface ClientOptions {
  readonly capabilities?: object;
}

export class Client {
  readonly child: ChildProcessWithoutNullStreams;
  readonly connection: ProtocolConnection;
  readonly told: PublishDiagnosticsParams[] = [];
  readonly registered: string[] = [];
  /** What the server writes on standard error. */
  err = "";
  readonly ended: Promise<number | null>;
  #initialized: Promise<InitializeResult> | undefined;
  #version = 0;
  readonly #documents = new Map<string, TextDocument>();
  readonly #waiting: (() => void)[] = [];

  constructor() {
    this.child = spawn(process.execPath, [ENTRY, "lsp", "--stdio"]);
    this.child.stdin.on("error", () => {});
    this.child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.err += text;
    });
    this.ended = new Promise((resolve) => this.child.once("exit", resolve));
    const [reader, writer] = [new StreamMessageReader(this.child.stdout), new StreamMessageWriter(this.child.stdin)];
    this.connection = createProtocolConnection(reader, writer);
    this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.told.push(params);
      for (const wake of this.#waiting.splice(0)) wake();
    });
    this.connection.onNotification("window/logMessage", () => {});
    this.connection.onRequest(
      "client/registerCapability",
      ({ registrations }: { registrations: { method: string }[] }) => {
        this.registered.push(...registrations.map(({ method }) => method));
        return null;
      },
    );
    this.connection.listen();
  }

  initialize({ capabilities = {} }: ClientOptions = {}): Promise<InitializeResult> {
    this.#initialized ??= (async () => {
      const params = { processId: process.pid, rootUri: null, capabilities };
      const result = await this.connection.sendRequest<InitializeResult>("initialize", params);
      await this.connection.sendNotification("initialized", {});
      return result;
    })();
    return this.#initialized;
  }

  /** Opens a document and waits for what is found in it. */
  async open(uri: string, languageId: string, text: string): Promise<readonly Diagnostic[]> {
    await this.initialize();
    // Never a version twice, so that what was told of an earlier document of that name is not taken for an answer.
    const version = ++this.#version;
    const document = TextDocument.create(uri, languageId, version, text);
    this.#documents.set(uri, document);
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version, text },
    });
    return this.diagnostics(uri);
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  document(uri: string): TextDocument {
    return this.#documents.get(uri)!;
  }

  async change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const version = ++this.#version;
    for (const change of contentChanges) {
      const after = TextDocument.update(this.document(uri), [change], version);
      // Made anew: with positions beyond its lines, the protocol's document loses count of them.
      this.#documents.set(uri, TextDocument.create(uri, after.languageId, version, after.getText()));
    }
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  /** Makes edits in the document, and tells the server. */
  async edit(uri: string, edits: readonly TextEdit[]): Promise<void> {
    await this.change(uri, { text: TextDocument.applyEdits(this.document(uri), [...edits]) });
  }

  /** The findings of the document's latest version, as soon as they are told. */
  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const { version } = this.document(uri);
    for (;;) {
      const found = this.told.find((one) => one.uri === uri && one.version === version);
      if (found !== undefined) return found.diagnostics;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest("textDocument/hover", { textDocument: { uri }, position });
  }

  async complete(uri: string, position: Position): Promise<readonly CompletionItem[]> {
    const params = { textDocument: { uri }, position };
    const list = await this.connection.sendRequest<CompletionList | null>("textDocument/completion", params);
    return list?.items ?? [];
  }

  actions(uri: string, range: Range, only?: readonly string[]): Promise<readonly CodeAction[]> {
    const context = { diagnostics: [], ...(only && { only }) };
    return this.connection.sendRequest("textDocument/codeAction", { textDocument: { uri }, range, context });
  }

  format(uri: string): Promise<readonly TextEdit[] | null> {
    const options = { tabSize: 2, insertSpaces: true };
    return this.connection.sendRequest("textDocument/formatting", { textDocument: { uri }, options });
  }

  /** The coloured stretches of the document with their types. */
  async tokens(uri: string): Promise<readonly (readonly [text: string, type: string])[]> {
    const { capabilities } = await this.initialize();
    const types = capabilities.semanticTokensProvider!.legend.tokenTypes;
    const params = { textDocument: { uri } };
    const { data } = await this.connection.sendRequest<SemanticTokens>("textDocument/semanticTokens/full", params);
    const tokens: (readonly [string, string])[] = [];
    let [line, character] = [0, 0];
    for (let at = 0; at < data.length; at += 5) {
      const [down, right, length, type] = data.slice(at, at + 5) as [number, number, number, number];
      line += down;
      character = down === 0 ? character + right : right;
      const range = { start: { line, character }, end: { line, character: character + length } };
      tokens.push([this.document(uri).getText(range), types[type]!]);
    }
    return tokens;
  }

  async end(): Promise<number | null> {
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    return this.ended;
  }
}

/** A client whose server is ended when the tests of the file are over. */
export function client(): Client {
  const one = new Client();
  afterAll(async () => {
    one.connection.dispose();
    one.child.kill();
    await one.ended;
  });
  return one;
}

/** The position of a text in a document, or of its end. */
export function positionOf(document: TextDocument, text: string, shift = 0): Position {
  return document.positionAt(document.getText().indexOf(text) + shift);
}

/** What a range holds. */
export function textOf(document: TextDocument, range: Range): string {
  return document.getText(range);
}
