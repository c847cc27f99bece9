// Holds: the canonical text of a filter pattern.
// In: any string. Out: the same pattern in one layout; what is no valid pattern, or would grow too long, as it came.
// Always: never throws; the result is valid if the text was, means the same, and stays as it is when formatted again.
//   What the service may read otherwise than tocsin keeps its characters: quoted texts, numbers, regular expressions.

import type { Condition } from "./analysed.ts";
import { MAX_LENGTH } from "./body.ts";
import { conditionOf } from "./condition.ts";
import type { Expression, Field, FieldComparison, JsonComparison, JsonState, Pattern, Term, Value } from "./syntax.ts";
import { checkPattern } from "./validate.ts";
import {
  comparisonText,
  fieldsText,
  joinedText,
  jsonText,
  quote,
  selectorText,
  stateText,
  termText,
  type Written,
} from "./write.ts";

/**
 * A pattern in its canonical form: one blank around operators and inside braces, keywords in capitals, texts in quotes,
 * terms in quotes only where they need them, parentheses only where they decide (and, in JSON patterns, around `&&` within
 * `||`), selectors in their shortest form. Never throws: text that is no valid pattern comes back as it is, and so does a
 * pattern that would grow beyond 1,024 characters.
 *
 * ```
 * {($.a=1)&&( $.b=x||$.c not exists )}   →   { $.a = 1 && ($.b = "x" || $.c NOT EXISTS) }
 * ```
 */
export function formatPattern(text: string): string {
  const { pattern, analysed } = checkPattern(text);
  const formatted = analysed === undefined ? undefined : new Formatter(text).pattern(pattern);
  return formatted === undefined || formatted.length > MAX_LENGTH ? text : formatted;
}

type Dialect = "json" | "fields";
type Leaf = JsonComparison | JsonState | FieldComparison;

/** Writes the tree of one text; a part that is undefined could not be read. */
class Formatter {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  pattern(pattern: Pattern): string | undefined {
    switch (pattern.kind) {
      case "all":
        return "";
      case "terms":
        return pattern.terms.map((term) => this.#term(term)).join(" ");
      case "regex":
        return this.#source(pattern.regex);
      case "json": {
        const condition = this.#condition(pattern.expression, "json");
        return condition && jsonText(condition);
      }
      case "fields": {
        const fields = pattern.fields.map((field) => this.#field(field)).filter((field) => field !== undefined);
        return fields.length === pattern.fields.length ? fieldsText(fields) : undefined;
      }
    }
  }

  #term(term: Term): string {
    return termText(term.role, term.text, term.quoted ? this.#source({ span: term.textSpan }) : undefined);
  }

  #field(field: Field): string | undefined {
    if (field.kind === "unnamed") return "";
    if (field.kind === "ellipsis") return "...";
    if (field.kind === "error") return undefined;
    return field.condition === undefined ? field.name : this.#condition(field.condition, "fields")?.text;
  }

  #condition<L extends Leaf>(expression: Expression<L>, dialect: Dialect): Written | undefined {
    const condition = conditionOf(expression, (leaf: L) => this.#leaf(leaf));
    return condition && written(condition, dialect);
  }

  #leaf(leaf: Leaf): Written {
    if (leaf.kind === "state") return stateText(selectorText(leaf.selector.steps), leaf.state);
    const subject = "selector" in leaf ? selectorText(leaf.selector.steps) : leaf.name;
    return comparisonText(subject, leaf.operator, this.#value(leaf.value));
  }

  /** Quotes tell a text from a number. A bare `.5` or `1.` stays bare: the service may read more numbers than tocsin does. */
  #value(value: Value): string {
    const isPlain = value.kind === "text" && !value.quoted && Number.isNaN(Number(value.text));
    return isPlain ? quote(value.text) : this.#source(value);
  }

  #source({ span }: { readonly span: { readonly start: number; readonly end: number } }): string {
    return this.#text.slice(span.start, span.end);
  }
}

function written(condition: Condition<Written>, dialect: Dialect): Written {
  if (condition.kind === "predicate") return condition.predicate;
  const operands = condition.operands.map((operand) => written(operand, dialect));
  return joinedText(condition.kind, operands, dialect);
}
