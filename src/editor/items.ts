// Holds: one thing that completion offers, and those that are always the same.
// In: nothing. Out: for each kind of piece, the texts that begin it, each with the note that explains it.
// Always: every kind of piece that can be written has at least one item, so that nothing possible is left out.

import type { PieceKind } from "../pattern/pieces.ts";
import type { Span } from "../text/span.ts";
import type { NoteName } from "./notes.ts";

export type CompletionKind =
  | ("language" | "term" | "selector" | "name" | "value")
  | ("operator" | "keyword" | "punctuation");

export interface Completion {
  /** What is shown in the list. */
  readonly label: string;
  /** What is put in the place of `span`. */
  readonly insert: string;
  readonly span: Span;
  /** Where in `insert` the cursor belongs afterwards: inside the quotes of `""`. */
  readonly caret: number;
  readonly kind: CompletionKind;
  /** What it means, in a sentence or two. */
  readonly detail: string;
}

/** An item before its place is known. */
export interface Offer {
  readonly insert: string;
  readonly kind: CompletionKind;
  /** A note by its name, or a sentence. */
  readonly note: NoteName | { readonly says: string };
  readonly label?: string;
  readonly caret?: number;
}

/** What each kind of piece offers whatever the samples are. A field's name and a closing mark depend on the place. */
export const OFFERS: Readonly<Record<PieceKind, readonly Offer[]>> = {
  open: [
    { insert: "{ $. }", kind: "language", note: "json", caret: 4 },
    { insert: "[]", kind: "language", note: "fields", caret: 1 },
    { insert: "%%", kind: "language", note: "regexPattern", caret: 1 },
  ],
  close: [],
  term: [{ insert: '""', kind: "term", note: "phrase", caret: 1 }],
  exclude: [{ insert: "-", kind: "operator", note: "exclude" }],
  optional: [{ insert: "?", kind: "operator", note: "optional" }],
  selector: [{ insert: "$.", kind: "selector", note: "selector" }],
  name: [],
  equality: [
    { insert: "=", kind: "operator", note: "=" },
    { insert: "!=", kind: "operator", note: "!=" },
  ],
  order: [
    { insert: ">", kind: "operator", note: "order" },
    { insert: ">=", kind: "operator", note: "order" },
    { insert: "<", kind: "operator", note: "order" },
    { insert: "<=", kind: "operator", note: "order" },
  ],
  is: [
    { insert: "IS NULL", kind: "keyword", note: "null" },
    { insert: "IS TRUE", kind: "keyword", note: "true" },
    { insert: "IS FALSE", kind: "keyword", note: "false" },
  ],
  state: [
    { insert: "NULL", kind: "keyword", note: "null" },
    { insert: "TRUE", kind: "keyword", note: "true" },
    { insert: "FALSE", kind: "keyword", note: "false" },
  ],
  not: [{ insert: "NOT EXISTS", kind: "keyword", note: "exists" }],
  exists: [{ insert: "EXISTS", kind: "keyword", note: "exists" }],
  number: [{ insert: "0", kind: "value", note: "number", label: "a number" }],
  text: [
    { insert: '""', kind: "value", note: "text", label: "a text", caret: 1 },
    { insert: "*", kind: "value", note: "star" },
  ],
  regex: [{ insert: "%%", kind: "value", note: "regex", label: "a regular expression", caret: 1 }],
  and: [{ insert: "&&", kind: "operator", note: "and" }],
  or: [{ insert: "||", kind: "operator", note: "or" }],
  group: [{ insert: "(", kind: "punctuation", note: "group" }],
  ungroup: [{ insert: ")", kind: "punctuation", note: "group" }],
  comma: [{ insert: ",", kind: "punctuation", note: "comma" }],
  ellipsis: [{ insert: "...", kind: "punctuation", note: "ellipsis" }],
  mistake: [],
};
