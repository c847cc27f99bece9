// Holds: what mends the names of fields: one that can't be, one that is taken, another field's in a condition.
// In: a field, its pattern and text. Out: fixes.
// Always: a name is changed wherever the field is named; where that can't be done without a doubt, there is no fix.

import type { Fix } from "../../text/diagnostic.ts";
import { replacement } from "../../text/fix.ts";
import { type Span, span } from "../../text/span.ts";
import type { EllipsisField, Expression, FieldComparison, FieldsPattern, NamedField } from "../syntax.ts";

export const FIELD_NAME: RegExp = /^[\p{L}_][\p{L}\p{Nd}_]*$/u;

/** The name with `_` where it can't stand, unless another field has that name. */
export function renamed(field: NamedField, pattern: FieldsPattern, text: string): readonly Fix[] {
  const right = field.name.replace(/^(?=\p{Nd})|[^\p{L}\p{Nd}_]+/gu, "_");
  if (!FIELD_NAME.test(right) || isTaken(right, pattern)) return [];
  return rename(right, nameSpans(field, field.name), text);
}

/** `a2` for the second `a`. */
export function renumbered(field: NamedField, pattern: FieldsPattern, text: string): readonly Fix[] {
  if (!FIELD_NAME.test(field.name)) return [];
  let number = 2;
  while (isTaken(`${field.name}${number}`, pattern)) number++;
  return rename(`${field.name}${number}`, nameSpans(field, field.name), text);
}

/** A second `...`, with the comma before it. */
export function withoutEntry(entry: EllipsisField, { fields }: FieldsPattern): readonly Fix[] {
  const before = fields[fields.indexOf(entry) - 1]!;
  return [replacement("Remove the second ...", span(before.span.end, entry.span.end), "")];
}

/** The test of another name as a field of its own, where `&&` alone joins the tests and no field has the name; as a test of this field. */
export function ownFieldFixes(field: NamedField, pattern: FieldsPattern, text: string): readonly Fix[] {
  const others = comparisonsIn(field.condition).filter(({ name }) => name !== field.name);
  const own = rename(
    field.name,
    others.map(({ nameSpan }) => nameSpan),
    text,
  ).map(({ edits }) => ({ title: `Test ${field.name} itself`, edits }));
  const names = others.map(({ name }) => name);
  const { condition } = field;
  const isList =
    condition?.kind === "and" &&
    condition.operands.every(({ kind }) => kind === "comparison") &&
    names.every((name, index) => FIELD_NAME.test(name) && !isTaken(name, pattern) && names.indexOf(name) === index);
  if (!isList) return own;
  const parts = condition.operands as readonly FieldComparison[];
  const gaps = parts.slice(1).map((part, index) => text.slice(parts[index]!.span.end, part.span.start));
  // What stands for an `&&` is a mistake of its own.
  if (!gaps.every((gap) => /^\s*&&\s*$/.test(gap))) return own;
  const edits = parts.slice(1).flatMap((part, index) => {
    if (part.name === field.name) return [];
    const { end } = parts[index]!.span;
    return [{ span: span(end, text.indexOf("&&", end) + 2), text: "," }];
  });
  return [{ title: `Give ${names.join(" and ")} a field`, edits }, ...own];
}

function isTaken(name: string, { fields }: FieldsPattern): boolean {
  return fields.some((field) => field.kind === "named" && field.name === name);
}

/** Wherever a field's name stands. */
function nameSpans({ nameSpan, condition }: NamedField, name: string): readonly Span[] {
  const inside = comparisonsIn(condition).filter((leaf) => leaf.name === name);
  return [nameSpan, ...inside.map((leaf) => leaf.nameSpan)];
}

function rename(right: string, spans: readonly Span[], text: string): readonly Fix[] {
  // Glued to something else, a bare name would become one word with it.
  if (spans.some((where) => /[^\s,[\]()=!<>&|]/.test(text.charAt(where.start - 1) + text.charAt(where.end)))) return [];
  const places = new Map(spans.map((where) => [where.start, where]));
  return [{ title: `Call it ${right}`, edits: [...places.values()].map((where) => ({ span: where, text: right })) }];
}

function comparisonsIn(condition: Expression<FieldComparison> | undefined): readonly FieldComparison[] {
  if (condition === undefined || condition.kind === "error") return [];
  if (condition.kind === "comparison") return [condition];
  return condition.kind === "group" ? comparisonsIn(condition.expression) : condition.operands.flatMap(comparisonsIn);
}
