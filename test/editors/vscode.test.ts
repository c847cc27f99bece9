// The extension for Visual Studio Code: what is in its package, and which tocsin it starts.

import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Script } from "node:vm";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { vsix } from "../../build/vscode.ts";
import { commandFor } from "../../editors/vscode/command.mts";

const ROOT = resolve(import.meta.dirname, "../..");
const project = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

describe("the package of the extension", async () => {
  const bytes = await vsix();
  const files = unzipSync(bytes);
  const text = (name: string): string => strFromU8(files[name]!);

  test("holds the client, its manifest, its pages and the licences of what is in it", () => {
    expect(Object.keys(files).sort()).toEqual([
      "[Content_Types].xml",
      "extension.vsixmanifest",
      "extension/LICENSE.txt",
      "extension/THIRD-PARTY-NOTICES.txt",
      "extension/changelog.md",
      "extension/client.js",
      "extension/language-configuration.json",
      "extension/package.json",
      "extension/readme.md",
    ]);
    const notices = text("extension/THIRD-PARTY-NOTICES.txt");
    for (const name of ["vscode-languageclient", "vscode-jsonrpc", "minimatch", "semver"])
      expect(notices).toContain(`${name}\n\n`);
  });

  test("names only files that are there, each of a known type", () => {
    const manifest = JSON.parse(text("extension/package.json"));
    const [language] = manifest.contributes.languages;
    for (const path of [manifest.main, language.configuration]) expect(files).toHaveProperty([join("extension", path)]);
    const assets = [...text("extension.vsixmanifest").matchAll(/Path="([^"]+)"|<License>([^<]+)/g)];
    expect(assets.length).toBe(5);
    for (const [, path, licence] of assets) expect(files).toHaveProperty([path ?? licence ?? ""]);
    const types = [...text("[Content_Types].xml").matchAll(/Extension="([^"]+)"/g)].map(([, ending]) => ending!);
    for (const name of Object.keys(files).slice(1))
      expect(
        types.some((ending) => name.endsWith(ending)),
        name,
      ).toBe(true);
  });

  test("has the project's version, and is no part of the project's own package", () => {
    const { version } = JSON.parse(text("extension/package.json"));
    expect(version).toBe(project.version);
    expect(text("extension.vsixmanifest")).toContain(`Version="${version}"`);
    expect(project.files.filter((name: string) => name.startsWith("editors"))).toEqual([]);
  });

  test("holds one script that needs the editor and Node alone", () => {
    const client = text("extension/client.js");
    expect(() => new Script(client)).not.toThrow();
    const needs = new Set([...client.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name!));
    expect([...needs].filter((name) => name !== "vscode" && !isOfNode(name))).toEqual([]);
  });

  test("is the same bytes each time", async () => {
    expect(Buffer.from(await vsix()).equals(bytes)).toBe(true);
  });
});

function isOfNode(name: string): boolean {
  return process.getBuiltinModule(name) !== undefined;
}

describe("the tocsin that is started", () => {
  const own = join("/b", "node_modules", "tocsin", "dist", "cli.js");
  const at =
    (...paths: string[]) =>
    (path: string) =>
      paths.includes(path);

  test.each([
    ["the setting, a command", "tocsin-next", ["/a"], at(own), { command: "tocsin-next" }],
    [
      "the setting, a script of a folder",
      "tools/cli.js",
      ["/a", "/b"],
      at("/b/tools/cli.js"),
      { script: "/b/tools/cli.js" },
    ],
    ["the setting, a script anywhere", " /x/cli.mjs ", ["/a"], at(), { script: "/x/cli.mjs" }],
    ["that of a folder", "", ["/a", "/b"], at(own), { script: own }],
    ["that on PATH", "", ["/a", "/b"], at(), { command: "tocsin" }],
    ["that on PATH, without a folder", "", [], existsSync, { command: "tocsin" }],
  ] as const)("is %s", (_name, setting, folders, exists, expected) => {
    expect(commandFor(setting, folders, exists)).toEqual(expected);
  });
});
