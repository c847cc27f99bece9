// Holds: which tests of a condition exclude each other, and which leave nothing out.
// In: clauses. Out: the clauses that are to blame, only when it is sure.
// Always: sound, not complete: no event satisfies clauses that are said to exclude each other. What the service does with
//   numbers, texts, missing properties and wildcards [O] is what is reasoned about.

import type { Operator } from "../syntax.ts";
import { type Clause, hasWildcard, isWithin, sameSubject, WILDCARD } from "./clause.ts";
import { type Compared, isEveryText, isOrder, noField, noNumber, noPoint, noString } from "./values.ts";

/** As many tests of one value are looked at together [chosen]: it bounds the work. */
const MAX_TOGETHER = 12;

/** The tests before it that `clause` can't hold together with; none when it never holds at all. */
export function contradiction(clause: Clause, before: readonly Clause[]): readonly Clause[] | undefined {
  if (neverHolds(clause)) return [];
  const other = before.find((one) => excludes(one, clause));
  if (other !== undefined || hasWildcard(clause)) return other && [other];
  const same = [...before.filter((one) => sameSubject(one, clause)).slice(-MAX_TOGETHER), clause];
  const blamed = together(same, compared);
  return blamed?.includes(clause) ? blamed.filter((one) => one !== clause) : undefined;
}

/** `!= *`: nothing is unequal to any text. */
export function neverHolds(clause: Clause): boolean {
  const { comparison } = clause;
  return comparison?.operator === "!=" && isEveryText(comparison.literal) && !hasWildcard(clause);
}

/** True when no event satisfies both clauses. */
export function excludes(a: Clause, b: Clause): boolean {
  if (isAbsenceOf(a, b) || isAbsenceOf(b, a)) return true;
  if (!sameSubject(a, b)) return isOutside(a, b) || isOutside(b, a) || isOtherKind(a, b);
  if (hasWildcard(a)) return isUnequalToAll(a, b) || isUnequalToAll(b, a);
  // A comparison holds for texts and numbers only [O], and so for nothing that a state holds for.
  if (a.comparison === undefined || b.comparison === undefined) return a.key !== b.key;
  return together([a, b], compared) !== undefined;
}

// Properties

/** The path that leads somewhere when the clause holds; `!=` with a wildcard is content with what the wildcard stands in [O]. */
function needed({ leaf, subject }: Clause): readonly string[] | undefined {
  if (leaf.kind === "state") return leaf.state === "absent" ? undefined : subject;
  const wildcard = subject.indexOf(WILDCARD);
  return leaf.operator === "!=" && wildcard !== -1 ? subject.slice(0, wildcard) : subject;
}

/** True when `absent` says that something is missing which `other` needs. */
function isAbsenceOf(absent: Clause, other: Clause): boolean {
  if (absent.leaf.kind !== "state" || absent.leaf.state !== "absent") return false;
  const path = needed(other);
  return path !== undefined && absent.subject.every((step, index) => path[index] === step);
}

/** True when `inner` needs something inside a value that holds nothing, such as a text. */
function isOutside(outer: Clause, inner: Clause): boolean {
  const path = needed(inner);
  if (path === undefined || path.length <= outer.subject.length || hasWildcard(outer)) return false;
  if (!isWithin(inner, outer)) return false;
  // IS NULL holds for an array with a null in it too [O], but not for an object.
  return outer.leaf.kind !== "state" || outer.leaf.state !== "null" || isName(path[outer.subject.length]!);
}

/** True when one clause needs an array where the other needs an object. */
function isOtherKind(a: Clause, b: Clause): boolean {
  const [one, other] = [needed(a), needed(b)];
  if (one === undefined || other === undefined) return false;
  const index = one.findIndex((step, at) => other[at] !== step);
  const [here, there] = [one[index], other[index]];
  if (here === undefined || there === undefined || one.slice(0, index).includes(WILDCARD)) return false;
  return (isName(here) && isIndex(there)) || (isIndex(here) && isName(there));
}

/** The key of a step that leads nowhere in an array; a name of digits is not vouched for. */
function isName(step: string): boolean {
  return step.startsWith(".") && !/^\."\d+"$/.test(step);
}

