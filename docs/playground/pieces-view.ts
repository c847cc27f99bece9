// Holds: texts with the parts that a pattern looked at.
// In: pieces. Out: a `code` element in which each part has its clause's colour, number and outcome.
// Always: colour is never alone: the number stands beside it, and a part that speaks against is drawn otherwise.

import { el } from "./dom.ts";
import { markClass } from "./mark-class.ts";
import type { Piece } from "./marks.ts";

/** Control characters as one visible sign each. */
function visible(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "\u00b7");
}

function pieceElement({ text, mark, isGap }: Piece, isNumbered: boolean): Node {
  if (isGap === true) return el("span", { class: "gap" }, " … ");
  if (mark === undefined) return document.createTextNode(visible(text));
  const number = isNumbered ? el("sub", {}, String(mark.clause + 1)) : undefined;
  return el("mark", { class: markClass(mark) }, visible(text), number);
}

export function piecesElement(pieces: readonly Piece[]): HTMLElement {
  // A part in several pieces has its number at the last of them.
  const isLast = (i: number): boolean => pieces[i + 1]?.mark?.clause !== pieces[i]!.mark?.clause;
  return el("code", { class: "pieces" }, ...pieces.map((piece, i) => pieceElement(piece, isLast(i))));
}

/** Characters shown of an event that is not opened, and before its first marked part. */
const SHORT = 220;
const BEFORE = 28;

/** The start of an event or, where nothing is marked there, what surrounds its first marked part. */
export function shortPieces(pieces: readonly Piece[]): HTMLElement {
  const first = Math.max(
    0,
    pieces.findIndex(({ mark }) => mark?.outcome === "holds"),
  );
  const at = pieces.slice(0, first).reduce((sum, { text }) => sum + text.length, 0);
  const skipped = at > BEFORE * 2 ? at - BEFORE : 0;
  const shown: Piece[] = skipped > 0 ? [{ text: "", isGap: true }] : [];
  let [from, left] = [skipped, SHORT];
  for (const piece of pieces) {
    const text = piece.text.slice(from, from + left).replace(/\s+/g, " ");
    from = Math.max(0, from - piece.text.length);
    left -= text.length;
    const isNewGap = piece.isGap === true && from === 0 && shown.at(-1)?.isGap !== true;
    if (text !== "" || isNewGap) shown.push({ ...piece, text });
    if (left <= 0) break;
  }
  return el("code", { class: "short" }, ...shown.map((piece) => pieceElement(piece, false)));
}
