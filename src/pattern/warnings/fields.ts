// Holds: the warnings about space-delimited patterns that ask for more or less than they seem to.
// In: the syntax tree. Out: a lone field that must be the whole event, a lone name that tests nothing.
// Always: about patterns of one field only: with more, the last taking the rest of the line is a documented use.

import { type Diagnostic, diagnostic } from "../../text/diagnostic.ts";
import { replacement } from "../../text/fix.ts";
import { span } from "../../text/span.ts";
import type { FieldsPattern } from "../syntax.ts";
import { quote } from "../write.ts";
import type { Comparisons } from "./clause.ts";

export function fieldsWarnings(
  { fields }: FieldsPattern,
  comparisons: Comparisons,
  text: string,
): readonly Diagnostic[] {
  const [field] = fields;
  if (field?.kind !== "named" || fields.length !== 1) return [];
  const { name, nameSpan } = field;
  if (field.condition === undefined) {
    const message = `\`${text}\` names the whole event \`${name}\` and tests nothing: it matches every event that is not blank`;
    return [
      diagnostic("field-untested", nameSpan, message, {
        fixes: [replacement(`Look for the text ${quote(text)}`, span(0, text.length), quote(text))],
      }),
    ];
  }
  const exact = [...comparisons.values()].some(
    ({ operator, literal }) => operator === "=" && (literal.kind === "text" || literal.kind === "number"),
  );
  if (!exact) return [];
  const message = `The only field takes the whole event, so \`${name}\` is compared with all of it, not with its first word`;
  const end = field.condition.span.end;
  return [
    diagnostic("field-whole-event", field.condition.span, message, {
      fixes: [replacement("Let other fields follow", span(end, end), ", ...")],
    }),
  ];
}
