// Holds: the way from a pattern's text to a matcher.
// In: text. Out: a Matcher; PatternError when the service would refuse the pattern.
// Always: the pattern is checked whole before a matcher is made of it.

import { type PatternOptions, requirePattern } from "../pattern/validate.ts";
import type { Matcher } from "./matcher.ts";
import { matcherOf } from "./matching.ts";

/** Compiles a filter pattern. Throws PatternError, with every mistake and the service's answer, when it is not valid. */
export function compilePattern(text: string, options: PatternOptions = {}): Matcher {
  return matcherOf(text, requirePattern(text, options));
}
