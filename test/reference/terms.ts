// Holds: term patterns: `ERROR -x ?y "two words"`.
// In: a pattern. Out: a test of events; throws `Refused`.
// Always: a term is a case-sensitive substring test; optional terms count only when they are alone.

import { Cursor, isBlank, isLetterOrDigit, refuse } from "./cursor.ts";

interface Term {
  readonly sign: "" | "-" | "?";
  readonly text: string;
}

export function readTerms(pattern: string): (event: string) => boolean {
  const terms = parse(new Cursor(pattern));
  const all = terms.filter((term) => term.sign === "");
  const none = terms.filter((term) => term.sign === "-");
  const any = terms.filter((term) => term.sign === "?");
  return (event) => {
    if (all.length + none.length > 0) {
      return all.every((term) => event.includes(term.text)) && none.every((term) => !event.includes(term.text));
    }
    return any.length === 0 || any.some((term) => event.includes(term.text));
  };
}

function parse(cursor: Cursor): Term[] {
  const terms: Term[] = [];
  let separated = true;
  for (;;) {
    if (isBlank(cursor.next)) {
      cursor.skipBlanks();
      separated = true;
    }
    if (cursor.done) return terms;
    const sign = takeSign(cursor);
    if (sign === "" && !separated) refuse("two terms without a blank between them");
    if (sign !== "") cursor.skipBlanks();
    terms.push({ sign, text: takeText(cursor) });
    separated = false;
  }
}

function takeSign(cursor: Cursor): Term["sign"] {
  if (cursor.take("-")) return "-";
  if (cursor.take("?")) return "?";
  return "";
}

function takeText(cursor: Cursor): string {
  const text =
    cursor.next === '"'
      ? cursor.takeQuoted()
      : cursor.takeWhile((char) => isLetterOrDigit(char) || char === "_" || char === ".");
  return text === "" ? refuse("an empty term, or a character that needs quotes") : text;
}
