// The direction of imports, as docs/architecture.md draws it: each room reads only the rooms before it.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const SOURCE = resolve(import.meta.dirname, "../../src");

/** What each room may read, itself excepted. */
const READS: Readonly<Record<string, readonly string[]>> = {
  text: [],
  pattern: ["text"],
  engine: ["pattern"],
  match: ["text", "pattern", "engine"],
  metric: ["text", "pattern", "match"],
  alarm: ["text", "pattern", "match", "metric"],
  notify: ["text", "pattern", "match", "metric", "alarm"],
  replay: ["text", "pattern", "match", "metric", "alarm", "notify"],
  template: ["text", "pattern", "metric", "alarm"],
  editor: ["text", "pattern", "match"],
  lsp: ["text", "pattern", "template", "editor"],
  cli: ["text", "pattern", "match", "metric", "alarm", "notify", "replay", "template", "lsp"],
};

/** Packages, and where they may be used. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  chevrotain: ["pattern/", "metric/math/", "alarm/rule/"],
  yaml: ["template/"],
  "@codemirror/autocomplete": ["editor/codemirror.ts"],
  "@codemirror/language": ["editor/codemirror.ts"],
  "@codemirror/lint": ["editor/codemirror.ts"],
  "@codemirror/state": ["editor/codemirror.ts"],
  "@codemirror/view": ["editor/codemirror.ts"],
  "@lezer/highlight": ["editor/codemirror.ts"],
  "monaco-editor": ["editor/monaco"],
  "vscode-languageserver": ["lsp/"],
};

/** Where the platform's own modules may be used. */
const PLATFORM = ["cli/", "replay/sources/"];

interface Import {
  readonly file: string;
  readonly from: string;
}

function imports(): readonly Import[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.flatMap((file) => {
    const text = readFileSync(join(SOURCE, file), "utf8");
    return [...text.matchAll(/(?:^|\n)\s*(?:import|export)[^;]*?from\s+"([^"]+)"/g)].map((found) => ({
      file,
      from: found[1]!,
    }));
  });
}

const room = (file: string): string => (file.includes("/") ? file.slice(0, file.indexOf("/")) : "");

/** The ways from a file back to itself. */
function circles(needs: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(" → "));
    if (way.includes(file) || done.has(file)) return;
    for (const next of needs.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of needs.keys()) visit(file, []);
  return found;
}

describe("the house", () => {
  const all = imports();

  test("has imports to look at in every room", () => {
    const seen = new Set(all.map(({ file }) => room(file)));
    for (const name of Object.keys(READS)) expect(seen, name).toContain(name === "text" ? "text" : name);
  });

  test("reads one way only", () => {
    const wrong = all.filter(({ file, from }) => {
      if (!from.startsWith(".") || room(file) === "") return false;
      const target = room(relative(SOURCE, resolve(SOURCE, dirname(file), from)));
      return target !== room(file) && !READS[room(file)]?.includes(target);
    });
    expect(wrong).toEqual([]);
  });

  test("has no two files that need each other, for types either", () => {
    const needs = new Map<string, string[]>();
    for (const { file, from } of all) {
      if (!from.startsWith(".")) continue;
      const target = relative(SOURCE, resolve(SOURCE, dirname(file), from));
      needs.set(file, [...(needs.get(file) ?? []), target]);
    }
    expect(circles(needs)).toEqual([]);
  });

  test("uses each package in its own place only", () => {
    const wrong = all.filter(
      ({ file, from }) => !/^(\.|node:)/.test(from) && !PACKAGES[from]?.some((place) => file.startsWith(place)),
    );
    expect(wrong).toEqual([]);
  });

  test("touches the platform in the command line and the log sources only", () => {
    const wrong = all.filter(
      ({ file, from }) => from.startsWith("node:") && !PLATFORM.some((place) => file.startsWith(place)),
    );
    expect(wrong).toEqual([]);
  });

  test("is read by nobody through the public index but from outside", () => {
    expect(all.filter(({ from }) => from.endsWith("../index.ts"))).toEqual([]);
  });

  test("has files that open with what they hold", () => {
    const files = [...new Set(all.map(({ file }) => file))];
    const silent = files.filter((file) => !readFileSync(join(SOURCE, file), "utf8").startsWith("// Holds:"));
    expect(silent).toEqual([]);
  });
});
