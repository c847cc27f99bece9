// Holds: the three grammars as rules to read: what docs/language.md shows as text and as drawings.
// In: the grammars as data. Out: for each language its rules, in order.
// Always: made from the parsers; what they read only to name it as a mistake is left out. Names and inlining are chosen here.

import { type IProduction, NonTerminal, Option, Repetition, type Rule, Terminal } from "chevrotain";
import { firstRule } from "../src/pattern/grammar.ts";
import { kindsAt, type PieceKind } from "../src/pattern/pieces.ts";
import { railroadPicture } from "./railroad.ts";

/** What a rule is made of. `loop` is one or more of `body`, with `between` between them. */
export type Part =
  | { readonly kind: "literal" | "token" | "rule"; readonly text: string }
  | { readonly kind: "sequence" | "choice"; readonly parts: readonly Part[] }
  | { readonly kind: "option"; readonly part: Part }
  | { readonly kind: "loop"; readonly body: Part; readonly between: Part | undefined };

export interface GrammarRule {
  readonly name: string;
  readonly part: Part;
}

/** Rules that are shown by themselves, and their names in the documentation; all others are written out where they stand. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ term: "term", field: "field", disjunction: "condition", conjunction: "conjunction", operand: "operand" },
  ...{ leaf: "test", value: "value" },
};

const literal = (...texts: string[]): readonly Part[] => texts.map((text) => ({ kind: "literal", text }));
const token = (text: string): readonly Part[] => [{ kind: "token", text }];

/** How each kind of piece is written. */
const WRITTEN: Readonly<Partial<Record<PieceKind, readonly Part[]>>> = {
  ...{ exclude: literal("-"), optional: literal("?"), comma: literal(","), ellipsis: literal("...") },
  ...{ and: literal("&&"), or: literal("||"), group: literal("("), ungroup: literal(")") },
  ...{ equality: literal("=", "!="), order: literal("<", "<=", ">", ">=") },
  ...{ is: literal("IS"), state: literal("NULL", "TRUE", "FALSE"), not: literal("NOT"), exists: literal("EXISTS") },
  ...{ selector: token("selector"), name: token("name"), number: token("number"), regex: token("%regex%") },
  ...{ term: [...token("word"), ...token("quoted text")], text: [...token("word"), ...token("quoted text")] },
};

/** The rules of a language, the whole pattern first. */
export function grammarRules(language: "terms" | "json" | "fields"): readonly GrammarRule[] {
  const first = firstRule[language]();
  const [open, close] = { terms: ["", ""], json: ["{", "}"], fields: ["[", "]"] }[language] as [string, string];
  const reader = new Reader();
  const whole = reader.named(first);
  const marked = open === "" ? whole : sequence([...literal(open), whole, ...literal(close)]);
  return [{ name: "pattern", part: marked }, ...reader.rules()];
}

/** Turns productions into parts, and remembers which rules they name. */
class Reader {
  readonly #named = new Map<string, Rule>();

