// Holds: what Monaco is told of a pattern, as far as it goes without a page.

import { test as property } from "@fast-check/vitest";
import type * as Monaco from "monaco-editor";
import { describe, expect, test } from "vitest";
import { classify, complete, validate } from "../../src/editor/index.ts";
import { LANGUAGE_ID, registerCloudWatchFilter } from "../../src/editor/monaco.ts";
import { FakeModel, FakeMonaco } from "./monaco-fake.ts";
import { anyText } from "./patterns.ts";

const sampleEvents = ['{"user":{"name":"ann"}}'];

function open(text: string): { readonly model: FakeModel; readonly monaco: FakeMonaco; readonly end: () => void } {
  const model = new FakeModel(text);
  const monaco = new FakeMonaco(model);
  const { dispose } = registerCloudWatchFilter(monaco.asMonaco, { sampleEvents });
  return { model, monaco, end: dispose };
}

describe("markers", () => {
  test("stand where the mistake is, in the line it is in, and name their code", () => {
    const { model, monaco } = open("{ $.a = 1 &&\n  $.b == 2 }");
    const [found, ...more] = monaco.markers.get(model) ?? [];
    expect(more).toEqual([]);
    expect(found).toMatchObject({ startLineNumber: 2, startColumn: 7, endLineNumber: 2, endColumn: 9 });
    expect(found).toMatchObject({ severity: 8, source: "tocsin", code: "operator-form" });
  });

  test("point at the second place too", () => {
    const { model, monaco } = open("{ $.a = 1");
    const [related] = monaco.markers.get(model)?.[0]?.relatedInformation ?? [];
    expect(related).toMatchObject({ resource: model.uri, message: "opened here", startColumn: 1, endColumn: 2 });
  });

  test("follow the text", () => {
    const { model, monaco } = open("ERROR");
    expect(monaco.markers.get(model)).toEqual([]);
    model.set("ERROR:");
    expect(monaco.markers.get(model)).toHaveLength(1);
  });

  test("come with a new model and with a model's new language, and go with it", () => {
    const { monaco } = open("");
    const [late, other] = [new FakeModel("a:b"), new FakeModel("a:b", "json")];
    for (const model of [late, other]) monaco.created.fire(model);
    expect(monaco.markers.get(late)).toHaveLength(1);
    expect(monaco.markers.has(other)).toBe(false);
    other.language = LANGUAGE_ID;
    monaco.renamed.fire({ model: other });
    expect(monaco.markers.get(other)).toHaveLength(1);
    other.language = "json";
    monaco.renamed.fire({ model: other });
    expect(monaco.markers.get(other)).toEqual([]);
    other.set("c:d");
    expect(monaco.markers.get(other)).toEqual([]);
  });

  test("are not kept for models that are gone", () => {
    const { model, monaco } = open("a:b");
    monaco.closing.fire(model);
    expect(model.changed.listeners.size).toBe(0);
  });

  property.prop([anyText], { numRuns: 300 })("of any text are those of `validate`, at their places", (text) => {
    const { model, monaco } = open(text);
    const found = monaco.markers.get(model)?.map((marker) => [marker.code, model.at(marker)]);
    expect(found).toEqual(validate(text).map(({ code, span }) => [code, text.slice(span.start, span.end)]));
  });
});

describe("quick fixes", () => {
  const fixes = (text: string, column: number): readonly Monaco.languages.CodeAction[] => {
    const { model, monaco } = open(text);
    const range = { startLineNumber: 1, startColumn: column, endLineNumber: 1, endColumn: column };
    return monaco.call<Monaco.languages.CodeActionList>("actions", "provideCodeActions", model, range).actions;
  };

  test("are offered where the mistake is, for the version they were made for", () => {
    const [fix] = fixes("{ $.a == 1 }", 7);
    expect(fix).toMatchObject({ title: "Write =", kind: "quickfix", isPreferred: true });
    const range = { startLineNumber: 1, startColumn: 7, endLineNumber: 1, endColumn: 9 };
    expect(fix?.edit?.edits).toMatchObject([{ versionId: 7, textEdit: { range, text: "=" } }]);
    expect(fix?.diagnostics).toMatchObject([{ code: "operator-form", ...range }]);
  });

  test("are not offered elsewhere", () => expect(fixes("{ $.a == 1 }", 2)).toEqual([]));
});

