// Holds: the editor of the log events.
// In: a place on the page. Out: calls when the text changes; lines that match, marked at their side.
// Always: only what is seen is drawn, and megabytes are put in and read in portions, so that the page answers meanwhile; marks
//         move with the text until new ones come.

import { type Extension, type Range, RangeSet, StateEffect, StateField } from "@codemirror/state";
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

/** Characters put in or read in one go. */
const PORTION = 200_000;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** A long text is inserted portion by portion, as one step of the history where the browser is quick enough. */
async function insertInPortions(view: EditorView, text: string): Promise<void> {
  view.dispatch(view.state.replaceSelection(""));
  let at = view.state.selection.main.head;
  for (let start = 0; start < text.length; start += PORTION) {
    const insert = view.state.toText(text.slice(start, start + PORTION));
    view.dispatch({ changes: { from: Math.min(at, view.state.doc.length), insert }, userEvent: "input.paste" });
    at += insert.length;
    await pause();
  }
}

const pasting: Extension = EditorView.domEventHandlers({
  paste(event, view) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.length <= PORTION) return false;
    void insertInPortions(view, text);
    event.preventDefault();
    return true;
  },
});

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
        pasting,
        EditorView.updateListener.of(({ docChanged }) => {
          if (docChanged && !this.#isWriting) changed();
        }),
      ],
    });
  }

  /** All of it; undefined when it changes while it is read. */
  async text(): Promise<string | undefined> {
    const { doc } = this.#view.state;
    const portions: string[] = [];
    for (let at = 0; at < doc.length; at += PORTION) {
      if (at > 0) await pause();
      // Joined, not added up: a text of a million sums would be made whole at once, at its first use.
      portions.push([...doc.iterRange(at, Math.min(at + PORTION, doc.length))].join(""));
    }
    return this.#view.state.doc === doc ? portions.join("") : undefined;
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
