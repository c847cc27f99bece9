// Holds: where the plain matchers meet the engine: who judges an event.
// In: analysed patterns with their plain tests; events. Out: tests that give the same answer, sooner.
// Always: the engine's NO and YES are final, what is ODD goes to the plain matcher; without an engine everything does.

import { NO, ODD, sharedEngine } from "../engine/engine.ts";
import { type Program, programOf } from "../engine/program.ts";
import type { AnalysedPattern } from "../pattern/analysed.ts";
import { textOf } from "../text/utf8.ts";
import type { Matcher } from "./matcher.ts";

export type PlainTest = (text: string) => boolean;

/** What stands behind a matcher. */
export interface Insides {
  readonly plain: PlainTest;
  /** Made when first asked for. */
  program(): Program | undefined;
}

const known: WeakMap<Matcher, Insides> = new WeakMap();

export function remember(matcher: Matcher, analysed: AnalysedPattern, plain: PlainTest): void {
  known.set(matcher, { plain, program: once(() => programOf(analysed)) });
}

/** The insides of a matcher; undefined for an object that only looks like one. */
export function insidesOf(matcher: Matcher): Insides | undefined {
  return known.get(matcher);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** So many code units are matched plainly first: most matchers see few events, and a program costs as much as some. */
const WARM = 65_536;
/** Shorter texts of terms are searched by the platform sooner than they are encoded. */
const SHORT = 192;

export function enginedTest(analysed: AnalysedPattern, plain: PlainTest): (event: string | Uint8Array) => boolean {
  let cold = WARM;
  const program = once(() => programOf(analysed));
  const isPlainForText = analysed.kind === "all" || analysed.kind === "regex" || isFewTerms(analysed);
  return (event) => {
    if (cold > 0) {
      const text = textOf(event);
      cold -= text.length + 64;
      return plain(text);
    }
    const own = program();
    const engine = own === undefined ? undefined : sharedEngine();
    if (engine === undefined) return plain(textOf(event));
    if (typeof event === "string") {
      if (isPlainForText || (analysed.kind === "terms" && event.length < SHORT)) return plain(event);
      const verdict = engine.judgeText(own!, event);
      return verdict === ODD ? plain(event) : verdict !== NO;
    }
    const verdict = event instanceof Uint8Array ? engine.judgeBytes(own!, event) : ODD;
    return verdict === ODD ? plain(textOf(event)) : verdict !== NO;
  };
}

/** A few terms are found in a text as fast as it can be encoded. */
function isFewTerms(analysed: AnalysedPattern): boolean {
  if (analysed.kind !== "terms") return false;
  return analysed.required.length + analysed.excluded.length + analysed.anyOf.length <= 2;
}
