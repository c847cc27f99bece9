// The built package, as a user of this Node gets it: every entry in both module forms, the entries without grammars, the command.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { check } from "./checks.mjs";

const require = createRequire(import.meta.url);
const dist = new URL("../../dist/", import.meta.url);
const [entries] = process.argv.slice(2);

for (const entry of entries.split(" ")) {
  check(entry, await import(entry));
  check(entry, require(entry));
}

/** The files that an entry loads, itself included. */
function loads(entry, seen = new Set()) {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const text = readFileSync(new URL(entry, dist), "utf8");
  for (const [, from] of text.matchAll(/^(?:import|export)\b[^'"]*["']([^'"]+)["'];?$/gm)) {
    if (from.startsWith("./")) loads(from.slice(2), seen);
    else seen.add(from);
  }
  return seen;
}
assert.ok(loads("index.js").has("chevrotain"), "what the library loads is seen");
for (const entry of ["alarm.js", "metric.js"])
  assert.ok(!loads(entry).has("chevrotain"), `tocsin/${entry} loads no grammar`);
assert.ok(
  [...loads("index.js")].every((from) => !from.startsWith("node:")),
  "the library needs no Node",
);
assert.ok(
  [...loads("lsp.js")].every((from) => !/^(node:|vscode-)/.test(from)),
  "the language server needs no Node, and of vscode-languageserver its types alone",
);

const cli = (...args) =>
  spawnSync(process.execPath, [new URL("cli.cjs", dist).pathname, ...args], { encoding: "utf8" });
assert.match(cli("--version").stdout, /^\d+\.\d+\.\d+/);
assert.equal(cli("check", "ERROR -timeout").status, 0);
assert.equal(cli("check", "ERR*").status, 1);
assert.equal(cli("nonsense").status, 2);

/** What the language server answers to one request, after which its input ends. */
function lsp(message) {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, ...message });
  const input = `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  const child = spawn(process.execPath, [new URL("cli.cjs", dist).pathname, "lsp", "--stdio"]);
  child.stdin.write(input);
  let text = "";
  return new Promise((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (piece) => {
      text += piece;
      // An answer comes in pieces.
      const [, size, answer] = /^Content-Length: (\d+)\r\n\r\n(.*)$/s.exec(text) ?? [];
      if (answer !== undefined && Buffer.byteLength(answer) >= Number(size)) child.stdin.end();
    });
    child.on("close", () => resolve(text));
  });
}
assert.match(await lsp({ method: "initialize", params: { capabilities: {} } }), /"hoverProvider":true/);

console.log(`smoke: ${readdirSync(dist).length} files of dist work on Node ${process.version}`);
