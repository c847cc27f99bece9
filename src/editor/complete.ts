// Holds: what an editor offers while a pattern is typed.
// In: a text and an offset; sample events and field names, if there are any. Out: items with their text and the span it replaces.
// Always: only what can stand there; an item begins as the piece being typed begins; where a blank is needed it is part of the item.

import { type Expectation, type Expectations, expectationsAt } from "../pattern/expect.ts";
import { FIELD_NAME } from "../pattern/mistakes/fields.ts";
import type { PieceKind } from "../pattern/pieces.ts";
import { type Completion, OFFERS, type Offer } from "./items.ts";
import { NOTES, type NoteName } from "./notes.ts";
import { type Samples, samplesOf } from "./samples.ts";

export interface CompleteOptions {
  /** Log events: selectors, fields and values are taken from them. The same list is read once and must not change. */
  readonly sampleEvents?: readonly string[] | undefined;
  /** Names to offer for the fields of a space-delimited pattern, in order. */
  readonly fieldNames?: readonly string[] | undefined;
}

/** What can be written at an offset. */
export function complete(text: string, offset: number, options: CompleteOptions = {}): readonly Completion[] {
  const at = Math.min(Math.max(Math.trunc(offset) || 0, 0), text.length);
  const expected = expectationsAt(text, at);
  const { replacing, following } = expected;
  const source = new Source(options, expected);
  const going = replacing === undefined ? [] : source.items(replacing).filter((item) => goesOn(replacing.typed, item));
  const next = following === undefined ? [] : source.items(following);
  const isTerms = expected.language === "terms";
  return [...going, ...next.map((item) => apart(text.slice(0, at), isTerms, item))];
}

/** True when an item begins with what has been typed; the marks around a word need not be typed. */
function goesOn(typed: string, { insert }: Completion): boolean {
  const [small, whole] = [typed.toLowerCase(), insert.toLowerCase()];
  if (whole === small) return false;
  const isWord = /^[\p{L}\p{Nd}_]/u.test(small);
  return whole.startsWith(small) || (isWord && whole.replace(/^(?:\$\.|")/, "").startsWith(small));
}

/** An item that would run together with what stands before it gets a blank. */
function apart(before: string, isTerms: boolean, item: Completion): Completion {
  const isJoined = isTerms
    ? /[^\s?-]$/.test(before)
    : /[^\s(){}[=!<>&|,%"]$/.test(before) && /^[^(){}[\]=!<>&|,%"]/.test(item.insert);
  return isJoined ? { ...item, insert: ` ${item.insert}`, caret: item.caret + 1 } : item;
}

/** Makes the items of an expectation. */
class Source {
  readonly #samples: Samples | undefined;
  readonly #fieldNames: readonly string[];
  readonly #expected: Expectations;

  constructor({ sampleEvents, fieldNames = [] }: CompleteOptions, expected: Expectations) {
    this.#samples = sampleEvents && samplesOf(sampleEvents);
    this.#fieldNames = fieldNames.filter((name) => FIELD_NAME.test(name));
    this.#expected = expected;
  }

  items(place: Expectation): readonly Completion[] {
    const offers = [...place.kinds].flatMap((kind) => [...this.#ofPlace(kind, place), ...OFFERS[kind]]);
    return offers.map(({ insert, kind, note, label = insert, caret = insert.length }) => ({
      ...{ label, insert, span: place.span, caret, kind },
      detail: (typeof note === "string" ? NOTES[note] : note).says,
    }));
  }

  /** What the samples, the names and the closing mark give. */
  #ofPlace(kind: PieceKind, place: Expectation): readonly Offer[] {
    switch (kind) {
      case "close":
        return this.#close();
      case "selector":
        return this.#selectors(place);
      case "name":
        return this.#names(place).map((insert) => ({ insert, kind: "name", note: "name" }));
      case "number":
        return this.#values(place, (value) => !value.startsWith('"'));
      case "text":
        return this.#values(place, (value) => value.startsWith('"'));
      default:
        return [];
    }
  }

  #close(): readonly Offer[] {
    const { close, language } = this.#expected;
    return close === undefined ? [] : [{ insert: close, kind: "punctuation", note: CLOSED[language] ?? "json" }];
  }

  /** Selectors of the samples, as far as there is room for their wildcards, with what was seen there. */
  #selectors({ wildcards }: Expectation): readonly Offer[] {
    const room = this.#samples?.selectors.filter((seen) => seen.wildcards <= wildcards) ?? [];
    return room.map(({ text, kinds, values }) => {
      const examples = values.size === 0 ? "" : `, such as ${[...values].slice(0, 3).join(", ")}`;
      const says = `In the sample events: ${[...kinds].join(", ")}${examples}.`;
      return { insert: text, kind: "selector", note: { says } };
    });
  }

  #names({ ownName, names, fieldIndex }: Expectation): readonly string[] {
    if (ownName !== undefined) return [ownName];
    const free = this.#fieldNames.filter((name) => !names.includes(name));
    let next = (fieldIndex ?? names.length) + 1;
    while (names.includes(`w${next}`)) next++;
    return [...new Set([...free, `w${next}`])];
  }

  #values({ subject, fieldIndex }: Expectation, isWanted: (value: string) => boolean): readonly Offer[] {
    if (this.#samples === undefined || subject === undefined) return [];
    const isJson = this.#expected.language === "json";
    const seen = isJson ? this.#samples.valuesAt(subject) : this.#samples.fieldValues(fieldIndex);
    return seen.filter(isWanted).map((insert) => ({ insert, kind: "value", note: SEEN }));
  }
}

const SEEN = { says: "Seen there in the sample events." };
const CLOSED: Readonly<Record<string, NoteName>> = { json: "json", fields: "fields", regex: "regexPattern" };