  /** The rules that were named so far, and those that they name. */
  rules(): readonly GrammarRule[] {
    const rules: GrammarRule[] = [];
    for (const [name, rule] of this.#named) rules.push({ name: NAMES[name]!, part: this.#sequence(rule, name) });
    return rules;
  }

  named(rule: Rule): Part {
    const text = NAMES[rule.name];
    if (text === undefined) return this.#sequence(rule, rule.name);
    this.#named.set(rule.name, rule);
    return { kind: "rule", text };
  }

  #sequence({ definition }: { readonly definition: readonly IProduction[] }, rule: string): Part {
    return sequence(definition.flatMap((production) => this.#part(production, rule) ?? []));
  }

  #part(production: IProduction, rule: string): Part | undefined {
    if (production instanceof Terminal) {
      const kinds = kindsAt({ rule, type: production.terminalType });
      return choice(kinds.flatMap((kind) => WRITTEN[kind] ?? []));
    }
    if (production instanceof NonTerminal) return this.named(production.referencedRule);
    const own = production as IProduction & { readonly definition: readonly IProduction[] };
    if (production instanceof Repetition) return { kind: "option", part: loop(this.#sequence(own, rule), undefined) };
    if (production instanceof Option) return { kind: "option", part: this.#sequence(own, rule) };
    const alternatives = own.definition.map((alternative) =>
      this.#sequence(alternative as unknown as { definition: readonly IProduction[] }, rule),
    );
    return choice(alternatives);
  }
}

function loop(body: Part, between: Part | undefined): Part {
  return { kind: "loop", body, between };
}

const isSame = (a: Part | undefined, b: Part | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Parts in a row; `x (, x)*` is written as a loop of `x` with `,` between. */
function sequence(parts: readonly Part[]): Part {
  const flat = parts.flatMap((part) => (part.kind === "sequence" ? part.parts : [part]));
  const row: Part[] = [];
  for (const part of flat) {
    const more = part.kind === "option" && part.part.kind === "loop" ? part.part.body : undefined;
    const [between, again] = more?.kind === "sequence" && more.parts.length === 2 ? more.parts : [];
    if (again !== undefined && isSame(row.at(-1), again)) row.push(loop(row.pop()!, between));
    else row.push(part);
  }
  return row.length === 1 ? row[0]! : { kind: "sequence", parts: row };
}

/** One of several; alternatives that are the same, or none at all, are left out. */
function choice(parts: readonly Part[]): Part | undefined {
  const flat = parts.flatMap((part) => (part.kind === "choice" ? part.parts : [part]));
  const real = flat.filter((part) => part.kind !== "sequence" || part.parts.length > 0);
  const distinct = real.filter((part, index) => real.findIndex((other) => isSame(other, part)) === index);
  return distinct.length < 2 ? distinct[0] : { kind: "choice", parts: distinct };
}

/** A grammar as text. */
export function grammarText(rules: readonly GrammarRule[]): string {
  const width = Math.max(...rules.map(({ name }) => name.length));
  return rules.map(({ name, part }) => `${name.padEnd(width)} = ${partText(part, false)}`).join("\n");
}

function partText(part: Part, isInside: boolean): string {
  switch (part.kind) {
    case "literal":
      return `"${part.text}"`;
    case "token":
    case "rule":
      return part.text.replace(" ", "-");
    case "sequence":
      return part.parts.map((each) => partText(each, true)).join(" ");
    case "choice": {
      const text = part.parts.map((each) => partText(each, false)).join(" | ");
      return isInside ? `(${text})` : text;
    }
    case "option":
      return part.part.kind === "loop" && part.part.between === undefined
        ? `{ ${partText(part.part.body, false)} }`
        : `[ ${partText(part.part, false)} ]`;
    case "loop": {
      const body = partText(part.body, true);
      return part.between === undefined ? `${body} { ${body} }` : `${body} { ${partText(part.between, true)} ${body} }`;
    }
  }
}

const LANGUAGES = { terms: "Term patterns", json: "JSON patterns", fields: "Space-delimited patterns" } as const;

/** The pictures of the grammars, by file name. */
export function grammarPictures(): Readonly<Record<string, string>> {
  const languages = Object.entries(LANGUAGES) as [keyof typeof LANGUAGES, string][];
  return Object.fromEntries(
    languages.map(([language, title]) => [`grammar/${language}.svg`, railroadPicture(title, grammarRules(language))]),
  );
}

/** The page of the language, with its grammars as text put where it names them. */
export function languagePage(page: string): string {
  return page.replace(/<!-- grammar (\w+) -->[\s\S]*?<!-- end -->/g, (_, language: keyof typeof LANGUAGES) => {
    return `<!-- grammar ${language} -->\n\`\`\`ebnf\n${grammarText(grammarRules(language))}\n\`\`\`\n<!-- end -->`;
  });
}
