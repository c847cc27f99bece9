// Holds: the extension: a client of `tocsin lsp --stdio`.
// In: the editor's setting and folders. Out: a language client, from the first document that may hold patterns until the editor closes.
// Always: a server that does not start is told in a sentence that says what to install.

import { existsSync } from "node:fs";
import process from "node:process";
import { type ExtensionContext, window, workspace } from "vscode";
import { LanguageClient, type ServerOptions, TransportKind } from "vscode-languageclient/node";
import { commandFor } from "./command.mts";

const LANGUAGES = ["cwfilter", "yaml", "json", "jsonc", "cloudformation", "terraform", "opentofu"];

export async function activate({ subscriptions }: ExtensionContext): Promise<void> {
  const path = workspace.getConfiguration("tocsin").get<string>("path") ?? "";
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const server = serverOptions(commandFor(path, folders, existsSync));
  const client = new LanguageClient("tocsin", "tocsin", server, {
    documentSelector: [...LANGUAGES.map((language) => ({ language })), { pattern: "**/*.template" }],
  });
  subscriptions.push({ dispose: () => client.dispose() });
  try {
    await client.start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(
      `tocsin's language server did not start (${reason}). Install it: npm install --save-dev tocsin vscode-languageserver`,
    );
  }
}

function serverOptions(command: ReturnType<typeof commandFor>): ServerOptions {
  if ("script" in command) return { module: command.script, args: ["lsp"], transport: TransportKind.stdio };
  // On Windows what npm puts on PATH are scripts of the shell.
  const options = { shell: process.platform === "win32" };
  return { command: command.command, args: ["lsp"], transport: TransportKind.stdio, options };
}
