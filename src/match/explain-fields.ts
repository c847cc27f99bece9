// Holds: the explanation of space-delimited patterns.
// In: an analysed pattern of fields; then the text of an event. Out: one clause for each field, and how many fields are missing.
// Always: the event is divided as the matcher divides it; where it has too few fields, the first ones are taken in order.

import type { Comparison, FieldsTest, FieldTest } from "../pattern/analysed.ts";
import { type Span, span } from "../text/span.ts";
import { clauseOf, compileClause } from "./clause.ts";
import type { Clause, Explanation, Seen } from "./explanation.ts";
import { type EventField, fieldsOf, placeOf, placeOfEllipsis } from "./fields.ts";
import { compileRegexSpan } from "./regex-span.ts";
import { compileComparison } from "./values.ts";
import { whyField } from "./why.ts";

type Explain = (field: EventField | undefined) => Clause;

export function explainFields(pattern: FieldsTest): (text: string) => Pick<Explanation, "clauses" | "note"> {
  const { fields } = pattern;
  const ellipsis = placeOfEllipsis(pattern);
  const explain = fields.map(compileField);
  return (text) => {
    const found = fieldsOf(text, pattern);
    const missing = fields.length - found.length;
    const gap = Math.max(-missing, 0);
    const clauses = explain.map((clause, index) => clause(found[placeOf(index, ellipsis, gap)]));
    return missing > 0 ? { clauses, note: tooFew(found.length, fields.length) } : { clauses };
  };
}

function tooFew(has: number, needs: number): string {
  return `the event has ${has} field${has === 1 ? "" : "s"}, the pattern needs ${needs}`;
}

function compileField({ condition, span }: FieldTest): Explain {
  const operand = condition && compileClause(condition, compileLeaf);
  return (field) => {
    const operands = operand === undefined ? [] : [operand(field)];
    const holds = field !== undefined && operands.every(({ outcome }) => outcome === "holds");
    return clauseOf({ kind: "field", span, holds, seen: seenField(field, holds), operands });
  };
}

function compileLeaf(comparison: Comparison): Explain {
  const { literal, span } = comparison;
  const test = compileComparison(comparison);
  const find = literal.kind === "regex" ? compileRegexSpan(literal.regex) : undefined;
  return (field) => {
    const holds = field !== undefined && test.field(field.text);
    const note = field && whyField(comparison, field.text, holds);
    return clauseOf({
      kind: "comparison",
      span,
      holds,
      seen: seenField(field, holds, field && find?.(field.text)),
      note,
    });
  };
}

function seenField(field: EventField | undefined, holds: boolean, found?: Span): readonly Seen[] {
  if (field === undefined) return [];
  const { start, end, text } = field;
  // A quote or bracket stands before a field's text, or nothing.
  const from = start + (end - start - text.length) / 2;
  const part = found && { found: span(from + found.start, from + found.end) };
  return [{ span: span(start, end), value: text, holds, ...part }];
}
