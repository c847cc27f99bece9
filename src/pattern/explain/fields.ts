// Holds: space-delimited patterns in plain English.
// In: analysed fields, the pattern's text. Out: an outline and notes.
// Always: total; a field without a condition is only counted and named.

import type { Comparison, Condition, FieldsTest, FieldTest } from "../analysed.ts";
import { type Explained, enumerated, led, type Outline, outlineOf } from "./outline.ts";
import { comparisonWords, endsInPiece, NEAREST } from "./value.ts";

export function explainFieldsPattern(pattern: FieldsTest, text: string): Explained {
  const { fields } = pattern;
  if (fields.length === 0) return { outline: `Matches ${anyFields(pattern)}`, notes: [DIVISION] };
  const tested = fields.flatMap((field, index) => (field.condition === undefined ? [] : [{ field, index }]));
  const items = tested.map(({ field, index }) => fieldOutline(field, placeWords(index, pattern), text));
  const count = `Matches an event of at least ${fields.length} field${fields.length === 1 ? "" : "s"}`;
  return { outline: joined(count, items), notes: [...notesOf(pattern)] };
}

function anyFields({ ellipsis }: FieldsTest): string {
  return `every event, ${ellipsis === undefined ? "and" : "whatever its fields, and"} extracts its fields as $1, $2 and so on`;
}

function joined(count: string, items: readonly Outline[]): Outline {
  if (items.length === 0) return count;
  if (items.length === 1) return led(`${count} in which`, items[0]!);
  return { lead: `${count} in which all of these hold`, items };
}

/** One field with its condition in words; `place` says which field of the event it is. */
function fieldOutline({ name, condition }: FieldTest, place: string, text: string): Outline {
  const words = (comparison: Comparison): string =>
    comparisonWords(comparison, text.slice(comparison.span.start, comparison.span.end), "fields");
  const outline = outlineOf(condition!, words);
  if (typeof outline === "string") return `${place}, ${name}, ${outline}`;
  return { ...outline, lead: `${outline.lead} for ${place}, ${name}` };
}

/** `field 2`, or counted from the end for a field after `...`. */
function placeWords(index: number, { fields, ellipsis }: FieldsTest): string {
  if (ellipsis === undefined || index < ellipsis) return `field ${index + 1}`;
  const fromEnd = fields.length - index;
  return fromEnd === 1 ? "the last field" : `field ${fromEnd} from the end`;
}

const DIVISION =
  'Fields are divided by white space; what stands in "…" or […] is one field, its quotes or brackets left out.';

function* notesOf({ fields, ellipsis }: FieldsTest): Iterable<string> {
  yield DIVISION;
  const last = fields[fields.length - 1]!;
  if (ellipsis === undefined)
    yield `Field ${fields.length}${last.name === undefined ? "" : `, ${last.name},`} takes the rest of a longer event.`;
  else yield "Any number of fields may stand at the dots.";
  const names = fields.flatMap(({ name }) => (name === undefined ? [] : [`$${name}`]));
  const others = names.length < fields.length || ellipsis !== undefined ? "the others by their position" : "";
  yield `Extracts ${enumerated([...names, ...(others === "" ? [] : [others])], "and")}.`;
  const comparisons = fields.flatMap(({ condition }) => (condition === undefined ? [] : comparisonsOf(condition)));
  if (comparisons.some(({ literal }) => literal.kind === "number")) yield "Numbers are compared by value, so 1 is 1.0.";
  if (comparisons.some(({ literal }) => literal.kind !== "number")) yield "Case counts.";
  if (comparisons.some(({ literal }) => endsInPiece(literal))) yield NEAREST;
}

function comparisonsOf(condition: Condition<Comparison>): readonly Comparison[] {
  return condition.kind === "predicate" ? [condition.predicate] : condition.operands.flatMap(comparisonsOf);
}
