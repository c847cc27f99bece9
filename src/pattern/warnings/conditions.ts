// Holds: the warnings that JSON conditions and conditions of fields share.
// In: the places of a condition's tests. Out: tests that never hold, that always hold, that stand twice; wildcards that miss.
// Always: at most one finding of a kind for a test, with the place of the other test it is about.

import { type Diagnostic, diagnostic, type Fix } from "../../text/diagnostic.ts";
import { replacement } from "../../text/fix.ts";
import { span } from "../../text/span.ts";
import { MAX_REGEXES } from "../checks.ts";
import { regexText } from "../regex.ts";
import { type Clause, sameSubject } from "./clause.ts";
import { removalOf, written } from "./edits.ts";
import { contradiction, coverage } from "./exclusion.ts";
import { neverHoldsWarnings } from "./never.ts";
import type { CompoundPlace, Operand, Places } from "./places.ts";

export function conditionWarnings(
  { clauses, compounds }: Places,
  text: string,
  regexes: number,
): readonly Diagnostic[] {
  return [
    ...neverHoldsWarnings({ clauses, compounds }, text),
    ...compounds.flatMap((compound) => [...repeated(compound, text), ...alwaysHolds(compound, text)]),
    ...clauses.flatMap(({ clause }) => tailMisses(clause, regexes)),
  ];
}

/** `$.a != "x" || $.a != "y"`: one of the two always holds. */
function alwaysHolds({ kind, operands }: CompoundPlace, text: string): readonly Diagnostic[] {
  if (kind === "and") return [];
  const clauses = operands.flatMap(({ clause }) => clause ?? []);
  return clauses.flatMap((clause, index) => {
    const covered = coverage(clause, clauses.slice(0, index));
    if (covered === undefined) return [];
    const others = covered.others.map(({ leaf }) => `\`${written(text, leaf.span)}\``).join(" or ");
    const message = `This or ${others} holds for ${covered.what}, so they exclude none together`;
    const related = covered.others.map(({ leaf }) => ({ span: leaf.span, message: "the other condition" }));
    const fixes = meantInstead(clause, covered.others, operands, text);
    return [diagnostic("always-holds", clause.leaf.span, message, { related, fixes })];
  });
}

/** Where neighbours test one value, `&&` was meant if that leaves something; else the value as such. */
function meantInstead(
  clause: Clause,
  others: readonly Clause[],
  operands: readonly Operand[],
  text: string,
): readonly Fix[] {
  const run = neighbours(clause, operands);
  const clauses = run.flatMap((operand) => operand.clause ?? []);
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined || !others.every((other) => clauses.includes(other))) return [];
  const parts = first.compound.operands;
  if (clauses.every((one, index) => contradiction(one, clauses.slice(0, index)) === undefined)) {
    const edits = parts.slice(first.index, last.index).map(({ span: { end } }) => {
      const at = text.indexOf("||", end);
      return { span: span(at, at + 2), text: "&&" };
    });
    return [{ title: "Join them with &&", edits }];
  }
  const whole = span(parts[first.index]!.span.start, parts[last.index]!.span.end);
  if ("selector" in clause.leaf) {
    const right = `${written(text, clause.leaf.selector.span)} = *`;
    return [replacement(`Write ${right}, which holds for any text or number`, whole, right)];
  }
  return [replacement("Leave out the condition", whole, clause.subject[0]!)];
}

/** The operands around a comparison, without a gap, that compare the same value. */
function neighbours(clause: Clause, operands: readonly Operand[]): readonly Operand[] {
  const own = operands.find((operand) => operand.clause === clause);
  const parts = operands.filter(({ compound }) => compound === own?.compound);
  const isSame = (one: Operand): boolean => one.clause?.comparison !== undefined && sameSubject(one.clause, clause);
  const breaks = parts.filter((one) => !isSame(one)).map(({ index }) => index);
  const from = Math.max(-1, ...breaks.filter((index) => index < own!.index));
  const to = Math.min(Number.POSITIVE_INFINITY, ...breaks.filter((index) => index > own!.index));
  return parts.filter(({ index }) => from < index && index < to);
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

/** A tail this short is likely to occur earlier in the text as well [chosen]. */
const SHORT_TAIL = 3;

/** `*111`: the service takes the first `111` and does not look for a later one at the end [O]. */
function tailMisses({ leaf, comparison }: Clause, regexes: number): readonly Diagnostic[] {
  if (leaf.kind === "state" || comparison?.literal.kind !== "wildcard") return [];
  const { pieces } = comparison.literal;
  const tail = pieces.at(-1)!;
  if (tail === "" || !(tail.length <= SHORT_TAIL || overlapsItself(tail))) return [];
  const message = `\`*${tail}\` misses a text with \`${tail}\` in it before its end: the service takes the first one only`;
  const regex = wildcardRegex(pieces);
  const fixes =
    regex === undefined || regexes >= MAX_REGEXES
      ? []
      : [replacement(`Write %${regex}%`, leaf.value.span, `%${regex}%`)];
  return [diagnostic("wildcard-tail", leaf.value.span, message, fixes.length > 0 ? { fixes } : {})];
}

/** What the pieces between the `*` say, as an expression that finds the last one wherever it stands. */
function wildcardRegex(pieces: readonly string[]): string | undefined {
  const parts = pieces.map(regexText);
  if (parts.includes(undefined)) return undefined;
  return parts[0] === "" ? `${parts.slice(1).join(".*")}$` : `^${parts.join(".*")}$`;
}

/** True when a proper beginning of the text is its end too. */
function overlapsItself(text: string): boolean {
  for (let length = 1; length < text.length; length++) if (text.endsWith(text.slice(0, length))) return true;
  return false;
}
