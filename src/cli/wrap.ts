// Holds: sentences in lines.
// In: a text, the columns there are. Out: its lines.
// Always: a line is broken at a space and nowhere else, so that a word that is longer has a line of its own; the words are all there.

import { columnsOf } from "../text/frame.ts";

/** A text in lines of at most `room` columns. */
export function wrapped(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let [line, columns] = ["", 0];
  for (const word of text.split(" ")) {
    const width = columnsOf(word);
    if (line !== "" && columns + 1 + width > room) {
      lines.push(line);
      [line, columns] = [word, width];
    } else {
      columns += width + (line === "" ? 0 : 1);
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
