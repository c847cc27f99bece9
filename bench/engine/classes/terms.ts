// Holds: the cases of terms, from one to a thousand.
// In: a bench. Out: cases.
// Always: a line counts once, however many terms it holds; more terms than a pattern has room for are a set of patterns.

import type { Random } from "../../../examples/random.ts";
import { accessLines } from "../../data/access.ts";
import { systemLines } from "../../data/system.ts";
import type { Bench } from "../bench.ts";
import { set, single } from "../build.ts";
import { byText, INCLUDES } from "../byhand.ts";
import type { Absent, Case, Contender } from "../contender.ts";

const SIXTEEN = [
  ...["Accepted publickey", "maximum authentication", "segfault", "Out of memory", "I/O error", "read-only"],
  ...["link is down", "BUG: soft", "kernel panic", "oom-killer", "Call Trace", "martian source", "promiscuous"],
  ...["Failed password", "POSSIBLE BREAK", "sudo: "],
];

export function* termCases(bench: Bench): Iterable<Case> {
  const { build } = bench;
  const system = bench.made(systemLines);
  yield termCase("one term", system, ["Failed"], single(build, "Failed"));
  const two = ["Accepted", "authenticating"];
  yield termCase("one of 2 terms", system, two, single(build, anyOf(two)));
  yield termCase("one of 16 terms", system, SIXTEEN, single(build, anyOf(SIXTEEN)));
  const access = bench.made(accessLines);
  for (const count of [100, 1000]) {
    const terms = manyTerms(bench.random(), count);
    const what = `one of ${count.toLocaleString("en")} terms`;
    yield termCase(what, access, terms, set(build, terms.map(quoted), "lines"));
  }
}

function termCase(what: string, bytes: Uint8Array, terms: readonly string[], ours: Contender | Absent): Case {
  return {
    group: "terms",
    id: String(terms.length),
    what,
    bytes,
    contenders: [includes(terms), ours, alternation(terms)],
  };
}

function includes(terms: readonly string[]): Contender {
  return byText(INCLUDES, (text) => terms.some((term) => text.includes(term)));
}

function alternation(terms: readonly string[]): Contender {
  const regex = new RegExp(terms.map((term) => term.replace(/[^\w ]/g, "\\$&")).join("|"));
  return byText("RegExp of alternatives", (text) => regex.test(text));
}

const quoted = (term: string): string => JSON.stringify(term);
const anyOf = (terms: readonly string[]): string => terms.map((term) => `?${quoted(term)}`).join(" ");

/** Made-up words; one in fifty is a path that is asked for now and then. */
function manyTerms(random: Random, count: number): readonly string[] {
  const terms = new Set<string>();
  while (terms.size < count) {
    const isKnown = terms.size % 50 === 0;
    terms.add(
      isKnown ? `lantern-meadow-${random.int(1, 300)}` : random.text(random.int(7, 14), "abcdefghijklmnopqrstuvwxyz"),
    );
  }
  return [...terms];
}
