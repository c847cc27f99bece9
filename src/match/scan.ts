// Holds: the reader of JSON events: one strict pass that keeps only what selectors ask for.
// In: an event's text, the shape of what is wanted. Out: a tree of the wanted nodes, each with its place in the text, or undefined when
//   the text is not one JSON object.
// Always: accepts exactly what JSON.parse accepts; numbers keep their source text; of duplicate keys the last one counts [chosen];
//   recursion goes as deep as the shape, never as deep as the event.

/** What is wanted of an event, as a tree of steps. No children: the node itself is enough. */
export interface Shape {
  readonly names: ReadonlyMap<string, Shape>;
  readonly indexes: ReadonlyMap<number, Shape>;
  /** Every member of an object and element of an array; the named and numbered ones have its wants in theirs. */
  readonly every: Shape | undefined;
}

/** A value, from `start` up to `end` in the event's text, quotes and brackets counted in. */
export type JsonNode =
  | { readonly kind: "string"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: "number"; readonly source: string; readonly start: number; readonly end: number }
  | { readonly kind: "true" | "false" | "null"; readonly start: number; readonly end: number }
  /** Holds the wanted members. */
  | {
      readonly kind: "object";
      readonly members: ReadonlyMap<string, JsonNode>;
      readonly start: number;
      readonly end: number;
    }
  /** Holds the wanted elements, at their indexes; there are holes where others stand. */
  | {
      readonly kind: "array";
      readonly elements: readonly JsonNode[];
      readonly start: number;
      readonly end: number;
    };

/** Reads an event that is one JSON object, white space around it allowed [O]. */
export function scanEvent(text: string, shape: Shape): JsonNode | undefined {
  const scanner = new Scanner(text);
  return scanner.event(shape);
}

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

