// Holds: the matcher of space-delimited patterns, and how an event falls into fields.
// In: analysed fields. Out: a match with the event's fields by name, or none.
// Always: one pass over the event; quotes and brackets group only when they are closed [O].

import type { FieldsTest, FieldTest } from "../pattern/analysed.ts";
import { compileCondition } from "./condition.ts";
import { compileComparison } from "./values.ts";

/** A piece of an event: where it stands, its quotes or brackets counted in, and its text without them. */
export interface EventField {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface FieldsMatcher {
  test(text: string): boolean;
  /** The fields by `$name` or `$position`; undefined when the event does not match. */
  extract(text: string): Record<string, string> | undefined;
}

interface CompiledField {
  readonly name: string | undefined;
  readonly test: ((text: string) => boolean) | undefined;
}

export function compileFields(pattern: FieldsTest): FieldsMatcher {
  const fields = pattern.fields.map(compileField);
  const ellipsis = placeOfEllipsis(pattern);
  // `[]` matches everything [O].
  const isOpen = fields.length === 0;
  const values = (text: string): readonly EventField[] | undefined => {
    const found = fieldsOf(text, pattern);
    if (found.length < fields.length) return undefined;
    return holds(fields, ellipsis, found) ? found : undefined;
  };
  return {
    test: (text) => isOpen || values(text) !== undefined,
    extract: (text) => {
      const found = values(text);
      return found && named(fields, ellipsis, found);
    },
  };
}

function compileField(field: FieldTest): CompiledField {
  const { name, condition } = field;
  return { name, test: condition && compileCondition(condition, (comparison) => compileComparison(comparison).field) };
}

/** Fields before `...` count from the start of the event, those after it from the end. */
function holds(fields: readonly CompiledField[], ellipsis: number, found: readonly EventField[]): boolean {
  const gap = found.length - fields.length;
  return fields.every(({ test }, index) => test === undefined || test(found[placeOf(index, ellipsis, gap)]!.text));
}

/** Where the pattern's fields begin that count from the end of the event: none do without `...`. */
export function placeOfEllipsis({ fields, ellipsis }: FieldsTest): number {
  return ellipsis ?? fields.length;
}

/** Which of the event's fields the pattern's field `index` is; `gap` is how many more the event has. */
export function placeOf(index: number, ellipsis: number, gap: number): number {
  return index >= ellipsis ? index + gap : index;
}

function named(
  fields: readonly CompiledField[],
  ellipsis: number,
  found: readonly EventField[],
): Record<string, string> {
  const gap = found.length - fields.length;
  // Entries, not assignment: a field may be called `__proto__`.
  return Object.fromEntries(
    found.map(({ text }, at) => {
      const index = at < ellipsis ? at : at - gap;
      const isGap = at >= ellipsis && index < ellipsis;
      const name = isGap ? undefined : fields[index]!.name;
      return [`$${name ?? at + 1}`, text];
    }),
  );
}

/** The fields of an event as a pattern divides it. */
export function fieldsOf(text: string, { fields, ellipsis }: FieldsTest): readonly EventField[] {
  const isOpen = fields.length === 0 || ellipsis !== undefined;
  return splitFields(text, isOpen ? Number.POSITIVE_INFINITY : fields.length);
}

/**
 * The fields of an event: runs between white space; a `"` or `[` at the start of a field groups up to its closing
 * character, both left out. With a limit, the last field takes the rest of the event as it stands, unless only one
 * field is left [O].
 */
function splitFields(text: string, limit: number): readonly EventField[] {
  const found: EventField[] = [];
  const splitter = new Splitter(text);
  for (let field = splitter.next(); field !== undefined; field = splitter.next()) {
    if (found.length < limit - 1) {
      found.push(field);
      continue;
    }
    const { start } = field;
    found.push(splitter.next() === undefined ? field : { start, end: text.length, text: text.slice(start) });
    break;
  }
  return found;
}

class Splitter {
  readonly #text: string;
  #at = 0;
  /** Set once a closing character was not found: none will be found further on either. */
  #noQuote = false;
  #noBracket = false;

  constructor(text: string) {
    this.#text = text;
  }

  next(): EventField | undefined {
    const text = this.#text;
    while (isBlank(text.charCodeAt(this.#at))) this.#at++;
    const start = this.#at;
    if (start >= text.length) return undefined;
    const close = this.#closing(text.charCodeAt(start), start);
    if (close !== -1) {
      this.#at = close + 1;
      return { start, end: this.#at, text: text.slice(start + 1, close) };
    }
    let end = start + 1;
    while (end < text.length && !isBlank(text.charCodeAt(end))) end++;
    this.#at = end;
    return { start, end, text: text.slice(start, end) };
  }

  #closing(unit: number, start: number): number {
    if (unit === 34 && !this.#noQuote) {
      const close = this.#text.indexOf('"', start + 1);
      this.#noQuote = close === -1;
      return close;
    }
    if (unit === 91 && !this.#noBracket) {
      const close = this.#text.indexOf("]", start + 1);
      this.#noBracket = close === -1;
      return close;
    }
    return -1;
  }
}

/** Blank, tab, line breaks [O for blank and tab; I for the rest]. */
function isBlank(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13);
}
