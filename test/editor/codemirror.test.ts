// Holds: what CodeMirror is told of a pattern, as far as it goes without a page.

import { CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultHighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Diagnostic } from "@codemirror/lint";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import {
  cloudWatchFilter,
  completionSource,
  formatFilter,
  highlighting,
  hoverSource,
  lintSource,
} from "../../src/editor/codemirror.ts";
import { classify, complete, format, hover, validate } from "../../src/editor/index.ts";
import { anyText } from "./patterns.ts";

/** As much of a view as the parts use: a state, and changes to it. */
class View {
  state: EditorState;

  constructor(doc: string) {
    this.state = EditorState.create({ doc });
  }

  dispatch(change: TransactionSpec): void {
    this.state = this.state.update(change).state;
  }

  get text(): string {
    return this.state.doc.toString();
  }

  get asView(): EditorView {
    return this as unknown as EditorView;
  }
}

const lint = (view: View): readonly Diagnostic[] => lintSource(view.asView) as readonly Diagnostic[];

describe("diagnostics", () => {
  test("stand where the mistake is and name their code", () => {
    const [found] = lint(new View("{ $.a == 1 }"));
    expect(found).toMatchObject({ from: 6, to: 8, severity: "error", source: "tocsin(operator-form)" });
    expect(found?.actions?.map(({ name }) => name)).toEqual(["Write ="]);
  });

  test.each([
    ["ERROR:", "error"],
    ["ERROR ?x", "warning"],
  ])("%s has an %s", (text, severity) => expect(lint(new View(text))[0]?.severity).toBe(severity));

  test("are mended by their action", () => {
    const view = new View("{ $.a == 1 }");
    lint(view)[0]?.actions?.[0]?.apply(view.asView, 6, 8);
    expect(view.text).toBe("{ $.a = 1 }");
  });

  test("are mended where they are now, when the text has moved", () => {
    const view = new View("{ $.a == 1 }");
    const [found] = lint(view);
    view.dispatch({ changes: { from: 5, insert: "bc" } });
    found?.actions?.[0]?.apply(view.asView, 8, 10);
    expect(view.text).toBe("{ $.abc = 1 }");
  });

  test("are left alone when they are gone", () => {
    const view = new View("{ $.a == 1 }");
    const [found] = lint(view);
    view.dispatch({ changes: { from: 0, to: 12, insert: "ERROR" } });
    found?.actions?.[0]?.apply(view.asView, 3, 5);
    expect(view.text).toBe("ERROR");
  });

  property.prop([anyText], { numRuns: 300 })("of any text are those of `validate`, inside the document", (text) => {
    const view = new View(text);
    const found = lint(view);
    expect(found.map(({ message }) => message)).toEqual(validate(view.text).map(({ message }) => message));
    for (const { from, to } of found) expect(0 <= from && from <= to && to <= view.state.doc.length).toBe(true);
  });
});

describe("completion", () => {
  const sampleEvents = ['{"user":{"name":"ann"}}'];
  const ask = (view: View, pos: number, explicit = true): CompletionResult | null =>
    completionSource({ sampleEvents })(new CompletionContext(view.state, pos, explicit)) as CompletionResult | null;
  const take = (view: View, pos: number, label: string): void => {
    const result = ask(view, pos);
    const item = result?.options.find((option) => option.label === label);
    if (typeof item?.apply !== "function") throw new Error(`no ${label}`);
    item.apply(view.asView, item, result?.from ?? 0, pos);
  };

  test("replaces the piece being typed", () => {
    const view = new View("{ $.us = 1 }");
    take(view, 6, "$.user.name");
    expect(view.text).toBe("{ $.user.name = 1 }");
    expect(view.state.selection.main.head).toBe(13);
  });

  test("replaces the whole piece when the cursor is inside it", () => {
    const view = new View("{ $.use = 1 }");
    take(view, 4, "$.user");
    expect(view.text).toBe("{ $.user = 1 }");
  });

  test("puts the cursor between quotes", () => {
    const view = new View("{ $.a = ");
    take(view, 8, "a text");
    expect(view.text).toBe('{ $.a = ""');
    expect(view.state.selection.main.head).toBe(9);
  });

  test("writes the missing blank when it is asked for after a word, and does not push itself there", () => {
    const view = new View("{ $.a");
    expect(ask(view, 5, false)?.options.map(({ label }) => label)).not.toContain("IS NULL");
    take(view, 5, "IS NULL");
    expect(view.text).toBe("{ $.a IS NULL");
  });

  test("is none where nothing can stand", () => {
    expect(ask(new View("{ $.a = 1 } "), 12)).toBeNull();
  });

  test("reads the samples of the moment", () => {
    let events = ['{"a":1}'];
    const source = completionSource({
      get sampleEvents() {
        return events;
      },
    });
    const labels = (): readonly string[] => {
      const found = source(new CompletionContext(EditorState.create({ doc: "{ " }), 2, true)) as CompletionResult;
      return found.options.map(({ label }) => label);
    };
    expect(labels()).toContain("$.a");
    events = ['{"b":1}'];
    expect(labels()).toContain("$.b");
  });

  property.prop([anyText], { numRuns: 300 })("of any text offers what `complete` does", (text) => {
    const view = new View(text);
    const labels = ask(view, view.text.length)?.options.map(({ label }) => label) ?? [];
    expect(labels).toEqual(complete(view.text, view.text.length, { sampleEvents }).map(({ label }) => label));
  });
});

