// Holds: the warnings about tests that never hold: beside other tests, whichever alternative is taken, or at all.
// In: the places of a condition's tests. Out: diagnostics, with the tests that are to blame.
// Always: a test is told once; a conjunction of alternatives is told as a whole only when nothing inside it is.

import { type Diagnostic, diagnostic, type Fix } from "../../text/diagnostic.ts";
import { replacement } from "../../text/fix.ts";
import { span } from "../../text/span.ts";
import { stateText } from "../write.ts";
import { type Clause, sameSubject } from "./clause.ts";
import { beforeBrace, removalOf, written } from "./edits.ts";
import { contradiction, excludes } from "./exclusion.ts";
import type { ClausePlace, CompoundPlace, Operand, Places } from "./places.ts";

/** As many ways to choose among alternatives are looked at [chosen]: it bounds the work. */
const MAX_WAYS = 32;

export function neverHoldsWarnings({ clauses, compounds }: Places, text: string): readonly Diagnostic[] {
  const operands = compounds.flatMap((compound) => compound.operands);
  const found = clauses.flatMap((place) => neverHolds(place, operands, text));
  for (const compound of compounds) {
    const { start, end } = compound.node.span;
    const isTold = found.some(({ span: inside }) => inside.start < end && start < inside.end);
    if (!isTold) found.push(...noWayHolds(compound, compounds, text));
  }
  return found;
}

function neverHolds(place: ClausePlace, operands: readonly Operand[], text: string): Diagnostic[] {
  const { clause, before } = place;
  const others = contradiction(clause, before);
  if (others === undefined) return [];
  const operand = operands.find((one) => one.clause === clause);
  if (others.length === 0) return [neverHoldsAlone(place, operand, text)];
  // What others stand beside is an operand.
  const here = clause.leaf.span;
  const message = `\`${written(text, here)}\` never holds together with ${listed(others, text)}`;
  const fixes = [...eitherFix(operand!, operands, text), withoutFix(operand!, text)];
  return [diagnostic("never-holds", here, message, { related: blamed(others), fixes })];
}

function listed(clauses: readonly Clause[], text: string): string {
  return clauses.map(({ leaf }) => `\`${written(text, leaf.span)}\``).join(" and ");
}

function blamed(clauses: readonly Clause[]): NonNullable<Diagnostic["related"]> {
  return clauses.map(({ leaf }) => ({ span: leaf.span, message: "the other condition" }));
}

/** `$.a != *` is surely meant as NOT EXISTS, which it is not; of a field there is no such test. */
function neverHoldsAlone({ clause }: ClausePlace, operand: Operand | undefined, text: string): Diagnostic {
  const { leaf } = clause;
  const message = `\`${written(text, leaf.span)}\` never holds: every text and number is equal to that`;
  const fixes: Fix[] = [];
  if ("selector" in leaf) {
    const right = stateText(written(text, leaf.selector.span), "absent").text;
    fixes.push(replacement(`Write ${right}`, leaf.span, `${right}${beforeBrace(text, leaf.span.end)}`));
  }
  if (operand !== undefined) fixes.push(withoutFix(operand, text));
  else if (!("selector" in leaf))
    fixes.push(replacement("Leave out the condition", leaf.span, written(text, leaf.nameSpan)));
  return diagnostic("never-holds", leaf.span, message, { fixes });
}

/** Tests of one value next to each other, any two of which exclude each other, may be meant as alternatives. */
function eitherFix({ compound, index }: Operand, operands: readonly Operand[], text: string): readonly Fix[] {
  const parts = operands.filter((one) => one.compound === compound);
  const run = alternativesAround(
    parts,
    parts.findIndex((one) => one.index === index),
  );
  const isWhole = run.length === compound.operands.length;
  // Whether the service takes parentheses in conditions of fields is not known.
  if (compound.kind !== "and" || run.length === 1 || !(isWhole || isJson(run[0]!))) return [];
  const [first, last] = [run[0]!.index, run.at(-1)!.index];
  const joints = compound.operands.slice(first, last).map(({ span: { end } }) => {
    const joint = text.indexOf("&&", end);
    return { span: span(joint, joint + 2), text: "||" };
  });
  const [start, end] = [compound.operands[first]!.span.start, compound.operands[last]!.span.end];
  const group = [
    { span: span(start, start), text: "(" },
    { span: span(end, end), text: ")" },
  ];
  return [{ title: "Join them with ||", edits: isWhole ? joints : [...group, ...joints] }];
}

