// Holds: the warnings that JSON conditions and conditions of fields share.
// In: the places of a condition's tests. Out: tests that never hold, that always hold, that stand twice; wildcards that miss.
// Always: at most one finding of a kind for a test, with the place of the other test it is about.

import { type Diagnostic, diagnostic } from "../../text/diagnostic.ts";
import { replacement } from "../../text/fix.ts";
import { type Span, span } from "../../text/span.ts";
import { MAX_REGEXES } from "../checks.ts";
import { regexText } from "../regex.ts";
import type { Clause } from "./clause.ts";
import { covers, excludes } from "./exclusion.ts";
import type { CompoundPlace, Operand, Places } from "./places.ts";

export function conditionWarnings(
  { clauses, compounds }: Places,
  text: string,
  regexes: number,
): readonly Diagnostic[] {
  return [
    ...clauses.flatMap(({ clause, before }) => neverHolds(clause, before, text)),
    ...compounds.flatMap((compound) => [...repeated(compound, text), ...alwaysHolds(compound, text)]),
    ...clauses.flatMap(({ clause }) => tailMisses(clause, regexes)),
  ];
}

function written(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

function neverHolds(clause: Clause, before: readonly Clause[], text: string): readonly Diagnostic[] {
  const other = before.find((one) => excludes(one, clause));
  if (other === undefined) return [];
  const [here, there] = [clause.leaf.span, other.leaf.span];
  const message = `\`${written(text, here)}\` never holds together with \`${written(text, there)}\``;
  return [diagnostic("never-holds", here, message, { related: [{ span: there, message: "the other condition" }] })];
}

/** `$.a != "x" || $.a != "y"`: one of the two always holds. */
function alwaysHolds({ kind, operands }: CompoundPlace, text: string): readonly Diagnostic[] {
  if (kind === "and") return [];
  const found: Diagnostic[] = [];
  operands.forEach(({ clause }, index) => {
    if (clause === undefined) return;
    for (const { clause: other } of operands.slice(0, index)) {
      const what = other && covers(other, clause);
      if (other === undefined || what === undefined) continue;
      const message = `This or \`${written(text, other.leaf.span)}\` holds for ${what}, so the two together exclude none`;
      found.push(
        diagnostic("always-holds", clause.leaf.span, message, {
          related: [{ span: other.leaf.span, message: "the other condition" }],
          ...meansAnd(operands, text),
        }),
      );
      return;
    }
  });
  return found;
}

/** Where all operands are `!=` of one value, `&&` was meant. */
function meansAnd(operands: readonly Operand[], text: string): Pick<Diagnostic, "fixes"> {
  const [first] = operands;
  const subject = first?.clause?.subject.join("");
  const isUniform = operands.every(
    ({ clause, compound }) =>
      compound === first?.compound && clause?.comparison?.operator === "!=" && clause.subject.join("") === subject,
  );
  if (first === undefined || !isUniform) return {};
  const parts = first.compound.operands;
  const edits = parts.slice(1).map((_, index) => {
    const at = text.indexOf("||", parts[index]!.span.end);
    return { span: span(at, at + 2), text: "&&" };
  });
  return { fixes: [{ title: "Join them with &&", edits }] };
}

/** An operand that stands in its `&&` or `||` already. */
function repeated({ operands }: CompoundPlace, text: string): readonly Diagnostic[] {
  const seen = new Map<string, Operand>();
  return operands.flatMap((operand) => {
    if (operand.clause === undefined) return [];
    const first = seen.get(operand.clause.key);
    if (first === undefined) {
      seen.set(operand.clause.key, operand);
      return [];
    }
    const where = operand.node.span;
    return [
      diagnostic("duplicate-condition", where, `\`${written(text, where)}\` stands here twice`, {
        related: [{ span: first.node.span, message: "the first" }],
        fixes: [replacement("Remove the second", removalOf(operand), "")],
      }),
    ];
  });
}

/** An operand with its parentheses and the operator that joins it. */
function removalOf({ compound, index }: Operand): Span {
  const { operands } = compound;
  const own = operands[index]!.span;
  return index > 0 ? span(operands[index - 1]!.span.end, own.end) : span(own.start, operands[1]!.span.start);
}

/** A tail this short is likely to occur earlier in the text as well [chosen]. */
const SHORT_TAIL = 3;

/** `*111`: the service takes the first `111` and does not look for a later one at the end [O]. */
function tailMisses({ leaf, comparison }: Clause, regexes: number): readonly Diagnostic[] {
  if (leaf.kind === "state" || comparison?.literal.kind !== "wildcard") return [];
  const { pieces } = comparison.literal;
  const tail = pieces.at(-1)!;
  if (tail === "" || !(tail.length <= SHORT_TAIL || overlapsItself(tail))) return [];
  const message = `\`*${tail}\` misses a text with \`${tail}\` in it before its end: the service takes the first one only`;
  const regex = pieces.length === 2 && pieces[0] === "" ? regexText(tail) : undefined;
  const fixes =
    regex === undefined || regexes >= MAX_REGEXES
      ? []
      : [replacement(`Write %${regex}$%`, leaf.value.span, `%${regex}$%`)];
  return [diagnostic("wildcard-tail", leaf.value.span, message, fixes.length > 0 ? { fixes } : {})];
}

/** True when a proper beginning of the text is its end too. */
function overlapsItself(text: string): boolean {
  for (let length = 1; length < text.length; length++) if (text.endsWith(text.slice(0, length))) return true;
  return false;
}
