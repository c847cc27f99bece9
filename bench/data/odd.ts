// Holds: patterns of every kind and events made to mislead those that judge them.
// In: random choices; lines to begin with, if any. Out: texts.
// Always: patterns and events share their few names and texts, so that they often meet; one event in seven is cut or wounded.

import type { Random } from "../../examples/random.ts";

const NAMES = ["a", "b", "ab", "eventName", "x y", "", "é", "aaaaaaaaaaaaaaaaaaaaaaaa", "userIdentity"];
const TEXTS = [
  ...[
    "x",
    "",
    "10",
    "1.0",
    "-0",
    "10.0",
    "1.0E10",
    "Infinity",
    "NaN",
    "abc",
    "a/b",
    "é",
    '"q',
    "a\\\\b",
    "hello world",
  ],
  ...["😀", "12345678901234567890", "UnauthorizedOperation", "4", "\ufffd", "x\ufffd"],
];
const NUMBERS = ["10", "1", "-0", "1.5", "1e1", "0", "12345678901234567890", "-3", "0.1"];
const WRITTEN = [
  ...NUMBERS,
  "10.0",
  "1E400",
  "1e-7",
  "100000000",
  "123456789012345",
  "1.0E10",
  "true",
  "false",
  "null",
];
const WORDS = [
  "a",
  "abc",
  "10",
  "1.5",
  '"x y"',
  "[z w]",
  "hello",
  '"open',
  "[open",
  "1e3",
  "-5",
  "+7",
  "é",
  "",
  "12",
  "😀",
];
const WOUNDS = [
  '"',
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "\\",
  "0",
  "-",
  ".",
  "e",
  "\u0000",
  "\u0007",
  "\ufeff",
  "\ufffd",
  "\ud800",
  "t",
];

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, (found) => `\\${found}`)}"`;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export class OddTexts {
  readonly #random: Random;
  readonly #given: readonly string[];

  constructor(random: Random, given: readonly string[]) {
    this.#random = random;
    this.#given = given;
  }

  #many<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.#random.int(0, most) }, make);
  }

  #selector(): string {
    let text = "$";
    let isWild = false;
    for (let depth = this.#random.int(1, 3), step = 0; step < depth; step++) {
      const roll = this.#random.next();
      if (step > 0 && roll < 0.12) text += `[${this.#random.int(0, 2)}]`;
      else if (step > 0 && roll < 0.24 && !isWild) {
        text += this.#random.pick(["[*]", ".*"]);
        isWild = true;
      } else {
        const name = this.#random.pick(NAMES);
        text += /^[a-zA-Z]+$/.test(name) ? `.${name}` : `.['${name}']`;
      }
    }
    return text;
  }

  /** A predicate on a value that stands in one of the given lines; undefined for a line that is no JSON. */
  #predicateOfGiven(): string | undefined {
    let value: unknown = parsed(this.#random.pick(this.#given));
    let path = "$";
    while (typeof value === "object" && value !== null) {
      const members = Object.entries(value);
      if (members.length === 0) return undefined;
      const [name, next] = this.#random.pick(members);
      if (!/^[\w-]+$/.test(name)) return undefined;
      path += Array.isArray(value) ? `[${this.#random.pick([name, "*"])}]` : `['${name}']`;
      value = next;
    }
    if (typeof value === "number") return `${path} ${this.#random.pick(["=", "<", ">=", "!="])} ${value}`;
    if (typeof value !== "string") return undefined;
    const [from, to] = [this.#random.int(0, value.length), this.#random.int(0, value.length)];
    const piece = value.slice(Math.min(from, to), Math.max(from, to));
    return `${path} ${this.#random.pick(["=", "=", "!="])} ${quoted(this.#random.pick([value, `*${piece}*`, `${value.slice(0, from)}*`]))}`;
  }

  #predicate(): string {
    const found = this.#given.length > 0 && this.#random.chance(0.6) ? this.#predicateOfGiven() : undefined;
    if (found !== undefined) return found;
    const left = this.#selector();
    const roll = this.#random.next();
    if (roll < 0.2) return `${left} ${this.#random.pick(["IS NULL", "NOT EXISTS", "IS TRUE", "IS FALSE"])}`;
    if (roll < 0.35)
      return `${left} ${this.#random.pick(["=", "!=", "<", "<=", ">", ">="])} ${this.#random.pick(NUMBERS)}`;
    const operator = this.#random.pick(["=", "!="]);
    if (roll < 0.5) {
      const piece = this.#random.pick(TEXTS).slice(0, 3);
      return `${left} ${operator} ${quoted(`${this.#random.pick(["*", "", "a"])}${piece}*${this.#random.pick(["", "b", "0"])}`)}`;
    }
    if (roll < 0.6)
      return `${left} ${operator} ${this.#random.pick(["%a%", "%^1%", "%0$%", "%[0-9]+%", "%b.c%", "%x|abc%", "%^$%"])}`;
    return `${left} ${operator} ${quoted(this.#random.pick(TEXTS))}`;
  }

  #condition(depth: number): string {
    if (depth === 0 || this.#random.chance(0.4)) return this.#predicate();
    return `(${this.#condition(depth - 1)} ${this.#random.pick(["&&", "||"])} ${this.#condition(depth - 1)})`;
  }

  #fieldOf(name: string): string {
    return this.#random.pick([
      ...[name, name, `${name} = ${this.#random.pick(["a*", "*b", "*1*", "abc", "10", '"x y"', "1.5", "1*"])}`],
      ...[`${name} != ${this.#random.pick(["a", "10", "*b*"])}`, `${name} > ${this.#random.pick(["1", "10", "-5"])}`],
      ...[`${name} = %[0-9]%`, `${name} = 1 || ${name} = 10`, `${name} != 1 && ${name} != abc`],
    ]);
  }

  pattern(): string {
    const roll = this.#random.next();
    if (roll < 0.55) return `{ ${this.#condition(2)} }`;
    if (roll < 0.7) {
      const terms = [
        "a",
        "abc",
        "hello",
        "x y",
        "10",
        "é",
        "q",
        "Infinity",
        "userIdentity",
        "\\u",
        "{",
        "eventName",
        "😀",
        "\ufffd",
      ];
      if (this.#given.length > 0) terms.push(...this.#random.pick(this.#given).split(/[^\w-]+/, 8));
      return this.#many(3, () => this.#random.pick(["", "-", "?", ""]) + quoted(this.#random.pick(terms))).join(" ");
    }
    if (roll < 0.77) return this.#random.pick(["%a%", "%^a%", "%[0-9]+%", "%h.*o%", "%x|abc%", "% %", ""]);
    const fields = Array.from({ length: this.#random.int(1, 4) }, (_, index) => this.#fieldOf(`f${index}`));
    if (this.#random.chance(0.4)) fields.splice(this.#random.int(0, fields.length), 0, "...");
    return `[${fields.join(", ")}]`;
  }

  #blank(): string {
    return this.#random.chance(0.9) ? "" : this.#random.pick([" ", "\t", "  ", "\r"]);
  }

  #stringOf(text: string): string {
    const units = [...text].map((character) => {
      if (this.#random.chance(0.03)) {
        const codes = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
        return codes.map((code) => `\\u${code.toString(16).padStart(4, "0")}`).join("");
      }
      if (character === "/" && this.#random.chance(0.3)) return "\\/";
      return JSON.stringify(character).slice(1, -1);
    });
    return `"${units.join("")}"`;
  }

  #value(depth: number): string {
    const roll = this.#random.next();
    if (depth > 0 && roll < 0.3) return this.#object(depth - 1);
    if (depth > 0 && roll < 0.45) {
      return `[${this.#blank()}${this.#many(3, () => this.#value(depth - 1)).join(`${this.#blank()},${this.#blank()}`)}${this.#blank()}]`;
    }
    return roll < 0.75 ? this.#random.pick(WRITTEN) : this.#stringOf(this.#random.pick(TEXTS));
  }

  #object(depth: number): string {
    const member = (): string =>
      `${this.#stringOf(this.#random.pick(NAMES))}${this.#blank()}:${this.#blank()}${this.#value(depth)}`;
    return `{${this.#blank()}${this.#many(4, member).join(`${this.#blank()},${this.#blank()}`)}${this.#blank()}}`;
  }

  line(): string {
    const roll = this.#random.next();
    const words = (): string =>
      this.#many(7, () => this.#random.pick(WORDS)).join(this.#random.pick([" ", "  ", "\t"]));
    const whole =
      roll < 0.2 && this.#given.length > 0 ? this.#random.pick(this.#given) : roll < 0.65 ? this.#object(3) : words();
    return this.#wounded(whole).replace(/\n/g, " ");
  }

  #wounded(text: string): string {
    if (this.#random.chance(0.85) || text === "") return text;
    const at = this.#random.int(0, text.length - 1);
    switch (this.#random.int(0, 3)) {
      case 0:
        return text.slice(0, at) + text.slice(at + 1);
      case 1:
        return text.slice(0, at) + this.#random.pick(WOUNDS) + text.slice(at);
      case 2:
        return text.slice(0, at);
      default:
        return text + this.#random.pick([" ", "x", "}", "\u0000"]);
    }
  }
}
