// Holds: what can be said of a text with holes in it: only what holds whatever fills them.
// In: the pieces of the text, and a validation of any text. Out: findings of the text with its holes as they are.
// Always: of the ways to fill the holes those that fit best count; a finding stays when each of them has it, word for word, at the
//   same place outside the holes. So no refusal stays when some way gives a sound text.

import type { Diagnostic } from "../text/diagnostic.ts";
import { type Span, span } from "../text/span.ts";
import { touches } from "./carry.ts";
import type { Substitution } from "./substitution.ts";

/** What a hole may hold: a word, a number, a text, a selector, a condition of either kind, an operator, a list. */
const FILLINGS: readonly string[] = ["x", "1", '"x"', "$.x", "$.x = 1", "x=1", "=", "x, y", "ALARM(x)", ""];

interface Run {
  readonly findings: readonly Diagnostic[];
  readonly made: Substitution;
}

/** The findings that do not depend on what fills the holes; their spans are those of `made.text`. */
export function steadyFindings(
  made: Substitution,
  isKnown: boolean,
  validate: (text: string) => readonly Diagnostic[],
): readonly Diagnostic[] {
  const ways = [...(isKnown ? [made] : []), ...FILLINGS.map((text) => made.filled(text))];
  const runs: readonly Run[] = ways.map((one) => ({ findings: validate(one.text), made: one }));
  const [first, ...others] = likeliest(runs);
  if (first === undefined) return [];
  const kept = new Set(keysOf(first));
  for (const run of others) {
    const keys = new Set(keysOf(run));
    for (const key of kept) if (!keys.has(key)) kept.delete(key);
  }
  return first.findings.flatMap((finding) => {
    if (isOutside(finding) && kept.has(keyOf(finding, first.made))) return [finding];
    if (!kept.has(keyOf(finding, first.made)) || touches(first.made.holes, finding.span)) return [];
    const { fixes: _fixes, related: _related, ...rest } = finding;
    return [{ ...rest, span: shifted(finding.span, first.made, made) }];
  });
}

/** About another member of the request. */
function isOutside({ path, span: { end } }: Diagnostic): boolean {
  return path !== undefined && end === 0;
}

/** The fillings that fit best: first without mistakes in the hole, then with the fewest at all. What they all have is the text's own. */
function likeliest(runs: readonly Run[]): readonly Run[] {
  const ranks = runs.map(({ findings, made }) => {
    const mistakes = findings.filter(({ severity }) => severity === "error");
    const inHoles = mistakes.filter((one) => !isOutside(one) && touches(made.holes, one.span));
    return inHoles.length * RANK + mistakes.length;
  });
  const best = Math.min(...ranks);
  return runs.filter((_, index) => ranks[index] === best);
}

/** More than the mistakes that are told of one pattern. */
const RANK = 10_000;

function keysOf({ findings, made }: Run): readonly string[] {
  return findings.filter((one) => isOutside(one) || !touches(made.holes, one.span)).map((one) => keyOf(one, made));
}

/** Places count from the hole before them. */
function keyOf(finding: Diagnostic, made: Substitution): string {
  const { code, message, path, span: where } = finding;
  if (isOutside(finding)) return JSON.stringify([code, message, path]);
  const at = (offset: number): readonly number[] => {
    const before = made.holes.filter(({ end }) => end <= offset);
    return [before.length, offset - (before.at(-1)?.end ?? 0)];
  };
  return JSON.stringify([code, message, at(where.start), at(where.end)]);
}

/** The same stretch in the text with other fillings. */
function shifted({ start, end }: Span, from: Substitution, to: Substitution): Span {
  const at = (offset: number): number => {
    const index = from.holes.filter((hole) => hole.end <= offset).length - 1;
    return index < 0 ? offset : to.holes[index]!.end + (offset - from.holes[index]!.end);
  };
  return span(at(start), at(end));
}
