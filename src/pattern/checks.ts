// Holds: the checks of one pattern that need more than grammar: values, numbers, regular expressions, quotas.
// In: nodes of its syntax tree. Out: their analysed form, or findings.
// Always: one object a pattern, as quotas count across it; a node that could not be read gives neither.

import { isTooLarge, parseDecimal } from "../text/decimal.ts";
import { replacement } from "../text/fix.ts";
import { cover, type Span } from "../text/span.ts";
import type { Comparison, Literal } from "./analysed.ts";
import { type Finding, finding, invalidTerm } from "./finding.ts";
import { parseRegex, type Regex } from "./regex.ts";
import type { Operator, RegexValue, Selector, Value } from "./syntax.ts";
import { quote } from "./write.ts";

/** Wildcards a selector may hold, wildcards a JSON pattern may hold, regular expressions a pattern may hold [D, O]. */
const MAX_SELECTOR_WILDCARDS = 1;
export const MAX_PATTERN_WILDCARDS = 3;
export const MAX_REGEXES = 2;

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
