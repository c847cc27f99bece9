// Holds: the way from a syntax tree to what it means, and the checks that need more than grammar.
// In: a syntax tree. Out: the analysed pattern where the tree is whole, and findings.
// Always: pure; a tree with error nodes gives findings only (those of parsing are not repeated).

import { isTooLarge, parseDecimal } from "../text/decimal.ts";
import { replacement } from "../text/fix.ts";
import { cover, type Span } from "../text/span.ts";
import { analyseFields } from "./analyse-fields.ts";
import type { AnalysedPattern, Comparison, Condition, JsonPredicate, Literal } from "./analysed.ts";
import { type Finding, finding, invalidTerm } from "./finding.ts";
import { parseRegex, type Regex } from "./regex.ts";
import type {
  Expression,
  JsonComparison,
  JsonState,
  Operator,
  Pattern,
  RegexValue,
  Selector,
  TermsPattern,
  Value,
} from "./syntax.ts";
import { quote } from "./write.ts";

/** Wildcards a selector may hold, wildcards a JSON pattern may hold, regular expressions a pattern may hold [D, O]. */
const MAX_SELECTOR_WILDCARDS = 1;
export const MAX_PATTERN_WILDCARDS = 3;
export const MAX_REGEXES = 2;

export interface Analysis {
  /** Undefined when something is missing; meaningful only when neither parsing nor analysis found an error. */
  readonly analysed: AnalysedPattern | undefined;
  readonly findings: readonly Finding[];
}

export function analyse(pattern: Pattern, text: string): Analysis {
  const checks = new Checks(text);
  const analysed = meaning(pattern, checks);
  return { analysed, findings: checks.findings };
}

function meaning(pattern: Pattern, checks: Checks): AnalysedPattern | undefined {
  switch (pattern.kind) {
    case "all":
      return { kind: "all" };
    case "terms":
      return termsMeaning(pattern);
    case "regex": {
      const regex = checks.regex(pattern.regex);
      return regex && { kind: "regex", regex, span: pattern.regex.span };
    }
    case "json": {
      const condition = conditionOf(pattern.expression, (leaf) => jsonPredicate(leaf, checks));
      return condition && { kind: "json", condition };
    }
    case "fields":
      return analyseFields(pattern, checks);
  }
}

function termsMeaning({ terms }: TermsPattern): AnalysedPattern {
  const of = (role: string): string[] => [...new Set(terms.filter((t) => t.role === role).map((t) => t.text))];
  const [required, excluded] = [of("required"), of("excluded")];
  const anyOf = required.length + excluded.length === 0 ? of("optional") : [];
  return { kind: "terms", required, excluded, anyOf, terms };
}

/** A condition from an expression; undefined when a part of it could not be read (the other parts are still checked). */
export function conditionOf<Leaf extends { readonly kind: string; readonly span: { start: number; end: number } }, P>(
  expression: Expression<Leaf>,
  predicateOf: (leaf: Leaf) => P | undefined,
): Condition<P> | undefined {
  const node = expression as Expression<never> | Leaf;
  if (node.kind === "error") return undefined;
  if (node.kind === "group") return conditionOf((node as { expression: Expression<Leaf> }).expression, predicateOf);
  if (node.kind === "and" || node.kind === "or") {
    const read = (node as { operands: readonly Expression<Leaf>[] }).operands.map((o) => conditionOf(o, predicateOf));
    const operands = read.filter((o) => o !== undefined);
    return operands.length === read.length ? { kind: node.kind, operands, span: node.span } : undefined;
  }
  const predicate = predicateOf(node as Leaf);
  return predicate === undefined ? undefined : { kind: "predicate", predicate };
}

function jsonPredicate(leaf: JsonComparison | JsonState, checks: Checks): JsonPredicate | undefined {
  checks.wildcards(leaf.selector);
  const path = leaf.selector.steps;
  if (leaf.kind === "state") return { kind: "state", state: leaf.state, path, span: leaf.span };
  const comparison = checks.comparison(leaf, true);
  return comparison && { kind: "comparison", comparison, path, span: leaf.span };
}

function isNull(value: Value): boolean {
  return value.kind === "text" && !value.quoted && value.text.toLowerCase() === "null";
}

/** The checks of one pattern, with what they count across it. */
export class Checks {
  readonly text: string;
  readonly findings: Finding[] = [];
  #regexes = 0;
  #wildcards = 0;

  constructor(text: string) {
    this.text = text;
  }

