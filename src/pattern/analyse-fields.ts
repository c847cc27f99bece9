// Holds: what a space-delimited pattern means, and the checks on its field names.
// In: the syntax tree of `[ … ]`. Out: field tests in order, or findings.
// Always: a condition tests the field it stands in, and names are unique; anything else is a finding [O].

import type { Fix } from "../text/diagnostic.ts";
import type { Span } from "../text/span.ts";
import type { Comparison, Condition, FieldsTest, FieldTest } from "./analysed.ts";
import type { Checks } from "./checks.ts";
import { conditionOf } from "./condition.ts";
import { finding, invalidTerm } from "./finding.ts";
import { FIELD_NAME, ownFieldFixes, renamed, renumbered, withoutEntry } from "./mistakes/fields.ts";
import type { FieldComparison, FieldsPattern, NamedField } from "./syntax.ts";

export function analyseFields(pattern: FieldsPattern, checks: Checks): FieldsTest | undefined {
  const fields: FieldTest[] = [];
  const seen = new Map<string, Span>();
  let ellipsis: number | undefined;
  let whole = true;
  for (const field of pattern.fields) {
    if (field.kind === "error") whole = false;
    else if (field.kind === "unnamed") fields.push({ name: undefined, condition: undefined, span: field.span });
    else if (field.kind === "ellipsis") {
      once("...", field.span, seen, checks, () => withoutEntry(field, pattern));
      ellipsis = fields.length;
    } else {
      checkName(field, pattern, checks);
      once(field.name, field.nameSpan, seen, checks, () => renumbered(field, pattern, checks.text));
      const condition = fieldCondition(field, pattern, checks);
      if (field.condition !== undefined && condition === undefined) whole = false;
      fields.push({ name: field.name, condition, span: field.span });
    }
  }
  return whole ? { kind: "fields", fields, ellipsis } : undefined;
}

function once(name: string, where: Span, seen: Map<string, Span>, checks: Checks, mend: () => readonly Fix[]): void {
  const first = seen.get(name);
  if (first === undefined) {
    seen.set(name, where);
    return;
  }
  const fixes = mend();
  const what = name === "..." ? "`...` stands once in a pattern" : `The field name \`${name}\` is taken`;
  checks.findings.push(
    finding("field-duplicate", where, what, {
      stage: "meaning",
      service: `Duplicate field '${name}'`,
      related: [{ span: first, message: "first used here" }],
      ...(fixes.length > 0 && { fixes }),
    }),
  );
}

function checkName(field: NamedField, pattern: FieldsPattern, checks: Checks): void {
  const written = checks.text.slice(field.nameSpan.start, field.nameSpan.end);
  const quoted = /^["'\u201c\u201d]/.test(written);
  // A word with a character that needs quotes has been reported as such already.
  if (FIELD_NAME.test(written) || (!quoted && /[^\p{L}\p{Nd}_.*\-+]/u.test(written))) return;
  const fixes = renamed(field, pattern, checks.text);
  const piece = /^\d+[\p{L}_]/u.exec(written)?.[0] ?? /[^\p{L}\p{Nd}_"+]/u.exec(written)?.[0];
  checks.findings.push(
    finding(
      "field-name",
      field.nameSpan,
      `\`${written}\` is no field name: letters, digits and _, not starting with a digit`,
      {
        ...(piece !== undefined && !quoted && { service: invalidTerm(piece) }),
        expected: ["a field name"],
        ...(fixes.length > 0 && { fixes }),
      },
    ),
  );
}

function fieldCondition(field: NamedField, pattern: FieldsPattern, checks: Checks): Condition<Comparison> | undefined {
  if (field.condition === undefined) return undefined;
  let reported = false;
  return conditionOf(field.condition, (leaf: FieldComparison) => {
    if (leaf.name !== field.name && !reported) {
      reported = true;
      checks.findings.push(otherName(field, leaf, ownFieldFixes(field, pattern, checks.text)));
    }
    return checks.comparison(leaf, false);
  });
}

function otherName(field: NamedField, leaf: FieldComparison, fixes: readonly Fix[]): ReturnType<typeof finding> {
  const message = `The condition of field \`${field.name}\` can't test \`${leaf.name}\`; each field has its own condition`;
  return finding("field-other-name", leaf.nameSpan, message, {
    stage: "meaning",
    service: `Multiple variables used in a single filter. Var1 : ${field.name}, Var2 : ${leaf.name}`,
    expected: [field.name],
    related: [{ span: field.nameSpan, message: "the field's name" }],
    ...(fixes.length > 0 && { fixes }),
  });
}