function isIndex(step: string): boolean {
  return step.startsWith("[") && step !== WILDCARD;
}

/** `$.a[*] = x` and `$.a[*] != x`: the first asks for what the second forbids. */
function isUnequalToAll(equal: Clause, unequal: Clause): boolean {
  if (equal.comparison?.operator !== "=" || unequal.comparison?.operator !== "!=") return false;
  return together([equal, unequal], compared) !== undefined;
}

// Values

type Reading = (clause: Clause) => Compared;

function compared(clause: Clause): Compared {
  const { operator, literal } = clause.comparison!;
  return { operator, literal, value: clause.value };
}

const OPPOSITES: Readonly<Record<Operator, Operator>> = {
  ...{ "=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">" },
};

function opposite(clause: Clause): Compared {
  const { operator, ...rest } = compared(clause);
  return { operator: OPPOSITES[operator], ...rest };
}

/** Those of the comparisons of one value that nothing satisfies together. */
function together(clauses: readonly Clause[], reading: Reading): readonly Clause[] | undefined {
  if (clauses.some(({ comparison }) => comparison === undefined)) return undefined;
  if (!isJson(clauses[0]!)) return pairOf(clauses, reading, noField) ?? pointOf(clauses, reading);
  const texts = pairOf(clauses, reading, noString);
  const numbers = pairOf(clauses, reading, noNumber) ?? pointOf(clauses, reading);
  return texts && numbers && [...new Set([...texts, ...numbers])];
}

function isJson({ leaf }: Clause): boolean {
  return "selector" in leaf;
}

/** The first two that exclude each other. */
function pairOf(
  clauses: readonly Clause[],
  reading: Reading,
  exclude: (a: Compared, b: Compared) => boolean,
): readonly Clause[] | undefined {
  const read = clauses.map(reading);
  for (const [later, b] of read.entries()) {
    const earlier = read.slice(0, later).findIndex((a) => exclude(a, b));
    if (earlier !== -1) return [clauses[earlier]!, clauses[later]!];
  }
  return undefined;
}

/** The last one with two others that leave no number between them. */
function pointOf(clauses: readonly Clause[], reading: Reading): readonly Clause[] | undefined {
  const last = clauses.at(-1)!;
  const others = clauses.slice(0, -1);
  for (const [index, one] of others.entries()) {
    const third = others.slice(index + 1).find((other) => noPoint([one, other, last].map(reading)));
    if (third !== undefined) return [one, third, last];
  }
  return undefined;
}

/** What clauses joined by `||` hold for together, when that is everything of a kind. */
export interface Coverage {
  readonly what: "every text and number" | "every number" | "every text";
  readonly others: readonly Clause[];
}

/** What is left out neither by `clause` nor by those before it: what all their opposites exclude. */
export function coverage(clause: Clause, before: readonly Clause[]): Coverage | undefined {
  if (clause.comparison === undefined || hasWildcard(clause)) return undefined;
  const same = before.filter((one) => one.comparison !== undefined && sameSubject(one, clause));
  const all = [...same.slice(-MAX_TOGETHER), clause];
  const blamed = isJson(clause) ? coveringJson(all) : together(all, opposite);
  if (!blamed?.includes(clause)) return undefined;
  // An ordering leaves out every text that is no number, and so does its opposite.
  const what = blamed.some(isOrdered) ? "every number" : isJson(clause) ? "every text and number" : "every text";
  return { what, others: blamed.filter((one) => one !== clause) };
}

function coveringJson(clauses: readonly Clause[]): readonly Clause[] | undefined {
  const numbers = pairOf(clauses, opposite, noNumber) ?? pointOf(clauses, opposite);
  if (numbers === undefined || numbers.some(isOrdered)) return numbers;
  const texts = pairOf(
    clauses.filter((clause) => !isOrdered(clause)),
    opposite,
    noString,
  );
  return texts && [...new Set([...texts, ...numbers])];
}

function isOrdered({ comparison }: Clause): boolean {
  return isOrder(comparison!.operator);
}
