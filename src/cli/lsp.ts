// Holds: `tocsin lsp`: the language server on standard input and output.
// In: the messages of an editor. Out: answers; the exit code that the protocol demands.
// Always: standard output holds messages of the protocol and nothing else; the server ends with its editor.

import { existsSync } from "node:fs";
import process from "node:process";
import { Readable } from "node:stream";
import { serve } from "../lsp/server.ts";
import { TerraformParser } from "./check-files.ts";
import type { Io } from "./io.ts";
import { messages } from "./lsp-input.ts";
import { readArguments, Unusable, UsageError } from "./usage.ts";

export const LSP_HELP = `tocsin lsp --stdio

Starts the language server, for editors: filter patterns in CloudFormation, SAM,
Serverless Framework and Terraform files and in .cwfilter files get diagnostics,
completion, hover, quick fixes, formatting and colours. It needs the package
vscode-languageserver beside tocsin, and for Terraform web-tree-sitter and
@tree-sitter-grammars/tree-sitter-hcl. How editors start it: docs/editors.md.

  --stdio                  speak the Language Server Protocol on standard input
                           and output; has to be given
  --clientProcessId ID     the process of the editor; the server ends with it
  -h, --help               this text

Exit code: 0 after shutdown and exit, 1 without shutdown, 2 wrong usage.

Examples:
  npm install --save-dev tocsin vscode-languageserver
  npx tocsin lsp --stdio`;

export async function lsp(argv: readonly string[], io: Io): Promise<number> {
  const args = readArguments(argv, { stdio: { type: "boolean" }, clientProcessId: { type: "string" } });
  if (args.values.help === true) {
    io.stdout.write(`${LSP_HELP}\n`);
    return 0;
  }
  const [stray] = args.positionals;
  if (stray !== undefined) throw new UsageError(`lsp takes no ${JSON.stringify(stray)}.`);
  if (args.values.stdio !== true) throw new UsageError("lsp speaks on standard input and output only: --stdio.");
  const { createConnection } = await loadServer();
  const connection = createConnection(Readable.from(messages(io.stdin)), process.stdout);
  const parser = new TerraformParser();
  serve(connection, { hcl: () => parser.get(), docs: projectFolder() });
  // The connection ends the process.
  return new Promise(() => {});
}

async function loadServer(): Promise<typeof import("vscode-languageserver/node")> {
  try {
    return await import("vscode-languageserver/node");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new Unusable(
      "The language server needs the package vscode-languageserver, which is not installed beside tocsin: npm install vscode-languageserver",
    );
  }
}

/** The folder that holds `docs/`: one above the built file, two above its source. */
function projectFolder(): string | undefined {
  const folders = ["..", "../.."].map((path) => new URL(`${path}/`, import.meta.url));
  return folders.find((folder) => existsSync(new URL("docs/diagnostics.md", folder)))?.href;
}
