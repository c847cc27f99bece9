// The extension for Visual Studio Code as a .vsix file, without a network: `npm run package:vscode`. Its client and what that needs become one
// file; a .vsix is a zip with a manifest. The same sources give the same bytes.

import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { strToU8, type Zippable, zipSync } from "fflate";

const ROOT = resolve(import.meta.dirname, "..");
const SOURCE = join(ROOT, "editors/vscode");

interface Manifest {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly version: string;
  readonly publisher: string;
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly engines: { readonly vscode: string };
}

/** The bytes of the extension. */
export async function vsix(): Promise<Uint8Array> {
  const manifest = JSON.parse(readFileSync(join(SOURCE, "package.json"), "utf8")) as Manifest;
  const { client, notices } = await bundle();
  const extension: Record<string, Uint8Array> = {
    "package.json": file("editors/vscode/package.json"),
    "language-configuration.json": file("editors/vscode/language-configuration.json"),
    "readme.md": file("editors/vscode/README.md"),
    "changelog.md": file("CHANGELOG.md"),
    "LICENSE.txt": file("LICENSE"),
    "THIRD-PARTY-NOTICES.txt": strToU8(notices),
    "client.js": client,
  };
  const files: Record<string, Uint8Array> = {
    "[Content_Types].xml": strToU8(CONTENT_TYPES),
    "extension.vsixmanifest": strToU8(manifestXml(manifest)),
  };
  for (const [name, bytes] of Object.entries(extension)) files[`extension/${name}`] = bytes;
  return zipSync(files satisfies Zippable, { level: 9, mtime: new Date(1980, 0, 1) });
}

function file(path: string): Uint8Array {
  return readFileSync(join(ROOT, path));
}

/** The client with its packages, and their licences. */
async function bundle(): Promise<{ client: Uint8Array; notices: string }> {
  const { outputFiles, metafile } = await build({
    ...{ entryPoints: [join(SOURCE, "client.mts")], absWorkingDir: ROOT, bundle: true, write: false, metafile: true },
    ...{ platform: "node", format: "cjs", target: "node22", external: ["vscode"], minify: true, legalComments: "none" },
  });
  const packages = Object.keys(metafile.inputs).flatMap((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []);
  const notices = [...new Set(packages)]
    .sort()
    .map((folder) => `${folder.slice("node_modules/".length)}\n\n${licence(folder)}`);
  return { client: outputFiles[0]!.contents, notices: `${notices.join("\n\n---\n\n")}\n` };
}

function licence(folder: string): string {
  for (const name of ["LICENSE", "License.txt", "LICENSE.md", "license", "LICENSE.txt"]) {
    try {
      return readFileSync(join(ROOT, folder, name), "utf8").trim();
    } catch {
      // Under another name.
    }
  }
  throw new Error(`${folder} has no licence file that is known by name`);
}

const CONTENT_TYPES = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension=".json" ContentType="application/json"/>
  <Default Extension=".js" ContentType="application/javascript"/>
  <Default Extension=".md" ContentType="text/markdown"/>
  <Default Extension=".txt" ContentType="text/plain"/>
  <Default Extension=".vsixmanifest" ContentType="text/xml"/>
</Types>
`;

function manifestXml({ name, displayName, description, version, publisher, ...more }: Manifest): string {
  const { categories, keywords, engines } = more;
  const asset = (type: string, path: string): string =>
    `    <Asset Type="Microsoft.VisualStudio.${type}" Path="extension/${path}" Addressable="true"/>`;
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${escaped(name)}" Version="${escaped(version)}" Publisher="${escaped(publisher)}"/>
    <DisplayName>${escaped(displayName)}</DisplayName>
    <Description xml:space="preserve">${escaped(description)}</Description>
    <Tags>${escaped(keywords.join(","))}</Tags>
    <Categories>${escaped(categories.join(","))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${escaped(engines.vscode)}"/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
${asset("Code.Manifest", "package.json")}
${asset("Services.Content.Details", "readme.md")}
${asset("Services.Content.Changelog", "changelog.md")}
${asset("Services.Content.License", "LICENSE.txt")}
  </Assets>
</PackageManifest>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

if (import.meta.main) {
  const path = join(ROOT, "editors/vscode/tocsin.vsix");
  writeFileSync(path, await vsix());
  console.log(path);
}
