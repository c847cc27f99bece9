// Holds: which tocsin the extension starts.
// In: the setting, the folders that are open, what files there are. Out: a script for Node, or a command.
// Always: the setting wins, then a folder's own tocsin, then the one on PATH; nothing is started here.

import { isAbsolute, join } from "node:path";

export type Command = { readonly script: string } | { readonly command: string };

export function commandFor(setting: string, folders: readonly string[], exists: (path: string) => boolean): Command {
  const path = setting.trim();
  if (path !== "") {
    const within = isAbsolute(path) ? undefined : folders.map((folder) => join(folder, path)).find(exists);
    const found = within ?? path;
    return /\.[cm]?js$/.test(found) ? { script: found } : { command: found };
  }
  const script = folders.map((folder) => join(folder, "node_modules", "tocsin", "dist", "cli.js")).find(exists);
  return script === undefined ? { command: "tocsin" } : { script };
}
