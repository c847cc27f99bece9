// Holds: a place in a pattern's text, and the few ways to move on from it.
// In: a text. Out: characters, words, quoted texts.
// Always: a character is a code point; whatever can't be read throws `Refused`.

/** The pattern is not one the service accepts. */
export class Refused extends Error {}

export function refuse(reason: string): never {
  throw new Refused(reason);
}

/** Letters and digits of any script. */
export function isLetterOrDigit(char: string): boolean {
  return /^[\p{L}\p{Nd}]$/u.test(char);
}

export function isDigit(char: string): boolean {
  return /^\p{Nd}$/u.test(char);
}

/** Whitespace of any script. */
export function isBlank(char: string): boolean {
  return /^\s$/.test(char);
}

export class Cursor {
  readonly chars: readonly string[];
  at = 0;

  constructor(text: string) {
    this.chars = [...text];
  }

  get done(): boolean {
    return this.at >= this.chars.length;
  }

  /** The next character; "" at the end. */
  get next(): string {
    return this.chars[this.at] ?? "";
  }

  /** What has been read since the place `start`. */
  since(start: number): string {
    return this.chars.slice(start, this.at).join("");
  }

  startsWith(text: string): boolean {
    return [...text].every((char, i) => this.chars[this.at + i] === char);
  }

  /** Reads `text` if it comes next. */
  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.at += [...text].length;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) refuse(`expected ${text} at ${this.at}`);
  }

  /** Reads as many characters as pass; may be none. */
  takeWhile(passes: (char: string) => boolean): string {
    let taken = "";
    while (!this.done && passes(this.next)) taken += this.chars[this.at++];
    return taken;
  }

  skipBlanks(): void {
    this.takeWhile(isBlank);
  }

  /** Reads up to the next `end`, and the `end`. */
  takeUntil(end: string): string {
    const taken = this.takeWhile((char) => char !== end);
    this.expect(end);
    return taken;
  }

  /** Reads `"…"`: `\"` is a quote, `\\` a backslash, any other backslash itself. */
  takeQuoted(): string {
    this.expect('"');
    let text = "";
    while (!this.take('"')) {
      if (this.done) refuse("a quote without its end");
      else if (this.take('\\"')) text += '"';
      else if (this.take("\\\\")) text += "\\";
      else text += this.chars[this.at++];
    }
    return text;
  }
}