describe("hover", () => {
  const at = (text: string, pos: number, side: -1 | 1): unknown => hoverSource(new View(text).asView, pos, side);

  test("is about the piece on the pointer's side", () => {
    expect(at("[a,b]", 2, 1)).toMatchObject({ pos: 2, end: 3 });
    expect(at("[a,b]", 2, -1)).toMatchObject({ pos: 1, end: 2 });
    expect(hover("[a,b]", 2)?.span).toEqual({ start: 2, end: 3 });
  });

  test("is none between pieces", () => expect(at("a   b", 2, 1)).toBeNull());
});

describe("colours", () => {
  const marks = (state: EditorState): readonly string[] => {
    const found: string[] = [];
    for (const set of state.facet(EditorView.decorations)) {
      if (typeof set === "function") continue;
      set.between(0, state.doc.length, (from, to) => {
        found.push(state.sliceDoc(from, to));
      });
    }
    return found;
  };
  const extensions = [highlighting(), syntaxHighlighting(defaultHighlightStyle)];

  test("are those of the editor's highlight style", () => {
    const state = EditorState.create({ doc: '{ $.a = "x*" }', extensions });
    expect(marks(state)).toEqual(['"x', "*", '"']);
  });

  test("follow the text", () => {
    const state = EditorState.create({ doc: "", extensions });
    expect(marks(state.update({ changes: { from: 0, insert: "{ $.a = 1.5 }" } }).state)).toEqual(["1.5"]);
  });

  test("are none without a highlight style", () => {
    expect(marks(EditorState.create({ doc: "{ $.a = 1 }", extensions: highlighting() }))).toEqual([]);
  });

  property.prop([anyText], { numRuns: 300 })("are never more than the pieces, for any text", (text) => {
    const state = EditorState.create({ doc: text, extensions });
    expect(marks(state).length).toBeLessThanOrEqual(classify(state.doc.toString()).length);
  });
});

describe("formatting", () => {
  test("writes the canonical form and keeps the cursor inside", () => {
    const view = new View("{$.a=1}");
    view.dispatch({ selection: { anchor: 7 } });
    expect(formatFilter({ state: view.state, dispatch: (change) => view.dispatch(change) })).toBe(true);
    expect(view.text).toBe(format("{$.a=1}"));
  });

  test("leaves alone what is formatted, what is no pattern and what is read-only", () => {
    const isDone = (state: EditorState): boolean => formatFilter({ state, dispatch: () => {} });
    expect(isDone(EditorState.create({ doc: "{ $.a = 1 }" }))).toBe(false);
    expect(isDone(EditorState.create({ doc: "{$.a==1}" }))).toBe(false);
    expect(isDone(EditorState.create({ doc: "{$.a=1}", extensions: EditorState.readOnly.of(true) }))).toBe(false);
  });
});

describe("the whole extension", () => {
  test("completes and closes brackets in its documents", () => {
    const state = EditorState.create({ doc: "{ ", extensions: cloudWatchFilter() });
    expect(state.languageDataAt("autocomplete", 2)).toHaveLength(1);
    expect(state.languageDataAt("closeBrackets", 2)).toEqual([{ brackets: ["(", "[", "{", '"'] }]);
  });
});