/** As many alternatives are proposed [chosen]: each is held against all others. */
const MAX_ALTERNATIVES = 12;

/** The longest run of neighbours around one operand that all exclude each other, none of them an `!=`. */
function alternativesAround(parts: readonly Operand[], at: number): readonly Operand[] {
  const run = [parts[at]!];
  const fits = (next: Operand | undefined, beside: Operand): next is Operand =>
    next !== undefined &&
    run.length < MAX_ALTERNATIVES &&
    Math.abs(next.index - beside.index) === 1 &&
    run.every((one) => areAlternatives(one.clause, next.clause));
  for (let next = parts[at - 1]; fits(next, run[0]!); next = parts[at - run.length]) run.unshift(next);
  const before = run.length;
  for (let next = parts[at + 1]; fits(next, run.at(-1)!); next = parts[at + 1 + run.length - before]) run.push(next);
  return run;
}

function areAlternatives(a: Clause | undefined, b: Clause | undefined): boolean {
  if (a === undefined || b === undefined || !sameSubject(a, b) || !excludes(a, b)) return false;
  return a.comparison?.operator !== "!=" && b.comparison?.operator !== "!=";
}

function isJson({ clause }: Operand): boolean {
  return clause !== undefined && "selector" in clause.leaf;
}

function withoutFix(operand: Operand, text: string): Fix {
  return replacement(`Remove ${written(text, operand.compound.operands[operand.index]!.span)}`, removalOf(operand), "");
}

/** `(a = 1 || a = 2) && (a = 3 || a = 4)`: each choice among the alternatives is a contradiction. */
function noWayHolds(compound: CompoundPlace, compounds: readonly CompoundPlace[], text: string): Diagnostic[] {
  if (compound.kind === "or" || compound.operands.every(({ clause }) => clause !== undefined)) return [];
  const ways = waysOf(compound, compounds);
  const blames = ways?.map(contradictionIn);
  const [first] = blames ?? [];
  if (blames === undefined || first === undefined || blames.includes(undefined)) return [];
  const where = compound.node.span;
  const message = `\`${written(text, where)}\` never holds: whichever alternatives are taken, they exclude each other`;
  const related = first.map(({ leaf }) => ({ span: leaf.span, message: "these, for example" }));
  return [diagnostic("never-holds", where, message, { related, fixes: otherwiseFixes(compound, text) })];
}

/** Two groups of alternatives may be meant as one; the last one may be too much. */
function otherwiseFixes({ node: { operands } }: CompoundPlace, text: string): readonly Fix[] {
  const [before, last] = [operands.at(-2)!, operands.at(-1)!];
  const joint = text.indexOf("&&", before.span.end);
  const either = replacement("Join them with ||", span(joint, joint + 2), "||");
  const without = replacement(`Remove ${written(text, last.span)}`, span(before.span.end, last.span.end), "");
  return operands.length === 2 ? [either, without] : [without];
}

/** Each choice of one alternative from every `||`; undefined when they are too many. */
function waysOf(
  { kind, operands }: CompoundPlace,
  compounds: readonly CompoundPlace[],
): readonly (readonly Clause[])[] | undefined {
  let ways: readonly (readonly Clause[])[] = kind === "and" ? [[]] : [];
  for (const { clause, node } of operands) {
    const inner = compounds.find((one) => one.node === node);
    const own = clause !== undefined ? [[clause]] : inner && waysOf(inner, compounds);
    if (own === undefined) return undefined;
    ways = kind === "and" ? ways.flatMap((way) => own.map((more) => [...way, ...more])) : [...ways, ...own];
    if (ways.length > MAX_WAYS) return undefined;
  }
  return ways;
}

function contradictionIn(way: readonly Clause[]): readonly Clause[] | undefined {
  for (const [index, clause] of way.entries()) {
    const others = contradiction(clause, way.slice(0, index));
    if (others !== undefined) return [...others, clause];
  }
  return undefined;
}