/** How far a text that is not one JSON object reads like one. */
export function readableEnd(text: string): number {
  const scanner = new Scanner(text);
  scanner.event({ names: new Map(), indexes: new Map(), every: undefined });
  return scanner.at;
}

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get at(): number {
    return this.#at;
  }

  event(shape: Shape): JsonNode | undefined {
    this.#blanks();
    if (this.#text.charCodeAt(this.#at) !== OPEN_BRACE) return undefined;
    const node = this.#node(shape);
    this.#blanks();
    return this.#at === this.#text.length ? node : undefined;
  }

  /** Reads a value into a node; undefined when it is not JSON. */
  #node(shape: Shape): JsonNode | undefined {
    const start = this.#at;
    switch (this.#text.charCodeAt(start)) {
      case OPEN_BRACE:
        return this.#object(shape);
      case OPEN_BRACKET:
        return this.#array(shape);
      case QUOTE:
        return this.#string() ? { kind: "string", text: this.#decoded(start), start, end: this.#at } : undefined;
      case 116: // t
        return this.#word("true") ? { kind: "true", start, end: this.#at } : undefined;
      case 102: // f
        return this.#word("false") ? { kind: "false", start, end: this.#at } : undefined;
      case 110: // n
        return this.#word("null") ? { kind: "null", start, end: this.#at } : undefined;
      default:
        return this.#number()
          ? { kind: "number", source: this.#text.slice(start, this.#at), start, end: this.#at }
          : undefined;
    }
  }

  #object(shape: Shape): JsonNode | undefined {
    const members = new Map<string, JsonNode>();
    const opened = this.#at;
    this.#at++;
    this.#blanks();
    if (this.#take(CLOSE_BRACE)) return { kind: "object", members, start: opened, end: this.#at };
    do {
      this.#blanks();
      const start = this.#at;
      if (!this.#key()) return undefined;
      // `#key` has passed the colon; the name is what stood between the quotes.
      const name = this.#decoded(start);
      const wanted = shape.names.get(name) ?? shape.every;
      if (wanted === undefined) {
        if (!this.#skip()) return undefined;
      } else {
        const node = this.#node(wanted);
        if (node === undefined) return undefined;
        members.set(name, node);
      }
      this.#blanks();
    } while (this.#take(COMMA));
    return this.#take(CLOSE_BRACE) ? { kind: "object", members, start: opened, end: this.#at } : undefined;
  }

  #array(shape: Shape): JsonNode | undefined {
    const elements: JsonNode[] = [];
    const start = this.#at;
    this.#at++;
    this.#blanks();
    if (this.#take(CLOSE_BRACKET)) return { kind: "array", elements, start, end: this.#at };
    let index = 0;
    do {
      this.#blanks();
      const wanted = shape.indexes.get(index) ?? shape.every;
      if (wanted === undefined) {
        if (!this.#skip()) return undefined;
      } else {
        const node = this.#node(wanted);
        if (node === undefined) return undefined;
        elements[index] = node;
      }
      index++;
      this.#blanks();
    } while (this.#take(COMMA));
    return this.#take(CLOSE_BRACKET) ? { kind: "array", elements, start, end: this.#at } : undefined;
  }

  /** Passes a value that nobody asked for, still checking it; a stack of our own, as events may be nested without limit. */
  #skip(): boolean {
    const open: boolean[] = []; // true for an object
    for (;;) {
      this.#blanks();
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === OPEN_BRACE || unit === OPEN_BRACKET) {
        this.#at++;
        this.#blanks();
        const isObject = unit === OPEN_BRACE;
        if (!this.#take(isObject ? CLOSE_BRACE : CLOSE_BRACKET)) {
          open.push(isObject);
          if (isObject && !this.#key()) return false;
          continue;
        }
      } else if (!this.#scalar(unit)) return false;

      for (;;) {
        const inObject = open[open.length - 1];
        if (inObject === undefined) return true;
        this.#blanks();
        if (this.#take(COMMA)) {
          if (inObject) {
            this.#blanks();
            if (!this.#key()) return false;
          }
          break;
        }
        if (!this.#take(inObject ? CLOSE_BRACE : CLOSE_BRACKET)) return false;
        open.pop();
      }
    }
  }

  #scalar(unit: number): boolean {
    if (unit === QUOTE) return this.#string();
    if (unit === 116) return this.#word("true");
    if (unit === 102) return this.#word("false");
    if (unit === 110) return this.#word("null");
    return this.#number();
  }

  /** A member's name and the colon after it. */
  #key(): boolean {
    if (this.#text.charCodeAt(this.#at) !== QUOTE || !this.#string()) return false;
    this.#keyEnd = this.#at;
    this.#blanks();
    if (!this.#take(COLON)) return false;
    this.#blanks();
    return true;
  }

  /** Where the last string ended; a key's text is read after its colon has been passed. */
  #keyEnd = 0;
  #hasEscapes = false;

  #string(): boolean {
    const text = this.#text;
    this.#hasEscapes = false;
    let at = this.#at + 1;
    for (;;) {
      const unit = text.charCodeAt(at);
      if (unit === QUOTE) break;
      // NaN, past the end, is not above 31 either.
      if (!(unit >= 32)) return false;
      if (unit === BACKSLASH) {
        this.#hasEscapes = true;
        const escaped = text.charCodeAt(at + 1);
        if (escaped === 117) {
          if (!/^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6))) return false;
          at += 6;
        } else if (!Number.isNaN(escaped) && ESCAPES.includes(text.charAt(at + 1))) at += 2;
        else return false;
      } else at++;
    }
    this.#at = at + 1;
    this.#keyEnd = this.#at;
    return true;
  }

  /** The text of the string from its quote at `start` to where the last string ended. */
  #decoded(start: number): string {
    if (!this.#hasEscapes) return this.#text.slice(start + 1, this.#keyEnd - 1);
    return JSON.parse(this.#text.slice(start, this.#keyEnd)) as string;
  }

  #number(): boolean {
    const text = this.#text;
    let at = this.#at;
    if (text.charCodeAt(at) === 45) at++;
    const first = text.charCodeAt(at);
    if (!isDigit(first)) return false;
    at = first === 48 ? at + 1 : digitsEnd(text, at);
    if (text.charCodeAt(at) === 46) {
      if (!isDigit(text.charCodeAt(at + 1))) return false;
      at = digitsEnd(text, at + 1);
    }
    if ((text.charCodeAt(at) | 32) === 101) {
      at++;
      const sign = text.charCodeAt(at);
      if (sign === 43 || sign === 45) at++;
      if (!isDigit(text.charCodeAt(at))) return false;
      at = digitsEnd(text, at);
    }
    this.#at = at;
    return true;
  }

  #word(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #take(unit: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== unit) return false;
    this.#at++;
    return true;
  }

  #blanks(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return;
      this.#at++;
    }
  }
}

const ESCAPES = '"\\/bfnrt';

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function digitsEnd(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}
