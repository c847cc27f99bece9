// Holds: the documents that a check is given: files, and what is in folders.
// In: paths. Out: each file once, read as UTF-8 and as a document; what can't be read is a finding of its file.
// Always: folders are walked in order of names, without `node_modules`, `.git` and `.terraform`; links to folders inside are not followed; of a
//   file found in a folder only one that speaks of patterns or alarms is a document.

import { readdir, readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { reasonOf } from "../replay/sources/problem.ts";
import {
  type DocumentOptions,
  isDocument,
  isTerraform,
  readDocument,
  type TemplateDocument,
} from "../template/document.ts";
import { type HclParser, loadHclParser } from "../template/hcl-parser.ts";
import { diagnostic } from "../text/diagnostic.ts";
import { visible } from "../text/frame.ts";
import { span } from "../text/span.ts";
import { type Read, readBytes, type Wanted } from "./check-bytes.ts";

/** A document on disk. */
export interface CheckedFile {
  readonly path: string;
  readonly document: TemplateDocument;
  /** How it was read. */
  readonly options: DocumentOptions;
  /** False when the file is no UTF-8: nothing can be written back without loss. */
  readonly isExact: boolean;
}

/** The endings that are read in folders; a file that is named is read whatever its ending. */
const LEFT_OUT: readonly string[] = ["node_modules", ".git", ".terraform"];

/** What a path is; nothing when there is no such file. */
export async function kindOf(path: string): Promise<"file" | "folder" | undefined> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG" || code === "ERR_INVALID_ARG_VALUE"
      ? undefined
      : "file";
  }
}

/** How many files are read ahead. */
const AHEAD = 16;

/** Reads every document that the paths lead to. */
export async function readFiles(paths: readonly string[], options: DocumentOptions): Promise<readonly CheckedFile[]> {
  const wanted = new Map<string, Wanted>();
  const files: CheckedFile[] = [];
  for (const path of paths) {
    const isFolder = (await kindOf(path)) === "folder";
    const inside = isFolder ? await walk(path, files) : [path];
    for (const one of inside) if (!isFolder || !wanted.has(one)) wanted.set(one, { path: one, isNamed: !isFolder });
  }
  const parser = new TerraformParser();
  const all = [...wanted.values()];
  for (let at = 0; at < all.length; at += AHEAD) {
    const batch = all.slice(at, at + AHEAD);
    const read = await Promise.all(batch.map(readBytes));
    for (const [index, one] of read.entries()) {
      const file = await documentOf(batch[index]!.path, one, options, parser);
      if (file !== undefined) files.push(file);
    }
  }
  return files;
}

/** The files of a folder that may be documents; a folder that can't be read is told. */
async function walk(folder: string, files: CheckedFile[]): Promise<readonly string[]> {
  const found: string[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const path = at;
    const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
      files.push(unreadFile(path, `The folder can't be read: ${visible(reasonOf(error as Error))}.`));
      return [];
    });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) if (!entry.isDirectory() && isDocument(entry.name)) found.push(join(path, entry.name));
    for (const entry of entries.toReversed())
      if (entry.isDirectory() && !LEFT_OUT.includes(entry.name)) open.push(join(path, entry.name));
  }
  return found;
}

/** The document in a file; nothing for one of a folder that holds none. */
async function documentOf(
  path: string,
  read: Read,
  options: DocumentOptions,
  parser: TerraformParser,
): Promise<CheckedFile | undefined> {
  if (read.kind === "nothing") return undefined;
  if (read.kind === "unreadable") return unreadFile(path, `The file can't be read: ${visible(reasonOf(read.reason))}.`);
  if (read.kind === "too-large") return unreadFile(path, "The file is larger than any document that tocsin reads.");
  const { bytes } = read;
  if (bytes.includes(0)) return unreadFile(path, "The file is no text in UTF-8.");
  const text = bytes.toString("utf8");
  const hcl = isTerraform(path) ? await parser.get() : undefined;
  const reading = { ...options, name: path, hcl };
  const document = readDocument(text, reading);
  return { path, document, options: reading, isExact: Buffer.from(text, "utf8").equals(bytes) };
}

function unreadFile(path: string, message: string): CheckedFile {
  const diagnostics = [diagnostic("template-unreadable", span(0, 0), message)];
  return {
    path,
    document: { name: path, text: "", host: "other", found: [], diagnostics },
    options: {},
    isExact: false,
  };
}

/** The parser of Terraform files, loaded when the first one is met, if it is installed. */
export class TerraformParser {
  #loading: Promise<HclParser | undefined> | undefined;

  get(): Promise<HclParser | undefined> {
    this.#loading ??= loadInstalled();
    return this.#loading;
  }
}

const GRAMMAR = "@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm";

async function loadInstalled(): Promise<HclParser | undefined> {
  // Beside tocsin, or in the project that is checked.
  for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
    try {
      return await loadHclParser(await readFile(createRequire(from).resolve(GRAMMAR)));
    } catch {
      // Told by the document that needs it.
    }
  }
  return undefined;
}
