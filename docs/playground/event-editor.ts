// Holds: the editor of the log events.
// In: a place on the page. Out: calls when the text changes; lines that match, marked at their side.
// Always: only what is seen is drawn, so that megabytes are as quick as lines; marks move with the text until new ones come.

import { type Range, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, highlightSpecialChars, lineNumbers } from "@codemirror/view";
import { byId } from "./dom.ts";
import { editorBasics } from "./editor-look.ts";

const setLines = StateEffect.define<readonly number[]>();

const matching: Decoration = Decoration.line({ class: "matching" });

const lines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { docChanged, effects, changes, state }) {
    for (const effect of effects) if (effect.is(setLines)) return drawn(effect.value, state.doc.length);
    return docChanged ? before.map(changes) : before;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Events begin at the start of a line, but for those of a list of JSON, which is not divided by lines. */
function drawn(starts: readonly number[], length: number): DecorationSet {
  const ranges: Range<Decoration>[] = starts.filter((start) => start <= length).map((start) => matching.range(start));
  return RangeSet.of(ranges);
}

export class EventEditor {
  readonly #view: EditorView;
  #isWriting = false;

  constructor(changed: () => void) {
    this.#view = new EditorView({
      parent: byId("events"),
      extensions: [
        editorBasics("Log events", "events-note"),
        lineNumbers(),
        highlightSpecialChars(),
        lines,
        EditorView.updateListener.of(({ docChanged }) => {
          if (docChanged && !this.#isWriting) changed();
        }),
      ],
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Another text, of which nobody is told. */
  write(text: string): void {
    this.#isWriting = true;
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
    this.#view.scrollDOM.scrollTop = 0;
    this.#isWriting = false;
  }

  /** Marks the lines that begin at these places of the text. */
  mark(starts: readonly number[]): void {
    const { doc } = this.#view.state;
    this.#view.dispatch({
      effects: setLines.of(starts.filter((start) => start <= doc.length && doc.lineAt(start).from === start)),
    });
  }

  /** Shows an event. */
  show(start: number): void {
    const at = Math.min(start, this.#view.state.doc.length);
    this.#view.dispatch({
      selection: { anchor: at },
      effects: EditorView.scrollIntoView(at, { y: "center", x: "start" }),
    });
  }
}