  comparison(
    node: { operator: Operator; operatorSpan: Span; value: Value; span: Span },
    json: boolean,
  ): Comparison | undefined {
    if (json && isNull(node.value)) this.#nullValue(node);
    const literal = this.#literal(node.value);
    const ordering = node.operator !== "=" && node.operator !== "!=";
    if (ordering && literal !== undefined && literal.kind !== "number")
      this.#needsNumber(node.operator, node.value, json);
    return literal && { operator: node.operator, literal, span: node.span };
  }

  /** In JSON patterns the service names a quoted value after an ordering operator; elsewhere it answers generically [O]. */
  #needsNumber(operator: Operator, value: Value, json: boolean): void {
    const written = this.text.slice(value.span.start, value.span.end);
    const isApart = /^[\s)&|,}\]]?$/.test(this.text[value.span.end] ?? "");
    const isNumber = value.kind === "text" && parseDecimal(value.text) !== undefined;
    const number = isNumber && isApart ? value.text : undefined;
    this.findings.push(
      finding("value-order", value.span, `\`${operator}\` compares numbers only, and ${written} is not a number here`, {
        ...(json && written.startsWith('"') && { service: invalidTerm(written) }),
        expected: ["a number"],
        ...(number !== undefined && {
          fixes: [replacement(`Write ${number}`, value.span, number)],
        }),
      }),
    );
  }

  #literal(value: Value): Literal | undefined {
    if (value.kind === "error") return undefined;
    if (value.kind === "number") return this.#number(value.source, value.span);
    if (value.kind === "regex") {
      const regex = this.regex(value);
      return regex && { kind: "regex", regex };
    }
    return value.text.includes("*")
      ? { kind: "wildcard", pieces: value.text.split("*") }
      : { kind: "text", text: value.text };
  }

  #number(source: string, where: { start: number; end: number }): Literal | undefined {
    if (isTooLarge(source)) {
      this.findings.push(
        finding("number-range", where, `The exponent of ${source} does not fit 32 bits`, {
          expected: ["a smaller exponent"],
        }),
      );
      return undefined;
    }
    const value = parseDecimal(source);
    return value && { kind: "number", source, value };
  }

  #nullValue({ operator, operatorSpan, value }: { operator: Operator; operatorSpan: Span; value: Value }): void {
    const where = value.span;
    const written = this.text.slice(where.start, where.end);
    const asText = replacement(`Compare with the text ${quote(written)}`, where, quote(written));
    const test = cover(operatorSpan, where);
    // A keyword is no part of the selector before it.
    const isNull = /\s/.test(this.text[test.start - 1]!) ? "IS NULL" : " IS NULL";
    const fixes = operator === "=" ? [replacement("Write IS NULL", test, isNull), asText] : [asText];
    const message = `\`${written}\` is no value; a null is found with IS NULL, the text null in quotes`;
    this.findings.push(finding("value-null", where, message, { expected: ["IS NULL", quote(written)], fixes }));
  }

  regex(value: RegexValue): Regex | undefined {
    this.#regexes++;
    if (this.#regexes === MAX_REGEXES + 1) {
      this.findings.push(
        finding("regex-quota", value.span, `A pattern holds at most ${MAX_REGEXES} regular expressions`, {
          stage: "meaning",
          service: `Your input has exceeded the maximum of ${MAX_REGEXES} regular expressions per filter pattern.`,
        }),
      );
    }
    if (!value.readable) return undefined;
    const { regex, findings } = parseRegex(value.source, value.span.start + 1);
    this.findings.push(...findings);
    return regex;
  }

  wildcards(selector: Selector): void {
    const wildcards = selector.steps.filter((step) => step.kind === "wildcard");
    this.#wildcards += wildcards.length;
    const second = wildcards[MAX_SELECTOR_WILDCARDS];
    if (second !== undefined) {
      this.findings.push(
        finding("wildcard-quota", second.span, "A property selector holds at most one wildcard", {
          stage: "meaning",
          service:
            "Your filter pattern has a JSON path selector that exceeds the maximum of 1 wildcard allowed per json selector.",
          related: [{ span: wildcards[0]!.span, message: "the first wildcard" }],
        }),
      );
    } else if (this.#wildcards > MAX_PATTERN_WILDCARDS && wildcards.length > 0) {
      this.findings.push(
        finding(
          "wildcard-quota",
          wildcards[0]!.span,
          `A pattern holds at most ${MAX_PATTERN_WILDCARDS} wildcards in its selectors`,
          {
            stage: "meaning",
          },
        ),
      );
    }
  }
}
