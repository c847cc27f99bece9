// Holds: the cases of many patterns at once, from one to ten thousand.
// In: a bench. Out: cases.
// Always: what is counted is pairs of an event and a rule that it matches.

import { head, textsOf } from "../../data/lines.ts";
import type { Bench } from "../bench.ts";
import { oneByOne, set } from "../build.ts";
import { countTexts } from "../byhand.ts";
import type { Absent, Case, Contender } from "../contender.ts";
import type { Trail } from "../question.ts";
import { KINDS, type Kind, PLACES, type Rule, rulesOf } from "../rule.ts";

export const EVALUATE = "JSON.parse once, every closure";
const COUNTS: readonly number[] = [1, 10, 100, 1000, 10_000];
const WHAT: Readonly<Record<Kind, string>> = {
  equalities: "two equalities each",
  frequent: "two equalities each, of frequent values",
  wildcards: "two wildcards each",
  ranges: "a range of numbers each",
};
/** Where the values of the rules come from. */
const SAMPLE = 4_000_000;
/** Beyond, asking one after the other would take the whole time. */
const ONE_BY_ONE = 100;

export function* setCases(bench: Bench): Iterable<Case> {
  const events = textsOf(head(bench.trail(), SAMPLE)).map((text) => JSON.parse(text) as Trail);
  for (const kind of KINDS) {
    for (const count of COUNTS) {
      const rules = rulesOf(kind, bench.random(), events, count);
      if (rules.length === count) yield setCase(bench, kind, rules);
    }
  }
}

function setCase(bench: Bench, kind: Kind, rules: readonly Rule[]): Case {
  const patterns = rules.map(({ pattern }) => pattern);
  const contenders: (Contender | Absent)[] = [everyClosure(rules), set(bench.build, patterns, "pairs")];
  if (kind === "equalities" || kind === "frequent") contenders.push(indexed(rules), justParse());
  if (rules.length <= ONE_BY_ONE) contenders.push(oneByOne(bench.build, patterns));
  const what = `${rules.length === 1 ? "1 pattern" : `${rules.length.toLocaleString("en")} patterns`}, ${WHAT[kind]}`;
  return { group: "sets", id: `${kind}-${rules.length}`, what, bytes: bench.trail(), contenders };
}

function everyClosure(rules: readonly Rule[]): Contender {
  const closures = rules.map(({ closure }) => closure);
  const count = (text: string): number => {
    const event = JSON.parse(text) as Trail;
    let pairs = 0;
    for (const closure of closures) if (closure(event)) pairs++;
    return pairs;
  };
  return { name: EVALUATE, prepare: (bytes) => ({ run: () => countTexts(bytes, count) }) };
}

/** Nothing that parses first can be quicker. */
function justParse(): Contender {
  const count = (text: string): number => (JSON.parse(text) === null ? 0 : 1);
  return { name: "JSON.parse alone", isBound: true, prepare: (bytes) => ({ run: () => countTexts(bytes, count) }) };
}

/** Rules filed under their first value: what somebody with many rules would write. */
function indexed(rules: readonly Rule[]): Contender {
  const index = PLACES.map(() => new Map<unknown, Rule[]>());
  for (const rule of rules) {
    const { place, value } = rule.first!;
    const filed = index[place]!.get(value);
    if (filed === undefined) index[place]!.set(value, [rule]);
    else filed.push(rule);
  }
  const count = (text: string): number => {
    const event = JSON.parse(text) as Trail;
    let pairs = 0;
    for (const [place, { get }] of PLACES.entries()) {
      for (const { closure } of index[place]!.get(get(event)) ?? []) if (closure(event)) pairs++;
    }
    return pairs;
  };
  return { name: "JSON.parse once, index of values", prepare: (bytes) => ({ run: () => countTexts(bytes, count) }) };
}
