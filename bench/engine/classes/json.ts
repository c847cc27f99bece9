// Holds: the cases of one JSON pattern, over bytes and over strings.
// In: a bench. Out: cases.
// Always: every question goes to every contender.

import type { Bench } from "../bench.ts";
import { byLine, single } from "../build.ts";
import { hinted, overStrings, PARSE, parsed, readline } from "../byhand.ts";
import type { Absent, Case, Contender } from "../contender.ts";
import { libraries } from "../libraries.ts";
import { QUESTIONS, questionOf, type Trail } from "../question.ts";

export async function* jsonCases(bench: Bench): AsyncIterable<Case> {
  for (const question of QUESTIONS) {
    const { id, what, pattern, closure, hint } = question;
    const contenders: (Contender | Absent)[] = [
      parsed(closure),
      single(bench.build, pattern),
      ...(hint === undefined ? [] : [hinted(hint, closure)]),
      readline(closure),
      ...(await libraries(question)),
    ];
    yield { group: "json", id, what, pattern, bytes: bench.trail(), contenders };
  }
}

/** Events that come one by one. */
export function* stringCases(bench: Bench): Iterable<Case> {
  for (const { id, what, pattern, closure, hint } of [questionOf("selective"), questionOf("common")]) {
    const { face } = bench.build;
    const matcher = face.compilePattern(pattern);
    const parse = (text: string): boolean => closure(JSON.parse(text) as Trail);
    const contenders: Contender[] = [
      overStrings(PARSE, parse),
      { ...overStrings("tocsin", (text) => matcher.test(text)), note: "`test` of a string", isOurs: true },
      { name: "tocsin, bytes", note: "`test` of bytes, event by event", isOurs: true, ...byLine(face, pattern) },
    ];
    if (hint !== undefined) {
      const name = "includes, then JSON.parse";
      contenders.push({ ...overStrings(name, (text) => text.includes(hint) && parse(text)), note: "misses escapes" });
    }
    yield { group: "strings", id, what, pattern, bytes: bench.trail(), contenders };
  }
}
