// Each thing an editor asks for, in each kind of document, by a real client over standard input and output.

import { describe, expect, test } from "vitest";
import type { TextEdit } from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import { client, positionOf, textOf } from "./client.ts";
import { HOSTS } from "./hosts.ts";

const editor = client();
await editor.initialize();

const RIGHT = '{ $.errorCode = "Denied" && $.n > 5 }';
const WRONG = '{ $.errorCode == "Denied" && $.n > 5 }';
const NARROW = '{($.errorCode="Denied")&&$.n>5}';

describe.each(HOSTS)("$name", ({ uri, languageId, written, document }) => {
  const isAlone = uri.endsWith(".cwfilter");
  const open = (pattern: string) => editor.open(uri, languageId, document(written(pattern)));

  test("a valid pattern has no findings", async () => {
    expect(await open(RIGHT)).toEqual([]);
  });

  test("a mistake is told at its characters, and its fix removes it", async () => {
    const found = await open(WRONG);
    expect(found.map(({ code, severity, source }) => ({ code, severity, source }))).toEqual([
      { code: "operator-form", severity: 1, source: "tocsin" },
    ]);
    const { range } = found[0]!;
    expect(range.start).toEqual(positionOf(editor.document(uri), "=="));
    expect(textOf(editor.document(uri), range)).toBe("==");
    const [fix, ...others] = await editor.actions(uri, range, ["quickfix"]);
    expect(fix).toMatchObject({ title: "Write =", kind: "quickfix", isPreferred: true });
    expect(fix!.diagnostics).toEqual(found);
    expect(others).toEqual([]);
    await editor.edit(uri, fix!.edit!.changes![uri]!);
    expect(editor.document(uri).getText()).toBe(document(written(RIGHT)));
    expect(await editor.diagnostics(uri)).toEqual([]);
  });

  test("completion offers what can stand at the cursor, and writes it as the document does", async () => {
    await open("{ $.errorCode = x && $.n =  }");
    const items = await editor.complete(uri, positionOf(editor.document(uri), "$.n = ", "$.n = ".length));
    const labels = items.map(({ label }) => label);
    expect(labels).toEqual(["a number", "a text", "*", "a regular expression"]);
    const item = items.find(({ label }) => label === "a text")!;
    await editor.edit(uri, [item.textEdit as TextEdit]);
    expect(editor.document(uri).getText()).toBe(document(written('{ $.errorCode = x && $.n = "" }')));
    if (!isAlone) expect(await editor.complete(uri, { line: 0, character: 0 })).toEqual([]);
  });

  test("hover explains the piece under the pointer, and nothing beside the pattern", async () => {
    await open(RIGHT);
    const found = await editor.hover(uri, positionOf(editor.document(uri), "errorCode", 3));
    expect(found).toMatchObject({ contents: { kind: "markdown", value: expect.stringContaining("**`errorCode`**") } });
    expect(textOf(editor.document(uri), found!.range!)).toBe("$.errorCode");
    const end = editor.document(uri).positionAt(editor.document(uri).getText().length);
    expect(await editor.hover(uri, end)).toBe(null);
  });

  test("semantic tokens colour the pieces", async () => {
    await open('{ $.errorCode = "Den*" && $.n > 5 && $.ok IS TRUE }');
    expect(await editor.tokens(uri)).toEqual([
      ["$.errorCode", "property"],
      ["=", "operator"],
      [written('"Den'), "string"],
      ["*", "operator"],
      [written('"'), "string"],
      ["&&", "operator"],
      ["$.n", "property"],
      [">", "operator"],
      ["5", "number"],
      ["&&", "operator"],
      ["$.ok", "property"],
      ["IS", "keyword"],
      ["TRUE", "keyword"],
    ]);
  });

  test("a pattern is formatted where it stands", async () => {
    await open(NARROW);
    const at = positionOf(editor.document(uri), "errorCode");
    const [action, ...others] = await editor.actions(uri, { start: at, end: at }, ["refactor"]);
    expect(action).toMatchObject({ title: "Format this filter pattern", kind: "refactor.rewrite" });
    expect(others).toEqual([]);
    const edits = action!.edit!.changes![uri]!;
    const formatted = TextDocument.applyEdits(editor.document(uri), [...edits]);
    expect(formatted).toBe(document(written(RIGHT)));
    expect(await editor.format(uri)).toEqual(isAlone ? edits : null);
    await editor.edit(uri, edits);
    expect(await editor.actions(uri, { start: at, end: at }, ["refactor"])).toEqual([]);
  });
});
