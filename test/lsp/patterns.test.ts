// In every kind of document: where each character of a pattern is written, and that what is edited there is the pattern.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { complete } from "../../src/editor/index.ts";
import { formatPattern } from "../../src/index.ts";
import { completionsAt } from "../../src/lsp/complete.ts";
import { protocolEdits } from "../../src/lsp/findings.ts";
import { formatting } from "../../src/lsp/format.ts";
import { OpenText } from "../../src/lsp/open-text.ts";
import { nameOf, type Reading, read } from "../../src/lsp/reading.ts";
import { validPattern } from "../editor/patterns.ts";
import { hcl } from "../template/hcl.ts";
import { HOSTS, type Host } from "./hosts.ts";

function readIn({ uri, languageId }: Host, text: string): Reading {
  return read(nameOf(uri, languageId), new OpenText(text), hcl);
}

function edited({ uri, languageId }: Host, { text }: Reading, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create(uri, languageId, 1, text.text), [...edits]);
}

/** Patterns that each host writes in one line, by the same rule for all. */
const pattern = validPattern.filter((text) => /^[!-~]([ -~]*[!-~])?$/.test(text) && !/[$%]\{/.test(text));

describe.each(HOSTS)("$name", (host) => {
  property.prop([pattern])("every character of a pattern is found where it is written", (text) => {
    const document = host.document(host.written(text));
    const start = document.indexOf(host.written(text));
    const [found, ...others] = readIn(host, document).patterns;
    expect(others).toEqual([]);
    expect(found?.text).toBe(text);
    for (let at = 0; at <= text.length; at++) {
      const [from, to] = [at, at + 1].map((end) => start + host.written(text.slice(0, end)).length) as [number, number];
      expect(found!.cursor(from)).toBe(at);
      if (at === text.length) continue;
      expect(found!.inDocument({ start: at, end: at + 1 })).toEqual({ start: from, end: to });
      for (let inside = from; inside < to; inside++) expect(found!.character(inside)).toBe(at);
      for (let inside = from + 1; inside < to; inside++) expect(found!.cursor(inside)).toBe(undefined);
    }
    expect([found!.cursor(start - 1), found!.character(start - 1)]).not.toContain(text.length);
  });

  property.prop([pattern, fc.nat(1000)], { numRuns: 30 })("what is completed is in the pattern", (text, place) => {
    const at = place % (text.length + 1);
    const document = host.document(host.written(text));
    const reading = readIn(host, document);
    const offset = document.indexOf(host.written(text)) + host.written(text.slice(0, at)).length;
    const offered = complete(text, at).filter(({ insert }) => !insert.startsWith(" "));
    for (const item of completionsAt(reading, offset, false).slice(0, 8)) {
      const { span, insert } = offered[Number(item.sortText)]!;
      const after = readIn(host, edited(host, reading, [item.textEdit as TextEdit])).patterns[0]!.text;
      expect(after).toBe(text.slice(0, span.start) + insert + text.slice(span.end));
    }
  });

  property.prop([pattern], { numRuns: 30 })("what is formatted is the canonical pattern", (text) => {
    const reading = readIn(host, host.document(host.written(text)));
    const edits = protocolEdits(reading.patterns.flatMap(formatting), reading.text);
    const after = readIn(host, edited(host, reading, edits)).patterns[0]!.text;
    expect(after).toBe(formatPattern(text));
  });
});

describe("a pattern of several lines", () => {
  const yaml = (block: string): Reading =>
    read(
      "a.yaml",
      new OpenText(
        `Resources:\n  A:\n    Type: AWS::Logs::SubscriptionFilter\n    Properties:\n      FilterPattern: ${block}\n`,
      ),
      undefined,
    );

  test("has its cursor in the indentation of a line at that line's first character", () => {
    const { patterns, text } = yaml(">-\n        { $.a = 1 &&\n        $.b = 2 }");
    const line = text.text.indexOf("        $.b");
    expect(patterns[0]?.text).toBe("{ $.a = 1 && $.b = 2 }");
    expect(patterns[0]?.cursor(line + 4)).toBe(13);
    expect(patterns[0]?.cursor(line + 8)).toBe(13);
  });

  test("that is too long for a pattern is left out", () => {
    expect(yaml(`'${"x".repeat(5000)}'`).patterns).toEqual([]);
  });

  test("that several resources share is there once", () => {
    const shared = `Resources:\n  A: &filter\n    Type: AWS::Logs::SubscriptionFilter\n    Properties: { FilterPattern: ERROR }\n  B: *filter\n`;
    expect(read("a.yaml", new OpenText(shared), undefined).patterns.map(({ text }) => text)).toEqual(["ERROR"]);
  });
});

describe("the name of a document", () => {
  test.each([
    ["file:///a/b.yaml", "yaml", "/a/b.yaml"],
    ["file:///c%3A/my%20app/template.json", "json", "/c:/my app/template.json"],
    ["file:///a/100%.tf", "terraform", "/a/100%.tf"],
    ["file:///a/%E2%82.yaml", "yaml", "/a/%E2%82.yaml"],
    ["untitled:Untitled-1", "cwfilter", "Untitled-1.cwfilter"],
    ["file:///a/main.tf", "hcl", "/a/main.tf"],
    ["git:/a/b.yaml?ref=main#L1", "yaml", "/a/b.yaml"],
    ["file:///a/stack", "yaml.cloudformation", "/a/stack.yaml"],
    ["file:///a/notes.txt", "plaintext", undefined],
    ["file:///a/stack.ts", "typescript", undefined],
    ["", "__proto__", undefined],
  ])("%s, in the language %s, is %s", (uri, languageId, name) => {
    expect(nameOf(uri, languageId)).toBe(name);
  });
});