describe("completion", () => {
  const ask = (text: string): readonly Monaco.languages.CompletionItem[] => {
    const { model, monaco } = open(text);
    const at = model.getPositionAt(text.length);
    return monaco.call<Monaco.languages.CompletionList>("completion", "provideCompletionItems", model, at).suggestions;
  };

  test("replaces the piece being typed", () => {
    const item = ask("{ $.us").find(({ label }) => label === "$.user.name");
    const range = { startLineNumber: 1, startColumn: 3, endLineNumber: 1, endColumn: 7 };
    expect(item).toMatchObject({ insertText: "$.user.name", kind: "Property", range });
    expect(item?.insertTextRules).toBeUndefined();
  });

  test("puts the cursor where it belongs, and takes a `$` for what it is", () => {
    const item = ask("").find(({ label }) => label === "{ $. }");
    expect(item).toMatchObject({ insertText: "{ \\$.$0 \\}", insertTextRules: 4 });
  });

  test("does not push itself after a finished word", () => {
    expect(ask("ERROR").map(({ label }) => label)).toEqual([]);
    expect(ask("ERROR ").map(({ label }) => label)).toContain("?");
  });

  test("keeps the order of `complete`", () => {
    const sorted = [...ask("{ $.a ")].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
    expect(sorted.map(({ label }) => label)).toEqual(complete("{ $.a ", 6).map(({ label }) => label));
  });

  property.prop([anyText], { numRuns: 300 })("of any text stays in the cursor's line", (text) => {
    const line = text.split("\n").length;
    for (const { range } of ask(text)) expect(range).toMatchObject({ startLineNumber: line, endLineNumber: line });
  });
});

describe("hover and formatting", () => {
  test("say what the piece means and how that is known", () => {
    const { model, monaco } = open("{ $.a >= 1 }");
    const found = monaco.call<Monaco.languages.Hover>("hover", "provideHover", model, { lineNumber: 1, column: 8 });
    expect(found.contents.map(({ value }) => value).join()).toMatch(/at least.*numbers only.*\*\(observed\)\*/);
    expect(model.at(found.range!)).toBe(">=");
    expect(monaco.call("hover", "provideHover", new FakeModel("a   b"), { lineNumber: 1, column: 3 })).toBeNull();
  });

  test("write the canonical form, or leave it", () => {
    const { monaco } = open("");
    const edits = (text: string): readonly Monaco.languages.TextEdit[] =>
      monaco.call("formatting", "provideDocumentFormattingEdits", new FakeModel(text));
    expect(edits("{$.a=1\n}").map(({ range, text }) => [range.endLineNumber, text])).toEqual([[2, "{ $.a = 1 }"]]);
    expect(edits("{ $.a = 1 }")).toEqual([]);
  });
});

describe("colours", () => {
  interface Line {
    readonly tokens: readonly { readonly startIndex: number; readonly scopes: string }[];
    readonly endState: unknown;
  }
  const lines = (text: string): readonly Line[] => {
    const { monaco } = open("");
    let state = monaco.call<unknown>("tokens", "getInitialState");
    return text.split("\n").map((line) => {
      const found = monaco.call<Line>("tokens", "tokenize", line, state);
      state = found.endState;
      return found;
    });
  };

  test("are of the names that themes know", () => {
    const [{ tokens } = { tokens: [] }] = lines("{ $.a = 1 }");
    expect(tokens.map(({ startIndex, scopes }) => `${startIndex} ${scopes}`)).toEqual([
      ...["0 delimiter.cwfilter", "1 ", "2 variable.cwfilter", "5 ", "6 operator.cwfilter", "7 "],
      ...["8 number.cwfilter", "9 ", "10 delimiter.cwfilter"],
    ]);
  });

  test("know in a line what stood before it", () => {
    expect(lines("{ $.a\n IS NULL }")[1]?.tokens[1]?.scopes).toBe("keyword.cwfilter");
    expect(lines("IS NULL }")[0]?.tokens[0]?.scopes).not.toBe("keyword.cwfilter");
  });

  test("end where reading ends, in time", () => {
    const started = performance.now();
    expect(lines("a b\n".repeat(100_000)).at(-2)?.tokens).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  property.prop([anyText], { numRuns: 300 })("of any line are in order, one for each piece and each gap", (text) => {
    const line = text.replaceAll("\n", " ");
    const starts = lines(line)[0]?.tokens.map(({ startIndex }) => startIndex) ?? [];
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
    for (const { span } of classify(line)) expect(starts).toContain(span.start);
  });
});

describe("disposing", () => {
  test("takes back everything, markers too", () => {
    const { model, monaco, end } = open("a:b");
    expect(monaco.registered.size).toBe(6);
    end();
    expect(monaco.registered.size).toBe(0);
    expect(monaco.markers.get(model)).toEqual([]);
    expect(
      [monaco.created, monaco.renamed, monaco.closing, model.changed].map((event) => event.listeners.size),
    ).toEqual([...[0, 0, 0, 0]]);
  });

  test("can be followed by registering again", () => {
    const { monaco, end } = open("");
    end();
    registerCloudWatchFilter(monaco.asMonaco);
    expect(monaco.ids).toEqual([LANGUAGE_ID]);
  });
});
