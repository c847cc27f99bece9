// Holds: the language server: filter patterns in the documents of an editor.
// In: a connection of vscode-languageserver, over standard input and output or to a worker. Out: answers and diagnostics on it.
// Always: nothing of the package is loaded here, only its types; a request that cannot be answered is answered by nothing or an error,
//   and ends nothing.

import type { Connection, InitializeParams, InitializeResult, Registration } from "vscode-languageserver";
import { completionsAt, TRIGGERS } from "./complete.ts";
import { type HclLoader, OpenDocument } from "./documents.ts";
import { ACTION_KINDS, actionsOf, diagnosticsOf, protocolEdits, type Target } from "./findings.ts";
import { formatting } from "./format.ts";
import { hoverAt } from "./hover.ts";
import type { Reading } from "./reading.ts";
import { TOKEN_TYPES, tokensOf } from "./tokens.ts";

export interface LanguageServerOptions {
  /** Loads the parser of Terraform files when the first one is opened; without it they are told to be unread. */
  readonly hcl?: HclLoader | undefined;
  /** The address before `docs/diagnostics.md`, to which diagnostics then lead. */
  readonly docs?: string | undefined;
}

/** Serves a connection until it is closed. Listens on it; call it once for each connection. */
export function serve(connection: Connection, options: LanguageServerOptions = {}): void {
  new Server(connection, options).listen();
}

const CWFILTER = [{ language: "cwfilter" }, { pattern: "**/*.cwfilter" }];
/** Registered for patterns alone: a server that formats is asked about every document, and would stand beside those that format YAML. */
const FORMATTING: Registration = {
  ...{ id: "format-cwfilter", method: "textDocument/formatting", registerOptions: { documentSelector: CWFILTER } },
};

class Server {
  readonly #connection: Connection;
  readonly #options: LanguageServerOptions;
  readonly #documents = new Map<string, OpenDocument>();
  #can = { snippets: false, versionedEdits: false, registration: false };

  constructor(connection: Connection, options: LanguageServerOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  listen(): void {
    const connection = this.#connection;
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => this.#initialized());
    this.#follow();
    connection.onCompletion(({ textDocument, position }) =>
      this.#answer(textDocument, (reading) => {
        const items = completionsAt(reading, reading.text.offsetAt(position), this.#can.snippets);
        return items.length === 0 ? null : { isIncomplete: true, items };
      }),
    );
    connection.onHover(({ textDocument, position }) =>
      this.#answer(textDocument, (reading) => hoverAt(reading, reading.text.offsetAt(position))),
    );
    connection.onCodeAction(({ textDocument, range, context }) =>
      this.#answer(textDocument, (reading, document) =>
        actionsOf(reading, range, context.only, this.#targetOf(document)),
      ),
    );
    connection.onDocumentFormatting(({ textDocument }) =>
      this.#answer(textDocument, ({ patterns, text, document }) =>
        document.host === "pattern" ? protocolEdits(patterns.flatMap(formatting), text) : null,
      ),
    );
    connection.languages.semanticTokens.on(
      async ({ textDocument }) =>
        (await this.#answer(textDocument, (reading) => ({ data: tokensOf(reading) }))) ?? { data: [] },
    );
    connection.listen();
  }

  #initialize({ capabilities }: InitializeParams): InitializeResult {
    const { textDocument, workspace } = capabilities;
    this.#can = {
      snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
      versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
      registration: textDocument?.formatting?.dynamicRegistration === true,
    };
    return {
      serverInfo: { name: "tocsin" },
      capabilities: {
        ...{ positionEncoding: "utf-16", textDocumentSync: { openClose: true, change: 2 } },
        ...{ hoverProvider: true, completionProvider: { triggerCharacters: [...TRIGGERS] } },
        codeActionProvider: { codeActionKinds: [...ACTION_KINDS] },
        semanticTokensProvider: { legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [] }, full: true },
        ...(!this.#can.registration && { documentFormattingProvider: true }),
      },
    };
  }

  #initialized(): void {
    const connection = this.#connection;
    if (!this.#can.registration) return;
    connection
      .sendRequest("client/registerCapability", { registrations: [FORMATTING] })
      .catch((error: unknown) => connection.console.error(`tocsin: formatting was not registered: ${error}`));
  }

  /** Keeps the documents as the editor has them. */
  #follow(): void {
    const connection = this.#connection;
    connection.onDidOpenTextDocument(({ textDocument }) => {
      const hcl = this.#options.hcl ?? (async () => undefined);
      const document = new OpenDocument(textDocument, hcl);
      this.#documents.set(document.uri, document);
      this.#check(document);
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      const document = this.#documents.get(uri);
      if (document === undefined) return;
      document.change(document.text.changed(contentChanges), version);
      this.#check(document, document.rest());
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      if (this.#documents.delete(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
    });
  }

  /** Tells the findings of a document as it is now, unless it has changed by then. */
  #check(document: OpenDocument, rest: Promise<void> = Promise.resolve()): void {
    const { text, version, uri } = document;
    const isCurrent = (): boolean => document.text === text && this.#documents.get(uri) === document;
    const tell = async (): Promise<void> => {
      await rest;
      if (!isCurrent()) return;
      const reading = await document.reading();
      if (!isCurrent()) return;
      const diagnostics = diagnosticsOf(reading, this.#targetOf(document));
      await this.#connection.sendDiagnostics({ uri, version, diagnostics });
    };
    tell().catch((error: unknown) => this.#connection.console.error(`tocsin: ${uri} was not checked: ${error}`));
  }

  /** What is asked about a document, answered from its latest text; nothing for one that is not open. */
  async #answer<T>(
    { uri }: { readonly uri: string },
    answer: (reading: Reading, document: OpenDocument) => T,
  ): Promise<T | null> {
    const document = this.#documents.get(uri);
    return document === undefined ? null : answer(await document.reading(), document);
  }

  #targetOf({ uri, version }: OpenDocument): Target {
    return { uri, version, docs: this.#options.docs, isVersioned: this.#can.versionedEdits };
  }
}
