// Holds: the editor of the pattern.
// In: a place on the page, sample events. Out: calls when the pattern changes; the clauses of one event, coloured in it.
// Always: the pattern stays short enough to be checked at every key: what is longer is cut off, and told.

import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { cloudWatchFilter } from "../../src/editor/codemirror.ts";
import type { Fix } from "../../src/index.ts";
import { byId, el } from "./dom.ts";
import { editorBasics } from "./editor-look.ts";
import { markClass } from "./mark-class.ts";
import type { Mark } from "./marks.ts";

/** Twice what the service takes. */
const LONGEST_PATTERN = 2048;

const setMarks = StateEffect.define<readonly Mark[]>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { docChanged, effects, state }) {
    for (const effect of effects) if (effect.is(setMarks)) return drawn(effect.value, state.doc.length);
    return docChanged ? Decoration.none : before;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function drawn(all: readonly Mark[], length: number): DecorationSet {
  const inside = all.filter(({ span }) => span.start < span.end && span.end <= length);
  const ranges = inside.map((mark) =>
    Decoration.mark({ class: markClass(mark) }).range(mark.span.start, mark.span.end),
  );
  return Decoration.set(ranges, true);
}

export class PatternEditor {
  readonly #view: EditorView;
  readonly #note = byId("pattern-note");

  constructor(sampleEvents: () => readonly string[], changed: (pattern: string) => void) {
    const limit = EditorState.transactionFilter.of((transaction) => {
      const { length } = transaction.newDoc;
      if (!transaction.docChanged || length <= LONGEST_PATTERN) return transaction;
      const whole = transaction.newDoc.sliceString(0, LONGEST_PATTERN);
      this.#tell(length);
      return { changes: { from: 0, to: transaction.startState.doc.length, insert: whole }, selection: { anchor: 0 } };
    });
    const options = {
      get sampleEvents(): readonly string[] {
        return sampleEvents();
      },
    };
    this.#view = new EditorView({
      parent: byId("pattern"),
      extensions: [
        limit,
        cloudWatchFilter(options),
        editorBasics("Filter pattern", "pattern-note"),
        marks,
        EditorView.lineWrapping,
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          if (update.state.doc.length < LONGEST_PATTERN) this.#note.hidden = true;
          changed(update.state.doc.toString());
        }),
      ],
    });
  }

  /** Another pattern, as from a link or an example. */
  write(pattern: string): void {
    const { doc } = this.#view.state;
    if (doc.toString() !== pattern) this.#view.dispatch({ changes: { from: 0, to: doc.length, insert: pattern } });
  }

  mend({ edits }: Fix): void {
    const changes = edits.map(({ span, text }) => ({ from: span.start, to: span.end, insert: text }));
    this.#view.dispatch({ changes, userEvent: "input.fix" });
  }

  /** Puts the cursor on a place. */
  select(start: number, end: number): void {
    const { length } = this.#view.state.doc;
    const selection = { anchor: Math.min(start, length), head: Math.min(end, length) };
    this.#view.dispatch({ selection, scrollIntoView: true });
    this.#view.focus();
  }

  focus(): void {
    this.#view.focus();
  }

  /** Colours the clauses as one event has them. */
  mark(clauses: readonly Mark[]): void {
    this.#view.dispatch({ effects: setMarks.of(clauses) });
  }

  #tell(length: number): void {
    const told = `Of ${length.toLocaleString("en")} characters the first ${LONGEST_PATTERN.toLocaleString("en")} are kept`;
    this.#note.replaceChildren(el("span", {}, `${told}: the service takes 1,024.`));
    this.#note.hidden = false;
  }
}
